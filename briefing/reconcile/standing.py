"""Standing: how each pair of claims stands among the other pairs of its two claims.

News on one theme is alike throughout; a claim and its twin stand out among the claims of one document (after the margin criterion of Artetxe and
Schwenk, ACL 2019). A claim is compared with the documents of its candidates alone, one document's claims at a time: memory stays bounded. Beyond
``EXACT`` claims, where each document would be read with thousands of others, a claim's rivals are those among its candidates: no other is liker
than its nearest, and the least of these stands for a rival that was not found, so that a lead is never told too large.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from briefing.reconcile.candidates import EXACT, NEAREST, Pair, Pairs, likeness_table
from briefing.reconcile.cheap import rounded
from briefing.reconcile.features import Profile
from briefing.threads import one_thread

_Floats = NDArray[np.float32]
_Numbers = NDArray[np.float64]
_Places = NDArray[np.int64]

_PART = 50_000  # pairs whose likeness is computed at once


def find_standing(profiles: Sequence[Profile], pairs: Iterable[Pair]) -> dict[Pair, dict[str, float]]:
    """Return for each pair its standing by name, as `stand` gives it."""
    listed = list(pairs)
    values = stand(profiles, np.asarray(listed, dtype=np.int32).reshape(-1, 2))
    rows = zip(*(column.tolist() for column in values.values()), strict=True)
    return {pair: dict(zip(values, row, strict=True)) for pair, row in zip(listed, rows, strict=True)}


def stand(profiles: Sequence[Profile], pairs: Pairs, *, likeness: _Numbers | None = None) -> dict[str, _Numbers]:
    """Return for each pair how it stands in the two documents: its rank there, and its lead over the next likest, rounded.

    A rank is 1 for the likest, 1/2 for the next; of the two ways a pair is looked at, the smaller and the larger are told.

    Args:
        profiles: all claims.
        pairs: the candidates.
        likeness: of each pair where it is known already: what is read beyond ``EXACT`` claims.
    """
    ends = np.concatenate([pairs[:, 0], pairs[:, 1]]).astype(np.int64)
    others = np.concatenate([pairs[:, 1], pairs[:, 0]]).astype(np.int64)
    numbers: dict[str, int] = {}
    document = np.asarray([numbers.setdefault(profile.claim.document.id, len(numbers)) for profile in profiles], dtype=np.int64)
    with one_thread():
        if len(profiles) <= EXACT:
            return _both_ways(*_in_all_documents(ends, others, likeness_table(profiles), document))
        own = _likeness(profiles, pairs) if likeness is None else likeness
        itself = [float(p.vector @ p.vector + p.bag @ p.bag + p.with_before @ p.with_before) / 3 for p in profiles]
        return _both_ways(*_among_candidates(ends, others, document, np.tile(_four(own), 2), _four(itself)))


def _four(values: Sequence[float] | _Numbers) -> _Floats:
    """Return numbers to 4 digits."""
    return rounded(np.asarray(values)).astype(np.float32)


def _likeness(profiles: Sequence[Profile], pairs: Pairs) -> _Numbers:
    """Return the likeness of each pair."""
    table = likeness_table(profiles)
    parts = [pairs[at : at + _PART] for at in range(0, len(pairs), _PART)]
    return np.concatenate([np.zeros(0), *(np.einsum("ij,ij->i", table[part[:, 0]], table[part[:, 1]]) for part in parts)])


def _in_all_documents(ends: _Places, others: _Places, table: _Floats, document: _Places) -> tuple[_Places, _Floats]:
    """Return, for each claim and candidate, how many of the candidate's document are ahead of it, and its lead over the likest of them."""
    ahead, lead = np.zeros(len(ends), dtype=np.int64), np.zeros(len(ends), dtype=np.float32)
    count = int(document.max(initial=-1)) + 1
    claims, order = np.argsort(document, kind="stable"), np.argsort(document[ends], kind="stable")
    bounds, cuts = (np.searchsorted(sorted_, np.arange(count + 1)) for sorted_ in (document[claims], document[ends[order]]))
    for start, end in pairwise(cuts.tolist()):
        edges = order[start:end]
        if len(edges):
            ahead[edges], lead[edges] = _in_documents(ends[edges], others[edges], table, document, claims, bounds)
    return ahead, lead


