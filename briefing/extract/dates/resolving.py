"""From an expression to days: each rule of the grammar has one function here.

How a date without a year, or a weekday, is placed:

1. a date with a year stands shortly before it and the result lies within `_NEAR_DAYS` of it: the same year ("Le 7 janvier 2025 ... Le 8 janvier");
2. else the nearest occurrence on or before the anchor, because news tells the past;
3. unless its clause speaks of the future (the nearest cue: "will", "prévu", "d'ici"), or the past occurrence lies `_FAR_DAYS` back, the next one is less
   than `_SOON_DAYS` ahead and nothing tells the past: then the nearest on or after the anchor.

Nothing is resolved without an anchor unless the text itself says the year. Counts of weeks, months and years give a week, month or year, never a day.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from briefing.extract.dates import calendars as cal
from briefing.extract.dates.calendars import Interval
from briefing.extract.dates.matching import Expression
from briefing.model import Precision

_NEAR_DAYS = 45
_FAR_DAYS = 300
_SOON_DAYS = 62
_ALMOST_A_YEAR, _MONTH = 320, 32  # whatever the tense: eleven months back a date would name its year
_NOT_NEXT_DOOR = 2  # "last Wednesday" is never yesterday, "vendredi prochain" never tomorrow
_MOST = 3000  # a count of units beyond this is no calendar expression
_PARTS: dict[tuple[str, str], Precision] = {
    (part, unit): f"{part}-{unit}"  # type: ignore[misc]  # the nine names of model.Precision
    for part in ("early", "mid", "late") for unit in ("month", "year")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an expression is read against."""

    anchor: dt.date | None  # the document's date
    near: dt.date | None  # first day of a dated expression shortly before that names its year
    story: Interval | None  # what the text dated last
    future: bool  # its sentence speaks of the future
    past: bool
    next_week: bool  # the language's "next Friday" is Friday of next week


@dataclass(frozen=True, slots=True)
class Resolution:
    """Days (None when unresolved), how precise, and whether text alone gave them."""

    interval: Interval | None
    precision: Precision
    explicit: bool


_Rule = Callable[[dict[str, Any], Context], Interval | None]


def resolve(expression: Expression, context: Context) -> Resolution:
    """Return the days of ``expression``; unresolved when anchor and text do not say them."""
    try:
        interval = _RULES[expression.rule](expression.slots, context)
    except (ValueError, OverflowError):  # a day that does not exist ("30 February"), a year out of the calendar
        interval = None
    precision = interval.precision if interval is not None else _precision(expression)
    return Resolution(interval, precision, is_explicit(expression))


def is_explicit(expression: Expression) -> bool:
    """Return True when the words themselves name the year."""
    slots = expression.slots
    if any(key in slots for key in ("year", "bare_year", "decade", "century")):
        return True
    if slots.get("numeric") is not None and slots["numeric"][0] is not None:
        return True
    inner = [slots[key] for key in ("date", "date2") if key in slots]
    return bool(inner) and any(is_explicit(part) for part in inner)


def _precision(expression: Expression) -> Precision:
    """Return what an unresolved expression would name."""
    slots = expression.slots
    if expression.rule in {"vague-span", "business-past", "business-future", "span-from", "now-to", "to-now", "span-past", "span-future", "range", "year-range", "month-range", "day-range", "night", "to-date", "half"}:
        return "interval"
    if "date" in slots:
        return _precision(slots["date"])
    if "day" in slots or "weekday" in slots or "numeric" in slots or "strict_day" in slots or "ordinal_day" in slots or "deictic" in slots or "holiday" in slots:
        return "day"
    for key, precision in (("month", "month"), ("season", "season"), ("quarter", "quarter"), ("week_number", "week")):
        if key in slots:
            return precision  # type: ignore[return-value]
    return _unit_precision(slots.get("unit", "day"))


def _unit_precision(unit: str) -> Precision:
    return unit if unit in {"day", "week", "month", "quarter", "year", "decade"} else "interval"  # type: ignore[return-value]


def _inner(slots: dict[str, Any], context: Context, key: str = "date") -> Interval | None:
    return resolve(slots[key], context).interval


# --- names and figures ---------------------------------------------------------------------------------------------------


