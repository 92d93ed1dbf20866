"""Dates by name and figure: days, weekdays, months, seasons, quarters, holidays, years, placed round the anchor when they name no year."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

from briefing.extract.dates import calendars as cal
from briefing.extract.dates.calendars import Interval
from briefing.extract.dates.context import Context, Rule

_NEAR_DAYS = 45  # a date lends its year to another this close
_FAR_DAYS, _SOON_DAYS = 300, 62
_ALMOST_A_YEAR, _MONTH = 320, 32  # whatever the tense: eleven months back a date would name its year
_NOT_NEXT_DOOR = 2  # "last Wednesday" is never yesterday, "vendredi prochain" never tomorrow
_YEARS_AROUND = 8  # a 29 February comes within them


def calendar(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return the days of any combination of year, month, day, weekday, quarter, season and a shifted unit."""
    for key, rule in _BY_SLOT:
        if key in slots:
            return rule(slots, context)
    year = slots.get("year", slots.get("bare_year"))
    return _shifted_unit(slots, context) if year is None else cal.year(year)


def _numeric(slots: dict[str, Any], context: Context) -> Interval | None:
    year, month, day = slots["numeric"]
    if day is None:
        return cal.month(year, month)
    if year is not None:
        return cal.day(dt.date(year, month, day))
    return nearest(context, lambda number: cal.day(dt.date(number, month, day)) if cal.is_day(number, month, day) else None)


