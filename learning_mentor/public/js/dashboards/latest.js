import { html, form_link } from "../desk/markup";
import { short_date } from "./chart";

/** What happened last in a case: day, kind, state and the record itself; the chronology has the words. */
export function draw_latest(cell, entries, case_name) {
	const rows = entries.map(
		({ on, kind, state, doctype, name }) => html`<li>
			<span class="mentoring-latest-day">${short_date(on)}</span>
			<span class="mentoring-latest-kind">${__(kind)}</span>
			${form_link(doctype, name, name)}
			<span class="text-muted">${__(state)}</span>
		</li>`
	);
	cell.innerHTML = html`<p class="mentoring-cell-title">${__("Latest")}</p>
		<ol class="mentoring-latest">${rows}</ol>
		<button class="btn btn-default btn-xs">${__("All of the case in order of time")}</button>`.toString();
	cell.querySelector("button").addEventListener("click", () =>
		frappe.set_route("query-report", "Case Chronology", { case: case_name })
	);
}
