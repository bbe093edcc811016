import { show_once } from "../desk/dialogs";
import { html } from "../desk/markup";
import { get, post, server_words } from "../desk/server";
import { chips, KINDS, mood_chips, REASONS, select } from "./choices";

/** Ask what happened in a session and log it: everything has a default, so that one more tap is enough. */
export async function log_session(name, session, on_logged) {
	let defaults;
	try {
		defaults = await get("sessions.quick_defaults", session ? { case: name, session } : { case: name });
	} catch (failure) {
		frappe.msgprint({ message: frappe.utils.escape_html(server_words(failure)), indicator: "red" });
		return;
	}
	new QuickLog(defaults, on_logged).show();
}

class QuickLog {
	constructor(defaults, on_logged) {
		this.defaults = defaults;
		this.on_logged = on_logged;
	}

	show() {
		this.dialog = new frappe.ui.Dialog({
			title: __("Log a Session"),
			fields: [{ fieldname: "form", fieldtype: "HTML", options: String(form(this.defaults)) }],
			primary_action_label: __("Log"),
			primary_action: () => this.send(),
		});
		this.dialog.$wrapper.addClass("caseload-dialog quick-log");
		this.dialog.$body.on("change", "[name='status']", () => this.show_reason());
		this.show_reason();
		show_once(this.dialog);
	}

	show_reason() {
		this.dialog.$body.find(".caseload-reason").prop("hidden", this.values().status === "Held");
		this.dialog.$body.find(".caseload-held").prop("hidden", this.values().status !== "Held");
	}

	/** What was typed stays in the dialog until the server has taken it. */
	async send() {
		const $button = this.dialog.get_primary_btn().prop("disabled", true);
		this.say("");
		try {
			await post("sessions.log", { case: this.defaults.case, values: this.to_send() });
			this.dialog.hide();
			frappe.show_alert({ message: __("The session is logged."), indicator: "green" });
			this.on_logged();
		} catch (refusal) {
			this.say(refusal.message);
		}
		$button.prop("disabled", false);
	}

	say(text) {
		this.dialog.$body.find(".caseload-problem").text(text);
	}

	values() {
		return Object.fromEntries(new FormData(this.dialog.$body.find("form")[0]));
	}

	to_send() {
		const values = this.values();
		const { session, room, place } = this.defaults;
		const about = {
			status: values.status,
			session_type: values.session_type,
			starts_on: values.starts_on.replace("T", " "),
			duration: Number(values.duration),
			in_lesson: values.in_lesson ? 1 : 0,
			room,
			place,
		};
		if (session) about.session = session;
		if (values.status !== "Held") return { ...about, not_held_reason: values.not_held_reason };
		return { ...about, ...this.what_happened(values) };
	}

	what_happened(values) {
		const { mood_before, mood_after, pupil_said, next_steps } = values;
		return {
			mood_before: Number(mood_before) || null,
			mood_after: Number(mood_after) || null,
			pupil_said,
			next_steps,
			targets: this.targets_worked_on(values),
		};
	}

	targets_worked_on(values) {
		return Object.keys(this.defaults.targets)
			.filter((number) => values[`target_${number}`])
			.map((number) => ({ target_number: Number(number), value: values[`value_${number}`] || null }));
	}
}

function form(defaults) {
	const states = [
		{ value: "Held", label: __("Held") },
		{ value: "Missed", label: __("Missed") },
	];
	return html`<form class="caseload-form" onsubmit="return false">
		<p class="caseload-whom">${defaults.student_name}</p>
		${chips("status", __("How did it go?"), states, "Held")}
		<div class="caseload-reason">${select("not_held_reason", __("Why not held"), REASONS, "Absent")}</div>
		${when(defaults)}
		<div class="caseload-held">
			${mood_chips("mood_before", __("Mood before"))} ${mood_chips("mood_after", __("Mood after"))}
			${targets(defaults.targets)}
			${text("pupil_said", __("What the pupil said"))} ${text("next_steps", __("Next steps"))}
		</div>
		<p class="caseload-problem text-danger" role="alert"></p>
	</form>`;
}

function when(defaults) {
	return html`<div class="caseload-row">
		${select("session_type", __("Kind"), KINDS, defaults.session_type)}
		<label class="caseload-field">${__("Minutes")}
			<input class="form-control" type="number" name="duration" min="1" inputmode="numeric"
				value="${defaults.duration}"></label>
		<label class="caseload-field caseload-start">${__("Start")}
			<input class="form-control" type="datetime-local" step="1" name="starts_on"
				value="${defaults.starts_on.slice(0, 19).replace(" ", "T")}"></label>
	</div>
	<label class="caseload-tick"><input type="checkbox" name="in_lesson"
		${defaults.in_lesson ? html`checked` : ""}> ${__("In lesson time")}</label>`;
}

function targets(texts) {
	const numbers = Object.keys(texts);
	if (!numbers.length) return "";
	return html`<fieldset class="caseload-targets"><legend>${__("Targets worked on")}</legend>
		${numbers.map((number) => target(number, texts[number]))}
	</fieldset>`;
}

function target(number, text) {
	return html`<div class="caseload-target">
		<label class="caseload-tick"><input type="checkbox" name="target_${number}"> ${text}</label>
		<input class="form-control input-sm" type="number" step="any" name="value_${number}" inputmode="decimal"
			placeholder="${__("Measured")}" aria-label="${__("Measured for target {0}", [number])}">
	</div>`;
}

function text(name, label) {
	return html`<label class="caseload-field">${label}
		<textarea class="form-control" rows="2" name="${name}"></textarea></label>`;
}
