"""Makes the demo's records, run in the sites folder with the bench's own Python: `make_demo.py SITE`.

`bench execute` would hide the reason of a failure behind one of its own.
"""

import sys

import frappe


def main(site: str) -> None:
	frappe.init(site=site)
	frappe.connect()
	from learning_mentor.demo import make

	print(make())
	frappe.db.commit()
	frappe.destroy()


if __name__ == "__main__":
	main(sys.argv[1])
