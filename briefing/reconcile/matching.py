"""Matching: which claims say the same thing. A calibrated model, vetoes, average linkage."""

from __future__ import annotations

import heapq
import math
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from briefing.reconcile.candidates import Pair, find_candidates
from briefing.reconcile.claims import Claim
from briefing.reconcile.features import NAMES, Profile, pair_features
from briefing.reconcile.standing import find_standing
from briefing.reconcile.vetoes import DOUBTFUL, find_veto

__all__ = ["Match", "Model", "Pair", "cluster", "find_candidates", "load_model", "match_pairs", "probability", "same_slots", "using"]

_SURE = 1e-6  # what sums of probabilities may lose in their last digits
_BY_SLOTS = 0.9  # probability of two claims joined by their slots
ON_TOPIC = 0.25  # content cosine below which a number in common says nothing
TELLING = 0.1  # detail of a number that two acts of one kind do not share by chance, as two arrested here and two there do
_RARE = 1.0  # weight of the words that two stated unknowns must share, as ``rare_words`` counts it
COVERED = 0.4  # share of their other words that two stated unknowns must have in common
SAME_RISK = 0.8  # how well two claims of one speaker must fit one risk to be one
LIKE = 0.4  # and how alike they must be


@dataclass(frozen=True, slots=True, kw_only=True)
class Model:
    """The calibrated logistic model with where it comes from."""

    intercept: float
    weights: Mapping[str, float]
    join: float  # average probability at which two groups become one
    provenance: str
    terms: tuple[tuple[str, float], ...] = field(init=False, repr=False, compare=False)  # the features that weigh something, in order

    def __post_init__(self) -> None:
        """Pick the features that weigh something: they are summed for every pair."""
        object.__setattr__(self, "terms", tuple((name, weight) for name in NAMES if (weight := self.weights.get(name, 0.0))))


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


def match_pairs(profiles: Sequence[Profile], candidates: Iterable[Sequence[int]], model: Model) -> dict[Pair, Match]:
    """Return the probability of each pair, with its features and veto: all of them, for calibration; reconciling uses `likely.Likely`."""
    places = [(profile.claim.document.id, profile.claim.number) for profile in profiles]
    between = (Pair(int(left), int(right)) for left, right in candidates)
    pairs = [pair for pair in between if places[pair.left] != places[pair.right]]  # two parts of one sentence say two things
    standing = find_standing(profiles, pairs)
    found = {}
    for pair in pairs:
        a, b = profiles[pair.left], profiles[pair.right]
        found[pair] = judge(a.claim, b.claim, {**pair_features(a, b), **standing[pair]}, model)
    return found


def judge(a: Claim, b: Claim, features: Mapping[str, float], model: Model) -> Match:
    """Return what the features of two claims, vetoes and slots say of them."""
    veto = find_veto(a, b, features)
    reason = "" if veto else same_slots(features)
    likely = max(probability(features, model), _BY_SLOTS if reason else 0.0)
    return Match(probability=0.0 if veto else likely, features=features, veto=veto, reason=reason)


def same_slots(features: Mapping[str, float]) -> str:
    """Return what joins two claims whatever their wording: one event by its slots, or one figure of one thing; empty when nothing does."""
    if features["role_same"]:
        return "the same role of the same person"
    if features["event_same"]:
        return "the same act, done to or by the same, at a time that agrees"
    telling = features["content_cosine"] >= ON_TOPIC and features["numbers_detail"] >= TELLING and not features["other_event"]
    if features["numbers_same"] >= 1 and features["counted_same"] and telling:
        return "the same number of the same thing"
    if features["vague_same"] and features["content_cosine"] >= ON_TOPIC and not features["other_event"]:
        return "the same vague amount of one thing"
    if features["unknown_both"] and features["rare_words"] >= _RARE and features["cover_least"] >= COVERED:
        return "the same thing said to be unknown"
    return _same_words_of_one(features)


def _same_words_of_one(features: Mapping[str, float]) -> str:
    """Return whether one speaker speaks of one risk in like words, and gives no other number."""
    numbers = features["numbers_other"] or features["numbers_one_sided"] or features["numbers_differ"]
    like = features["same_speaker"] and features["category_same"] >= SAME_RISK and features["content_cosine"] >= LIKE
    return "the same speaker on the same risk" if like and not numbers and not features["negation_differs"] else ""


def probability(features: Mapping[str, float], model: Model) -> float:
    """Return the model's probability that two claims say the same, rounded to 4 digits."""
    score = model.intercept + sum(weight * features[name] for name, weight in model.terms)
    return round(1 / (1 + math.exp(-max(-30.0, min(30.0, score)))), 4)


