"""Vetoes: what keeps two claims apart however alike their words are."""

from __future__ import annotations

from collections.abc import Mapping

from briefing.reconcile.claims import Claim
from briefing.reconcile.slots import DIFFERENT, compare_events, compare_people


def find_veto(a: Claim, b: Claim, features: Mapping[str, float]) -> str | None:
    """Return why two claims can never be one finding, None when they can."""
    if (a.document.id, a.number) == (b.document.id, b.number):
        return "two parts of one sentence"
    if compare_people(a, b) == DIFFERENT:
        return "other people"
    if compare_events(a, b) == DIFFERENT:
        return "another event"
    del features
    return None
