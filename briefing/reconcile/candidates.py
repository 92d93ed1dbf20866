"""Candidates: the pairs of claims worth comparing, and how each pair stands among the other pairs of its two claims."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from briefing.reconcile.counting import counted_classes

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from briefing.reconcile.features import Profile

_CHUNK = 512  # rows of the similarity matrix held at once: memory stays bounded whatever the corpus
_NEAREST = 40  # candidates a claim gets by likeness
_CLOSE = 0.15  # likeness below which two claims are no candidates by it
_BLOCK = 60  # claims that may share a name, number or act to be compared for it; one shared by more says nothing
_WORDS = 12  # the same for a word


class Pair(NamedTuple):
    """Two claims by their places, the smaller first."""

    left: int
    right: int


def find_candidates(profiles: Sequence[Profile]) -> tuple[Pair, ...]:
    """Return the pairs worth comparing: the nearest by vector, and those that share a rare word, name, number or event."""
    pairs = _near_pairs(profiles)
    blocks: dict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        for key in sorted(_keys(profile)):
            blocks[key].append(place)
    for key, places in sorted(blocks.items()):
        if len(places) <= (_WORDS if key.startswith("word ") else _BLOCK):
            pairs.update(Pair(a, b) for n, a in enumerate(places) for b in places[n + 1 :])
    return tuple(sorted(pairs))


def find_standing(profiles: Sequence[Profile], pairs: Sequence[Pair]) -> dict[Pair, dict[str, float]]:
    """Return for each pair how it stands in the two documents: its rank there, and its lead over the next likest.

    News on one theme is alike throughout; a claim and its twin stand out among the claims of one document (after the margin criterion of Artetxe
    and Schwenk, ACL 2019). A rank is 1 for the likest, 1/2 for the next; of the two ways a pair is looked at, the smaller and the larger are told.
    """
    documents: dict[str, list[int]] = defaultdict(list)
    for place, profile in enumerate(profiles):
        documents[profile.claim.document.id].append(place)
    rows = {name: np.array(places) for name, places in documents.items()}
    wanted: dict[int, list[int]] = defaultdict(list)
    for left, right in pairs:
        wanted[left].append(right)
        wanted[right].append(left)
    ranks: dict[tuple[int, int], tuple[float, float]] = {}
    for start, scores in _likeness(profiles):
        for place in range(start, start + len(scores)):
            own = scores[place - start]
            for other in wanted[place]:
                rivals = own[rows[profiles[other].claim.document.id]]
                ahead = int((rivals > own[other]).sum())
                best = rivals.max() if ahead else np.partition(rivals, -2)[-2] if len(rivals) > 1 else np.float32(0.0)
                ranks[place, other] = 1 / (1 + ahead), float(own[other] - best)
    found = {}
    for pair in pairs:
        (rank, lead), (back, trail) = ranks[pair.left, pair.right], ranks[pair.right, pair.left]
        values = {"rank_least": min(rank, back), "rank_most": max(rank, back), "lead_least": min(lead, trail), "lead_most": max(lead, trail)}
        found[pair] = {name: round(value, 4) for name, value in values.items()}
    return found


def _likeness(profiles: Sequence[Profile]) -> Iterator[tuple[int, NDArray[np.float32]]]:
    """Yield the likeness of claims with all others, a block of rows at a time: the mean cosine of content, of words, and with what stands before."""
    if not profiles:
        return
    table = np.concatenate([np.stack([getattr(p, name) for p in profiles]) for name in ("vector", "bag", "with_before")], axis=1) / np.sqrt(3)
    for start in range(0, len(table), _CHUNK):
        yield start, np.round(table[start : start + _CHUNK] @ table.T, 4)


def _near_pairs(profiles: Sequence[Profile]) -> set[Pair]:
    """Return each claim's nearest, exactly."""
    pairs: set[Pair] = set()
    for start, similar in _likeness(profiles):
        for row, scores in enumerate(similar, start):
            scores[row] = -1
            keep = min(_NEAREST, len(scores) - 1)
            if keep < 1:
                continue
            floor = max(_CLOSE, float(np.partition(scores, -keep)[-keep]))
            pairs.update(Pair(min(row, int(other)), max(row, int(other))) for other in np.nonzero(scores >= floor)[0])
    return pairs


def _keys(profile: Profile) -> set[str]:
    """Return what two claims must share one of to be compared whatever their wording."""
    claim = profile.claim
    keys = {f"word {word}" for word in profile.words} | {f"name {name}" for name in claim.entities}
    keys |= {f"number {q.unit} {q.value if q.value is not None else (q.low, q.high)}" for q in claim.quantities}
    keys |= {f"counted {name} {entity}" for name in counted_classes(claim) for entity in ("", *sorted(claim.context))}
    keys |= {f"event {event.category} {name}" for event in claim.events for name in (claim.context or {"-"})}
    return keys
