"""The records every stage shares: text, what is read from it, what sources say together, and the brief.

Records are frozen. Offsets are code points of ``Document.text``, end exclusive; ``text[start:end]`` is the span. Text never changes after reading.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal, Self

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BlockKind = Literal["heading", "paragraph", "list-item", "quote", "table"]
EntityType = Literal["person", "organisation", "place", "group"]
Modality = Literal["asserted", "alleged", "hedged", "predicted", "denied", "unknown"]
Qualifier = Literal["exact", "about", "at-least", "at-most", "more-than", "less-than"]
Precision = Literal[
    "day",
    "week",
    "early-month",
    "mid-month",
    "late-month",
    "month",
    "season",
    "quarter",
    "early-year",
    "mid-year",
    "late-year",
    "year",
    "decade",
    "interval",
]
Resolved = Literal["explicit", "relative"]
Status = Literal["corroborated", "attributed", "reported", "unverified"]
JointKind = Literal["start", "stop", "pause", "relative", "conjunction"]
OriginKind = Literal["speaker", "outlet", "unnamed"]
ConflictKind = Literal["date", "quantity", "status"]
QuestionKind = Literal["stated", "conflict", "single-origin", "undated", "gap"]


# --- problems in the user's data -------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnostic:
    """A problem in the user's data: never an exception, always shown in one line."""

    code: str  # stable, kebab-case; each has a heading in docs/reference/diagnostics.md
    message: str  # what is wrong
    path: str | None = None  # file it was found in, relative to the configuration's folder
    line: int | None = None  # 1-based
    column: int | None = None  # 1-based
    hint: str | None = None  # what to do
    severity: Literal["error", "warning", "note"] = "warning"

    def __str__(self) -> str:
        """Return ``file:line:column: message (hint) [code]`` with the known parts."""
        where = ":".join(str(part) for part in (self.path, self.line, self.column) if part is not None)
        hint = f"; {self.hint}" if self.hint else ""
        return f"{where + ': ' if where else ''}{self.message}{hint} [{self.code}]"


