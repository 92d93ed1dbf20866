"""YAML files to settings: strict YAML 1.2 values, and every problem at once with file, line and column."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError
from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from briefing.config import Decisions, Settings
from briefing.model import Diagnostic

M = TypeVar("M", bound=BaseModel)
_MAX_BYTES = 64 * 1024
_MAX_DEPTH = 20


class ConfigError(Exception):
    """A configuration or decisions file cannot be used.

    Attributes:
        problems: all of them, in the order of the file.
    """

    def __init__(self, problems: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)


def load_settings(path: Path) -> Settings:
    """Return the settings of a configuration file.

    Raises:
        ConfigError: the file is missing, no valid YAML, or holds an unknown key or a wrong value.
    """
    return _load(path, Settings)


def load_decisions(path: Path) -> Decisions:
    """Return the decisions of a file; none when it does not exist.

    Raises:
        ConfigError: as `load_settings`.
    """
    return _load(path, Decisions) if path.exists() else Decisions()


def decision_lines(path: Path) -> tuple[int, ...]:
    """Return the line of each decision of a file, 1-based; none when it does not exist.

    Raises:
        ConfigError: as `load_settings`.
    """
    if not path.exists():
        return ()
    node, _ = _find(_compose(path), ["decisions"])
    return tuple(part.start_mark.line + 1 for part in node.value) if isinstance(node, SequenceNode) else ()


def _load(path: Path, model: type[M]) -> M:
    node = _compose(path)
    problems = list(_check(node, path.name))
    if problems:
        raise ConfigError(problems)
    try:
        return model.model_validate_json(json.dumps(_construct(node)))
    except ValidationError as error:
        found = [_explain(e, node, path.name, model) for e in _root_causes(error.errors())]
        raise ConfigError(sorted(found, key=lambda d: (d.line or 0, d.column or 0))) from error


class _Yaml12(yaml.SafeLoader):
    """YAML 1.2 core scalars: `no`, `012`, `22:30` and dates stay text."""


_Yaml12.yaml_implicit_resolvers = {}
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile(r"(?:true|false)\Z"), list("tf"))
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(?:~|null|)\Z"), ["~", "n", ""])
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?(?:0|[1-9][0-9]{0,17})\Z"), list("-+0123456789"))
_Yaml12.add_implicit_resolver("tag:yaml.org,2002:float", re.compile(r"[-+]?[0-9]{1,17}\.[0-9]{1,17}\Z"), list("-+0123456789"))


def _compose(path: Path) -> Node:
    try:
        data = path.read_bytes()
    except OSError as error:
        problem = _problem("missing-config", path.name, f"the file cannot be read: {error.strerror}", hint="name it with -c FILE")
        raise ConfigError([problem]) from error
    if len(data) > _MAX_BYTES:
        raise ConfigError([_problem("bad-yaml", path.name, f"larger than {_MAX_BYTES // 1024} KB")])
    try:
        text = data.decode("utf-8-sig")
        depth = 0
        for event in yaml.parse(text, Loader=yaml.SafeLoader):
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if isinstance(event, yaml.AliasEvent) or depth > _MAX_DEPTH:
                what = "aliases (`*name`) are not read here" if depth <= _MAX_DEPTH else f"nested deeper than {_MAX_DEPTH} levels"
                raise ConfigError([_problem("bad-yaml", path.name, what, mark=event.start_mark)])
        node = yaml.compose(text, Loader=_Yaml12)
    except UnicodeDecodeError as error:
        raise ConfigError([_problem("bad-yaml", path.name, "the file is not UTF-8 text")]) from error
    except yaml.YAMLError as error:
        what = getattr(error, "problem", None) or str(error).splitlines()[0]
        mark = getattr(error, "problem_mark", None)
        hint = "inside brackets, text with `?` stands in quotation marks" if "got '?'" in what else None
        raise ConfigError([_problem("bad-yaml", path.name, f"not valid YAML: {what}", mark=mark, hint=hint)]) from error
    if not isinstance(node, MappingNode):
        raise ConfigError([_problem("bad-yaml", path.name, "the file must hold keys and values", mark=node.start_mark if node else None)])
    return node


def _check(node: Node, name: str) -> Iterator[Diagnostic]:
    if isinstance(node, MappingNode):
        seen: set[str] = set()
        for key, value in node.value:
            if not isinstance(key, ScalarNode):
                yield _problem("bad-yaml", name, "a key must be a word", mark=key.start_mark)
                continue
            if key.value in seen:
                yield _problem("duplicate-key", name, f"`{key.value}` stands twice", mark=key.start_mark, hint="remove one")
            seen.add(key.value)
            yield from _check(value, name)
    elif isinstance(node, SequenceNode):
        for value in node.value:
            yield from _check(value, name)


def _construct(node: Node) -> Any:
    if isinstance(node, MappingNode):
        return {key.value: _construct(value) for key, value in node.value}
    if isinstance(node, SequenceNode):
        return [_construct(value) for value in node.value]
    kind = node.tag.rsplit(":", 1)[-1]
    if kind == "null":
        return None
    if kind == "bool":
        return node.value == "true"
    if kind in ("int", "float"):
        return float(node.value) if kind == "float" else int(node.value)
    return node.value


def _root_causes(errors: Sequence[Any]) -> list[Any]:
    """Return the errors without those that follow from others: a list too short for its bad items, the other choices of one value."""
    causes: dict[tuple[str | int, ...], Any] = {}
    for error in errors:
        place = tuple(_location(error))
        inner = any(other is not error and other["loc"][: len(error["loc"])] == error["loc"] for other in errors)
        fits = (error["type"] == "literal_error") == isinstance(error["input"], str)
        if not (error["type"] == "too_short" and inner) and (place not in causes or fits):
            causes[place] = error
    return list(causes.values())


def _location(error: Any) -> list[str | int]:
    """Return where an error lies, without pydantic's names of the choices it tried."""
    return [part for part in error["loc"] if not (isinstance(part, str) and part.startswith(("Period", "literal", "constrained", "function")))]


