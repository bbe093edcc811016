import { show_once } from "./dialogs";
import { html } from "./markup";
import { get, post } from "./server";

const EVERY = 2000; // milliseconds
const UNFINISHED = ["Queued", "Running"];
const ITEM = "mentoring-background";

frappe.provide("learning_mentor.reports");

/** Settings of a report of ours: with them comes "Run in the Background" in the report's menu. */
learning_mentor.reports.ours = (settings) => ({
	...settings,
	in_background: true,
	onload(report) {
		settings.onload?.(report);
		const item = report.page.add_menu_item(__("Run in the Background"), () => start(frappe.query_report));
		item.closest("li").addClass(ITEM);
		show_item();
	},
});

// All reports of the desk share one page and one menu.
frappe.router?.on("change", show_item);

function show_item() {
	const [view, report] = frappe.get_route();
	if (view === "query-report") $(`.${ITEM}`).toggle(Boolean(frappe.query_reports?.[report]?.in_background));
}

async function start(report) {
	const asked = { report: report.report_name, filters: report.get_filter_values(true) };
	try {
		const { run } = await post("reports.start", { ...asked, filters: JSON.stringify(asked.filters) });
		follow(asked, run);
	} catch (failure) {
		frappe.msgprint({ title: __("Run in the Background"), message: failure.message, indicator: "orange" });
	}
}

/** Ask where the run is until it has ended, whether its dialog and its page are still open or not. */
async function follow(asked, run) {
	const dialog = show_progress(asked, run);
	let state = { state: "Queued", seconds: 0 };
	while (UNFINISHED.includes(state.state)) {
		dialog.show_state(state);
		await new Promise((resolve) => setTimeout(resolve, EVERY));
		state = await where(run, state);
	}
	dialog.hide();
	tell_end(asked, state);
}

async function where(run, before) {
	try {
		return await get("reports.state", { run });
	} catch (failure) {
		if (failure.status === 404) return { state: "Failed", message: __("The run has expired: run it again.") };
		if (failure.status === 401 || failure.status === 403) return { state: "Cancelled" }; // signed out
		return before; // the server is away for a moment
	}
}

function show_progress(asked, run) {
	const dialog = new frappe.ui.Dialog({
		title: __("{0} in the Background", [__(asked.report)]),
		fields: [{ fieldname: "progress", fieldtype: "HTML" }],
		primary_action_label: __("Leave It Running"),
		primary_action: () => dialog.hide(),
		secondary_action_label: __("Cancel Run"),
		secondary_action: () => cancel(dialog, run),
	});
	const $progress = dialog.fields_dict.progress.$wrapper;
	// A screen reader says each step, and not each second
	$progress.html(
		String(html`<p class="background-step" role="status"></p>
			<p class="background-seconds text-muted"></p>
			<p class="text-muted small">${__(
				"You may leave this page. The result is kept for you alone, for 15 minutes: open the report again with the same filters."
			)}</p>`)
	);
	dialog.show_state = (state) => {
		const $step = $progress.find(".background-step");
		if ($step.text() !== step(state)) $step.text(step(state));
		$progress.find(".background-seconds").text(__("{0} seconds so far", [state.seconds]));
	};
	show_once(dialog);
	return dialog;
}

function step({ state, position }) {
	if (state === "Running") return __("The records are being read.");
	if (position) return __("Waiting in the queue, at place {0}.", [position]);
	return __("Waiting in the queue.");
}

async function cancel(dialog, run) {
	try {
		await post("reports.cancel", { run });
		dialog.hide();
	} catch (failure) {
		frappe.msgprint(failure.message);
	}
}

function tell_end(asked, { state, message }) {
	if (state === "Done") return is_open(asked) ? frappe.query_report.refresh() : tell_ready(asked);
	if (state === "Cancelled") return frappe.show_alert({ message: __("The run was cancelled."), indicator: "blue" });
	const text = String(html`${message}`);
	return frappe.msgprint({ title: __(asked.report), message: text, indicator: "red" });
}

function is_open(asked) {
	const [view, name] = frappe.get_route();
	const report = frappe.query_report;
	if (view !== "query-report" || name !== asked.report || report?.report_name !== asked.report) return false;
	return JSON.stringify(report.get_filter_values()) === JSON.stringify(asked.filters);
}

function tell_ready(asked) {
	frappe.show_alert(
		{
			message: __("{0} is ready.", [__(asked.report)]),
			body: `<a href="#" data-action="open">${__("Open")}</a>`,
			indicator: "green",
		},
		60,
		{ open: (event) => open_report(event, asked) }
	);
}

function open_report(event, asked) {
	event.preventDefault();
	frappe.route_options = asked.filters;
	frappe.set_route("query-report", asked.report);
}