# --- corpus: what a file holds ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A run of lines of a document: a paragraph, a heading, a bullet."""

    start: int
    end: int
    kind: BlockKind
    boilerplate: bool  # masked: never reaches a brief
    reason: str | None = None  # why it was masked: "comment-form", "caption", "byline", "standfirst"...


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One source text with its metadata; ``text`` is what every offset points into."""

    id: str  # unique in the corpus and independent of file order: "d" + 8 hex digits of the text's hash, or the caller's own
    path: str  # relative to the configuration's folder, "/" separators
    text: str
    sha256: str  # of the file's bytes
    text_sha256: str  # of the text in UTF-8
    format: str  # "txt", "md"
    language: str  # ISO 639-1
    encoding: str = "utf-8"
    title: str | None = None
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    reliability: str = "F"  # Admiralty letter A-F, from the configuration or a sidecar alone
    origin: str | None = None  # origin family the analyst names for the whole document (an agency, a parent company)
    redacted: bool = False  # names were withheld: text, id and hashes are those of what is left
    blocks: tuple[Block, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()

    @classmethod
    def from_text(
        cls,
        text: str,
        *,
        id: str,  # noqa: A002 - the public interface's word
        language: str | None = None,
        published: dt.date | str | None = None,
        publisher: str | None = None,
        title: str | None = None,
    ) -> Self:
        """Return a document made of ``text``, its language detected and its boilerplate masked as `read` does.

        Args:
            text: the text; offsets of everything extracted point into it unchanged.
            id: the caller's name for it.
            language: ISO 639-1 code; detected when None.
            published: a date or an ISO string ("2026-01-24").
            publisher: the outlet.
            title: the headline.

        Raises:
            ValueError: ``published`` is not an ISO date.
        """
        from briefing.corpus.text import document_from_text  # noqa: PLC0415 - the one upward edge, named in .importlinter

        return document_from_text(cls, text, id=id, language=language, published=published, publisher=publisher, title=title)

    @property
    def words(self) -> int:
        """Number of whitespace-separated words of the whole text."""
        return len(self.text.split())

    @property
    def boilerplate_share(self) -> float:
        """Share of the blocks' characters that are masked, 0 to 1."""
        total = sum(block.end - block.start for block in self.blocks)
        return round(sum(b.end - b.start for b in self.blocks if b.boilerplate) / total, 3) if total else 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Skipped:
    """A file that could not become a document; listed in the brief, never silently lost."""

    path: str
    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """What reading a folder gives: documents by id, files left out, problems met."""

    documents: tuple[Document, ...]
    skipped: tuple[Skipped, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


# --- extract: what one document says ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A content word: what alignment and rare-word features are computed on."""

    start: int
    end: int
    lemma: str  # lower case, accents folded
    pos: str  # Universal POS: NOUN PROPN VERB ADJ ADV NUM


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """A contiguous part of a sentence with a verb (or event noun) of its own; matching unit, never printed as such."""

    start: int
    end: int
    modality: Modality
    negated: bool
    row: int | None = None  # row of ``Extraction.vectors``


@dataclass(frozen=True, slots=True, kw_only=True)
class Joint:
    """Where a part of a sentence begins, and what stands between it and the next joint."""

    start: int
    kind: JointKind  # the sentence's beginning; behind ";" or ":"; behind a comma or dash; the same before a relative pronoun; before "and", "but"
    finite: bool  # whether the part has a finite verb
    participle: bool  # whether it begins with a participle ("killing 41 people")
    subject: int | None = None  # where the subject of its verb begins, perhaps before the joint


@dataclass(frozen=True, slots=True, kw_only=True)
class Sentence:
    """A sentence, heading or bullet."""

    start: int
    end: int
    boilerplate: bool
    kind: BlockKind
    block: int  # index into ``Document.blocks``
    modality: Modality = "asserted"  # of its main claim
    negated: bool = False
    clauses: tuple[Clause, ...] = ()
    terms: tuple[Term, ...] = ()
    joints: tuple[Joint, ...] = ()  # in order, the first at its beginning; none where it was not parsed
    row: int | None = None  # row of ``Extraction.vectors``; None where nothing was encoded


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A reference to a person, organisation, place or group."""

    start: int
    end: int
    type: EntityType
    name: str  # the chain's fullest name in this document, as written there ("Chen Zhi" also for "Chen", "il")
    form: Literal["name", "short", "nominal", "pronoun"] = "name"
    chain: int = -1  # co-reference chain within the document, 0-based, in order of first mention


@dataclass(frozen=True, slots=True, kw_only=True)
class Role:
    """A title or role as the source words it: "chairman of Prince Group"."""

    chain: int
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LegalStatus:
    """A legal status somebody has according to the text."""

    chain: int
    status: Literal["alleged", "investigated", "arrested", "charged", "sanctioned", "extradited", "convicted", "acquitted"]
    start: int  # span of the clause or words that say so
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A number with its unit and what it counts."""

    start: int  # from the qualifier to the unit: "at least 10 compounds" holds "at least 10"
    end: int
    value: float | None  # None for a range or a vague amount; integral values are ints
    low: float | None  # bounds of a range or vague amount, inclusive; equal to value when exact
    high: float | None
    unit: str  # "count", "percent", ISO 4217 code, or a measure ("km", "year")
    counted: str | None  # head noun with its qualifier, as the text says: "nationals", "citoyens de ce pays"
    qualifier: Qualifier = "exact"
    counted_start: int | None = None
    counted_end: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DateMention:
    """A calendar expression resolved as far as text and anchor say."""

    start: int
    end: int
    first_day: dt.date | None  # inclusive; None when unresolved
    last_day: dt.date | None  # inclusive
    precision: Precision
    resolved: Resolved
    rule: str = ""  # name of the grammar rule that read it
    first_time: dt.time | None = None  # time of day that a single day comes with ("tomorrow at 5pm"); no part of brief.json
    last_time: dt.time | None = None  # its end; the same as the first for a moment


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """Who says what: source, cue and content (PARC 3.0 conventions, see docs/reference/annotation-guideline.md)."""

    content_start: int
    content_end: int
    source_start: int | None
    source_end: int | None
    cue_start: int | None
    cue_end: int | None
    name: str | None  # the speaker's fullest name in the document, or its noun phrase
    modality: Modality  # of the content as the cue puts it
    type: Literal["direct", "indirect", "mixed"] = "indirect"
    chain: int | None = None  # the speaker's co-reference chain
    unnamed: bool = False  # "officials", "experts", "some assessments"
    via: tuple[str, ...] = ()  # outlets or bodies that pass it on, nearest to the reader first


@dataclass(frozen=True, slots=True, kw_only=True)
class Argument:
    """A participant or place of an event."""

    start: int
    end: int
    name: str | None  # the chain's fullest name, None when the phrase holds no name
    chain: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An act of a framework's category, found by its trigger."""

    framework: str
    category: str
    start: int  # span of the trigger
    end: int
    sentence: int  # index into ``Extraction.sentences``
    form: Literal["active", "passive", "nominal"]
    agent: Argument | None
    target: Argument | None
    place: Argument | None
    date: DateMention | None
    modality: Modality
    negated: bool
    score: float = 1.0  # how sure the trigger is, 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CategoryScore:
    """How well a sentence fits a framework's category."""

    framework: str
    category: str
    sentence: int
    score: float  # 0 to 1, rounded to 4 digits
    cue: str | None  # the word of the text that decided, None when vectors alone did


@dataclass(frozen=True, slots=True, kw_only=True)
class Extraction:
    """All that is read from one document; depends on the document, the language data and the frameworks alone."""

    document: str
    language: str
    sentences: tuple[Sentence, ...]
    mentions: tuple[Mention, ...] = ()
    roles: tuple[Role, ...] = ()
    statuses: tuple[LegalStatus, ...] = ()
    quantities: tuple[Quantity, ...] = ()
    dates: tuple[DateMention, ...] = ()
    attributions: tuple[Attribution, ...] = ()
    events: tuple[Event, ...] = ()
    categories: tuple[CategoryScore, ...] = ()
    vectors: NDArray[np.float32] | None = field(default=None, compare=False, repr=False)  # (rows, dimensions), unit length
    diagnostics: tuple[Diagnostic, ...] = ()


# --- reconcile: what the sources say together (these records are the contract of brief.json) ----------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who is cited for a piece of evidence."""

    name: str
    entity: str | None
    start: int | None
    end: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """A span of a document: a sentence or one contiguous part of it."""

    document: str
    start: int
    end: int
    quote: str
    language: str
    speaker: Speaker | None
    modality: Modality
    negated: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class QuantityValue:
    """A quantity with its place."""

    value: float | None
    low: float | None
    high: float | None
    unit: str
    counted: str | None
    qualifier: Qualifier
    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DateValue:
    """A date with its place; ``from_`` and ``to`` are inclusive days (``from`` in JSON)."""

    from_: dt.date | None
    to: dt.date | None
    precision: Precision
    resolved: Resolved
    document: str
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Alias:
    """A surface form of an entity."""

    text: str
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class RoleEvidence:
    """A role as one source words it."""

    text: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusEvidence:
    """A legal status and the words that say so."""

    status: str
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Entity:
    """One person, organisation, place or group over all documents and languages."""

    id: str
    name: str
    type: EntityType
    aliases: tuple[Alias, ...]
    roles: tuple[RoleEvidence, ...] = ()
    legal_status: tuple[StatusEvidence, ...] = ()
    statements: tuple[str, ...] = ()  # ids of findings it acts or speaks in
    mentions: int = 0
    documents: tuple[str, ...] = ()
    merges: tuple[str, ...] = ()  # why forms were joined, one line each; printed by ``briefing explain``


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """A framework category a finding falls in."""

    framework: str
    id: str
    label: str
    score: float
    cue: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingEvent:
    """The event a finding reports; names are entity names, the phrase of the text, or an office as the brief's language calls it."""

    type: str
    agent: str | None
    target: str | None
    place: str | None
    date: DateValue | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Who a finding ultimately rests on."""

    name: str
    entity: str | None
    kind: OriginKind
    via: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Claims of one or several documents that say the same thing."""

    id: str
    text: str  # as it stands on the page
    composed: bool  # True: a line made of typed fields; False: a contiguous trim of an evidence quote
    language: str
    categories: tuple[Category, ...]
    event: FindingEvent | None
    evidence: tuple[Evidence, ...]
    entities: tuple[str, ...]
    quantities: tuple[QuantityValue, ...]
    dates: tuple[DateValue, ...]
    outlets: int
    origins: tuple[Origin, ...]
    languages: tuple[str, ...]
    credibility: Literal[1, 2, 3, 6]
    status: Status
    contested: tuple[str, ...] = ()
    score: Mapping[str, float] = field(default_factory=dict)  # parts of the ranking score, "total" among them
    members: tuple[str, ...] = ()  # why the claims were joined, one line each; printed by ``briefing explain``


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One value of a contested slot with who holds it."""

    value: str
    evidence: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Sources that give different values for one slot of one thing."""

    id: str
    kind: ConflictKind
    about: str
    positions: tuple[Position, ...]
    why: str
    settles: str
    possible_together: bool
    findings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class EvidenceBase:
    """What the corpus as a whole says."""

    documents: tuple[Document, ...]
    entities: tuple[Entity, ...]
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    copies: Mapping[str, str] = field(default_factory=dict)  # document id -> id of the document it copies
    unknowns: tuple[Evidence, ...] = ()  # stated unknowns, in document order
    diagnostics: tuple[Diagnostic, ...] = ()


# --- assemble: the brief ----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentEntry:
    """A document as the brief lists it."""

    id: str
    path: str
    sha256: str
    text_sha256: str
    format: str
    title: str | None
    publisher: str | None
    published: dt.date | None
    language: str
    words: int
    boilerplate_share: float
    reliability: str
    copy_of: str | None
    redacted: bool = False  # names were withheld; both hashes are those of the edition's copy


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """Something the documents leave open."""

    id: str
    kind: QuestionKind
    text: str
    evidence: tuple[Evidence, ...]
    refers_to: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What differs from the baseline edition."""

    id: str
    kind: Literal["new", "changed-value", "corroborated", "contested", "settled", "dropped"]
    finding: str | None
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnalystNote:
    """What the analyst adds to a finding; printed beneath it, as the analyst's."""

    kind: Literal["note", "pin"]  # pin: why the analyst put it first
    text: str
    who: str
    when: dt.date


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One line, card or row of a section; None and empty fields are left out of brief.json."""

    type: Literal[
        "statement",
        "judgement",
        "change",
        "figure",
        "event",
        "actor",
        "finding",
        "date",
        "conflict",
        "question",
        "source",
        "evidence",
        "prose",
    ]
    ref: str | None  # id of a finding, entity, conflict, question, change or document; None for prose
    full: bool = False  # the statement stands here in full; elsewhere a short form links to it
    text: str | None = None  # prose (Markdown), a short form, or a judgement
    label: str | None = None  # category label in the brief's language, printed before the item
    date: DateValue | None = None  # the row's date in events, timeline
    disputed: bool = False  # the date or value is contested
    quantity: QuantityValue | None = None  # the card's number
    conflicts: tuple[str, ...] = ()
    findings: tuple[str, ...] = ()  # further findings the item shows: an actor's statements, a question's nearest evidence
    count: int | None = None  # claims a source carries
    who: str | None = None  # analyst who judged
    when: dt.date | None = None  # day of the judgement
    why: str | None = None  # what the analyst rests the judgement on
    confidence: str | None = None  # of a judgement, printed in a sentence of its own
    notes: tuple[AnalystNote, ...] = ()  # the analyst's remarks on a statement that stands here in full


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One configured part of the brief."""

    id: str
    kind: str
    title: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """Everything the renderers print: the contract of brief.json (``briefing/brief/1``)."""

    title: str
    topic: str
    language: str
    as_of: dt.date
    edition: str
    baseline: str | None
    digest: str
    documents: tuple[DocumentEntry, ...]
    skipped: tuple[Skipped, ...]
    entities: tuple[Entity, ...]
    findings: tuple[Finding, ...]
    conflicts: tuple[Conflict, ...]
    questions: tuple[Question, ...]
    changes: tuple[Change, ...]
    sections: tuple[Section, ...]
    schema: str = "briefing/brief/1"


def plain(record: Any) -> Any:
    """Return ``record`` as JSON values: dates as ISO strings, tuples as lists, ``from_`` as ``from``, arrays left out.

    >>> plain(Alias(text="Chen", language="en"))
    {'text': 'Chen', 'language': 'en'}
    """
    if hasattr(record, "__dataclass_fields__"):
        return {name.rstrip("_"): plain(getattr(record, name)) for name in record.__dataclass_fields__}
    if isinstance(record, dt.date):
        return record.isoformat()
    if isinstance(record, (tuple, list)):
        return [plain(part) for part in record]
    if isinstance(record, Mapping):
        return {str(key): plain(value) for key, value in record.items()}
    return record
