"""Features of a pair kept in a row."""

from __future__ import annotations

import pytest

from briefing.reconcile.compact import Features
from briefing.reconcile.features import NAMES


def test_a_row_gives_back_every_feature_by_name():
    """What was put in comes out, to the last bit and in the order of the names."""
    told = {name: round(number / 7, 4) for number, name in enumerate(NAMES)}
    kept = Features(told)
    assert told == dict(kept)
    assert {**told, "heading": 2.0} == {**kept, "heading": 2.0}
    with pytest.raises(KeyError):
        kept["no such feature"]
