"""Conflicts: sources that give different values for one slot of one thing."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.i18n import Words
from briefing.model import Conflict, ConflictKind, Evidence, Finding, Position, Speaker
from briefing.reconcile.claims import Claim
from briefing.reconcile.days import day_disputes
from briefing.reconcile.denials import denial_disputes
from briefing.reconcile.disputes import Dispute, sense_dispute, sense_disputes, state_disputes
from briefing.reconcile.findings import Group
from briefing.reconcile.matching import Match, Pair
from briefing.reconcile.reasons import say_about, say_settles, say_value, say_why
from briefing.reconcile.rivals import figure_disputes

Key = tuple[str, int, int]  # of a claim


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a claim stands among the findings."""

    finding: str
    evidence: Evidence


class _Places:
    """Where claims stand: by their own evidence, else inside the evidence that covers them."""

    def __init__(self, groups: Sequence[Group], findings: Sequence[Finding], claims: Sequence[Claim]) -> None:
        self._exact: dict[tuple[str, int, int], _Place] = {}
        self._covering: dict[str, list[_Place]] = defaultdict(list)
        for group, finding in zip(groups, findings, strict=True):
            for number, evidence in zip(group.places, finding.evidence, strict=True):
                place = _Place(finding=finding.id, evidence=evidence)
                self._exact[claims[number].key] = place
                self._covering[evidence.document].append(place)

    def of(self, claim: Claim) -> _Place | None:
        """Return where a claim stands, None when no finding holds it."""
        exact = self._exact.get(claim.key)
        if exact is not None:
            return exact
        own = [p for p in self._covering[claim.document.id] if p.evidence.start <= claim.start and claim.end <= p.evidence.end]
        best = min(own, key=lambda p: (p.evidence.end - p.evidence.start, p.finding), default=None)
        return None if best is None else replace(best, evidence=_narrow(best.evidence, claim))


def _narrow(evidence: Evidence, claim: Claim) -> Evidence:
    """Return a part of an evidence as evidence of its own, with its own speaker."""
    cited, speaker = claim.attribution, None
    if cited is not None and cited.name:
        entity = claim.speaker if claim.speaker != cited.name else None
        speaker = Speaker(name=cited.name, entity=entity, start=cited.source_start, end=cited.source_end)
    return replace(
        evidence, start=claim.start, end=claim.end, quote=claim.quote, speaker=speaker, modality=claim.modality, negated=claim.negated,
    )


def find_conflicts(
    groups: Sequence[Group], findings: Sequence[Finding], *, claims: Sequence[Claim], matches: Mapping[Pair, Match], words: Words,
    candidates: Iterable[Pair] | None = None,
) -> tuple[Conflict, ...]:
    """Return the conflicts of a corpus, sorted by kind and id.

    Days, figures and states are compared within a finding, over findings that speak of one thing, and where one document sets two sources against
    each other; what is denied against what is asserted, wherever it stands.
    """
    places = _Places(groups, findings, claims)
    disputes = [sense for group in groups if (sense := sense_dispute(group.claims)) is not None]
    disputes += day_disputes(groups, claims, matches)
    disputes += figure_disputes(groups, claims, matches)
    disputes += sense_disputes(groups, claims, matches)
    disputes += state_disputes(groups, claims, matches)
    disputes += denial_disputes(groups, claims, matches if candidates is None else candidates)
    by_id = {finding.id: finding for finding in findings}
    made: dict[str, Conflict] = {}
    told = _by_claim(disputes)
    for dispute in disputes:
        conflict = None if _says_no_more(dispute, told) else _conflict(dispute, places, by_id, words)
        if conflict is not None:
            known = made.get(conflict.id)
            other = known is not None and known.positions != conflict.positions
            made.setdefault(_second_identity(conflict) if other else conflict.id, conflict)
    return tuple(sorted((replace(c, id=name) for name, c in made.items()), key=lambda c: (c.kind, c.id)))


def _by_claim(disputes: Sequence[Dispute]) -> Mapping[Key, Sequence[Sequence[set[Key]]]]:
    """Return for each claim the disputes over days and figures that it takes part in, each as the claims of its positions."""
    found: dict[Key, list[list[set[Key]]]] = defaultdict(list)
    for sides in (_keys(dispute) for dispute in disputes if dispute.kind != "status"):
        for key in set().union(*sides):
            found[key].append(sides)
    return found


def _says_no_more(dispute: Dispute, told: Mapping[Key, Sequence[Sequence[set[Key]]]]) -> bool:
    """Return whether a denial only says again that two sources give two days or two figures: "the authority denies it: it was in June"."""
    if dispute.kind != "status" or dispute.reason == "definition":
        return False
    sides = _keys(dispute)
    return any(
        all(any(side & own for own in other) for side in sides) and not any(all(side & own for side in sides) for own in other)
        for key in sides[0] for other in told.get(key, ())
    )


def _keys(dispute: Dispute) -> list[set[Key]]:
    return [{claim.key for claim in held.claims} for held in dispute.positions]


def _second_identity(conflict: Conflict) -> str:
    """Return the id of a conflict that begins at the same claim as another of its kind: two counts of one sentence are both contested."""
    values = "|".join(position.value for position in conflict.positions)
    return "c" + hashlib.sha256(f"{conflict.id}:{values}".encode()).hexdigest()[:8]


def _conflict(dispute: Dispute, places: _Places, findings: Mapping[str, Finding], words: Words) -> Conflict | None:
    positions = []
    involved: dict[str, None] = {}
    for held in dispute.positions:
        known = [(claim, place) for claim in sorted(held.claims, key=lambda c: c.key) if (place := places.of(claim)) is not None]
        if not known:
            continue
        involved.update(dict.fromkeys(place.finding for _, place in known))
        others = [claim for other in dispute.positions if other is not held for claim in other.claims]
        evidence = dict.fromkeys(_apart(claim, place.evidence, others) for claim, place in known)
        positions.append(Position(value=say_value(held, words), evidence=tuple(evidence)))
    if len({position.evidence for position in positions}) < 2:
        return None  # one finding that words both states: "unsafe levels", "more than is considered safe"
    own = [findings[name] for name in involved]
    return Conflict(
        id=_identity(dispute.kind, [held.claims for held in dispute.positions]), kind=dispute.kind, about=say_about(dispute, own, words),
        positions=tuple(positions), why=say_why(dispute, words), settles=say_settles(dispute, words),
        possible_together=dispute.possible_together, findings=tuple(sorted(involved)),
    )


def _apart(claim: Claim, evidence: Evidence, others: Sequence[Claim]) -> Evidence:
    """Return the claim's evidence, only its own words of it where another position stands in the same."""
    shared = any(evidence.document == o.document.id and evidence.start <= o.start and o.end <= evidence.end for o in others)
    return _narrow(evidence, claim) if shared and not any(o.key == claim.key for o in others) else evidence


def _identity(kind: ConflictKind, sides: Sequence[Sequence[Claim]]) -> str:
    first = min(claim.key for side in sides for claim in side)
    return "c" + hashlib.sha256(f"{kind}:{first[0]}:{first[1]}:{first[2]}".encode()).hexdigest()[:8]
