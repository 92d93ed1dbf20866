"""Clustering figures: B3 and pairwise precision, recall and F1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping
from itertools import combinations


def f1(precision: float, recall: float) -> float:
    """Return the harmonic mean."""
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def b_cubed(truth: Mapping[Hashable, str], found: Mapping[Hashable, str]) -> tuple[float, float, float]:
    """Return B3 precision, recall, F1 over the items of ``truth``; an item not found is alone."""
    gold, ours = _clusters(truth), _clusters({item: found.get(item, f"?{item}") for item in truth})
    precision = recall = 0.0
    for item in truth:
        mine, right = ours[found.get(item, f"?{item}")], gold[truth[item]]
        shared = len(mine & right)
        precision += shared / len(mine)
        recall += shared / len(right)
    count = len(truth) or 1
    return precision / count, recall / count, f1(precision / count, recall / count)


def pairwise(truth: Mapping[Hashable, str], found: Mapping[Hashable, str]) -> tuple[float, float, float]:
    """Return pairwise precision, recall, F1."""
    gold = {pair for cluster in _clusters(truth).values() for pair in combinations(sorted(cluster, key=str), 2)}
    ours = {pair for cluster in _clusters({i: found.get(i, f"?{i}") for i in truth}).values() for pair in combinations(sorted(cluster, key=str), 2)}
    shared = len(gold & ours)
    precision, recall = shared / len(ours) if ours else 1.0, shared / len(gold) if gold else 1.0
    return precision, recall, f1(precision, recall)


def _clusters(labels: Mapping[Hashable, str]) -> dict[str, set[Hashable]]:
    found: dict[str, set[Hashable]] = defaultdict(set)
    for item, label in labels.items():
        found[label].add(item)
    return found
