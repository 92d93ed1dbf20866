"""Names that two claims may mean one thing by although they are written differently: a likeness for matching claims, never a merge of entities."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from itertools import combinations

import numpy as np
from rapidfuzz import fuzz, process

from briefing import lexicon
from briefing.folding import fold
from briefing.vectors import encode_word

_SKELETON = 3  # letters of the shortest skeleton that says which name it is
_RESPELT = 0.9  # likeness of two persons whose names differ by how they are romanised
_GIVEN = 50  # rapidfuzz ratio of two given names of one person ("Moses", "Moïse")
_SORTED = 80  # rapidfuzz token_sort ratio of two names of one body or place
_MEANING = 0.55  # cosine of two names of one body or place ("London", "Londres")
_MOST = 3_000  # names that are compared with each other: beyond, only equal ones count

Likeness = Mapping[str, Mapping[str, float]]  # entity -> every entity it is like, with itself -> 0 to 1


def compare_names(titles: Mapping[str, tuple[str, str]]) -> Likeness:
    """Return how like the names of entities are.

    Args:
        titles: (fullest name, type) of each entity.
    """
    known = sorted(titles)
    found: dict[str, dict[str, float]] = {entity: {entity: 1.0} for entity in known}
    for kinds, alike in (({"person"}, _like_persons), ({"organisation", "place", "group"}, _like_bodies)):
        own = [entity for entity in known if titles[entity][1] in kinds]
        if 1 < len(own) <= _MOST:
            for one, other, like in alike([titles[entity][0] for entity in own]):
                found[own[one]][own[other]] = found[own[other]][own[one]] = like
    return found


def _like_persons(names: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield the places of two persons that are like, with how like; only family names that sound the same are compared."""
    sounding: dict[str, list[int]] = defaultdict(list)
    for place, name in enumerate(names):
        sounding[skeleton((fold(name).split() or [""])[-1])].append(place)
    for places in sounding.values():
        for one, other in combinations(places, 2):
            like = _persons(names[one], names[other])
            if like:
                yield one, other, like


def _like_bodies(names: Sequence[str]) -> Iterator[tuple[int, int, float]]:
    """Yield the same for bodies and places; only those that are like in letters or meaning are compared one by one."""
    folded = [fold(name) for name in names]
    vectors = np.stack([encode_word(name) for name in folded])
    for one, name in enumerate(folded[:-1]):
        meant = np.round(vectors[one:] @ vectors[one], 4)[1:]
        letters = process.cdist([name], folded[one + 1 :], scorer=fuzz.token_sort_ratio, score_cutoff=_SORTED - 1)[0]
        for step in np.nonzero((letters > 0) | (meant >= np.float32(_MEANING - 0.01)))[0].tolist():
            like = _bodies(name, folded[one + 1 + step], float(meant[step]))
            if like:
                yield one, one + 1 + step, like


def best_like(entity: str, others: Collection[str], like: Likeness) -> float:
    """Return how like an entity is to the likest of others."""
    own = like.get(entity, {})
    if entity in others:
        return own.get(entity, 0.0)  # nothing is liker than itself
    return 0.0 if len(own) < 2 else max((own.get(other, 0.0) for other in others), default=0.0)


@lru_cache(maxsize=100_000)
def skeleton(name: str) -> str:
    """Return the sounds of a name that outlast another romanisation.

    >>> skeleton("Gelashvili") == skeleton("Guelachvili"), skeleton("Sen") == skeleton("Manet")
    (True, False)
    """
    facts = lexicon.load("_all", "respelling")
    letters = re.sub(r"[^a-z]", "", fold(name))
    for written, sound in _letters():
        letters = letters.replace(written, sound)
    letters = re.sub(r"(.)\1+", r"\1", letters)
    return letters[:1] + letters[1:].translate({ord(vowel): None for vowel in str(facts.get("vowels", ""))})


@cache
def _letters() -> tuple[tuple[str, str], ...]:
    return tuple((str(written), str(sound)) for written, sound in lexicon.load("_all", "respelling").get("letters", ()))


def _persons(one: str, other: str) -> float:
    """Return whether two persons have one family name, however romanised, and no given names that differ."""
    left, right = fold(one).split(), fold(other).split()
    if not left or not right:
        return 0.0
    sounds = skeleton(left[-1]), skeleton(right[-1])
    same = left[-1] == right[-1]
    if not same and (sounds[0] != sounds[1] or len(sounds[0]) < _SKELETON):
        return 0.0
    if len(left) > 1 and len(right) > 1 and skeleton(left[0]) != skeleton(right[0]) and fuzz.ratio(left[0], right[0]) < _GIVEN:
        return 0.0
    return 1.0 if same else _RESPELT


def _bodies(one: str, other: str, cosine: float) -> float:
    letters = fuzz.token_sort_ratio(one, other)
    return round(max(letters / 100 if letters >= _SORTED else 0.0, cosine if cosine >= _MEANING else 0.0), 4)
