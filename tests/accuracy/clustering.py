"""Clusterings compared with gold: the sums that B3 and pairwise precision and recall are made of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping
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


def b_cubed_of_links(items: Collection[Item], truth: Collection[tuple[Item, Item]], found: Collection[tuple[Item, Item]]) -> Sums:
    """Return B3 sums where an item may stand in several clusters: each item's is the item with all it is linked to."""
    theirs, mine = _neighbours(items, truth), _neighbours(items, found)
    return {
        "hits": sum(len(theirs[item] & mine[item]) / len(mine[item]) for item in items),
        "held": sum(len(theirs[item] & mine[item]) / len(theirs[item]) for item in items),
        "found": len(items),
        "gold": len(items),
    }


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


def _neighbours(items: Collection[Item], links: Collection[tuple[Item, Item]]) -> dict[Item, set[Item]]:
    found = {item: {item} for item in items}
    for one, other in links:
        found[one].add(other)
        found[other].add(one)
    return found
