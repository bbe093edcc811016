"""Words for what endpoints take and give, read when the OpenAPI document is made.

They stand in ``Annotated`` beside the type that Frappe checks, as in
``rows: Annotated[list | str, Shape(list[ReviewRow])]``.
"""

from typing import Annotated, NamedTuple


class Shape(NamedTuple):
	"""What a list or an object holds, where Frappe takes JSON as text too."""

	kind: object


class Bounds(NamedTuple):
	lowest: int
	highest: int


class Choice(NamedTuple):
	values: tuple[str, ...]


class Format(NamedTuple):
	"""A format of JSON Schema: ``date`` or ``date-time``."""

	name: str


class File(NamedTuple):
	"""The answer is a file of this media type, and text where there is none, if ``missing_as_text``."""

	media_type: str
	missing_as_text: bool = False


Flag = Annotated[int, Bounds(0, 1)]
