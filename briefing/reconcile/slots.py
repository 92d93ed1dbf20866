"""Slots: whether two claims speak of the same event, people, places and days. Each comparison says same, different or unknown."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Literal

from briefing import lexicon
from briefing.reconcile.memory import once_for_a_claim
from briefing.reconcile.territories import plain, territories

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.model import Argument, DateMention, Event, Mention
    from briefing.reconcile.claims import Claim

Agreement = Literal["same", "different", "unknown"]
SAME: Agreement = "same"
DIFFERENT: Agreement = "different"
UNKNOWN: Agreement = "unknown"

_MISTAKEN = 7  # days between two accounts of one act that one of them may have wrong
_LONG_AGO = 200  # days before its document from which a claim speaks of the past


def compare_people(a: Claim, b: Claim) -> Agreement:
    """Return whether the persons that two claims name are the same."""
    left, right = _persons(a), _persons(b)
    if not left or not right:
        return UNKNOWN
    return SAME if left & right else DIFFERENT


def same_role(a: Claim, b: Claim) -> bool:
    """Return whether both say in passing what one person is in one body."""
    if not a.minor == b.minor == "role":
        return False
    shared = a.entities & b.entities
    return {"person", "organisation"} <= {a.names[entity] for entity in shared}


def compare_dates(a: Claim, b: Claim) -> Agreement:
    """Return whether dates inside two claims overlap."""
    left, right = _days(a.dates), _days(b.dates)
    if not left or not right:
        return UNKNOWN
    return SAME if any(_overlap(p, q) for p in left for q in right) else DIFFERENT


def compare_times(a: Claim, b: Claim) -> Agreement:
    """Return whether one claim speaks of a time long past and the other does not."""
    left, right = speaks_of_past(a), speaks_of_past(b)
    return DIFFERENT if left != right else UNKNOWN


@once_for_a_claim
def speaks_of_past(claim: Claim) -> bool:
    """Return whether every date of a claim's sentence lies long before its document ("in 2021, 19 people died")."""
    dates = _days(claim.dates) or _days(claim.sentence_dates)
    anchor = claim.document.published or claim.newest
    return bool(dates) and anchor is not None and all(d.last_day is not None and (anchor - d.last_day).days > _LONG_AGO for d in dates)


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
    """Return whether two events are one.

    Of acts that happen to one target once, other dates are a contradiction; the others come again, and days far apart tell two of them.
    """
    if e.framework != f.framework:
        return UNKNOWN
    kind, other = a.kind(e), b.kind(f)
    if e.category != f.category:
        loose = kind.wide or other.wide or f.category in kind.together or e.category in other.together
        return UNKNOWN if loose else DIFFERENT
    target, agent = _compare(a, targets(a, e), b, targets(b, f)), compare_argument(a, e.agent, b, f.agent)
    dates = _compare_dates(e.date, f.date)
    once = kind.once == "always" or (kind.once == "named" and target == SAME)
    apart = _far_apart(e.date, f.date)
    if target == DIFFERENT or (apart and _elsewhere(_places(a, e), _places(b, f))) or (not once and (agent == DIFFERENT or apart)):
        return DIFFERENT
    if dates == DIFFERENT and (e.modality == "predicted") != (f.modality == "predicted"):
        return DIFFERENT  # one is still to come
    told = not kind.wide and reports(a, e) and reports(b, f)
    return SAME if told and (target == SAME or (agent == SAME and dates == SAME)) else UNKNOWN


def _elsewhere(left: frozenset[str], right: frozenset[str]) -> bool:
    return bool(left) and bool(right) and not left & right


def reports(claim: Claim, event: Event) -> bool:
    """Return whether a claim reports an act rather than says something about it ("the extradition shows the pressure on the trade")."""
    if event.form != "nominal":
        return True
    return not any(term.pos == "VERB" and not event.start <= term.start < event.end for term in claim.terms)


def compare_argument(a: Claim, p: Argument | None, b: Claim, q: Argument | None) -> Agreement:
    """Return whether two arguments name the same participant; unknown when one has no name."""
    return _compare(a, participants(a, p), b, participants(b, q))


def targets(claim: Claim, event: Event) -> frozenset[str]:
    """Return whom an act is done to; when no name stands there, the one person its part of the sentence names."""
    named = participants(claim, event.target)
    persons = _persons(claim) - {claim.speaker}
    return named or (persons if len(persons) == 1 and event.form != "active" else frozenset())


