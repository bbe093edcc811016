"""What operations have in common: errors, the idempotency key, and how to say who asks."""

from learning_mentor.rest.errors import CODES
from learning_mentor.rest.idempotency import HEADER, LONGEST_KEY

ERROR, IDEMPOTENCY_KEY = "Error", "IdempotencyKey"

MEANINGS = {
	"400": "The request cannot be read, or a session's token is missing.",
	"401": "The API key is not valid.",
	"403": "Not permitted; also for what is hidden.",
	"404": "There is no such record.",
	"409": "In conflict with what is there: `record` names it.",
	"410": "The link has ended.",
	"417": "A rule is broken: `field` names what to change where it is known.",
	"422": "The idempotency key came before with something else.",
	"429": "Too many requests.",
	"503": "What this needs beside the database is away.",
}
ONLY_WRITING = ("409", "422")


def errors(for_writing: bool) -> dict:
	return {
		status: {"$ref": f"#/components/responses/E{status}"}
		for status in MEANINGS
		if for_writing or status not in ONLY_WRITING
	}


def components() -> dict:
	return {
		"securitySchemes": {
			"key": {
				"type": "apiKey",
				"in": "header",
				"name": "Authorization",
				"description": "`token api_key:api_secret` of a user.",
			},
		},
		"parameters": {IDEMPOTENCY_KEY: _key()},
		"responses": {f"E{status}": _error(meaning) for status, meaning in MEANINGS.items()},
		"schemas": {ERROR: _error_body()},
	}


def _key() -> dict:
	return {
		"name": HEADER,
		"in": "header",
		"required": False,
		"description": "The same key within a day: the same answer, and nothing is done twice.",
		"schema": {"type": "string", "minLength": 1, "maxLength": LONGEST_KEY, "pattern": "^[!-~]+$"},
	}


def _error(meaning: str) -> dict:
	schema = {"$ref": f"#/components/schemas/{ERROR}"}
	return {"description": meaning, "content": {"application/json": {"schema": schema}}}


def _error_body() -> dict:
	about = {
		"code": {"type": "string", "enum": list(CODES)},
		"message": {"type": "string"},
		"field": {"type": ["string", "null"]},
		"record": {"type": ["string", "null"]},
	}
	return {
		"type": "object",
		"properties": {"error": {"type": "object", "properties": about, "required": list(about)}},
		"required": ["error"],
	}
