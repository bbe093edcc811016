from frappe import _

from learning_mentor.calendars import feed as calendar_feed
from learning_mentor.permissions import is_staff
from learning_mentor.portal_pages import open_page

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""Making, renewing and ending the session user's secret calendar address."""
	open_page(context, _("Your calendar"))
	context.made_on = calendar_feed.made_on()
	context.is_staff = is_staff()
