"""Columns of reports."""


def column(fieldname: str, fieldtype: str, label: str, width: int, **more) -> dict:
	"""A column as Frappe's reports want it.

	A Link among them asks the reader for a right to read what it links to: data protection officers have few.
	"""
	return {"fieldname": fieldname, "fieldtype": fieldtype, "label": label, "width": width, **more}
