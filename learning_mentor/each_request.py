"""What the app does around each request, by one hook before it and one after.

Frappe looks up every hook by its name anew, with each request: that costs more than what most of them ask.
No ``before_request`` beside these: Frappe reads the signature of each, which costs more still.
"""

from learning_mentor.guards import requests
from learning_mentor.rest import checks, errors, idempotency, verbs


def before() -> None:
	"""Hook ``auth_hooks``: called once the user is known, for every request, and before anything is done."""
	requests.before()
	checks.before()


def after(response=None, request=None) -> None:
	"""Hook ``after_request``: the guards first, since they may replace the answer."""
	if response is not None:
		requests.after(response, request)
		errors.after(response)
		idempotency.after(response)
		verbs.after(response)


vars(after)["fnargs"] = ["response", "request"]  # what `frappe.call` reads from the signature otherwise
