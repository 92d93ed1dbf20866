"""Dates of documents that do not say when they were written, read again against the day the brief speaks of.

An extraction depends on its document alone, so that it can be kept; what depends on the edition's day is added here.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from briefing.extract.dates import find_anchor, find_dates
from briefing.model import Document, Extraction


def redate(document: Document, extraction: Extraction, *, anchor: dt.date) -> Extraction:
    """Return the extraction with "earlier this month" and the like resolved against ``anchor`` when the document has no date of its own.

    >>> # an undated text, a brief as of 31 January 2026: "Oct. last year" -> 1 to 31 October 2025
    """
    if find_anchor(document) is not None:
        return extraction
    masked = [(s.start, s.end) for s in extraction.sentences if s.boilerplate]
    found = find_dates(document.text, language=extraction.language, anchor=anchor)
    dates = tuple(d for d in found if not any(start <= d.start < end for start, end in masked))
    by_span = {(d.start, d.end): d for d in dates}
    events = tuple(replace(e, date=by_span.get((e.date.start, e.date.end), e.date)) if e.date else e for e in extraction.events)
    return replace(extraction, dates=dates, events=events)
