"""The date a document is written from: its metadata, else its dateline, else what its text dates last."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING

from briefing.extract.dates.finding import find_dates

if TYPE_CHECKING:
    from briefing.model import Document

_HEAD = 600  # characters in which a dateline or a note of publication stands
_PUBLISHED = 40  # characters before a dateline's date in its line


def find_anchor(document: Document) -> dt.date | None:
    """Return the day that relative dates of ``document`` count from, None when nothing says it.

    In this order: the published date of its metadata; a full date that opens a line near the head ("Kasombwe, le 5 mars 2025.", "Published 19 January
    2026"); the latest day or month with its year that the text names and that is not of the future.
    """
    if document.published is not None:
        return document.published
    dates = [
        date for date in find_dates(document.text, language=document.language, anchor=None)
        if date.resolved == "explicit" and date.first_day is not None and date.precision in {"day", "month", "early-month", "mid-month", "late-month"}
    ]
    for date in dates:
        line = document.text.rfind("\n", 0, date.start) + 1
        if date.start < _HEAD and date.precision == "day" and date.start - line <= _PUBLISHED and _stands_alone(document.text, line, date.start, date.end):
            return date.first_day
    return max((date.first_day for date in dates if date.first_day is not None), default=None)


def _stands_alone(text: str, line: int, start: int, end: int) -> bool:
    """A dateline's date is followed by a stop, a bracket, a dash, a byline or the line's end, and no verb stands before it."""
    after = text[end : end + 3].lstrip(" \t")
    before = text[line:start]
    return (not after or after[0] in "\n\r.)-–—:|(") and before.count(" ") <= 5 or (len(before) <= 12 and bool(after) and text[end : end + 4].strip().startswith(("by", "par", "à", "a ")))
