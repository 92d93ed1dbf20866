"""Origins: who a claim ultimately rests on, over outlets, spokespersons, chains of citing and languages."""

from __future__ import annotations

from collections import defaultdict
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.folding import fold
from briefing.model import Origin
from briefing.reconcile.chains import bare
from briefing.reconcile.outlets import outlet_of
from briefing.reconcile.speakers import key_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import Attribution, Document
    from briefing.reconcile.copies import Copies
    from briefing.reconcile.entities import EntityIndex

_DEFINITE = 2  # words of a noun with its article

__all__ = ["combine", "origin_of", "origins_of", "outlet_of", "told_by"]


def origin_of(document: Document, attribution: Attribution | None, index: EntityIndex, copies: Copies, *, start: int, end: int) -> Origin:
    """Return who the span ``start:end`` of ``document`` ultimately rests on; the first where several are cited together."""
    return origins_of(document, attribution, index, copies, start=start, end=end)[0]


def origins_of(
    document: Document, attribution: Attribution | None, index: EntityIndex, copies: Copies, *, start: int, end: int,
) -> tuple[Origin, ...]:
    """Return everybody the span rests on: one, or several where they are cited together ("the Guardian and AP").

    Args:
        document: the text that holds the span.
        attribution: who says it there, None when nobody is cited.
        index: the entities of the corpus.
        copies: a shared passage is its first outlet's, whoever prints it.
        start: first code point of the span.
        end: behind its last.
    """
    cited = index.speakers.get(key_of(document.id, attribution)) if attribution is not None else ()
    if cited:
        return cited
    if attribution is not None and attribution.unnamed:
        return (Origin(name=attribution.name or "", entity=None, kind="unnamed", via=attribution.via),)
    name = copies.outlets.get(copies.family(document.id, start, end)) or outlet_of(document)
    entity = index.names.get(bare(name))
    return (Origin(name=index.called.get(entity or "", name), entity=entity, kind="outlet"),)


def told_by(said: Iterable[tuple[str, Origin]]) -> tuple[Origin, ...]:
    """Return the independent sources of what several documents say, given (document, origin) for each time it is said.

    A document that cites somebody is no origin of its own by its headline or a second sentence. "The report", "le fabricant" beside a named source
    takes up somebody who was named, so it is no other source.
    """
    pairs = tuple(said)
    citing = {document for document, origin in pairs if origin.kind == "speaker"}
    told = (origin for document, origin in pairs if origin.kind != "outlet" or document not in citing)
    return combine(origin for origin in told if not citing or origin.kind != "unnamed" or not _takes_up(origin.name))


def _takes_up(phrase: str) -> bool:
    """Return whether a phrase is one definite noun: "the report", « le fabricant »; not "the authorities"."""
    words = fold(phrase).replace("'", "' ").split()
    return len(words) == _DEFINITE and words[0] in _articles() and not words[1].endswith(("s", "x"))


@cache
def _articles() -> frozenset[str]:
    return frozenset(fold(str(word)) for code in lexicon.languages() for word in lexicon.load(code, "speech").get("definite", ()))


def combine(origins: Iterable[Origin]) -> tuple[Origin, ...]:
    """Return one origin per independent source, chains of citing in ``via``, sorted by kind and name.

    Who only passes on what another origin of the same finding says is no origin but stands in ``via``; outlets that cite each other in a circle
    are one. Unnamed sources are one together.
    """
    groups: dict[str, list[Origin]] = defaultdict(list)
    for origin in origins:
        groups["?" if origin.kind == "unnamed" else origin.entity or fold(origin.name)].append(origin)
    by_name = {fold(origin.name): key for key, members in groups.items() for origin in members}
    cites: dict[str, set[str]] = {key: set() for key in groups}
    for key, members in groups.items():
        for origin in members:
            for carrier in origin.via:
                source = by_name.get(fold(carrier))
                if source is not None and source != key and not any(o.kind == "outlet" for o in groups[source]):
                    cites[source].add(key)
    roots = _roots(cites)
    merged: dict[str, list[Origin]] = defaultdict(list)
    for key in sorted(groups):
        for root in roots[key]:
            merged[root].extend(groups[key])
    kinds = {"speaker": 0, "outlet": 1, "unnamed": 2}
    found = [_one(groups[root], merged[root]) for root in sorted(merged)]
    return tuple(sorted(found, key=lambda o: (kinds[o.kind], o.name, o.entity or "")))


def _one(own: Sequence[Origin], all_members: Sequence[Origin]) -> Origin:
    """Return the origin a group of mentions of one source makes; a speaker rather than an outlet, whoever passed it on in ``via``."""
    first = min(own, key=lambda o: (o.kind != "speaker", o.name, o.entity or ""))
    via = {carrier for origin in own for carrier in origin.via} | {origin.name for origin in all_members if origin.kind != "unnamed"}
    return Origin(name=first.name, entity=first.entity, kind=first.kind, via=tuple(sorted(via - {origin.name for origin in own})))


def _roots(cites: dict[str, set[str]]) -> dict[str, tuple[str, ...]]:
    """Return for each node who it goes back to: the nodes it reaches that cite nobody, or the first of the circle it ends in."""
    reach = {key: _reachable(key, cites) for key in cites}
    circle = {key: min(other for other in reach[key] if key in reach[other]) for key in cites}
    ends = {key for key in cites if all(circle[other] == circle[key] for other in reach[key])}
    return {key: tuple(sorted({circle[other] for other in reach[key] & ends})) for key in cites}


def _reachable(start: str, cites: dict[str, set[str]]) -> set[str]:
    """Return every node reached from ``start``, itself included."""
    found, waiting = {start}, [start]
    while waiting:
        for other in sorted(cites[waiting.pop()] - found):
            found.add(other)
            waiting.append(other)
    return found
