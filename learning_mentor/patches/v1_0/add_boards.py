"""Sites that had the app before its kanban boards get them."""

from learning_mentor.setup.boards import add_boards


def execute() -> None:
	add_boards()
