"""A transition plan on its way to the next school."""


def follow(plan) -> None:
	"""What follows from a plan's save."""
