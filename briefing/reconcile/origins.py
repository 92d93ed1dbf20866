"""Origins: who a claim ultimately rests on, over outlets, spokespersons, chains of citing and languages."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PurePosixPath

from briefing.folding import fold
from briefing.model import Attribution, Document, Origin
from briefing.reconcile.copies import Copies
from briefing.reconcile.entities import EntityIndex


def outlet_of(document: Document) -> str:
    """Return the name of the outlet that stands behind the document's own words."""
    return document.origin or document.publisher or PurePosixPath(document.path).stem


def origin_of(document: Document, attribution: Attribution | None, index: EntityIndex, copies: Copies, *, start: int, end: int) -> Origin:
    """Return who the span ``start:end`` of ``document`` ultimately rests on."""
    if attribution is None:
        return Origin(name=outlet_of(document), entity=None, kind="outlet")
    if attribution.unnamed or not attribution.name:
        return Origin(name=attribution.name or "", entity=None, kind="unnamed", via=attribution.via)
    del copies, start, end
    return Origin(name=attribution.name, entity=index.of(document.id, attribution.chain), kind="speaker", via=attribution.via)


def combine(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Return one origin per independent source, chains of citing in ``via``, sorted by kind and name."""
    found: dict[tuple[str, str], Origin] = {}
    for origin in sorted(origins, key=lambda o: (o.kind, o.name, o.via)):
        found.setdefault((origin.kind if origin.kind == "unnamed" else "", origin.entity or fold(origin.name)), origin)
    return tuple(sorted(found.values(), key=lambda o: (o.kind, o.name)))
