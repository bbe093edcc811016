from frappe import _

from learning_mentor.openapi import reading
from learning_mentor.permissions import require_staff
from learning_mentor.portal_pages import open_page

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""All operations of the REST interface, to read and to try as the session user; 403 for all but staff."""
	open_page(context, _("REST interface"))
	require_staff()
	context.subjects = reading.subjects()