def month(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return a month, or a day of it."""
    number_of_month, day = slots["month"], slots.get("day")

    def build(year: int) -> Interval | None:
        if day is None:
            return cal.month(year, number_of_month)
        return cal.day(dt.date(year, number_of_month, day)) if cal.is_day(year, number_of_month, day) else None

    return by_year(slots, context, build)


def _quarter(slots: dict[str, Any], context: Context) -> Interval | None:
    return by_year(slots, context, lambda year: cal.quarter(year, slots["quarter"]))


def _half(slots: dict[str, Any], context: Context) -> Interval | None:
    return by_year(slots, context, lambda year: cal.half(year, slots["halfyear"]))


def _holiday(slots: dict[str, Any], context: Context) -> Interval | None:
    def build(year: int) -> Interval | None:
        found = cal.holiday(slots["holiday"], year)
        return None if found is None else cal.day(found)

    return by_year(slots, context, build)


def _week_number(slots: dict[str, Any], context: Context) -> Interval | None:
    return by_year(slots, context, lambda year: cal.week(dt.date.fromisocalendar(year, slots["week_number"], 1)))


def _decade(slots: dict[str, Any], context: Context) -> Interval | None:
    del context
    return cal.years(slots["decade"], slots["decade"] + 9, "decade")


def _century(slots: dict[str, Any], context: Context) -> Interval | None:
    del context
    return cal.years((slots["century"] - 1) * 100, slots["century"] * 100 - 1)


def _season(slots: dict[str, Any], context: Context) -> Interval | None:
    anchor, name = context.anchor, slots["season"]
    this = anchor is not None and "year" not in slots and "unit" not in slots and slots.get("shift", (None,))[0] == 0
    if this and anchor is not None:  # "this winter" may have started last year
        return min((cal.season(anchor.year + offset, name) for offset in (-1, 0)), key=lambda found: abs((found.first - anchor).days))
    return by_year(slots, context, lambda year: cal.season(year, name))


# --- what comes once a year ----------------------------------------------------------------------------------------------


def by_year(slots: dict[str, Any], context: Context, build: Callable[[int], Interval | None]) -> Interval | None:
    """Build in the year that is named, or shifted to ("of last year", "next Christmas"), or else nearest."""
    year = slots.get("year", slots.get("bare_year"))
    if year is not None:
        return build(year)
    if "shift" not in slots:
        return nearest(context, build)
    if context.anchor is None:
        return None
    shift = slots["shift"][0]
    return build(context.anchor.year + shift) if slots.get("unit") == "year" else _directed(context.anchor, shift, build)


def _directed(anchor: dt.date, shift: int, build: Callable[[int], Interval | None]) -> Interval | None:
    """Return the last occurrence that ended before the anchor, the next that starts after it, or this year's."""
    if shift == 0:
        return build(anchor.year)
    for offset in range(_YEARS_AROUND + 1):
        found = build(anchor.year + (offset if shift > 0 else -offset))
        if found is not None and ((shift < 0 and found.last < anchor) or (shift > 0 and found.first > anchor)):
            return found
    return None


def nearest(context: Context, build: Callable[[int], Interval | None]) -> Interval | None:
    """Place something that comes once a year: see the rule in `resolving`."""
    if context.near is not None:
        for year in (context.near.year, context.near.year + 1):
            found = build(year)
            if found is not None and abs((found.first - context.near).days) <= _NEAR_DAYS:
                return found
    anchor = context.anchor
    if anchor is None:
        return None
    around = [found for offset in range(-_YEARS_AROUND, _YEARS_AROUND + 1) if (found := build(anchor.year + offset)) is not None]
    before = [found for found in around if found.first <= anchor]
    after = [found for found in around if found.first >= anchor]
    if not before or not after:
        return None
    return before[-1] if before[-1].last >= anchor or not _is_ahead(context, anchor, before[-1], after[0]) else after[0]


def _is_ahead(context: Context, anchor: dt.date, before: Interval, after: Interval) -> bool:
    back, ahead = (anchor - before.last).days, (after.first - anchor).days
    far = back > _FAR_DAYS and ahead < _SOON_DAYS and not context.past
    gone = ahead > _FAR_DAYS and back < _SOON_DAYS  # "August data could weigh", said in September
    return (context.future and not gone) or far or (back > _ALMOST_A_YEAR and ahead < _MONTH)


# --- days of a month and of a week ---------------------------------------------------------------------------------------


def day_of_month(slots: dict[str, Any], context: Context) -> Interval | None:
    """Place a day that names no month: of a shifted month, the one with that weekday, or the nearest."""
    day = int(next(slots[key] for key in ("day", "strict_day", "ordinal_day") if key in slots))
    anchor = context.anchor
    if anchor is None:
        return None
    if "shift" in slots or "unit" in slots:
        base = cal.unit(anchor, "month", slots["shift"][0] if "shift" in slots else 0).first
        return cal.day(base.replace(day=day)) if cal.is_day(base.year, base.month, day) else None
    months = [cal.month(anchor.year, anchor.month + shift).first for shift in range(-12, 13)]
    days = [first.replace(day=day) for first in months if cal.is_day(first.year, first.month, day)]
    if "weekday" in slots:
        days = [found for found in days if found.weekday() == slots["weekday"]]
    before, after = [found for found in days if found <= anchor], [found for found in days if found >= anchor]
    ahead = context.future
    if "weekday" in slots and before and after:  # a weekday fits few months: the nearest is meant
        ahead = after[0] - anchor < anchor - before[-1]
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
        return cal.day(anchor + dt.timedelta(days=_weekday_offset(slots, context, anchor.weekday(), back)))
    if context.future and back:
        return cal.day(anchor + dt.timedelta(days=7 - back))
    return cal.day(anchor - dt.timedelta(days=back))


def _weekday_offset(slots: dict[str, Any], context: Context, today: int, back: int) -> int:
    """Return the days from the anchor to "last", "this" or "next" weekday."""
    shift, _, is_nearest = slots["shift"]
    least = 1 if is_nearest else _NOT_NEXT_DOOR
    if shift == 0:
        return int(slots["weekday"]) - today
    if shift > 0:
        ahead = 7 + int(slots["weekday"]) - today if context.next_week and not is_nearest else 7 - back
        return ahead if ahead >= least else ahead + 7
    return -(back if back >= least else back + 7)


# --- units ---------------------------------------------------------------------------------------------------------------


def _shifted_unit(slots: dict[str, Any], context: Context) -> Interval | None:
    """Return "last week", "cette année"; "the following month" counts from the text's own story when it has one."""
    if "shift" not in slots:
        return None if slots or context.anchor is None else _weekend(context, context.anchor)
    shift, from_story, _ = slots["shift"]
    story = context.story
    if from_story and story is not None and shift:
        fits = story.precision == "day" or cal.unit_precision(slots["unit"]) == story.precision
        return cal.unit(story.last if shift > 0 else story.first, slots["unit"], shift) if fits else None
    if from_story and slots["unit"] == "day":
        return None  # "the following day" of nothing dated
    return None if context.anchor is None else cal.unit(context.anchor, slots["unit"], shift)


def _weekend(context: Context, anchor: dt.date) -> Interval:
    """Place "the weekend": the one of this week, or the last one when the clause tells the past before it has come."""
    this = cal.weekend(anchor)
    return cal.weekend(anchor - dt.timedelta(weeks=1)) if this.first > anchor and context.past else this


_BY_SLOT: tuple[tuple[str, Rule], ...] = (  # the first that is filled decides
    ("numeric", _numeric), ("month", month), ("day", day_of_month), ("strict_day", day_of_month), ("ordinal_day", day_of_month),
    ("weekday", _weekday), ("season", _season), ("quarter", _quarter), ("holiday", _holiday), ("week_number", _week_number),
    ("decade", _decade), ("century", _century),
)
RULES: dict[str, Rule] = {"calendar": calendar, "half": _half}
