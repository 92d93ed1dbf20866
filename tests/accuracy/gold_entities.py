"""Gold entities as extractions: the surface forms of a gold set become mentions and chains, so that resolution is measured by itself."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefing.model import Document, Extraction, Mention
from tests.accuracy.goldset import GoldSet, file_of

Span = tuple[int, int]


def places(gold: GoldSet, document: Document) -> list[tuple[Span, str, str]]:
    """Return where the gold's forms stand in a document: (span, form, entity id); of two that overlap the longer."""
    forms = {
        (mention["text"], entity["id"])
        for entity in gold.items("entities")
        for mention in entity["mentions"]
        if mention["document"] == file_of(document)
    }
    taken: list[Span] = []
    found = []
    for text, entity in sorted(forms, key=lambda form: (-len(form[0]), form)):
        for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", document.text):
            if not any(start < match.end() and match.start() < end for start, end in taken):
                taken.append(match.span())
                found.append((match.span(), text, entity))
    return sorted(found)


def gold_extractions(gold: GoldSet, documents: Sequence[Document]) -> tuple[list[Extraction], dict[tuple[str, int], str]]:
    """Return extractions made of the gold's forms, one chain per entity and document, and the gold entity of each chain."""
    types = {entity["id"]: entity["type"] for entity in gold.items("entities")}
    extractions, truth = [], {}
    for document in documents:
        found = places(gold, document)
        fullest = {entity: max((text for _, text, other in found if other == entity), key=len) for _, _, entity in found}
        numbers: dict[str, int] = {}
        mentions = []
        for (start, end), _, entity in found:
            number = numbers.setdefault(entity, len(numbers))
            mentions.append(Mention(start=start, end=end, type=types[entity], name=fullest[entity], form="name", chain=number))
            truth[document.id, number] = entity
        extractions.append(Extraction(document=document.id, language=document.language, sentences=(), mentions=tuple(mentions)))
    return extractions, truth