def _explain(error: Any, root: Node, name: str, model: type[BaseModel]) -> Diagnostic:
    location = _location(error)
    node, key_node = _find(root, location)
    where = ".".join(str(part) for part in location)
    kind = error["type"]
    if kind == "extra_forbidden":
        known = _known_keys(model, location[:-1])
        close = difflib.get_close_matches(str(location[-1]), known, n=1)
        hint = f"did you mean `{close[0]}`?" if close else f"known here: {', '.join(known)}"
        return _problem("unknown-key", name, f"unknown key `{where}`", mark=(key_node or node).start_mark, hint=hint)
    if kind == "missing":
        return _problem("missing-key", name, f"`{where}` is missing", mark=node.start_mark)
    message = str(error["msg"]).removeprefix("Value error, ")
    plain = kind != "value_error" and not isinstance(error["input"], (dict, list))
    given = f", not {json.dumps(error['input'], ensure_ascii=False, default=str)[:60]}" if plain else ""
    return _problem("bad-value", name, f"`{where}`: {message[:1].lower()}{message[1:]}{given}" if where else message, mark=node.start_mark)


def _find(root: Node, location: Sequence[str | int]) -> tuple[Node, Node | None]:
    node, key_node = root, None
    for part in location:
        if isinstance(node, MappingNode):
            pair = next(((k, v) for k, v in node.value if k.value == part), None)
            if pair is None:
                return node, None
            key_node, node = pair
        elif isinstance(node, SequenceNode) and isinstance(part, int) and part < len(node.value):
            node, key_node = node.value[part], None
    return node, key_node


def _known_keys(model: type[BaseModel], location: Sequence[str | int]) -> list[str]:
    schema: Any = model.model_json_schema()
    current = schema
    for part in location:
        current = _resolve(schema, current)
        current = current.get("items", {}) if isinstance(part, int) else current.get("properties", {}).get(part, {})
    return sorted(_resolve(schema, current).get("properties", {}))


def _resolve(schema: Any, part: Any) -> Any:
    options = [part, *part.get("anyOf", ())]
    reference = next((option["$ref"] for option in options if "$ref" in option), None)
    return schema["$defs"][reference.rsplit("/", 1)[-1]] if reference else part


def _problem(code: str, name: str, message: str, *, mark: Any = None, hint: str | None = None) -> Diagnostic:
    line, column = (mark.line + 1, mark.column + 1) if mark else (None, None)
    return Diagnostic(code=code, severity="error", message=message, path=name, hint=hint, line=line, column=column)
