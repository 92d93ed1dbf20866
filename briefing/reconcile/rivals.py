"""Rivals: figures of one thing that differ, within a finding and where a document sets two sources against each other.

A figure that a body gives later revises its own earlier one; figures that both can be right ("at least 40", "about 40") differ in wording alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from briefing.model import Quantity
from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import closeness, comparable, counted_class, same_value
from briefing.reconcile.disputes import Dispute, Held, origin_name
from briefing.reconcile.facing import Figure, facing_figures, in_base, is_bare, is_part, read_figures, same_thing
from briefing.reconcile.findings import Group
from briefing.reconcile.joining import join_sharing
from briefing.reconcile.matching import Match, Pair, load_model, probability
from briefing.reconcile.parts import narrowed_to, usual_groups
from briefing.reconcile.wording import other_scope, revises

_SURE = 0.65  # how sure two numbers must count the same thing
_NEAR = 0.10  # share of a rounded figure ("about 250") within which an exact one agrees with it
_LIKELY = 0.5  # probability, numbers left out of account, at which two claims say the same
ROUND = 0.85  # smaller number as a share of the larger from which a rounded one can be the other
_PRONOUN = 5  # letters of the longest pronoun a speaker may be left as


Reading = tuple[Claim, Quantity]
Key = tuple[str, int, int]
Place = tuple[str, int]  # document and first character of a number


@dataclass(slots=True)
class _Slot:
    """Numbers of one thing: readings in one list are one position; the numbers of each pair in ``apart`` face each other in a document."""

    values: list[list[Reading]]
    apart: set[frozenset[float]]


def figure_disputes(groups: Sequence[Group], claims: Sequence[Claim], matches: Mapping[Pair, Match]) -> list[Dispute]:
    """Return the figures of one thing that differ: those of one finding, and those that a document sets against each other, over findings."""
    slots = [_Slot(values, set()) for group in groups for values in _differing(group.claims)]
    slots += _faced(groups, claims, matches)
    found = [_dispute(slot) for slot in _unite(slots)]
    return [dispute for dispute in found if dispute is not None]


def _differing(claims: Sequence[Claim]) -> list[list[list[Reading]]]:
    """Return for each thing that claims of one finding count the numbers they give for it, when these differ."""
    usual = usual_groups(claims)
    narrowed = {claim.key: narrowed_to(claim, usual) for claim in claims}
    whole = [claim for claim in claims if not narrowed[claim.key] or len({*narrowed.values()}) == 1]  # others count the whole
    numbered = [(claim, q) for claim in whole for q in claim.quantities if q.unit != "year"]
    slots: list[list[Reading]] = []
    for claim, quantity in sorted(numbered, key=lambda item: (item[0].key, item[1].start)):
        fitting = next((s for s in slots if all(_same_slot(claim, quantity, c, q) for c, q in s)), None)
        if fitting is None:
            slots.append([(claim, quantity)])
        else:
            fitting.append((claim, quantity))
    return [values for slot in slots if (values := _values(slot)) is not None]


def _faced(groups: Sequence[Group], claims: Sequence[Claim], matches: Mapping[Pair, Match]) -> list[_Slot]:
    """Return the figures that documents set against each other or round, each with the same figure elsewhere in its finding."""
    figures = read_figures(claims)
    finding = {claim.key: number for number, group in enumerate(groups) for claim in group.claims}
    held: dict[int, list[Figure]] = defaultdict(list)
    for figure in figures:
        if figure.claim.key in finding:
            held[finding[figure.claim.key]].append(figure)
    slots = []
    rounded = _over_documents(figures, claims, matches)
    for pair in [*facing_figures(figures), *rounded]:
        values = [[_reading(f), *(_reading(o) for o in held[finding.get(f.claim.key, -1)] if o is not f and _same_figure(f, o))] for f in pair]
        slots.append(_Slot(values, set() if pair in rounded else {frozenset(f.amount for f in pair if f.amount is not None)}))
    return slots


def _over_documents(figures: Sequence[Figure], claims: Sequence[Claim], matches: Mapping[Pair, Match]) -> list[tuple[Figure, Figure]]:
    """Return the figures in like claims of two documents of which one is the other rounded."""
    of_claim: dict[Key, list[Figure]] = defaultdict(list)
    for figure in figures:
        of_claim[figure.claim.key].append(figure)
    found = []
    for pair, match in sorted(matches.items()):
        a, b = claims[pair.left], claims[pair.right]
        if a.document.id != b.document.id:
            found += [(f, g) for f in of_claim[a.key] for g in of_claim[b.key] if _may_differ(f, g) and _rounds(f, g, match)]
    return found


def _may_differ(a: Figure, b: Figure) -> bool:
    if a.amount is None or b.amount is None or a.amount == b.amount or is_part(a) or is_part(b):
        return False
    return closeness(a.quantity, b.quantity) >= ROUND and same_thing(a, b)


def _rounds(a: Figure, b: Figure, match: Match) -> bool:
    """Return whether one figure is the other rounded: "8.4 million euros", "roughly 8 million euros"."""
    rounded = {a.quantity.qualifier, b.quantity.qualifier} != {"exact"}
    return rounded and not (a.kinds or b.kinds) and match.veto in {None, "other sums"} and _unlike(match) >= _LIKELY


def _unlike(match: Match) -> float:
    """Return how likely two claims say the same when their numbers are left out of account."""
    left_out = {"numbers_differ": 0.0, "numbers_near": 1.0, "numbers_same": 0.0, "dates_differ": 0.0, "length_differs": 0.0, "other_speaker": 0.0}
    return probability({**match.features, **left_out}, load_model())


def _same_figure(a: Figure, b: Figure) -> bool:
    return a.amount == b.amount is not None and (same_thing(a, b) or is_bare(a) or is_bare(b))


def _reading(figure: Figure) -> Reading:
    """Return a figure as its claim and number; of a count that went "from 43 to 61", the later one."""
    quantity = figure.quantity
    if quantity.value is None and figure.amount is not None:
        quantity = replace(quantity, value=quantity.high, low=quantity.high)
    return figure.claim, quantity


def _place(reading: Reading) -> Place:
    return reading[0].document.text_sha256, reading[1].start


def _unite(slots: Sequence[_Slot]) -> list[_Slot]:
    """Join the slots that share a number of a document, or set the same two numbers of one unit against each other."""
    united = []
    for members in join_sharing([_keys(slot) for slot in slots]):
        parts = [slots[place] for place in members]
        united.append(_Slot([v for part in parts for v in part.values], {pair for part in parts for pair in part.apart}))
    return united


def _keys(slot: _Slot) -> list[Hashable]:
    units = sorted({q.unit for _, q in _readings(slot)})
    return [*map(_place, _readings(slot)), *((unit, pair) for unit in units for pair in sorted(slot.apart, key=sorted))]


def _readings(slot: _Slot) -> list[Reading]:
    return [reading for value in slot.values for reading in value]


def _dispute(slot: _Slot) -> Dispute | None:
    """Return what a slot's numbers dispute, each number with its later revisions one position; None when one is left."""
    values = _positions(slot)
    if len(values) < 2:
        return None
    values.sort(key=lambda v: (v[0][1].value or v[0][1].low or 0, v[0][1].qualifier, v[0][0].key))
    alone = len({claim.document.id for claim, _ in _readings(slot)}) == 1 and not slot.apart
    if alone and len({v[0][1].value for v in values}) == 1:
        return None  # a headline that leaves out "at least" contradicts nothing
    together = not slot.apart and all(_can_both_hold(a[0][1], b[0][1]) for a, b in combinations(values, 2))
    held = tuple(Held(claims=tuple(dict.fromkeys(c for c, _ in v)), quantity=v[0]) for v in values)
    differing = "wording" if together else "value"
    return Dispute(kind="quantity", positions=held, possible_together=together, reason="self" if alone else differing)


