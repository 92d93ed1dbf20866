"""Copies: documents that are one text, and passages that several documents share word for word or nearly so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefing.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Which documents copy which, and which passages are shared."""

    of: Mapping[str, str] = field(default_factory=dict)  # document id -> id of the document it copies
    passages: Mapping[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)  # document -> (start, end, family) by start

    def family(self, document_id: str, start: int, end: int) -> str:
        """Return the document that the span ``start:end`` goes back to: itself, unless the passage or the whole text is shared."""
        best, most = self.of.get(document_id, document_id), 0
        for left, right, family in self.passages.get(document_id, ()):
            shared = min(right, end) - max(left, start)
            if shared > most:
                best, most = family, shared
        return best if 2 * most >= end - start else self.of.get(document_id, document_id)


def find_copies(documents: Sequence[Document]) -> Copies:
    """Return the copies among ``documents``; the order of documents never matters."""
    first: dict[str, str] = {}
    of: dict[str, str] = {}
    for document in sorted(documents, key=lambda d: (str(d.published or "9999"), d.id)):
        if document.text_sha256 in first:
            of[document.id] = first[document.text_sha256]
        first.setdefault(document.text_sha256, document.id)
    return Copies(of=of)
