frappe.pages["my-caseload"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("My Caseload"),
		single_column: true,
	});
	frappe.require("my_caseload.bundle.js").then(() => {
		wrapper.my_caseload = new learning_mentor.MyCaseload(page);
		wrapper.my_caseload.refresh();
	});
};

frappe.pages["my-caseload"].on_page_show = (wrapper) => wrapper.my_caseload?.refresh();
