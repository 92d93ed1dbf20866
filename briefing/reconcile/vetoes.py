"""Vetoes: what keeps two claims apart however alike their words are."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import counted_classes
from briefing.reconcile.slots import DIFFERENT, compare_events, compare_people
from briefing.reconcile.wording import senses


def find_veto(a: Claim, b: Claim, features: Mapping[str, float]) -> str | None:
    """Return why two claims can never be one finding, None when they can."""
    if compare_people(a, b) == DIFFERENT:
        return "other people"
    if compare_events(a, b) == DIFFERENT:
        return "another event"
    counted = counted_classes(a), counted_classes(b)
    if all(counted) and not counted[0] & counted[1]:
        return "counts of other things"
    if features["numbers_same"] < features["numbers_differ"] and other_sense(a, b):
        return "figures in another sense"
    if all(counted) and features["times_differ"]:
        return "counts of another time"
    if all(counted) and features["part_differs"]:
        return "a part against the whole"
    return None


def other_sense(a: Claim, b: Claim) -> bool:
    """Return whether two claims name different senses of a figure ("net profit", "operating profit"; "profit", "loss")."""
    left, right = senses(a.quote, a.document.language), senses(b.quote, b.document.language)
    groups = {group for group, _ in left} & {group for group, _ in right}
    return any({sense for g, sense in left if g == group}.isdisjoint({sense for g, sense in right if g == group}) for group in groups)
