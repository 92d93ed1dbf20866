"""Vetoes: what keeps two claims apart however alike their words are."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import counted_classes
from briefing.reconcile.slots import DIFFERENT, compare_events, compare_people


def find_veto(a: Claim, b: Claim, features: Mapping[str, float]) -> str | None:
    """Return why two claims can never be one finding, None when they can."""
    if compare_people(a, b) == DIFFERENT:
        return "other people"
    if compare_events(a, b) == DIFFERENT:
        return "another event"
    counted = counted_classes(a), counted_classes(b)
    if all(counted) and not counted[0] & counted[1]:
        return "counts of other things"
    if all(counted) and features["times_differ"]:
        return "counts of another time"
    if all(counted) and features["part_differs"]:
        return "a part against the whole"
    return None
