"""Lengths of time, kept apart from dates: "for two years", "trois semaines", "an hour and a half"; "two weeks ago" is a date and none."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.extract.dates.grammar import date_grammar
from briefing.extract.dates.matching import find_expressions
from briefing.extract.dates.reading import Reading
from briefing.extract.dates.recurring import recurrences
from briefing.extract.dates.times import time_expressions
from briefing.extract.numbers import plain
from briefing.extract.tokens import address_tokens, tokenize

if TYPE_CHECKING:
    from briefing.extract.tokens import Tokens

_SECONDS = {  # months and years by convention: thirty and 365 days
    "second": 1, "minute": 60, "hour": 3600, "day": 86400, "weekend": 2 * 86400, "week": 7 * 86400, "fortnight": 14 * 86400,
    "month": 30 * 86400, "quarter": 90 * 86400, "half": 180 * 86400, "year": 365 * 86400, "decade": 3650 * 86400, "century": 36500 * 86400,
}
_DIGITS = 6  # of a count written against its unit
_PARTS = 3  # "2 hours, 5 minutes and 10 seconds"
_Amount = tuple[Fraction, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """A length of time as the text counts it."""

    start: int
    end: int
    amounts: tuple[tuple[int | float, str], ...]  # (1.5, "hour"); largest unit first when it has several
    seconds: float  # a month counts thirty days, a year 365


def find_durations(text: str, *, language: str) -> tuple[Duration, ...]:
    """Return the lengths of time of ``text``, in order, without overlap; what a date or a recurring time counts is none.

    >>> [duration.amounts for duration in find_durations("They talked for two and a half hours.", language="en")]
    [((2.5, 'hour'),)]
    """
    return _durations(text, language)


@lru_cache(maxsize=8)
def _durations(text: str, language: str) -> tuple[Duration, ...]:
    grammar = date_grammar(language)
    if grammar is None:
        return ()
    tokens = tokenize(text)
    hidden = set(address_tokens(text, tokens))
    for expression in (*find_expressions(text, language), *time_expressions(text, language)):
        if expression.rule not in {"whole", "greeting"}:
            hidden.update(range(expression.first, expression.last))
    for first, last, _ in recurrences(text, language):
        hidden.update(range(first, last))
    reader = _Reader(Reading(tokens, grammar, language), hidden)
    found: list[Duration] = []
    index = 0
    while index < len(tokens):
        read = reader.read(index)
        if read is None:
            index += 1
            continue
        end, amounts = read
        seconds = sum((value * _SECONDS[unit] for value, unit in amounts), Fraction(0))
        counted = tuple((plain(value), unit) for value, unit in amounts)
        found.append(Duration(start=tokens[index].start, end=tokens[end - 1].end, amounts=counted, seconds=float(seconds)))
        index = end
    return tuple(found)


class _Reader:
    """Reads a length of time at one place."""

    def __init__(self, reading: Reading, hidden: set[int]) -> None:
        self.reading = reading
        self.tokens: Tokens = reading.tokens
        self.hidden = hidden

    def read(self, index: int) -> tuple[int, list[_Amount]] | None:
        """Return the end and the amounts of the length of time at ``index``."""
        whole = self._whole(index)
        if whole is not None:
            return whole
        first = self._amount(index)
        if first is None:
            return None
        end, amounts = first[0], [first[1]]
        while len(amounts) < _PARTS:
            further = self._further(end, amounts[-1])
            if further is None:
                break
            end = further[0]
            amounts = [*amounts[:-1], further[1]] if further[1][1] == amounts[-1][1] else [*amounts, further[1]]
        return end, amounts

    def _whole(self, index: int) -> tuple[int, list[_Amount]] | None:
        """Read "all day", "toute la semaine"."""
        phrase = self.reading.grammar.whole.at(self.tokens, index)
        unit = None if phrase is None else self._unit(phrase[0])
        if unit is None or index in self.hidden:
            return None
        word, units = self.tokens.word(unit[0] - 1), self.reading.grammar.units
        if any(word.endswith(suffix) and word.removesuffix(suffix) in units for suffix in self.reading.grammar.plural_suffixes):
            return None  # "all days"
        return unit[0], [(Fraction(1), unit[1])]

    def _amount(self, index: int) -> tuple[int, _Amount] | None:
        """Read "two weeks", "half an hour", "une demi-heure", "3h"."""
        if index in self.hidden or self.tokens.left(index) in {"$", "€", "£", "-", "/", "."}:
            return None
        glued = self._glued(index)
        if glued is not None:
            return glued
        number = self.reading.number(index)
        words = self.reading.words
        value, end = (number.value, number.last) if number is not None else (Fraction(1), index + 1)
        if number is None and self.tokens.word(index) not in words.articles and self.tokens.word(index) not in words.ones:
            return None
        if value <= 0 or any(at in self.hidden for at in range(index, end)):
            return None
        fraction = number is not None and number.form == "fraction"
        end += fraction and (self.tokens.word(end) in words.articles or self.tokens.word(end) == "-")
        unit = self._unit(end)
        if unit is None or (unit[1] == "second" and value == 1 and self._counts_noun(unit[0])):
            return None
        return unit[0], (value, unit[1])

    def _counts_noun(self, end: int) -> bool:
        """Return True for the ordinal of "a second round"."""
        return self.tokens.kind(end) == "word" and self.tokens.word(end) not in self.reading.grammar.after_day

    def _glued(self, index: int) -> tuple[int, _Amount] | None:
        """Read "3h", "1.5h", "3.5years"."""
        tokens, grammar = self.tokens, self.reading.grammar
        if tokens.kind(index) != "digits" or len(tokens.word(index)) > _DIGITS:
            return None
        end, value = index + 1, Fraction(tokens.word(index))
        if tokens.word(end) in {".", ","} and tokens.ties_digits(end) and len(tokens.word(end + 1)) <= _DIGITS:
            value, end = Fraction(f"{tokens.word(index)}.{tokens.word(end + 1)}"), end + 2
        word = tokens.right(end - 1)
        unit = grammar.glued_units.get(word) or grammar.duration_units.get(word) or grammar.units.get(word)
        return None if unit is None or tokens.kind(end) != "word" or value <= 0 or self._is_tied(end) else (end + 1, (value, unit))

    def _is_tied(self, index: int) -> bool:
        return self.tokens.is_glued(index + 1) and self.tokens.kind(index + 1) != "sign"

    def _further(self, end: int, last: _Amount) -> tuple[int, _Amount] | None:
        """Read what a length goes on with: a smaller unit, or "and a half" of the unit before."""
        words = self.reading.words
        joined = self.tokens.word(end) in {*words.and_, *words.weak_and, *words.inner_and, ","}
        at = end + joined
        amount = self._amount(at)
        if amount is not None:
            return amount if _SECONDS[amount[1][1]] < _SECONDS[last[1]] else None
        number = self.reading.number(at) if joined and at not in self.hidden else None
        if number is None or number.form != "fraction" or number.value >= 1 or self.tokens.word(end) == ",":
            return None
        return number.last, (last[0] + number.value, last[1])

    def _unit(self, index: int) -> tuple[int, str] | None:
        tokens, grammar = self.tokens, self.reading.grammar
        if index in self.hidden:
            return None
        if tokens.right(index) == "-" and tokens.is_glued(index + 2):
            joined = grammar.units.get(f"{tokens.word(index)}-{tokens.word(index + 2)}")
            if joined is not None:
                return index + 3, joined
        unit = grammar.duration_units.get(tokens.word(index)) or grammar.units.get(tokens.word(index))
        return None if unit is None or tokens.right(index) == "'" else (index + 1, unit)
