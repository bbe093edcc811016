"""The whole document."""

from frappe.utils import get_url

import learning_mentor
from learning_mentor.openapi import methods, parts, resources
from learning_mentor.openapi.schemas import Schemas

SCHEMA_DIALECT = "https://json-schema.org/draft/2020-12/schema"
ABOUT = (
	"Whole steps of mentoring under `/api/method/learning_mentor.api.*`, and every record under "
	"`/api/resource/*`. The rules and the rights are those of the desk."
)


def make() -> dict:
	"""The document, without anything of a record in it."""
	schemas = Schemas()
	operations = {**methods.paths(schemas), **resources.paths()}
	components = parts.components()
	components["schemas"] |= {**schemas.components, **resources.schemas()}
	return {
		"openapi": "3.1.0",
		"jsonSchemaDialect": SCHEMA_DIALECT,
		"info": {"title": "Learning Mentor", "version": learning_mentor.__version__, "description": ABOUT},
		"servers": [{"url": get_url()}],
		"security": [{"key": []}],
		"paths": operations,
		"components": components,
	}
