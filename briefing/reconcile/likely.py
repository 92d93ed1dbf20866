"""Likely pairs: which candidates can be one finding or a dispute, told by what is cheap before all is compared.

Cosines and the cover of words are computed for many pairs at once. With the weights of the model they bound what a pair can reach at best; a pair
that can reach nothing is left out. Nothing is lost by it: what is left out can only keep apart, or pull down the mean of, two groups that other pairs
join, and `matching.cluster` asks for such pairs. So the findings are those that comparing every candidate gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray

from briefing.reconcile.bounds import SLACK, chosen_pairs, known_alone, limits, may_contradict, may_share_slots, numbered
from briefing.reconcile.candidates import Pair, Pairs
from briefing.reconcile.cheap import compare_cheaply
from briefing.reconcile.compact import Features
from briefing.reconcile.features import FACTS, NAMES, Profile
from briefing.reconcile.matching import Match, Model, judge
from briefing.reconcile.standing import stand
from briefing.threads import one_thread

LEAST = 0.4  # probability below which no step looks at a pair; disputes look at some from here on
_PART = 10_000  # pairs read at once
_LARGEST = {"names_shared": math.inf, "foreign_names": math.inf, "context_names": math.inf, "length_differs": math.inf}  # others reach 1 at most
_WHOLE = (0.0, 1.0)  # values that need no rounding

_UNREAD = MappingProxyType(dict.fromkeys(NAMES, 0.0))

_Numbers = NDArray[np.float64]


class Likely:
    """The matches of the pairs that can be one finding or a dispute; others are compared when they are asked for."""

    def __init__(self, profiles: Sequence[Profile], pairs: Pairs, model: Model) -> None:
        """Compare what can be likely among the candidates ``pairs``."""
        places = numbered((p.claim.document.id, p.claim.number) for p in profiles)
        self._pairs = pairs[places[pairs[:, 0]] != places[pairs[:, 1]]]  # two parts of one sentence say two things
        self._size = len(profiles)
        self._codes = self._pairs[:, 0].astype(np.int64) * self._size + self._pairs[:, 1]  # sorted, as the pairs are
        with one_thread():
            read = compare_cheaply(profiles, self._pairs)
            known = {**read, **stand(profiles, self._pairs, likeness=(read["content_cosine"] + read["bag_cosine"] + read["before_cosine"]) / 3)}
        self._judge = _Judge(profiles, self._pairs, known, model)
        self.matches = self._judge.likely()

    def compare(self, pair: Pair) -> Match | None:
        """Return the match of a candidate that was left out, and keep it; None when the pair is no candidate."""
        code = pair.left * self._size + pair.right
        number = int(np.searchsorted(self._codes, code))
        if number == len(self._codes) or self._codes[number] != code:
            return None
        return self.matches.setdefault(pair, _barred(self._judge.match(number, pair)))

    def candidates(self) -> Iterator[Pair]:
        """Yield every candidate, compared or not."""
        for start in range(0, len(self._pairs), _PART):
            yield from (Pair(left, right) for left, right in self._pairs[start : start + _PART].tolist())


class _Judge:
    """Reads the facts of a pair one after the other until they cannot make it likely any more."""

    def __init__(self, profiles: Sequence[Profile], pairs: Pairs, read: Mapping[str, _Numbers], model: Model) -> None:
        self._profiles, self._pairs, self._model = profiles, pairs, model
        self._rows = np.stack(list(read.values()), axis=1)  # features that were computed for all pairs at once
        self._read = {name: self._rows[:, place] for place, name in enumerate(read)}
        self._known = {**self._read, **known_alone(profiles, pairs)}
        self._open = {name: weight for name, weight in model.weights.items() if weight and name not in self._known}  # known when the facts are read
        self._left = self._most_left(limits(profiles, pairs))

    def _most_left(self, limits: Mapping[str, _Numbers]) -> list[_Numbers]:
        """Return the most that the facts can add to each pair's score before the first is read, and when each is, up to the last."""
        left = [np.zeros(len(self._pairs))]
        for read in reversed(FACTS):
            more = left[-1].copy()
            for name in read(self._profiles[0], self._profiles[0]) if self._profiles else ():
                if (weight := self._open.get(name, 0.0)) > 0:
                    more += weight * limits.get(name, _LARGEST.get(name, 1.0))
            left.append(more)
        return left[::-1]

    def likely(self) -> dict[Pair, Match]:
        """Return the matches of all pairs that can be one finding or a dispute."""
        told = np.full(len(self._pairs), self._model.intercept)
        for name in NAMES:
            if name in self._known:
                told += self._model.weights.get(name, 0.0) * self._known[name]
        score = told + self._left[0]
        best = score + max(0.0, -self._model.weights.get("length_differs", 0.0)) * self._known["length_differs"]  # disputes leave it out of account
        best += np.maximum(0.0, -self._model.weights.get("negation_differs", 0.0)) * self._known["negation_differs"]
        least, join = _score_of(min(LEAST, self._model.join)) - SLACK, _score_of(self._model.join) - SLACK
        sure = may_share_slots(self._profiles, self._pairs, self._read)
        sure |= may_contradict([profile.claim for profile in self._profiles], self._pairs, best >= least, self._read)
        found = {}
        for number, left, right in chosen_pairs(sure | (score >= join), self._pairs):
            pair = Pair(left, right)
            match = self.match(number, pair) if sure[number] else self._match_if_likely(number, pair, float(told[number]), join)
            if match is not None:
                found[pair] = match
        return found

    def match(self, number: int, pair: Pair) -> Match:
        """Return what is found when a pair, with its number among all, is compared in full."""
        a, b = self._profiles[pair.left], self._profiles[pair.right]
        return self._judged(number, pair, {name: value for read in FACTS for name, value in read(a, b).items()})

    def _match_if_likely(self, number: int, pair: Pair, told: float, least: float) -> Match | None:
        """Return the same, None as soon as the facts that were read, the cheapest first, keep a pair below a score."""
        a, b = self._profiles[pair.left], self._profiles[pair.right]
        facts: dict[str, float] = {}
        for read, left in zip(FACTS, self._left[1:], strict=True):
            own = read(a, b)
            told += sum(self._open[name] * value for name, value in own.items() if name in self._open)
            if told + left[number] < least:
                return None
            facts.update(own)
        return _barred(self._judged(number, pair, facts))

    def _judged(self, number: int, pair: Pair, facts: Mapping[str, float]) -> Match:
        a, b = self._profiles[pair.left].claim, self._profiles[pair.right].claim
        rounded = {name: value if value in _WHOLE else round(value, 4) for name, value in facts.items()}
        known = dict(zip(self._read, self._rows[number].tolist(), strict=True))
        match = judge(a, b, {**_UNREAD, **known, **rounded}, self._model)
        return Match(probability=match.probability, features=Features(match.features), veto=match.veto, reason=match.reason)


def _barred(match: Match) -> Match:
    """Return a match without its features when a veto leaves nothing that reads them: they fill the memory."""
    return replace(match, features=_UNREAD) if match.veto else match


def _score_of(probability: float) -> float:
    return math.log(probability / (1 - probability))
