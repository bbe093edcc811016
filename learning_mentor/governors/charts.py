"""Small drawings as SVG, of the width they are given in millimetres. No text is in them.

Labels are beside them in the page's own letters, so that they run in its direction, and a screen reader finds
the numbers. ``mirrored`` turns a drawing for languages that run from right to left.
"""

COLOUR, LINE, SOFT = "#2f6f6a", "#5b6470", "#d9e5e3"
HEIGHT = 4


def svg(width: float, height: float, shapes: str, mirrored: bool = False) -> str:
	turned = f'<g transform="matrix(-1 0 0 1 {width} 0)">{shapes}</g>' if mirrored else shapes
	return (
		f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}mm" height="{height}mm" '
		f'viewBox="0 0 {width} {height}" aria-hidden="true">{turned}</svg>'
	)


def bar(value: float | None, largest: float | None, width: float = 60, mirrored: bool = False) -> str:
	"""A bar of its share of the largest; nothing where there is no value."""
	if not value or not largest:
		return ""
	length = round(width * min(value / largest, 1), 2)
	return svg(width, HEIGHT, f'<rect width="{length}" height="{HEIGHT}" fill="{COLOUR}"/>', mirrored)


def interval(
	low: float, mean: float, high: float, reach: float, width: float = 60, mirrored: bool = False
) -> str:
	"""A mean with its interval, on a line from ``-reach`` to ``reach`` with a stroke at 0."""

	def place(value: float) -> float:
		return round(width * (max(-reach, min(reach, value)) + reach) / (2 * reach), 2)

	middle, zero = HEIGHT / 2, place(0)
	shapes = (
		f'<rect width="{width}" height="{HEIGHT}" fill="{SOFT}"/>'
		f'<line x1="{zero}" x2="{zero}" y1="0" y2="{HEIGHT}" stroke="{LINE}" stroke-width="0.3"/>'
		f'<line x1="{place(low)}" x2="{place(high)}" y1="{middle}" y2="{middle}" stroke="{COLOUR}" '
		f'stroke-width="0.7"/><circle cx="{place(mean)}" cy="{middle}" r="1.1" fill="{COLOUR}"/>'
	)
	return svg(width, HEIGHT, shapes, mirrored)


def column(value: float | None, largest: float | None, height: float = 28, width: float = 12) -> str:
	"""A column that stands on the ground; the ground alone where there is no value."""
	tall = round(height * min(value / largest, 1), 2) if value and largest else 0
	shapes = f'<rect x="1" y="{height - tall}" width="{width - 2}" height="{tall}" fill="{COLOUR}"/>'
	ground = f'<line x1="0" x2="{width}" y1="{height}" y2="{height}" stroke="{LINE}" stroke-width="0.5"/>'
	return svg(width, height, shapes + ground)
