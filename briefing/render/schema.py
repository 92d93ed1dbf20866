"""The JSON Schema of brief.json, made from the records of `briefing.model`; ``brief.schema.json`` holds it as shipped."""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
import sys
import types
import typing
from collections.abc import Mapping
from typing import Any, Literal

from briefing import model

_ALWAYS = {"Item": ("type", "ref")}  # fields that stand also when they are empty; the others of these records are left out then


def brief_schema() -> dict[str, Any]:
    """Return the JSON Schema (draft 2020-12) of ``briefing/brief/1``."""
    definitions: dict[str, Any] = {}
    _describe(model.Brief, definitions)
    brief = definitions.pop("Brief")
    brief["properties"]["schema"] = {"const": "briefing/brief/1"}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema", "title": "A brief: the contract of brief.json", **brief,
        "$defs": dict(sorted(definitions.items())),
    }


def _describe(record: type, definitions: dict[str, Any]) -> None:
    """Add the definition of ``record`` and of every record it holds."""
    if record.__name__ in definitions:
        return
    definitions[record.__name__] = {}
    hints = typing.get_type_hints(record, vars(model) | {"dt": dt, "Mapping": Mapping})
    names = [f.name for f in dataclasses.fields(record)]
    definitions[record.__name__] = {
        "description": (record.__doc__ or "").splitlines()[0], "type": "object",
        "properties": {name.rstrip("_"): _type(hints[name], definitions) for name in names},
        "required": list(_ALWAYS.get(record.__name__, [name.rstrip("_") for name in names])), "additionalProperties": False,
    }


def _type(hint: Any, definitions: dict[str, Any]) -> dict[str, Any]:
    origin, arguments = typing.get_origin(hint), typing.get_args(hint)
    if origin in (types.UnionType, typing.Union):
        return {"anyOf": [_type(part, definitions) for part in arguments]}
    if origin is tuple:
        return {"type": "array", "items": _type(arguments[0], definitions)}
    if origin is Literal:
        return {"enum": list(arguments)}
    if origin is Mapping:
        return {"type": "object", "additionalProperties": _type(arguments[1], definitions)}
    if dataclasses.is_dataclass(hint):
        _describe(typing.cast(type, hint), definitions)
        return {"$ref": f"#/$defs/{typing.cast(type, hint).__name__}"}
    return dict(_PLAIN[hint])


def schema_text() -> str:
    """Return the schema as ``brief.schema.json`` holds it."""
    return json.dumps(brief_schema(), ensure_ascii=False, indent=1) + "\n"


_PLAIN: Mapping[Any, dict[str, Any]] = {
    str: {"type": "string"},
    int: {"type": "integer"},
    float: {"type": "number"},
    bool: {"type": "boolean"},
    type(None): {"type": "null"},
    dt.date: {"type": "string", "format": "date"},
}

if __name__ == "__main__":  # python -m briefing.render.schema > briefing/render/brief.schema.json
    sys.stdout.write(schema_text())