def _compare(a: Claim, left: frozenset[str], b: Claim, right: frozenset[str]) -> Agreement:
    if not left or not right:
        return UNKNOWN
    if left & right:
        return SAME
    mixed = {is_territory(a.titles[e]) for e in left} | {is_territory(b.titles[e]) for e in right}
    kinds = {a.names[e] for e in left}, {b.names[e] for e in right}
    if "place" in kinds[0] and "place" in kinds[1] and len(mixed) > 1:
        return UNKNOWN  # a capital may stand for its country
    told = kinds[0] & kinds[1]
    if a.document.language != b.document.language:
        told -= {"organisation"}  # a court or a ministry is translated
    return DIFFERENT if told else UNKNOWN


@lru_cache(maxsize=50_000)
def is_territory(name: str) -> bool:
    """Return whether a name is a country's or territory's in one of the languages read.

    >>> is_territory("U.S."), is_territory("les Philippines"), is_territory("Londres")
    (True, True, False)
    """
    forms = {plain(name), *(plain(name).removeprefix(article) for article in ("the ", "la ", "le ", "l'", "les "))}
    return any(not forms.isdisjoint(territories(language)) for language in lexicon.languages())


def _places(claim: Claim, event: Event) -> frozenset[str]:
    """Return the places of an act, else those its part of the sentence names."""
    own = participants(claim, event.place)
    return own or frozenset(entity for entity in claim.entities if claim.names.get(entity) == "place")


def participants(claim: Claim, argument: Argument | None) -> frozenset[str]:
    """Return everybody named inside an argument, pronouns and short forms resolved."""
    if argument is None:
        return frozenset()
    return _best_named((m, e) for m, e in _resolved(claim) if argument.start <= m.start and m.end <= argument.end)


@once_for_a_claim
def _persons(claim: Claim) -> frozenset[str]:
    return _best_named((m, e) for m, e in _resolved(claim) if m.type == "person")


def _resolved(claim: Claim) -> Iterator[tuple[Mention, str]]:
    return ((mention, entity) for mention, entity in zip(claim.mentions, claim.mention_entities, strict=True) if entity)


def _best_named(pairs: Iterable[tuple[Mention, str]]) -> frozenset[str]:
    """Return who is named, else whom pronouns stand for: "his accountant, Viktor Drozd" is the accountant."""
    known = list(pairs)
    named = frozenset(entity for mention, entity in known if mention.form != "pronoun")
    return named or frozenset(entity for _, entity in known)


def _compare_dates(a: DateMention | None, b: DateMention | None) -> Agreement:
    left, right = _days([a] if a else []), _days([b] if b else [])
    if not left or not right:
        return UNKNOWN
    return SAME if _overlap(left[0], right[0]) else DIFFERENT


def _far_apart(a: DateMention | None, b: DateMention | None) -> bool:
    """Return whether two acts have days that nobody would take for one another; a month may be read against the wrong year."""
    days = _days(date for date in (a, b) if date is not None and date.precision == "day")
    return len(days) == len((a, b)) and days_between(*days) > _MISTAKEN


def days_between(a: DateMention, b: DateMention) -> int:
    """Return the days from the one to the other, 0 when they overlap; both have days."""
    assert a.first_day and a.last_day and b.first_day and b.last_day  # noqa: S101, PT018 - asked of dates with days
    return max((a.first_day - b.last_day).days, (b.first_day - a.last_day).days, 0)


def told_on_other_days(a: Claim, b: Claim) -> bool:
    """Return whether two claims speak of other days as news does of its own: "on Monday", "hier"; a day of the calendar may be a mistake."""
    left, right = _own_days(a), _own_days(b)
    return bool(left) and bool(right) and all(days_between(p, q) > 0 for p in left for q in right)


@once_for_a_claim
def _own_days(claim: Claim) -> tuple[DateMention, ...]:
    """Return the days of what a claim says, told from the day of its document; none when it also names a day of the calendar."""
    said = claim.attribution
    inside = [d for d in claim.dates if said is None or (said.content_start <= d.start and d.end <= said.content_end)]  # not "said on Sunday"
    days = [date for date in _days(inside) if date.precision == "day"]
    named = [date for date in days if any(letter.isdigit() for letter in claim.document.text[date.start : date.end])]
    return () if named else tuple(days)


def _days(dates: Iterable[DateMention]) -> list[DateMention]:
    return [date for date in dates if date.first_day and date.last_day]


def _overlap(a: DateMention, b: DateMention) -> bool:
    assert a.first_day and a.last_day and b.first_day and b.last_day  # noqa: S101, PT018 - `_days` left nothing else
    return a.first_day <= b.last_day and b.first_day <= a.last_day
