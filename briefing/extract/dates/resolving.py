"""From an expression to days: the dates inside it first, then its rule (`named`, `relative`, `between`).

How a date without a year, or a weekday, is placed:

1. a date with a year stands shortly before it and the result lies near it: the same year ("Le 7 janvier 2025 ... Le 8 janvier");
2. else the nearest occurrence on or before the anchor, because news tells the past;
3. unless its clause speaks of the future (the nearest cue: "will", "prévu", "d'ici"), or the past occurrence lies far back, the next one is close and
   nothing tells the past: then the nearest on or after the anchor.

Nothing is resolved without an anchor unless the text itself says the year. Counts of weeks, months and years give a week, month or year, never a day.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from briefing.extract.dates import between, named, relative
from briefing.extract.dates.calendars import Interval, unit_precision
from briefing.extract.dates.context import Context, is_explicit

if TYPE_CHECKING:
    from briefing.extract.dates.matching import Expression
    from briefing.model import Precision

_INTERVALS = frozenset({
    "vague-span", "business-past", "business-future", "span-from", "now-to", "to-now", "span-past", "span-future", "range", "year-range",
    "month-range", "day-range", "night", "to-date", "half",
})
_DAYS = frozenset({"day", "weekday", "numeric", "strict_day", "ordinal_day", "deictic", "holiday"})
_NAMES: tuple[tuple[str, Precision], ...] = (("month", "month"), ("season", "season"), ("quarter", "quarter"), ("week_number", "week"))
_RULES = named.RULES | relative.RULES | between.RULES


@dataclass(frozen=True, slots=True)
class Resolution:
    """Days (None when unresolved), how precise, and whether the words name the year."""

    interval: Interval | None
    precision: Precision
    explicit: bool


def resolve(expression: Expression, context: Context) -> Resolution:
    """Return the days of ``expression``; unresolved when anchor and text do not say them."""
    interval = _interval(expression, context)
    precision = interval.precision if interval is not None else _precision(expression)
    return Resolution(interval, precision, is_explicit(expression))


def _interval(expression: Expression, context: Context) -> Interval | None:
    slots = _with_inner(expression, context)
    try:
        return _RULES[expression.rule](slots, context)
    except (ValueError, OverflowError):  # a day that does not exist ("30 February"), a year outside the calendar
        return None


def _with_inner(expression: Expression, context: Context) -> dict[str, Any]:
    """Return the slots with the days of the dates inside: "of_date", "of_date2"."""
    slots = dict(expression.slots)
    if expression.rule == "now-to":
        context = replace(context, near=None, future=True, past=False)
    if "date" in slots:
        slots["of_date"] = _interval(slots["date"], context)
    if "date2" in slots:
        slots["of_date2"] = _second(slots, context)
    return slots


def _second(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the second date of a range; when it names no year and would end before the first one starts, it is read from there."""
    first, last = slots.get("of_date"), _interval(slots["date2"], context)
    if first is None or last is None or is_explicit(slots["date2"]) or not is_explicit(slots["date"]) or last.last >= first.first:
        return last
    return _interval(slots["date2"], replace(context, near=first.first, story=first)) or last


def _precision(expression: Expression) -> Precision:
    """Return what an unresolved expression would name."""
    slots = expression.slots
    if expression.rule in _INTERVALS:
        return "interval"
    if "date" in slots:
        return _precision(slots["date"])
    if not _DAYS.isdisjoint(slots):
        return "day"
    for key, precision in _NAMES:
        if key in slots:
            return precision
    return unit_precision(slots.get("unit", "day"))
