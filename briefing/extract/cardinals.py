"""Whole numbers and decimals in words, figures or both: "four thousand 3 hundred and 21", "quatre-vingt-dix-neuf", "2.5 million"."""

from __future__ import annotations

from fractions import Fraction

from briefing.extract.figures import read_figure
from briefing.extract.number_words import NumberWords
from briefing.extract.shares import Part, as_numerator, bare_fraction, is_hyphen
from briefing.extract.tokens import Tokens

_HUNDRED = 100
_FURTHEST = 24  # tokens a number can span
_DECIMALS = 10  # words behind "point"


class Cardinals:
    """Reads whole numbers; every method looks a bounded number of tokens ahead."""

    def __init__(self, tokens: Tokens, words: NumberWords) -> None:
        self.tokens = tokens
        self.words = words

    def cardinal(self, index: int) -> Part | None:
        """Return groups with descending multipliers: "two million three hundred", "12,5 milliards"."""
        total, last_scale, end, at = Fraction(0), 0, index, index
        form, article = "", False
        while at - index < _FURTHEST:
            group = self._group(at, first=not form)
            if group is None:
                break
            scale, after = self.scale(group.end)
            if last_scale and (scale >= last_scale or (scale == 1 and group.value >= last_scale) or group.value == 0):
                break
            if form == "word" and group.form == "figure" and scale == 1:
                break
            total += group.value * scale
            article = group.article and scale == 1 and not last_scale
            form, end, last_scale = form or group.form, after, scale
            if scale == 1 or group.value.denominator != 1:
                break
            at = self._connector(after)
        if not form:
            return None
        part = Part(end, total, form, last_scale, article)
        return self._decimal_words(part) if form == "word" else part

    def scale(self, index: int) -> tuple[int, int]:
        """Return the product of the multipliers at ``index`` (at most two: "lakh crore") and where they end."""
        tokens, scales = self.tokens, self.words.scales
        product = 1
        for _ in range(2):
            at = index + 1 if is_hyphen(tokens, index) and tokens.word(index + 1) in scales else index
            value = scales.get(tokens.word(at))
            if value is None or (tokens.is_glued(at) and tokens.kind(at - 1) == "word"):
                break
            product, index = product * value, at + 1
        return product, index

    def _connector(self, index: int) -> int:
        """Skip "and", "et" or a hyphen between two groups when a group follows."""
        tokens, words = self.tokens, self.words
        if tokens.word(index) not in words.and_ and tokens.word(index) not in words.weak_and:
            return index + 1 if is_hyphen(tokens, index) else index
        group = self._group(index + 1, first=False)
        fraction = bare_fraction(tokens, words, index + 1)
        if group is None or group.article or (fraction is not None and fraction.end >= group.end):
            return index
        return index if as_numerator(tokens, words, group) is not None else index + 1

    def _group(self, index: int, *, first: bool) -> Part | None:
        """Return a figure, or words below a thousand, or a bare multiplier ("mille", "hundred thousand")."""
        figure = read_figure(self.tokens, index, self.words)
        if figure is not None:
            return self._after_figure(*figure)
        spelled = self._hundreds(index)
        return spelled if spelled is not None or not first else self._bare_multiplier(index)

    def _after_figure(self, end: int, value: Fraction) -> Part:
        tokens, words = self.tokens, self.words
        if tokens.is_glued(end):
            return Part(end, value, "figure")
        if tokens.word(end) == "k" and "k" in words.letters and not tokens.is_glued(end + 1):
            return Part(end + 1, value * words.letters["k"], "figure")
        hundred = words.hundreds.get(tokens.word(end))
        return Part(end, value, "figure") if hundred is None else self._after_hundred(Part(end + 1, value * hundred, "figure"))

    def _bare_multiplier(self, index: int) -> Part | None:
        """Return "a hundred", "a dozen", "mille"; the multiplier itself is left to `scale`."""
        tokens, words = self.tokens, self.words
        following = tokens.word(index + 1)
        if tokens.word(index) in words.articles:
            if following in words.scales:
                return Part(index + 1, Fraction(1), "word")
            if following in words.hundreds:
                return self._after_hundred(Part(index + 2, Fraction(_HUNDRED), "word"))
            return Part(index + 2, Fraction(words.collectives[following]), "word") if following in words.collectives else None
        return Part(index, Fraction(1), "word") if tokens.word(index) in words.bare_scales else None

    def _hundreds(self, index: int) -> Part | None:
        tokens, words = self.tokens, self.words
        word = tokens.word(index)
        if word in words.hundred_words:
            return self._after_hundred(Part(index + 1, Fraction(words.hundred_words[word]), "word"))
        if word in words.bare_hundreds:
            return self._after_hundred(Part(index + 1, Fraction(_HUNDRED), "word"))
        low = self.below_hundred(index)
        if low is None or low.value == 0:
            return low
        at = low.end + 1 if is_hyphen(tokens, low.end) else low.end
        return self._after_hundred(Part(at + 1, low.value * _HUNDRED, "word")) if tokens.word(at) in words.hundreds else low

    def _after_hundred(self, part: Part) -> Part:
        """Add what follows a hundred: "three hundred (and) one"; left alone when it is a number of its own."""
        tokens, words = self.tokens, self.words
        linked = tokens.word(part.end) in words.and_ or tokens.word(part.end) in words.weak_and or is_hyphen(tokens, part.end)
        at = part.end + linked
        low = self._low_figure(at) if linked else None
        low = low or self.below_hundred(at)
        if low is None or low.value == 0 or (low.article and linked) or tokens.word(low.end) in words.hundreds:
            return part
        if linked and as_numerator(tokens, words, low) is not None:
            return part  # "one hundred and three quarters"
        return Part(low.end, part.value + low.value, part.form)

    def _low_figure(self, index: int) -> Part | None:
        figure = read_figure(self.tokens, index, self.words)
        return Part(figure[0], figure[1], "figure") if figure is not None and figure[1] < _HUNDRED and figure[1].denominator == 1 else None

    def below_hundred(self, index: int) -> Part | None:
        """Return words for 0 to 99: "fifty - two", "soixante et onze", "quatre-vingt-dix-neuf"."""
        tokens, words = self.tokens, self.words
        word = tokens.word(index)
        if word in words.products:
            at = index + 2 if is_hyphen(tokens, index + 1) else index + 1
            if tokens.word(at) in words.products[word]:
                return self._units(Part(at + 1, Fraction(words.small[word] * words.tens[tokens.word(at)]), "word"))
        if word in words.tens:
            return self._units(Part(index + 1, Fraction(words.tens[word]), "word"))
        joined = words.compound(tokens, index)
        if joined is not None:
            return Part(joined[0], Fraction(joined[1]), "word")
        if word not in words.small or not self._is_number_word(index):
            return None
        return Part(index + 1, Fraction(words.small[word]), "word", article=word in words.ones and words.article_ones)

    def _units(self, part: Part) -> Part:
        """Add units to tens."""
        tokens, words = self.tokens, self.words
        at = part.end + is_hyphen(tokens, part.end)
        linked = tokens.word(at) in words.inner_and
        if linked:
            at = at + 2 if is_hyphen(tokens, at + 1) else at + 1
        limit = 20 if part.value in words.additive else 10
        joined = words.compound(tokens, at)
        if joined is not None and 0 < joined[1] < limit:
            return Part(joined[0], part.value + joined[1], "word")
        value = words.small.get(tokens.word(at), 0)
        if not 0 < value < limit or (linked and words.inner_values and value not in words.inner_values):
            return part
        return Part(at + 1, part.value + value, "word")

    def _is_number_word(self, index: int) -> bool:
        """Tell "one hundred", "one man" from the pronoun ("the one", "this one")."""
        tokens, words = self.tokens, self.words
        if tokens.word(index) not in words.ones:
            return True
        before = tokens.word(index - 1)
        if before == "/" or tokens.word(index + 1) in {"/", "'"}:
            return False
        return (tokens.word(index - 2) + "'" if before == "'" else before) not in words.not_one_after

    def _decimal_words(self, part: Part) -> Part:
        """Read on over "point zero three", "virgule deux"."""
        tokens, words = self.tokens, self.words
        if tokens.word(part.end) not in words.point:
            return part
        digits, at = "", part.end + 1
        while at - part.end < _DECIMALS and words.small.get(tokens.word(at), 10) < 10:
            digits, at = digits + str(words.small[tokens.word(at)]), at + 1
        low = self.below_hundred(part.end + 1)
        if low is not None and low.end >= at:
            digits, at = str(low.value), low.end
        return Part(at, part.value + Fraction(int(digits), 10 ** len(digits)), "word") if digits else part
