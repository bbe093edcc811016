"""Operations of the app's own endpoints, from their signatures, docstrings and shapes."""

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from typing import Annotated, get_args, get_origin

import frappe

from learning_mentor import api
from learning_mentor.openapi.parts import IDEMPOTENCY_KEY, errors
from learning_mentor.openapi.schemas import Schemas, first_line
from learning_mentor.rest.idempotency import repeatable
from learning_mentor.rest.shapes import File

PAGED = {"start", "limit"}


def endpoints() -> Iterator[tuple[str, Callable]]:
	"""``(module.function, function)`` of every whitelisted function under ``learning_mentor.api``."""
	for found in pkgutil.iter_modules(api.__path__):
		if found.ispkg:
			continue
		module = importlib.import_module(f"{api.__name__}.{found.name}")
		for name, function in vars(module).items():
			if (
				callable(function)
				and function in frappe.whitelisted
				and function.__module__ == module.__name__
			):
				yield f"{found.name}.{name}", function


def paths(schemas: Schemas) -> dict:
	return {
		f"/api/method/{api.__name__}.{path}": {
			verb.lower(): _operation(path, function, verb, schemas) for verb in _verbs(function)
		}
		for path, function in endpoints()
	}


def _verbs(function: Callable) -> list[str]:
	return frappe.allowed_http_methods_for_whitelisted_func[function]


def _operation(path: str, function: Callable, verb: str, schemas: Schemas) -> dict:
	subject = path.partition(".")[0]
	operation = {
		"operationId": f"{path.replace('.', '_')}_{verb.lower()}",
		"tags": [subject],
		"summary": first_line(function),
		"description": inspect.getdoc(function),
		"responses": {"200": _answer(function, schemas), **errors(for_writing=verb == "POST")},
	}
	if (file := _file_of(_answered(function))) and file.missing_as_text:
		operation["responses"]["404"] = {"description": "None.", "content": {"text/plain": {}}}
	arguments = _arguments(function, schemas)
	if verb == "POST":
		operation["requestBody"] = _body(arguments)
		if f"{function.__module__}.{function.__name__}" in repeatable:
			operation["parameters"] = [{"$ref": f"#/components/parameters/{IDEMPOTENCY_KEY}"}]
	else:
		operation["parameters"] = [_parameter(*argument) for argument in arguments]
	if function in frappe.guest_methods:
		operation["security"] = []
	return operation


def _arguments(function: Callable, schemas: Schemas) -> list[tuple[str, dict, bool]]:
	"""Name, schema and whether it has to be sent."""
	hints = inspect.get_annotations(inspect.unwrap(function), eval_str=True)
	found = []
	for name, parameter in inspect.signature(function).parameters.items():
		schema = schemas.of(hints[name])
		required = parameter.default is inspect.Parameter.empty
		if not required and parameter.default is not None:
			schema = {**schema, "default": parameter.default}
		found.append((name, schema, required))
	return found


def _parameter(name: str, schema: dict, required: bool) -> dict:
	schema = {key: value for key, value in schema.items()}
	if "anyOf" in schema:  # an address holds no null
		kinds = [each for each in schema.pop("anyOf") if each != {"type": "null"}]
		schema |= kinds[0]
	if schema.get("type") in ("array", "object"):
		return {
			"name": name,
			"in": "query",
			"required": required,
			"description": "As JSON.",
			"content": {"application/json": {"schema": schema}},
		}
	return {"name": name, "in": "query", "required": required, "schema": schema}


def _body(arguments: list) -> dict:
	schema = {
		"type": "object",
		"properties": {name: schema for name, schema, _required in arguments},
		"required": [name for name, _schema, required in arguments if required],
	}
	return {"required": True, "content": {"application/json": {"schema": schema}}}


def _answered(function: Callable):
	return inspect.get_annotations(inspect.unwrap(function), eval_str=True)["return"]


def _answer(function: Callable, schemas: Schemas) -> dict:
	kind = _answered(function)
	if file := _file_of(kind):
		return {"description": "The file.", "content": {file.media_type: {}}}
	nothing = kind in (None, type(None))
	properties = {} if nothing else {"message": schemas.of(kind)}
	if "limit" in inspect.signature(function).parameters:
		properties["has_more"] = {"type": "boolean"}
		properties["next"] = {"type": ["integer", "null"], "description": "`start` of the next page."}
	schema = {"type": "object", "properties": properties, "required": list(properties)}
	return {"description": "Done.", "content": {"application/json": {"schema": schema}}}


def _file_of(kind) -> File | None:
	words = get_args(kind)[1:] if get_origin(kind) is Annotated else ()
	return next((word for word in words if isinstance(word, File)), None)
