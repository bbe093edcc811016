import { add_chart_element, add_section, add_text, ask_for, draw_lines, short_date } from "./chart";
import { draw_targets } from "./targets";

const COLORS = ["#449cf0", "#b4b4b4"];
const ADVICE_COLORS = { "Change the strategy": "text-danger", "Raise the goal": "text-success" };

/** On a plan: each target's points against its line, what the four-point rule says, and what was delivered. */
export async function show_progress(frm) {
	const answers = await ask_for(frm, ["impact.of_plan"], { plan: frm.doc.name });
	if (!answers) return;
	const [{ targets, delivery }] = answers;
	const measured = targets.filter(({ points }) => points.length);
	const cells = [...measured.map((target) => (cell) => draw_target(cell, target))];
	if (targets.length) cells.unshift((cell) => draw_targets(cell, targets));
	if (delivery) cells.push((cell) => tell_delivery(cell, delivery));
	if (cells.length) add_section(frm, __("Progress"), cells, (cell, draw) => draw(cell));
}

function draw_target(cell, target) {
	const start = { on: target.started, value: target.baseline, line: target.baseline };
	const rows = [start, ...target.points];
	draw_lines(add_chart_element(cell), {
		title: __("Target {0}", [target.number]),
		labels: rows.map(({ on }) => short_date(on)),
		datasets: [
			{ name: __("Measured"), values: rows.map(({ value }) => value) },
			{ name: __("Line to the goal"), values: rows.map(({ line }) => line) },
		],
		colors: COLORS,
		marker: { label: __("Goal"), value: target.goal },
	});
	add_text(cell, target.text);
	add_text(cell, __(target.advice), `mentoring-advice ${ADVICE_COLORS[target.advice] || "text-muted"}`);
	add_text(
		cell,
		__("The rule: four points in a row below the line, change the strategy; four above it, raise the goal.")
	);
}

function tell_delivery(cell, delivery) {
	const { held_sessions, planned_sessions, held_minutes, planned_minutes, cost } = delivery;
	add_text(cell, __("Sessions held: {0} of {1} planned", [held_sessions, planned_sessions]), "");
	add_text(cell, __("Minutes: {0} of {1} planned", [held_minutes, planned_minutes]), "");
	if (cost) add_text(cell, __("Cost: {0}", [money(cost)]), "");
}

/** In the site's currency; a plain number where it has none. */
function money(cost) {
	const { currency } = frappe.boot.sysdefaults;
	return currency ? format_currency(cost, currency) : cost.toFixed(2);
}
