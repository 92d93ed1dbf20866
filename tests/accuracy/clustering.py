"""Clusterings compared with gold: the sums that B3 and pairwise precision and recall are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from math import comb
from typing import TypedDict, TypeVar

Item = TypeVar("Item", bound=Hashable)


class Sums(TypedDict):
    """What `Counts.add` takes."""

    hits: float
    held: float
    found: float
    gold: float


def b_cubed(truth: Mapping[Item, str], found: Mapping[Item, Hashable]) -> Sums:
    """Return B3 sums over the items of ``truth`` (Bagga and Baldwin 1998); an item not found is alone."""
    ours = _completed(truth, found)
    theirs, mine = _clusters(truth), _clusters(ours)
    hits = held = 0.0
    for item, label in truth.items():
        shared = len(theirs[label] & mine[ours[item]])
        hits += shared / len(mine[ours[item]])
        held += shared / len(theirs[label])
    return {"hits": hits, "held": held, "found": len(truth), "gold": len(truth)}


def pairwise(truth: Mapping[Item, str], found: Mapping[Item, Hashable]) -> Sums:
    """Return the numbers of pairs joined by both, by the system and by gold."""
    ours = _completed(truth, found)
    both = {item: (truth[item], ours[item]) for item in truth}
    hits, joined, gold = (sum(comb(len(cluster), 2) for cluster in _clusters(labels).values()) for labels in (both, ours, truth))
    return {"hits": hits, "held": hits, "found": joined, "gold": gold}


def _completed(truth: Mapping[Item, str], found: Mapping[Item, Hashable]) -> dict[Item, Hashable]:
    return {item: found.get(item, ("alone", item)) for item in truth}


def _clusters(labels: Mapping[Item, Hashable]) -> dict[Hashable, set[Item]]:
    found: dict[Hashable, set[Item]] = defaultdict(set)
    for item, label in labels.items():
        found[label].add(item)
    return dict(found)
