"""The date a document is written from: its metadata, else its dateline, else what its text dates last."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from typing import TYPE_CHECKING

from briefing.extract.dates.finding import find_dates, tense_at
from briefing.extract.dates.grammar import date_grammar
from briefing.extract.tokens import tokenize

if TYPE_CHECKING:
    from briefing.model import DateMention, Document

_HEAD = 600  # characters in which a dateline or a note of publication stands
_PUBLISHED = 40  # characters before a dateline's date in its line
_LABEL = 12  # characters of "Published"
_WORDS_BEFORE = 5
_PRECISE = frozenset({"day", "month", "early-month", "mid-month", "late-month"})


def find_anchor(document: Document) -> dt.date | None:
    """Return the day that relative dates of ``document`` count from, None when nothing says it.

    In this order: the published date of its metadata; a full date that opens a line near the head ("Kasombwe, le 5 mars 2025.",
    "Published 19 January 2026"); the latest day or month with its year that the text tells as past. A whole year beside it, or years
    up to it ("de 2020 à 2025"), is told when it is over: then the first day of the next one.
    """
    if document.published is not None:
        return document.published
    dates = _told(document)
    for date in dates:
        line = document.text.rfind("\n", 0, date.start) + 1
        heads = date.start < _HEAD and date.precision == "day" and date.start - line <= _PUBLISHED
        if heads and _stands_alone(document.text, line, date.start, date.end):
            return date.first_day
    latest = max((date.first_day for date in dates if date.precision in _PRECISE and date.first_day is not None), default=None)
    if latest is None:
        return None
    closing = [date for date in dates if date.last_day is not None and date.last_day.year == latest.year]
    over = any(date.rule == "year-range" or date.precision == "year" for date in closing)
    return dt.date(latest.year + 1, 1, 1) if over else latest


def _told(document: Document) -> list[DateMention]:
    """Return the dates that name their year and are not told of the future."""
    grammar = date_grammar(document.language)
    if grammar is None:
        return []
    tokens = tokenize(document.text)
    starts = [token.start for token in tokens]
    told = []
    for date in find_dates(document.text, language=document.language, anchor=None):
        first, last = bisect_right(starts, date.start) - 1, bisect_right(starts, date.end - 1)
        if date.resolved == "explicit" and date.first_day is not None and tense_at(tokens, first, last, grammar) != "future":
            told.append(date)
    return told


def _stands_alone(text: str, line: int, start: int, end: int) -> bool:
    """A dateline's date ends its clause: a stop, a bracket, a dash, a byline or the line's end follows, and little stands before it."""
    before, after = text[line:start], text[end : end + 4].strip(" \t")
    closed = not after or after[0] in "\n\r.)-\u2013\u2014:|("
    byline = len(before) <= _LABEL and after.startswith(("by", "par", "\u00e0", "a "))
    return byline or (closed and before.count(" ") <= _WORDS_BEFORE)
