"""Quantities: a value or range, its unit, what it counts, and the words that qualify it.

Spans run from the qualifier to the unit ("at least 10", "plus de 12,5 milliards de dollars"). Bare "dollars" are US dollars (see money.yaml). A share
("half of", "un tiers des") is a percentage. A vague plural ("thousands", "plusieurs") has a low bound of twice its word and no high bound.
Numbers inside dates, ages, names, times of day and addresses are no quantities; ordinals are none either.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING, cast

from briefing import lexicon
from briefing.extract.counted import Counted, parsed_span, sentence_of
from briefing.extract.figures import read_figure
from briefing.extract.masks import Excluder, masked
from briefing.extract.money import Money, money
from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.numbers import Number, plain, read_number
from briefing.extract.tokens import Phrases, Tokens, tokenize
from briefing.model import Quantity

if TYPE_CHECKING:
    from briefing.extract.parse import Parse
    from briefing.model import Qualifier

_HUNDRED = 100
_TWICE = 2  # "thousands" is two thousand at least


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """Qualifiers, units and range words of a language."""

    after: Phrases
    time: dict[str, str]
    measures: Phrases
    percent: Phrases
    points: Phrases
    percent_before: Phrases
    range_before: dict[str, frozenset[str]]
    range_between: frozenset[str]
    or_: frozenset[str]


@cache
def _load(language: str) -> _Words:
    numbers, units = lexicon.load(language, "numbers"), lexicon.load(language, "units")

    def signs(name: str, *, default: tuple[str, ...] = ()) -> Phrases:
        return Phrases(dict.fromkeys(units.get(name) or default, True))

    between = dict(numbers.get("range_between") or {})
    default = frozenset(between.pop("default", None) or {"-"})
    return _Words(
        after=Phrases({text: kind for kind, texts in (numbers.get("after") or {}).items() for text in texts}), time=dict(units.get("time") or {}), measures=Phrases(dict(units.get("measures") or {})),
        percent=signs("percent", default=("%",)), points=signs("points"), percent_before=signs("percent_before"),
        range_before={word: frozenset(links) for word, links in between.items()}, range_between=default, or_=frozenset(numbers.get("or") or ()),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Amount:
    """A value under construction; token indices, ``last`` exclusive."""

    first: int
    last: int
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str = "count"
    qualifier: Qualifier = "exact"
    link: bool = False  # "thousands of people": a linking word stands before what is counted
    article: bool = False
    share: bool = False  # a fraction: a percentage unless a unit follows


def find_quantities(text: str, *, language: str, parse: Parse | None = None) -> tuple[Quantity, ...]:
    """Return the quantities of ``text``, in order, without overlap.

    Args:
        text: the document's text.
        language: ISO 639-1 code; a language without data still has figures, percentages and currency signs.
        parse: the document's parse, for what is counted; the words alone decide without it.

    >>> [(q.value, q.unit, q.qualifier) for q in find_quantities("plus de 12,5 milliards de dollars", language="fr")]
    [(12500000000, 'USD', 'more-than')]
    """
    return _Finder(text, language, parse).find()


class _Finder:
    """Reads quantities from left to right; every step looks a bounded number of tokens ahead."""

    def __init__(self, text: str, language: str, parse: Parse | None) -> None:
        self.text = text
        self.tokens: Tokens = tokenize(text)
        self.language = language
        self.parse = parse
        self.numbers: NumberWords = number_words(language)
        self.words = _load(language)
        self.money: Money = money(language)
        self.hidden = masked(text, self.tokens, language)
        self.excluder = Excluder(self.tokens, language)
        self.floor = 0  # end of the last quantity
        self.passed = 0  # end of the last number that is no amount
        self.counted = Counted(text, self.tokens, language)

    def find(self) -> tuple[Quantity, ...]:
        found: list[Quantity] = []
        index = floor = 0
        while index < len(self.tokens):
            amount = None if index in self.hidden else self._amount(index)
            if amount is None:
                index = max(index + 1, self.passed)
                continue
            end = amount.last
            quantity = self._finish(amount, floor)
            if quantity is not None:
                found.append(quantity)
                self.floor = floor = end = max(end, self._token_after(quantity.end, end))
            index = max(end, index + 1)
        return tuple(found)

    def _token_after(self, position: int, at: int) -> int:
        while at < len(self.tokens) and self.tokens[at].start < position:
            at += 1
        return at

    # --- values ----------------------------------------------------------------------------------------------------------

    def _amount(self, index: int) -> _Amount | None:
        amount = self._vague(index) or self._single(index)
        return None if amount is None else self._with_unit(amount)

    def _vague(self, index: int) -> _Amount | None:
        """Read "thousands", "tens of thousands", "several million", "plusieurs", "une centaine", "multi-billion"."""
        tokens, words = self.tokens, self.numbers
        word = tokens.word(index)
        if word in words.several:
            scale = words.scales.get(tokens.word(index + 1)) or words.vague.get(tokens.word(index + 1)) or words.hundreds.get(tokens.word(index + 1))
            low = Fraction(words.several[word] * (scale or 1))
            return _Amount(first=index, last=index + (2 if scale else 1), value=None, low=low, high=None, qualifier="about", link=bool(scale))
        if word in words.multi and tokens.word(index + 1) == "-" and tokens.word(index + 2) in words.scales:
            return _Amount(first=index, last=index + 3, value=None, low=Fraction(_TWICE * words.scales[tokens.word(index + 2)]), high=None, qualifier="about")
        about = words.about_collectives.get(tokens.word(index + 1)) if word in words.articles else None
        if about is not None:
            return self._about(index, Fraction(about))
        if word not in words.vague or (index and read_number(tokens, index - 1, self.language) is not None and tokens.word(index - 1) not in words.articles):
            return None
        factor, at = words.vague[word], index + 1
        for link in words.vague_link:
            if all(tokens.word(at + i) == part for i, part in enumerate(link)) and (tokens.word(at + len(link)) in words.vague or tokens.word(at + len(link)) in words.scales):
                inner = words.vague.get(tokens.word(at + len(link))) or words.scales[tokens.word(at + len(link))]
                factor, at = factor * inner, at + len(link) + 1
                break
        return _Amount(first=index, last=at, value=None, low=Fraction(_TWICE * factor), high=None, qualifier="about", link=True)

    def _about(self, index: int, value: Fraction) -> _Amount:
        """Read "une centaine", "une dizaine de milliers"."""
        tokens, words = self.tokens, self.numbers
        at = index + 2
        if tokens.word(at) in words.fraction_of and (tokens.word(at + 1) in words.vague or tokens.word(at + 1) in words.scales):
            value *= words.vague.get(tokens.word(at + 1)) or words.scales[tokens.word(at + 1)]
            at += 2
        return _Amount(first=index, last=at, value=value, low=value, high=value, qualifier="about", link=True)

    def _single(self, index: int) -> _Amount | None:
        change = self._small_change(index)
        if change is not None:
            return change
        number = read_number(self.tokens, index, self.language)
        if number is None or any(i in self.hidden for i in range(number.first, number.last)):
            return None
        if number.article and not self._is_unit(number.last):
            return None
        if number.form == "word" and number.last == number.first + 1 and self.tokens.word(index) in self.numbers.ones and not self._is_counting_one(number):
            return None
        priced = self.money.before(self.tokens, number.first) is not None or self.money.after(self.tokens, number.last) is not None
        if not priced and self.excluder.is_excluded(number):
            self.passed = number.last
            return None
        bounds = self._range(number)
        if bounds is not None:
            return bounds
        share = number.form == "fraction" and 0 < number.value < 1
        collective = self.tokens.word(number.last - 1) in self.numbers.collectives
        return _Amount(
            first=number.first, last=number.last, value=number.value, low=number.value, high=number.value, article=number.article, share=share, link=share or collective or self._is_scaled(number),
        )

    def _small_change(self, index: int) -> _Amount | None:
        """Read "50 cents" where the word is also a hundred."""
        figure = read_figure(self.tokens, index, self.numbers) if self.tokens.kind(index) == "digits" else None
        if figure is None or self.tokens.word(figure[0]) not in self.numbers.hundreds or self.money.minor.at(self.tokens, figure[0]) is None:
            return None
        follows = self.tokens.word(figure[0] + 1)
        if follows in self.numbers.scales or follows in self.numbers.weak_and or figure[1] >= _HUNDRED or self.tokens.kind(figure[0] + 1) == "digits":
            return None
        return _Amount(first=index, last=figure[0], value=figure[1], low=figure[1], high=figure[1])

    def _is_scaled(self, number: Number) -> bool:
        return self.tokens.word(number.last - 1) in self.numbers.scales

    def _is_unit(self, index: int) -> bool:
        """An article counts only before a unit that a duration word or a price announces."""
        before = self.tokens.word(index - 2)
        return (self.tokens.word(index) in self.words.time and before in self.excluder.rules.duration_before) or self.money.after(self.tokens, index) is not None and before not in self.numbers.stop

    def _is_counting_one(self, number: Number) -> bool:
        tokens = self.tokens
        after = tokens.word(number.last)
        if after == "-":
            return tokens.word(number.last + 1) in self.words.time or self.money.after(tokens, number.last) is not None
        return tokens.kind(number.last) == "word" and after not in self.numbers.stop

    def _range(self, number: Number) -> _Amount | None:
        """Read "10 to 15", "entre 5 et 7", "two or three", "3-5 million"."""
        tokens, words = self.tokens, self.words
        before = tokens.word(number.first - 1)
        links = words.range_before.get(before, frozenset()) | words.range_between
        at = number.last
        unit = self._unit(at)
        if unit is not None and tokens.word(unit[0]) in links:
            at = unit[0]
        link = tokens.word(at)
        is_or = link in words.or_
        if not (link in links or is_or) or any(i in self.hidden for i in (at, at + 1)):
            return None
        skip = at + 1
        prefix = self.money.symbols.at(tokens, skip)
        second = read_number(tokens, prefix[0] if prefix is not None else skip, self.language)
        if second is None or second.article or any(i in self.hidden for i in range(second.first, second.last)):
            return None
        low, high = number.value, second.value
        second_scale = self.numbers.scales.get(tokens.word(second.last - 1), 1)
        if low * second_scale < high and low < 1000 <= second_scale and not self._is_scaled(number):
            low *= second_scale
        if not self._agree(number, unit, prefix, second):
            return None
        if low >= high or (is_or and (high - low > 2 or number.form == "fraction")) or (link == "-" and tokens.is_glued(at) != tokens.is_glued(at + 1)):
            return None
        opened = before in words.range_before and link in words.range_before[before]
        return _Amount(first=number.first - opened, last=second.last, value=None, low=low, high=high, qualifier="about" if is_or else "exact", link=self._is_scaled(second))

    def _agree(self, number: Number, unit: tuple[int, str, int] | None, prefix: tuple[int, object] | None, second: Number) -> bool:
        """Two ends of a range have one unit: "6 % to $1.45 billion" is none."""
        sign = self.money.before(self.tokens, number.first)
        first = sign[1] if sign is not None else None if unit is None else unit[1]
        after = self._unit(second.last)
        last = str(prefix[1]) if prefix is not None else None if after is None else after[1]
        return first == last or (first is None and prefix is None)

    # --- units -----------------------------------------------------------------------------------------------------------

    def _with_unit(self, amount: _Amount) -> _Amount:
        """Give an amount its currency, percent sign or measure."""
        inner = amount.first + (self.tokens.word(amount.first) in self.words.range_before)
        sign = self.money.before(self.tokens, inner)
        if sign is not None and sign[0] not in self.hidden and sign[0] >= self.floor:
            at = self.numbers.scales.get(self.tokens.word(amount.last))
            scaled = replace(_scaled(amount, sign[2]), first=sign[0], unit=sign[1], share=False)
            named = self.money.after(self.tokens, amount.last)
            if named is not None and named[1] == sign[1] and self.tokens.kind(named[0] - 1) == "word":
                scaled = replace(scaled, last=named[0])
            return scaled if at is None else scaled
        before = self.words.percent_before.before(self.tokens, amount.first)
        if before is not None:
            return replace(amount, first=before[0], unit="percent")
        of_one = amount.share and self.tokens.word(amount.last) in self.numbers.articles  # "half a percentage point"
        found = self._unit(amount.last + of_one)
        if found is None:
            return self._as_share(amount)
        end, unit, factor = found
        scale = self.numbers.scales.get(self.tokens.word(end), 1) if unit.isupper() and len(unit) == 3 else 1
        if scale > 1 and amount.value is not None and not self._scaled_already(amount):
            end, factor = end + 1, factor * scale
        return self._with_minor(replace(_scaled(amount, factor), last=end, unit=unit, share=False, link=True))

    def _scaled_already(self, amount: _Amount) -> bool:
        return self.tokens.word(amount.last - 1) in self.numbers.scales

    def _as_share(self, amount: _Amount) -> _Amount:
        if not amount.share or amount.value is None:
            return amount
        return replace(_scaled(amount, 100), unit="percent")

    def _with_minor(self, amount: _Amount) -> _Amount:
        """Add the small change: "3 dollars 50 cents", "13 euros et 45 cents"."""
        tokens = self.tokens
        if not (amount.unit.isupper() and len(amount.unit) == 3) or amount.value is None or amount.value.denominator != 1:
            return amount
        at = amount.last
        spoken = tokens.word(at) in self.numbers.and_ or tokens.word(at) in self.numbers.weak_and or tokens.word(at) in self.numbers.inner_and
        start = at + 1 if spoken else at
        change = self._small_change(start)
        number = read_number(tokens, start, self.language) if start not in self.hidden else None
        if change is not None and change.value is not None:
            value, minor = amount.value + change.value / 100, self.money.minor.at(tokens, change.last)
            return replace(amount, value=value, low=value, high=value, last=change.last if minor is None else minor[0])
        if number is not None and number.value % _HUNDRED == 0 and number.form == "word" and self.money.minor.at(tokens, number.last - 1) is not None:
            value = amount.value + number.value / 100 / _HUNDRED  # "quarante-cinq cents" reads as 4500
            return replace(amount, value=value, low=value, high=value, last=number.last)
        if number is None or not 0 < number.value < 100 or number.value.denominator != 1 or number.form == "fraction":
            return amount
        minor = self.money.minor.at(tokens, number.last)
        follows = tokens.kind(number.last)
        if minor is None and (follows in {"word", "digits"} or tokens.word(number.last) in {"%", "$", "€", "£", ",", "-", "/"} or number.article):
            return amount
        value = amount.value + number.value / 100
        return replace(amount, value=value, low=value, high=value, last=number.last if minor is None else minor[0])

    def _unit(self, index: int) -> tuple[int, str, int] | None:
        """Return the end, the unit and a factor of what stands at ``index``."""
        tokens, words = self.tokens, self.words
        at = index + 1 if tokens.word(index) == "-" and tokens.is_glued(index) and tokens.is_glued(index + 1) else index
        if at in self.hidden and tokens.word(at) not in words.time:
            return None
        for table, unit in ((words.points, "percentage-point"), (words.percent, "percent")):
            found = table.at(tokens, at)
            if found is not None:
                return found[0], unit, 1
        linked = at + 1 if tokens.word(at) in self.numbers.fraction_of and self._scaled_before(at) else at
        currency = self.money.after(tokens, index) or (self.money.after(tokens, linked) if linked > at else None)
        if currency is not None:
            return currency
        measure = words.measures.at(tokens, linked)
        if measure is not None and not (tokens.is_glued(measure[0]) and tokens.kind(measure[0]) in {"word", "digits"}):
            return measure[0], cast(str, measure[1]), 1
        time = words.time.get(tokens.word(linked))
        return None if time is None else (linked + 1, time, 1)

    def _scaled_before(self, index: int) -> bool:
        word = self.tokens.word(index - 1)
        return word in self.numbers.scales or word in self.numbers.vague or word in self.numbers.about_collectives

    # --- what stands round ---------------------------------------------------------------------------------------------------

    def _finish(self, amount: _Amount, floor: int) -> Quantity | None:
        """Add the qualifiers and what is counted; None for a number that counts nothing at all."""
        tokens = self.tokens
        first, last, qualifier = amount.first, amount.last, amount.qualifier
        if amount.unit == "percent" and tokens.word(first - 1) in self.numbers.definite and first - 1 >= floor and tokens.word(last - 1) in self.numbers.halves:
            first -= 1
        before = self._qualifier_before(first, floor)
        if before is not None:
            first, qualifier = before
        after = self.words.after.at(tokens, last)
        if after is not None and qualifier in {"exact", "about"} and after[0] not in self.hidden:
            last, qualifier = after[0], cast("Qualifier", after[1])
        if first in self.hidden:
            return None
        start, end = tokens[first].start, tokens[last - 1].end
        counted = self._what(amount, last)
        return Quantity(
            start=start, end=end, value=None if amount.value is None else plain(amount.value), low=None if amount.low is None else plain(amount.low),
            high=None if amount.high is None else plain(amount.high), unit=amount.unit, counted=None if counted is None else counted[0], qualifier=qualifier,
            counted_start=None if counted is None else counted[1], counted_end=None if counted is None else counted[2],
        )

    def _qualifier_before(self, first: int, floor: int) -> tuple[int, Qualifier] | None:
        """Return where the qualifier before the amount starts, and what it says; up to two stand together ("plus d'une dizaine", "at least some")."""
        found = self.numbers.qualifiers.before(self.tokens, first)
        if found is None or found[0] < floor or any(i in self.hidden for i in range(found[0], first)):
            return None
        further = self.numbers.qualifiers.before(self.tokens, found[0])
        if further is not None and further[0] >= floor and further[1] != "exact" and further[0] not in self.hidden:
            return further[0], cast("Qualifier", further[1])
        return found[0], cast("Qualifier", found[1])

    def _what(self, amount: _Amount, last: int) -> tuple[str, int, int] | None:
        """Return the counted phrase and its span."""
        if amount.unit == "count" and self.parse is not None:
            sentence = sentence_of(self.parse, self.tokens[amount.first].start)
            span = None if sentence is None else parsed_span(sentence, self.tokens[amount.first].start, self.tokens[amount.last - 1].end)
            if span is not None:
                return self._phrase(span)
        span = self.counted.find(last, amount.link or amount.unit != "count")
        if amount.unit != "count" and (span is None or not self._is_linked(last)):
            return None
        return None if span is None else self._phrase(span)

    def _is_linked(self, last: int) -> bool:
        word = self.tokens.word(last)
        return word in self.numbers.fraction_of or (word == "d" and self.tokens.word(last + 1) == "'")

    def _phrase(self, span: tuple[int, int]) -> tuple[str, int, int]:
        return self.text[span[0] : span[1]], *span


def _scaled(amount: _Amount, factor: int) -> _Amount:
    if factor == 1:
        return amount
    value, low, high = (None if part is None else part * factor for part in (amount.value, amount.low, amount.high))
    return replace(amount, value=value, low=low, high=high)
