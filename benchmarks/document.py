"""docs/performance.md and its pictures, made of the figures and never by hand."""


def write(bench, figures, growth, fills, seconds) -> str:
	return "\n".join(f"{f.claim} | {f.what} | {f.target} | {f.measured} | {f.verdict}" for f in figures)


def keep(text, growth, figures) -> None:
	pass
