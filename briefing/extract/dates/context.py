"""What a date expression is read against, and whether its own words name the year."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt

    from briefing.extract.dates.calendars import Interval
    from briefing.extract.dates.matching import Expression

_YEARS = frozenset({"year", "bare_year", "decade", "century"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an expression is read against."""

    anchor: dt.date | None  # the document's date
    near: dt.date | None  # first day of a dated expression shortly before that names its year
    story: Interval | None  # what the text dated last
    future: bool  # its clause speaks of the future
    past: bool  # or of the past
    next_week: bool  # the language's "next Friday" is Friday of next week


Rule = Callable[[dict[str, Any], Context], "Interval | None"]  # slots, with "of_date" for a date inside


def is_explicit(expression: Expression) -> bool:
    """Return True when the words themselves name the year."""
    slots = expression.slots
    if not _YEARS.isdisjoint(slots) or (slots.get("numeric") is not None and slots["numeric"][0] is not None):
        return True
    return any(is_explicit(slots[key]) for key in ("date", "date2") if key in slots)
