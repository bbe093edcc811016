import { form_link, html, points } from "../desk/markup";

const HIGHEST_SEVERITY = 5;
const STATUS_COLORS = { Submitted: "blue", "Under Review": "purple", "Waiting List": "orange" };
const URGENCY_COLORS = { Routine: "gray", Soon: "orange", Urgent: "red" };

/** A nomination of the board. `rank` counts from 1 within the filters; `selected` ticks its box. */
export function nomination_card(row, rank, selected) {
	const held = row.held ? "held" : "";
	return html`<li class="board-card ${held}" data-nomination="${row.name}" draggable="${!row.held}">
		${card_head(row, rank, selected)}
		<div class="board-facts">${facts(row)}</div>
		<ul class="board-needs" aria-label="${__("Needs")}">${row.needs.map(need_line)}</ul>
		<div class="board-card-foot">${score(row)} ${attendance(row)}</div>
	</li>`;
}

function card_head(row, rank, selected) {
	return html`<div class="board-card-head">
		${tick_box(row, selected)}
		<span class="board-rank" title="${__("Rank")}">${rank}</span>
		<span class="board-pupil">${form_link("Mentoring Nomination", row.name, row.student_name)}</span>
		<span class="board-marks">${marks(row)}</span>
	</div>`;
}

function tick_box(row, selected) {
	return html`<input type="checkbox" class="board-select" value="${row.name}"
		aria-label="${__("Select {0}", [row.student_name])}"
		${selected ? html`checked` : ""} ${row.held ? html`disabled` : ""}>`;
}

function marks(row) {
	return [
		pill("board-urgency", row.urgency, URGENCY_COLORS),
		pill("board-status", row.status, STATUS_COLORS),
		row.held ? hold_mark() : "",
	];
}

function hold_mark() {
	const meaning = __("A safeguarding lead has to release it first");
	return html`<span class="indicator-pill red board-held" title="${meaning}">
		${__("Held for safeguarding")}</span>`;
}

function pill(kind, value, colors) {
	return html`<span class="indicator-pill ${colors[value] || "gray"} ${kind}">${__(value)}</span>`;
}

function facts(row) {
	return [
		fact("board-program", __("Year group"), row.program || __("None")),
		fact("board-source", __("Source"), __(row.source)),
		fact("board-waiting", __("Waiting"), waiting(row)),
		look_at_by(row),
	];
}

function fact(kind, label, value) {
	return html`<span class="${kind}"><span class="text-muted">${label}:</span> ${value}</span>`;
}

function waiting(row) {
	if (!row.submitted_on) return __("not sent");
	const days = frappe.datetime.get_day_diff(frappe.datetime.get_today(), row.submitted_on);
	if (days <= 0) return __("since today");
	return days === 1 ? __("1 day") : __("{0} days", [days]);
}

/** The date by which somebody has to have looked; it can be late just until somebody did. */
function look_at_by(row) {
	if (!row.triage_by || row.status === "Waiting List") return "";
	const late = row.status === "Submitted" && row.triage_by < frappe.datetime.get_today();
	const date = frappe.datetime.str_to_user(row.triage_by);
	if (!late) return fact("board-triage", __("Look at by"), date);
	return fact("board-triage late", __("Look at by"), __("{0} (late)", [date]));
}

function need_line(need) {
	return html`<li><span class="board-need">${need.need}</span> ${dots(need.severity)}
		<span class="text-muted">${__("{0} points", [points(need.points)])}</span></li>`;
}

function dots(severity) {
	const filled = Array.from({ length: HIGHEST_SEVERITY }, (_item, index) => (index < severity ? "filled" : ""));
	const meaning = __("Severity {0} of {1}", [severity, HIGHEST_SEVERITY]);
	return html`<span class="board-dots" role="img" aria-label="${meaning}" title="${meaning}">
		${filled.map((state) => html`<i class="${state}"></i>`)}</span>`;
}

function score(row) {
	const parts = (row.priority_explanation || "").split("\n").filter(Boolean);
	return html`<details class="board-score" title="${parts.join("\n")}">
		<summary>${__("Priority {0}", [points(row.priority_score)])}</summary>
		<ul>${parts.map((part) => html`<li>${part}</li>`)}</ul>
	</details>`;
}

function attendance(row) {
	const known = row.attendance_percent !== null && row.attendance_percent !== undefined;
	if (!known) return html`<span class="board-attendance text-muted">${__("No attendance recorded")}</span>`;
	const text = __("Attendance {0}%", [points(row.attendance_percent)]);
	return html`<span class="board-attendance">${text}</span>`;
}
