"""Columns of reports."""


def column(fieldname: str, fieldtype: str, label: str, width: int, **more) -> dict:
	"""A column as Frappe's reports want it.

	A Link among them asks the reader for a right to read what it links to: data protection officers have few.
	"""
	return {"fieldname": fieldname, "fieldtype": fieldtype, "label": label, "width": width, **more}


def choice(fieldname: str, label: str, width: int = 170) -> dict:
	"""A column of words of the app: Frappe shows the values of a Select in the reader's language."""
	return column(fieldname, "Select", label, width)
