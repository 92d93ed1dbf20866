"""Intervals from one date to another: both ends included, the first borrowing what only the last says."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from briefing.extract.dates import calendars as cal
from briefing.extract.dates.calendars import Interval
from briefing.extract.dates.context import Context, Rule, is_explicit
from briefing.extract.dates.named import calendar, month

if TYPE_CHECKING:
    from briefing.extract.dates.matching import Expression


def _range(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the days from the first date to the last."""
    del context
    first, last = slots["of_date"], slots["of_date2"]
    if first is None or last is None:
        return None
    yearless = _is_yearless(slots["date"])
    if yearless and is_explicit(slots["date2"]):
        first = _year_before(first, last)
    elif yearless and first.first > last.last:
        first = _moved_years(first, -1)
    elif first.first > last.last and "weekday" in slots["date2"].slots:
        weeks = dt.timedelta(weeks=((first.first - last.last).days + 6) // 7)
        last = Interval(last.first + weeks, last.last + weeks, last.precision)
    return Interval(first.first, last.last, "interval") if first.first <= last.last else None


def _is_yearless(expression: Expression) -> bool:
    """Return True for a day or month that names no year."""
    slots = expression.slots
    named = "month" in slots or (slots.get("numeric") is not None and slots["numeric"][0] is None)
    return named and not is_explicit(expression) and "shift" not in slots


def _moved_years(interval: Interval, count: int) -> Interval:
    return Interval(cal.add(interval.first, "year", count), cal.add(interval.last, "year", count), interval.precision)


def _year_before(first: Interval, last: Interval) -> Interval:
    """Return ``first`` in the latest year that does not put it behind ``last``."""
    moved = _moved_years(first, last.last.year - first.first.year)
    return moved if moved.first <= last.last else _moved_years(moved, -1)


def _now_to(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the days from the anchor to a date ahead of it ("between now and 15 November")."""
    last = slots["of_date"]
    return None if last is None or context.anchor is None or last.last < context.anchor else Interval(context.anchor, last.last, "interval")


def _to_now(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the days from a date up to the anchor ("between January 2019 and now")."""
    first = slots["of_date"]
    return None if first is None or context.anchor is None or first.first > context.anchor else Interval(first.first, context.anchor, "interval")


def _day_range(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return two days of one month ("du 3 au 5 mai")."""
    rest = {key: value for key, value in slots.items() if key in {"month", "year", "shift", "unit"}}
    first, last = calendar(rest | {"day": slots["day"]}, context), calendar(rest | {"day": slots["day2"]}, context)
    return None if first is None or last is None or first.first > last.last else Interval(first.first, last.last, "interval")


def _month_range(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return two months, the first in the year before when it comes later in the year ("November to February 2017")."""
    last = month({"month": slots["month2"]} | {key: slots[key] for key in ("year",) if key in slots}, context)
    if last is None:
        return None
    first = cal.month(last.first.year - (slots["month"] > slots["month2"]), slots["month"])
    return Interval(first.first, last.last, "interval")


def _year_range(slots: dict[str, Any], context: Context) -> Interval | None:
    del context
    first = int(slots["year"] if "year" in slots else slots["bare_year"])
    last = int(slots["year2"]) if "year2" in slots else first // 100 * 100 + int(slots["two"])
    return cal.years(first, last) if first < last else None


RULES: dict[str, Rule] = {
    "range": _range, "night": _range, "now-to": _now_to, "to-now": _to_now, "day-range": _day_range, "month-range": _month_range,
    "year-range": _year_range,
}
