"""What keeps many pairs in little memory: features in a row, and no search for cycles meanwhile."""

from __future__ import annotations

import gc

import pytest

from briefing.reconcile.compact import Features
from briefing.reconcile.features import NAMES
from briefing.reconcile.memory import without_collection


def test_a_row_gives_back_every_feature_by_name():
    """What was put in comes out, to the last bit and in the order of the names."""
    told = {name: round(number / 7, 4) for number, name in enumerate(NAMES)}
    kept = Features(told)
    assert told == dict(kept)
    assert {**told, "heading": 2.0} == {**kept, "heading": 2.0}
    with pytest.raises(KeyError):
        kept["no such feature"]


def test_the_search_for_cycles_is_left_out_and_taken_up_again():
    """Inside the block nothing looks for cycles of objects; behind it what was on is on again."""
    with without_collection():
        inside = gc.isenabled()
    assert (False, True) == (inside, gc.isenabled())
