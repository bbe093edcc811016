from pathlib import Path


class BenchError(Exception):
	"""A failure whose text is one sentence that tells the person at the keyboard what to do.

	`log` names the file with the details, where there is one.
	"""

	def __init__(self, message: str, log: Path | None = None):
		super().__init__(message)
		self.log = log
