"""Disputes: claims of one slot that cannot, or can only just, all be right. Positions are groups of claims that hold one value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations

from briefing.model import ConflictKind, DateMention, Quantity
from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import comparable, counted_classes, same_value
from briefing.reconcile.findings import Group
from briefing.reconcile.matching import Match, Pair, load_model, probability
from briefing.reconcile.wording import denies, names_part, rejects, senses, states

_SURE = 0.65  # how sure two numbers must count the same thing
_NEAR = 0.10  # share of a rounded figure ("about 250") within which an exact one agrees with it
_PRONOUN = 5  # letters of the longest pronoun a speaker may be left as
_ANNOUNCED = 31  # days
_PLAIN_DENIAL = 0.75  # the same when nobody rejects anything and one claim is merely negative
_SAME_FIGURE = 0.85  # how sure two equal numbers must be of one thing to be one figure
_SAME_THEME = 0.3  # content cosine from which two equal figures may be one figure in two senses
_SAME_MATTER = 0.4  # probability, denial left out of account, at which a denial and an assertion are of one matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One value and the claims that hold it."""

    claims: tuple[Claim, ...]
    quantity: tuple[Claim, Quantity] | None = None
    date: DateMention | None = None
    state: str = ""  # "asserted", "denied", or the name of a sense or state


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A slot with two or more values."""

    kind: ConflictKind
    positions: tuple[Held, ...]
    possible_together: bool
    reason: str  # "value", "wording", "definition", "date", "self", "denied", "opposite"


# --- dates ------------------------------------------------------------------------------------------------------------


def date_dispute(claims: Sequence[Claim]) -> Dispute | None:
    """Return the days that claims of one finding give and that do not overlap; None when they agree.

    Each claim speaks for one day: that of its event, else the only day it names. A count is given on many days, and its day is no slot.
    """
    dated = [(claim, date) for claim in claims if not counted_classes(claim) and (date := slot_date(claim)) is not None]
    if len(dated) < 2:
        return None
    groups: list[list[tuple[Claim, DateMention]]] = []
    for claim, date in sorted(dated, key=lambda item: (_days(item[1]), item[0].key)):
        fitting = next((g for g in groups if all(_overlap(date, other, _slack(claim, date) + _slack(c, other)) for c, other in g)), None)
        if fitting is None:
            groups.append([(claim, date)])
        else:
            fitting.append((claim, date))
    if len(groups) < 2:
        return None
    groups.sort(key=lambda g: (g[0][1].first_day, g[0][1].last_day))
    held = tuple(Held(claims=tuple(c for c, _ in g), date=g[0][1]) for g in groups)
    alone = len({claim.document.id for claim, _ in dated}) == 1
    return Dispute(kind="date", positions=held, possible_together=False, reason="self" if alone else "value")


def slot_date(claim: Claim) -> DateMention | None:
    """Return the day a claim gives for what it reports."""
    for event in sorted(claim.events, key=lambda e: (-e.score, e.start)):
        if event.date is not None and event.date.first_day and event.date.last_day:
            return event.date
    known = [d for d in claim.dates if d.first_day and d.last_day]
    own = [d for d in known if not _of_speech(claim, d)]
    if not own and claim.events:
        own = known  # the day an act was announced on says about when it took place
    return own[0] if len(own) == 1 else None


def _slack(claim: Claim, date: DateMention) -> int:
    """Return by how many days the day of an announcement may lie from that of the act."""
    return _ANNOUNCED if _of_speech(claim, date) and all(event.date != date for event in claim.events) else 0


def _of_speech(claim: Claim, date: DateMention) -> bool:
    """Return whether a day is that of the speaking ("the ministry said on Friday")."""
    attribution = claim.attribution
    if attribution is None or attribution.cue_start is None:
        return False
    return not attribution.content_start <= date.start < attribution.content_end


def _days(date: DateMention) -> int:
    return (date.last_day - date.first_day).days if date.first_day and date.last_day else 10**6


def _overlap(a: DateMention, b: DateMention, slack: int = 0) -> bool:
    if a.first_day is None or a.last_day is None or b.first_day is None or b.last_day is None:
        return True
    room = dt.timedelta(days=slack)
    return a.first_day <= b.last_day + room and b.first_day <= a.last_day + room


# --- quantities -------------------------------------------------------------------------------------------------------


def quantity_disputes(claims: Sequence[Claim]) -> list[Dispute]:
    """Return the figures of one finding that differ; a later figure of the same origin revises its earlier one."""
    numbered = [(claim, q) for claim in claims for q in claim.quantities if q.unit != "year" and not _is_part(claim, claims)]
    slots: list[list[tuple[Claim, Quantity]]] = []
    for claim, quantity in sorted(numbered, key=lambda item: (item[0].key, item[1].start)):
        fitting = next((s for s in slots if all(_same_slot(claim, quantity, c, q) for c, q in s)), None)
        if fitting is None:
            slots.append([(claim, quantity)])
        else:
            fitting.append((claim, quantity))
    return [d for slot in slots if (d := _quantity_dispute(slot)) is not None]


def _same_slot(a: Claim, p: Quantity, b: Claim, q: Quantity) -> bool:
    if a.key == b.key:
        return False
    return (same_value(p, q) and p.unit == q.unit) or comparable(a, p, b, q) >= _SURE


def _is_part(claim: Claim, claims: Sequence[Claim]) -> bool:
    """Return whether a claim counts a part while others count the whole."""
    part = names_part(claim.quote, claim.document.language)
    return part and not all(names_part(c.quote, c.document.language) for c in claims)


def _quantity_dispute(slot: Sequence[tuple[Claim, Quantity]]) -> Dispute | None:
    values: list[list[tuple[Claim, Quantity]]] = []
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
    values.sort(key=lambda v: (v[0][1].value or v[0][1].low or 0, v[0][1].qualifier, v[0][0].key))
    together = all(_can_both_hold(a[0][1], b[0][1]) for a, b in combinations(values, 2))
    held = tuple(Held(claims=tuple(c for c, _ in v), quantity=v[0]) for v in values)
    differing = "wording" if together else "value"
    reason = "self" if len({claim.document.id for claim, _ in slot}) == 1 else differing
    return Dispute(kind="quantity", positions=held, possible_together=together, reason=reason)


def _without_revisions(values: list[list[tuple[Claim, Quantity]]]) -> list[list[tuple[Claim, Quantity]]]:
    """Put the values that one origin gave on different days into one position, its latest value first.

    What nobody is cited for joins that position when it is of another day and no other origin gives a value of its own.
    """
    merged: list[list[tuple[Claim, Quantity]]] = []
    for value in values:
        own = [m for m in merged if _revises(m, value)]
        merged = [m for m in merged if m not in own]
        merged.append([item for m in own for item in m] + value)
    cited = [m for m in merged if any(_is_cited(claim) for claim, _ in m)]
    if len(cited) <= 1 < len(merged) and len({_published(claim) for m in merged for claim, _ in m}) >= len(merged):
        merged = [[item for m in merged for item in m]]
    for position in merged:
        position.sort(key=lambda item: (-_published(item[0]), item[0].key))
    return merged


def _revises(a: Sequence[tuple[Claim, Quantity]], b: Sequence[tuple[Claim, Quantity]]) -> bool:
    return any(
        _origin(c) == _origin(d) and c.document.id != d.document.id and _published(c) != _published(d) and not same_value(p, q)
        for c, p in a for d, q in b
    )


def _is_cited(claim: Claim) -> bool:
    """Return whether somebody in particular is cited; an unresolved "it" may be whoever gave the earlier figure."""
    return claim.origin.kind == "speaker" and (claim.origin.entity is not None or len(claim.origin.name) > _PRONOUN)


def _origin(claim: Claim) -> str:
    return claim.origin.entity or claim.origin.name


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


# --- senses and states --------------------------------------------------------------------------------------------------


def sense_dispute(claims: Sequence[Claim]) -> Dispute | None:
    """Return claims that give one figure in two senses: profit and revenue, forced and working."""
    by_sense: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if not any(q.value is not None for q in claim.quantities):
            continue
        named = senses(claim.quote, claim.document.language)
        for group in sorted({group for group, _ in named}):
            of_group = sorted(sense for g, sense in named if g == group)
            if len(of_group) == 1:
                by_sense.setdefault((group, of_group[0]), []).append(claim)
    for group in sorted({group for group, _ in by_sense}):
        sides = [(sense, held) for (g, sense), held in sorted(by_sense.items()) if g == group]
        if len(sides) > 1:
            positions = tuple(Held(claims=tuple(held), state=sense, quantity=_figure(held[0])) for sense, held in sides)
            return Dispute(
                kind="quantity" if group == "money" else "status", positions=positions, possible_together=group != "money", reason="definition",
            )
    return None


def _figure(claim: Claim) -> tuple[Claim, Quantity] | None:
    return next(((claim, q) for q in claim.quantities if q.value is not None), None)


def sense_disputes(groups: Sequence[Group], matches: Mapping[Pair, Match]) -> list[Dispute]:
    """Return figures of two findings that are equal but meant in two senses."""
    finding = {place: number for number, group in enumerate(groups) for place in group.places}
    linked = {
        (finding[pair.left], finding[pair.right])
        for pair, match in sorted(matches.items())
        if pair.left in finding and pair.right in finding and finding[pair.left] != finding[pair.right]
        and match.features["numbers_same"] >= _SAME_FIGURE and match.features["content_cosine"] >= _SAME_THEME
    }
    found = [sense_dispute(_unique([*groups[a].claims, *groups[b].claims])) for a, b in sorted(linked)]
    return [dispute for dispute in found if dispute is not None]


def polarity_disputes(groups: Sequence[Group], claims: Sequence[Claim], matches: Mapping[Pair, Match]) -> list[Dispute]:
    """Return what one source denies and another asserts, and opposite states of one thing."""
    finding = {place: number for number, group in enumerate(groups) for place in group.places}
    model = load_model()
    linked: dict[tuple[int, int], str] = {}
    for pair, match in sorted(matches.items()):
        if pair.left not in finding or pair.right not in finding:
            continue
        reason = opposed(claims[pair.left], claims[pair.right])
        if reason is None:
            continue
        features = {**match.features, "negation_differs": 0.0, "other_speaker": 0.0}
        plain = reason == "denied" and not (rejects(claims[pair.left]) or rejects(claims[pair.right]))
        if probability(features, model) >= (_PLAIN_DENIAL if plain else _SAME_MATTER):
            linked.setdefault((min(a := finding[pair.left], b := finding[pair.right]), max(a, b)), reason)
    return [_polarity(groups[a], groups[b], reason) for (a, b), reason in sorted(linked.items())]


def opposed(a: Claim, b: Claim) -> str | None:
    """Return how two claims of different sources oppose each other: "denied", "opposite", or None."""
    if _origin(a) == _origin(b):
        return None
    if denies(a) != denies(b) and any(rejects(c) or c.negated or c.modality == "denied" for c in (a, b)):
        return "denied"
    left, right = states(a.quote, a.document.language), states(b.quote, b.document.language)
    pairs = {n for n, _ in left} & {n for n, _ in right}
    if any({s for n, s in left if n == pair}.isdisjoint({s for n, s in right if n == pair}) for pair in pairs):
        return "opposite"
    return None


def _polarity(a: Group, b: Group, reason: str) -> Dispute:
    claims = _unique([*a.claims, *b.claims])
    if reason == "denied":
        sides = [("asserted", [c for c in claims if not denies(c)]), ("denied", [c for c in claims if denies(c)])]
    else:
        sides = [("one", list(a.claims)), ("other", list(b.claims))]
    positions = tuple(Held(claims=tuple(held), state=name) for name, held in sides if held)
    return Dispute(kind="status", positions=positions, possible_together=False, reason=reason)


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    return list({claim.key: claim for claim in claims}.values())
