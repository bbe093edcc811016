import frappe
from frappe import _

from learning_mentor import portal
from learning_mentor.portal_pages import open_page
from learning_mentor.referrals import consenting

no_cache = 1
sitemap = 0


def get_context(context) -> None:
	"""One referral in plain words; 403 alike for referrals missing, foreign or not to be shown."""
	open_page(context, _("Help from outside school"))
	try:
		context.referral = consenting.get_referral(frappe.form_dict.get("name") or "")
	except frappe.DoesNotExistError:
		# Frappe would remember a page that does not exist by its address, for everybody and for good
		frappe.throw(_("There is no such referral."), frappe.PermissionError)
	context.longest_comment = portal.LONGEST_COMMENT
	context.longest_name = portal.LONGEST_NAME
