"""The page of a brief: every record a template prints, computed once for all formats."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from briefing.i18n import Words
from briefing.model import Section
from briefing.render.citations import Citations, list_sources
from briefing.render.figures import draw_matrix, draw_timeline
from briefing.render.items import Desk
from briefing.render.labels import CONFLICT, EMPTY
from briefing.render.statements import Statements
from briefing.render.text import one_line
from briefing.render.trend import draw_trend
from briefing.render.views import Link, Page, Row, SectionView, SkippedRow, SourceRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.model import Brief, Document
    from briefing.render.views import SectionItem

_ANNEX = ("sources", "evidence")


def make_page(
    brief: Brief, *, documents: Mapping[str, Document], marking: str = "", history: Sequence[Mapping[str, Any]] = ()
) -> Page:
    """Return the page of ``brief``.

    Args:
        brief: what is printed.
        documents: the documents by id; a quote's context is read from their text.
        marking: handling mark of header and footer, such as "TLP:GREEN".
        history: brief.json of the editions before this one, newest first; key figures are drawn over them.
    """
    words = Words(brief.language)
    sources = list_sources(brief, words)
    citations = Citations(sources=sources, documents=documents, words=words)
    full = frozenset(i.ref for s in brief.sections for i in s.items if i.full and i.ref)
    shown = {i.ref for s in brief.sections if s.kind == "conflicts" for i in s.items}
    disputes = {c.id: Link(href=f"#d-{c.id}", text=words.say(CONFLICT[c.kind])) for c in brief.conflicts if c.id in shown}
    statements = Statements(
        findings={f.id: f for f in brief.findings}, full=full, disputes=disputes, citations=citations, words=words, language=brief.language,
    )
    desk = Desk(brief=brief, words=words, citations=citations, statements=statements, short=_short_forms(brief))
    sections = _sections((*brief.sections, *_unasked(brief, words)), desk)
    evidence = citations.rows()
    sections = [_annex(section, evidence, desk) for section in sections]
    sections = _with_trends(sections, brief, history, words)
    return Page(
        title=one_line(brief.title), topic=one_line(brief.topic), language=brief.language, marking=one_line(marking), edition=brief.edition,
        edition_label=words.say("Edition {edition}", edition=brief.edition), as_of=words.day(brief.as_of), as_of_day=brief.as_of,
        period=_period(brief, words), baseline=brief.baseline or "", digest=brief.digest, counts=_counts(brief, words),
        running=words.say("{edition} · as of {day}", edition=words.say("Edition {edition}", edition=brief.edition), day=words.day(brief.as_of)),
        sections=tuple(sections), sources=tuple(sources.values()),
        skipped=tuple(SkippedRow(path=one_line(s.path), reason=one_line(s.reason)) for s in brief.skipped),
        matrix=draw_matrix(sections, tuple(sources.values()), words), evidence=evidence,
        withheld=any(d.redacted for d in brief.documents),
    )


def _short_forms(brief: Brief) -> dict[str, str]:
    """Return the short form of each finding that some item prints in short."""
    pairs = ((i.ref, i.text) for s in brief.sections for i in s.items if i.type in ("statement", "date") and i.ref and i.text)
    return {ref: one_line(text) for ref, text in pairs}


def _unasked(brief: Brief, words: Words) -> tuple[Section, ...]:
    """Return the annex sections that the configuration leaves out: citations and source labels must lead somewhere."""
    configured = {s.kind for s in brief.sections}
    titles = {"sources": words.say("Sources"), "evidence": words.say("Evidence")}
    return tuple(Section(id=f"annex-{kind}", kind=kind, title=title, items=()) for kind, title in titles.items() if kind not in configured)


def _sections(sections: tuple[Section, ...], desk: Desk) -> list[SectionView]:
    """Return the sections in their order; timelines are made last, since the tables that cite their evidence stand in the annex."""
    made = {s.id: _section(s, desk) for s in sorted(sections, key=lambda s: s.kind == "timeline")}
    return [made[s.id] for s in sections]


def _section(section: Section, desk: Desk) -> SectionView:
    place = Link(href="", text=one_line(section.title))
    made = (desk.view(item, replace(place, href=f"#{_anchor(section)}")) for item in section.items)
    items = _grouped(tuple(item for item in made if item is not None))
    rows = tuple(i for i in items if isinstance(i, Row))
    return SectionView(
        id=section.id, anchor=_anchor(section), kind=section.kind, title=place.text, items=items, empty=_empty(section, desk),
        timeline=draw_timeline(rows, desk.brief, desk.words, title=place.text) if section.kind == "timeline" and rows else None,
        annex=section.kind in _ANNEX,
    )


def _annex(section: SectionView, evidence: tuple[SectionItem, ...], desk: Desk) -> SectionView:
    """Return the section with its evidence or sources, which are known only after all others are made."""
    if section.kind == "evidence":
        return replace(section, items=evidence)
    if section.kind == "sources":
        rows = (SourceRow(source=s, findings=desk.words.number(s.findings)) for s in desk.citations.sources.values())
        return replace(section, items=tuple(rows))
    return section


def _with_trends(sections: list[SectionView], brief: Brief, history: Sequence[Mapping[str, Any]], words: Words) -> list[SectionView]:
    """Return the sections with the figure of key figures over editions where two editions give the same one."""
    items = {s.id: s.items for s in brief.sections if s.kind == "figures"} if history else {}
    return [
        replace(s, trend=draw_trend(items[s.id], s.items, brief, history, words, title=s.title)) if s.id in items else s for s in sections
    ]


def _anchor(section: Section) -> str:
    return f"section-{section.id}"


def _grouped(items: tuple[SectionItem, ...]) -> tuple[SectionItem, ...]:
    """Return the items with the label of a row marked where it changes."""
    grouped: list[SectionItem] = []
    for item in items:
        before = grouped[-1] if grouped else None
        same = isinstance(item, Row) and isinstance(before, Row) and before.label == item.label
        grouped.append(replace(item, first_of_label=False) if isinstance(item, Row) and same else item)
    return tuple(grouped)


def _empty(section: Section, desk: Desk) -> str:
    if section.kind == "changes" and desk.brief.baseline:
        return desk.words.say(EMPTY["no-change"], edition=desk.brief.baseline)
    return desk.words.say(EMPTY.get(section.kind, EMPTY["other"]))


def _period(brief: Brief, words: Words) -> str:
    days = sorted(d.published for d in brief.documents if d.published)
    if not days:
        return ""
    return words.span(days[0], days[-1], "interval")


def _counts(brief: Brief, words: Words) -> str:
    origins = {o.entity or o.name for f in brief.findings for o in f.origins if o.kind != "unnamed"}
    return ", ".join((
        words.count("{n} document", "{n} documents", len(brief.documents)),
        words.count("{n} language", "{n} languages", len({d.language for d in brief.documents})),
        words.count("{n} origin", "{n} origins", len(origins)),
    ))
