"""Undated documents read against the day the brief speaks of."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.extract import extract, redate
from briefing.model import Document, Extraction

TEXT = "Police arrested Ana Ruiz last month. The port will open again on Friday."
ANCHOR = dt.date(2026, 1, 31)


@pytest.fixture(scope="module")
def undated() -> tuple[Document, Extraction]:
    """Return a text that says neither when it was published nor any year."""
    document = Document.from_text(TEXT, id="a", language="en")
    return document, extract(document, encode=False)


def days(extraction: Extraction) -> dict[str, tuple[dt.date | None, dt.date | None]]:
    """Return first and last day of each expression."""
    return {TEXT[d.start : d.end]: (d.first_day, d.last_day) for d in extraction.dates}


def test_relative_dates_of_an_undated_text_are_resolved(undated):
    """As of 31 January 2026, "last month" is December 2025."""
    document, read = undated
    assert (None, None) == days(read)["last month"]
    assert (dt.date(2025, 12, 1), dt.date(2025, 12, 31)) == days(redate(document, read, anchor=ANCHOR))["last month"]


def test_events_get_the_resolved_date(undated):
    """The arrest took place in December, its trigger and participants as they were."""
    document, read = undated
    later = redate(document, read, anchor=ANCHOR)
    (before,), (after,) = ([e for e in x.events if e.category == "arrest"] for x in (read, later))
    assert (None, dt.date(2025, 12, 1)) == (before.date and before.date.first_day, after.date and after.date.first_day)
    assert (before.start, before.end, before.target) == (after.start, after.end, after.target)


def test_only_dates_change(undated):
    """Sentences, mentions and the rest stay those of the kept extraction."""
    document, read = undated
    later = redate(document, read, anchor=ANCHOR)
    assert (read.sentences, read.mentions, read.quantities, read.attributions) == (
        later.sentences,
        later.mentions,
        later.quantities,
        later.attributions,
    )


def test_a_dated_document_keeps_its_own_dates():
    """What a document of March says does not move with the edition."""
    document = Document.from_text(TEXT, id="a", language="en", published="2026-03-10")
    read = extract(document, encode=False)
    assert redate(document, read, anchor=ANCHOR) is read
    assert (dt.date(2026, 2, 1), dt.date(2026, 2, 28)) == days(read)["last month"]
