"""What a claim counts, and whether two numbers count the same thing."""

from __future__ import annotations

import math
from functools import cache, lru_cache

from briefing import lexicon
from briefing.folding import fold
from briefing.model import Quantity
from briefing.reconcile.claims import Claim
from briefing.reconcile.memory import once_for_a_claim
from briefing.vectors import encode_word

_NEAR = 40  # characters either side of a number in which the word that says what it counts is looked for first
_SAME_WORD = 0.62  # cosine of two nouns' vectors that name one thing
_TELLING = 0.6  # detail of a number that two texts do not share by chance
_SAME_PEOPLE = 0.8  # how alike two nouns must be to name the same people
_MONEY_WORDS = 2  # words nearest to a sum that say what it is
_MEASURES = frozenset({"percent", "count"})
TIMES = frozenset({"second", "minute", "hour", "day", "week", "month", "quarter", "year", "decade", "century"})  # units of lengths of time


@cache
def _classes(language: str) -> tuple[dict[str, str], tuple[tuple[str, str], ...]]:
    """Return class by word, and (prefix, class) for words given with a star."""
    exact: dict[str, str] = {}
    prefixes: list[tuple[str, str]] = []
    for name, words in sorted(lexicon.load(language, "counted").get("classes", {}).items()):
        for word in map(str, words):
            if word.endswith("*"):
                prefixes.append((word[:-1], name))
            else:
                exact[word] = name
    return exact, tuple(sorted(prefixes, key=lambda item: (-len(item[0]), item)))


@lru_cache(maxsize=50_000)
def class_of(word: str, language: str) -> str | None:
    """Return the class of counted things a word names.

    >>> class_of("deaths", "en"), class_of("Disparues", "fr"), class_of("licence", "en")
    ('dead', 'missing', None)
    """
    folded = fold(word)
    exact, prefixes = _classes(language)
    if folded in exact:
        return exact[folded]
    return next((name for prefix, name in prefixes if folded.startswith(prefix)), None)


def counted_class(claim: Claim, quantity: Quantity) -> str | None:
    """Return the class of what ``quantity`` counts: by its noun, else by the nearest word of the claim that names a class."""
    known = _known_classes(claim)
    return known[id(quantity)] if id(quantity) in known else _counted_class(claim, quantity)


@once_for_a_claim
def _known_classes(claim: Claim) -> dict[int, str | None]:
    """Return the classes of its quantities, by the identity of each: they live as long as the claim does."""
    return {id(quantity): _counted_class(claim, quantity) for quantity in claim.quantities}


def _counted_class(claim: Claim, quantity: Quantity) -> str | None:
    if quantity.unit not in _MEASURES:
        return None
    language = claim.document.language
    named = next((found for word in reversed((quantity.counted or "").replace("-", " ").split()) if (found := class_of(word, language))), None)
    if named is not None and named not in _statuses(language):
        return named
    return _class_nearby(claim, quantity, named=named is not None) or named


