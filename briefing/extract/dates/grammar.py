"""The date grammar of a language: patterns of ``lexicon/<language>/dates.yaml`` compiled to a trie, names from CLDR.

A pattern is a finite sequence of words and slots, so a match looks a bounded number of tokens ahead and reading is linear in the text.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any

from briefing import lexicon
from briefing.extract.number_words import locale
from briefing.extract.tokens import Phrases, tokenize
from briefing.folding import fold

_ATOM, _PHRASE, _RANGE = 0, 1, 2
_RANGES = frozenset({"range", "night", "time-span"})
_SIGNS = {"LP": "(", "RP": ")"}


@dataclass(slots=True)
class Node:
    """A place in the trie of patterns: what may come next, and the rule that ends here."""

    words: dict[str, Node] = field(default_factory=dict)
    slots: dict[str, Node] = field(default_factory=dict)
    marks: dict[str, Node] = field(default_factory=dict)  # "<", ">" bound the span, "!" looks ahead
    arcs: tuple[tuple[str, str, Node], ...] = ()  # of ``slots``: slot, its reader ("year" of "year2"), what comes next
    rule: str | None = None
    order: int = 0


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class DateGrammar:
    """One language's names and patterns."""

    levels: tuple[Node, Node, Node]  # without {date}; with one; ranges of two
    time_levels: tuple[Node, Node, Node]  # the same of times of day, with {time}
    months: Mapping[str, int]
    short_months: frozenset[str]  # a full stop may follow
    weekdays: Mapping[str, int]
    short_weekdays: frozenset[str]
    plural_weekdays: Mapping[str, int]
    full_names: frozenset[str]  # unabbreviated names of months and weekdays
    ambiguous: frozenset[str]
    loose: frozenset[str]  # words before an ambiguous name in lower case that do not make it a date
    units: Mapping[str, str]
    business: Phrases
    shifts: Phrases
    story: frozenset[tuple[str, ...]]
    nearest: frozenset[tuple[str, ...]]
    parts: Phrases
    seasons: Mapping[str, str]
    season_before: frozenset[str]
    deictic: Phrases
    dayparts: Phrases
    holidays: Phrases
    year_before: frozenset[str]
    after_day: frozenset[str]
    future: frozenset[str]
    past: frozenset[str]
    modals: frozenset[str]  # before a participle they make a future of it ("will be held")
    deadline: frozenset[str]  # prepositions right before a date still to come ("by Friday")
    deadline_of_days: frozenset[str]  # those that say so of a day alone: "before Friday", not "before dawn on Friday"
    future_suffixes: tuple[str, ...]
    past_suffixes: tuple[str, ...]
    quarters: Phrases
    halves: Phrases
    decades: Mapping[str, int]
    decade_before: frozenset[str]
    decade_suffix: frozenset[str]
    centuries: frozenset[str]
    week_words: frozenset[str]
    oclock: Phrases  # True: also a length of time ("3 heures")
    meridiems: Phrases
    clock_before: frozenset[str]  # what makes "3 heures" a time of day
    spelled_hours: frozenset[str]  # hour words that spelled minutes follow ("sept heures dix")
    duration_units: Mapping[str, str]  # units below a day
    glued_units: Mapping[str, str]  # units written against a figure ("3h")
    whole: Phrases  # "all day", "toute la semaine"
    time_links: frozenset[str]  # words between a recurring day and its hour
    recurring: Phrases  # adverbs and adjectives of a period ("weekly")
    plural_suffixes: tuple[str, ...]
    day_first: bool
    fillers: frozenset[str]
    weekday_next_week: bool


def _names(tables: Any, width_keys: tuple[str, ...], *, shift: int) -> tuple[dict[str, int], frozenset[str]]:
    """Return folded names with their number, and those that are abbreviations."""
    names: dict[str, int] = {}
    short: set[str] = set()
    for context in ("format", "stand-alone"):
        for width in width_keys:
            for number, name in tables.get(context, {}).get(width, {}).items():
                folded = fold(name).rstrip(".")
                if folded.isalpha():
                    names.setdefault(folded, int(number) + shift)
                    if width != "wide":
                        short.add(folded)
    return names, frozenset(short - {fold(name) for name in tables["format"]["wide"].values()})


def _sequences(pattern: str) -> list[tuple[str, ...]]:
    """Return every flat sequence that a pattern stands for."""
    items = pattern.replace("{", " {").split()
    sequences, rest = _choices(items, 0)
    if rest != len(items):
        raise ValueError(f"unbalanced brackets in the date pattern {pattern!r}")
    return sequences


def _choices(items: list[str], at: int) -> tuple[list[tuple[str, ...]], int]:
    """Read alternatives up to a closing bracket; return them and the index of that bracket."""
    alternatives: list[tuple[str, ...]] = []
    current: list[tuple[str, ...]] = [()]
    while at < len(items) and items[at] not in {")", "]"}:
        item = items[at]
        if item == "|":
            alternatives += current
            current = [()]
        elif item in {"(", "["}:
            inner, at = _choices(items, at + 1)
            if item == "(":
                inner = [(), *inner]
            current = [left + right for left in current for right in dict.fromkeys(inner)]
        else:
            current = [left + _element(item) for left in current]
        at += 1
    return alternatives + current, at


