"""Fractions in words: "half", "a third of", "two thirds", "un demi-million", "vingt-cinquièmes"."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from briefing.extract.number_words import NumberWords
from briefing.extract.tokens import Tokens

_LARGEST_NUMERATOR = 10**6


@dataclass(frozen=True, slots=True)
class Part:
    """A value read up to token ``end``; ``scale`` is the multiplier it closed with, 1 without."""

    end: int
    value: Fraction
    form: str  # "figure", "word" or "fraction"
    scale: int = 1
    article: bool = False


def is_hyphen(tokens: Tokens, index: int) -> bool:
    """Return True for a hyphen with white space on both sides or on none ("fifty-two", "fifty - two")."""
    return tokens.word(index) == "-" and tokens.is_glued(index) == tokens.is_glued(index + 1)


def bare_fraction(tokens: Tokens, words: NumberWords, index: int) -> Part | None:
    """Return "half", "a third of", "un quart", "½", "half a dozen", "la moitié" without its multiplier."""
    if index >= len(tokens):
        return None
    sign = tokens[index]
    if sign.kind == "sign" and len(sign.form) == 1 and "\u2044" in unicodedata.normalize("NFKC", sign.form):
        return Part(index + 1, Fraction(unicodedata.numeric(sign.form)).limit_denominator(1000), "fraction")
    at = index
    if sign.fold in words.articles:
        at = index + 2 if is_hyphen(tokens, index + 1) else index + 1
    word = tokens.word(at)
    if word in words.halves:
        return Part(at + 1, Fraction(1, words.halves[word]), "fraction")
    composite = composite_denominator(tokens, words, at) if at > index else None
    if composite is not None and closes_fraction(tokens, words, composite[0]):
        return Part(composite[0], Fraction(1, composite[1]), "fraction")
    denominator = words.denominators.get(word)
    if denominator is None:
        return None
    following = at + 2 if tokens.word(at + 1) in words.fraction_of else at + 1
    scaled = tokens.word(following) in words.scales
    counts = scaled or (at > index and closes_fraction(tokens, words, at + 1))
    return Part(at + 1, Fraction(1, denominator), "fraction") if counts else None


def closes_fraction(tokens: Tokens, words: NumberWords, index: int) -> bool:
    """Tell "a third of", "un cinquième." from the ordinal before a noun ("a third man")."""
    return tokens.kind(index) != "word" or tokens.word(index) in words.stop or tokens.word(index) in words.fraction_of


def composite_denominator(tokens: Tokens, words: NumberWords, index: int) -> tuple[int, int] | None:
    """Return the end and value of a denominator of tens and units ("twenty-fifths", "vingt et unième")."""
    tens = words.tens.get(tokens.word(index))
    if tens is None:
        return None
    at = index + 2 if is_hyphen(tokens, index + 1) else index + 1
    if tokens.word(at) in words.inner_and:
        at = at + 2 if is_hyphen(tokens, at + 1) else at + 1
    word = tokens.word(at)
    unit = words.denominators.get(word) or words.ordinals.get(word.removesuffix("s"), 0)
    return (at + 1, tens + unit) if 0 < unit < 10 and word not in words.halves else None


def as_numerator(tokens: Tokens, words: NumberWords, part: Part) -> Part | None:
    """Return the fraction that ``part`` is the numerator of: "two thirds", "trois quarts", "five - eighths"."""
    if part.value.denominator != 1 or part.scale != 1 or not 0 < part.value <= _LARGEST_NUMERATOR:
        return None
    at = part.end + 1 if is_hyphen(tokens, part.end) else part.end
    word = tokens.word(at)
    longer = words.joined_denominator(tokens, at) or composite_denominator(tokens, words, at)
    if longer is not None:
        return times_scale(tokens, words, Part(longer[0], part.value / longer[1], "fraction"))
    denominator = words.denominators.get(word)
    if denominator is None and (part.value == 1 or word in words.plural_halves):
        denominator = words.halves.get(word)
    if denominator is None:
        return None
    unsure = part.value == 1 and word in words.denominators and word not in words.sure
    if unsure and not closes_fraction(tokens, words, at + 1) and tokens.word(at + 1) not in words.scales:
        return None
    return times_scale(tokens, words, Part(at + 1, part.value / denominator, "fraction"))


def times_scale(tokens: Tokens, words: NumberWords, part: Part) -> Part:
    """Multiply a fraction by what follows: "half a million", "two thirds of a million", "une demi-douzaine"."""
    at = part.end + 1 if is_hyphen(tokens, part.end) else part.end
    at += tokens.word(at) in words.fraction_of
    at += tokens.word(at) in words.articles
    factor = words.scales.get(tokens.word(at)) or words.collectives.get(tokens.word(at)) or 0
    return Part(at + 1, part.value * factor, "fraction", factor) if factor else part
