"""Counts of a measure and the figures they give; counts of several sets add up, so that a total is of all their items."""

from __future__ import annotations

from collections.abc import Mapping


class Counts:
    """What one measure counted, by the name of the figure, and a line for each miss."""

    def __init__(self) -> None:
        self.values: dict[str, dict[str, float]] = {}
        self.misses: list[str] = []

    def add(self, name: str, *, hits: float, found: float, gold: float, held: float | None = None) -> None:
        """Add to what gives ``name.precision``, ``name.recall`` and ``name.f1``."""
        self._add(name, {"hits": hits, "held": hits if held is None else held, "found": found, "gold": gold})

    def share(self, name: str, right: float, of: float) -> None:
        """Add to a share of correct ones: the figure ``name``."""
        self._add(name, {"right": right, "of": of})

    def number(self, name: str, number: float) -> None:
        """Add to a number that should be nought: the figure ``name``."""
        self._add(name, {"number": number})

    def miss(self, line: str) -> None:
        """Keep a line that tells of a miss."""
        self.misses.append(line)

    def update(self, other: Counts, prefix: str = "") -> None:
        """Add another set's counts and misses."""
        for name, parts in other.values.items():
            self._add(prefix + name, parts)
        self.misses += other.misses

    def figures(self) -> dict[str, float]:
        """Return every figure by its name, rounded to three digits; what has no item gives none."""
        found: dict[str, float] = {}
        for name, parts in sorted(self.values.items()):
            if "number" in parts:
                found[name] = round(parts["number"], 3)
            elif "of" in parts:
                found.update({name: round(parts["right"] / parts["of"], 3)} if parts["of"] else {})
            elif parts["found"] or parts["gold"]:
                precision, recall = _share(parts["hits"], parts["found"]), _share(parts["held"], parts["gold"])
                both = {"precision": precision, "recall": recall, "f1": harmonic(precision, recall)}
                found.update({f"{name}.{key}": round(value, 3) for key, value in both.items()})
        return found

    def _add(self, name: str, parts: Mapping[str, float]) -> None:
        own = self.values.setdefault(name, dict.fromkeys(parts, 0.0))
        for key, value in parts.items():
            own[key] += value


def harmonic(precision: float, recall: float) -> float:
    """Return the harmonic mean, F1."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def _share(part: float, whole: float) -> float:
    return part / whole if whole else 0.0