def _positions(slot: _Slot) -> list[list[Reading]]:
    """Return the readings by position: equal numbers, and what one origin revised, but never two numbers that face each other."""
    merged: list[list[Reading]] = []
    for value in sorted(slot.values, key=lambda v: min(map(_place, v))):
        group = list(value)
        own = [m for m in merged if not _apart(m, group, slot.apart) and (_share(m, group) or _revises(m, group))]
        merged = [m for m in merged if not any(m is o for o in own)]
        for other in own:
            if _apart(other, group, slot.apart):
                merged.append(other)
            else:
                group += other
        merged.append(list({_place(r): r for r in group}.values()))
    for position in merged:
        position.sort(key=lambda item: (-_published(item[0]), item[0].key, item[1].start))
    return merged


def _share(a: Sequence[Reading], b: Sequence[Reading]) -> bool:
    """Return whether two positions hold one number of a document, or the same number worded alike."""
    if {_place(r) for r in a} & {_place(r) for r in b}:
        return True
    return any(_scaled(p) == _scaled(q) and p.qualifier == q.qualifier for _, p in a for _, q in b)


def _apart(a: Sequence[Reading], b: Sequence[Reading], pairs: Collection[frozenset[float]]) -> bool:
    return any(frozenset((_scaled(p), _scaled(q))) in pairs for _, p in a for _, q in b)


def _scaled(quantity: Quantity) -> float:
    return in_base(quantity.unit, quantity.value or quantity.high or 0.0)


