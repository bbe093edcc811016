"""What stands beside Frappe's Document among the bases of a controller."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:  # a mixin asks for what a Document has, and is none itself
	from frappe.model.document import Document as DocumentMixin
else:
	DocumentMixin = object
