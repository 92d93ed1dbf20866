"""Numbers that are no amounts: inside dates, ages, times of day, addresses, labels and scores."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from briefing import lexicon
from briefing.extract.dates.matching import find_expressions
from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.numbers import Number
from briefing.extract.tokens import Phrases, Tokens, address_tokens

_DURATION_REACH = 4  # words before "38 ans" in which a word of duration counts


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusions:
    """The words of a language that make a number no amount."""

    labels: frozenset[str]
    signs: frozenset[str]
    age_before: Phrases
    age_after: Phrases
    age_unit: frozenset[str]
    under_age: Phrases
    duration_before: frozenset[str]
    clock_before: frozenset[str]
    clock_unit: frozenset[str]
    clock_after: Phrases
    oclock: Phrases
    meridiems: Phrases


@cache
def exclusions(language: str) -> Exclusions:
    """Return the words that exclude numbers in ``language``."""
    data, units, dates = lexicon.load(language, "numbers"), lexicon.load(language, "units"), lexicon.load(language, "dates")

    def words(source: Mapping[str, Any], name: str) -> frozenset[str]:
        return frozenset(source.get(name) or ())

    def phrases(name: str) -> Phrases:
        return Phrases(dict.fromkeys(data.get(name) or (), True))

    return Exclusions(
        labels=words(data, "labels"), signs=words(data, "signs"), age_before=phrases("age_before"), age_after=phrases("age_after"), age_unit=words(data, "age_unit"),
        under_age=phrases("under_age"), duration_before=words(data, "duration_before"), clock_before=words(units, "clock_before"), clock_unit=words(units, "clock_unit"),
        clock_after=Phrases(dict.fromkeys(units.get("clock_after") or (), True)),
        oclock=Phrases({text: True for text in dates.get("oclock") or () if "'" in text}),
        meridiems=Phrases(dict.fromkeys(dates.get("meridiems") or (), True)),
    )


def masked(text: str, tokens: Tokens, language: str) -> frozenset[int]:
    """Return the tokens that lie in dates, web and mail addresses."""
    hidden: set[int] = set()
    for expression in find_expressions(text, language):
        if expression.rule != "drop" or "n" not in expression.slots:
            hidden.update(range(expression.first, expression.last))
    return frozenset(hidden) | address_tokens(text, tokens)


class Excluder:
    """Says of a number whether it is an amount."""

    def __init__(self, tokens: Tokens, language: str) -> None:
        self.tokens = tokens
        self.words: NumberWords = number_words(language)
        self.rules = exclusions(language)

    def is_excluded(self, number: Number) -> bool:
        """Return True for ages, times of day, labels, scores, list numbers and parts of names."""
        return self.is_age(number) or self._is_clock(number) or self._is_label(number) or self._is_joined(number) or self._is_list_number(number)

    def is_age(self, number: Number) -> bool:
        """Return True for "aged 38", "38 years old", "38 ans" behind a person, ", 38,"."""
        tokens, rules = self.tokens, self.rules
        at = number.last + 1 if tokens.word(number.last) == "-" and tokens.is_glued(number.last) else number.last
        if rules.age_before.before(tokens, number.first) is not None or rules.age_after.at(tokens, at) is not None:
            return True
        if tokens.word(number.last) in rules.age_unit:
            return self._is_age_unit(number)
        if number.value.denominator == 1 and 0 < number.value < 120 and number.form == "figure":
            bracketed = tokens.word(number.first - 1) in {",", "("} and tokens.word(number.last) in {",", ")"}
            name = tokens[number.first - 2].form if number.first >= 2 else ""
            if bracketed and tokens.kind(number.first - 2) == "word" and name[0].isupper() and not tokens.is_glued(number.first):
                return True
            return rules.under_age.before(tokens, number.first) is not None and tokens.kind(number.last) != "word" and tokens.word(number.last) not in {"%", "-"}
        return False

    def _is_age_unit(self, number: Number) -> bool:
        """Tell "un survivant de 17 ans", "(38 ans)" from "cinq ans de prison", "pendant trois ans"."""
        tokens, rules = self.tokens, self.rules
        if number.value > 120 or number.value.denominator != 1:
            return False
        before = tokens.word(number.first - 1)
        if before in {",", "("} and (tokens.word(number.last + 1) in {",", ")", "."}):
            return True
        if tokens.word(number.last + 1) in self.words.fraction_of or before not in self.words.fraction_of:
            return False
        for index in range(number.first - 2, max(-1, number.first - 2 - _DURATION_REACH), -1):
            if tokens.kind(index) != "word":
                break
            if tokens.word(index) in rules.duration_before and tokens.word(index) not in self.words.stop:
                return False
        return True

    def _is_clock(self, number: Number) -> bool:
        tokens, rules = self.tokens, self.rules
        at = number.last
        if tokens.kind(number.first) == "digits" and number.form == "figure":
            minutes = tokens.word(at) == ":" and tokens.is_glued(at) and tokens.is_glued(at + 1) and tokens.kind(at + 1) == "digits"
            if minutes or (tokens.word(number.first - 1) == ":" and tokens.is_glued(number.first) and tokens.kind(number.first - 2) == "digits"):
                return True
        if rules.meridiems.at(tokens, at) is not None or rules.oclock.at(tokens, at) is not None:
            return True
        if number.value < 60 and tokens.word(number.first - 1) in rules.clock_unit and tokens.kind(number.first - 2) == "digits" and len(tokens.word(number.first)) == 2:
            return True  # the minutes of "18 h 10"
        if number.value <= 24 and rules.clock_after.at(tokens, at) is not None:
            return True
        if number.value > 24 or tokens.word(at) not in rules.clock_unit:
            return False
        if tokens.is_glued(at) and tokens.kind(at + 1) == "digits":
            return True
        before = tokens.word(number.first - 1)
        return before in rules.clock_before

    def _is_label(self, number: Number) -> bool:
        """Return True for "Article 5", "Boeing 737", "n° 12": a number that names."""
        tokens, rules = self.tokens, self.rules
        before = number.first - 1
        if tokens.word(before) == "." and tokens.is_glued(before) and tokens.word(before - 1) in rules.labels:
            before -= 1
        word = tokens.word(before)
        if word in rules.signs or (word == "°" and tokens.word(before - 1) == "n"):
            return True
        if number.form != "figure" and tokens.kind(number.first) != "word":
            return False
        if word in rules.labels and not self._counts(number.last):
            return True
        return tokens.kind(before) == "word" and number.form == "figure" and number.value.denominator == 1 and number.value < 10000 and tokens[before].form[0].isupper() \
            and word not in self.words.stop and not self._counts(number.last) and tokens.word(number.last) not in {"%", "$", "€", "£", "-"} and not self._opens_sentence(before)

    def _opens_sentence(self, index: int) -> bool:
        return index == 0 or self.tokens.word(index - 1) in {".", "!", "?", ":", "\u2022"}

    def _counts(self, index: int) -> bool:
        """Return True when the word at ``index`` can be what the number counts."""
        token = self.tokens[index] if index < len(self.tokens) else None
        return token is not None and token.kind == "word" and token.form[0].islower() and token.fold not in self.words.stop

    def _is_joined(self, number: Number) -> bool:
        """Return True when signs tie the number to others: codes ("A-10", "COVID-19"), scores ("3-1"), paths ("12/b"), versions."""
        tokens = self.tokens
        first, last = number.first, number.last
        if tokens.is_glued(first) and tokens.word(first - 1) in {"-", "/", "_", "&", "=", "+"} and tokens.is_glued(first - 1) and tokens.kind(first - 2) in {"word", "digits"}:
            return tokens.kind(first - 2) == "word" or tokens.word(first - 1) != "-" or not self._ascends(first)
        if tokens.is_glued(last) and tokens.word(last) in {"-", "/"} and tokens.is_glued(last + 1) and tokens.kind(last + 1) == "digits":
            return tokens.word(last) != "-" or not self._ascends(last + 1)
        return number.form == "figure" and tokens.word(first + 1) == "/" and number.value.denominator > 10

    def _ascends(self, index: int) -> bool:
        """Return True when the digits before the dash at ``index - 1`` are less than those behind it: a range."""
        tokens = self.tokens
        return tokens.kind(index - 2) == "digits" and tokens.kind(index) == "digits" and int(tokens.word(index - 2)[:18]) < int(tokens.word(index)[:18]) \
            and not (tokens.is_glued(index + 1) and tokens.word(index + 1) in {"-", "/"})

    def _is_list_number(self, number: Number) -> bool:
        """Return True for "1." or "2)" that opens a line."""
        tokens = self.tokens
        if number.form != "figure" or number.last != number.first + 1 or tokens.word(number.last) not in {".", ")"} or not tokens.is_glued(number.last):
            return False
        opens = number.first == 0 or tokens.word(number.first - 1) in {"\u2022"}
        return opens and number.last + 1 < len(tokens) and number.value < 100
