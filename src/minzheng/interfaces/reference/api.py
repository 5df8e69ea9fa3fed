"""The page of the interface: every operation, from the description that is served."""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from minzheng.interfaces.reference.markdown import code, page, table

_INTRODUCTION = (
    "What programs can ask over HTTP, from the OpenAPI description that every installation serves "
    "at `/api/v1/openapi.json`. How to get a token and make a call: "
    "[Call the interface](../how-to/call-the-api.md). Every operation but the description asks for "
    "`Authorization: Bearer TOKEN`, and answers what goes wrong as `application/problem+json`."
)
_WORDS = {"string": "text", "integer": "whole number", "boolean": "true or false", "null": "null"}


def api_page(description: Mapping[str, Any]) -> str:
    """``api.md`` from a description in OpenAPI."""
    schemas = description["components"]["schemas"]
    operations = [
        _operation(method.upper(), path, each)
        for path, methods in description["paths"].items()
        for method, each in methods.items()
    ]
    return page("The interface", _INTRODUCTION, [*operations, *_schemas(schemas)])


def _operation(method: str, path: str, operation: Mapping[str, Any]) -> str:
    parts = [
        f"## {operation['summary']}",
        f"{code(f'{method} {path}')}",
        operation.get("description", ""),
        _parameters(operation.get("parameters", ())),
    ]
    body = operation.get("requestBody")
    if body:
        parts.append(f"Sent: {_content(body['content'])}")
    answers = (
        f"{status} {_content(answer['content'])}"
        for status, answer in operation["responses"].items()
    )
    parts.append("Answers: " + ", ".join(answers))
    return "\n\n".join(part for part in parts if part)


def _parameters(parameters: Any) -> str:
    if not parameters:
        return ""
    rows = [
        (
            code(each["name"]),
            each["in"],
            "yes" if each.get("required") else "no",
            _kind(each["schema"]),
            each.get("description", ""),
        )
        for each in parameters
    ]
    return table(("Parameter", "Where", "Required", "Kind", "What it is"), rows)


def _schemas(schemas: Mapping[str, Any]) -> Iterator[str]:
    for name, schema in sorted(schemas.items()):
        required = schema.get("required", ())
        rows = [
            (
                code(field),
                _kind(each),
                "yes" if field in required else "no",
                each.get("description", ""),
                _example(each),
            )
            for field, each in schema.get("properties", {}).items()
        ]
        headings = ("Field", "Kind", "Required", "What it is", "Example")
        parts = [f"## {name}", schema.get("description", ""), table(headings, rows)]
        yield "\n\n".join(part for part in parts if part)


def _kind(schema: Mapping[str, Any]) -> str:
    if "anyOf" in schema:
        return " or ".join(_kind(each) for each in schema["anyOf"])
    if "$ref" in schema:
        return code(schema["$ref"].rsplit("/", 1)[-1])
    if "enum" in schema:
        return ", ".join(code(each) for each in schema["enum"])
    if schema.get("type") == "array":
        return f"list of {_kind(schema['items'])}"
    plain: str = schema.get("format") or schema.get("type", "")
    return _WORDS.get(plain, plain)


def _content(content: Mapping[str, Any]) -> str:
    return ", ".join(_kind(each["schema"]) for each in content.values())


def _example(schema: Mapping[str, Any]) -> str:
    examples = schema.get("examples", ())
    return code(json.dumps(examples[0], ensure_ascii=False)) if examples else ""
