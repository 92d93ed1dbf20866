"""What is known about a document beside its text: configuration, sidecar file, front matter; the nearest to the document wins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from briefing.corpus.errors import UnreadableDocument

SIDECAR = ".meta.yaml"
_KEYS = ("title", "publisher", "published", "url", "language", "reliability", "origin")
_MAX_BYTES = 64 * 1024
_GRADES = "ABCDEF"


def read_sidecar(path: Path, name: str) -> dict[str, object]:
    """Return the facts of ``<stem>.meta.yaml`` beside ``path``, an empty mapping when there is none.

    Raises:
        UnreadableDocument: the sidecar is no mapping of known keys to values of their type; the message names line and column.
    """
    sidecar = path.with_name(path.stem + SIDECAR)
    if not sidecar.is_file():
        return {}
    shown = str(Path(name).with_name(sidecar.name).as_posix())
    data = sidecar.read_bytes()[: _MAX_BYTES + 1]
    if len(data) > _MAX_BYTES:
        raise UnreadableDocument(shown, "bad-metadata", f"a metadata file holds at most {_MAX_BYTES} bytes")
    return parse_facts(data.decode("utf-8", "replace"), shown)


def parse_facts(source: str, name: str, *, first_line: int = 1) -> dict[str, object]:
    """Return the facts of a YAML mapping, checked.

    Raises:
        UnreadableDocument: as `read_sidecar`.
    """
    try:
        node = yaml.compose(source, Loader=yaml.SafeLoader)
        values: Any = yaml.load(source, Loader=_Facts)  # noqa: S506 - a SafeLoader with fewer types
    except (yaml.YAMLError, ValueError) as error:  # ValueError: `!!int x`
        mark = getattr(error, "problem_mark", None)
        where = f"{name}:{mark.line + first_line}:{mark.column + 1}" if mark else name
        raise UnreadableDocument(where, "bad-metadata", f"not valid YAML: {getattr(error, 'problem', error)}") from error
    if values is None:
        return {}
    if not isinstance(values, Mapping) or not isinstance(node, yaml.MappingNode):
        raise UnreadableDocument(f"{name}:{first_line}:1", "bad-metadata", "metadata is a mapping such as `publisher: The Daily`")
    facts: dict[str, object] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        at = f"{name}:{key_node.start_mark.line + first_line}:{key_node.start_mark.column + 1}"
        if key not in _KEYS:
            raise UnreadableDocument(at, "bad-metadata", f"unknown key `{key}`; known: {', '.join(_KEYS)}")
        if key in facts:
            raise UnreadableDocument(at, "bad-metadata", f"`{key}` stands twice")
        facts[key] = _value(key, values[key], value_node, name, first_line)
    return {key: value for key, value in facts.items() if value is not None}


class _Facts(yaml.SafeLoader):
    """YAML with every plain value kept as text, dates too: `no`, `012`, `1.10` and `2026-13-01` are what the user wrote."""


_Facts.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag == "tag:yaml.org,2002:null"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def _value(key: str, value: Any, node: yaml.Node, name: str, first_line: int) -> object:
    at = f"{name}:{node.start_mark.line + first_line}:{node.start_mark.column + 1}"
    if value is None:
        return None
    if key == "published":
        try:
            return dt.datetime.fromisoformat(str(value)).date()
        except ValueError as error:
            raise UnreadableDocument(at, "bad-metadata", f"`published` is a day such as 2026-01-24, not {value!r}") from error
    if not isinstance(value, str):
        raise UnreadableDocument(at, "bad-metadata", f"`{key}` is text, not {type(value).__name__}")
    if key == "reliability" and value not in tuple(_GRADES):
        raise UnreadableDocument(at, "bad-metadata", f"`reliability` is one of {', '.join(_GRADES)}")
    return value
