"""Ranking: what makes a finding a key finding, as a sum of parts that are printed."""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Mapping, Sequence

from briefing.model import Finding

# Each part runs from 0 to 1; the weights say how much it counts and sum to 1.
WEIGHTS: Mapping[str, float] = {"origins": 0.30, "languages": 0.10, "category": 0.20, "centrality": 0.15, "recency": 0.10, "numbers": 0.15}
_FULL_ORIGINS = 4  # independent origins at which more make no difference
_HALF_LIFE = 30.0  # days after which a finding counts half as recent


def score_finding(finding: Finding, *, weight: Mapping[str, float], newest: dt.date | None) -> dict[str, float]:
    """Return the parts of a finding's score and their weighted ``total``, each rounded to 4 digits.

    Args:
        finding: the finding.
        weight: share of the corpus's claims that name each entity, for centrality.
        newest: the last day any document speaks of or was published on; recency counts back from it.
    """
    named = sum(origin.kind != "unnamed" for origin in finding.origins)
    parts = {
        "origins": min(1.0, math.log2(1 + named) / math.log2(1 + _FULL_ORIGINS)),
        "languages": min(1.0, (len(finding.languages) - 1) / 1.0),
        "category": 1.0 if finding.event else max((c.score for c in finding.categories), default=0.0),
        "centrality": max((weight.get(entity, 0.0) for entity in finding.entities), default=0.0),
        "recency": _recency(finding, newest),
        "numbers": 1.0 if any(q.value is not None or q.low is not None for q in finding.quantities) else 0.0,
    }
    rounded = {name: round(value, 4) for name, value in parts.items()}
    return {**rounded, "total": round(sum(WEIGHTS[name] * value for name, value in rounded.items()), 4)}


def entity_weights(groups: Sequence[frozenset[str]]) -> dict[str, float]:
    """Return for each entity how often claims name it, the most named being 1."""
    counts: dict[str, int] = {}
    for group in groups:
        for entity in group:
            counts[entity] = counts.get(entity, 0) + 1
    most = max(counts.values(), default=1)
    return {entity: round(count / most, 4) for entity, count in sorted(counts.items())}


def _recency(finding: Finding, newest: dt.date | None) -> float:
    days = [date.to for date in finding.dates if date.to is not None]
    if newest is None or not days:
        return 0.0
    age = max(0, (newest - min(max(days), newest)).days)
    return math.pow(0.5, age / _HALF_LIFE)
