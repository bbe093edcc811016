"""What the form of a case shows of the work on it: the targets in force, and what happened last."""

from learning_mentor import chronology, impact, progress
from learning_mentor.api.shapes.desk import WorkOnCase


def work_on(case: str) -> WorkOnCase:
	"""``{"targets", "latest"}``: see `progress.targets_in_force` and `chronology.latest`.

	Raises PermissionError for whoever may not read the case.
	"""
	row = impact.readable_case(case)
	return {"targets": progress.targets_in_force(row.name), "latest": chronology.latest(row.name)}
