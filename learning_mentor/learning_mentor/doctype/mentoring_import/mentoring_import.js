const IMPORTS = "learning_mentor.api.imports.";
const AT_WORK = ["Checking", "Importing"];

frappe.ui.form.on("Mentoring Import", {
	refresh(frm) {
		add_templates(frm);
		if (!frm.is_new() && !frm.is_dirty()) add_steps(frm);
		show_result(frm);
		watch(frm);
	},
	target: (frm) => add_templates(frm),
	onload_post_render: (frm) => frm.get_field("problems").grid.wrapper.addClass("mentoring-problems"),
});

function add_templates(frm) {
	for (const kind of ["CSV", "XLSX"]) {
		frm.remove_custom_button(kind, __("Template"));
		if (!frm.doc.target) continue;
		frm.add_custom_button(
			kind,
			() => window.open(`/api/method/${IMPORTS}template?${new URLSearchParams({ target: frm.doc.target, kind })}`),
			__("Template")
		);
	}
}

function add_steps(frm) {
	const { state, bad_rows, good_rows, source_file } = frm.doc;
	if (AT_WORK.includes(state)) {
		step(frm, __("Cancel Import"), "cancel");
		return;
	}
	if (!source_file) return;
	step(frm, __("Check the File"), "check", {}, state === "New");
	if (state === "New" || !good_rows) return;
	if (bad_rows) {
		step(frm, __("Import the Good Rows"), "start", { only_good_rows: 1 });
	} else {
		step(frm, __("Import"), "start", {}, state !== "Imported");
	}
}

function step(frm, label, method, more = {}, primary = false) {
	const button = frm.add_custom_button(label, async () => {
		await frappe.call({
			method: IMPORTS + method,
			args: { name: frm.doc.name, ...more },
			type: "POST",
			freeze: true,
		});
		frm.reload_doc();
	});
	if (primary) button.addClass("btn-primary");
}

function show_result(frm) {
	frm.set_intro();
	const { state, bad_rows, made_rows, message } = frm.doc;
	if (message) frm.set_intro(message, "red");
	if (frm.is_new()) frm.set_intro(__("Choose what to import, fill in the template, attach it and save."), "blue");
	if (state === "New" && !frm.is_new()) frm.set_intro(__("Check the file next: nothing is written by that."), "blue");
	if (state === "Checked" && bad_rows) {
		frm.set_intro(__("Mend the bad rows in your file and attach it again, or import the good rows."), "orange");
	}
	if (state === "Checked" && !bad_rows) frm.set_intro(__("The file is clean: it can be imported."), "green");
	if (state === "Stopped") {
		frm.set_intro(__("A row has become bad since the check. Check the file again."), "orange");
	}
	if (state === "Imported") {
		frm.set_intro(__("Rows imported: {0}. Importing again makes nothing twice.", [made_rows]), "green");
	}
}

function watch(frm) {
	if (!AT_WORK.includes(frm.doc.state)) {
		frm.dashboard.hide_progress();
		return;
	}
	const { name } = frm.doc;
	const look = async () => {
		if (frm.doc.name !== name || !AT_WORK.includes(frm.doc.state)) return;
		const fields = ["state", "done_rows", "total_rows"];
		const { message } = await frappe.db.get_value("Mentoring Import", name, fields);
		if (!AT_WORK.includes(message.state)) return frm.reload_doc();
		show_progress(frm, message);
		setTimeout(look, 1500);
	};
	show_progress(frm, frm.doc);
	setTimeout(look, 800);
}

function show_progress(frm, { done_rows, total_rows }) {
	const percent = total_rows ? Math.round((100 * done_rows) / total_rows) : 2;
	const words = total_rows ? __("{0} of {1} rows", [done_rows, total_rows]) : __("Waiting for a worker");
	frm.dashboard.show_progress(__(frm.doc.state), percent, words);
}