def _class_nearby(claim: Claim, quantity: Quantity, *, named: bool) -> str | None:
    """Return the class that the nearest word of the claim names: what becomes of those counted ("46 prisoners lost their lives").

    Args:
        claim: holds the quantity.
        quantity: a count.
        named: whether its own noun names a class; other words are looked for then.
    """
    language, text = claim.document.language, claim.document.text
    names = [(m.start, m.end) for m in claim.mentions if m.form == "name"]  # "Shelter Pacific" shelters nobody here
    counted = [(q.start, q.end + len(q.counted) + 1) for q in claim.quantities if q.counted and (q is not quantity or named)]
    ranked = []
    for term in claim.terms:
        if term.pos == "NUM" or quantity.start <= term.start < quantity.end or any(s <= term.start < e for s, e in (*names, *counted)):
            continue
        name = class_of(text[term.start : term.end], language) or class_of(term.lemma, language)
        if name:
            before = term.end <= quantity.start
            distance = quantity.start - term.end if before else term.start - quantity.end
            ranked.append((term.pos != "VERB", distance + (_NEAR // 2 if before else 0), term.start, name))
    near = [item for item in ranked if item[1] <= 2 * _NEAR]
    return min(near)[3] if near else None


@cache
def _statuses(language: str) -> frozenset[str]:
    """Return the classes that say who is counted rather than what became of them."""
    return frozenset(map(str, lexicon.load(language, "counted").get("statuses", ())))


def _of_class(claim_a: Claim, a: Quantity, claim_b: Claim, b: Quantity) -> float:
    """Return 1 for two counts of one class, less when their nouns name different people (rescued fishermen, rescued sailors)."""
    languages = claim_a.document.language, claim_b.document.language
    if not a.counted or not b.counted or is_generic(a.counted, languages[0]) or is_generic(b.counted, languages[1]):
        return 1.0
    if class_of(a.counted, languages[0]) or class_of(b.counted, languages[1]):
        return 1.0
    return 1.0 if noun_similarity(a.counted, languages[0], b.counted, languages[1]) >= _SAME_PEOPLE else 0.8


@once_for_a_claim
def counted_classes(claim: Claim) -> frozenset[str]:
    """Return the classes of everything a claim counts."""
    found = (counted_class(claim, quantity) for quantity in claim.quantities)
    return frozenset(name for name in found if name is not None)


def closeness(a: Quantity, b: Quantity) -> float:
    """Return the smaller value as a share of the larger, 0 when one is unknown: 57 and 64 are close, 1 and 41 are not."""
    left, right = a.value or a.low or a.high, b.value or b.low or b.high
    if not left or not right or left < 0 or right < 0:
        return 0.0
    return round(min(left, right) / max(left, right), 4)


def same_value(a: Quantity, b: Quantity) -> bool:
    """Return whether two quantities give one number, whatever their qualifiers."""
    if a.value is not None and b.value is not None:
        return round(a.value, 6) == round(b.value, 6)
    return a.value is None and b.value is None and (a.low, a.high) == (b.low, b.high)


def comparable(claim_a: Claim, a: Quantity, claim_b: Claim, b: Quantity) -> float:
    """Return how sure two numbers count the same kind of thing: 1 yes, 0 no, between when words alone speak.

    Money compares with money of the same currency; counts by the class of what they count, else by their nouns.
    """
    if a.unit != b.unit:
        return 0.0
    class_a, class_b = counted_class(claim_a, a), counted_class(claim_b, b)
    if class_a and class_b:
        return _of_class(claim_a, a, claim_b, b) if class_a == class_b else 0.0
    if a.unit not in _MEASURES:
        return 0.9 if same_value(a, b) else money_similarity(claim_a, a, claim_b, b)
    detailed = same_value(a, b) and detail(a) >= _TELLING
    if not a.counted or not b.counted or detailed:
        return 0.9 if detailed else 0.5
    if a.unit == "count" and (is_generic(a.counted, claim_a.document.language) or is_generic(b.counted, claim_b.document.language)):
        return 0.6
    return noun_similarity(a.counted, claim_a.document.language, b.counted, claim_b.document.language)


def detail(quantity: Quantity) -> float:
    """Return 0 to 1: how unlikely it is that two numbers of this value meet by chance: 1,440 says more than 100, 100 more than 3."""
    value = abs(quantity.value or quantity.low or 0)
    if value < 1:
        return 0.0
    digits = len(f"{value:.6g}".replace(".", "").split("e")[0].strip("0"))
    return round(min(1.0, (digits - 1) / 4 + math.log10(value) / 8), 4)


@lru_cache(maxsize=50_000)
def is_generic(noun: str, language: str) -> bool:
    """Return whether a noun only says that people are counted."""
    words = {str(word) for word in lexicon.load(language, "counted").get("people", ())}
    return bool(words & set(fold(noun).replace("-", " ").split()))


def money_similarity(claim_a: Claim, a: Quantity, claim_b: Claim, b: Quantity) -> float:
    """Return 0 to 1: how alike the words nearest to two sums are, which say what the money is."""
    left, right = _nearest_words(claim_a, a), _nearest_words(claim_b, b)
    if not left or not right:
        return 0.0
    languages = claim_a.document.language, claim_b.document.language
    return max(noun_similarity(x, languages[0], y, languages[1]) for x in left for y in right) * 0.9


def _nearest_words(claim: Claim, quantity: Quantity) -> list[str]:
    """Return the nouns and verbs nearest to a sum, names and units left out."""
    named = [(m.start, m.end) for m in claim.mentions if m.form in {"name", "short"}]
    words = [
        (min(abs(term.start - quantity.end), abs(quantity.start - term.end)), term.start, claim.document.text[term.start : term.end])
        for term in claim.terms
        if term.pos in {"NOUN", "VERB"} and not quantity.start <= term.start < quantity.end and not any(s <= term.start < e for s, e in named)
    ]
    return [word for distance, _, word in sorted(words)[:_MONEY_WORDS] if distance <= _NEAR]


def noun_similarity(a: str, language_a: str, b: str, language_b: str) -> float:
    """Return 0 to 1: how alike two counted nouns are, over languages."""
    return _noun_similarity(*sorted([(fold(a), language_a), (fold(b), language_b)]))


@lru_cache(maxsize=50_000)
def _noun_similarity(left: tuple[str, str], right: tuple[str, str]) -> float:
    if left[0] == right[0] or set(left[0].split()) & set(right[0].split()):
        return 1.0
    cosine = float(encode_word(left[0]) @ encode_word(right[0]))
    return round(min(1.0, max(0.0, (cosine - 0.3) / (_SAME_WORD - 0.3))), 4)
