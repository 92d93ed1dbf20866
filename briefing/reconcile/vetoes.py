"""Vetoes: what keeps two claims apart however alike their words are."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import counted_classes
from briefing.reconcile.slots import DIFFERENT, compare_events, compare_people
from briefing.reconcile.wording import rejects, senses


_LIKE_SUM = 0.5  # and how alike the claims
_LIKE_COUNT = 0.65  # how alike two claims must be for their counts of unlike nouns to be values of one thing
_LARGE = 100  # least of a vague count that speaks of many
_SAME_SUM = 0.8  # how alike the words at two different sums must be for them to be values of one thing


def find_veto(a: Claim, b: Claim, features: Mapping[str, float]) -> str | None:
    """Return why two claims can never be one finding, None when they can."""
    if compare_people(a, b) == DIFFERENT:
        return "other people"
    if compare_events(a, b) == DIFFERENT:
        return "another event"
    counted = counted_classes(a), counted_classes(b)
    if all(counted) and not counted[0] & counted[1]:
        return "counts of other things"
    if features["negation_differs"] and rejects(a) != rejects(b) and a.speaker != b.speaker:
        return "denied and asserted"
    if features["numbers_differ"] and _sums(a, b) and (features["numbers_differ"] < _SAME_SUM or features["content_cosine"] < _LIKE_SUM):
        return "other sums"
    if _other_currencies(a, b):
        return "sums of other currencies"
    if features["numbers_differ"] and not any(counted) and features["numbers_differ"] < _SAME_SUM and features["content_cosine"] < _LIKE_COUNT:
        return "counts of other things"
    if _vague_against_exact(a, b) or _vague_against_exact(b, a):
        return "an exact count and a vague one"
    if features["numbers_same"] < features["numbers_differ"] and other_sense(a, b):
        return "figures in another sense"
    if all(counted) and features["times_differ"]:
        return "counts of another time"
    if all(counted) and features["part_differs"]:
        return "a part against the whole"
    return None


def _other_currencies(a: Claim, b: Claim) -> bool:
    left, right = ({q.unit for q in c.quantities if len(q.unit) == 3 and q.unit.isupper()} for c in (a, b))
    return bool(left) and bool(right) and not left & right


def _sums(a: Claim, b: Claim) -> bool:
    """Return whether both claims give sums of one currency."""
    left, right = ({q.unit for q in c.quantities if len(q.unit) == 3 and q.unit.isupper()} for c in (a, b))
    return bool(left & right)


def _vague_against_exact(a: Claim, b: Claim) -> bool:
    """Return whether one claim speaks of thousands and the other gives a smaller number of the same kind."""
    vague = [q for q in a.quantities if q.unit == "count" and q.value is None and (q.low or 0) >= _LARGE]
    exact = [q for q in b.quantities if q.unit == "count" and q.value is not None]
    return bool(vague) and bool(exact) and all((p.value or 0) < (q.low or 0) for p in exact for q in vague)


def other_sense(a: Claim, b: Claim) -> bool:
    """Return whether two claims name different senses of a figure ("net profit", "operating profit"; "profit", "loss")."""
    left, right = senses(a.quote, a.document.language), senses(b.quote, b.document.language)
    groups = {group for group, _ in left} & {group for group, _ in right}
    return any({sense for g, sense in left if g == group}.isdisjoint({sense for g, sense in right if g == group}) for group in groups)
