"""Bounds of figures and what can hold together."""

from __future__ import annotations

import pytest

from briefing.model import Quantity
from briefing.reconcile.rivals import _can_both_hold


def _quantity(value: float, qualifier: str) -> Quantity:
    return Quantity(start=0, end=2, value=value, low=value, high=value, unit="count", counted=None, qualifier=qualifier)


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [((100_000, "at-least"), (100_000, "about"), True), ((10, "exact"), (13, "exact"), False), ((250, "about"), (247, "exact"), True),
     ((22, "at-least"), (45, "exact"), False), ((180, "exact"), (260, "at-least"), False)],
)
def test_figures_that_can_be_of_one_number_are_a_difference_of_wording(a, b, expected):
    """At least 100,000 and about 100,000 can both hold; 10 and 13 cannot."""
    assert expected == _can_both_hold(_quantity(*a), _quantity(*b))