def cluster(
    size: int, matches: Mapping[Pair, Match], join: float, *, rest: Callable[[Pair], Match | None] = lambda _: None,
) -> tuple[tuple[int, ...], ...]:
    """Return groups of claims by average linkage over the candidate pairs; a veto of any two keeps their groups apart, a doubtful one counts as 0.

    A pair that was no candidate counts as 0, so that a chain of near neighbours never becomes one group.

    Args:
        size: number of claims.
        matches: pairs that were compared.
        join: mean probability from which two groups become one.
        rest: returns the match of a candidate that was not compared yet and reaches less than ``join``, None for any other pair. It is asked when two
            groups could become one; the result is that of comparing every candidate.
    """
    groups = _Groups(size, matches, join, rest)
    while groups.join_next():
        pass
    return groups.members()


class _Groups:
    """Groups under construction, with the sums of the probabilities between them."""

    def __init__(self, size: int, matches: Mapping[Pair, Match], join: float, rest: Callable[[Pair], Match | None]) -> None:
        self._matches, self._join, self._rest = matches, join, rest
        self._members: dict[int, list[int]] = {place: [place] for place in range(size)}
        self._sums: dict[int, dict[int, float]] = defaultdict(dict)
        self._excess: dict[int, dict[int, float]] = defaultdict(dict)  # by how much the sum of the pairs compared exceeds ``join`` for each
        self._barred: dict[int, set[int]] = defaultdict(set)
        self._asked: dict[int, set[int]] = defaultdict(set)  # the groups that every claim of a group was compared with
        self._following = size
        for (left, right), match in sorted(matches.items()):
            self._add(left, right, match)
        self._heap = [(-match.probability, *pair) for pair, match in matches.items() if match.probability >= join]
        heapq.heapify(self._heap)

    def members(self) -> tuple[tuple[int, ...], ...]:
        """Return the claims of each group, sorted."""
        return tuple(sorted(tuple(sorted(members)) for members in self._members.values()))

    def join_next(self) -> bool:
        """Join the likeliest two groups that may become one; return whether any are left."""
        if not self._heap:
            return False
        _, left, right = heapq.heappop(self._heap)
        if left in self._members and right in self._members and right not in self._barred[left]:
            parts = [(self._members[old], self._asked.pop(old, set())) for old in (left, right)]
            new = self._merge(left, right)
            sums, barred = self._sums[new], self._barred[new]
            for other in sorted(other for other, excess in self._excess[new].items() if excess > -_SURE and other in sums and other not in barred):
                if self._compare_rest(new, other, parts):
                    mean = round(self._sums[new][other] / (len(self._members[new]) * len(self._members[other])), 4)
                    if mean >= self._join:
                        heapq.heappush(self._heap, (-mean, min(other, new), max(other, new)))
        return True

    def _add(self, left: int, right: int, match: Match) -> None:
        """Add what was found about a pair to the groups of its claims."""
        if match.veto and match.veto not in DOUBTFUL:
            self._barred[left].add(right)
            self._barred[right].add(left)
        elif match.probability > 0:
            total = self._sums[left].get(right, 0.0) + match.probability
            self._sums[left][right] = self._sums[right][left] = total
        excess = self._excess[left].get(right, 0.0) + match.probability - self._join
        self._excess[left][right] = self._excess[right][left] = excess

    def _compare_rest(self, new: int, other: int, parts: Sequence[tuple[list[int], set[int]]]) -> bool:
        """Compare the pairs of two groups that were not compared yet; return whether the groups may still become one.

        Args:
            new: the group that was just made.
            other: another.
            parts: the two that ``new`` was made of: their claims, and the groups that all these were compared with.
        """
        for one in (member for members, asked in parts if other not in asked for member in members):
            for two in self._members[other]:
                pair = (one, two) if one < two else (two, one)
                match = None if pair in self._matches else self._rest(Pair(*pair))
                if match is not None:
                    self._add(new, other, match)
        self._asked[new].add(other)
        self._asked[other].add(new)
        return other not in self._barred[new]

    def _merge(self, left: int, right: int) -> int:
        new, self._following = self._following, self._following + 1
        self._members[new] = self._members.pop(left) + self._members.pop(right)
        for table in (self._sums, self._excess):
            combined: dict[int, float] = defaultdict(float)
            for old in (left, right):
                for other, total in table.pop(old, {}).items():
                    if other not in {left, right}:
                        combined[other] += total
                        table[other].pop(old, None)
            for other, total in combined.items():
                table[other][new] = total
            table[new] = dict(combined)
        self._barred[new] = self._barred.pop(left, set()) | self._barred.pop(right, set())
        for other in self._barred[new]:
            self._barred[other].add(new)
        return new
