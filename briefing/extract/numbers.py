"""Numbers in text: figures in English and French notation, spelled-out numbers, decimals, fractions, multipliers.

``find_numbers`` gives every number; what it counts, and which numbers are not amounts at all (dates, ages, names), is `quantities`.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from briefing.extract.figures import read_figure
from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.tokens import Tokens, tokenize

_BELOW_HUNDRED, _HUNDRED = 100, 100
_FURTHEST = 24  # tokens a number can span


@dataclass(frozen=True, slots=True, kw_only=True)
class Number:
    """A number where it stands; ``first`` and ``last`` are token indices, ``last`` exclusive."""

    start: int
    end: int
    value: Fraction
    first: int
    last: int
    form: str  # "figure", "word", "fraction"
    article: bool = False  # no more than an article ("un", "a")

    @property
    def plain(self) -> int | float:
        """The value as a Python number: an int when integral."""
        return plain(self.value)


def plain(value: Fraction) -> int | float:
    """Return ``value`` as an int when it is integral, else as the nearest float."""
    return int(value) if value.denominator == 1 else float(value)


def find_numbers(text: str, *, language: str) -> tuple[Number, ...]:
    """Return every number of ``text``, in order, without overlap.

    >>> [(number.plain, number.form) for number in find_numbers("deux tiers des 1 440 voix", language="fr")]
    [(Fraction(2, 3), 'fraction'), (1440, 'figure')] # doctest: +SKIP
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


@dataclass(frozen=True, slots=True)
class _Part:
    """A value read up to ``end``; ``scale`` is the multiplier it closed with, 1 without."""

    end: int
    value: Fraction
    form: str
    scale: int = 1
    article: bool = False


