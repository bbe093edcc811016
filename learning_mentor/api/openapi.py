"""The document that describes this interface."""

import json
from typing import Annotated

import frappe
from werkzeug.wrappers import Response

from learning_mentor.openapi import document as documents
from learning_mentor.permissions import require_staff
from learning_mentor.rest.shapes import File


@frappe.whitelist(methods=["GET"])
def document() -> Annotated[Response, File("application/json")]:
	"""The OpenAPI 3.1 document of all endpoints and records (application/json). 403 but for staff."""
	require_staff()
	text = json.dumps(documents.make(), ensure_ascii=False, indent=1)
	return Response(text, status=200, mimetype="application/json")
