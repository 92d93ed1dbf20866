"""Times that come again, kept apart from dates: "every Monday", "once a week", "tous les jours à 15 h", "weekly"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.extract.dates.clock import Clock, clock_of
from briefing.extract.dates.grammar import date_grammar
from briefing.extract.dates.matching import Matcher, find_expressions
from briefing.extract.tokens import tokenize

if TYPE_CHECKING:
    from briefing.extract.dates.grammar import DateGrammar
    from briefing.extract.dates.matching import Expression
    from briefing.extract.tokens import Tokens

_PERIODS = {
    "hour": "PT{}H", "day": "P{}D", "week": "P{}W", "fortnight": "P{}W", "month": "P{}M", "quarter": "P{}M", "half": "P{}M", "year": "P{}Y",
    "weekend": "P{}WE", "decade": "P{}Y", "century": "P{}Y", "second": "PT{}S", "minute": "PT{}M",
}
_FACTORS = {"fortnight": 2, "quarter": 3, "half": 6, "decade": 10, "century": 100}
_PARTS = {8: "MO", 12: "AF", 16: "EV", 20: "NI"}  # of the day, by its first hour
_TOP = 2  # the highest level of patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class Recurrence:
    """A time that comes again; ``period`` is written as in TimeML: "P1W", "XXXX-WXX-1" (Mondays), "T15" (at three in the afternoon)."""

    start: int
    end: int
    period: str


def find_recurring(text: str, *, language: str) -> tuple[Recurrence, ...]:
    """Return the recurring times of ``text``, in order, without overlap.

    >>> [time.period for time in find_recurring("They meet every Monday at 4pm and report weekly.", language="en")]
    ['XXXX-WXX-1T16', 'P1W']
    """
    tokens = tokenize(text)
    spans = recurrences(text, language)
    return tuple(Recurrence(start=tokens[first].start, end=tokens[last - 1].end, period=period) for first, last, period in spans)


@lru_cache(maxsize=8)
def recurrences(text: str, language: str) -> tuple[tuple[int, int, str], ...]:
    """Return the tokens and the period of each recurring time."""
    grammar = date_grammar(language)
    if grammar is None:
        return ()
    tokens = tokenize(text)
    expressions = {expression.first: expression for expression in find_expressions(text, language)}
    times = Matcher(tokens, grammar, language, times=True)
    found = []
    index = 0
    while index < len(tokens):
        first, at = index, index
        before = times.best(index, _TOP) if index not in expressions and times.may_start(index) else None
        if before is not None and _moment(before) is not None:  # "3pm each day"
            at = before.last
        read = _recurrence(expressions, tokens, grammar, at)
        if read is None:
            index = expressions[index].last if index in expressions else index + 1
            continue
        last, period = read
        last, period = (last, _joined(period, _moment(before))) if at > index else _with_time(times, last, period)
        found.append((first, last, period))
        index = last
    return tuple(found)


def _recurrence(expressions: Mapping[int, Expression], tokens: Tokens, grammar: DateGrammar, index: int) -> tuple[int, str] | None:
    """Return the end and the period of the recurring time at ``index``."""
    expression = expressions.get(index)
    if expression is not None:
        return (expression.last, _period(expression)) if expression.rule == "drop" else None
    adverb = grammar.recurring.at(tokens, index)
    if adverb is None:
        return None
    count, _, unit = str(adverb[1]).partition(" ")
    return adverb[0], _written(count, unit) if unit else count


def _written(count: str, unit: str) -> str:
    return _PERIODS[unit].format(count)


def _period(expression: Expression) -> str:
    """Return the period that the slots of a recurring time say."""
    slots = expression.slots
    weekday = slots.get("weekday", slots.get("weekdays"))
    part = _part(slots["daypart"]) if "daypart" in slots else ""
    if weekday is not None or part:
        return part if weekday is None else f"XXXX-WXX-{weekday + 1}{part}"
    if "day" in slots or "ordinal_day" in slots:
        return f"XXXX-XX-{slots.get('day', slots.get('ordinal_day')):02d}"
    if "month" in slots:
        return f"XXXX-{slots['month']:02d}"
    unit, count = slots.get("unit", slots.get("plural_unit", "day")), int(slots.get("n", 2 if "alternate" in slots else 1))
    if unit == "weekend":
        return "XXXX-WXX-WE" if count == 1 else f"P{count}WE"
    return _written(str(count * _FACTORS.get(unit, 1)), unit)


def _part(clock: Clock) -> str:
    """Return the sign of TimeML for a part of the day, else its hour."""
    return "T" + _PARTS[clock.first // 3600] if clock.first != clock.last and clock.first // 3600 in _PARTS else _clock_text(clock.times[0])


def _with_time(times: Matcher, end: int, period: str) -> tuple[int, str]:
    """Add the time of day that follows ("every Monday at 4pm")."""
    at = end + (times.tokens.word(end) in times.grammar.time_links)
    after = times.best(at, _TOP) if times.may_start(at) else None
    time = None if after is None else _moment(after)
    return (end, period) if after is None or time is None else (after.last, _joined(period, time))


def _moment(expression: Expression | None) -> dt.time | None:
    clock = None if expression is None else clock_of(expression)
    return clock.times[0] if clock is not None and clock.first == clock.last else None


def _joined(period: str, time: dt.time | None) -> str:
    if time is None:
        return period
    return _clock_text(time) if period == "P1D" or period.startswith("T") else period + _clock_text(time)


def _clock_text(time: dt.time) -> str:
    return "T" + (time.strftime("%H") if not time.minute else time.strftime("%H:%M"))
