"""Small records for the tests of this folder."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence

import numpy as np

from briefing.assemble.desk import Desk
from briefing.config import Decisions, Settings
from briefing.i18n import Words
from briefing.model import (
    Category,
    Conflict,
    DateValue,
    Document,
    Entity,
    Evidence,
    EvidenceBase,
    Extraction,
    Finding,
    FindingEvent,
    Origin,
    Position,
    QuantityValue,
    Sentence,
    Speaker,
)


def document(name: str, text: str, *, language: str = "en") -> Document:
    """Return a document of one paragraph."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(id=name, path=f"{name}.txt", text=text, sha256=digest, text_sha256=digest, format="txt", language=language)


def extraction(source: Document, **parts: object) -> Extraction:
    """Return an extraction whose one sentence is the whole text, with ``parts`` added."""
    sentence = Sentence(start=0, end=len(source.text), boilerplate=False, kind="paragraph", block=0)
    return Extraction(document=source.id, language=source.language, sentences=(sentence,), **parts)  # type: ignore[arg-type]


def evidence(source: Document, *, speaker: str | None = None) -> Evidence:
    """Return the whole text as evidence."""
    return Evidence(
        document=source.id,
        start=0,
        end=len(source.text),
        quote=source.text,
        language=source.language,
        speaker=Speaker(name=speaker, entity=None, start=None, end=None) if speaker else None,
        modality="asserted",
        negated=False,
    )


def day(year: int, month: int, number: int) -> DateValue:
    """Return an explicit day."""
    date = dt.date(year, month, number)
    return DateValue(from_=date, to=date, precision="day", resolved="explicit", document="a", start=0, end=1, quote="x")


def quantity(value: float, counted: str | None, unit: str = "count") -> QuantityValue:
    """Return an exact number."""
    return QuantityValue(value=value, low=value, high=value, unit=unit, counted=counted, qualifier="exact", document="a", start=0, end=1, quote="x")


def finding(name: str, *sources: Evidence, category: str | None = "arrest", total: float = 1.0, **parts: object) -> Finding:
    """Return a finding of the law-enforcement framework."""
    event = FindingEvent(type=category, agent=None, target=name, place=None, date=None) if category else None
    values: dict[str, object] = {
        "id": name,
        "text": sources[0].quote,
        "composed": False,
        "language": sources[0].language,
        "event": event,
        "evidence": sources,
        "entities": (),
        "categories": (Category(framework="law-enforcement", id=category, label="Arrest", score=1.0, cue="arrested"),) if category else (),
        "quantities": (),
        "dates": (),
        "outlets": len(sources),
        "languages": ("en",),
        "credibility": 6,
        "status": "unverified",
        "origins": tuple(Origin(name=s.document, entity=None, kind="outlet") for s in sources),
        "score": {"total": total},
    }
    return Finding(**{**values, **parts})  # type: ignore[arg-type]


def conflict(name: str, kind: str, *positions: tuple[str, Evidence], findings: tuple[str, ...] = (), possible_together: bool = False) -> Conflict:
    """Return a contested point of positions (value, evidence)."""
    return Conflict(
        id=name,
        kind=kind,  # type: ignore[arg-type]
        about="it",
        positions=tuple(Position(value=value, evidence=(held,)) for value, held in positions),
        why="They differ.",
        settles="A record.",
        possible_together=possible_together,
        findings=findings,
    )


def settings(**parts: object) -> Settings:
    """Return the settings of a brief of one section, with ``parts`` added or changed."""
    return Settings.model_validate({"title": "T", "documents": ({"path": "d"},), "sections": ({"id": "s", "kind": "events"},), **parts}, strict=False)


def encode(texts: Sequence[str]) -> np.ndarray:
    """Return unit vectors that are the same for the same text and at right angles for others: what a text means plays no part here."""
    vectors = np.zeros((len(texts), 512), dtype=np.float32)
    for row, text in enumerate(texts):
        vectors[row, int(hashlib.sha256(text.encode()).hexdigest(), 16) % 512] = 1.0
    return vectors


def desk(
    documents: Sequence[Document],
    findings: Sequence[Finding],
    *,
    entities: Sequence[Entity] = (),
    conflicts: Sequence[Conflict] = (),
    placed: Sequence[str] | None = None,
) -> Desk:
    """Return the desk of an English brief; a finding's short form is its text, and all stand in full unless ``placed`` names some."""
    configured = settings()
    return Desk(
        base=EvidenceBase(documents=tuple(documents), entities=tuple(entities), findings=tuple(findings), conflicts=tuple(conflicts)),
        documents={d.id: d for d in documents},
        extractions={d.id: extraction(d) for d in documents},
        findings={f.id: f for f in findings},
        short={f.id: f.text for f in findings},
        entities={e.id: e for e in entities},
        conflicts={c.id: c for c in conflicts},
        questions=(),
        changes=(),
        placed={"s": tuple(f.id for f in findings) if placed is None else tuple(placed)},
        settings=configured,
        decisions=Decisions(),
        frameworks=(),
        words=Words("en"),
        previous=None,
        as_of=dt.date(2026, 1, 31),
        encode=encode,
    )
