"""Quantities: a value or range, its unit, what it counts, and the words that qualify it.

Spans run from the qualifier to the unit ("at least 10", "plus de 12,5 milliards de dollars"). Bare "dollars" are US dollars (see money.yaml). A
share ("half of", "un tiers des") is a percentage. A vague plural ("thousands", "plusieurs") has a low bound of twice its word and no high bound.
Numbers inside dates, ages, names, times of day and addresses are no quantities; ordinals are none either.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, cast

from briefing import lexicon
from briefing.extract.amounts import Amount, Amounts
from briefing.extract.counted import Counted, measured_span, parsed_span, sentence_of
from briefing.extract.masks import masked
from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.numbers import plain
from briefing.extract.tokens import Phrases, Tokens, tokenize
from briefing.model import Quantity

if TYPE_CHECKING:
    from fractions import Fraction

    from briefing.extract.parse import Parse
    from briefing.model import Qualifier


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
    """Reads quantities from left to right."""

    def __init__(self, text: str, language: str, parse: Parse | None) -> None:
        self.text = text
        self.parse = parse
        self.tokens: Tokens = tokenize(text)
        self.words: NumberWords = number_words(language)
        self.hidden = masked(text, self.tokens, language)
        self.amounts = Amounts(self.tokens, language, self.hidden)
        self.counted = Counted(text, self.tokens, language)
        self.after = _after(language)

    def find(self) -> tuple[Quantity, ...]:
        found: list[Quantity] = []
        index = floor = 0
        while index < len(self.tokens):
            amount = None if index in self.hidden else self.amounts.read(index, floor)
            read = None if amount is None else self._finish(amount, floor)
            if read is None:
                index = max(index + 1, self.amounts.passed)
                continue
            quantity, last = read
            found.append(quantity)
            index = floor = max(index + 1, last)
        return tuple(found)

    def _finish(self, amount: Amount, floor: int) -> tuple[Quantity, int] | None:
        """Add the qualifiers and what is counted; return the quantity and the token it ends before."""
        tokens = self.tokens
        first, last, qualifier = amount.first, amount.last, amount.qualifier
        if amount.unit == "percent" and tokens.word(last - 1) in self.words.halves and tokens.word(first - 1) in self.words.definite:
            first = max(floor, first - 1)  # "la moitié"
        before = self._qualifier(first, floor)
        if before is not None:
            first, qualifier = before
        after = self.after.at(tokens, last)
        if after is not None and qualifier in {"exact", "about"} and after[0] not in self.hidden:
            last, qualifier = after[0], cast("Qualifier", after[1])
        if first in self.hidden:
            return None
        counted = self._counted(amount, last)
        quantity = Quantity(
            start=tokens[first].start, end=tokens[last - 1].end, value=_plain(amount.value), low=_plain(amount.low), high=_plain(amount.high),
            unit=amount.unit, counted=None if counted is None else self.text[counted[0] : counted[1]], qualifier=qualifier,
            counted_start=None if counted is None else counted[0], counted_end=None if counted is None else counted[1],
        )
        return quantity, last

    def _qualifier(self, first: int, floor: int) -> tuple[int, Qualifier] | None:
        """Return where the qualifier before the amount starts, and what it says; of two together the first counts ("at least some 40")."""
        found = self.words.qualifiers.before(self.tokens, first)
        if found is None or found[0] < floor or any(index in self.hidden for index in range(found[0], first)):
            return None
        further = self.words.qualifiers.before(self.tokens, found[0])
        if further is not None and further[0] >= floor and further[1] != "exact" and further[0] not in self.hidden:
            found = further
        return found[0], cast("Qualifier", found[1])

    def _counted(self, amount: Amount, last: int) -> tuple[int, int] | None:
        """Return the characters of what is counted; of money and measures only what a link names ("tonnes of cobalt")."""
        if amount.unit != "count":
            linked = self.counted.find(last, link=True) if self.counted.is_linked(last) else None
            return linked or self._measured(amount)
        if self.parse is not None:
            start, end = self.tokens[amount.first].start, self.tokens[amount.last - 1].end
            sentence = sentence_of(self.parse, start)
            span = None if sentence is None else parsed_span(sentence, start, end)
            if span is not None:
                return span
        return self.counted.find(last, link=amount.link)


    def _measured(self, amount: Amount) -> tuple[int, int] | None:
        """Return what a share or a sum measures by the parse ("the rate rose to 7%", "losses of £340m"); lengths and weights name it themselves."""
        if self.parse is None or not (amount.unit in {"percent", "percentage-point"} or amount.unit.isupper()):
            return None
        start, end = self.tokens[amount.first].start, self.tokens[amount.last - 1].end
        sentence = sentence_of(self.parse, start)
        return None if sentence is None else measured_span(sentence, start, end, share=not amount.unit.isupper())


@cache
def _after(language: str) -> Phrases:
    """Return the qualifiers that stand behind an amount."""
    listed = lexicon.load(language, "numbers").get("after") or {}
    return Phrases({text: kind for kind, texts in listed.items() for text in texts})


def _plain(value: Fraction | None) -> int | float | None:
    return None if value is None else plain(value)