def _calendar(slots: dict[str, Any], context: Context) -> Interval | None:
    """Any combination of year, month, day, weekday, quarter, season and a shifted unit."""
    year = slots.get("year", slots.get("bare_year"))
    if slots.get("numeric") is not None:
        return _figures(slots["numeric"], context)
    if "month" in slots:
        return _month(slots, context, year)
    if "day" in slots or "strict_day" in slots or "ordinal_day" in slots:
        return _day_of_month(slots, context)
    if "weekday" in slots:
        return _weekday(slots, context)
    if "season" in slots:
        return _season(slots, context, year)
    if "quarter" in slots:
        return _by_year(context, slots, year, lambda number: cal.quarter(number, slots["quarter"]))
    if "holiday" in slots:
        return _by_year(context, slots, year, lambda number: _holiday(slots["holiday"], number))
    if "week_number" in slots:
        return _by_year(context, slots, year, lambda number: cal.week(dt.date.fromisocalendar(number, slots["week_number"], 1)))
    if "decade" in slots:
        return cal.years(slots["decade"], slots["decade"] + 9, "decade")
    if "century" in slots:
        return cal.years((slots["century"] - 1) * 100, slots["century"] * 100 - 1)
    if year is not None:
        return cal.year(year)
    return _shifted_unit(slots, context)


def _figures(numeric: tuple[int | None, int, int | None], context: Context) -> Interval | None:
    year, month, day = numeric
    if day is None:
        return cal.month(year or 0, month)
    if year is not None:
        return cal.day(dt.date(year, month, day))
    return _nearest(context, lambda number: cal.day(dt.date(number, month, day)) if cal.is_day(number, month, day) else None)


def _holiday(rule: str, number: int) -> Interval | None:
    found = cal.holiday(rule, number)
    return None if found is None else cal.day(found)


def _by_year(context: Context, slots: dict[str, Any], year: int | None, build: Callable[[int], Interval | None]) -> Interval | None:
    """Build in the year that is named, shifted to ("of last year", "next Christmas"), or else nearest."""
    if year is not None:
        return build(year)
    if "shift" not in slots:
        return _nearest(context, build)
    shift = slots["shift"][0]
    if context.anchor is None:
        return None
    if slots.get("unit") == "year":
        return build(context.anchor.year + shift)
    return _directed(context.anchor, shift, build)


def _directed(anchor: dt.date, shift: int, build: Callable[[int], Interval | None]) -> Interval | None:
    """Return the last occurrence that ended before the anchor, the next that starts after it, or this year's."""
    if shift == 0:
        return build(anchor.year)
    years = range(anchor.year, anchor.year - 9, -1) if shift < 0 else range(anchor.year, anchor.year + 9)
    for number in years:
        found = build(number)
        if found is not None and ((shift < 0 and found.last < anchor) or (shift > 0 and found.first > anchor)):
            return found
    return None


def _nearest(context: Context, build: Callable[[int], Interval | None]) -> Interval | None:
    """Place something that comes once a year: see the rule in the module's docstring."""
    if context.near is not None:
        for number in (context.near.year, context.near.year + 1):
            found = build(number)
            if found is not None and abs((found.first - context.near).days) <= _NEAR_DAYS:
                return found
    anchor = context.anchor
    if anchor is None:
        return None
    around = [found for number in range(anchor.year - 8, anchor.year + 9) if (found := build(number)) is not None]
    before = [found for found in around if found.first <= anchor]
    after = [found for found in around if found.first >= anchor]
    if not before or not after:
        return None
    current = before[-1]
    if current.first <= anchor <= current.last:
        return current
    back, ahead = (anchor - current.last).days, (after[0].first - anchor).days
    far = back > _FAR_DAYS and ahead < _SOON_DAYS and not context.past
    if context.future or far or (back > _ALMOST_A_YEAR and ahead < _MONTH):
        return after[0]
    return current


def _month(slots: dict[str, Any], context: Context, year: int | None) -> Interval | None:
    month, day = slots["month"], slots.get("day")

    def build(number: int) -> Interval | None:
        if day is None:
            return cal.month(number, month)
        return cal.day(dt.date(number, month, day)) if cal.is_day(number, month, day) else None

    return _by_year(context, slots, year, build)


def _day_of_month(slots: dict[str, Any], context: Context) -> Interval | None:
    """Place a day that names no month: of a shifted month, the one with that weekday, or the nearest."""
    day = slots.get("day", slots.get("strict_day", slots.get("ordinal_day")))
    anchor = context.anchor
    if anchor is None:
        return None
    if "shift" in slots or "unit" in slots:
        base = cal.unit(anchor, "month", slots["shift"][0] if "shift" in slots else 0).first
        return cal.day(dt.date(base.year, base.month, day)) if cal.is_day(base.year, base.month, day) else None
    months = [cal.month(anchor.year, anchor.month + shift).first for shift in range(-12, 13)]
    days = [dt.date(first.year, first.month, day) for first in months if cal.is_day(first.year, first.month, day)]
    if "weekday" in slots:
        days = [found for found in days if found.weekday() == slots["weekday"]]
    before = [found for found in days if found <= anchor]
    after = [found for found in days if found >= anchor]
    ahead = context.future and not context.past
    if "weekday" in slots and before and after and not context.past:
        ahead = ahead or (after[0] - anchor).days < (anchor - before[-1]).days
    chosen = (after[:1] or before[-1:]) if ahead else (before[-1:] or after[:1])
    return cal.day(chosen[0]) if chosen else None


