"""Claims: what one piece of evidence says, with who says it, when, of whom and how sure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from briefing.frameworks import ORDINARY, Category
from briefing.model import (
    Attribution,
    CategoryScore,
    Clause,
    DateMention,
    Document,
    Event,
    Evidence,
    Extraction,
    Mention,
    Modality,
    Origin,
    Quantity,
    Sentence,
    Speaker,
    Term,
)
from briefing.reconcile.copies import Copies
from briefing.reconcile.covering import covering
from briefing.reconcile.entities import EntityIndex
from briefing.reconcile.origins import origin_of
from briefing.reconcile.segments import Anchor, Span, find_asides, own_terms, split_claims
from briefing.vectors import encode

_MOST_OF = 0.6  # share of a clause or sentence that a claim must hold to be compared by its vector
_BESIDE = 20  # letters between a name and its role: ", the ", ", 38 ans, "
_ASIDE_TERMS = 2  # content words of an aside that says something
_BARE_COUNT = 4  # words of a number that is told by who gives it
_LEAST_WORDS = 3  # words of a sentence that can carry a claim


Minor = Literal["", "heading", "role", "aside"]
Kinds = Mapping[tuple[str, str], Category]  # (framework, category) -> what the framework says of it


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Claim:
    """One claim: a sentence, or a contiguous part of one that says something by itself."""

    document: Document
    sentence: Sentence
    number: int  # index of the sentence in its extraction
    start: int
    end: int
    attribution: Attribution | None  # the innermost that covers it
    origin: Origin
    speaker: str | None  # entity id of the speaker, or the folded name
    family: str  # document that the words go back to
    modality: Modality
    negated: bool
    events: tuple[Event, ...]
    quantities: tuple[Quantity, ...]
    dates: tuple[DateMention, ...]
    sentence_dates: tuple[DateMention, ...]
    newest: dt.date | None  # last day its document speaks of: what "long ago" is measured from when it is undated
    mentions: tuple[Mention, ...]
    mention_entities: tuple[str | None, ...]  # the entity of each mention
    entities: frozenset[str]  # named inside the span, pronouns and short forms resolved; the speaker left out
    context: frozenset[str]  # named in the whole sentence
    names: Mapping[str, str]  # entity id -> person, organisation, place or group
    titles: Mapping[str, str]  # entity id -> its fullest name in this document
    terms: tuple[Term, ...]  # without those that name the speaker
    categories: tuple[CategoryScore, ...]
    vectors: NDArray[np.float32]  # (k, d): the rows that read this span, at least one unless nothing was encoded
    content: str  # its words without those that name the speaker and the act of speaking
    content_vector: NDArray[np.float32] | None  # of these words; None where nothing was encoded
    sentence_vector: NDArray[np.float32] | None
    before_vector: NDArray[np.float32] | None = None  # of the sentence before it
    after_vector: NDArray[np.float32] | None = None  # of the sentence behind it
    minor: Minor = ""  # a headline, a role or an aside: it supports a finding and never makes one by itself
    kinds: Kinds = field(default_factory=dict, repr=False)  # categories of the frameworks at hand
    memory: dict[object, Any] = field(init=False, default_factory=dict, repr=False)  # what was read from it, by what read it; never copied

    @property
    def key(self) -> tuple[str, int, int]:
        """Where it stands: the order of claims that no file name changes."""
        return self.document.text_sha256, self.start, self.end

    @property
    def whole(self) -> bool:
        """Whether it is the whole sentence."""
        return (self.start, self.end) == (self.sentence.start, self.sentence.end)

    @property
    def quote(self) -> str:
        """Its words."""
        return self.document.text[self.start : self.end]

    def kind(self, event: Event) -> Category:
        """Return an event's category, an ordinary one when its framework is not at hand."""
        return self.kinds.get((event.framework, event.category), ORDINARY)