def _same_slot(a: Claim, p: Quantity, b: Claim, q: Quantity) -> bool:
    if a.key == b.key or other_scope(a.quote, a.document.language, b.quote, b.document.language):
        return False
    if a.document.id == b.document.id and (a.modality == "predicted") != (b.modality == "predicted"):
        return False  # what is and what is expected
    measured = p.unit == q.unit and p.unit.islower() and p.unit not in {"count", "percent"} and closeness(p, q) >= ROUND
    return measured or (same_value(p, q) and p.unit == q.unit) or comparable(a, p, b, q) >= _SURE


def _values(slot: Sequence[Reading]) -> list[list[Reading]] | None:
    """Return the numbers of one thing, equal ones together; None when they do not differ."""
    values: list[list[Reading]] = []
    for claim, quantity in slot:
        fitting = next((v for v in values if same_value(v[0][1], quantity) and v[0][1].qualifier == quantity.qualifier), None)
        if fitting is None:
            values.append([(claim, quantity)])
        else:
            fitting.append((claim, quantity))
    values = _without_revisions(values)
    if len(values) < 2 or any(q.value is None for v in values for _, q in v):
        return None
    qualifiers = {q.qualifier for v in values for _, q in v}
    if qualifiers <= {"exact", "about"} and len({q.value for v in values for _, q in v}) == 1:
        return None  # "about 40" and "40" are one figure
    return values


def _without_revisions(values: list[list[Reading]]) -> list[list[Reading]]:
    """Put the values that one origin gave on different days into one position, its latest value first.

    What nobody is cited for joins that position when it is of another day and no other origin gives a value of its own.
    """
    merged: list[list[Reading]] = []
    for value in values:
        own = [m for m in merged if _revises(m, value)]
        merged = [m for m in merged if m not in own]
        merged.append([item for m in own for item in m] + value)
    if _rounded(values):
        return values
    cited = [m for m in merged if any(_is_cited(claim) for claim, _ in m)]
    if len(cited) <= 1 < len(merged) and len({_published(claim) for m in merged for claim, _ in m}) >= len(merged):
        merged = [[item for m in merged for item in m]]
    for position in merged:
        position.sort(key=lambda item: (-_published(item[0]), item[0].key))
    return merged


def _rounded(values: Sequence[Sequence[Reading]]) -> bool:
    """Return whether numbers of what no class names lie near each other and one is rounded: "some 2,300 documents", "more than 2,000"."""
    firsts = [value[0] for value in values]
    if all(same_value(p, q) for (_, p), (_, q) in combinations(firsts, 2)):
        return False
    if any(counted_class(claim, quantity) for claim, quantity in firsts) or all(q.qualifier == "exact" for _, q in firsts):
        return False
    return all(closeness(p, q) >= ROUND for (_, p), (_, q) in combinations(firsts, 2))


def _revises(a: Sequence[Reading], b: Sequence[Reading]) -> bool:
    """Return whether one position brings the other up to date: one origin on another day, or the same text ("raised the toll to 52")."""
    return any(_updates(c, p, d, q) for c, p in a for d, q in b if not same_value(p, q))


def _updates(a: Claim, p: Quantity, b: Claim, q: Quantity) -> bool:
    if a.document.id == b.document.id:
        later, quantity = (a, p) if a.start > b.start else (b, q)
        return revises(later.document.text[later.start : quantity.start], later.document.language)
    return origin_name(a) == origin_name(b) and _published(a) != _published(b)


def _is_cited(claim: Claim) -> bool:
    """Return whether somebody in particular is cited; an unresolved "it" may be whoever gave the earlier figure."""
    return claim.origin.kind == "speaker" and (claim.origin.entity is not None or len(claim.origin.name) > _PRONOUN)


def _published(claim: Claim) -> int:
    return claim.document.published.toordinal() if claim.document.published else 0


def _can_both_hold(a: Quantity, b: Quantity) -> bool:
    """Return whether two figures can be of one number: "at least 100,000" and "about 100,000" can, 10 and 13 cannot."""
    low_a, high_a = _bounds(a)
    low_b, high_b = _bounds(b)
    return low_a <= high_b and low_b <= high_a


def _bounds(quantity: Quantity) -> tuple[float, float]:
    low = quantity.low if quantity.low is not None else quantity.value
    high = quantity.high if quantity.high is not None else quantity.value
    low, high = (0.0 if low is None else low), (float("inf") if high is None else high)
    if quantity.qualifier == "about":
        return low * (1 - _NEAR), high * (1 + _NEAR)
    if quantity.qualifier in {"at-least", "more-than"}:
        return low, low * 2
    if quantity.qualifier in {"at-most", "less-than"}:
        return high / 2, high
    return low, high


