"""Compact: the features of a pair in a row of doubles, because millions of pairs are kept."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping

from briefing.reconcile.features import NAMES

_AT = {name: place for place, name in enumerate(NAMES)}


class Features(Mapping[str, float]):
    """The features of a pair by name, read only.

    >>> features = Features({**dict.fromkeys(NAMES, 0.0), "heading": 1.0})
    >>> features["heading"], features["aside"], len(features) == len(NAMES)
    (1.0, 0.0, True)
    """

    __slots__ = ("_values",)

    def __init__(self, features: Mapping[str, float]) -> None:
        """Keep what every name of `NAMES` has."""
        self._values = array("d", [features[name] for name in NAMES])

    def __getitem__(self, name: str) -> float:
        """Return the feature of this name."""
        return self._values[_AT[name]]

    def __iter__(self) -> Iterator[str]:
        """Yield the names in their order."""
        return iter(NAMES)

    def __len__(self) -> int:
        """Return how many there are."""
        return len(NAMES)