def make_claims(
    documents: Sequence[Document], extractions: Sequence[Extraction], index: EntityIndex, copies: Copies, *, kinds: Kinds
) -> tuple[Claim, ...]:
    """Return the claims of all documents, sorted by text hash and place; ``kinds`` are the categories of their frameworks.

    Boilerplate and questions carry no claim. A headline, and a role beside a name ("Keller, head of the bank"), are minor claims.
    """
    by_id = {document.id: document for document in documents}
    claims = []
    for extraction in extractions:
        document = by_id[extraction.document]
        own = [
            claim
            for number, sentence in enumerate(extraction.sentences) if _carries_claim(document, sentence)
            for claim in _all_of(document, extraction, number, index, copies)
        ]
        claims.extend(_with_content_vectors(own) if extraction.vectors is not None else own)
    return tuple(sorted((replace(claim, kinds=kinds) for claim in claims), key=lambda claim: (claim.key, claim.document.id)))


def rejoin(parts: Sequence[Claim]) -> Claim:
    """Return neighbouring parts of one sentence as one claim: the first, with what the others name, count, date and report.

    It rests on who is cited for the first part, else for the longest.
    """
    first, last = parts[0], parts[-1]
    cited = first if first.attribution is not None and first.attribution.name else max(parts, key=lambda part: (part.end - part.start, -part.start))
    return replace(
        first, end=last.end, attribution=cited.attribution, origin=cited.origin, speaker=cited.speaker,
        events=tuple(e for part in parts for e in part.events), quantities=tuple(q for part in parts for q in part.quantities),
        dates=tuple(d for part in parts for d in part.dates), terms=tuple(t for part in parts for t in part.terms),
        mentions=tuple(m for part in parts for m in part.mentions), mention_entities=tuple(e for part in parts for e in part.mention_entities),
        entities=frozenset(e for part in parts for e in part.entities),
    )  # fmt: skip


def _with_content_vectors(claims: Sequence[Claim]) -> list[Claim]:
    """Return a document's claims with the vectors of their contents; one call for the document, so that the last bits never change."""
    texts = sorted({claim.content for claim in claims if claim.content != claim.quote or not claim.whole})
    rows = dict(zip(texts, encode(texts), strict=True))
    return [replace(claim, content_vector=rows.get(claim.content, claim.sentence_vector)) for claim in claims]


def evidence_of(claim: Claim, index: EntityIndex, span: Span | None = None) -> Evidence:
    """Return the claim, or another span of its sentence, as a record of the brief."""
    start, end = span or (claim.start, claim.end)
    attribution = claim.attribution
    speaker = None
    if attribution is not None and attribution.name:
        speaker = Speaker(
            name=attribution.name, entity=index.of(claim.document.id, attribution.chain), start=attribution.source_start, end=attribution.source_end,
        )
    return Evidence(
        document=claim.document.id, start=start, end=end, quote=claim.document.text[start:end], language=claim.document.language,
        speaker=speaker, modality=claim.modality, negated=claim.negated,
    )


def _carries_claim(document: Document, sentence: Sentence) -> bool:
    if sentence.boilerplate or sentence.row is None:
        return False
    text = document.text[sentence.start : sentence.end]
    return len(text.split()) >= _LEAST_WORDS and not text.rstrip(" \u00a0\u202f»”’\"')").endswith("?")


def _claims_of(document: Document, extraction: Extraction, number: int, index: EntityIndex, copies: Copies) -> list[Claim]:
    sentence = extraction.sentences[number]
    attributions = [a for a in extraction.attributions if a.content_start < sentence.end and sentence.start < a.content_end]
    anchors = _anchors(extraction, number)
    return [
        _claim(document, extraction, number, span, covering(attributions, span.start, span.end), attributions, index, copies)
        for span in split_claims(document.text, sentence, attributions, anchors, language=document.language)
    ]


