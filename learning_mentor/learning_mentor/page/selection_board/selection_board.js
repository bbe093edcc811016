frappe.pages["selection-board"].on_page_load = (wrapper) => {
	const page = frappe.ui.make_app_page({
		parent: wrapper,
		title: __("Selection Board"),
		single_column: true,
	});
	frappe.require("selection_board.bundle.js").then(() => {
		wrapper.selection_board = new learning_mentor.SelectionBoard(page);
		wrapper.selection_board.refresh();
	});
};

frappe.pages["selection-board"].on_page_show = (wrapper) => wrapper.selection_board?.refresh();
