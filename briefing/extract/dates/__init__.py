"""Dates: calendar expressions of a text resolved against the document's date, precision kept, never an invented day.

``find_dates`` reads, ``find_anchor`` says what a document is dated, ``check_chronology`` reports a document that contradicts itself.
"""

from __future__ import annotations

from briefing.extract.dates.anchor import find_anchor
from briefing.extract.dates.chronology import check_chronology
from briefing.extract.dates.finding import find_dates

__all__ = ["check_chronology", "find_anchor", "find_dates"]
