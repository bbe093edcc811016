"""The files that git keeps or would keep."""

import subprocess
from pathlib import Path


def kept(root: Path, *patterns: str) -> list[Path]:
	"""Files of the repository that match a pattern of git, in order of their paths."""
	command = ["git", "ls-files", "--cached", "--others", "--exclude-standard", *patterns]
	listed = subprocess.run(command, cwd=root, check=True, text=True, stdout=subprocess.PIPE).stdout.split(
		"\n"
	)
	return [root / name for name in sorted(set(listed)) if name and (root / name).is_file()]
