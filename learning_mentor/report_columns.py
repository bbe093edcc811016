"""Columns of script reports."""


def column(fieldname: str, fieldtype: str, label: str, width: int, **more) -> dict:
	"""A column as Frappe's reports take it; ``width`` in pixels, ``more`` as ``options``."""
	return {"fieldname": fieldname, "fieldtype": fieldtype, "label": label, "width": width, **more}
