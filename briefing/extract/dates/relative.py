"""Dates relative to the anchor or to another date: "three days ago", "a week after 5 May", "le lendemain", "early January"."""

from __future__ import annotations

import datetime as dt
from typing import Any

from briefing.extract.dates import calendars as cal
from briefing.extract.dates.calendars import Interval
from briefing.extract.dates.context import Context, Rule
from briefing.extract.dates.named import day_of_month
from briefing.model import Precision

_MOST = 3000  # a count of units beyond this is no calendar expression
_WHOLE_UNITS = frozenset({"quarter", "half", "decade"})  # "the last two quarters" are whole ones
_SIZES = ("day", "week", "month", "quarter", "year", "decade")
_PARTS: dict[tuple[str, str], Precision] = {
    ("early", "month"): "early-month", ("mid", "month"): "mid-month", ("late", "month"): "late-month",
    ("early", "year"): "early-year", ("mid", "year"): "mid-year", ("late", "year"): "late-year",
}


def _count(slots: dict[str, Any]) -> int | None:
    count = slots.get("n", 1)
    return int(count) if count == int(count) and 0 < count < _MOST else None


def _moved(base: dt.date | None, slots: dict[str, Any], sign: int, *, exact: bool) -> Interval | None:
    """Move a day by a count of units; the result is as precise as the unit, a day only when days are counted or ``exact``."""
    count = _count(slots)
    if base is None or count is None:
        return None
    if "business" in slots:
        return cal.day(cal.add_business_days(base, sign * count))
    unit = slots.get("unit", "day")
    moved = cal.add(base, unit, sign * count)
    return cal.day(moved) if exact and unit in {"day", "week", "fortnight", "month", "year"} else cal.unit(moved, unit)


# --- from the anchor -----------------------------------------------------------------------------------------------------


def _deictic(slots: dict[str, Any], context: Context) -> Interval | None:
    if "deictic" not in slots:  # "the same day"
        return context.story if context.story is not None and context.story.precision == "day" else None
    return None if context.anchor is None else cal.day(context.anchor + dt.timedelta(days=slots["deictic"]))


def _ago(slots: dict[str, Any], context: Context) -> Interval | None:
    if "unit2" in slots:  # "two weeks and two days ago"
        first = _moved(context.anchor, slots, -1, exact=True)
        return None if first is None else _moved(first.first, {"n": slots["n2"], "unit": slots["unit2"]}, -1, exact=False)
    return _moved(context.anchor, slots, -1, exact=False)


def _ahead(slots: dict[str, Any], context: Context) -> Interval | None:
    return _moved(context.anchor, slots, 1, exact=False)


def _ahead_if_future(slots: dict[str, Any], context: Context) -> Interval | None:
    """Leave "in two years" unresolved in a clause of the past, where it is a duration."""
    return None if context.past else _ahead(slots, context)


def _span(sign: int) -> Rule:
    """Return the rule of "the last three days" (-1) or "the next three days" (1)."""

    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        anchor, count, unit = context.anchor, _count(slots), slots.get("unit", slots.get("plural_unit"))
        if anchor is None or count is None or unit is None:
            return None
        if unit in _WHOLE_UNITS:
            ends = cal.unit(anchor, unit, sign), cal.unit(anchor, unit, sign * count)
            return Interval(min(end.first for end in ends), max(end.last for end in ends), "interval")
        edge = cal.add(anchor, unit, sign * count)
        return Interval(edge, anchor, "interval") if sign < 0 else Interval(anchor + dt.timedelta(days=1), edge, "interval")

    return read


def _business(sign: int) -> Rule:
    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        count = _count(slots)
        if context.anchor is None or count is None:
            return None
        near, far = cal.add_business_days(context.anchor, sign), cal.add_business_days(context.anchor, sign * count)
        return Interval(min(near, far), max(near, far), "interval")

    return read


def _to_date(slots: dict[str, Any], context: Context) -> Interval | None:
    del slots
    return None if context.anchor is None else Interval(dt.date(context.anchor.year, 1, 1), context.anchor, "interval")