class _Reader:
    """Reads one number; every method looks a bounded number of tokens ahead."""

    def __init__(self, tokens: Tokens, words: NumberWords) -> None:
        self.tokens = tokens
        self.words = words

    def read(self, index: int) -> Number | None:
        tokens, words = self.tokens, self.words
        start, sign = index, 1
        if tokens.word(index) in words.minus and tokens.word(index - 1) not in words.not_minus_after and self._cardinal_or_fraction(index + 1) is not None:
            sign, index = -1, index + 1
        elif tokens.word(index) == "-":
            if not tokens.is_glued(index + 1) or tokens.kind(index + 1) != "digits" or (index and tokens.is_glued(index) and tokens.kind(index - 1) != "sign"):
                return None
            sign, index = -1, index + 1
        part = self._cardinal_or_fraction(index)
        if part is None or part.end - start > _FURTHEST:
            return None
        part = self._proportion(part)
        return Number(
            start=tokens[start].start, end=tokens[part.end - 1].end, value=sign * part.value, first=start, last=part.end, form=part.form, article=part.article,
        )

    def _cardinal_or_fraction(self, index: int) -> _Part | None:
        fraction = self._bare_fraction(index)
        cardinal = self._cardinal(index)
        if cardinal is not None:
            cardinal = self._as_numerator(cardinal, index) or self._with_fraction(cardinal)
        if fraction is not None and (cardinal is None or fraction.end >= cardinal.end):
            return self._times_scale(fraction)
        return cardinal

    # --- whole numbers -------------------------------------------------------------------------------------------------

    def _cardinal(self, index: int) -> _Part | None:
        """Groups with descending multipliers: "four thousand 3 hundred and 21", "12,5 milliards"."""
        words = self.words
        total, last_scale, end = Fraction(0), 0, index
        form, article, decimal = "", False, False
        at = index
        while at - index < _FURTHEST:
            group = self._group(at, first=not form)
            if group is None:
                break
            scale, after = self._scale(group.end)
            if last_scale and (scale >= last_scale or (scale == 1 and group.value >= last_scale) or group.value == 0):
                break
            if form and group.form == "figure" and form == "word" and scale == 1:
                break
            total += group.value * scale
            form, end = form or group.form, after
            article = group.article and scale == 1 and not last_scale
            decimal = group.value.denominator != 1
            last_scale = scale
            if scale == 1 or decimal:
                break
            at = self._connector(after)
        if not form:
            return None
        part = _Part(end, total, form, last_scale, article)
        return self._decimal_words(part) if form == "word" and last_scale == 1 or form == "word" else part

    def _connector(self, index: int) -> int:
        """Skip "and", "et" or a hyphen between two groups when a group follows."""
        words = self.words
        if self.tokens.word(index) in words.and_ or self.tokens.word(index) in words.weak_and:
            nxt = self._group(index + 1, first=False)
            fraction = self._bare_fraction(index + 1)
            if nxt is not None and not nxt.article and (fraction is None or fraction.end < nxt.end) and self._as_numerator(nxt, index + 1) is None:
                return index + 1
            return index
        return index + 1 if self._is_hyphen(index) else index

    def _is_hyphen(self, index: int) -> bool:
        return self.tokens.word(index) == "-" and self.tokens.is_glued(index) == self.tokens.is_glued(index + 1)

    def _scale(self, index: int) -> tuple[int, int]:
        """Return the product of the multipliers at ``index`` (at most two: "lakh crore") and where they end."""
        scale = 1
        for _ in range(2):
            at = index + 1 if self._is_hyphen(index) and self.tokens.word(index + 1) in self.words.scales else index
            value = self.words.scales.get(self.tokens.word(at))
            if value is None or (self.tokens.is_glued(at) and self.tokens.kind(at - 1) == "word"):
                break
            scale, index = scale * value, at + 1
        return scale, index

    def _group(self, index: int, *, first: bool) -> _Part | None:
        """A figure, or words below a thousand, or a bare multiplier ("mille", "hundred thousand")."""
        tokens, words = self.tokens, self.words
        figure = read_figure(tokens, index, words)
        if figure is not None:
            end, value = figure
            if tokens.word(end) == "k" and "k" in words.letters and not tokens.is_glued(end) and not tokens.is_glued(end + 1):
                return _Part(end + 1, value * words.letters["k"], "figure")
            hundred = words.hundreds.get(tokens.word(end))
            if hundred and not tokens.is_glued(end):
                return self._below_hundred_after(_Part(end + 1, value * hundred, "figure"))
            return _Part(end, value, "figure")
        spelled = self._hundreds(index)
        if spelled is not None:
            return spelled
        word = tokens.word(index)
        if first and word in words.articles and (tokens.word(index + 1) in words.scales or tokens.word(index + 1) in words.hundreds):
            if tokens.word(index + 1) in words.scales:
                return _Part(index + 1, Fraction(1), "word")
            return self._below_hundred_after(_Part(index + 2, Fraction(_HUNDRED), "word"))
        if first and word in words.articles and tokens.word(index + 1) in words.collectives:
            return _Part(index + 2, Fraction(words.collectives[tokens.word(index + 1)]), "word")
        if word in words.bare_scales and first:
            return _Part(index, Fraction(1), "word")
        return None

    def _hundreds(self, index: int) -> _Part | None:
        tokens, words = self.tokens, self.words
        word = tokens.word(index)
        if word in words.hundred_words:
            return self._below_hundred_after(_Part(index + 1, Fraction(words.hundred_words[word]), "word"))
        if word in words.bare_hundreds:
            return self._below_hundred_after(_Part(index + 1, Fraction(_HUNDRED), "word"))
        low = self._below_hundred(index)
        if low is None:
            return None
        at = low.end + 1 if self._is_hyphen(low.end) else low.end
        if tokens.word(at) in words.hundreds and low.value > 0:
            return self._below_hundred_after(_Part(at + 1, low.value * _HUNDRED, "word"))
        return low

    def _below_hundred_after(self, part: _Part) -> _Part:
        """Add what follows a hundred: "three hundred (and) one"; left alone when it is a number of its own."""
        tokens, words = self.tokens, self.words
        at = part.end
        if tokens.word(at) in words.and_ or tokens.word(at) in words.weak_and or self._is_hyphen(at):
            at += 1
        figure = read_figure(tokens, at, words) if at > part.end else None
        low = _Part(figure[0], figure[1], "figure") if figure is not None and figure[1] < _BELOW_HUNDRED and figure[1].denominator == 1 else self._below_hundred(at)
        if low is None or low.value == 0 or (low.article and at == part.end + 1) or tokens.word(low.end) in words.hundreds:
            return part
        if low.end > at and self._as_numerator(_Part(low.end, low.value, "word"), at) is not None and at > part.end:
            return part  # "one hundred and three quarters"
        return _Part(low.end, part.value + low.value, part.form)

    def _below_hundred(self, index: int) -> _Part | None:
        """Words for 0 to 99: "fifty - two", "soixante et onze", "quatre-vingt-dix-neuf"."""
        tokens, words = self.tokens, self.words
        word = tokens.word(index)
        joined = words.compound(tokens, index)
        if word in words.products:
            at = index + 2 if self._is_hyphen(index + 1) else index + 1
            if tokens.word(at) in words.products[word]:
                return self._units_after(_Part(at + 1, Fraction(words.small[word] * words.tens[tokens.word(at)]), "word"))
        if word in words.tens:
            return self._units_after(_Part(index + 1, Fraction(words.tens[word]), "word"))
        if joined is not None:
            return _Part(joined[0], Fraction(joined[1]), "word")
        if word in words.small and self._is_number_word(index):
            return _Part(index + 1, Fraction(words.small[word]), "word", article=word in words.ones and words.article_ones)
        return None

    def _units_after(self, part: _Part) -> _Part:
        tokens, words = self.tokens, self.words
        at = part.end
        if self._is_hyphen(at):
            at += 1
        if tokens.word(at) in words.inner_and:
            at = at + 2 if self._is_hyphen(at + 1) else at + 1
        limit = 20 if part.value in words.additive else 10
        joined = words.compound(tokens, at)
        if joined is not None and 0 < joined[1] < limit:
            return _Part(joined[0], part.value + joined[1], "word")
        value = words.small.get(tokens.word(at), 0)
        linked = tokens.word(at - 1) in words.inner_and or tokens.word(at - 2) in words.inner_and
        if not 0 < value < limit or (linked and words.inner_values and value not in words.inner_values):
            return part
        return _Part(at + 1, part.value + value, "word")

    def _is_number_word(self, index: int) -> bool:
        """Tell "one hundred", "one man" from the pronoun ("the one", "this one")."""
        tokens, words = self.tokens, self.words
        if tokens.word(index) not in words.ones:
            return True
        before = tokens.word(index - 1)
        if before == "'":
            before = tokens.word(index - 2) + "'"
        if tokens.word(index + 1) in {"/", "'"} or before == "/":
            return False
        return before not in words.not_one_after

    # --- decimals and fractions ----------------------------------------------------------------------------------------

    def _decimal_words(self, part: _Part) -> _Part:
        """Read "two hundred point zero three", "cinq virgule deux"."""
        tokens, words = self.tokens, self.words
        if tokens.word(part.end) not in words.point:
            return part
        digits, at = "", part.end + 1
        while at - part.end < 10 and tokens.word(at) in words.small and words.small[tokens.word(at)] < 10:
            digits, at = digits + str(words.small[tokens.word(at)]), at + 1
        low = self._below_hundred(part.end + 1)
        if low is not None and low.end >= at:
            digits, at = str(low.value), low.end
        return _Part(at, part.value + Fraction(int(digits), 10 ** len(digits)), "word") if digits else part

    def _bare_fraction(self, index: int) -> _Part | None:
        """Read "half", "a third of", "un quart", "½", "half a dozen", "la moitié"."""
        tokens, words = self.tokens, self.words
        token = tokens[index] if index < len(tokens) else None
        if token is None:
            return None
        if token.kind == "sign" and len(token.form) == 1 and unicodedata.category(token.form) == "No" and "/" in unicodedata.normalize("NFKC", token.form).replace("\u2044", "/"):
            return _Part(index + 1, Fraction(unicodedata.numeric(token.form)).limit_denominator(1000), "fraction")
        at = index
        if token.fold in words.articles:
            at = index + 2 if self._is_hyphen(index + 1) else index + 1
        word = tokens.word(at)
        if word in words.halves:
            return _Part(at + 1, Fraction(1, words.halves[word]), "fraction")
        composite = self._composite_denominator(at) if at > index else None
        if composite is not None and self._closes_fraction(composite[0]):
            return _Part(composite[0], Fraction(1, composite[1]), "fraction")
        denominator = words.denominators.get(word)
        if denominator is None or tokens.word(at) == "second":
            return None
        closes = self._closes_fraction(at + 1)
        scaled = tokens.word(at + 1) in words.scales or (tokens.word(at + 1) in words.fraction_of and tokens.word(at + 2) in words.scales)
        if not (scaled or (at > index and closes)):
            return None
        return _Part(at + 1, Fraction(1, denominator), "fraction")

    def _closes_fraction(self, index: int) -> bool:
        """Tell "a third of", "un cinquième." from the ordinal before a noun ("a third man")."""
        tokens, words = self.tokens, self.words
        return tokens.kind(index) != "word" or tokens.word(index) in words.stop or tokens.word(index) in words.fraction_of

    def _as_numerator(self, part: _Part, start: int) -> _Part | None:
        """Read "two thirds", "trois quarts", "five - eighths" from their numerator on."""
        tokens, words = self.tokens, self.words
        if part.value.denominator != 1 or part.scale != 1 or part.value > 10**6 or part.value <= 0:
            return None
        at = part.end + 1 if self._is_hyphen(part.end) else part.end
        word = tokens.word(at)
        composite = self._composite_denominator(at)
        denominator = words.denominators.get(word) or (words.halves.get(word) if part.value == 1 or word in words.plural_halves else None)
        joined = words.joined_denominator(tokens, at)
        if joined is not None or composite is not None:
            end, denominator = joined or composite or (at + 1, 1)
            at = end - 1
        if denominator is None:
            return None
        if part.value == 1 and word in words.denominators and word not in words.sure and not self._closes_fraction(at + 1) and tokens.word(at + 1) not in words.scales:
            return None
        return self._times_scale(_Part(at + 1, part.value / denominator, "fraction"))

    def _composite_denominator(self, index: int) -> tuple[int, int] | None:
        """Read "twenty-fifths", "vingt et unième" as a denominator."""
        tokens, words = self.tokens, self.words
        tens = words.tens.get(tokens.word(index))
        if tens is None:
            return None
        at = index + 2 if self._is_hyphen(index + 1) else index + 1
        if tokens.word(at) in words.inner_and:
            at = at + 2 if self._is_hyphen(at + 1) else at + 1
        unit = words.denominators.get(tokens.word(at)) or words.ordinals.get(tokens.word(at).removesuffix("s"), 0)
        return (at + 1, tens + unit) if 0 < unit < 10 and tokens.word(at) not in words.halves else None

    def _with_fraction(self, part: _Part) -> _Part:
        """Add "and a half", "et demi", "1/2": of the multiplier when there is one ("a million and a half")."""
        tokens, words = self.tokens, self.words
        at = part.end
        spoken = tokens.word(at) in words.and_ or tokens.word(at) in words.weak_and or tokens.word(at) in words.inner_and
        if spoken and part.value.denominator == 1:
            fraction = self._bare_fraction(at + 1)
            low = self._below_hundred(at + 1)
            counted = None if low is None else self._as_numerator(low, at + 1)
            if counted is not None and (fraction is None or counted.end >= fraction.end):
                fraction = counted
            if fraction is not None:
                own_scale = fraction.value.denominator == 1 or fraction.scale != 1
                part = _Part(fraction.end, part.value + fraction.value * (1 if own_scale else part.scale), "fraction", part.scale)
                return self._times_scale(part) if part.scale == 1 else self._scaled_tail(part, fraction)
        collective = words.collectives.get(tokens.word(at))
        if collective is not None and not part.article:
            return _Part(at + 1, part.value * collective, part.form)
        if collective is not None:
            return _Part(at + 1, Fraction(collective), "word")
        return part

    def _scaled_tail(self, part: _Part, fraction: _Part) -> _Part:
        """Read "one billion and three quarters million": the fraction has a multiplier of its own."""
        scale, end = self._scale(part.end)
        if scale == 1:
            return part
        whole = part.value - fraction.value * part.scale
        return _Part(end, whole + fraction.value * scale, "fraction", part.scale)

    def _times_scale(self, part: _Part) -> _Part:
        """Multiply a fraction by what follows: "half a million", "two thirds of a million", "une demi-douzaine"."""
        tokens, words = self.tokens, self.words
        at = part.end
        if self._is_hyphen(at):
            at += 1
        if tokens.word(at) in words.fraction_of:
            at += 1
        if tokens.word(at) in words.articles:
            at += 1
        factor = words.scales.get(tokens.word(at)) or words.collectives.get(tokens.word(at)) or 0
        return _Part(at + 1, part.value * factor, "fraction", factor) if factor else part

    def _proportion(self, part: _Part) -> _Part:
        """Read "one in three", "2 out of 5", "un sur vingt", "one over three" as the fraction they are."""
        tokens, words = self.tokens, self.words
        if part.value.denominator != 1 or part.value <= 0 or part.article and not words.article_ones:
            return part
        for link in words.proportions:
            if any(tokens.word(part.end + i) != word for i, word in enumerate(link)):
                continue
            at = part.end + len(link)
            other = self._cardinal(at)
            if other is None or other.value.denominator != 1 or self._is_money(part.end - 1, other.end):
                continue
            one = part.value == 1 or len(link) > 1 or link[0] in words.over
            if other.value > part.value and one and self._closes_proportion(other):
                return _Part(other.end, part.value / other.value, "fraction")
            if link[0] in words.over and len(link) == 1 and other.end >= len(tokens) and words.and_:
                return _Part(other.end, part.value / other.value, "fraction")
        return part

    def _closes_proportion(self, other: _Part) -> bool:
        """A duration or measure behind the second number is no proportion ("sur 3 ans")."""
        return self.tokens.word(other.end) not in self.words.time_units

    def _is_money(self, first: int, last: int) -> bool:
        return any(self.tokens.word(i) in {"$", "€", "£"} for i in range(max(0, first - 1), last + 1))


@lru_cache(maxsize=8)
def numbers_by_token(text: str, language: str) -> dict[int, Number]:
    """Return the numbers of ``text`` by the index of their first token."""
    return {number.first: number for number in find_numbers(text, language=language)}
