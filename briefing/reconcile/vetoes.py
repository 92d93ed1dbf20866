"""Vetoes: what keeps two claims apart however alike their words are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from briefing.model import Event
from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import TIMES, counted_classes
from briefing.reconcile.memory import once_for_a_claim
from briefing.reconcile.slots import DIFFERENT, compare_events, told_on_other_days
from briefing.reconcile.wording import kinds_of_sum, rejects, senses

_LIKE_SUM = 0.5  # and how alike the claims
_LIKE_COUNT = 0.65  # how alike two claims must be for their counts of unlike nouns to be values of one thing
_CODE = 3  # letters of an ISO 4217 code
_LARGE = 100  # least of a vague count that speaks of many
_SAME_SUM = 0.8  # how alike the words at two different sums must be for them to be values of one thing


# What rests on reading who a name means or what a noun counts: two claims are kept apart, the groups they stand in may still be one.
DOUBTFUL = frozenset({"other people", "counts of unlike things", "other sums"})


def find_veto(a: Claim, b: Claim, features: Mapping[str, float]) -> str | None:
    """Return why two claims can never be one finding, None when they can."""
    return next((reason for reason, holds in _VETOES if holds(a, b, features)), None)


def _other_people(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    del a, b
    return bool(features["people_differ"])


def _role_and_act(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    """Return whether one claim only says what somebody is, and the other what was done."""
    del features
    return "role" in {a.minor, b.minor} and bool(a.events or b.events)


def _other_event(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    """Return whether acts of one kind differ in a slot; what acts of other kinds say of the claims is left to the model."""
    return bool(features["event_shared"]) and compare_events(a, b) == DIFFERENT


def _other_class(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    del features
    left, right = counted_classes(a), counted_classes(b)
    return bool(left) and bool(right) and not left & right


def _denied(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    return bool(features["negation_differs"]) and rejects(a) != rejects(b) and a.speaker != b.speaker


def _other_sum(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    if not features["numbers_differ"] or not _currencies(a) & _currencies(b):
        return False
    return features["numbers_differ"] < _SAME_SUM or features["content_cosine"] < _LIKE_SUM


def _other_kind_of_sum(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    del features
    if not _currencies(a) & _currencies(b):
        return False
    left, right = kinds_of_sum(a.quote, a.document.language), kinds_of_sum(b.quote, b.document.language)
    return bool(left) and bool(right) and not left & right


def _other_currency(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    del features
    left, right = _currencies(a), _currencies(b)
    return bool(left) and bool(right) and not left & right


def _other_noun(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    """Return whether two claims count unlike things: other nouns, or other values that too little says are of one thing.

    A number that both give may count one thing whatever the nouns ("four trawlers", "quatre chalutiers"), unless only one is of a known class.
    Lengths of time count nothing.
    """
    other, unlike = features["numbers_other"], 0 < features["numbers_differ"] < _SAME_SUM
    if not (other or unlike) or features["content_cosine"] >= _LIKE_COUNT or not _units(a) & _units(b):
        return False
    left, right = counted_classes(a), counted_classes(b)
    if features["numbers_equal"] and left == right:
        return False
    return bool(other) or not (left or right)


@once_for_a_claim
def _units(claim: Claim) -> frozenset[str]:
    """Return the units of what a claim counts, lengths of time left out."""
    return frozenset(q.unit for q in claim.quantities if q.unit not in TIMES)


def _other_role(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    """Return whether the same act has its number on the side that does it here, and on the side it is done to there."""
    if not features["numbers_same"] and not features["numbers_differ"]:
        return False
    shared = {event.category for event in a.events} & {event.category for event in b.events}
    left, right = ({role for e in c.events if e.category in shared for role in _counted_roles(c, e)} for c in (a, b))
    return len(left) == 1 and len(right) == 1 and left != right


def _counted_roles(claim: Claim, event: Event) -> list[str]:
    sides = (("agent", event.agent), ("target", event.target))
    return [role for role, side in sides if side is not None and any(side.start <= q.start < side.end for q in claim.quantities)]


def _vague_and_exact(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    del features
    return _vague_against_exact(a, b) or _vague_against_exact(b, a)


def _other_sense(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    """Return whether two figures are meant in different senses ("profit", "revenue"): equal ones too, which a conflict then shows side by side."""
    if not max(features["numbers_same"], features["numbers_differ"]):
        return False
    left, right = senses(a.quote, a.document.language), senses(b.quote, b.document.language)
    groups = {group for group, _ in left} & {group for group, _ in right}
    return any({sense for g, sense in left if g == group}.isdisjoint({sense for g, sense in right if g == group}) for group in groups)


def _other_time(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    return bool(features["times_differ"]) and bool(counted_classes(a)) and bool(counted_classes(b))


def _other_day(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    """Return whether two accounts of their own day differ in it: markets fall on Monday and on Thursday; a count goes on over days."""
    counted = features["counted_same"] or features["numbers_same"] or features["numbers_equal"]
    return not counted and not features["event_same"] and told_on_other_days(a, b)


def _part(a: Claim, b: Claim, features: Mapping[str, float]) -> bool:
    return bool(features["part_differs"]) and bool(counted_classes(a)) and bool(counted_classes(b))


_VETOES: tuple[tuple[str, Callable[[Claim, Claim, Mapping[str, float]], bool]], ...] = (
    ("other people", _other_people),
    ("a role and an act", _role_and_act),
    ("another event", _other_event),
    ("counts of other things", _other_class),
    ("denied and asserted", _denied),
    ("other sums", _other_sum),
    ("sums of other kinds", _other_kind_of_sum),
    ("sums of other currencies", _other_currency),
    ("counts of unlike things", _other_noun),
    ("counts of other parts in the act", _other_role),
    ("an exact count and a vague one", _vague_and_exact),
    ("figures in another sense", _other_sense),
    ("counts of another time", _other_time),
    ("another day", _other_day),
    ("a part against the whole", _part),
)


def _currencies(claim: Claim) -> frozenset[str]:
    return frozenset(q.unit for q in claim.quantities if len(q.unit) == _CODE and q.unit.isupper())


def _vague_against_exact(a: Claim, b: Claim) -> bool:
    """Return whether one claim speaks of thousands and the other gives a smaller number of the same kind."""
    vague = [q for q in a.quantities if q.unit == "count" and q.value is None and (q.low or 0) >= _LARGE]
    exact = [q for q in b.quantities if q.unit == "count" and q.value is not None]
    return bool(vague) and bool(exact) and all((p.value or 0) < (q.low or 0) for p in exact for q in vague)
