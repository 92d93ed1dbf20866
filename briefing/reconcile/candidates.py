"""Candidates: which claims are worth comparing. A bounded number for each claim, whatever the corpus.

Two ways lead to a pair: the nearest by vector, and something rare in common. The nearest are searched exactly, blocks of rows at a time, up to
``EXACT`` claims; beyond that each claim is compared with the lists of near centroids alone (an inverted file, as Jégou et al., 2011, build it:
docs/decisions/0007).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from briefing.reconcile.counting import counted_classes
from briefing.reconcile.features import Profile
from briefing.threads import one_thread
from briefing.vectors import DIMENSIONS


class Pair(NamedTuple):
    """Two claims by their places, the smaller first."""

    left: int
    right: int


Pairs = NDArray[np.int32]  # (n, 2): two claims by their places, the smaller first; sorted, each pair once
_Floats = NDArray[np.float32]
_Places = NDArray[np.int64]

EXACT = 20_000  # claims up to which every pair of vectors is compared
_CHUNK = 512  # rows of the similarity matrix held at once: memory stays bounded whatever the corpus
NEAREST = 40  # candidates a claim gets by likeness
_CLOSE = 0.15  # likeness below which two claims are no candidates by it
_BLOCK = 60  # claims that may share a name, number or act to be compared for it; one shared by more says nothing
_WORDS = 12  # the same for a word
_PARTNERS = 200  # candidates a claim gets by what it shares, its likest by vector
_LIST = 250  # claims of a centroid's list, on average
_PROBED = 64  # lists a claim is compared with
_AXES = 640  # numbers of a row that are compared when lists are searched
_AXES_FROM = 8_192  # claims that the main axes are found from
_VOTES = 8  # lists that a claim is near
_TRAINED = 64  # claims a centroid is trained on
_ROUNDS = 6  # of k-means
_TIE = 1e-4  # cosines are rounded to 4 digits before they are compared


def find_candidates(profiles: Sequence[Profile]) -> Pairs:
    """Return the pairs worth comparing: the nearest by vector, and those that share a rare word, name, number or event."""
    if not profiles:
        return np.zeros((0, 2), dtype=np.int32)
    vectors = likeness_table(profiles)
    with one_thread():
        near = _near_exactly(vectors) if len(vectors) <= EXACT else _near_by_lists(vectors)
        shared = _likest(_sharing(profiles), vectors)
    codes = np.unique(np.concatenate([near, shared]))
    return np.stack([codes // len(profiles), codes % len(profiles)], axis=1).astype(np.int32)


def likeness_table(profiles: Sequence[Profile]) -> _Floats:
    """Return a row for each claim; the product of two is their likeness: the mean cosine of content, of words, and with what stands before."""
    table = np.empty((len(profiles), 3 * DIMENSIONS), dtype=np.float32)
    for number, name in enumerate(("vector", "bag", "with_before")):
        for place, profile in enumerate(profiles):
            table[place, number * DIMENSIONS : (number + 1) * DIMENSIONS] = getattr(profile, name)
    table /= np.sqrt(np.float32(3))
    return table


# --- by vector: pairs as codes, left * claims + right -----------------------------------------------------------------


def _near_exactly(vectors: _Floats) -> _Places:
    """Return each claim's nearest among all."""
    everyone = np.arange(len(vectors))
    found = [_nearest(everyone[start : start + _CHUNK], everyone, vectors) for start in range(0, len(vectors), _CHUNK)]
    return np.unique(np.concatenate(found))


def _near_by_lists(vectors: _Floats) -> _Places:
    """Return each claim's nearest among those of some lists: all claims of one list with the lists that most of them are also near."""
    vectors = _shorter(vectors)
    centroids = _centroids(vectors)
    home, votes = np.zeros(0, dtype=np.int64), np.zeros((len(centroids), len(centroids)), dtype=np.int64)
    for start in range(0, len(vectors), _CHUNK):
        near = np.argsort(-np.round(vectors[start : start + _CHUNK] @ centroids.T, 4), axis=1, kind="stable")[:, :_VOTES]
        home = np.concatenate([home, near[:, 0]])
        np.add.at(votes, (near[:, :1], near), 1)
    order = np.argsort(home, kind="stable")
    bounds = np.searchsorted(home[order], np.arange(len(centroids) + 1))
    lists = [np.sort(order[start:end]) for start, end in pairwise(bounds)]
    beside = np.argsort(-votes, axis=1, kind="stable")[:, :_PROBED]
    found = [np.zeros(0, dtype=np.int64)]
    for own, probed in zip(lists, beside, strict=True):  # a list that holds claims is the first choice of all of them
        there = np.sort(np.concatenate([lists[number] for number in probed]))
        found += [_nearest(own[start : start + _CHUNK], there, vectors) for start in range(0, len(own), _CHUNK)]
    return np.unique(np.concatenate(found))