def _all_of(document: Document, extraction: Extraction, number: int, index: EntityIndex, copies: Copies) -> list[Claim]:
    """Return the claims of a sentence: its parts, then roles and asides, each span once."""
    found = [*_claims_of(document, extraction, number, index, copies), *_roles_of(document, extraction, number, index, copies)]
    known = {(claim.start, claim.end) for claim in found}
    return [*found, *(aside for aside in _asides_of(document, extraction, number, index, copies) if (aside.start, aside.end) not in known)]


def _asides_of(document: Document, extraction: Extraction, number: int, index: EntityIndex, copies: Copies) -> list[Claim]:
    """Return what a sentence says in passing of its subject: "Keller, who was freed on bail," is on the list."""
    sentence = extraction.sentences[number]
    attributions = [a for a in extraction.attributions if a.content_start < sentence.end and sentence.start < a.content_end]
    spans = find_asides(document.text, sentence, attributions, language=document.language)
    made = [_claim(document, extraction, number, span, covering(attributions, span.start, span.end), attributions, index, copies) for span in spans]
    return [replace(claim, minor="aside", categories=()) for claim in made if len(claim.terms) >= _ASIDE_TERMS]


def _roles_of(document: Document, extraction: Extraction, number: int, index: EntityIndex, copies: Copies) -> list[Claim]:
    """Return what a sentence says in passing of somebody's role in a body it names: "Keller, the head of Banque Valmont," was arrested."""
    sentence = extraction.sentences[number]
    attributions = [a for a in extraction.attributions if a.content_start < sentence.end and sentence.start < a.content_end]
    found = []
    for role in extraction.roles:
        holder = next((m for m in extraction.mentions if m.chain == role.chain and 0 < role.start - m.end <= _BESIDE and m.type == "person"), None)
        if holder is None or not sentence.start <= holder.start < role.end <= sentence.end:
            continue
        span = Span(holder.start, role.end)
        claim = _claim(document, extraction, number, span, covering(attributions, span.start, span.end), attributions, index, copies)
        if not claim.events and any(kind == "organisation" for e, kind in claim.names.items() if e in claim.entities):
            found.append(replace(claim, minor="role", categories=()))
    return found


def _anchors(extraction: Extraction, number: int) -> list[Anchor]:
    """Return the numbers, dates and acts of a sentence: what a part of it is a claim by."""
    sentence = extraction.sentences[number]
    numbers = [Anchor(q.start, q.end, "number", f"{q.unit} {q.counted}") for q in extraction.quantities if sentence.start <= q.start < sentence.end]
    dates = [Anchor(d.start, d.end, "date", "") for d in extraction.dates if sentence.start <= d.start < sentence.end]
    acts = [Anchor(e.start, e.end, "act", e.category) for e in extraction.events if e.sentence == number]
    return [*numbers, *dates, *acts]


def _claim(
    document: Document, extraction: Extraction, number: int, span: Span, attribution: Attribution | None,
    attributions: Sequence[Attribution], index: EntityIndex, copies: Copies,
) -> Claim:
    sentence = extraction.sentences[number]
    modality, negated = _modality(sentence, span)
    events = tuple(e for e in extraction.events if e.sentence == number and span.start <= e.start < span.end)
    if modality == "asserted" and events and len({e.modality for e in events}) == 1:
        modality = events[0].modality  # "they try to bring them home": the sentence is asserted, the act is not
    around = [m for m in extraction.mentions if sentence.start <= m.start and m.end <= sentence.end]
    named = {m: index.of(document.id, m.chain) for m in around}
    frame = _source(attribution)
    inside = tuple(m for m in around if span.start <= m.start and m.end <= span.end and not any(a <= m.start and m.end <= b for a, b in frame))
    speaker = None if attribution is None else index.of(document.id, attribution.chain) or attribution.name
    vectors, sentence_vector = _vectors(extraction, sentence, span)
    return Claim(
        document=document, sentence=sentence, number=number, start=span.start, end=span.end, attribution=attribution,
        origin=origin_of(document, attribution, index, copies, start=span.start, end=span.end), speaker=speaker,
        family=copies.family(document.id, span.start, span.end), modality=modality, negated=negated,
        events=events,
        quantities=tuple(q for q in extraction.quantities if span.start <= q.start < span.end),
        dates=tuple(d for d in extraction.dates if span.start <= d.start < span.end),
        sentence_dates=tuple(d for d in extraction.dates if sentence.start <= d.start < sentence.end),
        newest=max((d.last_day for d in extraction.dates if d.last_day is not None and d.precision == "day"), default=None),
        mentions=inside, mention_entities=tuple(named[m] for m in inside), entities=frozenset(e for m in inside if (e := named[m]) is not None),
        context=frozenset(e for e in named.values() if e is not None),
        names={e: m.type for m, e in named.items() if e is not None}, titles={e: m.name for m, e in named.items() if e is not None},
        terms=own_terms(sentence.terms, attributions, span.start, span.end),
        categories=tuple(c for c in extraction.categories if c.sentence == number),
        minor="heading" if sentence.kind == "heading" else "",
        before_vector=_neighbour(extraction, number - 1), after_vector=_neighbour(extraction, number + 1),
        vectors=vectors, sentence_vector=sentence_vector, content=_content(document.text, span, attributions), content_vector=None,
    )


