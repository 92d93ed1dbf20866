"""Dates: calendar expressions of a text resolved against the document's date, precision kept, never an invented day.

``find_dates`` reads, ``find_times``, ``find_durations`` and ``find_recurring`` read what names no day, ``find_anchor`` says what a document is
dated, ``check_chronology`` reports a document that contradicts itself.
"""

from __future__ import annotations

from briefing.extract.dates.anchor import find_anchor
from briefing.extract.dates.chronology import check_chronology
from briefing.extract.dates.durations import Duration, find_durations
from briefing.extract.dates.finding import find_dates
from briefing.extract.dates.recurring import Recurrence, find_recurring
from briefing.extract.dates.times import TimeMention, find_times

__all__ = [
    "Duration", "Recurrence", "TimeMention", "check_chronology", "find_anchor", "find_dates", "find_durations", "find_recurring", "find_times",
]
