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

_OLDEST, _HOURS, _MINUTES = 120, 24, 60
_LONGEST_LABEL, _LONGEST_LIST, _LARGEST_DENOMINATOR = 10000, 100, 10
_DIGITS = 18  # of a run of digits that are compared
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
        labels=words(data, "labels"), signs=words(data, "signs"), age_before=phrases("age_before"), age_after=phrases("age_after"),
        age_unit=words(data, "age_unit"), under_age=phrases("under_age"), duration_before=words(data, "duration_before"),
        clock_before=words(units, "clock_before"), clock_unit=words(units, "clock_unit"),
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
        if number.value.denominator != 1 or not 0 < number.value < _OLDEST or number.form != "figure":
            return False
        if tokens.word(number.first - 1) in {",", "("} and tokens.word(number.last) in {",", ")"} and not tokens.is_glued(number.first):
            name = tokens[number.first - 2] if number.first >= 2 else None
            return name is not None and name.kind == "word" and name.form[0].isupper()
        under = rules.under_age.before(tokens, number.first) is not None
        return under and tokens.kind(number.last) != "word" and tokens.word(number.last) not in {"%", "-"}

    def _is_age_unit(self, number: Number) -> bool:
        """Tell "un survivant de 17 ans", "(38 ans)" from "cinq ans de prison", "pendant trois ans"."""
        tokens, rules, link = self.tokens, self.rules, self.words.fraction_of
        if number.value > _OLDEST or number.value.denominator != 1:
            return False
        before, after = tokens.word(number.first - 1), tokens.word(number.last + 1)
        if before in {",", "("} and after in {",", ")", "."}:
            return True
        if after in link or before not in link:
            return False
        for index in range(number.first - 2, max(-1, number.first - 2 - _DURATION_REACH), -1):
            if tokens.kind(index) != "word":
                break
            if tokens.word(index) in rules.duration_before and tokens.word(index) not in self.words.stop:
                return False
        return True

    def _is_clock(self, number: Number) -> bool:
        """Return True for "5 p.m.", "10:30", "à neuf heures", "two in the morning"."""
        tokens, rules, at = self.tokens, self.rules, number.last
        if number.form == "figure" and (self._has_minutes(at) or self._is_minutes(number)):
            return True
        if rules.meridiems.at(tokens, at) is not None or rules.oclock.at(tokens, at) is not None:
            return True
        if number.value > _HOURS:
            return False
        if rules.clock_after.at(tokens, at) is not None:
            return True
        tied = tokens.is_glued(at) and tokens.kind(at + 1) == "digits"
        return tokens.word(at) in rules.clock_unit and (tied or tokens.word(number.first - 1) in rules.clock_before)

    def _has_minutes(self, at: int) -> bool:
        return self.tokens.word(at) == ":" and self.tokens.ties_digits(at)

    def _is_minutes(self, number: Number) -> bool:
        """Return True for the minutes of "10:30" and of "18 h 10"."""
        tokens, first = self.tokens, number.first
        if tokens.left(first) == ":" and tokens.kind(first - 2) == "digits":
            return True
        hours = tokens.word(first - 1) in self.rules.clock_unit and tokens.kind(first - 2) == "digits"
        return hours and len(tokens.word(first)) == 2 and number.value < _MINUTES

    def _is_label(self, number: Number) -> bool:
        """Return True for "Article 5", "Boeing 737", "n° 12": a number that names."""
        tokens, rules = self.tokens, self.rules
        before = number.first - 1
        if tokens.word(before) == "." and tokens.is_glued(before) and tokens.word(before - 1) in rules.labels:
            before -= 1
        word = tokens.word(before)
        if word in rules.signs or (word == "°" and tokens.word(before - 1) == "n"):
            return True
        if self._counts(number.last):
            return False
        if word in rules.labels:
            return True
        if number.form != "figure" or number.value.denominator != 1 or number.value >= _LONGEST_LABEL or tokens.kind(before) != "word":
            return False
        follows = tokens.word(number.last) in {"%", "$", "€", "£", "-"}
        return tokens[before].form[0].isupper() and word not in self.words.stop and not follows and not self._opens_sentence(before)

    def _opens_sentence(self, index: int) -> bool:
        return index == 0 or self.tokens.word(index - 1) in {".", "!", "?", ":", "\u2022"}

    def _counts(self, index: int) -> bool:
        """Return True when the word at ``index`` can be what the number counts."""
        token = self.tokens[index] if index < len(self.tokens) else None
        return token is not None and token.kind == "word" and token.form[0].islower() and token.fold not in self.words.stop

    def _is_joined(self, number: Number) -> bool:
        """Return True when signs tie the number to others: codes ("A-10", "COVID-19"), scores ("3-1"), paths ("12/b"), versions."""
        tokens, first, last = self.tokens, number.first, number.last
        left, right, before = tokens.left(first), tokens.right(last - 1), tokens.kind(first - 2)
        if left in {"-", "/", "_", "&", "=", "+"} and tokens.is_glued(first - 1) and before in {"word", "digits"}:
            return before == "word" or left != "-" or not self._ascends(first)
        if right in {"-", "/"} and tokens.ties_digits(last):
            return right != "-" or not self._ascends(last + 1)
        return number.form == "figure" and tokens.word(first + 1) == "/" and number.value.denominator > _LARGEST_DENOMINATOR

    def _ascends(self, index: int) -> bool:
        """Return True when the digits before the dash at ``index - 1`` are less than those behind it: a range."""
        tokens = self.tokens
        if tokens.kind(index - 2) != "digits" or tokens.kind(index) != "digits" or tokens.right(index) in {"-", "/"}:
            return False
        return int(tokens.word(index - 2)[:_DIGITS]) < int(tokens.word(index)[:_DIGITS])

    def _is_list_number(self, number: Number) -> bool:
        """Return True for "1." or "2)" that opens the text or follows a bullet."""
        tokens = self.tokens
        if number.form != "figure" or number.last != number.first + 1 or tokens.right(number.first) not in {".", ")"}:
            return False
        opens = number.first == 0 or tokens.word(number.first - 1) == "\u2022"
        return opens and number.last + 1 < len(tokens) and number.value < _LONGEST_LIST
