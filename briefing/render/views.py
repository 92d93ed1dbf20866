"""The records a template prints: plain strings and links, in the order and the words of the page. The template contract.

Every field is described in docs/reference/templates.md. Templates print, they do not compute.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from markupsafe import Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A reference to another place of the brief."""

    href: str  # "#s-f12ab"; empty when the place is not in this brief
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """A document as the page names it."""

    label: str  # "S1", in the order of the brief's documents
    anchor: str  # "source-1"
    id: str  # document id
    name: str  # publisher, else title, else path
    title: str
    path: str
    published: str  # a day in the brief's language, or "undated"
    language: str  # ISO 639-1
    language_name: str
    reliability: str  # Admiralty letter A-F
    words: str
    copy_of: Source | None
    sha256: str
    text_sha256: str
    findings: int  # findings of this brief it carries


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation:
    """A quoted span, numbered by first use."""

    number: int  # 1-based
    anchor: str  # "e7"
    source: Source
    start: int  # code points of the document's text
    end: int
    quote: str
    language: str
    before: str  # the sentence before the quote
    after: str  # the sentence after it
    speaker: str  # who is cited for it, or ""
    modality: str  # "alleged", "denied"... in the brief's language; "" when asserted


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The dots of a statement: a filled one for each named origin, a hollow one for each unnamed."""

    filled: tuple[int, ...]  # horizontal centre of each filled dot, in units of the mark's drawing
    hollow: tuple[int, ...]
    width: int
    words: str  # the same in words


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """A finding as it stands on the page."""

    id: str
    anchor: str  # "s-" and the id
    href: str  # link to where it stands in full
    text: str
    language: str
    composed: bool  # True: written from typed fields; False: the source's own words
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    mark: Mark
    status: str  # status word of briefing.model
    status_label: str  # in the brief's language
    support: str  # "3 documents, 1 origin (Indonesian embassy)"; several origins are counted, not named; "" where the label says all
    origins: str  # names of the origins
    contested: tuple[Link, ...]
    quote: Citation | None  # of a composed line: the original shown beneath it
    excerpt: str  # at most 16 words of that quote


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """What the analyst adds to a statement."""

    text: str
    by: str  # "Note of the analyst: A. Analyst, 31 January 2026"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of a section: a statement in full or in short, with what its section adds."""

    type: str  # type of the item
    statement: Statement | None
    full: bool
    text: str  # the statement's text, or its short form
    label: str  # category, or ""
    date: str  # or ""
    day: str  # first day as ISO date, for <time>, or ""
    resolved: str  # how the date was read, or ""
    disputed: bool
    conflicts: tuple[Link, ...]
    first_of_label: bool = True  # False: the row before has the same label
    notes: tuple[Note, ...] = ()  # the analyst's, printed beneath the statement


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The analyst's own words."""

    text: str
    confidence: str  # a sentence of its own, or ""
    by: str  # "Judgement of the analyst: A. Analyst, 31 January 2026"
    why: str  # what it rests on, a sentence of its own, or ""
    statement: Statement | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeRow:
    """What differs from the baseline."""

    id: str
    kind: str
    label: str  # "New", "Newly corroborated"...
    text: str
    href: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A key figure."""

    value: str  # "at least 10"
    lead: str  # "at least", or ""
    amount: str  # "10"
    counted: str  # what it counts in the words of the text, else the beginning of the statement
    counted_language: str
    who: str  # one or two origins by name, else "3 origins"
    statement: Statement
    conflicts: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """Words of a source with their citation: a role, a legal status."""

    text: str
    language: str
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]
    kind: str = ""  # of a status: the model's word
    quoted: bool = False  # True: printed in quotation marks of its language


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """A person, organisation or group."""

    id: str
    anchor: str
    name: str
    type: str  # in the brief's language
    variants: tuple[Worded, ...]
    roles: tuple[Worded, ...]
    proven: tuple[Worded, ...]  # what courts and authorities did
    alleged: tuple[Worded, ...]  # what is only alleged
    rows: tuple[Row, ...]
    documents: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One position of a contested point."""

    letter: str  # "A", "B"...
    value: str
    quote: Citation | None
    excerpt: str  # the words of that quote around the value
    citations: tuple[Citation, ...]
    sources: tuple[Source, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A contested point: its positions face each other."""

    id: str
    anchor: str
    about: str
    sides: tuple[Side, ...]
    why: str
    settles: str
    verdict: str  # "They can both be true.", or ""


@dataclass(frozen=True, slots=True, kw_only=True)
class QuestionRow:
    """An open question."""

    id: str
    anchor: str
    kind: str
    quoted: bool  # True: the question stands in a source's own words
    text: str
    language: str
    citations: tuple[Citation, ...]
    links: tuple[Link, ...]  # statements that answer a question asked


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """The analyst's Markdown."""

    source: str
    html: Markup


@dataclass(frozen=True, slots=True, kw_only=True)
class Tick:
    """A row of the timeline as the figure draws it."""

    x: int
    y: int
    filled: bool
    disputed: bool
    date: str
    text: str  # the event in a few words
    href: str  # link to the statement, or ""
    lines: tuple[tuple[int, str], ...]  # the same, broken for the drawing: (baseline, words)


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    """The geometry of the timeline figure, in its own units."""

    width: int
    height: int
    axes: tuple[tuple[int, int, int], ...]  # (x1, x2, y) of each line
    ticks: tuple[Tick, ...]
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """A number of one edition as the figure draws it."""

    x: int
    y: int
    text: str  # "at least 10"; "" when it is what the edition before says


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendRow:
    """A key figure over the editions."""

    label: str  # what it counts
    language: str
    href: str  # link to the statement, or ""
    values: tuple[str, ...]  # one for each edition, "" where it is not given
    points: tuple[TrendPoint, ...]
    lines: tuple[str, ...]  # step lines as SVG points
    top: int  # baseline of the label
    text_top: int  # baseline of the numbers


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """Numbers over editions: the geometry of the figure, in its own units, and its table."""

    width: int
    height: int
    days: tuple[tuple[int, str], ...]  # (x, as-of day) of each edition, oldest first
    rows: tuple[TrendRow, ...]
    title: str
    description: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """Whether a source carries a statement."""

    mark: str  # "yes", "no"
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MatrixRow:
    """A statement over the sources."""

    statement: Statement
    text: str
    cells: tuple[Cell, ...]
    origins: str  # number of origins


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceRow:
    """An entry of the evidence annex."""

    citation: Citation
    used_by: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A row of the list of sources."""

    source: Source
    findings: str


SectionItem = Row | Judgement | ChangeRow | Figure | Actor | Dispute | QuestionRow | Prose | SourceRow | EvidenceRow


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A section as it is printed; ``items`` holds the record of its kind."""

    id: str
    anchor: str
    kind: str
    title: str
    items: tuple[SectionItem, ...]
    empty: str  # what stands there when it has no item
    timeline: Timeline | None = None
    trend: Trend | None = None
    annex: bool = False  # printed after the page break


@dataclass(frozen=True, slots=True, kw_only=True)
class SkippedRow:
    """A file that could not be read."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Everything ``brief.html.j2`` and ``brief.md.j2`` may print."""

    title: str
    topic: str
    language: str
    marking: str
    edition: str
    edition_label: str  # "Edition 2026-01-24-1a2b3c4d"
    as_of: str
    as_of_day: dt.date
    period: str  # span of publication of the documents, or ""
    baseline: str  # id of the edition before, or ""
    digest: str
    counts: str  # "7 documents, 2 languages, 12 origins"
    running: str  # words of the page foot
    sections: tuple[SectionView, ...]
    sources: tuple[Source, ...]
    skipped: tuple[SkippedRow, ...]
    matrix: tuple[MatrixRow, ...]
    evidence: tuple[EvidenceRow, ...]
    withheld: bool = False  # names are withheld in some document
