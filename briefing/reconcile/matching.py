"""Matching: which claims say the same thing. A calibrated model, vetoes, average linkage."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from briefing.reconcile.candidates import Pair, find_candidates, find_standing
from briefing.reconcile.features import NAMES, Profile, pair_features
from briefing.reconcile.vetoes import find_veto

__all__ = ["Match", "Model", "Pair", "cluster", "find_candidates", "load_model", "match_pairs", "probability", "same_slots", "using"]

_BY_SLOTS = 0.9  # probability of two claims joined by their slots
_ON_TOPIC = 0.25  # content cosine below which a number in common says nothing
_RARE = 1.0  # weight of the words that two stated unknowns must share, as ``rare_words`` counts it
_COVERED = 0.4  # share of their other words that two stated unknowns must have in common
_SAME_RISK = 0.8  # how well two claims of one speaker must fit one risk to be one
_LIKE = 0.4  # and how alike they must be


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The calibrated logistic model with where it comes from."""

    intercept: float
    weights: Mapping[str, float]
    join: float  # average probability at which two groups become one
    provenance: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What was found about one candidate pair."""

    probability: float  # that the two say the same, 0 to 1, rounded; 0 under a veto
    features: Mapping[str, float]
    veto: str | None  # why they can never be one, None when they can
    reason: str = ""  # what joined them when it was not the model: the slots of one event


_MODEL: ContextVar[Model | None] = ContextVar("model", default=None)


def load_model() -> Model:
    """Return the model of ``weights.yaml``, or the one that `using` put in its place."""
    return _MODEL.get() or _shipped()


@contextmanager
def using(model: Model) -> Iterator[None]:
    """Match with another model inside the block: for calibration, which measures each topic with weights fitted on the others."""
    token = _MODEL.set(model)
    try:
        yield
    finally:
        _MODEL.reset(token)


@cache
def _shipped() -> Model:
    facts: dict[str, Any] = yaml.safe_load(files("briefing.reconcile").joinpath("weights.yaml").read_text(encoding="utf-8"))
    return Model(
        intercept=float(facts["intercept"]), weights={str(k): float(v) for k, v in facts["weights"].items()}, join=float(facts["join"]),
        provenance=str(facts["provenance"]),
    )


def match_pairs(profiles: Sequence[Profile], pairs: Sequence[Pair], model: Model) -> dict[Pair, Match]:
    """Return the probability of each pair, with its features and veto."""
    places = [(profile.claim.document.id, profile.claim.number) for profile in profiles]
    pairs = [pair for pair in pairs if places[pair.left] != places[pair.right]]  # two parts of one sentence say two things
    found = {pair: pair_features(profiles[pair.left], profiles[pair.right]) for pair in pairs}
    standing = find_standing(profiles, pairs)
    matches = {}
    for pair in pairs:
        a, b = profiles[pair.left], profiles[pair.right]
        features = {**found[pair], **standing[pair]}
        veto = find_veto(a.claim, b.claim, features)
        reason = "" if veto else same_slots(features)
        likely = max(probability(features, model), _BY_SLOTS if reason else 0.0)
        matches[pair] = Match(probability=0.0 if veto else likely, features=features, veto=veto, reason=reason)
    return matches


def same_slots(features: Mapping[str, float]) -> str:
    """Return what joins two claims whatever their wording: one event by its slots, or one figure of one thing; empty when nothing does."""
    if features["role_same"]:
        return "the same role of the same person"
    if features["event_same"]:
        return "the same act, done to or by the same, at a time that agrees"
    if features["numbers_same"] >= 1 and features["counted_same"] and features["content_cosine"] >= _ON_TOPIC and not features["other_event"]:
        return "the same number of the same thing"
    if features["vague_same"] and features["content_cosine"] >= _ON_TOPIC and not features["other_event"]:
        return "the same vague amount of one thing"
    if features["unknown_both"] and features["rare_words"] >= _RARE and features["cover_least"] >= _COVERED:
        return "the same thing said to be unknown"
    return _same_words_of_one(features)


def _same_words_of_one(features: Mapping[str, float]) -> str:
    """Return whether one speaker speaks of one risk in like words, and gives no other number."""
    numbers = features["numbers_other"] or features["numbers_one_sided"] or features["numbers_differ"]
    like = features["same_speaker"] and features["category_same"] >= _SAME_RISK and features["content_cosine"] >= _LIKE
    return "the same speaker on the same risk" if like and not numbers and not features["negation_differs"] else ""


def probability(features: Mapping[str, float], model: Model) -> float:
    """Return the model's probability that two claims say the same, rounded to 4 digits."""
    score = model.intercept + sum(model.weights.get(name, 0.0) * features[name] for name in NAMES)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)


def cluster(size: int, matches: Mapping[Pair, Match], join: float) -> tuple[tuple[int, ...], ...]:
    """Return groups of claims by average linkage over the candidate pairs; a veto between any two keeps their groups apart.

    A pair that was no candidate counts as 0, so that a chain of near neighbours never becomes one group.
    """
    groups: dict[int, list[int]] = {place: [place] for place in range(size)}
    sums: dict[int, dict[int, float]] = defaultdict(dict)
    barred: dict[int, set[int]] = defaultdict(set)
    heap: list[tuple[float, int, int]] = []
    for (left, right), match in sorted(matches.items()):
        if match.veto:
            barred[left].add(right)
            barred[right].add(left)
        elif match.probability > 0:
            sums[left][right] = sums[right][left] = match.probability
            heap.append((-match.probability, left, right))
    heapq.heapify(heap)
    following = size
    while heap:
        negative, left, right = heapq.heappop(heap)
        if -negative < join:
            break
        if left not in groups or right not in groups or right in barred[left]:
            continue
        _merge(left, right, following, groups, sums, barred)
        for other, total in sorted(sums[following].items()):
            if other not in barred[following]:
                mean = round(total / (len(groups[following]) * len(groups[other])), 4)
                heapq.heappush(heap, (-mean, min(other, following), max(other, following)))
        following += 1
    return tuple(sorted(tuple(sorted(members)) for members in groups.values()))


def _merge(
    left: int, right: int, new: int, groups: dict[int, list[int]], sums: dict[int, dict[int, float]], barred: dict[int, set[int]],
) -> None:
    groups[new] = groups.pop(left) + groups.pop(right)
    combined: dict[int, float] = defaultdict(float)
    for old in (left, right):
        for other, total in sums.pop(old, {}).items():
            if other not in {left, right}:
                combined[other] += total
                sums[other].pop(old, None)
    for other, total in combined.items():
        sums[other][new] = total
    sums[new] = dict(combined)
    barred[new] = barred.pop(left, set()) | barred.pop(right, set())
    for other in barred[new]:
        barred[other].add(new)
