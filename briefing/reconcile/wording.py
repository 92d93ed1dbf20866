"""Words of a claim that say in which sense a figure is meant, or which of two opposite states holds."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache, lru_cache

from briefing import lexicon
from briefing.folding import fold
from briefing.reconcile.claims import Claim
from briefing.reconcile.memory import once_for_a_claim


@lru_cache(maxsize=50_000)
def senses(text: str, language: str) -> frozenset[tuple[str, str]]:
    """Return (group, sense) for every sense of a figure the text names.

    >>> sorted(senses("Annual revenue is estimated at $12.5 billion", "en"))
    [('money', 'revenue')]
    """
    groups = lexicon.load(language, "claims").get("definitions", {})
    return frozenset((group, name) for group, names in groups.items() for name, words in names.items() if _has(fold(text), _pattern(tuple(words))))


@lru_cache(maxsize=50_000)
def kinds_of_sum(text: str, language: str) -> frozenset[str]:
    """Return what the sums of a text are: income, a fine, a loss, a seizure."""
    kinds = lexicon.load(language, "claims").get("sums", {})
    return frozenset(name for name, words in kinds.items() if _has(fold(text), _pattern(tuple(words))))


@lru_cache(maxsize=50_000)
def states(text: str, language: str) -> frozenset[tuple[int, str]]:
    """Return (pair, state) for every state of a pair of opposites the text names."""
    pairs = lexicon.load(language, "claims").get("opposites", ())
    return frozenset(
        (number, name) for number, names in enumerate(_keys(pairs)) for name, words in names if _has(fold(text), _pattern(tuple(words)))
    )


@once_for_a_claim
def denies(claim: Claim) -> bool:
    """Return whether a claim says that something is not so: its verb is negated or a word says "no", or somebody rejects what it says.

    A rejected negation ("he denied that nobody was hurt") asserts.
    """
    negative = _names(claim.content, claim.document.language, "negators")
    if rejects(claim):
        return not negative
    return (negative or claim.negated or claim.modality == "denied") and claim.modality != "unknown"


@once_for_a_claim
def rejects(claim: Claim) -> bool:
    """Return whether somebody rejects what a claim says ("denies", "dément")."""
    return any(claim.kind(event).certainty == "denied" for event in claim.events) or _names(claim.quote, claim.document.language, "rejections")


def find_word(folded: str, language: str, group: str) -> tuple[int, int] | None:
    """Return where the first word of a list stands in a folded text, None when none does."""
    found = _listed(language, group).search(folded)
    return None if found is None else found.span()


def find_words(folded: str, language: str, group: str) -> list[tuple[int, int]]:
    """Return where the words of a list stand in a folded text."""
    return [found.span() for found in _listed(language, group).finditer(folded)]


def is_flat(text: str, language: str) -> bool:
    """Return whether the text denies without reserve ("never", "jamais")."""
    return _names(text, language, "flats")


def names_allegation(text: str, language: str) -> bool:
    """Return whether the text names an allegation ("these accusations")."""
    return _names(text, language, "allegations")


def rebuffs(text: str, language: str) -> bool:
    """Return whether the text calls what was said untrue ("baseless", "c'est faux")."""
    return _names(text, language, "rebuffs")


def accuses(text: str, language: str) -> bool:
    """Return whether the text says that somebody is accused of what it tells."""
    return _names(text, language, "accusations")


def names_part(text: str, language: str) -> bool:
    """Return whether the text speaks of a part of what is counted ("of them", "children")."""
    return bool(subgroups(text, language)) or any(_names(text, language, words) for words in ("parts", "partitives", "partials", "narrowed"))


@lru_cache(maxsize=50_000)
def subgroups(text: str, language: str) -> frozenset[str]:
    """Return the groups that a count may be narrowed to: children, women."""
    groups = lexicon.load(language, "claims").get("subgroups", {})
    return frozenset(name for name, words in groups.items() if _has(fold(text), _pattern(tuple(map(str, words)))))


def tallies(text: str, language: str) -> bool:
    """Return whether the text gives a count as its source's own ("counts", "s'en tient à")."""
    return _names(text, language, "tallies")


def last_tally(text: str, language: str) -> int:
    """Return where the words by which a source gives a count end, 0 when there are none."""
    return max((found.end() for found in _listed(language, "tallies").finditer(fold(text))), default=0)


def number_of(text: str, language: str) -> int | None:
    """Return where "the number of" ends, None when the text has no such words."""
    found = _listed(language, "counters").search(fold(text))
    return None if found is None else found.end()


def grows(text: str, language: str) -> bool:
    """Return whether two numbers are an earlier and a later count ("from 43 to 61")."""
    return _listed(language, "growths").match(fold(text)) is not None


def disputes(text: str, language: str) -> bool:
    """Return whether a word of the text says that somebody disputes something."""
    return _names(text, language, "rejections")


@lru_cache(maxsize=50_000)
def scopes(text: str, language: str) -> frozenset[tuple[str, str]]:
    """Return (group, scope) for every scope of a count the text names: what is suspected or confirmed, in the north or in the south."""
    groups = lexicon.load(language, "claims").get("scopes", {})
    return frozenset((group, name) for group, names in groups.items() for name, words in names.items() if _has(fold(text), _pattern(tuple(words))))


def other_scope(a: str, language_a: str, b: str, language_b: str) -> bool:
    """Return whether two texts name different scopes of one group."""
    left, right = scopes(a, language_a), scopes(b, language_b)
    shared = {group for group, _ in left} & {group for group, _ in right}
    return any({n for g, n in left if g == group}.isdisjoint({n for g, n in right if g == group}) for group in shared)


def contrasts(text: str, language: str) -> bool:
    """Return whether the text sets one statement against another ("whereas", "pour sa part")."""
    return _names(text, language, "contrasts")


def insists(text: str, language: str) -> bool:
    """Return whether a source holds to its own account against another ("maintains", "au contraire")."""
    return _names(text, language, "stances")


def revises(text: str, language: str) -> bool:
    """Return whether the text brings a count up to date ("raised the toll")."""
    return _names(text, language, "revisions")


def names_other(text: str, language: str) -> bool:
    """Return whether the text says that it speaks of another event."""
    return _names(text, language, "other")


@lru_cache(maxsize=100_000)
def _names(text: str, language: str, group: str) -> bool:
    """Return whether a text holds a word of a list; cached, because a claim is compared with many others."""
    return _has(fold(text), _listed(language, group))


@cache
def _listed(language: str, name: str) -> re.Pattern[str]:
    return _pattern(tuple(map(str, lexicon.load(language, "claims").get(name, ()))))


def _keys(pairs: Iterable[dict[str, list[str]]]) -> list[list[tuple[str, list[str]]]]:
    """Return the pairs sorted by their names, so that one pair has one number in every language."""
    return [sorted(pair.items()) for pair in sorted(pairs, key=sorted)]


def _has(folded: str, pattern: re.Pattern[str]) -> bool:
    return pattern.search(folded) is not None


@cache
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    parts = [re.escape(word[:-1]) + r"\w*" if word.endswith("*") else re.escape(word) + r"\b" for word in words]
    return re.compile(rf"\b(?:{'|'.join(parts)})") if parts else re.compile(r"(?!)")