def _element(item: str) -> tuple[str, ...]:
    if item in {"<", ">", "!"} or item.startswith("{"):
        return (item,)
    if item in _SIGNS:
        return (_SIGNS[item],)
    return tuple(token.fold for token in tokenize(item))


def _compile(rules: Mapping[str, list[str]], nested: str) -> tuple[Node, Node, Node]:
    levels = (Node(), Node(), Node())
    order = 0
    for rule, patterns in rules.items():
        for pattern in patterns:
            level = _RANGE if rule in _RANGES else _PHRASE if nested in pattern else _ATOM
            for sequence in _sequences(pattern):
                order += 1
                _insert(levels[level], sequence, rule, order)
    for node in levels:
        _close(node)
    return levels


def _insert(node: Node, sequence: tuple[str, ...], rule: str, order: int) -> None:
    for item in sequence:
        if item in {"<", ">", "!"}:
            node = node.marks.setdefault(item, Node())
        elif item.startswith("{"):
            node = node.slots.setdefault(item[1:-1], Node())
        else:
            node = node.words.setdefault(item, Node())
    if node.rule is None:
        node.rule, node.order = rule, order


def _close(node: Node) -> None:
    """Set the arcs of a finished trie."""
    node.arcs = tuple((slot, slot.rstrip("2"), after) for slot, after in node.slots.items())
    for after in (*node.words.values(), *node.slots.values(), *node.marks.values()):
        _close(after)


@cache
def date_grammar(language: str) -> DateGrammar | None:
    """Return the grammar of ``language``, None when there is no data for it."""
    data = lexicon.load(language, "dates")
    known = locale(language)
    if not data or known is None:
        return None
    months, short_months = _names(known.months, ("wide", "abbreviated"), shift=0)
    weekdays, short_weekdays = _names(known.days, ("wide", "abbreviated"), shift=0)
    wide = {fold(name) for name in known.days["format"]["wide"].values()}
    extra_months, extra_days = dict(data.get("months") or {}), dict(data.get("weekdays") or {})
    pattern = known.date_formats["short"].pattern.lower()

    def words(name: str) -> frozenset[str]:
        return frozenset(data.get(name) or ())

    def listed(name: str) -> Phrases:
        return Phrases(dict.fromkeys(data.get(name) or (), True))

    def sequences(name: str) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(token.fold for token in tokenize(text)) for text in data.get(name) or ())

    def phrases(name: str) -> Phrases:
        return Phrases(dict(data.get(name) or {}))

    return DateGrammar(
        levels=_compile(data["rules"], "{date"), time_levels=_compile(data.get("times") or {}, "{time"),
        months=months | extra_months, short_months=short_months | frozenset(extra_months),
        weekdays=weekdays | extra_days, short_weekdays=short_weekdays | frozenset(extra_days),
        plural_weekdays={name + "s": weekdays[name] for name in wide if not name.endswith("s")},
        full_names=frozenset({*months, *weekdays} - short_months - short_weekdays), ambiguous=words("ambiguous"), loose=words("loose"),
        units=dict(data.get("units") or {}), business=phrases("business_units"), shifts=phrases("shifts"),
        story=sequences("story"), parts=phrases("parts"), nearest=sequences("nearest"),
        seasons=dict(data.get("seasons") or {}), season_before=words("season_before"), deictic=phrases("deictic"),
        dayparts=phrases("dayparts"), holidays=phrases("holidays"), year_before=words("year_before"),
        after_day=words("after_day"), future=words("future"), past=words("past"), deadline=words("deadline"),
        deadline_of_days=words("deadline_of_days"),
        modals=words("modals"), future_suffixes=tuple(data.get("future_suffixes") or ()),
        past_suffixes=tuple(data.get("past_suffixes") or ()), quarters=phrases("quarters"), halves=phrases("halves"),
        decades=dict(data.get("decades") or {}), decade_before=words("decade_before"), decade_suffix=words("decade_suffix"),
        centuries=words("centuries"),
        week_words=words("week_words"), oclock=phrases("oclock"), meridiems=phrases("meridiems"),
        clock_before=words("clock_before"), spelled_hours=words("spelled_hours"), duration_units=dict(data.get("duration_units") or {}),
        glued_units=dict(data.get("glued_units") or {}), whole=listed("whole"), recurring=phrases("recurring"),
        time_links=words("time_links"),
        plural_suffixes=tuple(lexicon.load(language, "numbers").get("plural_suffixes") or ()),
        day_first=pattern.index("d") < pattern.index("m"), fillers=words("fillers"), weekday_next_week=bool(data.get("weekday_next_week")),
    )
