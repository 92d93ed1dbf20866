"""Assemble: evidence base, configuration, decisions and the baseline edition become a brief of typed items."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.assemble.contested import explain_conflict
from briefing.assemble.desk import Desk, Encode
from briefing.assemble.editions import absorbed, compare, keep_ids, rename
from briefing.assemble.questions import raise_questions
from briefing.assemble.sections import BUILDERS
from briefing.assemble.select import place, shown
from briefing.assemble.statements import write_statements
from briefing.assemble.widen import widen
from briefing.config import Decisions, Settings
from briefing.frameworks import Framework
from briefing.i18n import Words
from briefing.model import Brief, Document, DocumentEntry, EvidenceBase, Extraction, Section, Skipped

__all__ = ["assemble"]


def assemble(  # noqa: PLR0913 - the stage takes every input of a brief by name
    base: EvidenceBase,
    extractions: Sequence[Extraction],
    *,
    settings: Settings,
    decisions: Decisions,
    frameworks: Sequence[Framework],
    previous: Mapping[str, Any] | None,
    skipped: Sequence[Skipped],
    as_of: dt.date,
    edition: str,
    digest: str,
    encode: Encode,
) -> Brief:
    """Return the brief: findings with their statements, questions, changes, and the configured sections.

    Args:
        base: what the corpus says.
        extractions: in the order of ``base.documents``.
        settings: the configuration.
        decisions: the analyst's.
        frameworks: the loaded ones.
        previous: the baseline's brief.json, None for a first edition.
        skipped: files that could not be read.
        as_of: the day the brief speaks of.
        edition: this edition's id.
        digest: of its inputs.
        encode: texts to unit vectors, for `about` and `ask`.
    """
    words = Words(settings.language)
    documents = {d.id: d for d in base.documents}
    read = {e.document: e for e in extractions}
    readable = widen(base.findings, documents, read)
    named = {d.finding for d in decisions.decisions}
    ids = keep_ids(readable, previous, documents, decided=named)
    findings, entities, conflicts = rename(readable, base.entities, base.conflicts, ids)
    known = {e.id: e for e in entities}
    claims = {ids[f.id]: f.evidence for f in base.findings}
    findings, short = write_statements(findings, known, read, settings=settings, frameworks=frameworks, words=words, claims=claims)
    asserting = frozenset(f.id for f in findings if any(e.modality != "denied" for e in f.evidence))
    conflicts = tuple(explain_conflict(c, short, documents, read, words, asserting=asserting) for c in conflicts)
    since = dt.date.fromisoformat(previous["as_of"]) if previous else None
    placed = place(findings, settings, decisions, since=since, encode=encode, frameworks=frameworks)
    visible = [f for f in findings if f.id in shown(placed)]
    excluded = {d.finding for d in decisions.decisions if d.action == "exclude"}
    kept = [f for f in findings if f.id not in excluded]
    questions = raise_questions(
        replace(base, conflicts=conflicts), visible, short, settings=settings, words=words, encode=encode, everything=kept
    )
    desk = Desk(
        base=base,
        documents=documents,
        extractions=read,
        findings={f.id: f for f in kept},
        short=short,
        entities=known,
        conflicts={c.id: c for c in conflicts},
        questions=questions,
        changes=compare(visible, short, previous, words, carried={f.id for f in kept} | absorbed(kept, previous, documents)),
        placed=placed,
        settings=settings,
        decisions=decisions,
        frameworks=tuple(frameworks),
        words=words,
        previous=previous,
        as_of=as_of,
        encode=encode,
    )
    sections = tuple(
        Section(id=s.id, kind=s.kind, title=s.title or words.say(_title(s.kind, decisions)), items=BUILDERS[s.kind](s, desk))
        for s in settings.sections
    )
    return Brief(
        title=settings.title,
        topic=settings.topic,
        language=settings.language,
        as_of=as_of,
        edition=edition,
        baseline=previous["edition"] if previous else None,
        digest=digest,
        documents=tuple(_entry(d, base) for d in base.documents),
        skipped=tuple(skipped),
        entities=entities,
        findings=findings,
        conflicts=conflicts,
        questions=questions,
        changes=desk.changes,
        sections=sections,
    )


def _title(kind: str, decisions: Decisions) -> str:
    """Return a section's own heading; judgements are the analyst's alone, without any there are only statements."""
    judged = kind == "bottom-line" and any(d.action == "judgement" for d in decisions.decisions)
    return "Key judgements" if judged else TITLES[kind]


TITLES = {
    "bottom-line": "Key statements",
    "changes": "What changed",
    "figures": "Key figures",
    "events": "Events",
    "actors": "Actors",
    "findings": "Findings",
    "timeline": "Timeline",
    "conflicts": "Contested points",
    "questions": "Open questions",
    "sources": "Sources",
    "evidence": "Evidence",
    "text": "Assessment",
}


def _entry(document: Document, base: EvidenceBase) -> DocumentEntry:
    return DocumentEntry(
        id=document.id,
        path=document.path,
        sha256=document.sha256,
        text_sha256=document.text_sha256,
        format=document.format,
        title=document.title,
        publisher=document.publisher,
        published=document.published,
        language=document.language,
        words=document.words,
        boilerplate_share=document.boilerplate_share,
        reliability=document.reliability,
        copy_of=base.copies.get(document.id),
        redacted=document.redacted,
    )
