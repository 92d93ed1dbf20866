"""Joining: which of several things belong together because they share something."""

from __future__ import annotations

from collections.abc import Collection, Hashable, Sequence


def join_sharing(keys: Sequence[Collection[Hashable]]) -> list[list[int]]:
    """Return the places of the things that share a key, directly or through others, in order of the first.

    >>> join_sharing([{"a"}, {"b"}, {"a", "c"}, {"c"}])
    [[0, 2, 3], [1]]
    """
    parent = list(range(len(keys)))
    first: dict[Hashable, int] = {}
    for place, own in enumerate(keys):
        for key in own:
            _link(parent, first.setdefault(key, place), place)
    joined: dict[int, list[int]] = {}
    for place in range(len(keys)):
        joined.setdefault(_root(parent, place), []).append(place)
    return list(joined.values())


def _link(parent: list[int], a: int, b: int) -> None:
    left, right = _root(parent, a), _root(parent, b)
    parent[max(left, right)] = min(left, right)


def _root(parent: list[int], place: int) -> int:
    while parent[place] != place:
        parent[place] = parent[parent[place]]
        place = parent[place]
    return place