def _content(text: str, span: Span, attributions: Sequence[Attribution]) -> str:
    """Return the words of a span without the source and cue of what is said; all of them when little else is left."""
    frames = sorted(
        (a, b)
        for attribution in attributions
        for a, b in ((attribution.source_start, attribution.source_end), (attribution.cue_start, attribution.cue_end))
        if a is not None and b is not None and span.start <= a and b <= span.end
        and attribution.content_start < span.end and span.start < attribution.content_end
        and len(text[attribution.content_start : attribution.content_end].split()) > _BARE_COUNT
    )
    kept, place = [], span.start
    for start, end in frames:
        kept.append(text[place : max(place, start)])
        place = max(place, end)
    kept.append(text[place : span.end])
    content = " ".join(" ".join(kept).split()).strip(" ,;:.-–—")
    return content if len(content.split()) > _LEAST_WORDS else text[span.start : span.end]


def _source(attribution: Attribution | None) -> list[tuple[int, int]]:
    if attribution is None or attribution.source_start is None or attribution.source_end is None:
        return []
    return [(attribution.source_start, attribution.source_end)]


def _modality(sentence: Sentence, span: Span) -> tuple[Modality, bool]:
    shared = [(min(c.end, span.end) - max(c.start, span.start), -c.start, c) for c in sentence.clauses]
    most = max(shared, key=lambda item: item[:2], default=None)
    if most is None or most[0] <= 0 or span == (sentence.start, sentence.end):
        return sentence.modality, sentence.negated
    return most[2].modality, most[2].negated


def _neighbour(extraction: Extraction, number: int) -> NDArray[np.float32] | None:
    """Return the row of another sentence, None where there is none or it is boilerplate."""
    if extraction.vectors is None or not 0 <= number < len(extraction.sentences):
        return None
    sentence = extraction.sentences[number]
    return None if sentence.row is None or sentence.boilerplate else extraction.vectors[sentence.row]


def _vectors(extraction: Extraction, sentence: Sentence, span: Span) -> tuple[NDArray[np.float32], NDArray[np.float32] | None]:
    """Return the rows that read the span, and the sentence's row."""
    table = extraction.vectors
    if table is None:
        return np.zeros((0, 1), dtype=np.float32), None
    rows = []
    parts: tuple[Sentence | Clause, ...] = (sentence, *sentence.clauses)
    for part in parts:
        shared = min(part.end, span.end) - max(part.start, span.start)
        if part.row is not None and shared >= _MOST_OF * (part.end - part.start) and shared > 0:
            rows.append(part.row)
    if not rows and sentence.row is not None:
        rows = [sentence.row]
    return table[rows], None if sentence.row is None else table[sentence.row]
