import { form_link, html, plain_text } from "../desk/markup";

const STATUS_COLORS = { Planned: "blue", Held: "green", Missed: "red" };

/** Today's sessions, and earlier ones that wait to be logged. */
export function sessions_section(rows) {
	return section(__("Today"), rows.map(session_line), __("No session is planned for today."));
}

function session_line(row) {
	return html`<li class="caseload-line">
		<span class="caseload-when">${when(row)}</span>
		<span class="caseload-what">${form_link("Mentoring Session", row.name, row.student_name)}
			<span class="text-muted">${[__(row.session_type), row.room_name || row.place].filter(Boolean).join(", ")}</span>
		</span>
		${row.status === "Planned" ? log_button(row) : state(row)}
	</li>`;
}

function when(row) {
	const time = row.starts_on.slice(11, 16);
	const day = row.starts_on.slice(0, 10);
	return day === frappe.datetime.get_today() ? time : `${moment(day).format("D MMM")} ${time}`;
}

function log_button(row) {
	return html`<button type="button" class="btn btn-default btn-sm caseload-log-session" data-case="${row.case}"
		data-session="${row.name}" aria-label="${__("Log the session with {0}", [row.student_name])}">
		${__("Log")}</button>`;
}

function state(row) {
	return html`<span class="indicator-pill ${STATUS_COLORS[row.status] || "gray"}">${__(row.status)}</span>`;
}

/** Open groups, those that meet today first. */
export function groups_section(rows) {
	if (!rows.length) return "";
	const sorted = [...rows].sort((one, other) => Number(other.is_today) - Number(one.is_today));
	return section(__("Groups"), sorted.map(group_line), "");
}

function group_line(row) {
	const time = row.weekday && row.start_time ? row.start_time.padStart(8, "0").slice(0, 5) : "";
	const meets = [row.is_today ? __("Today") : __(row.weekday || ""), time].join(" ");
	return html`<li class="caseload-line">
		<span class="caseload-when">${meets}</span>
		<span class="caseload-what">${form_link("Mentoring Group", row.name, row.theme)}
			<span class="text-muted">${__("{0} pupils", [row.members.length])}</span></span>
		<button type="button" class="btn btn-default btn-sm caseload-log-group" data-group="${row.name}"
			${row.members.length ? "" : html`disabled`}
			aria-label="${__("Log the group {0}", [row.theme])}">${__("Log Group")}</button>
	</li>`;
}

/** What others want of the mentor: handovers, answers of guardians, tasks that are due. */
export function for_you({ handovers, messages, tasks }) {
	const lines = [...handovers.map(handover_line), ...messages.map(message_line), ...tasks.map(task_line)];
	return lines.length ? section(__("For you"), lines, "") : "";
}

function handover_line(row) {
	const text = __("{0} hands a case over to you", [row.mentor_name]);
	return line(__("Handover"), form_link("Mentoring Handover", row.name, text));
}

function message_line(row) {
	const answers = {
		"Guardian agreed": __("{0}: a guardian agreed to the plan", [row.student_name]),
		"Change asked for": __("{0}: a guardian asks for a change", [row.student_name]),
	};
	return line(__("Guardian"), form_link("Mentoring Action Plan", row.name, answers[row.decision]), row.comment);
}

function task_line(row) {
	const text = plain_text(row.description || "");
	const target = row.reference_type
		? form_link(row.reference_type, row.reference_name, text)
		: form_link("ToDo", row.name, text);
	return line(__("Task"), target, row.date && __("due {0}", [frappe.datetime.str_to_user(row.date)]));
}

function line(kind, target, more) {
	return html`<li class="caseload-line">
		<span class="caseload-when">${kind}</span>
		<span class="caseload-what">${target} <span class="text-muted">${more || ""}</span></span>
	</li>`;
}

function section(title, lines, empty) {
	return html`<h4>${title}</h4>
		${lines.length ? html`<ul>${lines}</ul>` : html`<p class="text-muted">${empty}</p>`}`;
}
