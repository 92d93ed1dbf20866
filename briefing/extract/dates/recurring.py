"""Times that come again, kept apart from dates: "every Monday", "once a week", "tous les jours à 15 h", "weekly"."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.dates.clock import clock_of
from briefing.extract.dates.grammar import date_grammar
from briefing.extract.dates.matching import Matcher, find_expressions
from briefing.extract.tokens import tokenize

if TYPE_CHECKING:
    from briefing.extract.dates.grammar import DateGrammar
    from briefing.extract.dates.matching import Expression
    from briefing.extract.tokens import Tokens

_PERIODS = {"hour": "PT{}H", "day": "P{}D", "week": "P{}W", "fortnight": "P{}W", "month": "P{}M", "quarter": "P{}M", "half": "P{}M", "year": "P{}Y"}
_FACTORS = {"fortnight": 2, "quarter": 3, "half": 6}
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
    grammar = date_grammar(language)
    if grammar is None:
        return ()
    tokens = tokenize(text)
    expressions = {expression.first: expression for expression in find_expressions(text, language)}
    times = Matcher(tokens, grammar, language, times=True)
    found = []
    index = 0
    while index < len(tokens):
        expression = expressions.get(index)
        adverb = None if expression is not None else grammar.recurring.at(tokens, index)
        end = index + 1 if expression is None else expression.last
        period = None
        if adverb is not None:
            count, unit = str(adverb[1]).split()
            end, period = adverb[0], _written(count, unit)
        elif expression is not None and expression.rule == "drop":
            period = _period(expression, tokens)
        if period is not None:
            start, end, period = _with_time(times, tokens, index, end, period)
            found.append(Recurrence(start=tokens[start].start, end=tokens[end - 1].end, period=period))
        index = end
    return tuple(found)


def _written(count: str, unit: str) -> str:
    return _PERIODS[unit].format(count)


def _period(expression: Expression, tokens: Tokens) -> str:
    """Return the period that the slots of a recurring time say."""
    slots = expression.slots
    weekday = slots.get("weekday", slots.get("weekdays"))
    if "part" in slots or "daypart" in slots:
        return _clock_text(slots["daypart"].times[0]) if weekday is None else f"XXXX-WXX-{weekday + 1}"
    if weekday is not None:
        return f"XXXX-WXX-{weekday + 1}"
    if "day" in slots or "ordinal_day" in slots:
        return f"XXXX-XX-{slots.get('day', slots.get('ordinal_day')):02d}"
    if "month" in slots:
        return f"XXXX-{slots['month']:02d}"
    unit, count = slots.get("unit", slots.get("plural_unit", "day")), int(slots.get("n", 1))
    if unit == "weekend":
        return "XXXX-WXX-WE" if count == 1 else f"P{count}WE"
    if unit not in _PERIODS:
        return f"P{count * 10}Y"
    del tokens
    return _written(str(count * _FACTORS.get(unit, 1)), unit)


def _with_time(times: Matcher, tokens: Tokens, first: int, end: int, period: str) -> tuple[int, int, str]:
    """Add the time of day that follows or precedes ("every Monday at 4pm", "3pm each day")."""
    grammar: DateGrammar = times.grammar
    at = end + (tokens.word(end) in grammar.time_links)
    after = times.best(at, _TOP) if times.may_start(at) else None
    clock = None if after is None else clock_of(after)
    if after is None or clock is None or clock.first != clock.last:
        return first, end, period
    text = _clock_text(clock.times[0])
    return first, after.last, text if period in {"P1D"} or period.startswith("T") else period + text


def _clock_text(time: dt.time) -> str:
    return "T" + (time.strftime("%H") if not time.minute else time.strftime("%H:%M"))
