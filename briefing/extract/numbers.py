"""Numbers in text: figures in English and French notation, spelled-out numbers, decimals, fractions, multipliers.

``find_numbers`` gives every number; what it counts, and which numbers are no amounts at all (dates, ages, names), is `quantities`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, cast

from briefing.extract.cardinals import Cardinals
from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.shares import Part, as_numerator, bare_fraction, times_scale
from briefing.extract.tokens import Tokens, tokenize

_FURTHEST = 24  # tokens a number can span
_CURRENCIES = frozenset("$€£¥")


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number where it stands; ``first`` and ``last`` are token indices, ``last`` exclusive."""

    start: int
    end: int
    value: Fraction
    first: int
    last: int
    form: Literal["figure", "word", "fraction"]
    article: bool = False  # no more than an article ("un", "une")

    @property
    def plain(self) -> int | float:
        """The value as a Python number: an int when integral."""
        return plain(self.value)


def plain(value: Fraction) -> int | float:
    """Return ``value`` as an int when it is integral, else as the nearest float."""
    return int(value) if value.denominator == 1 else float(value)


def find_numbers(text: str, *, language: str) -> tuple[Number, ...]:
    """Return every number of ``text``, in order, without overlap.

    >>> [(number.plain, number.form) for number in find_numbers("trois quarts des 1 440 voix", language="fr")]
    [(0.75, 'fraction'), (1440, 'figure')]
    """
    tokens = tokenize(text)
    found = []
    index = 0
    while index < len(tokens):
        number = read_number(tokens, index, language)
        if number is None:
            index += 1
        else:
            found.append(number)
            index = number.last
    return tuple(found)


def read_number(tokens: Tokens, index: int, language: str) -> Number | None:
    """Return the longest number that starts at token ``index``, None when none does."""
    words = number_words(language)
    if index >= len(tokens) or not words.may_start(tokens, index):
        return None
    return _Reader(tokens, words).read(index)


class _Reader:
    """Reads one number: sign, whole part, fraction, proportion."""

    def __init__(self, tokens: Tokens, words: NumberWords) -> None:
        self.tokens = tokens
        self.words = words
        self.cardinals = Cardinals(tokens, words)

    def read(self, index: int) -> Number | None:
        tokens = self.tokens
        start, sign = index, 1
        if self._is_minus(index):
            sign, index = -1, index + 1
        elif tokens.word(index) == "-":
            return None
        part = self._unsigned(index)
        if part is None or part.end - start > _FURTHEST:
            return None
        part = self._proportion(part)
        form = cast(Literal["figure", "word", "fraction"], part.form)
        span = tokens[start].start, tokens[part.end - 1].end
        return Number(start=span[0], end=span[1], value=sign * part.value, first=start, last=part.end, form=form, article=part.article)

    def _is_minus(self, index: int) -> bool:
        """Tell "minus five", "-4" from a dash, a bullet and the "moins" of a comparison."""
        tokens, words = self.tokens, self.words
        if tokens.word(index) in words.minus:
            return tokens.word(index - 1) not in words.not_minus_after and self._unsigned(index + 1) is not None
        joins = bool(tokens.left(index)) and tokens.kind(index - 1) != "sign"
        return tokens.word(index) == "-" and tokens.right(index).isdecimal() and not joins

    def _unsigned(self, index: int) -> Part | None:
        tokens, words = self.tokens, self.words
        fraction = bare_fraction(tokens, words, index)
        cardinal = self.cardinals.cardinal(index)
        if cardinal is not None:
            cardinal = as_numerator(tokens, words, cardinal) or self._with_fraction(cardinal)
        if fraction is not None and (cardinal is None or fraction.end >= cardinal.end):
            return times_scale(tokens, words, fraction)
        return cardinal

    def _with_fraction(self, part: Part) -> Part:
        """Add "and a half", "et demi": of the multiplier when there is one ("a million and a half"); multiply by a dozen."""
        tokens, words = self.tokens, self.words
        word = tokens.word(part.end)
        if (word in words.and_ or word in words.weak_and or word in words.inner_and) and part.value.denominator == 1:
            fraction = self._fraction(part.end + 1)
            if fraction is not None:
                return self._sum(part, fraction)
        collective = words.collectives.get(word)
        if collective is None:
            return part
        return Part(part.end + 1, Fraction(collective), "word") if part.article else Part(part.end + 1, part.value * collective, part.form)

    def _fraction(self, index: int) -> Part | None:
        """Return the longer of "a half" and "three quarters" at ``index``."""
        bare = bare_fraction(self.tokens, self.words, index)
        low = self.cardinals.below_hundred(index)
        counted = None if low is None else as_numerator(self.tokens, self.words, low)
        return counted if counted is not None and (bare is None or counted.end >= bare.end) else bare

    def _sum(self, part: Part, fraction: Part) -> Part:
        """Add a fraction; its own multiplier wins over the number's ("one billion and three quarters million")."""
        if fraction.scale != 1:
            return Part(fraction.end, part.value + fraction.value, "fraction", part.scale)
        scale, end = self.cardinals.scale(fraction.end)
        if part.scale == 1:
            return times_scale(self.tokens, self.words, Part(fraction.end, part.value + fraction.value, "fraction"))
        if scale != 1:
            return Part(end, part.value + fraction.value * scale, "fraction", part.scale)
        return Part(fraction.end, part.value + fraction.value * part.scale, "fraction", part.scale)

    def _proportion(self, part: Part) -> Part:
        """Read "one in three", "2 out of 5", "un sur vingt", "one over three" as the fraction they are."""
        tokens, words = self.tokens, self.words
        if part.value.denominator != 1 or part.value <= 0 or (part.article and not words.article_ones):
            return part
        for link in words.proportions:
            if any(tokens.word(part.end + at) != word for at, word in enumerate(link)):
                continue
            other = self.cardinals.cardinal(part.end + len(link))
            if other is None or other.value.denominator != 1 or self._is_money(part.end - 1, other.end):
                continue
            over = link[0] in words.over
            one = part.value == 1 or len(link) > 1 or over
            if other.value > part.value and one and tokens.word(other.end) not in words.time_units:
                return Part(other.end, part.value / other.value, "fraction")
            if over and len(link) == 1 and words.and_ and other.end >= len(tokens):
                return Part(other.end, part.value / other.value, "fraction")
        return part

    def _is_money(self, first: int, last: int) -> bool:
        return any(self.tokens.word(index) in _CURRENCIES for index in range(max(0, first - 1), last + 1))
