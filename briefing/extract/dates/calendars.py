"""Days of the proleptic Gregorian calendar: intervals of weeks, months, seasons; movable feasts. All bounds are inclusive."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Precision

SEASON_MONTHS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}  # first month; meteorological seasons of the northern half of the world
_DAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
FIRST_YEAR, LAST_YEAR = 1000, 2999


@dataclass(frozen=True, slots=True)
class Interval:
    """Days from ``first`` to ``last``, both included, and how precisely the text names them."""

    first: dt.date
    last: dt.date
    precision: Precision


def day(date: dt.date) -> Interval:
    """Return one day."""
    return Interval(date, date, "day")


def is_day(year: int, month: int, number: int) -> bool:
    """Return True when the day exists."""
    return 1 <= month <= 12 and FIRST_YEAR <= year <= LAST_YEAR and 1 <= number <= calendar.monthrange(year, month)[1]


def month(year: int, number: int) -> Interval:
    """Return a month; ``number`` may lie outside 1 to 12 and carries into the year."""
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    return Interval(dt.date(year, number, 1), dt.date(year, number, calendar.monthrange(year, number)[1]), "month")


def year(number: int) -> Interval:
    """Return a year."""
    return Interval(dt.date(number, 1, 1), dt.date(number, 12, 31), "year")


def years(first: int, last: int, precision: Precision = "interval") -> Interval:
    """Return whole years from ``first`` to ``last``."""
    return Interval(dt.date(first, 1, 1), dt.date(last, 12, 31), precision)


def quarter(number_of_year: int, number: int) -> Interval:
    """Return a quarter; ``number`` carries into the year."""
    first = month(number_of_year, 3 * (number - 1) + 1)
    return Interval(first.first, month(first.first.year, first.first.month + 2).last, "quarter")


def half(number_of_year: int, number: int) -> Interval:
    """Return the first or second half of a year."""
    first = month(number_of_year, 6 * (number - 1) + 1)
    return Interval(first.first, month(first.first.year, first.first.month + 5).last, "interval")


def week(date: dt.date) -> Interval:
    """Return the ISO week, Monday to Sunday, that holds ``date``."""
    monday = date - dt.timedelta(days=date.weekday())
    return Interval(monday, monday + dt.timedelta(days=6), "week")


def weekend(date: dt.date) -> Interval:
    """Return Saturday and Sunday of the ISO week that holds ``date``."""
    monday = date - dt.timedelta(days=date.weekday())
    return Interval(monday + dt.timedelta(days=5), monday + dt.timedelta(days=6), "interval")


def season(number_of_year: int, name: str) -> Interval:
    """Return a season; winter of a year starts in December of that year."""
    first = month(number_of_year, SEASON_MONTHS[name])
    return Interval(first.first, month(first.first.year, first.first.month + 2).last, "season")


def unit_precision(name: str) -> Precision:
    """Return the precision of a unit's name."""
    return _UNIT_PRECISIONS.get(name, "interval")


def unit(date: dt.date, name: str, shift: int = 0) -> Interval:
    """Return the calendar unit that holds ``date``, moved by ``shift`` units."""
    return _UNITS[name](date, shift)


def _decade(date: dt.date, shift: int) -> Interval:
    first = (date.year // 10 + shift) * 10
    return years(first, first + 9, "decade")


def _century(date: dt.date, shift: int) -> Interval:
    first = (date.year // 100 + shift) * 100
    return years(first, first + 99)


def _fortnight(date: dt.date, shift: int) -> Interval:
    first = week(date + dt.timedelta(weeks=2 * shift)).first
    return Interval(first, first + dt.timedelta(days=13), "interval")


_UNIT_PRECISIONS: dict[str, Precision] = {"day": "day", "week": "week", "month": "month", "quarter": "quarter", "year": "year", "decade": "decade"}
_UNITS: dict[str, Callable[[dt.date, int], Interval]] = {
    "day": lambda date, shift: day(date + dt.timedelta(days=shift)),
    "week": lambda date, shift: week(date + dt.timedelta(weeks=shift)),
    "weekend": lambda date, shift: weekend(date + dt.timedelta(weeks=shift)),
    "fortnight": _fortnight,
    "month": lambda date, shift: month(date.year, date.month + shift),
    "quarter": lambda date, shift: quarter(date.year, (date.month - 1) // 3 + 1 + shift),
    "half": lambda date, shift: half(date.year, (date.month - 1) // 6 + 1 + shift),
    "year": lambda date, shift: year(date.year + shift),
    "decade": _decade,
    "century": _century,
}


def add(date: dt.date, name: str, count: int) -> dt.date:
    """Return ``date`` moved by ``count`` units; a day that the month lacks becomes its last."""
    if name in {"day", "week", "weekend", "fortnight"}:
        return date + dt.timedelta(days=count * {"day": 1, "week": 7, "weekend": 7, "fortnight": 14}[name])
    months = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}[name] * count
    target = month(date.year, date.month + months)
    return target.first.replace(day=min(date.day, target.last.day))


def add_business_days(date: dt.date, count: int) -> dt.date:
    """Return ``date`` moved by ``count`` days from Monday to Friday."""
    step = 1 if count >= 0 else -1
    for _ in range(abs(count)):
        date += dt.timedelta(days=step)
        while date.weekday() > 4:
            date += dt.timedelta(days=step)
    return date


def easter(number: int) -> dt.date:
    """Return Easter Sunday of the Gregorian calendar (anonymous algorithm, Nature 1876)."""
    a, (b, c) = number % 19, divmod(number, 100)
    (d, e), (f, g) = divmod(b, 4), (((b + 8) // 25), 0)
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    number_of_month, number_of_day = divmod(h + m - 7 * n + 114, 31)
    return dt.date(number, number_of_month, number_of_day + 1)


def nth_weekday(span: Interval, weekday: int, nth: int) -> dt.date | None:
    """Return the nth given weekday inside ``span``, counted from its end when negative; None outside."""
    if nth >= 0:
        found = span.first + dt.timedelta(days=(weekday - span.first.weekday()) % 7 + 7 * (nth - 1))
    else:
        found = span.last - dt.timedelta(days=(span.last.weekday() - weekday) % 7 + 7 * (-nth - 1))
    return found if span.first <= found <= span.last else None


def holiday(rule: str, number: int) -> dt.date | None:
    """Return the day of a holiday rule in a year: ``12-25``, ``easter-2``, ``11 thu 4 +1``; None when the rule names no day."""
    if rule.startswith("easter"):
        return easter(number) + dt.timedelta(days=int(rule[6:] or 0))
    if " " in rule:
        which, weekday, nth, *offset = rule.split()
        found = nth_weekday(month(number, int(which)), _DAYS[weekday], int(nth))
        return None if found is None else found + dt.timedelta(days=int(offset[0]) if offset else 0)
    if "-" in rule:
        of_month, of_day = (int(part) for part in rule.split("-"))
        return dt.date(number, of_month, of_day) if is_day(number, of_month, of_day) else None
    return None
