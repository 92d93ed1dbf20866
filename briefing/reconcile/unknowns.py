"""Stated unknowns: what a text itself says is not known."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import Evidence
from briefing.reconcile.claims import Claim, evidence_of
from briefing.reconcile.entities import EntityIndex
from briefing.reconcile.segments import Span


def find_unknowns(claims: Sequence[Claim], index: EntityIndex) -> tuple[Evidence, ...]:
    """Return the sentences whose claim is that something is unknown, each once, in document order."""
    found: dict[tuple[str, int], Evidence] = {}
    for claim in claims:
        if claim.modality == "unknown" and not claim.minor:
            span = Span(claim.sentence.start, claim.sentence.end)
            found.setdefault((claim.document.id, claim.number), evidence_of(claim, index, span))
    return tuple(found.values())
