"""Findings as the page prints them: statement, marks, support line, the quote beside it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefing.render.citations import by_number
from briefing.render.excerpts import excerpt, told_by
from briefing.render.labels import STATUS
from briefing.render.text import cut, one_line
from briefing.render.views import Link, Mark, Statement

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.i18n import Words
    from briefing.model import Finding
    from briefing.model import Origin as OriginRecord
    from briefing.render.citations import Citations

_SHORT = 16  # words of a short form
_EXCERPT = 9  # words of the quote beside a composed line
_LONGEST = 260  # characters of the quote it is taken from, where there is a shorter one
_TAIL = 30  # letters by which the end of a statement is found in its quote
_STEP = 9  # distance between two dots of a mark


@dataclass(frozen=True, slots=True)
class Statements:
    """Prints findings: one place that decides how a finding reads."""

    findings: Mapping[str, Finding]
    full: frozenset[str]  # findings that stand in full somewhere
    disputes: Mapping[str, Link]  # conflict id -> its place in this brief
    citations: Citations
    words: Words
    language: str

    def of(self, finding: Finding, place: Link, *, cite: bool = True) -> Statement:
        """Return ``finding`` as it stands at ``place``, without citations where a link leads to the full statement."""
        cited = self.citations.cite(finding.evidence, place) if cite else ()
        beside = told_by(cited, _about(finding), longest=_LONGEST) if finding.composed else None
        return Statement(
            id=finding.id, anchor=f"s-{finding.id}", href=f"#s-{finding.id}" if finding.id in self.full else "",
            text=_ended(finding), language=finding.language, composed=finding.composed, citations=by_number(cited),
            sources=self.citations.sources_of(finding.evidence), mark=self.mark(finding.origins), status=finding.status,
            status_label=self.words.say(STATUS[finding.status]),
            support=self.support(finding), origins=self.words.listing(self.names(finding.origins)),
            contested=self.links(finding.contested),
            quote=beside, excerpt=excerpt(beside.quote, _EXCERPT, _about(finding)) if beside else "",
        )

    def support(self, finding: Finding) -> str:
        """Return "3 documents, 1 origin (Indonesian embassy)"; nothing for a document that speaks for itself alone: its label says it."""
        documents = len({e.document for e in finding.evidence})
        names = self.names(finding.origins)
        own = documents == 1 and all(o.kind == "outlet" for o in finding.origins)
        return "" if own else self.words.support(documents, len(names), names[0] if len(names) == 1 and finding.origins[0].name else "")

    def names(self, origins: Sequence[OriginRecord]) -> list[str]:
        """Return the names of origins; a document without publisher, which is its own outlet, goes by its label, hearsay of nobody by its kind."""
        hearsay = self.words.count("{n} unnamed origin", "{n} unnamed origins", 1)
        labels = {PurePosixPath(s.path).stem: s.label for s in self.citations.sources.values()}
        return [labels.get(o.name, one_line(o.name)) if o.kind == "outlet" else one_line(o.name) or hearsay for o in origins]

    def links(self, conflicts: Sequence[str]) -> tuple[Link, ...]:
        """Return links to the contested points that this brief shows."""
        return tuple(self.disputes[c] for c in conflicts if c in self.disputes)

    def short(self, finding: Finding) -> str:
        """Return the statement, cut to a short form."""
        return cut(one_line(finding.text), _SHORT)

    def mark(self, origins: Sequence[OriginRecord]) -> Mark:
        """Return the dots of the origins, at most eight."""
        named = sum(o.kind != "unnamed" for o in origins)
        unnamed = len(origins) - named
        parts = [self.words.count("{n} named origin", "{n} named origins", named)] if named else []
        parts += [self.words.count("{n} unnamed origin", "{n} unnamed origins", unnamed)] if unnamed else []
        places = [5 + _STEP * i for i in range(min(len(origins), 8))]
        return Mark(filled=tuple(places[:named]), hollow=tuple(places[named:]), width=_STEP * max(len(places), 1) + 1, words=", ".join(parts))


def _ended(finding: Finding) -> str:
    """Return the statement; an ellipsis tells that its sentence goes on."""
    text = one_line(finding.text)
    opened = not text.endswith((".", "!", "?", "…", '"', "”", "»", ")"))
    goes_on = any(text[-_TAIL:] in quote and not quote.endswith(text[-_TAIL:]) for quote in (one_line(e.quote) for e in finding.evidence))
    return f"{text} …" if opened and goes_on and not finding.composed else text


def _about(finding: Finding) -> list[str]:
    """Return the names, numbers and dates that a composed line was written from, and the word that shows the risk it tells."""
    event = finding.event
    named = [name for name in (event.agent, event.target, event.place) if name] if event else []
    named += [c.cue for c in finding.categories if c.cue and finding.text.startswith(c.label)]
    return [*named, *(q.quote for q in finding.quantities), *(d.quote for d in finding.dates)]
