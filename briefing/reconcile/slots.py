"""Slots: whether two claims speak of the same event, people, places and days. Each comparison says same, different or unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.model import Argument, DateMention, Event
    from briefing.reconcile.claims import Claim

Agreement = Literal["same", "different", "unknown"]
SAME: Agreement = "same"
DIFFERENT: Agreement = "different"
UNKNOWN: Agreement = "unknown"

# Acts that are often reported as one: either word may stand for the whole.
TOGETHER = frozenset({frozenset({"arrest", "extradition"}), frozenset({"raid", "seizure"}), frozenset({"release", "repatriation"})})
# Acts that happen to one target once, so that other dates are a contradiction; the others come again and need dates that agree.
ONCE = frozenset({"extradition", "indictment", "sentencing", "sanctions", "arrest", "warrant"})
_VARIANT = 86  # rapidfuzz token_sort_ratio of two spellings of one name


def compare_people(a: Claim, b: Claim) -> Agreement:
    """Return whether the persons (else the organisations) that two claims name are the same."""
    for kind in ("person",):
        left, right = _named(a, kind), _named(b, kind)
        if not left or not right:
            continue
        if left.keys() & right.keys() or _alike(left.values(), right.values()):
            return SAME
        return DIFFERENT
    return UNKNOWN


def compare_dates(a: Claim, b: Claim) -> Agreement:
    """Return whether dates inside two claims overlap."""
    left, right = _days(a.dates), _days(b.dates)
    if not left or not right:
        return UNKNOWN
    return SAME if any(_overlap(p, q) for p in left for q in right) else DIFFERENT


def compare_events(a: Claim, b: Claim) -> Agreement:
    """Return whether two claims report one event: its type and every slot that both fill agree, and at least one does.

    A type of event that only one of them names makes no difference; two types that no claim puts together do.
    """
    if not a.events or not b.events:
        return UNKNOWN
    verdicts = [compare_event(a, e, b, f) for e in a.events for f in b.events]
    if SAME in verdicts:
        return SAME
    return DIFFERENT if all(v == DIFFERENT for v in verdicts) else UNKNOWN


def compare_event(a: Claim, e: Event, b: Claim, f: Event) -> Agreement:
    """Return whether two events are one."""
    if e.framework != f.framework:
        return UNKNOWN
    if e.category != f.category and frozenset({e.category, f.category}) not in TOGETHER:
        return DIFFERENT
    slots = [compare_argument(a, e.target, b, f.target), compare_argument(a, e.agent, b, f.agent)]
    if DIFFERENT in slots:
        return DIFFERENT
    if e.date and f.date and e.category not in ONCE:
        left, right = _days([e.date]), _days([f.date])
        if left and right and not _overlap(left[0], right[0]):
            return DIFFERENT
    return SAME if SAME in slots else UNKNOWN


def compare_argument(a: Claim, p: Argument | None, b: Claim, q: Argument | None) -> Agreement:
    """Return whether two arguments name the same participant; unknown when one has no name."""
    left, right = participants(a, p), participants(b, q)
    if not left or not right:
        return UNKNOWN
    if left.keys() & right.keys() or _alike(left.values(), right.values()):
        return SAME
    return DIFFERENT


def participants(claim: Claim, argument: Argument | None) -> dict[str, str]:
    """Return entity -> name of everybody named inside an argument, pronouns and short forms resolved."""
    if argument is None:
        return {}
    return {
        entity: mention.name
        for mention, entity in zip(claim.mentions, claim.mention_entities, strict=True)
        if entity and argument.start <= mention.start and mention.end <= argument.end
    }


def _named(claim: Claim, kind: str) -> dict[str, str]:
    return {
        entity: mention.name
        for mention, entity in zip(claim.mentions, claim.mention_entities, strict=True)
        if entity and mention.type == kind
    }


def _alike(left: Iterable[str], right: Iterable[str]) -> bool:
    """Return whether two groups share a name up to spelling, or one a short form of the other."""
    others = [fold(name) for name in right]
    return any(_variant(fold(name), other) for name in left for other in others)


def _variant(a: str, b: str) -> bool:
    return fuzz.token_sort_ratio(a, b) >= _VARIANT or set(a.split()) <= set(b.split()) or set(b.split()) <= set(a.split())


def _days(dates: Iterable[DateMention]) -> list[DateMention]:
    return [date for date in dates if date.first_day and date.last_day]


def _overlap(a: DateMention, b: DateMention) -> bool:
    assert a.first_day and a.last_day and b.first_day and b.last_day  # noqa: S101, PT018 - `_days` left nothing else
    return a.first_day <= b.last_day and b.first_day <= a.last_day