def _weekday(slots: dict[str, Any], context: Context) -> Interval | None:
    """Place a weekday: of a shifted week, last, next, or the nearest (the anchor's own day included)."""
    anchor, weekday = context.anchor, slots["weekday"]
    if anchor is None:
        return None
    if "unit" in slots:
        span = cal.unit(anchor, slots["unit"], slots["shift"][0] if "shift" in slots else 0)
        found = cal.nth_weekday(span, weekday, 1) if span.precision == "week" else None
        return None if found is None else cal.day(found)
    back = (anchor.weekday() - weekday) % 7
    if "shift" in slots:
        shift, least = slots["shift"][0], 1 if slots["shift"][2] else _NOT_NEXT_DOOR
        monday = anchor - dt.timedelta(days=anchor.weekday())
        if shift == 0:
            return cal.day(monday + dt.timedelta(days=weekday))
        if shift > 0:
            ahead = 7 + weekday - anchor.weekday() if context.next_week and least > 1 else 7 - back
            return cal.day(anchor + dt.timedelta(days=ahead if ahead >= least else ahead + 7))
        return cal.day(anchor - dt.timedelta(days=back if back >= least else back + 7))
    if back == 0:
        return cal.day(anchor)
    if context.future and not context.past:
        return cal.day(anchor + dt.timedelta(days=7 - back))
    return cal.day(anchor - dt.timedelta(days=back))


def _season(slots: dict[str, Any], context: Context, year: int | None) -> Interval | None:
    name = slots["season"]
    if year is None and "shift" in slots and slots.get("unit") is None and slots["shift"][0] == 0 and context.anchor is not None:
        return min((cal.season(context.anchor.year + offset, name) for offset in (-1, 0)), key=lambda found: abs((found.first - context.anchor).days) if context.anchor else 0)
    return _by_year(context, slots, year, lambda number: cal.season(number, name))


def _shifted_unit(slots: dict[str, Any], context: Context) -> Interval | None:
    if "shift" not in slots:
        return None if slots or context.anchor is None else _weekend(context)
    shift, story, _ = slots["shift"]
    if story and context.story is not None and shift:
        edge = context.story.last if shift > 0 else context.story.first
        if context.story.precision == "day" or _unit_precision(slots["unit"]) == context.story.precision:
            return cal.unit(edge, slots["unit"], shift)
        return None
    return None if context.anchor is None else cal.unit(context.anchor, slots["unit"], shift)


def _weekend(context: Context) -> Interval | None:
    """Place "the weekend": the one of this week, or the last one when the sentence tells the past before it has come."""
    anchor = context.anchor
    if anchor is None:
        return None
    this = cal.weekend(anchor)
    return cal.weekend(anchor - dt.timedelta(weeks=1)) if this.first > anchor and context.past and not context.future else this


# --- relative to the anchor ----------------------------------------------------------------------------------------------


def _deictic(slots: dict[str, Any], context: Context) -> Interval | None:
    if context.anchor is None:
        return None
    if "deictic" not in slots:
        return context.story if context.story is not None and context.story.precision == "day" else None
    return cal.day(context.anchor + dt.timedelta(days=slots["deictic"]))


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
    if exact and unit in {"day", "week", "fortnight", "month", "year"}:
        return cal.day(moved)
    return cal.unit(moved, unit)


def _ago(slots: dict[str, Any], context: Context) -> Interval | None:
    return _moved(context.anchor, slots, -1, exact=False)


def _ahead(slots: dict[str, Any], context: Context) -> Interval | None:
    return _moved(context.anchor, slots, 1, exact=False)


def _ahead_if_future(slots: dict[str, Any], context: Context) -> Interval | None:
    """Leave "in two years" unresolved in a sentence of the past, where it is a duration."""
    return None if context.past and not context.future else _ahead(slots, context)


def _business(sign: int) -> _Rule:
    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        count = _count(slots)
        if context.anchor is None or count is None:
            return None
        near, far = cal.add_business_days(context.anchor, sign), cal.add_business_days(context.anchor, sign * count)
        return Interval(min(near, far), max(near, far), "interval")

    return read