def _among_candidates(ends: _Places, others: _Places, document: _Places, own: _Floats, itself: _Floats) -> tuple[_Places, _Floats]:
    """Return the same among the candidates of each claim, by the likeness of each pair and of each claim with itself."""
    least = _least_near(ends, own, len(document))
    order = np.lexsort((others, -own, document[others], ends))
    block = np.stack([ends[order], document[others[order]]], axis=1)
    first = np.maximum.accumulate(np.where(_changes(block), np.arange(len(order)), 0))  # of the claims of one document
    equal = np.maximum.accumulate(np.where(_changes(block) | _changes(own[order][:, None]), np.arange(len(order)), 0))
    last = np.append(_changes(block)[1:], True)
    second = np.where(last, least[ends[order]], np.append(own[order][1:], np.float32(0)))
    alone = np.bincount(document)[document[others[order]]] < 2
    best = np.where(first == np.arange(len(order)), np.where(alone, np.float32(0), second), own[order][first])
    ahead, lead = np.zeros(len(ends), dtype=np.int64), np.zeros(len(ends), dtype=np.float32)
    inside = document[ends[order]] == document[others[order]]  # in its own document a claim is its own rival
    rival = itself[ends[order]]
    best = np.where(inside, np.maximum(best, rival), best)
    ahead[order], lead[order] = equal - first + (inside & (rival > own[order])), own[order] - best
    return ahead, lead


def _least_near(ends: _Places, own: _Floats, size: int) -> _Floats:
    """Return for each claim the likeness of the last of its nearest candidates."""
    order = np.lexsort((-own, ends))
    counts = np.bincount(ends, minlength=size)
    least = np.zeros(size, dtype=np.float32)
    held = counts > 0
    least[held] = own[order][(np.cumsum(counts) - counts + np.minimum(counts, NEAREST) - 1)[held]]
    return least


def _changes(rows: NDArray[Any]) -> NDArray[np.bool_]:
    """Return which rows differ from the one before."""
    changed = np.ones(len(rows), dtype=np.bool_)
    changed[1:] = (rows[1:] != rows[:-1]).any(axis=1)
    return changed


def _in_documents(
    ends: _Places, others: _Places, table: _Floats, document: _Places, claims: _Places, bounds: _Places,
) -> tuple[_Places, _Floats]:
    """Return, for claims of one document, how many of the other's document are ahead of it, and its lead over the likest of them."""
    own, row = np.unique(ends, return_inverse=True)
    wanted, at = np.unique(document[others], return_inverse=True)
    sizes = bounds[wanted + 1] - bounds[wanted]
    first = np.cumsum(sizes) - sizes
    columns = claims[np.repeat(bounds[wanted] - first, sizes) + np.arange(int(sizes.sum()))]
    similar = table[own] @ table[columns].T
    lengths = sizes[at]
    starts = np.cumsum(lengths) - lengths
    rivals = np.repeat(first[at] - starts, lengths) + np.arange(int(lengths.sum()))
    itself = columns[rivals] == np.repeat(others, lengths)
    likeness = np.round(similar[np.repeat(row, lengths), rivals], 4)
    mine = likeness[itself]
    best = np.maximum.reduceat(np.where(itself, np.float32(-2), likeness), starts)
    ahead = np.add.reduceat((likeness > np.repeat(mine, lengths)).astype(np.int64), starts)
    return ahead, mine - np.where(lengths > 1, best, np.float32(0))


def _both_ways(ahead: _Places, lead: _Floats) -> dict[str, _Numbers]:
    half = len(ahead) // 2
    found = {}
    for name, values in (("rank", 1 / (1 + ahead)), ("lead", lead)):
        exact = rounded(values)
        found[f"{name}_least"] = np.minimum(exact[:half], exact[half:])
        found[f"{name}_most"] = np.maximum(exact[:half], exact[half:])
    return found
