"""Times of day that stand apart from a date, kept apart from dates: a clock time alone names no day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.extract.dates.clock import clock_at, clock_of, part_of_day
from briefing.extract.dates.grammar import date_grammar
from briefing.extract.dates.matching import Matcher, find_expressions
from briefing.extract.dates.recurring import recurrences
from briefing.extract.number_words import number_words
from briefing.extract.tokens import address_tokens, tokenize

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.dates.grammar import DateGrammar
    from briefing.extract.dates.matching import Expression
    from briefing.extract.tokens import Tokens

_TOP = 2  # the highest level of patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeMention:
    """A time of day without a date."""

    start: int
    end: int
    first_time: dt.time | None  # None for "now", "in five minutes": within hours of the text's own time
    last_time: dt.time | None
    rule: str


def find_times(text: str, *, language: str) -> tuple[TimeMention, ...]:
    """Return the times of day of ``text`` outside its dates, in order, without overlap.

    A time inside a date ("tomorrow at 5pm") is told by that date's ``first_time`` and ``last_time``. Whether "at 5" is of the morning stays open:
    the figure is kept as it stands.

    >>> [time.first_time.isoformat() for time in find_times("The session opens at 5pm.", language="en")]
    ['17:00:00']
    """
    tokens = tokenize(text)
    found = []
    for expression in time_expressions(text, language):
        clock = clock_of(expression)
        if clock is None and expression.rule != "present":
            continue
        first, last = clock.times if clock is not None else (None, None)
        start, end = tokens[expression.first].start, tokens[expression.last - 1].end
        found.append(TimeMention(start=start, end=end, first_time=first, last_time=last, rule=expression.rule))
    return tuple(found)


@lru_cache(maxsize=8)
def time_expressions(text: str, language: str) -> tuple[Expression, ...]:
    """Return the expressions of time outside dates and recurring times."""
    grammar = date_grammar(language)
    if grammar is None:
        return ()
    tokens = tokenize(text)
    matcher = Matcher(tokens, grammar, language, times=True)
    hidden = set(address_tokens(text, tokens))
    for date in find_expressions(text, language):
        hidden.update(range(date.first, date.last))
    for first, last, _ in recurrences(text, language):
        hidden.update(range(first, last))
    found = []
    index = 0
    while index < len(tokens):
        expression = None if index in hidden or not matcher.may_start(index) else matcher.best(index, _TOP)
        if expression is None or any(at in hidden for at in range(expression.first, expression.last)):
            index += 1
            continue
        if _is_clock(expression, tokens, grammar) and not _is_counted(expression, tokens, language):
            found.append(expression)
        index = expression.last
    return tuple(found)


def _is_clock(expression: Expression, tokens: Tokens, grammar: DateGrammar) -> bool:
    """Tell "à 3 heures" from "pendant 3 heures" by the word before it."""
    clock = expression.slots.get("clock")
    if expression.rule != "clock" or len(expression.slots) > 1 or clock is None or not clock.doubtful:
        return True
    afternoon = clock.sure and tokens.is_glued(expression.last - 1)  # "16h"
    return afternoon or tokens.word(expression.first - 1) in grammar.clock_before


def _is_counted(expression: Expression, tokens: Tokens, language: str) -> bool:
    """Return True for the nights of "two nights"."""
    before = expression.first - 1
    counted = tokens.kind(before) == "digits" or tokens.word(before) in number_words(language).small
    return expression.rule == "daypart" and counted


def time_of_date(expression: Expression, tokens: Tokens, grammar: DateGrammar) -> tuple[dt.time, dt.time] | None:
    """Return the time of day that a date expression names with it: "tomorrow at 5pm", "mardi soir", "tonight"."""
    for timed in _inside(expression):
        clock = clock_at(timed.slots)
        if clock is not None:
            return clock.times
    for index in range(expression.first, expression.last):
        part = grammar.dayparts.at(tokens, index)
        if part is not None and part[0] <= expression.last:
            return part_of_day(str(part[1])).times
    return None


def _inside(expression: Expression) -> Iterator[Expression]:
    yield expression
    for key in ("date", "date2"):
        if key in expression.slots:
            yield from _inside(expression.slots[key])
