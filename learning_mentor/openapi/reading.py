"""The document in the order in which people read it: subjects, their operations, and what to fill in."""

import json

from learning_mentor.openapi import document

VERBS = ("get", "post", "put", "delete")
EMPTY = {"string": "", "integer": 0, "number": 0, "boolean": False, "array": [], "object": {}}
METHODS = "/api/method/learning_mentor.api."


def subjects() -> list[dict]:
	"""``[{"title", "operations": [{"id", "verb", "path", "shown", "summary", "description", ...}]}]``, with

	``parameters`` as ``{"name", "in", "required", "choices"}`` and ``body``, JSON to begin with or None.
	"""
	described = document.make()
	found: dict[str, list] = {}
	for path, operations in described["paths"].items():
		shared = operations.get("parameters", [])
		for verb in VERBS:
			if verb in operations:
				operation = operations[verb]
				found.setdefault(operation["tags"][0], []).append(
					_operation(path, verb, operation, shared, described["components"])
				)
	return [{"title": title, "operations": found[title]} for title in found]


def _operation(path: str, verb: str, operation: dict, shared: list, components: dict) -> dict:
	parameters = [_resolved(each, components) for each in (*shared, *operation.get("parameters", []))]
	return {
		"id": operation["operationId"],
		"verb": verb.upper(),
		"path": path,
		"shown": path.removeprefix(METHODS),
		"summary": operation["summary"],
		"description": operation.get("description", "").partition("\n")[2].strip(),
		"parameters": [_parameter(each) for each in parameters],
		"body": _body(operation, components),
	}


def _resolved(part: dict, components: dict) -> dict:
	if "$ref" not in part:
		return part
	*_root, kind, name = part["$ref"].split("/")
	return components[kind][name]


def _parameter(parameter: dict) -> dict:
	choices = parameter.get("schema", {}).get("enum") or []
	return {
		"name": parameter["name"],
		"in": parameter["in"],
		"required": parameter["required"],
		"choices": choices if len(choices) < 20 else [],
	}


def _body(operation: dict, components: dict) -> str | None:
	if "requestBody" not in operation:
		return None
	schema = operation["requestBody"]["content"]["application/json"]["schema"]
	return json.dumps(_example(schema, components), indent=1)


def _example(schema: dict, components: dict):
	"""Something of the right kind to begin with: what has to be sent, empty."""
	schema = _resolved(schema, components)
	if "default" in schema:
		return schema["default"]
	if "enum" in schema:
		return schema["enum"][0]
	if "anyOf" in schema:
		return _example(schema["anyOf"][0], components)
	kind = schema.get("type")
	kind = kind[0] if isinstance(kind, list) else kind
	if kind == "object":
		needed = schema.get("required", [])
		return {name: _example(schema["properties"][name], components) for name in needed}
	if kind == "array" and "items" in schema:
		return [_example(schema["items"], components)] if schema["items"] is not False else []
	return EMPTY.get(kind)