def _span_from(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the days that a count of units starting on a date covers ("two weeks starting 20 May")."""
    base, count = _inner(slots, context), _count(slots)
    if base is None or count is None or base.precision != "day":
        return None
    return Interval(base.first, cal.add(base.first, slots["unit"], count) - dt.timedelta(days=1), "interval")


def _span(sign: int) -> _Rule:
    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        count = _count(slots)
        if context.anchor is None or count is None:
            return None
        if slots.get("unit", slots.get("plural_unit")) in {"quarter", "half", "decade"}:
            ends = cal.unit(context.anchor, slots.get("unit", slots.get("plural_unit")), sign), cal.unit(context.anchor, slots.get("unit", slots.get("plural_unit")), sign * count)
            return Interval(min(end.first for end in ends), max(end.last for end in ends), "interval")
        edge = cal.add(context.anchor, slots.get("unit", slots.get("plural_unit")), sign * count)
        return Interval(edge, context.anchor, "interval") if sign < 0 else Interval(context.anchor + dt.timedelta(days=1), edge, "interval")

    return read


def _to_date(slots: dict[str, Any], context: Context) -> Interval | None:
    del slots
    return None if context.anchor is None else Interval(dt.date(context.anchor.year, 1, 1), context.anchor, "interval")


def _unresolved(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return nothing: the text names no day ("in recent days")."""
    del slots, context


def _double(shift: int) -> _Rule:
    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        return None if context.anchor is None else cal.unit(context.anchor, slots["unit"], shift)

    return read


# --- relative to another date --------------------------------------------------------------------------------------------


def _part(slots: dict[str, Any], context: Context) -> Interval | None:
    """Keep the whole month or year with the precision "early-month": no day is invented."""
    if "date" in slots:
        whole = _inner(slots, context)
    elif "shift" in slots or "unit" in slots:
        shift = slots["shift"][0] if "shift" in slots else 0
        whole = None if context.anchor is None else cal.unit(context.anchor, slots["unit"], shift)
    else:
        whole = None
    if whole is None:
        return None
    precision = _PARTS.get((slots.get("part", "late"), whole.precision))
    relative = "date" in slots and slots["date"].slots.get("shift", (1,))[0] == 0 and slots["date"].slots.get("unit") is not None
    return whole if precision is None or relative else Interval(whole.first, whole.last, precision)


def _nth(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the nth week, weekday, day or month of a period."""
    whole = _inner(slots, context)
    if whole is None:
        return None
    nth = int(slots["ordinal"])
    if "weekday" in slots:
        found = cal.nth_weekday(whole, slots["weekday"], nth)
        return None if found is None else cal.day(found)
    unit, count = slots["unit"], _count(slots) or 1
    if unit == "week":
        first = cal.week(whole.first + dt.timedelta(days=(3 - whole.first.weekday()) % 7)) if nth > 0 else cal.week(whole.last - dt.timedelta(days=(whole.last.weekday() - 3) % 7))
        start = first.first + dt.timedelta(weeks=nth - 1 if nth > 0 else nth + 1)
        return Interval(start, start + dt.timedelta(weeks=count, days=-1), "week" if count == 1 else "interval")
    if nth > 0:
        start = cal.add(whole.first, unit, nth - 1)
        end = cal.unit(cal.add(start, unit, count - 1), unit).last
    else:
        end = whole.last
        start = cal.unit(cal.add(whole.last, unit, 1 - count), unit).first
    return Interval(start, end, _unit_precision(unit) if count == 1 else "interval") if start <= whole.last and end >= whole.first else None


def _half(slots: dict[str, Any], context: Context) -> Interval | None:
    return _by_year(context, slots, slots.get("year"), lambda number: cal.half(number, slots["halfyear"]))


def _week_of(slots: dict[str, Any], context: Context) -> Interval | None:
    base = _inner(slots, context) if "date" in slots else _day_of_month({"ordinal_day": slots["ordinal_day"]}, context)
    return None if base is None or base.precision != "day" else cal.week(base.first)


def _from(sign: int) -> _Rule:
    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        base = _inner(slots, context)
        if base is None or base.precision != "day":
            return _coarse(base, slots, sign)
        return _moved(base.first, slots, sign, exact=True)

    return read


def _coarse(base: Interval | None, slots: dict[str, Any], sign: int) -> Interval | None:
    """Move a month or year by whole units of its own size or larger ("two years after May 2019")."""
    unit = slots.get("unit", "day")
    sizes = ["day", "week", "month", "quarter", "year", "decade"]
    if base is None or base.precision not in sizes or unit not in sizes or sizes.index(unit) < sizes.index(base.precision):
        return None
    moved = _moved(base.first, slots, sign, exact=True)
    return None if moved is None else cal.unit(moved.first, base.precision)


def _from_story(sign: int) -> _Rule:
    def read(slots: dict[str, Any], context: Context) -> Interval | None:
        story = context.story
        if story is None:
            return None
        if story.precision == "day":
            return _moved(story.first, slots, sign, exact=slots.get("unit", "day") == "day")
        return _coarse(story, slots, sign)

    return read


def _story_same(slots: dict[str, Any], context: Context) -> Interval | None:
    story = context.story
    if story is None or "weekday" in slots or "season" in slots:
        return None
    return cal.month(story.first.year, story.first.month) if story.precision == "month" else None


def _timed(slots: dict[str, Any], context: Context) -> Interval | None:
    if "date" in slots:
        return _inner(slots, context)
    return _deictic(slots, context)


# --- from one date to another --------------------------------------------------------------------------------------------


def _range(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the days from the first date to the last; the first borrows what only the last says."""
    last = _inner(slots, context, "date2")
    first = _inner(slots, context, "date")
    if first is None or last is None:
        return None
    yearless = _is_yearless(slots["date"])
    if yearless and is_explicit(slots["date2"]):
        first = _year_before(first, last)
    elif yearless and first.first > last.last:
        first = _moved_years(first, -1)
    elif first.first > last.last and "weekday" in slots["date2"].slots:
        last = Interval(last.first + dt.timedelta(days=7), last.last + dt.timedelta(days=7), last.precision)
    if not is_explicit(slots["date2"]) and is_explicit(slots["date"]) and last.last < first.first:
        later = resolve(slots["date2"], Context(anchor=context.anchor, near=first.first, story=first, future=context.future, past=context.past, next_week=context.next_week)).interval
        last = later or last
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
    ahead = Context(anchor=context.anchor, near=None, story=context.story, future=True, past=False, next_week=context.next_week)
    last = resolve(slots["date"], ahead).interval
    if last is None or context.anchor is None or last.last < context.anchor:
        return None
    return Interval(context.anchor, last.last, "interval")


def _to_now(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the days from a date up to the anchor ("between January 2019 and now")."""
    first = _inner(slots, context)
    if first is None or context.anchor is None or first.first > context.anchor:
        return None
    return Interval(first.first, context.anchor, "interval")


def _day_range(slots: dict[str, Any], context: Context) -> Interval | None:
    rest = {key: value for key, value in slots.items() if key in {"month", "year", "shift", "unit"}}
    first = _calendar(rest | {"day": slots["day"]}, context)
    last = _calendar(rest | {"day": slots["day2"]}, context)
    if first is None or last is None or first.first > last.last:
        return None
    return Interval(first.first, last.last, "interval")


def _month_range(slots: dict[str, Any], context: Context) -> Interval | None:
    last = _month({"month": slots["month2"]} | {key: slots[key] for key in ("year",) if key in slots}, context, slots.get("year"))
    if last is None:
        return None
    first = cal.month(last.first.year - (slots["month"] > slots["month2"]), slots["month"])
    return Interval(first.first, last.last, "interval")


def _year_range(slots: dict[str, Any], context: Context) -> Interval | None:
    del context
    first = slots.get("year", slots.get("bare_year"))
    last = slots["year2"] if "year2" in slots else first // 100 * 100 + slots["two"]
    return cal.years(first, last) if first < last else None


_RULES: dict[str, _Rule] = {
    "calendar": _calendar, "deictic": _deictic, "ago": _ago, "ahead": _ahead, "ahead-if-future": _ahead_if_future, "business-past": _business(-1), "business-future": _business(1), "unresolved": _unresolved, "span-from": _span_from, "now-to": _now_to, "span-past": _span(-1), "span-future": _span(1), "vague-span": _unresolved,
    "part": _part, "to-date": _to_date, "nth": _nth, "half": _half, "week-of": _week_of, "after": _from(1), "before": _from(-1), "double-shift": _double(-2),
    "double-next": _double(2), "story-next": _from_story(1), "story-previous": _from_story(-1), "story-later": _from_story(1), "story-earlier": _from_story(-1),
    "story-same": _story_same, "timed": _timed, "range": _range, "night": _range, "day-range": _day_range, "to-now": _to_now, "month-range": _month_range, "year-range": _year_range,
}
