"""Bounds: what a pair can be at best, told by what each of its claims has, before the facts of the two are compared.

The functions read all pairs at once; only where both claims have what a dispute or a slot needs are they looked at one by one.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.reconcile.candidates import Pairs
from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import closeness, same_value
from briefing.reconcile.days import LIKENESS as SAME_ACT
from briefing.reconcile.days import RARE, differ_as_days, sure_date
from briefing.reconcile.disputes import opposed
from briefing.reconcile.features import Profile, published, same_speaker, written_apart
from briefing.reconcile.matching import COVERED, LIKE, ON_TOPIC, SAME_RISK
from briefing.reconcile.rivals import ROUND
from briefing.reconcile.slots import participants, reports, targets
from briefing.reconcile.wording import denies, states

SLACK = 0.01  # of a bound and a cosine: what is computed for many pairs at once differs in the last bits
_PART = 10_000  # pairs read at once

_Numbers = NDArray[np.float64]
_Bools = NDArray[np.bool_]


def known_alone(profiles: Sequence[Profile], pairs: Pairs) -> dict[str, _Numbers]:
    """Return the features that a number of each claim tells."""
    claims = [profile.claim for profile in profiles]
    terms = np.asarray([math.log(1 + len(claim.terms)) for claim in claims])
    days = np.asarray([published(claim) for claim in claims])
    left, right = pairs[:, 0], pairs[:, 1]

    def differ(values: Iterable[object]) -> _Bools:
        numbers = numbered(values)
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
    gaps, number = np.unique(np.abs(days[left] - days[right]), return_inverse=True)
    apart = np.asarray([written_apart(gap, 0.0) for gap in gaps.tolist()], dtype=np.float64)[number]
    measured = {"length_differs": np.abs(terms[left] - terms[right]), "written_apart": apart}
    return {name: values.astype(np.float64) for name, values in flags.items()} | measured


def limits(profiles: Sequence[Profile], pairs: Pairs) -> dict[str, _Numbers]:
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


def may_contradict(claims: Sequence[Claim], pairs: Pairs, likely: _Bools, cheap: Mapping[str, _Numbers]) -> _Bools:
    """Return which pairs `state_disputes`, `day_disputes` and `figure_disputes` may look at: opposite states, other days, a rounded figure."""
    left, right = pairs[:, 0], pairs[:, 1]
    days = [None if claim.minor else sure_date(claim) for claim in claims]
    told = [_stated(claim) for claim in claims]
    dated, counted, rough, stated = (
        np.asarray([bool(item) for item in items], dtype=np.bool_)
        for items in (days, [c.quantities for c in claims], [any(q.qualifier != "exact" for q in c.quantities) for c in claims], told)
    )
    alike = (np.maximum(cheap["content_cosine"], cheap["clause_cosine"]) >= SAME_ACT - SLACK) & (cheap["rare_words"] >= RARE - SLACK)
    found = np.zeros(len(pairs), dtype=np.bool_)
    looked_at = likely | (alike & dated[left] & dated[right])
    both_dated, both_stated = dated[left] & dated[right] & looked_at, stated[left] & stated[right] & looked_at
    rounding = counted[left] & counted[right] & (rough[left] | rough[right]) & looked_at
    for number, one, other in chosen_pairs(both_dated, pairs):
        p, q = days[one], days[other]
        found[number] = p is not None and q is not None and differ_as_days(p, q)
    for number, one, other in chosen_pairs(rounding & ~found, pairs):
        found[number] = _may_round(claims[one], claims[other])
    for number, one, other in chosen_pairs(both_stated & ~found, pairs):
        found[number] = not told[one].isdisjoint(told[other]) and opposed(claims[one], claims[other])
    return found


def chosen_pairs(chosen: _Bools, pairs: Pairs) -> Iterator[tuple[int, int, int]]:
    """Yield the number of each chosen pair with the places of its claims."""
    numbers = np.nonzero(chosen)[0]
    for start in range(0, len(numbers), _PART):
        part = numbers[start : start + _PART]
        yield from zip(part.tolist(), *pairs[part].T.tolist(), strict=True)


def _stated(claim: Claim) -> frozenset[int]:
    """Return the pairs of opposites of which a claim names a state."""
    return frozenset(pair for pair, _ in states(claim.quote, claim.document.language))


def _may_round(a: Claim, b: Claim) -> bool:
    """Return whether a figure of the one may be a figure of the other rounded."""
    return any(
        {p.qualifier, q.qualifier} != {"exact"} and not same_value(p, q) and closeness(p, q) >= ROUND for p in a.quantities for q in b.quantities
    )


def may_share_slots(profiles: Sequence[Profile], pairs: Pairs, cheap: Mapping[str, _Numbers]) -> _Bools:
    """Return which pairs can be joined by their slots, whatever their wording (`matching.same_slots`), or be one figure in two senses."""
    claims = [profile.claim for profile in profiles]
    left, right = pairs[:, 0], pairs[:, 1]

    def both(values: Iterable[bool]) -> _Bools:
        table = np.asarray(list(values), dtype=np.bool_)
        shared: _Bools = table[left] & table[right]
        return shared

    cosine = cheap["content_cosine"]
    found = both(claim.minor == "role" for claim in claims)
    found |= both(claim.modality == "unknown" for claim in claims) & (cheap["cover_least"] >= COVERED - SLACK)
    fitting = np.asarray([max((c.score for c in claim.categories), default=0.0) for claim in claims])
    spoken = both(claim.speaker is not None for claim in claims) & (cosine >= LIKE - SLACK)
    spoken &= np.minimum(fitting[left], fitting[right]) >= SAME_RISK
    acts = [_acts(claim) for claim in claims]
    values = [_values(claim) for claim in claims]
    acting, counting = both(map(bool, acts)), both(map(bool, values)) & (cosine >= ON_TOPIC - SLACK)
    for number, one, other in chosen_pairs(acting & ~found, pairs):
        found[number] = not acts[one].isdisjoint(acts[other])
    for number, one, other in chosen_pairs(counting & ~found, pairs):
        found[number] = not values[one].isdisjoint(values[other])
    for number, one, other in chosen_pairs(spoken & ~found, pairs):
        found[number] = same_speaker(claims[one], claims[other])
    return found


def _acts(claim: Claim) -> frozenset[tuple[str, str, str, str]]:
    """Return the acts a claim reports with who does them and whom they are done to: two claims that report one event share one."""
    told = [event for event in claim.events if not claim.kind(event).wide and reports(claim, event)]
    done = {(event.framework, event.category, "to", entity) for event in told for entity in targets(claim, event)}
    return frozenset(done | {(event.framework, event.category, "by", entity) for event in told for entity in participants(claim, event.agent)})


def _values(claim: Claim) -> frozenset[tuple[object, ...]]:
    """Return the numbers a claim gives, as `counting.same_value` compares them."""
    return frozenset((q.unit, q.low, q.high) if q.value is None else (q.unit, round(q.value, 6)) for q in claim.quantities)


def numbered(values: Iterable[object]) -> NDArray[np.int64]:
    """Return a number for each value, the same for equal ones."""
    numbers: dict[object, int] = {}
    return np.asarray([numbers.setdefault(value, len(numbers)) for value in values], dtype=np.int64)
