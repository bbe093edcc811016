import { show_once } from "../desk/dialogs";
import { html } from "../desk/markup";
import { post } from "../desk/server";
import { chips, REASONS, select } from "./choices";

/** Log a meeting of a group: everybody was there unless ticked otherwise. */
export function log_group(group, on_logged) {
	const dialog = new frappe.ui.Dialog({
		title: __("Log a Group"),
		fields: [{ fieldname: "form", fieldtype: "HTML", options: String(form(group)) }],
		primary_action_label: __("Log"),
		primary_action: () => send(dialog, group, on_logged),
	});
	dialog.$wrapper.addClass("caseload-dialog group-log");
	dialog.$body.on("change", "input[type='radio']", ({ target }) => {
		$(target).closest(".caseload-member").find(".caseload-reason").prop("hidden", target.value === "Held");
	});
	show_once(dialog);
}

async function send(dialog, group, on_logged) {
	const $button = dialog.get_primary_btn().prop("disabled", true);
	const $problem = dialog.$body.find(".caseload-problem").text("");
	try {
		await post("sessions.log_group", to_send(dialog, group));
		dialog.hide();
		frappe.show_alert({ message: __("The group is logged."), indicator: "green" });
		on_logged();
	} catch (refusal) {
		$problem.text(refusal.message);
	}
	$button.prop("disabled", false);
}

function to_send(dialog, group) {
	const values = Object.fromEntries(new FormData(dialog.$body.find("form")[0]));
	return {
		group: group.name,
		starts_on: values.starts_on.replace("T", " "),
		duration: Number(values.duration),
		attendance: group.members.map((member, index) => attendance(member, index, values)),
	};
}

function attendance(member, index, values) {
	const status = values[`status_${index}`];
	if (status === "Held") return { case: member.case, status, pupil_said: values[`said_${index}`] };
	return { case: member.case, status, not_held_reason: values[`reason_${index}`] };
}

function form(group) {
	return html`<form class="caseload-form" onsubmit="return false">
		<p class="caseload-whom">${group.theme}</p>
		<div class="caseload-row">
			<label class="caseload-field caseload-start">${__("Start")}
				<input class="form-control" type="datetime-local" step="1" name="starts_on"
					value="${started(group)}"></label>
			<label class="caseload-field">${__("Minutes")}
				<input class="form-control" type="number" name="duration" min="1" inputmode="numeric"
					value="${minutes(group)}"></label>
		</div>
		${group.members.map(member_line)}
		<p class="caseload-problem text-danger" role="alert"></p>
	</form>`;
}

function minutes(group) {
	return group.duration || 30;
}

/** Today at the group's time; where that lies ahead, a meeting that has just ended. */
function started(group) {
	const now = moment(frappe.datetime.now_datetime());
	const just_ended = now.clone().subtract(minutes(group), "minutes");
	const by_timetable = moment(`${frappe.datetime.get_today()} ${group.start_time}`);
	const is_past = group.is_today && group.start_time && by_timetable.isBefore(now);
	const start = is_past ? by_timetable : just_ended;
	return start.format("YYYY-MM-DDTHH:mm:00");
}

function member_line(member, index) {
	const states = [
		{ value: "Held", label: __("Here") },
		{ value: "Missed", label: __("Not here") },
	];
	return html`<div class="caseload-member" data-case="${member.case}">
		${chips(`status_${index}`, member.student_name, states, "Held")}
		<div class="caseload-reason" hidden>${select(`reason_${index}`, __("Why not"), REASONS, "Absent")}</div>
		<input class="form-control input-sm" name="said_${index}" placeholder="${__("What the pupil said")}"
			aria-label="${__("What {0} said", [member.student_name])}">
	</div>`;
}
