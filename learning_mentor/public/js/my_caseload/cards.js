import { form_link, html } from "../desk/markup";

/** A pupil of the caseload, with what needs a look and one button to log a session. */
export function case_card(row) {
	const find = `${row.student_name} ${row.program || ""}`;
	return html`<li class="caseload-case" data-case="${row.name}" data-find="${find}">
		<div class="caseload-pupil">
			${form_link("Mentoring Case", row.name, row.student_name)}
			<span class="text-muted">${row.program || ""}</span>
		</div>
		<div class="caseload-marks">${marks(row)}</div>
		<div class="caseload-foot">
			<span class="caseload-seen text-muted">${last_seen(row)}</span>
			${plan_link(row)}
			<button type="button" class="btn btn-primary btn-sm caseload-log" data-case="${row.name}"
				aria-label="${__("Log a session with {0}", [row.student_name])}">${__("Log")}</button>
		</div>
	</li>`;
}

function marks(row) {
	return [
		row.status === "Paused" ? mark("gray", __("Paused")) : "",
		row.absent ? mark("red", __("Absent since yesterday")) : "",
		row.not_seen ? mark("orange", __("Not seen for {0} days", [row.days_since])) : "",
		row.review_due ? mark("orange", __("Plan review due")) : "",
		...row.advice.map((advice) => mark("purple", __(advice))),
	];
}

function mark(color, text) {
	return html`<span class="indicator-pill ${color}">${text}</span>`;
}

function last_seen(row) {
	if (!row.last_seen) return __("Not seen yet");
	if (row.days_since <= 0) return __("Seen today");
	return row.days_since === 1 ? __("Seen yesterday") : __("Seen {0} days ago", [row.days_since]);
}

function plan_link(row) {
	if (!row.plan) return html`<span class="text-muted">${__("No plan in force")}</span>`;
	const text = row.review_date
		? __("Plan, review {0}", [frappe.datetime.str_to_user(row.review_date)])
		: __("Plan");
	return form_link("Mentoring Action Plan", row.plan, text);
}
