"""The default rules of retention for a site that had the app before it knew any."""

from learning_mentor import seeds


def execute() -> None:
	seeds.add_retention_rules()
