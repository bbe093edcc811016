"""The rules of the house that a machine can see; with `--write` it writes what can be written.

Exit code 1 for anything that is not so. Needs no bench.
"""

import sys
from pathlib import Path

sys.dont_write_bytecode = True

import controller_types  # noqa: E402
import folder_tree  # noqa: E402
import links  # noqa: E402
import sizes  # noqa: E402
import versions  # noqa: E402

ROOT = Path(__file__).resolve().parents[2]


def main() -> int:
	write = "--write" in sys.argv
	findings = [
		*sizes.findings(ROOT),
		*versions.findings(ROOT),
		*links.findings(ROOT),
		*controller_types.findings(ROOT, write),
		*folder_tree.findings(ROOT, write),
	]
	print("\n".join(findings) or "The house is in order.")
	return int(bool(findings))


if __name__ == "__main__":
	sys.exit(main())
