"""Gold sets: where they lie, their documents and annotations. Used by every measure in this folder."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from briefing.model import Document

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(__file__).resolve().parent / "gold"
OPEN = (
    "seeds", "sample", "reading-dev", "reading-dev2", "topic-ferry-sinking", "topic-bank-laundering", "topic-mine-collapse", "topic-cyclone-aid",
    "topic-fishing-fleet", "topic-gold-mining", "topic-spyware", "topic-river-cholera", "topic-election-protests", "topic-port-explosion",
    "topic-prison-break", "topic-tainted-syrup", "topic-sea-pushback",
)  # fmt: skip
HELD = ("reading-held", "topic-arms-shipment", "topic-mass-abduction", "topic-wildfire", "topic-dam-eviction")


@dataclass(frozen=True, slots=True)
class GoldSet:
    """One annotated folder."""

    name: str
    folder: Path  # of the documents
    gold: Mapping[str, Any]

    @property
    def paths(self) -> dict[str, Path]:
        """Return the documents' paths by file name."""
        return {name: self.folder / name for name in sorted(self.gold["documents"])}

    def only(self, language: str | None) -> GoldSet:
        """Return the set with the documents of one language; all of it when None."""
        kept = {name: facts for name, facts in self.gold["documents"].items() if language in (None, facts["language"])}
        return replace(self, gold={**self.gold, "documents": kept})

    def items(self, key: str, document: str | None = None) -> list[dict[str, Any]]:
        """Return the annotations of a key, of one document when named; empty when it was not annotated."""
        return [item for item in self.gold.get(key, ()) if document is None or item["document"] == document]

    def annotates(self, key: str, document: str) -> bool:
        """Return whether the annotation of a key is exhaustive for a document."""
        return key in self.gold and document in self.gold.get("scope", {}).get(key, self.gold["documents"])


def seeds() -> Path | None:
    """Return the folder of the reference documents, which are not part of this project: BRIEFING_SEEDS, else shared/seeds beside the checkout."""
    named = os.environ.get("BRIEFING_SEEDS")
    folder = Path(named) if named else ROOT.parent / "shared" / "seeds"
    return folder if folder.is_dir() else None


def data() -> Path | None:
    """Return the folder of third-party development data: BRIEFING_DATA, else shared/data beside the checkout."""
    named = os.environ.get("BRIEFING_DATA")
    folder = Path(named) if named else ROOT.parent / "shared" / "data"
    return folder if folder.is_dir() else None


def corpus(name: str) -> Path | None:
    """Return the folder of a third-party corpus, None when it is not here."""
    folder = data()
    return folder / name if folder and (folder / name).is_dir() else None


def load_set(name: str) -> GoldSet | None:
    """Return a gold set with all its gold files joined, None when its documents are not here.

    Raises:
        ValueError: a document differs from the one that was annotated.
    """
    folder = folder_of(name)
    if folder is None:
        return None
    joined: dict[str, Any] = {}
    for file in sorted((GOLD / name).glob("gold*.json")):
        for key, value in json.loads(file.read_text(encoding="utf-8")).items():
            if isinstance(value, dict):
                joined.setdefault(key, {}).update(value)
            else:
                joined.setdefault(key, []).extend(value)
    for document, facts in joined["documents"].items():
        if hashlib.sha256((folder / document).read_bytes()).hexdigest() != facts["sha256"]:
            raise ValueError(f"{name}: {document} is not the text that was annotated")
    return GoldSet(name, folder, joined)


def load_sets(names: Iterable[str]) -> list[GoldSet]:
    """Return the gold sets that are here."""
    return [gold for name in names if (gold := load_set(name)) is not None]


def folder_of(name: str) -> Path | None:
    """Return where a set's documents are, None when they are not here."""
    return {"seeds": seeds(), "sample": ROOT / "documents"}.get(name, GOLD / name / "documents")


def file_of(document: Document) -> str:
    """Return the document's file name, as gold names it."""
    return Path(document.path).name


def overlap(one: tuple[int, int], other: tuple[int, int]) -> int:
    """Return how many code points two spans share."""
    return max(0, min(one[1], other[1]) - max(one[0], other[0]))


def f1(hits: int, found: int, gold: int) -> tuple[float, float, float]:
    """Return precision, recall and F1, rounded to 3 digits."""
    precision = hits / found if found else 0.0
    recall = hits / gold if gold else 0.0
    return round(precision, 3), round(recall, 3), round(2 * precision * recall / (precision + recall) if precision + recall else 0.0, 3)
