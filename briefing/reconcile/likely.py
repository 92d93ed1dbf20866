"""Likely pairs: which candidates can be one finding or a dispute, told by what is cheap before all is compared.

Cosines and the cover of words are computed for many pairs at once. With the weights of the model they bound what a pair can reach at best; a pair
that can reach nothing is left out. Nothing is lost by it: what is left out can only keep apart, or pull down the mean of, two groups that other pairs
join, and `matching.cluster` asks for such pairs. So the findings are those that comparing every candidate gives.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from types import MappingProxyType

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz, process

from briefing.reconcile.candidates import Pair, Pairs
from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import closeness, same_value
from briefing.reconcile.days import LIKENESS as SAME_ACT
from briefing.reconcile.days import RARE, differ_as_days, sure_date
from briefing.reconcile.disputes import opposed
from briefing.reconcile.features import COGNATE, FACTS, LETTERS, NAMES, Profile, same_speaker, soften
from briefing.reconcile.matching import COVERED, LIKE, ON_TOPIC, SAME_RISK, Match, Model, judge
from briefing.reconcile.rivals import ROUND
from briefing.reconcile.slots import participants, reports, targets
from briefing.reconcile.standing import stand
from briefing.reconcile.wording import denies
from briefing.threads import one_thread
from briefing.vectors import DIMENSIONS, encode_word

LEAST = 0.4  # probability below which no step looks at a pair; disputes look at some from here on
_PART = 10_000  # pairs read at once
_SLACK = 0.01  # of a bound and a cosine: what is computed for many pairs at once differs in the last bits
_LARGEST = {"names_shared": math.inf, "foreign_names": math.inf, "context_names": math.inf, "length_differs": math.inf}  # others reach 1 at most

_UNREAD = MappingProxyType(dict.fromkeys(NAMES, 0.0))
_CHEAP = (
    "content_cosine", "clause_cosine", "sentence_cosine", "context_cosine", "before_cosine", "bag_cosine", "cover_least", "cover_most",
    "predicate_cover", "rare_words",
)

_Floats = NDArray[np.float32]
_Numbers = NDArray[np.float64]
_Bools = NDArray[np.bool_]


class Likely:
    """The matches of the pairs that can be one finding or a dispute; others are compared when they are asked for."""

    def __init__(self, profiles: Sequence[Profile], pairs: Pairs, model: Model) -> None:
        """Compare what can be likely among the candidates ``pairs``."""
        places = _numbered((p.claim.document.id, p.claim.number) for p in profiles)
        self._pairs = pairs[places[pairs[:, 0]] != places[pairs[:, 1]]]  # two parts of one sentence say two things
        self._size = len(profiles)
        self._codes = self._pairs[:, 0].astype(np.int64) * self._size + self._pairs[:, 1]  # sorted, as the pairs are
        with one_thread():
            known = {**compare_cheaply(profiles, self._pairs), **stand(profiles, self._pairs)}
        self._judge = _Judge(profiles, self._pairs, known, model)
        self.matches = self._judge.likely()

    def compare(self, pair: Pair) -> Match | None:
        """Return the match of a candidate that was left out, and keep it; None when the pair is no candidate."""
        code = pair.left * self._size + pair.right
        number = int(np.searchsorted(self._codes, code))
        if number == len(self._codes) or self._codes[number] != code:
            return None
        return self.matches.setdefault(pair, _barred(self._judge.match(number)))

    def candidates(self) -> Iterator[Pair]:
        """Yield every candidate, compared or not."""
        for start in range(0, len(self._pairs), _PART):
            yield from (Pair(left, right) for left, right in self._pairs[start : start + _PART].tolist())


def compare_cheaply(profiles: Sequence[Profile], pairs: Pairs) -> dict[str, _Numbers]:
    """Return the features of all pairs that read words and vectors alone: what `pair_features` gives but for the last bits."""
    table = _Table(profiles)
    found: dict[str, _Numbers] = {name: np.zeros(len(pairs)) for name in _CHEAP}
    bounds = np.nonzero(np.diff(pairs[:, 0], prepend=-1))[0] if len(pairs) else np.zeros(0, dtype=np.int64)
    for start, end in pairwise([*bounds.tolist(), len(pairs)]):
        table.compare(int(pairs[start, 0]), pairs[start:end, 1], {name: values[start:end] for name, values in found.items()})
    return {name: np.asarray([round(value, 4) for value in values.tolist()]) for name, values in found.items()}


class _Table:
    """The words and vectors of all claims in a few arrays: what one claim is compared with many by."""

    def __init__(self, profiles: Sequence[Profile]) -> None:
        self._profiles = profiles
        lemmas: dict[str, int] = {}
        surfaces: dict[str, int] = {}
        words = [
            [(lemmas.setdefault(w, len(lemmas)), surfaces.setdefault(s, len(surfaces))) for w, s in zip(p.words, p.surfaces, strict=True)]
            for p in profiles
        ]
        self._lemmas = np.asarray([lemma for own in words for lemma, _ in own], dtype=np.int64)
        self._surfaces = np.asarray([surface for own in words for _, surface in own], dtype=np.int64)
        self._word_vectors = np.stack([encode_word(s) for s in surfaces]) if surfaces else np.zeros((0, DIMENSIONS), dtype=np.float32)
        self._names = np.asarray(list(lemmas), dtype=object)
        self._long = np.asarray([len(lemma) >= LETTERS for lemma in lemmas], dtype=np.bool_)
        self._words = _starts(len(own) for own in words)
        self._weights = np.concatenate([np.zeros(0, np.float32), *(p.weights for p in profiles)])
        self._verbs = np.concatenate([np.zeros(0, np.bool_), *(p.verbs for p in profiles)])

    def compare(self, one: int, others: NDArray[np.int32], into: Mapping[str, _Numbers]) -> None:
        """Write the features of one claim with each of the others."""
        profile, profiles = self._profiles[one], [self._profiles[other] for other in others.tolist()]
        claim, claims = profile.claim, [other.claim for other in profiles]
        if claim.content_vector is not None:
            into["content_cosine"][:] = [0.0 if c.content_vector is None else float(claim.content_vector @ c.content_vector) for c in claims]
        if claim.sentence_vector is not None:
            into["sentence_cosine"][:] = [0.0 if c.sentence_vector is None else float(claim.sentence_vector @ c.sentence_vector) for c in claims]
        into["context_cosine"][:] = [float(profile.context @ other.context) for other in profiles]
        into["before_cosine"][:] = [float(profile.with_before @ other.with_before) for other in profiles]
        into["bag_cosine"][:] = [float(profile.bag @ other.bag) for other in profiles]
        filled = [number for number, c in enumerate(claims) if c.vectors.size]
        if claim.vectors.size and filled:
            best = (claim.vectors @ np.concatenate([claims[number].vectors for number in filled]).T).max(axis=0)
            into["clause_cosine"][filled] = np.maximum.reduceat(best, _starts(len(claims[n].vectors) for n in filled)[:-1])
        worded = np.nonzero(self._words[others + 1] > self._words[others])[0]
        if self._words[one + 1] > self._words[one] and len(worded):
            self._align(one, others[worded], worded, into)

    def _align(self, one: int, others: NDArray[np.int32], at: NDArray[np.int64], into: Mapping[str, _Numbers]) -> None:
        """Write what the words of one claim and of each of the others cover of each other, as `features._align` says it for two."""
        own = slice(self._words[one], self._words[one + 1])
        lengths = self._words[others + 1] - self._words[others]
        first = np.cumsum(lengths) - lengths
        theirs = np.repeat(self._words[others] - first, lengths) + np.arange(int(lengths.sum()))
        different, back = np.unique(np.stack([self._lemmas[theirs], self._surfaces[theirs]]), axis=1, return_inverse=True)
        lemmas, surfaces = different
        mine = self._lemmas[own]
        same = mine[:, None] == lemmas[None, :]
        cognate = self._cognates(mine, lemmas)
        soft = soften(self._word_vectors[self._surfaces[own]] @ self._word_vectors[surfaces].T)
        back = back.reshape(-1)
        scores = np.where(same, 1.0, np.where(cognate, np.maximum(soft, 0.9), soft)).astype(np.float32)[:, back]
        weights, other_weights = self._weights[own], self._weights[theirs]
        best = np.maximum.reduceat(scores, first, axis=1)
        over = (best * weights[:, None]).sum(axis=0) / weights.sum()
        column = scores.max(axis=0)
        over_other = np.add.reduceat(column * other_weights, first) / np.add.reduceat(other_weights, first)
        exact = np.logical_or.reduceat((same | cognate)[:, back], first, axis=1)
        verbs = self._verbs[theirs]
        of_other = np.where(np.logical_or.reduceat(verbs, first), np.maximum.reduceat(np.where(verbs, column, -1), first), np.inf)
        of_own = best[self._verbs[own]].max(axis=0) if self._verbs[own].any() else np.full(len(others), np.inf)
        predicate = np.minimum(of_own, of_other)
        into["cover_least"][at], into["cover_most"][at] = np.minimum(over, over_other), np.maximum(over, over_other)
        into["predicate_cover"][at] = np.where(np.isinf(predicate), 0.5, predicate)
        into["rare_words"][at] = np.log1p((exact * weights[:, None]).sum(axis=0).astype(np.float64))

    def _cognates(self, mine: NDArray[np.int64], lemmas: NDArray[np.int64]) -> _Bools:
        """Return which words are of one origin by their letters; a short word never is."""
        found = np.zeros((len(mine), len(lemmas)), dtype=np.bool_)
        rows, columns = np.nonzero(self._long[mine])[0], np.nonzero(self._long[lemmas])[0]
        if len(rows) and len(columns):
            letters = process.cdist(self._names[mine[rows]].tolist(), self._names[lemmas[columns]].tolist(), scorer=fuzz.ratio, score_cutoff=COGNATE)
            found[np.ix_(rows, columns)] = letters >= COGNATE
        return found


# --- bounds -----------------------------------------------------------------------------------------------------------


class _Judge:
    """Reads the facts of a pair one after the other until they cannot make it likely any more."""

    def __init__(self, profiles: Sequence[Profile], pairs: Pairs, read: Mapping[str, _Numbers], model: Model) -> None:
        self._profiles, self._pairs, self._model = profiles, pairs, model
        self._read = read  # features that were computed for all pairs at once
        self._known = {**read, **_known(profiles, pairs)}
        limits = _limits(profiles, pairs)
        self._most = {  # what each feature that is not known yet can add to the score
            name: weight * limits.get(name, np.full(len(pairs), _LARGEST.get(name, 1.0)))
            for name in NAMES if name not in self._known and (weight := model.weights.get(name, 0.0)) > 0
        }

    def pair(self, number: int) -> Pair:
        """Return the claims of a pair."""
        return Pair(int(self._pairs[number, 0]), int(self._pairs[number, 1]))

    def likely(self) -> dict[Pair, Match]:
        """Return the matches of all pairs that can be one finding or a dispute."""
        score = np.full(len(self._pairs), self._model.intercept)
        for name in NAMES:
            score += self._model.weights.get(name, 0.0) * self._known[name] if name in self._known else self._most.get(name, 0.0)
        best = score + max(0.0, -self._model.weights.get("length_differs", 0.0)) * self._known["length_differs"]  # disputes leave it out of account
        best += np.maximum(0.0, -self._model.weights.get("negation_differs", 0.0)) * self._known["negation_differs"]
        least, join = _score_of(min(LEAST, self._model.join)) - _SLACK, _score_of(self._model.join) - _SLACK
        sure = _may_share_slots(self._profiles, self._pairs, self._read)
        sure |= _may_contradict([profile.claim for profile in self._profiles], self._pairs, best >= least, self._read)
        found = {}
        for number in np.nonzero(sure | (score >= join))[0].tolist():
            if sure[number]:
                found[self.pair(number)] = self.match(number)
            elif self._may_reach(number, float(score[number]), join):
                found[self.pair(number)] = _barred(self.match(number))
        return found

    def match(self, number: int) -> Match:
        """Return what is found when a pair is compared in full."""
        a, b = (self._profiles[place] for place in self.pair(number))
        facts = {name: round(value, 4) for read in FACTS for name, value in read(a, b).items()}
        known = {name: float(values[number]) for name, values in self._read.items()}
        return judge(a.claim, b.claim, {**dict.fromkeys(NAMES, 0.0), **known, **facts}, self._model)

    def _may_reach(self, number: int, best: float, least: float) -> bool:
        """Return whether a pair still reaches a score when its facts are read, the cheapest first."""
        a, b = (self._profiles[place] for place in self.pair(number))
        for read in FACTS:
            for name, value in read(a, b).items():
                if name not in self._known:
                    best += self._model.weights.get(name, 0.0) * value
                    best -= float(self._most[name][number]) if name in self._most else 0.0
            if best < least:
                return False
        return True


def _barred(match: Match) -> Match:
    """Return a match without its features when a veto leaves nothing that reads them: they fill the memory."""
    return replace(match, features=_UNREAD) if match.veto else match


def _score_of(probability: float) -> float:
    return math.log(probability / (1 - probability))


def _known(profiles: Sequence[Profile], pairs: Pairs) -> dict[str, _Numbers]:
    """Return the features that a number of each claim tells."""
    claims = [profile.claim for profile in profiles]
    terms = np.asarray([math.log(1 + len(claim.terms)) for claim in claims])
    left, right = pairs[:, 0], pairs[:, 1]

    def differ(values: Iterable[object]) -> _Bools:
        numbers = _numbered(values)
        different: _Bools = numbers[left] != numbers[right]
        return different

    def either(values: Iterable[bool], *, both: bool = False) -> _Bools:
        table = np.asarray(list(values), dtype=np.bool_)
        held: _Bools = table[left] & table[right] if both else table[left] | table[right]
        return held

    flags = {
        "cross_language": differ(claim.document.language for claim in claims), "same_document": ~differ(claim.document.id for claim in claims),
        "numbers_one_sided": differ(bool(claim.quantities) for claim in claims), "negation_differs": differ(map(denies, claims)),
        "both_deny": either(map(denies, claims), both=True), "heading": either(claim.minor == "heading" for claim in claims),
        "aside": either(claim.minor in {"role", "aside"} for claim in claims),
    }
    return {name: values.astype(np.float64) for name, values in flags.items()} | {"length_differs": np.abs(terms[left] - terms[right])}


def _limits(profiles: Sequence[Profile], pairs: Pairs) -> dict[str, _Numbers]:
    """Return the most that a feature can be where it needs something that both claims must have."""
    claims = [profile.claim for profile in profiles]
    left, right = pairs[:, 0], pairs[:, 1]

    def least(values: Iterable[float]) -> _Numbers:
        table = np.asarray(list(values), dtype=np.float64)
        both: _Numbers = np.minimum(table[left], table[right])
        return both

    numbers, events = least(bool(claim.quantities) for claim in claims), least(bool(claim.events) for claim in claims)
    counting = (
        "numbers_same", "numbers_differ", "numbers_near", "numbers_other", "numbers_equal", "numbers_detail", "counted_same", "part_differs",
        "vague_same",
    )
    return {
        **dict.fromkeys(counting, numbers), **dict.fromkeys(("event_same", "event_shared", "events_differ"), events),
        **dict.fromkeys(("dates_same", "dates_differ"), least(bool(claim.dates) for claim in claims)),
        **dict.fromkeys(("same_speaker", "other_speaker"), least(claim.speaker is not None for claim in claims)),
        "category_same": least(max((c.score for c in claim.categories), default=0.0) for claim in claims),
        "names_shared": np.log1p(least(sum(p.rarity[name] for name in p.claim.entities) for p in profiles)),
        "context_names": np.log1p(least(sum(p.rarity[name] for name in p.claim.context) for p in profiles)),
        "role_same": least(claim.minor == "role" for claim in claims), "unknown_both": least(claim.modality == "unknown" for claim in claims),
    }


def _may_contradict(claims: Sequence[Claim], pairs: Pairs, likely: _Bools, cheap: Mapping[str, _Numbers]) -> _Bools:
    """Return which pairs `state_disputes`, `day_disputes` and `figure_disputes` may look at: opposite states, other days, a rounded figure."""
    left, right = pairs[:, 0], pairs[:, 1]
    days = [None if claim.minor else sure_date(claim) for claim in claims]
    dated, counted = (np.asarray([bool(item) for item in items], dtype=np.bool_) for items in (days, [claim.quantities for claim in claims]))
    alike = (np.maximum(cheap["content_cosine"], cheap["clause_cosine"]) >= SAME_ACT - _SLACK) & (cheap["rare_words"] >= RARE - _SLACK)
    found = np.zeros(len(pairs), dtype=np.bool_)
    both_dated, both_counted = dated[left] & dated[right], counted[left] & counted[right]
    for number in np.nonzero(likely | (alike & both_dated))[0].tolist():
        one, other = int(left[number]), int(right[number])
        p, q = days[one], days[other]
        found[number] = (
            (both_dated[number] and p is not None and q is not None and differ_as_days(p, q))
            or (both_counted[number] and _may_round(claims[one], claims[other])) or opposed(claims[one], claims[other])
        )
    return found


def _may_round(a: Claim, b: Claim) -> bool:
    """Return whether a figure of the one may be a figure of the other rounded."""
    return any(
        {p.qualifier, q.qualifier} != {"exact"} and not same_value(p, q) and closeness(p, q) >= ROUND for p in a.quantities for q in b.quantities
    )


def _may_share_slots(profiles: Sequence[Profile], pairs: Pairs, cheap: Mapping[str, _Numbers]) -> _Bools:
    """Return which pairs can be joined by their slots, whatever their wording (`matching.same_slots`), or be one figure in two senses."""
    claims = [profile.claim for profile in profiles]
    left, right = pairs[:, 0], pairs[:, 1]

    def both(values: Iterable[bool]) -> _Bools:
        table = np.asarray(list(values), dtype=np.bool_)
        shared: _Bools = table[left] & table[right]
        return shared

    cosine = cheap["content_cosine"]
    found = both(claim.minor == "role" for claim in claims)
    found |= both(claim.modality == "unknown" for claim in claims) & (cheap["cover_least"] >= COVERED - _SLACK)
    fitting = np.asarray([max((c.score for c in claim.categories), default=0.0) for claim in claims])
    spoken = both(claim.speaker is not None for claim in claims) & (cosine >= LIKE - _SLACK)
    spoken &= np.minimum(fitting[left], fitting[right]) >= SAME_RISK
    acts = [_acts(claim) for claim in claims]
    values = [_values(claim) for claim in claims]
    acting, counting = both(map(bool, acts)), both(map(bool, values)) & (cosine >= ON_TOPIC - _SLACK)
    for number in np.nonzero(~found & (acting | counting | spoken))[0].tolist():
        a, b = left[number], right[number]
        found[number] = (
            (acting[number] and not acts[a].isdisjoint(acts[b])) or (counting[number] and not values[a].isdisjoint(values[b]))
            or (spoken[number] and same_speaker(claims[a], claims[b]))
        )
    return found


def _acts(claim: Claim) -> frozenset[tuple[str, str, str, str]]:
    """Return the acts a claim reports with who does them and whom they are done to: two claims that report one event share one."""
    told = [event for event in claim.events if not claim.kind(event).wide and reports(claim, event)]
    done = {(event.framework, event.category, "to", entity) for event in told for entity in targets(claim, event)}
    return frozenset(done | {(event.framework, event.category, "by", entity) for event in told for entity in participants(claim, event.agent)})


def _values(claim: Claim) -> frozenset[tuple[object, ...]]:
    """Return the numbers a claim gives, as `counting.same_value` compares them."""
    return frozenset((q.unit, q.low, q.high) if q.value is None else (q.unit, round(q.value, 6)) for q in claim.quantities)


def _numbered(values: Iterable[object]) -> NDArray[np.int64]:
    """Return a number for each value, the same for equal ones."""
    numbers: dict[object, int] = {}
    return np.asarray([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)


def _starts(lengths: Iterable[int]) -> NDArray[np.int64]:
    """Return where each part starts when parts of these lengths stand in a row, and where the last ends."""
    return np.cumsum([0, *lengths], dtype=np.int64)
