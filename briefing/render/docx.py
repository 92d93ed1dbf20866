"""brief.docx: the page in Word, in the same order and with the same citations; they lead to bookmarks in the annex."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import cast

from briefing.i18n import Words
from briefing.render.pieces import Piece, to_pieces
from briefing.render.views import (
    Actor,
    ChangeRow,
    Citation,
    Dispute,
    EvidenceRow,
    Figure,
    Judgement,
    Link,
    Page,
    Prose,
    QuestionRow,
    Row,
    SectionView,
    Source,
    SourceRow,
    Statement,
    Worded,
)
from briefing.render.word import Run, Writer

Say = Callable[..., str]


def print_docx(page: Page) -> bytes:
    """Return the page as a Word file."""
    say = Words(page.language).say
    writer = Writer(page.language)
    writer.frame(marking=page.marking, foot=page.running, page=say("Page"), of=say("of"))
    _print_head(writer, page, say)
    for section in page.sections:
        writer.heading(section.title, 1, anchor=section.anchor)
        if section.items:
            _PRINTERS[section.kind](writer, section, page, say)
        else:
            writer.paragraph(Run(section.empty))
    _print_method(writer, page, say)
    return writer.finish(title=page.title, subject=page.topic, day=page.as_of_day)


def _print_head(writer: Writer, page: Page, say: Say) -> None:
    writer.heading(page.title, 0)
    if page.marking:
        writer.paragraph(Run(page.marking, bold=True))
    facts = [page.edition_label, f"{say('As of')} {page.as_of}"]
    facts += [f"{say('Published')} {page.period}"] if page.period else []
    facts += [f"{say('Rests on')} {page.counts}"]
    facts += [f"{say('Compared with')} {page.baseline}"] if page.baseline else []
    writer.paragraph(Run(" · ".join([*facts, f"{say('Digest')} {page.digest[:16]}"])), style="Support")


def _print_method(writer: Writer, page: Page, say: Say) -> None:
    writer.heading(say("Method"), 1)
    for text in (_NOTHING_ELSE, _GRADES, *([_WITHHELD] if page.withheld else [])):
        writer.paragraph(Run(say(text)))
    writer.paragraph(Run(say("To prove every quote against the documents:") + " "), Run("briefing verify brief.json", code=True))


_NOTHING_ELSE = (
    "Every statement is quoted from the documents or written from quoted spans; nothing else is added. "
    "Offsets count characters (Unicode code points) of a document’s text."
)
_GRADES = (
    "Corroborated: two or more independent named origins, or one and an outlet on its own authority. Attributed: one named origin. "
    "Reported: several outlets naming none. Unverified: one outlet naming none. "
    "Grades A to F are the analyst’s judgement of a source; F cannot be judged."
)
_WITHHELD = (
    "Where names are withheld, a row of ■ stands in their place. "
    "Quotes of such documents are proved against the copies kept with this edition."
)


# --- pieces ------------------------------------------------------------------------------------------------------------


def _cites(citations: Iterable[Citation]) -> list[Run]:
    """Return the raised numbers of citations, each a link into the annex."""
    runs: list[Run] = []
    for citation in citations:
        runs += [Run(",", raised=True)] if runs else []
        runs.append(Run(str(citation.number), raised=True, anchor=citation.anchor))
    return runs


def _sources(sources: Iterable[Source]) -> list[Run]:
    runs: list[Run] = []
    for source in sources:
        runs += [Run(" ")] if runs else []
        runs.append(Run(source.label, anchor=source.anchor))
    return runs


def _links(links: Iterable[Link], *, before: str = "", between: str = "; ") -> list[Run]:
    runs: list[Run] = []
    for link in links:
        runs += [Run(between if runs else before)] if runs or before else []
        runs.append(Run(link.text, anchor=link.href.removeprefix("#")))
    return runs


def _flags(links: Iterable[Link]) -> list[Run]:
    return [run for link in links for run in (Run(" ("), Run(link.text, anchor=link.href.removeprefix("#")), Run(")"))]


def _quoted(text: str, language: str) -> Run:
    return Run(Words(language).say("“{quote}”", quote=text), italic=True, language=language)


def _short(row: Row) -> Run:
    statement = row.statement
    return Run(row.text, anchor=statement.href.removeprefix("#") if statement else "")


def _cited(statement: Statement | None) -> list[Run]:
    return _cites(statement.citations) if statement else []


def _print_statement(writer: Writer, row: Row) -> None:
    statement = row.statement
    if statement is None:
        return
    lead = [Run(f"{row.date} · ", bold=True)] if row.date else []
    lead += [Run(f"{row.label} · ", italic=True)] if row.label and row.type == "event" else []
    words = Run(statement.text, language=statement.language)
    writer.paragraph(*lead, words, *_cites(statement.citations), *_flags(row.conflicts or statement.contested), anchor=statement.anchor)
    writer.paragraph(*_sources(statement.sources), Run(f"  {statement.status_label} · {statement.support}"), style="Support")
    if statement.quote:
        whence = Run(f" ({statement.quote.source.label}, {statement.quote.language})")
        writer.paragraph(_quoted(statement.excerpt, statement.quote.language), whence, style="Source Quote")
    for note in row.notes:
        writer.paragraph(Run(f"{note.text} "), Run(note.by, italic=True), style="Analyst Note")


# --- sections ----------------------------------------------------------------------------------------------------------


def _print_bottom_line(writer: Writer, section: SectionView, _page: Page, _say: Say) -> None:
    for item in cast(Sequence[Judgement | Row], section.items):
        if isinstance(item, Judgement):
            writer.paragraph(Run(item.text), *_cited(item.statement), style="List Bullet")
            for words in filter(None, (item.confidence, item.why)):
                writer.paragraph(Run(words), style="Support")
            writer.paragraph(Run(item.by, italic=True), style="Analyst Note")
        else:
            writer.paragraph(_short(item), *_cited(item.statement), *_flags(item.conflicts), style="List Bullet")
            if item.statement:
                writer.paragraph(Run(item.statement.support), style="Support")


def _print_changes(writer: Writer, section: SectionView, _page: Page, say: Say) -> None:
    for item in cast(Sequence[ChangeRow], section.items):
        was = say("before: {before}; now: {after}", before=item.before, after=item.after) if item.before and item.after else ""
        tail = [Run(f" ({was})")] if was else []
        writer.paragraph(Run(f"{item.label} ", bold=True), Run(item.text, anchor=item.href.removeprefix("#")), *tail, style="List Bullet")


def _print_figures(writer: Writer, section: SectionView, _page: Page, say: Say) -> None:
    head = (say("Figure"), say("What it counts"), say("Who says so"))
    rows = [
        (
            (Run(item.value, bold=True),),
            (Run(item.counted, language=item.counted_language), *_cites(item.statement.citations)),
            (Run(f"{item.who} "), *_sources(item.statement.sources), *_flags(item.conflicts)),
        )
        for item in cast(Sequence[Figure], section.items)
    ]
    writer.table(head, rows, title=section.title, shares=(3, 6, 5))


def _print_events(writer: Writer, section: SectionView, _page: Page, _say: Say) -> None:
    for row in cast(Sequence[Row], section.items):
        _print_statement(writer, row)


def _print_findings(writer: Writer, section: SectionView, _page: Page, _say: Say) -> None:
    for row in cast(Sequence[Row], section.items):
        if row.label and row.first_of_label:
            writer.heading(row.label, 2)
        _print_statement(writer, row)


def _print_actors(writer: Writer, section: SectionView, _page: Page, say: Say) -> None:
    for actor in cast(Sequence[Actor], section.items):
        writer.heading(f"{actor.name} ({actor.type})", 2, anchor=actor.anchor)
        fields = (("Role", actor.roles), ("Legal status", actor.proven), ("Allegation", actor.alleged), ("Also", actor.variants))
        for label, worded in fields:
            if worded:
                writer.paragraph(Run(f"{say(label)}: ", bold=True), *_worded(worded))
        for row in actor.rows:
            writer.paragraph(_short(row), *_cited(row.statement), style="List Bullet")


def _worded(items: Iterable[Worded]) -> list[Run]:
    runs: list[Run] = []
    for item in items:
        runs += [Run("; ")] if runs else []
        runs.append(_quoted(item.text, item.language) if item.quoted else Run(item.text, language=item.language))
        runs += _cites(item.citations)
    return runs


def _print_timeline(writer: Writer, section: SectionView, _page: Page, say: Say) -> None:
    head = (say("Date"), say("Event"), say("How the date was read"), say("Sources"))
    rows = [
        (
            (Run(row.date, bold=True),),
            (_short(row), *_cited(row.statement), *_flags(row.conflicts)),
            (Run(row.resolved),),
            tuple(_sources(row.statement.sources if row.statement else ())),
        )
        for row in cast(Sequence[Row], section.items)
    ]
    writer.table(head, rows, title=section.title, shares=(4, 8, 4, 3), description=section.timeline.description if section.timeline else "")


def _print_conflicts(writer: Writer, section: SectionView, _page: Page, say: Say) -> None:
    for item in cast(Sequence[Dispute], section.items):
        writer.heading(item.about, 2, anchor=item.anchor)
        rows = [
            (
                (Run(f"{side.letter}. {side.value}", bold=True), *_cites(side.citations)),
                (_quoted(side.excerpt, side.quote.language),) if side.quote else (),
                tuple(_sources(side.sources)),
            )
            for side in item.sides
        ]
        writer.table((say("Position"), say("Statement"), say("Sources")), rows, title=item.about, shares=(5, 8, 3))
        writer.paragraph(Run(" ".join(filter(None, (item.verdict, item.why)))))
        if item.settles:
            writer.paragraph(Run(say("To settle it: {what}", what=item.settles)))


def _print_questions(writer: Writer, section: SectionView, _page: Page, _say: Say) -> None:
    for item in cast(Sequence[QuestionRow], section.items):
        text = _quoted(item.text, item.language) if item.quoted else Run(item.text, language=item.language)
        links = [Run(" ("), *_links(item.links), Run(")")] if item.links else []
        writer.paragraph(text, *_cites(item.citations), *links, style="List Bullet", anchor=item.anchor)


def _print_text(writer: Writer, section: SectionView, _page: Page, _say: Say) -> None:
    for item in cast(Sequence[Prose], section.items):
        for block in to_pieces(item.source):
            writer.paragraph(*(_piece(piece) for piece in block.pieces), style=block.style)


def _piece(piece: Piece) -> Run:
    marks = piece.marks
    return Run(piece.text, bold="strong" in marks, italic="em" in marks, strike="s" in marks, code="code" in marks, address=piece.address)


def _print_sources(writer: Writer, section: SectionView, page: Page, say: Say) -> None:
    if page.matrix:
        head = (say("Statement"), *(f"{source.label} ({source.language})" for source in page.sources), say("Origins"))
        rows = [
            (
                (Run(row.text, language=row.statement.language, anchor=row.statement.href.removeprefix("#")),),
                *((Run(cell.words if cell.mark == "yes" else "–"),) for cell in row.cells),
                (Run(row.origins),),
            )
            for row in page.matrix
        ]
        writer.table(head, rows, title=say("Who says what"), shares=(max(6, len(page.sources)), *(2 for _ in page.sources), 3))
    head = (say("Source"), say("Outlet and title"), say("Published"), say("Language"), say("Grade"), say("Findings"))
    items = cast(Sequence[SourceRow], section.items)
    anchors = [item.source.anchor for item in items]
    cells = [_source_cells(item, say) for item in items]
    writer.table(head, cells, title=say("The documents"), shares=(2, 8, 3, 3, 2, 3), anchors=anchors)
    if page.skipped:
        writer.heading(say("Files that could not be read"), 2)
        for skipped in page.skipped:
            writer.paragraph(Run(skipped.path, code=True), Run(f": {skipped.reason}"), style="List Bullet")


def _source_cells(item: SourceRow, say: Say) -> tuple[Sequence[Run], ...]:
    source = item.source
    title = [Run(f": {source.title}", language=source.language)] if source.title and source.title != source.name else []
    copy = [Run(f" ({say('copy of {label}', label=source.copy_of.label)})")] if source.copy_of else []
    return (
        (Run(source.label, bold=True),), (Run(source.name, bold=True), *title, *copy, Run(f" ({source.path})")), (Run(source.published),),
        (Run(source.language_name),), (Run(source.reliability),), (Run(item.findings),),
    )  # fmt: skip


def _print_evidence(writer: Writer, section: SectionView, _page: Page, say: Say) -> None:
    for item in cast(Sequence[EvidenceRow], section.items):
        c = item.citation
        facts = [c.language, say("characters {start}–{end}", start=c.start, end=c.end)]
        facts += [say("cited: {speaker}", speaker=c.speaker)] if c.speaker else []
        facts += [c.modality] if c.modality else []
        places = _links(item.used_by, before=" · ", between=", ")
        whence = [Run(c.source.label, anchor=c.source.anchor), Run("".join(f" · {fact}" for fact in facts)), *places]
        writer.paragraph(Run(f"{c.number}  ", bold=True), _quoted(c.quote, c.language), Run("  "), *whence, style="Evidence", anchor=c.anchor)


_PRINTERS: Mapping[str, Callable[[Writer, SectionView, Page, Say], None]] = MappingProxyType({
    "bottom-line": _print_bottom_line,
    "changes": _print_changes,
    "figures": _print_figures,
    "events": _print_events,
    "findings": _print_findings,
    "actors": _print_actors,
    "timeline": _print_timeline,
    "conflicts": _print_conflicts,
    "questions": _print_questions,
    "text": _print_text,
    "sources": _print_sources,
    "evidence": _print_evidence,
})  # fmt: skip
