"""Sites that had the app before check-ins get the shipped scales."""

from learning_mentor.seeds import add_scales


def execute() -> None:
	add_scales()
