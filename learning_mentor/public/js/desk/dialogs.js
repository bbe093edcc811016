/** Hidden dialogs would stay in the page, and their labels point at each other's fields. */
export function show_once(dialog) {
	dialog.$wrapper.on("hidden.bs.modal", () => dialog.$wrapper.remove());
	dialog.show();
}
