"""Amounts: a number, a vague plural or a range, with the currency, percent sign or measure that stands beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.extract.figures import read_figure
from briefing.extract.masks import Excluder
from briefing.extract.money import Money, money
from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.numbers import Number, read_number
from briefing.extract.tokens import Phrases, Tokens

if TYPE_CHECKING:
    from briefing.model import Qualifier

_HUNDRED = 100
_TWICE = 2  # "thousands" is two thousand at least
_WIDEST_OR = 2  # "two or three"; "two or twenty" is no range
_SHORT = 1000  # "10 to 15 million": a short first number shares the multiplier


@dataclass(frozen=True, slots=True, kw_only=True)
class Amount:
    """A value with its unit; token indices, ``last`` exclusive."""

    first: int
    last: int
    value: Fraction | None
    low: Fraction | None
    high: Fraction | None
    unit: str = "count"
    qualifier: Qualifier = "exact"
    link: bool = False  # a linking word stands before what is counted: "thousands of people"
    share: bool = False  # a fraction: a percentage unless a unit follows


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitWords:
    """Units and range words of a language."""

    time: Mapping[str, str]
    measures: Phrases
    percent: Phrases
    points: Phrases
    percent_before: Phrases
    range_before: Mapping[str, frozenset[str]]  # "between" and the links it opens
    range_between: frozenset[str]  # links that need no opening word
    range_never: frozenset[str]  # "from 10 to 15" tells a change more often than a range
    or_: frozenset[str]


@cache
def unit_words(language: str) -> UnitWords:
    """Return the units of ``language``; a language without data still has the percent sign."""
    numbers, units = lexicon.load(language, "numbers"), lexicon.load(language, "units")
    between = dict(numbers.get("range_between") or {})
    default = frozenset(between.pop("default", None) or {"-"})

    def listed(name: str, *, default: tuple[str, ...] = ()) -> Phrases:
        return Phrases(dict.fromkeys(units.get(name) or default, True))

    return UnitWords(
        time=dict(units.get("time") or {}), measures=Phrases(dict(units.get("measures") or {})), percent=listed("percent", default=("%",)),
        points=listed("points"), percent_before=listed("percent_before"), range_before={word: frozenset(links) for word, links in between.items()},
        range_between=default, range_never=frozenset(numbers.get("range_never") or ()), or_=frozenset(numbers.get("or") or ()),
    )


class Amounts:
    """Reads amounts; every step looks a bounded number of tokens ahead."""

    def __init__(self, tokens: Tokens, language: str, hidden: frozenset[int]) -> None:
        self.tokens = tokens
        self.language = language
        self.hidden = hidden  # tokens inside dates and addresses
        self.numbers: NumberWords = number_words(language)
        self.units = unit_words(language)
        self.money: Money = money(language)
        self.excluder = Excluder(tokens, language)
        self.passed = 0  # end of the last number that is no amount

    def read(self, index: int, floor: int) -> Amount | None:
        """Return the amount that starts at ``index``; a currency sign before it may start as early as ``floor``."""
        amount = self._vague(index) or self._single(index)
        return None if amount is None else self._with_unit(amount, floor)

    def _number(self, index: int) -> Number | None:
        return read_number(self.tokens, index, self.language)

    def _is_hidden(self, first: int, last: int) -> bool:
        return any(index in self.hidden for index in range(first, last))

    # --- vague amounts ---------------------------------------------------------------------------------------------------

    def _vague(self, index: int) -> Amount | None:
        """Read "thousands", "tens of thousands", "several million", "plusieurs", "une centaine", "multi-billion", "a couple of"."""
        tokens, words = self.tokens, self.numbers
        word, following = tokens.word(index), tokens.word(index + 1)
        if word in words.several:
            scale = words.scales.get(following) or words.vague.get(following) or words.hundreds.get(following)
            return self._open(index, index + (2 if scale else 1), words.several[word] * (scale or 1), link=bool(scale))
        if word in words.multi and following == "-" and tokens.word(index + 2) in words.scales:
            return self._open(index, index + 3, _TWICE * words.scales[tokens.word(index + 2)], link=False)
        if word in words.articles and following in words.couples:
            return self._about(index, Fraction(words.couples[following]))
        if word in words.articles and following in words.about_collectives:
            return self._about(index, Fraction(words.about_collectives[following]))
        if word not in words.vague:
            return None
        counted = index and tokens.word(index - 1) not in words.articles and self._number(index - 1) is not None
        return None if counted else self._plural(index)

    def _open(self, first: int, last: int, low: int, *, link: bool) -> Amount:
        return Amount(first=first, last=last, value=None, low=Fraction(low), high=None, qualifier="about", link=link)

    def _plural(self, index: int) -> Amount:
        """Read "thousands", "dizaines de milliers"."""
        tokens, words = self.tokens, self.numbers
        factor, at = words.vague[tokens.word(index)], index + 1
        for link in words.vague_link:
            inner = tokens.word(at + len(link))
            if all(tokens.word(at + offset) == part for offset, part in enumerate(link)) and (inner in words.vague or inner in words.scales):
                factor, at = factor * (words.vague.get(inner) or words.scales[inner]), at + len(link) + 1
                break
        return self._open(index, at, _TWICE * factor, link=True)

    def _about(self, index: int, value: Fraction) -> Amount:
        """Read "une centaine", "une dizaine de milliers", "a couple of"."""
        tokens, words = self.tokens, self.numbers
        at = index + 2
        if tokens.word(at) in words.fraction_of and (tokens.word(at + 1) in words.vague or tokens.word(at + 1) in words.scales):
            value *= words.vague.get(tokens.word(at + 1)) or words.scales[tokens.word(at + 1)]
            at += 2
        return Amount(first=index, last=at, value=value, low=value, high=value, qualifier="about", link=True)

    # --- numbers ---------------------------------------------------------------------------------------------------------

    def _single(self, index: int) -> Amount | None:
        """Read one number, or the range it opens; remember in ``passed`` a number that is no amount."""
        change = self._small_change(index)
        if change is not None:
            return change
        number = self._number(index)
        if number is None or self._is_hidden(number.first, number.last) or not self._counts(number):
            return None
        priced = self.money.before(self.tokens, number.first) is not None or self.money.after(self.tokens, number.last) is not None
        if not priced and self.excluder.is_excluded(number):
            self.passed = number.last
            return None
        bounds = self._range(number)
        if bounds is not None:
            return bounds
        share = number.form == "fraction" and 0 < number.value < 1
        tail = self.tokens.word(number.last - 1)
        link = share or tail in self.numbers.collectives or tail in self.numbers.scales
        return Amount(first=number.first, last=number.last, value=number.value, low=number.value, high=number.value, share=share, link=link)

    def _counts(self, number: Number) -> bool:
        """Tell a count of one from an article and a pronoun."""
        tokens = self.tokens
        at = number.last
        priced = self.money.after(tokens, at) is not None
        if number.article:  # only before a unit that a word of duration or a price announces
            before = tokens.word(number.first - 1)
            timed = tokens.word(at) in self.units.time and before in self.excluder.rules.duration_before
            return timed or (priced and before not in self.numbers.stop)
        if number.form != "word" or at != number.first + 1 or tokens.word(number.first) not in self.numbers.ones:
            return True
        if tokens.word(at) == "-":
            return priced or tokens.word(at + 1) in self.units.time
        return tokens.kind(at) == "word" and tokens.word(at) not in self.numbers.stop

    def _small_change(self, index: int) -> Amount | None:
        """Read the figure of "50 cents" where the word is also a hundred."""
        tokens = self.tokens
        figure = read_figure(tokens, index, self.numbers) if tokens.kind(index) == "digits" else None
        if figure is None or figure[1] >= _HUNDRED or tokens.word(figure[0]) not in self.numbers.hundreds:
            return None
        if self.money.minor.at(tokens, figure[0]) is None or self._is_hidden(index, figure[0]):
            return None
        follows = tokens.word(figure[0] + 1)
        if follows in self.numbers.scales or follows in self.numbers.weak_and or follows.isdecimal():
            return None
        return Amount(first=index, last=figure[0], value=figure[1], low=figure[1], high=figure[1])

    # --- ranges ----------------------------------------------------------------------------------------------------------

    def _range(self, number: Number) -> Amount | None:
        """Read "10 to 15", "entre 5 et 7", "two or three", "3-5 million"."""
        tokens, units = self.tokens, self.units
        before = tokens.word(number.first - 1)
        links = units.range_before.get(before, frozenset()) | units.range_between
        unit = self._unit(number.last)
        at = unit[0] if unit is not None and tokens.word(unit[0]) in links else number.last
        link = tokens.word(at)
        if before in units.range_never and link not in units.or_:
            return None
        if (link not in links and link not in units.or_) or self._is_hidden(at, at + 2):
            return None
        prefix = self.money.symbols.at(tokens, at + 1)
        second = self._number(at + 1 if prefix is None else prefix[0])
        if second is None or second.article or self._is_hidden(second.first, second.last) or not self._agree(number, unit, prefix, second):
            return None
        low, high = self._bounds(number, second)
        if low >= high or (link == "-" and tokens.is_glued(at) != tokens.is_glued(at + 1)):
            return None
        is_or = link in units.or_
        if is_or and (high - low > _WIDEST_OR or number.form == "fraction"):
            return None
        opened = before in units.range_before and link in units.range_before[before]
        scaled = tokens.word(second.last - 1) in self.numbers.scales
        qualifier: Qualifier = "about" if is_or else "exact"
        return Amount(first=number.first - opened, last=second.last, value=None, low=low, high=high, qualifier=qualifier, link=scaled)

    def _bounds(self, number: Number, second: Number) -> tuple[Fraction, Fraction]:
        scale = self.numbers.scales.get(self.tokens.word(second.last - 1), 1)
        shares = scale >= _SHORT > number.value and self.tokens.word(number.last - 1) not in self.numbers.scales
        return (number.value * scale if shares and number.value * scale < second.value else number.value), second.value

    def _agree(self, number: Number, unit: tuple[int, str, int] | None, prefix: tuple[int, object] | None, second: Number) -> bool:
        """Return True when both ends have one unit: "6 % to $1.45 billion" is no range."""
        sign = self.money.before(self.tokens, number.first)
        after = self._unit(second.last)
        first = sign[1] if sign is not None else None if unit is None else unit[1]
        last = str(prefix[1]) if prefix is not None else None if after is None else after[1]
        return first == last or (first is None and prefix is None)

    # --- units -----------------------------------------------------------------------------------------------------------

    def _with_unit(self, amount: Amount, floor: int) -> Amount:
        """Give an amount its currency, percent sign or measure."""
        tokens = self.tokens
        signed = self._with_sign(amount, floor)
        if signed is not None:
            return signed
        before = self.units.percent_before.before(tokens, amount.first)
        if before is not None:
            return replace(amount, first=before[0], unit="percent")
        of_one = amount.share and tokens.word(amount.last) in self.numbers.articles  # "half a percentage point"
        found = self._unit(amount.last + of_one)
        if found is None:
            return replace(_scaled(amount, _HUNDRED), unit="percent") if amount.share else amount
        end, unit, factor = found
        scale = self.numbers.scales.get(tokens.word(end), 1) if _is_code(unit) else 1  # "75 USD million"
        if scale > 1 and amount.value is not None and tokens.word(amount.last - 1) not in self.numbers.scales:
            end, factor = end + 1, factor * scale
        return self._with_change(replace(_scaled(amount, factor), last=end, unit=unit, share=False, link=True))

    def _with_sign(self, amount: Amount, floor: int) -> Amount | None:
        """Read the currency sign or code that stands before: "$12", "EUR 5 million"."""
        tokens = self.tokens
        number = amount.first + (tokens.word(amount.first) in self.units.range_before)
        sign = self.money.before(tokens, number)
        if sign is None or sign[0] in self.hidden or sign[0] < floor:
            return None
        signed = replace(_scaled(amount, sign[2]), first=min(sign[0], amount.first), unit=sign[1], share=False)
        named = self.money.after(tokens, amount.last)  # "$ 10 dollars"
        repeats = named is not None and named[1] == sign[1] and tokens.kind(named[0] - 1) == "word"
        return replace(signed, last=named[0]) if named is not None and repeats else signed

    def _with_change(self, amount: Amount) -> Amount:
        """Add the small change: "3 dollars 50 cents", "13 euros et 45 cents", "15 dollars and 50"."""
        tokens, words = self.tokens, self.numbers
        if not _is_code(amount.unit) or amount.value is None or amount.value.denominator != 1:
            return amount
        word = tokens.word(amount.last)
        start = amount.last + (word in words.and_ or word in words.weak_and or word in words.inner_and)
        change = self._change(start)
        return amount if change is None else _changed(amount, *change)

    def _change(self, index: int) -> tuple[Fraction, int] | None:
        """Return the hundredths at ``index`` and where they end."""
        tokens = self.tokens
        figure = self._small_change(index)
        if figure is not None and figure.value is not None:
            return figure.value, figure.last + 1
        number = self._number(index) if index not in self.hidden else None
        if number is None or number.value.denominator != 1 or number.form == "fraction" or number.value <= 0:
            return None
        if number.value >= _HUNDRED:  # "quarante-cinq cents" reads as 4500
            spelled = number.value % _HUNDRED == 0 and number.form == "word" and self.money.minor.at(tokens, number.last - 1) is not None
            return (number.value / _HUNDRED, number.last) if spelled else None
        minor = self.money.minor.at(tokens, number.last)
        open_end = tokens.kind(number.last) in {"word", "digits"} or tokens.word(number.last) in {"%", "$", "€", "£", ",", "-", "/"}
        if minor is None and (open_end or number.article):
            return None
        return number.value, number.last if minor is None else minor[0]

    def _unit(self, index: int) -> tuple[int, str, int] | None:
        """Return the end, the unit and a factor of what stands at ``index``."""
        tokens, units = self.tokens, self.units
        at = index + 1 if tokens.word(index) == "-" and tokens.is_glued(index) and tokens.is_glued(index + 1) else index
        if at in self.hidden and tokens.word(at) not in units.time:
            return None
        for table, name in ((units.points, "percentage-point"), (units.percent, "percent")):
            found = table.at(tokens, at)
            if found is not None:
                return found[0], name, 1
        linked = at + 1 if tokens.word(at) in self.numbers.fraction_of and self._is_scale(at - 1) else at
        currency = self.money.after(tokens, index) or (self.money.after(tokens, linked) if linked > at else None)
        if currency is not None:
            return currency
        measure = units.measures.at(tokens, linked)
        if measure is not None and not (tokens.is_glued(measure[0]) and tokens.kind(measure[0]) in {"word", "digits"}):
            return measure[0], str(measure[1]), 1
        time = units.time.get(tokens.word(linked))
        return None if time is None else (linked + 1, time, 1)

    def _is_scale(self, index: int) -> bool:
        word = self.tokens.word(index)
        return word in self.numbers.scales or word in self.numbers.vague or word in self.numbers.about_collectives


def _is_code(unit: str) -> bool:
    return unit.isupper() and len(unit) == 3


def _scaled(amount: Amount, factor: int) -> Amount:
    value, low, high = (None if part is None else part * factor for part in (amount.value, amount.low, amount.high))
    return replace(amount, value=value, low=low, high=high)


def _changed(amount: Amount, cents: Fraction, last: int) -> Amount:
    value = (amount.value or Fraction(0)) + cents / _HUNDRED
    return replace(amount, value=value, low=value, high=value, last=last)
