"""What keeps many pairs in little memory: features in a row, and no search for cycles meanwhile."""

from __future__ import annotations

import gc

import pytest

from briefing.extract import extract
from briefing.model import Document
from briefing.reconcile import reconcile
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


def test_no_record_is_part_of_a_cycle():
    """What the search for cycles would free is none of the records, so that leaving it out costs little memory."""
    texts = ("Police arrested the banker Paul Mensah in Accra on Monday.", "The banker Paul Mensah was arrested in Accra, a court heard.")
    documents = [Document.from_text(text, id=f"d{number}", language="en") for number, text in enumerate(texts)]
    extractions = [extract(document) for document in documents]
    gc.collect()
    gc.set_debug(gc.DEBUG_SAVEALL)
    try:
        assert reconcile(documents, extractions).findings
        gc.collect()
        freed = {type(thing).__module__.partition(".")[0] for thing in gc.garbage}
    finally:
        gc.set_debug(0)
        gc.garbage.clear()
    assert "briefing" not in freed
