"""Gold entities as extractions: the surface forms of a gold set become mentions and chains, so that resolution is measured by itself."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from pathlib import Path

from briefing.model import Document, Extraction, Mention

GOLD = Path(__file__).parent / "gold"


@dataclass(frozen=True)
class GoldSet:
    """A gold set with its documents."""

    name: str
    gold: dict
    documents: tuple[Document, ...]


def load_gold(name: str, *, texts: Path | None = None) -> GoldSet:
    """Read a gold set; ``texts`` is the folder of its documents when the set may not hold them."""
    from briefing.corpus import read  # noqa: PLC0415 - only here

    folder = GOLD / name
    gold = json.loads((folder / "gold.json").read_text(encoding="utf-8"))
    where = texts or folder / "documents"
    return GoldSet(name, gold, tuple(read(where / file) for file in sorted(gold["documents"])))


def file_of(document: Document) -> str:
    """Return the document's file name, as gold names it."""
    return Path(document.path).name


def gold_extractions(gold_set: GoldSet) -> tuple[list[Extraction], dict[tuple[str, int], str]]:
    """Return extractions made of the gold's forms, one chain per entity and document, and the gold entity of each chain.

    A form that stands inside a longer form at the same place belongs to the longer one.
    """
    extractions, truth = [], {}
    for document in gold_set.documents:
        forms = [(mention["text"], entity) for entity in gold_set.gold["entities"] for mention in entity["mentions"] if mention["document"] == file_of(document)]
        taken: list[tuple[int, int]] = []
        found: list[tuple[int, int, str, str]] = []
        for text, entity in sorted(forms, key=lambda form: (-len(form[0]), form[0], form[1]["id"])):
            for match in re.finditer(rf"(?<!\w){re.escape(text)}(?!\w)", document.text):
                if not any(start < match.end() and match.start() < end for start, end in taken):
                    taken.append(match.span())
                    found.append((*match.span(), entity["id"], entity["type"]))
        numbers: dict[str, int] = {}
        mentions = []
        fullest = {identity: max((document.text[s:e] for s, e, i, _ in found if i == identity), key=len) for _, _, identity, _ in found}
        for start, end, identity, kind in sorted(found):
            number = numbers.setdefault(identity, len(numbers))
            mentions.append(Mention(start=start, end=end, type=kind, name=fullest[identity], form="name", chain=number))
            truth[document.id, number] = identity
        extractions.append(Extraction(document=document.id, language=document.language, sentences=(), mentions=tuple(mentions)))
    return extractions, truth
