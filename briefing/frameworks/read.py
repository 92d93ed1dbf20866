"""The reader of framework files: YAML nodes with their places -> frozen records, every mistake collected."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Literal, TypeVar, cast

import yaml

from briefing.folding import fold
from briefing.frameworks import Category, Cues, Framework, FrameworkError, Trigger

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from briefing.frameworks import RoleName

_FRAMEWORK_KEYS = frozenset({"id", "kind", "labels", "categories", "background", "calibration"})
_CATEGORY_KEYS = frozenset(
    {"id", "labels", "lines", "destination", "with", "once", "wide", "certainty", "frame", "actors", "triggers", "cues", "prototypes"}
)
_TRIGGER_KEYS = frozenset({"verb", "noun", "when", "unless", "only", "target", "actors", "frame"})
_LINE_KEYS = frozenset({"active", "passive", "nominal", "agent"})
_WEIGHTS = ("bias", "margin", "strong", "weak", "people")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+){0,8}")
_SLOT = re.compile(r"\{([^{}]{0,60})\}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ROLES = ("agent", "target", "none")
_T = TypeVar("_T")


def read_framework(text: str, name: str) -> Framework:
    """Return the framework of a file's text.

    Args:
        text: YAML.
        name: how messages call the file.

    Raises:
        FrameworkError: one line ``name:line:column: what is wrong`` for each mistake.
    """
    try:
        node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else ""
        raise FrameworkError((f"{name}{where}: is no valid YAML: {error.problem}",)) from error
    reader = _Reader(name)
    framework = reader.framework(node)
    if reader.problems or framework is None:
        raise FrameworkError(tuple(reader.problems))
    return framework


class _Reader:
    """Turns nodes into records and notes what is wrong where."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.problems: list[str] = []

    def wrong(self, node: yaml.Node | None, what: str) -> None:
        mark = node.start_mark if node is not None else None
        where = f":{mark.line + 1}:{mark.column + 1}" if mark else ":1:1"
        self.problems.append(f"{self.name}{where}: {what}")

    # --- plain values -----------------------------------------------------------------------------------------------

    def pairs(self, node: yaml.Node | None, known: frozenset[str] | None, what: str) -> dict[str, yaml.Node]:
        """Return a mapping's values by key; keys that are unknown or stand twice are noted."""
        if not isinstance(node, yaml.MappingNode):
            self.wrong(node, f"{what} must be a mapping")
            return {}
        found: dict[str, yaml.Node] = {}
        for key, value in node.value:
            word = str(key.value)
            if known is not None and word not in known:
                self.wrong(key, f"unknown key {word!r} in {what}; known are {', '.join(sorted(known))}")
            elif word in found:
                self.wrong(key, f"key {word!r} stands twice in {what}")
            else:
                found[word] = value
        return found

    def text(self, node: yaml.Node | None, what: str) -> str:
        if isinstance(node, yaml.ScalarNode) and node.value:
            return str(node.value)
        self.wrong(node, f"{what} must be a text")
        return ""

    def flag(self, node: yaml.Node | None, what: str) -> bool:
        if node is None:
            return False
        if isinstance(node, yaml.ScalarNode) and node.value in {"true", "false"}:
            return bool(node.value == "true")
        self.wrong(node, f"{what} must be true or false")
        return False

    def items(self, node: yaml.Node | None, what: str) -> Iterator[yaml.Node]:
        if node is None:
            return
        if not isinstance(node, yaml.SequenceNode):
            self.wrong(node, f"{what} must be a list")
            return
        yield from node.value

    def texts(self, node: yaml.Node | None, what: str) -> tuple[str, ...]:
        return tuple(self.text(item, f"an entry of {what}") for item in self.items(node, what))

    def terms(self, node: yaml.Node | None, what: str) -> tuple[str, ...]:
        return tuple(fold(text) for text in self.texts(node, what))

    def choice(self, node: yaml.Node | None, allowed: tuple[str, ...], what: str, default: str) -> str:
        if node is None:
            return default
        value = self.text(node, what)
        if value in allowed:
            return value
        self.wrong(node, f"{what} must be one of {', '.join(allowed)}, not {value!r}")
        return default

    def by_language(self, node: yaml.Node | None, what: str, value: Callable[[yaml.Node, str], _T]) -> Mapping[str, _T]:
        """Return what ``value`` makes of each language's part."""
        if node is None:
            return MappingProxyType({})
        found = {}
        for language, part in self.pairs(node, None, what).items():
            if not _LANGUAGE.fullmatch(language):
                self.wrong(part, f"{what}: {language!r} is no language code such as en")
            else:
                found[language] = value(part, f"{what}.{language}")
        return MappingProxyType(found)

    def frame(self, node: yaml.Node | None, what: str) -> Mapping[str, RoleName]:
        if node is None:
            return MappingProxyType({})
        parts = self.pairs(node, None, what)
        roles = {fold(key): cast("RoleName", self.choice(part, _ROLES, f"{what}.{key}", "none")) for key, part in parts.items()}
        return MappingProxyType(roles)

    # --- the framework ----------------------------------------------------------------------------------------------

    def framework(self, node: yaml.Node | None) -> Framework | None:
        parts = self.pairs(node, _FRAMEWORK_KEYS, "a framework")
        self.required(node, parts, ("id", "kind", "labels", "categories"), "a framework")
        if self.problems and not parts:
            return None
        kind = self.choice(parts.get("kind"), ("events", "risks"), "kind", "events")
        categories = tuple(self.category(item, kind) for item in self.items(parts.get("categories"), "categories"))
        self.unique(parts.get("categories"), [category.id for category in categories])
        self.known(parts.get("categories"), categories)
        background = self.by_language(parts.get("background"), "background", self.texts)
        return Framework(
            id=self.identifier(parts.get("id"), "id") if "id" in parts else "",
            kind=cast(Literal["events", "risks"], kind),
            labels=self.by_language(parts.get("labels"), "labels", self.text),
            categories=categories,
            background=tuple(text for language in sorted(background) for text in background[language]),
            calibration=self.weights(parts.get("calibration")),
        )

    def required(self, node: yaml.Node | None, parts: Mapping[str, Any], keys: tuple[str, ...], what: str) -> None:
        for key in keys:
            if key not in parts:
                self.wrong(node, f"{what} needs the key {key!r}")

    def identifier(self, node: yaml.Node | None, what: str) -> str:
        value = self.text(node, what)
        if value and not _ID.fullmatch(value):
            self.wrong(node, f"{what} must be lower-case words joined by hyphens, not {value!r}")
        return value

    def unique(self, node: yaml.Node | None, identifiers: list[str]) -> None:
        for place, identifier in enumerate(identifiers):
            if identifier in identifiers[:place]:
                self.wrong(node.value[place] if isinstance(node, yaml.SequenceNode) else node, f"category {identifier!r} stands twice")

    def known(self, node: yaml.Node | None, categories: tuple[Category, ...]) -> None:
        identifiers = {category.id for category in categories}
        for item, category in zip(self.items(node, "categories"), categories, strict=True):
            for other in category.together:
                if other not in identifiers:
                    self.wrong(item, f"category {category.id!r} stands with {other!r}, which is no category here")

    def weights(self, node: yaml.Node | None) -> Mapping[str, float]:
        if node is None:
            return MappingProxyType({})
        found = {}
        for key, part in self.pairs(node, frozenset(_WEIGHTS), "calibration").items():
            try:
                found[key] = float(self.text(part, f"calibration.{key}"))
            except ValueError:
                self.wrong(part, f"calibration.{key} must be a number")
        return MappingProxyType(found)

    def category(self, node: yaml.Node, kind: str) -> Category:
        parts = self.pairs(node, _CATEGORY_KEYS, "a category")
        self.required(node, parts, ("id", "labels"), "a category")
        identifier = self.identifier(parts.get("id"), "id") if "id" in parts else ""
        if kind == "events" and "triggers" not in parts:
            self.wrong(node, f"category {identifier!r} needs triggers, since the framework's kind is events")
        if kind == "risks" and not parts.keys() & {"cues", "prototypes"}:
            self.wrong(node, f"category {identifier!r} needs cues or prototypes, since the framework's kind is risks")
        triggers = self.by_language(parts.get("triggers"), "triggers", self.triggers)
        return Category(
            id=identifier,
            labels=self.by_language(parts.get("labels"), "labels", self.text),
            lines=self.by_language(parts.get("lines"), "lines", self.lines),
            destination=self.flag(parts.get("destination"), "destination"),
            together=self.texts(parts.get("with"), "with"),
            once=cast(Literal["named", "always", ""], self.choice(parts.get("once"), ("named", "always"), "once", "")),
            wide=self.flag(parts.get("wide"), "wide"),
            certainty=cast(Literal["alleged", "denied", ""], self.choice(parts.get("certainty"), ("alleged", "denied"), "certainty", "")),
            frame=self.frame(parts.get("frame"), "frame"),
            actors=self.terms(parts.get("actors"), "actors"),
            triggers=MappingProxyType({language: found for language, (found, _) in triggers.items()}),
            vetoes=MappingProxyType({language: vetoes for language, (_, vetoes) in triggers.items()}),
            cues=self.by_language(parts.get("cues"), "cues", self.cues),
            prototypes=self.by_language(parts.get("prototypes"), "prototypes", self.texts),
        )

    def lines(self, node: yaml.Node, what: str) -> Mapping[str, str]:
        found = {}
        for key, part in self.pairs(node, _LINE_KEYS, what).items():
            found[key] = self.text(part, f"{what}.{key}")
            for slot in _SLOT.findall(found[key]):
                if slot not in {"agent", "target"} and slot.count("|") not in {1, 3}:
                    self.wrong(part, f"{what}.{key}: {{{slot}}} is neither agent nor target, nor two or four forms parted by |")
        return MappingProxyType(found)

    def cues(self, node: yaml.Node, what: str) -> Cues:
        parts = self.pairs(node, frozenset({"strong", "weak"}), what)
        return Cues(strong=self.terms(parts.get("strong"), f"{what}.strong"), weak=self.terms(parts.get("weak"), f"{what}.weak"))

    def triggers(self, node: yaml.Node, what: str) -> tuple[tuple[Trigger, ...], tuple[str, ...]]:
        parts = self.pairs(node, frozenset({"verbs", "nouns", "veto"}), what)
        verbs = tuple(self.trigger(item, "verb") for item in self.items(parts.get("verbs"), f"{what}.verbs"))
        nouns = tuple(self.trigger(item, "noun") for item in self.items(parts.get("nouns"), f"{what}.nouns"))
        return (*verbs, *nouns), self.terms(parts.get("veto"), f"{what}.veto")

    def trigger(self, node: yaml.Node, kind: Literal["verb", "noun"]) -> Trigger:
        if isinstance(node, yaml.ScalarNode):
            return Trigger(words=_words(self.text(node, f"a {kind}")), kind=kind)
        parts = self.pairs(node, _TRIGGER_KEYS, f"a {kind}")
        self.required(node, parts, (kind,), f"a {kind}")
        only = self.choice(parts.get("only"), ("passive", "active", "object"), "only", "")
        return Trigger(
            words=_words(self.text(parts[kind], f"a {kind}")) if kind in parts else (),
            kind=kind,
            when=self.terms(parts.get("when"), "when"),
            unless=self.terms(parts.get("unless"), "unless"),
            only=cast(Literal["passive", "active", "object", ""], only),
            target=cast(Literal["people", "any"], self.choice(parts.get("target"), ("people", "any"), "target", "any")),
            actors=self.flag(parts.get("actors"), "actors"),
            frame=self.frame(parts.get("frame"), "frame"),
        )


def _words(text: str) -> tuple[str, ...]:
    """Return a trigger's words folded, an elided article apart as tokens have it.

    >>> _words("mandat d'arrêt")
    ('mandat', "d'", 'arret')
    """
    return tuple(fold(text).replace("'", "' ").split())
