"""Small records for the tests of this folder."""

from __future__ import annotations

import datetime as dt
import hashlib

from briefing.model import (
    Category,
    DateValue,
    Document,
    Evidence,
    Extraction,
    Finding,
    FindingEvent,
    Origin,
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
