"""Reconciling: what all documents say together. One claim, many sources.

``reconcile`` is the table of contents: entities, copies, claims, matches, findings, conflicts, scores. No step depends on the order of documents.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from briefing.config import Decisions, Settings
from briefing.frameworks import BUILT_IN, Framework
from briefing.i18n import Words
from briefing.model import Document, Entity, EvidenceBase, Extraction, Finding
from briefing.reconcile.candidates import find_candidates
from briefing.reconcile.claims import Claim, make_claims
from briefing.reconcile.conflicts import find_conflicts
from briefing.reconcile.copies import find_copies
from briefing.reconcile.entities import resolve_entities
from briefing.reconcile.features import make_profiles
from briefing.reconcile.findings import form_groups, make_finding
from briefing.reconcile.labels import category_labels, known_kinds
from briefing.reconcile.likely import Likely
from briefing.reconcile.matching import cluster, load_model
from briefing.reconcile.memory import without_collection
from briefing.reconcile.ranking import entity_weights, score_finding
from briefing.reconcile.topic import on_topic
from briefing.reconcile.unknowns import find_unknowns

__all__ = ["reconcile"]


@without_collection()
def reconcile(
    documents: Sequence[Document],
    extractions: Sequence[Extraction],
    *,
    settings: Settings | None = None,
    decisions: Decisions | None = None,
    frameworks: Sequence[Framework | str] = BUILT_IN,
) -> EvidenceBase:
    """Return what the documents say together: entities, findings with their origins, conflicts, stated unknowns.

    Args:
        documents: the documents, in any order.
        extractions: what was read from each of them, in any order.
        settings: the configuration; its topic filters claims, its language chooses labels.
        decisions: the analyst's merges and splits of names.
        frameworks: those the extractions were made with, by name or loaded: which of their acts happen once, which are told as one.
    """
    language = settings.language if settings else "en"
    documents = tuple(sorted(documents, key=lambda d: (d.text_sha256, d.id)))
    index = resolve_entities(documents, extractions, language=language, decisions=decisions.decisions if decisions else ())
    copies = find_copies(documents)
    kinds = known_kinds(frameworks)
    claims = on_topic(make_claims(documents, extractions, index, copies, kinds=kinds), settings.topic if settings else "")
    model = load_model()
    profiles = make_profiles(claims)
    likely = Likely(profiles, find_candidates(profiles), model)
    groups = form_groups(claims, cluster(len(claims), likely.matches, model.join, rest=likely.compare))
    matches = likely.matches
    labels = category_labels(claims, kinds, language)
    findings = [make_finding(g, index=index, model=model, matches=matches, language=language, labels=labels) for g in groups]
    conflicts = find_conflicts(groups, findings, claims=claims, matches=matches, words=Words(language), candidates=likely.candidates())
    weights = entity_weights([claim.entities for claim in claims])
    newest = _newest(documents, claims)
    contested: dict[str, list[str]] = {finding.id: [] for finding in findings}
    for conflict in conflicts:
        for finding_id in conflict.findings:
            contested[finding_id].append(conflict.id)
    ranked = [replace(f, contested=tuple(contested[f.id]), score=score_finding(f, weight=weights, newest=newest)) for f in findings]
    ranked.sort(key=_rank)
    return EvidenceBase(
        documents=documents, entities=_with_statements(index.entities, ranked), findings=tuple(ranked), conflicts=conflicts,
        copies=dict(sorted(copies.of.items())), unknowns=find_unknowns(claims, index),
    )


def _newest(documents: Sequence[Document], claims: Sequence[Claim]) -> dt.date | None:
    """Return the last day of publication, else the last day any claim speaks of."""
    published = [d.published for d in documents if d.published is not None]
    spoken = [date.last_day for claim in claims for date in claim.dates if date.last_day is not None]
    return max(published or spoken, default=None)


def _rank(finding: Finding) -> tuple[float, str]:
    return -finding.score["total"], finding.id


def _with_statements(entities: Sequence[Entity], findings: Sequence[Finding]) -> tuple[Entity, ...]:
    """Return the entities with the findings they act or speak in, in the findings' order."""
    named: dict[str, list[str]] = {}
    for finding in findings:
        for entity in finding.entities:
            named.setdefault(entity, []).append(finding.id)
    return tuple(replace(entity, statements=tuple(named.get(entity.id, ()))) for entity in entities)
