/** Dragging nominations onto a mentor: `on_drop(nomination, mentor)` gets the names of both. */
export function enable_drag($board, on_drop) {
	let dragged = null;
	$board.on("dragstart", ".board-card:not(.held)", (event) => {
		dragged = event.currentTarget.dataset.nomination;
		event.originalEvent.dataTransfer.setData("text/plain", dragged);
		event.originalEvent.dataTransfer.effectAllowed = "move";
	});
	$board.on("dragover", ".board-mentor.available", (event) => {
		if (!dragged) return;
		event.preventDefault();
		event.currentTarget.classList.add("drop-here");
	});
	$board.on("dragleave", ".board-mentor", (event) => event.currentTarget.classList.remove("drop-here"));
	$board.on("drop", ".board-mentor.available", (event) => {
		if (!dragged) return;
		event.preventDefault();
		on_drop(dragged, event.currentTarget.dataset.mentor);
	});
	$board.on("dragend drop", () => {
		dragged = null;
		$board.find(".drop-here").removeClass("drop-here");
	});
}
