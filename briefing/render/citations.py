"""Sources S1, S2... and citations 1, 2...: every quoted span of the page, numbered by first use."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefing.render.labels import MODALITY
from briefing.render.text import one_line, surroundings
from briefing.render.views import Citation, EvidenceRow, Link, Source

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from briefing.i18n import Words
    from briefing.model import Brief, Document, DocumentEntry, Evidence


@dataclass(slots=True)
class Citations:
    """The numbering of one page: hands out the same citation for the same span, and remembers where it is used."""

    sources: Mapping[str, Source]
    documents: Mapping[str, Document]
    words: Words
    _known: dict[tuple[str, int, int], Citation] = field(default_factory=dict)
    _uses: dict[int, dict[str, Link]] = field(default_factory=dict)

    def cite(self, evidence: Iterable[Evidence], place: Link) -> tuple[Citation, ...]:
        """Return the citations of ``evidence``, used at ``place``; a span given twice is cited once."""
        found = {}
        for one in evidence:
            citation = self._citation(one)
            found[citation.number] = citation
            self._uses[citation.number].setdefault(place.href, place)
        return tuple(found.values())

    def rows(self) -> tuple[EvidenceRow, ...]:
        """Return the evidence annex: every citation in order of number with the places that use it."""
        return tuple(EvidenceRow(citation=c, used_by=_main_uses(self._uses[c.number].values())) for c in self._known.values())

    def sources_of(self, evidence: Iterable[Evidence]) -> tuple[Source, ...]:
        """Return the sources of ``evidence`` in the order of their labels."""
        cited = {e.document for e in evidence}
        return tuple(s for i, s in self.sources.items() if i in cited)

    def _citation(self, evidence: Evidence) -> Citation:
        key = (evidence.document, evidence.start, evidence.end)
        if key in self._known:
            return self._known[key]
        document = self.documents.get(evidence.document)
        before, after = surroundings(document, evidence.start, evidence.end) if document else ("", "")
        number = len(self._known) + 1
        citation = Citation(
            number=number, anchor=f"e{number}", source=self.sources[evidence.document], start=evidence.start, end=evidence.end,
            quote=one_line(evidence.quote), language=evidence.language, before=before, after=after,
            speaker=one_line(evidence.speaker.name) if evidence.speaker else "",
            modality=self.words.say(MODALITY[evidence.modality]) if MODALITY[evidence.modality] else "",
        )
        self._known[key] = citation
        self._uses[number] = {}
        return citation


def by_number(citations: Iterable[Citation]) -> tuple[Citation, ...]:
    """Return citations as they are printed: 5, 6, 9."""
    return tuple(sorted(citations, key=lambda c: c.number))


def _main_uses(uses: Iterable[Link]) -> tuple[Link, ...]:
    """Return the places that print the evidence itself: full statements and contested points, else the first place."""
    places = list(uses)
    main = {link.text: link for link in reversed(places) if link.href.startswith(("#s-", "#d-"))}
    return tuple(reversed(main.values())) or tuple(places[:1])


def list_sources(brief: Brief, words: Words) -> dict[str, Source]:
    """Return the sources by document id, labelled in the order of the sources section, else of the brief's documents."""
    carried = {d.id: sum(any(e.document == d.id for e in f.evidence) for f in brief.findings) for d in brief.documents}
    by_id = {d.id: d for d in brief.documents}
    listed = [i.ref for s in brief.sections if s.kind == "sources" for i in s.items if i.ref in by_id]
    order = list(dict.fromkeys([*(i for i in listed if i), *by_id]))
    sources: dict[str, Source] = {}
    waiting = [(i, by_id[i]) for i in order]
    for number, (identifier, entry) in enumerate(waiting, start=1):
        sources[identifier] = _source(entry, number, carried[identifier], words)
    for identifier, entry in waiting:
        if entry.copy_of in sources:
            sources[identifier] = replace(sources[identifier], copy_of=sources[entry.copy_of])
    return sources


def _source(entry: DocumentEntry, number: int, findings: int, words: Words) -> Source:
    return Source(
        label=f"S{number}", anchor=f"source-{number}", id=entry.id, name=one_line(entry.publisher or entry.title or PurePosixPath(entry.path).stem),
        title=one_line(entry.title or ""), path=one_line(entry.path),
        published=words.day(entry.published) if entry.published else words.say("undated"),
        language=entry.language, language_name=words.language_name(entry.language), reliability=entry.reliability,
        words=words.number(entry.words), copy_of=None, sha256=entry.sha256, text_sha256=entry.text_sha256, findings=findings,
    )