def _shorter(vectors: _Floats) -> _Floats:
    """Return the vectors on the ``_AXES`` main axes of evenly spaced ones: products of these are nearly those of the whole (0.98 of their energy)."""
    if vectors.shape[1] <= _AXES:
        return vectors
    sample = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), _AXES_FROM)).astype(np.int64)]
    axes = np.linalg.eigh((sample.T @ sample).astype(np.float64))[1][:, : -_AXES - 1 : -1]
    shorter: _Floats = vectors @ axes.astype(np.float32)
    return shorter


def _centroids(vectors: _Floats) -> _Floats:
    """Return the centroids of spherical k-means from evenly spaced claims, trained on evenly spaced claims: nothing is drawn."""
    count = max(1, len(vectors) // _LIST)
    sample = vectors[np.linspace(0, len(vectors) - 1, min(len(vectors), count * _TRAINED)).astype(np.int64)]
    centroids = sample[np.linspace(0, len(sample) - 1, count).astype(np.int64)].copy()
    for _ in range(_ROUNDS):
        home = np.concatenate([np.argmax(sample[start : start + _CHUNK] @ centroids.T, axis=1) for start in range(0, len(sample), _CHUNK)])
        order = np.argsort(home, kind="stable")
        held, first = np.unique(home[order], return_index=True)
        centroids[held] = np.add.reduceat(sample[order], first, axis=0)
        centroids /= np.maximum(np.linalg.norm(centroids, axis=1, keepdims=True), 1e-9)
    return centroids


def _nearest(rows: _Places, there: _Places, vectors: _Floats) -> _Places:
    """Return the pairs of ``rows`` with their nearest in ``there``, which is sorted and holds them; ties at the last place all count."""
    keep = min(NEAREST, len(there) - 1)
    if keep < 1 or not len(rows):
        return np.zeros(0, dtype=np.int64)
    similar = vectors[rows] @ (vectors if len(there) == len(vectors) else vectors[there]).T
    similar[np.arange(len(rows)), np.searchsorted(there, rows)] = -1
    floor = np.maximum(np.float32(_CLOSE), np.round(np.partition(similar, -keep, axis=1)[:, -keep], 4))
    row, column = np.nonzero(similar >= (floor - np.float32(_TIE))[:, None])
    kept = np.round(similar[row, column], 4) >= floor[row]
    return _codes(rows[row[kept]], there[column[kept]], len(vectors))


def _codes(one: _Places, two: _Places, size: int) -> _Places:
    codes: _Places = np.minimum(one, two).astype(np.int64) * size + np.maximum(one, two)
    return codes


# --- by what they share -----------------------------------------------------------------------------------------------


def _sharing(profiles: Sequence[Profile]) -> _Places:
    """Return the pairs that share a key few claims have."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        for key in _keys(profile):
            blocks[key].append(place)
    by_size: dict[int, list[list[int]]] = defaultdict(list)
    for key, places in blocks.items():
        if 1 < len(places) <= (_WORDS if key.startswith("word ") else _BLOCK):
            by_size[len(places)].append(places)
    found = [np.zeros(0, dtype=np.int64)]
    for size, members in sorted(by_size.items()):
        left, right = np.triu_indices(size, 1)
        table = np.asarray(members, dtype=np.int64)
        found.append(np.unique(_codes(table[:, left].ravel(), table[:, right].ravel(), len(profiles))))
    return np.unique(np.concatenate(found))


def _keys(profile: Profile) -> set[str]:
    """Return what two claims must share one of to be compared whatever their wording."""
    claim = profile.claim
    keys = {f"word {word}" for word in profile.words} | {f"name {name}" for name in claim.entities}
    keys |= {f"number {q.unit} {q.value if q.value is not None else (q.low, q.high)}" for q in claim.quantities}
    keys |= {f"counted {name} {entity}" for name in counted_classes(claim) for entity in ("", *sorted(claim.context))}
    keys |= {f"event {event.category} {name}" for event in claim.events for name in (claim.context or {"-"})}
    return keys


def _likest(codes: _Places, vectors: _Floats) -> _Places:
    """Return the pairs without those that are among the ``_PARTNERS`` likest of neither claim."""
    size = len(vectors)
    left, right = codes // size, codes % size
    ends = np.concatenate([left, right])
    if not len(codes) or np.bincount(ends).max() <= _PARTNERS:
        return codes
    alike = np.concatenate([
        np.round(np.einsum("ij,ij->i", vectors[left[part]], vectors[right[part]]), 4) for part in _parts(len(codes), 100 * _CHUNK)
    ])
    order = np.lexsort((np.tile(codes, 2), -np.tile(alike, 2), ends))
    _, first, counts = np.unique(ends[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(first, counts)
    kept = np.unique(order[rank < _PARTNERS] % len(codes))
    return codes[kept]


def _parts(size: int, step: int) -> Iterator[slice]:
    return (slice(start, start + step) for start in range(0, size, step))
