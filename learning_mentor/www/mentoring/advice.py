from frappe import _

from learning_mentor import advice
from learning_mentor.portal_pages import open_page

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""Ideas for home for the session guardian's children; 403 for anybody else."""
	open_page(context, _("Ideas for home"))
	context.sheets = advice.for_guardian()
