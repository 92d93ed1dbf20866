"""Conflicts: sources that give different values for one slot of one thing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from briefing.i18n import Words
from briefing.model import Conflict, ConflictKind, Evidence, Finding, Position
from briefing.reconcile.claims import Claim
from briefing.reconcile.disputes import Dispute, date_dispute, polarity_disputes, quantity_disputes, sense_dispute, sense_disputes
from briefing.reconcile.findings import Group
from briefing.reconcile.matching import Match, Pair
from briefing.reconcile.reasons import say_about, say_settles, say_value, say_why


@dataclass(frozen=True, slots=True, kw_only=True)
class _Place:
    """Where a claim stands among the findings."""

    finding: str
    evidence: Evidence


def find_conflicts(
    groups: Sequence[Group], findings: Sequence[Finding], *, claims: Sequence[Claim], matches: Mapping[Pair, Match], words: Words,
) -> tuple[Conflict, ...]:
    """Return the conflicts of a corpus, sorted by kind and id.

    Dates and quantities of one finding are compared with each other; figures of findings that speak of one thing, and what is denied against what
    is asserted, over findings.
    """
    places = {
        key: _Place(finding=finding.id, evidence=evidence)
        for group, finding in zip(groups, findings, strict=True)
        for number, evidence in zip(group.places, finding.evidence, strict=True)
        for key in (claims[number].key,)
    }
    disputes: list[Dispute] = []
    for group in groups:
        disputes += [d for d in (date_dispute(group.claims), sense_dispute(group.claims)) if d is not None]
        disputes += [d for d in quantity_disputes(group.claims) if sense_dispute(group.claims) is None or not d.possible_together]
    disputes += sense_disputes(groups, matches)
    disputes += polarity_disputes(groups, claims, matches)
    by_id = {finding.id: finding for finding in findings}
    made = [c for dispute in disputes if (c := _conflict(dispute, places, by_id, words)) is not None]
    return tuple(sorted({c.id: c for c in made}.values(), key=lambda c: (c.kind, c.id)))


def _conflict(dispute: Dispute, places: Mapping[tuple[str, int, int], _Place], findings: Mapping[str, Finding], words: Words) -> Conflict | None:
    positions = []
    involved: dict[str, None] = {}
    for held in dispute.positions:
        known = [places[claim.key] for claim in sorted(held.claims, key=lambda c: c.key) if claim.key in places]
        if not known:
            continue
        involved.update(dict.fromkeys(place.finding for place in known))
        positions.append(Position(value=say_value(held, words), evidence=tuple(place.evidence for place in known)))
    if len(positions) < 2:
        return None
    own = [findings[name] for name in involved]
    return Conflict(
        id=_identity(dispute.kind, [held.claims for held in dispute.positions]), kind=dispute.kind, about=say_about(dispute, own, words),
        positions=tuple(positions), why=say_why(dispute, words), settles=say_settles(dispute, words),
        possible_together=dispute.possible_together, findings=tuple(sorted(involved)),
    )


def _identity(kind: ConflictKind, sides: Sequence[Sequence[Claim]]) -> str:
    first = min(claim.key for side in sides for claim in side)
    return "c" + hashlib.sha256(f"{kind}:{first[0]}:{first[1]}:{first[2]}".encode()).hexdigest()[:8]


