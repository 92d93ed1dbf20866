"""Analytical frameworks as data: categories of acts or risks with labels, triggers, cue terms, prototype sentences and lines to compose.

``load_framework("law-enforcement")`` reads the file of that name beside this one; a path reads the user's own. Every mistake in a file is reported
at once, each with file:line:column. The format is explained in docs/reference/frameworks.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib.resources import files
from pathlib import Path
from typing import Literal

__all__ = ["BUILT_IN", "ORDINARY", "Category", "Cues", "Framework", "FrameworkError", "Trigger", "load_framework"]

BUILT_IN = ("law-enforcement", "protection-risks")
RoleName = Literal["agent", "target", "none"]


class FrameworkError(ValueError):
    """A framework file cannot be used; ``problems`` has one line ``file:line:column: what`` for each mistake."""

    def __init__(self, problems: tuple[str, ...]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Trigger:
    """A word or fixed group of words that names an act, as it stands in the framework file, folded."""

    words: tuple[str, ...]  # dictionary form, split at spaces; the word that inflects is the verb, or any noun of the group
    kind: Literal["verb", "noun"]
    when: tuple[str, ...] = ()  # one of these must stand in the sentence; "x*" is a beginning
    unless: tuple[str, ...] = ()  # none of these may stand close by
    only: Literal["passive", "active", "object", ""] = ""  # the verb counts in this form alone; "object": only with a direct object or in the passive
    target: Literal["people", "any"] = "any"  # what the target must be
    actors: bool = False  # somebody of the category's ``actors`` must stand in the sentence
    frame: Mapping[str, RoleName] = field(default_factory=dict)  # subject, object, possessor or a preposition -> role, where it differs


@dataclass(frozen=True, slots=True, kw_only=True)
class Cues:
    """Terms that point to a risk: strong ones nearly suffice, weak ones add to the vectors. Folded; "x*" is a beginning."""

    strong: tuple[str, ...] = ()
    weak: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of act or risk."""

    id: str
    labels: Mapping[str, str]
    lines: Mapping[str, Mapping[str, str]]  # language -> active, passive, nominal, agent -> pattern
    destination: bool = False  # its place is where people are brought to
    together: tuple[str, ...] = ()  # categories often reported as one act with it: either word may stand for the whole (key ``with``)
    once: Literal["named", "always", ""] = ""  # happens to one target once: to a named one, or whether a target is named or not
    wide: bool = False  # two acts of it are not one because their names agree
    certainty: Literal["alleged", "denied", ""] = ""  # what its acts do by their nature: they are allegations, or deny something
    frame: Mapping[str, RoleName] = field(default_factory=dict)  # of its noun triggers
    actors: tuple[str, ...] = ()
    triggers: Mapping[str, tuple[Trigger, ...]] = field(default_factory=dict)  # by language
    vetoes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # by language: phrases in which a trigger is none
    cues: Mapping[str, Cues] = field(default_factory=dict)
    prototypes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    def label(self, language: str) -> str:
        """Return the label in ``language``, else in English, else the first there is."""
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()))


ORDINARY = Category(id="", labels={"en": ""}, lines={})  # stands for a category of a framework that is not at hand


@dataclass(frozen=True, kw_only=True, eq=False)
class Framework:
    """An analytical framework: kind "events" is found by triggers, kind "risks" by vectors and cue terms. Equal only to itself."""

    id: str
    kind: Literal["events", "risks"]
    labels: Mapping[str, str]
    categories: tuple[Category, ...]
    background: tuple[str, ...] = ()  # sentences of no category: what a risk must stand out from
    calibration: Mapping[str, float] = field(default_factory=dict)  # weights of the risk score

    @cached_property
    def _by_id(self) -> Mapping[str, Category]:
        return {category.id: category for category in self.categories}

    def category(self, identifier: str) -> Category:
        """Return the category called ``identifier``.

        Raises:
            KeyError: the framework has none of that name.
        """
        return self._by_id[identifier]

    def label(self, language: str) -> str:
        """Return the framework's own label, as `Category.label` does."""
        return self.labels.get(language) or self.labels.get("en") or next(iter(self.labels.values()))


def load_framework(name_or_path: str, folder: str | Path | None = None) -> Framework:
    """Return a framework by its built-in name, or from the user's file.

    Args:
        name_or_path: a name of `BUILT_IN`, or a path ending in ``.yaml`` or ``.yml``, relative to ``folder``.
        folder: the configuration's folder; the working folder when None.

    Raises:
        FrameworkError: the file is missing, is no YAML, or breaks the format; one line for each mistake.
    """
    if not name_or_path.endswith((".yaml", ".yml")):
        if name_or_path not in BUILT_IN:
            known = ", ".join(BUILT_IN)
            raise FrameworkError((f"{name_or_path}: no framework of this name; known are {known}, or give the path of a .yaml file",))
        return _read_built_in(name_or_path)
    path = Path(name_or_path) if folder is None else Path(folder, name_or_path)
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "is not UTF-8 text"
        raise FrameworkError((f"{name_or_path}: cannot be read: {reason}",)) from error
    return _read(text, name_or_path)


@lru_cache(maxsize=8)
def _read_built_in(name: str) -> Framework:
    return _read(files(__name__).joinpath(f"{name}.yaml").read_text(encoding="utf-8"), f"{name}.yaml")


@lru_cache(maxsize=32)
def _read(text: str, name: str) -> Framework:
    from briefing.frameworks.read import read_framework  # noqa: PLC0415 - the reader needs these records

    return read_framework(text, name)
