"""JSON Schemas of what users write and of what programs read: config.yaml, decisions.yaml, brief.json."""

from __future__ import annotations

import datetime as dt
import types
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from typing import Any, Literal, Union, get_args, get_origin, get_type_hints

from briefing import model

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_SPARSE = ("Item",)  # records whose empty fields are left out


def get_schema(what: str) -> dict[str, Any]:
    """Return the JSON Schema of "config", "decisions" or "brief"."""
    if what == "brief":
        return brief_schema()
    from briefing.config import Decisions, Settings  # noqa: PLC0415 - pydantic is slow to import

    found = (Settings if what == "config" else Decisions).model_json_schema()
    return {"$schema": _DRAFT, **found}


def brief_schema() -> dict[str, Any]:
    """Return the JSON Schema of brief.json, made from the records of `briefing.model` so that the two cannot part."""
    definitions: dict[str, Any] = {}
    _add(model.Brief, definitions)
    whole = definitions.pop("Brief")
    whole["properties"]["schema"] = {"const": "briefing/brief/1"}
    return {"$schema": _DRAFT, "title": "briefing/brief/1", **whole, "$defs": definitions}


def _add(record: type, definitions: dict[str, Any]) -> None:
    if record.__name__ in definitions:
        return
    definitions[record.__name__] = {}  # stands while its fields are read, so that records may refer to each other
    hints = get_type_hints(record)
    properties = {field.name.rstrip("_"): _schema(hints[field.name], definitions) for field in fields(record)}
    required = ["type", "ref"] if record.__name__ in _SPARSE else list(properties)
    definitions[record.__name__] = {
        "type": "object", "description": (record.__doc__ or "").split("\n\n")[0], "properties": properties, "required": required,
        "additionalProperties": False,
    }


def _schema(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = get_origin(hint), get_args(hint)
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin in (Union, types.UnionType):
        options = [_schema(argument, definitions) for argument in arguments]
        return options[0] if len(options) == 1 else {"anyOf": options}
    if origin is tuple:
        return {"type": "array", "items": _schema(arguments[0], definitions)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _schema(arguments[1], definitions)}
    if is_dataclass(hint) and isinstance(hint, type):
        _add(hint, definitions)
        return {"$ref": f"#/$defs/{hint.__name__}"}
    return dict(_PLAIN[hint])


_PLAIN: dict[Any, dict[str, Any]] = {
    str: {"type": "string"}, bool: {"type": "boolean"}, int: {"type": "integer"}, float: {"type": "number"}, type(None): {"type": "null"},
    dt.date: {"type": "string", "format": "date"},
}
