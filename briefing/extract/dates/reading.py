"""What the slot readers share: the tokens, the language's words, and numbers read once a token."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.numbers import Number, read_number

if TYPE_CHECKING:
    from briefing.extract.dates.grammar import DateGrammar
    from briefing.extract.tokens import Tokens

Filled = tuple[int, Any]  # where a slot ends (a token index) and its value
FIRST_YEAR, LAST_YEAR = 1000, 2999
_PIVOT = 50  # a two-digit year below is of this century: "05/06/19"


class Reading:
    """One text under the slot readers."""

    def __init__(self, tokens: Tokens, grammar: DateGrammar, language: str) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.language = language
        self.words: NumberWords = number_words(language)
        self._numbers: dict[int, Number | None] = {}

    def number(self, index: int) -> Number | None:
        """Return the number at ``index``."""
        if index not in self._numbers:
            self._numbers[index] = read_number(self.tokens, index, self.language) if index < len(self.tokens) else None
        return self._numbers[index]

    def integer(self, index: int, digits: int, low: int, high: int) -> int | None:
        """Return the digits at ``index`` as a number when there are at most ``digits`` of them and it lies in the bounds."""
        word = self.tokens.word(index)
        if self.tokens.kind(index) != "digits" or len(word) > digits or not low <= int(word) <= high:
            return None
        return int(word)


def two_digit(number: int) -> int:
    """Return the year that two digits stand for."""
    return 2000 + number if number < _PIVOT else 1900 + number