def _unresolved(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return nothing: the text names no day ("in recent days", "the last fiscal year")."""
    del slots, context
    return None


def _twice(shift: int) -> Rule:
    """Return the rule of "the week before last" (-2) or "the week after next" (2)."""

    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        return None if context.anchor is None else cal.unit(context.anchor, slots["unit"], shift)

    return read


# --- from another date ---------------------------------------------------------------------------------------------------


def _part(slots: dict[str, Any], context: Context) -> Interval | None:
    """Keep the whole month or year with the precision "early-month": no day is invented."""
    if "date" in slots:
        whole: Interval | None = slots["of_date"]
        inner = slots["date"].slots
        current = inner.get("shift", (None,))[0] == 0 and "unit" in inner  # "earlier this month" is up to the anchor, not a third of it
    else:
        shift = slots["shift"][0] if "shift" in slots else 0
        whole = None if context.anchor is None else cal.unit(context.anchor, slots["unit"], shift)
        current = False
    if whole is None:
        return None
    precision = _PARTS.get((slots.get("part", "late"), whole.precision))
    return whole if precision is None or current else Interval(whole.first, whole.last, precision)


def _nth(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the nth week, weekday, day or month of a period."""
    del context
    whole, nth = slots["of_date"], int(slots["ordinal"])
    if whole is None:
        return None
    if "weekday" in slots:
        found = cal.nth_weekday(whole, slots["weekday"], nth)
        return None if found is None else cal.day(found)
    unit, count = slots["unit"], _count(slots) or 1
    if unit == "week":
        return _nth_week(whole, nth, count)
    if nth > 0:
        start = cal.add(whole.first, unit, nth - 1)
        end = cal.unit(cal.add(start, unit, count - 1), unit).last
    else:
        start, end = cal.unit(cal.add(whole.last, unit, 1 - count), unit).first, whole.last
    inside = start <= whole.last and end >= whole.first
    return Interval(start, end, cal.unit_precision(unit) if count == 1 else "interval") if inside else None


def _nth_week(whole: Interval, nth: int, count: int) -> Interval:
    """Return ISO weeks of a period: a week belongs to where its Thursday lies."""
    if nth > 0:
        start = cal.week(whole.first + dt.timedelta(days=(3 - whole.first.weekday()) % 7)).first + dt.timedelta(weeks=nth - 1)
    else:
        start = cal.week(whole.last - dt.timedelta(days=(whole.last.weekday() - 3) % 7)).first + dt.timedelta(weeks=1 - count)
    return Interval(start, start + dt.timedelta(weeks=count, days=-1), "week" if count == 1 else "interval")


def _week_of(slots: dict[str, Any], context: Context) -> Interval | None:
    base = slots["of_date"] if "date" in slots else day_of_month({"ordinal_day": slots["ordinal_day"]}, context)
    return None if base is None or base.precision != "day" else cal.week(base.first)


def _span_from(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the days that a count of units starting on a date covers ("two weeks starting 20 May")."""
    del context
    base, count = slots["of_date"], _count(slots)
    if base is None or count is None or base.precision != "day":
        return None
    return Interval(base.first, cal.add(base.first, slots["unit"], count) - dt.timedelta(days=1), "interval")


def _from(sign: int) -> Rule:
    """Return the rule of "two weeks after 5 May" (1) or before it (-1): exact, because the text names the day."""

    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        del context
        base = slots["of_date"]
        if base is None or base.precision != "day":
            return _coarse(base, slots, sign)
        return _moved(base.first, slots, sign, exact=True)

    return read


def _coarse(base: Interval | None, slots: dict[str, Any], sign: int) -> Interval | None:
    """Move a month or year by whole units of its own size or larger ("two years after May 2019")."""
    unit = slots.get("unit", "day")
    if base is None or base.precision not in _SIZES or unit not in _SIZES or _SIZES.index(unit) < _SIZES.index(base.precision):
        return None
    moved = _moved(base.first, slots, sign, exact=True)
    return None if moved is None else cal.unit(moved.first, base.precision)


def _from_story(sign: int) -> Rule:
    """Return the rule of "two days later" (1), "la veille" (-1): from what the text dated last."""

    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        story = context.story
        if story is None or story.precision != "day":
            return _coarse(story, slots, sign)
        return _moved(story.first, slots, sign, exact=slots.get("unit", "day") == "day")

    return read


def _story_same(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the month the story is in ("that month"); weekdays and seasons of a story stay unresolved."""
    story = context.story
    return None if story is None or slots or story.precision != "month" else cal.month(story.first.year, story.first.month)


def _timed(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the day; its hour is not kept."""
    return slots["of_date"] if "date" in slots else _deictic(slots, context)


RULES: dict[str, Rule] = {
    "deictic": _deictic, "ago": _ago, "ahead": _ahead, "ahead-if-future": _ahead_if_future, "span-past": _span(-1), "span-future": _span(1),
    "business-past": _business(-1), "business-future": _business(1), "to-date": _to_date, "vague-span": _unresolved, "unresolved": _unresolved,
    "double-shift": _twice(-2), "double-next": _twice(2), "part": _part, "nth": _nth, "week-of": _week_of, "span-from": _span_from,
    "after": _from(1), "before": _from(-1), "story-next": _from_story(1), "story-previous": _from_story(-1), "story-later": _from_story(1),
    "story-earlier": _from_story(-1), "story-of": _unresolved, "story-same": _story_same, "timed": _timed,
}
