"""Cheap: what words and vectors alone say of many pairs at once, as `features.pair_features` says it of one."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from briefing.reconcile.candidates import Pairs
from briefing.reconcile.features import COGNATE, LETTERS, Profile, soften
from briefing.vectors import DIMENSIONS, encode_word

_CHEAP = (
    "content_cosine", "clause_cosine", "sentence_cosine", "context_cosine", "before_cosine", "bag_cosine", "cover_least", "cover_most",
    "predicate_cover", "rare_words",
)
_VECTORS: dict[str, Callable[[Profile], NDArray[np.float32] | None]] = {
    "content_cosine": lambda profile: profile.claim.content_vector, "sentence_cosine": lambda profile: profile.claim.sentence_vector,
    "context_cosine": lambda profile: profile.context, "before_cosine": lambda profile: profile.with_before,
    "bag_cosine": lambda profile: profile.bag,
}
_LAST_BITS = 2e-6  # by how much a cosine computed for many pairs at once can differ: 512 products of single precision

_Numbers = NDArray[np.float64]
_Bools = NDArray[np.bool_]


def compare_cheaply(profiles: Sequence[Profile], pairs: Pairs) -> dict[str, _Numbers]:
    """Return the features of all pairs that read words and vectors alone: what `pair_features` gives but for the last bits."""
    table = _Table(profiles)
    found: dict[str, _Numbers] = {name: np.zeros(len(pairs)) for name in _CHEAP}
    bounds = np.nonzero(np.diff(pairs[:, 0], prepend=-1))[0] if len(pairs) else np.zeros(0, dtype=np.int64)
    parts = list(pairwise([*bounds.tolist(), len(pairs)]))
    for start, end in parts:
        table.compare(int(pairs[start, 0]), pairs[start:end, 1], {name: values[start:end] for name, values in found.items()})
    for name, rows in _VECTORS.items():
        found[name] = _cosines([rows(profile) for profile in profiles], pairs, parts)
    return {name: rounded(values) for name, values in found.items()}


def rounded(values: NDArray[Any]) -> _Numbers:
    """Return numbers rounded to 4 digits, each exactly as `round` does it.

    >>> rounded(np.array([0.12345, 0.00005])).tolist() == [round(0.12345, 4), round(0.00005, 4)]
    True
    """
    scaled = np.asarray(values, dtype=np.float64) * 1e4
    found: _Numbers = np.rint(scaled) / 1e4
    ties = _near_ties(scaled, 1e-6)
    found[ties] = [round(value, 4) for value in np.asarray(values, dtype=np.float64)[ties].tolist()]
    return found


def _near_ties(scaled: _Numbers, within: float) -> NDArray[np.int64]:
    """Return the places of numbers that lie about half way between two whole ones."""
    return np.nonzero(np.abs(scaled - np.floor(scaled) - 0.5) < within)[0]


def _cosines(rows: Sequence[NDArray[np.float32] | None], pairs: Pairs, parts: Sequence[tuple[int, int]]) -> _Numbers:
    """Return the products of the rows of each pair, 0 where one has none.

    They are computed for one row and many others, which differs from a product of two in the last bits; where these decide how the cosine is rounded,
    the two are multiplied by themselves.
    """
    width = next((len(row) for row in rows if row is not None), 0)
    nothing = np.zeros(width, dtype=np.float32)
    table = np.stack([nothing if row is None else row for row in rows]) if rows else np.zeros((0, width), dtype=np.float32)
    found = np.zeros(len(pairs))
    for start, end in parts:
        found[start:end] = table[pairs[start:end, 1]] @ table[pairs[start, 0]]
    for place in _near_ties(found * 1e4, _LAST_BITS * 1e4).tolist():
        left, right = rows[pairs[place, 0]], rows[pairs[place, 1]]
        found[place] = 0.0 if left is None or right is None else float(left @ right)
    return found


class _Table:
    """The words and vectors of all claims in a few arrays: what one claim is compared with many by."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        lemmas: dict[str, int] = {}
        surfaces: dict[str, int] = {}
        words = [
            [(lemmas.setdefault(w, len(lemmas)), surfaces.setdefault(s, len(surfaces))) for w, s in zip(p.words, p.surfaces, strict=True)]
            for p in profiles
        ]
        self._lemmas = np.asarray([lemma for own in words for lemma, _ in own], dtype=np.int64)
        self._surfaces = np.asarray([surface for own in words for _, surface in own], dtype=np.int64)
        self._word_vectors = np.stack([encode_word(s) for s in surfaces]) if surfaces else np.zeros((0, DIMENSIONS), dtype=np.float32)
        self._names = np.asarray(list(lemmas), dtype=object)
        self._long = np.asarray([len(lemma) >= LETTERS for lemma in lemmas], dtype=np.bool_)
        self._words = _starts(len(own) for own in words)
        self._weights = np.concatenate([np.zeros(0, np.float32), *(p.weights for p in profiles)])
        self._verbs = np.concatenate([np.zeros(0, np.bool_), *(p.verbs for p in profiles)])

    def compare(self, one: int, others: NDArray[np.int32], into: Mapping[str, _Numbers]) -> None:
        """Write what the clauses and words of one claim have in common with each of the others'."""
        profile, profiles = self._profiles[one], [self._profiles[other] for other in others.tolist()]
        claim, claims = profile.claim, [other.claim for other in profiles]
        filled = [number for number, c in enumerate(claims) if c.vectors.size]
        if claim.vectors.size and filled:
            best = (claim.vectors @ np.concatenate([claims[number].vectors for number in filled]).T).max(axis=0)
            into["clause_cosine"][filled] = np.maximum.reduceat(best, _starts(len(claims[n].vectors) for n in filled)[:-1])
        worded = np.nonzero(self._words[others + 1] > self._words[others])[0]
        if self._words[one + 1] > self._words[one] and len(worded):
            self._align(one, others[worded], worded, into)

    def _align(self, one: int, others: NDArray[np.int32], at: NDArray[np.int64], into: Mapping[str, _Numbers]) -> None:
        """Write what the words of one claim and of each of the others cover of each other, as `features._align` says it for two."""
        own = slice(self._words[one], self._words[one + 1])
        lengths = self._words[others + 1] - self._words[others]
        first = np.cumsum(lengths) - lengths
        theirs = np.repeat(self._words[others] - first, lengths) + np.arange(int(lengths.sum()))
        different, back = np.unique(np.stack([self._lemmas[theirs], self._surfaces[theirs]]), axis=1, return_inverse=True)
        lemmas, surfaces = different
        mine = self._lemmas[own]
        same = mine[:, None] == lemmas[None, :]
        cognate = self._cognates(mine, lemmas)
        soft = soften(self._word_vectors[self._surfaces[own]] @ self._word_vectors[surfaces].T)
        back = back.reshape(-1)
        scores = np.where(same, 1.0, np.where(cognate, np.maximum(soft, 0.9), soft)).astype(np.float32)[:, back]
        weights, other_weights = self._weights[own], self._weights[theirs]
        best = np.maximum.reduceat(scores, first, axis=1)
        over = (best * weights[:, None]).sum(axis=0) / weights.sum()
        column = scores.max(axis=0)
        over_other = np.add.reduceat(column * other_weights, first) / np.add.reduceat(other_weights, first)
        exact = np.logical_or.reduceat((same | cognate)[:, back], first, axis=1)
        verbs = self._verbs[theirs]
        of_other = np.where(np.logical_or.reduceat(verbs, first), np.maximum.reduceat(np.where(verbs, column, -1), first), np.inf)
        of_own = best[self._verbs[own]].max(axis=0) if self._verbs[own].any() else np.full(len(others), np.inf)
        predicate = np.minimum(of_own, of_other)
        into["cover_least"][at], into["cover_most"][at] = np.minimum(over, over_other), np.maximum(over, over_other)
        into["predicate_cover"][at] = np.where(np.isinf(predicate), 0.5, predicate)
        into["rare_words"][at] = np.log1p((exact * weights[:, None]).sum(axis=0).astype(np.float64))

    def _cognates(self, mine: NDArray[np.int64], lemmas: NDArray[np.int64]) -> _Bools:
        """Return which words are of one origin by their letters; a short word never is."""
        found = np.zeros((len(mine), len(lemmas)), dtype=np.bool_)
        rows, columns = np.nonzero(self._long[mine])[0], np.nonzero(self._long[lemmas])[0]
        if len(rows) and len(columns):
            letters = process.cdist(self._names[mine[rows]].tolist(), self._names[lemmas[columns]].tolist(), scorer=fuzz.ratio, score_cutoff=COGNATE)
            found[np.ix_(rows, columns)] = letters >= COGNATE
        return found


def _starts(lengths: Iterable[int]) -> NDArray[np.int64]:
    """Return where each part starts when parts of these lengths stand in a row, and where the last ends."""
    return np.cumsum([0, *lengths], dtype=np.int64)
