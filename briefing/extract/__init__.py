"""Reading one document: what it says, who says it, when, how many and how sure, each with its span.

``extract`` is the table of contents; the result depends on the document, the language data and the frameworks alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeVar

from briefing.extract.attribution import find_attributions
from briefing.extract.categories import score_categories
from briefing.extract.clauses import split_clauses
from briefing.extract.dates import check_chronology, find_anchor, find_dates
from briefing.extract.events import find_events
from briefing.extract.joints import find_joints
from briefing.extract.mentions import find_mentions
from briefing.extract.modality import judge
from briefing.extract.parse import Parse, parse
from briefing.extract.quantities import find_quantities
from briefing.extract.redate import redate
from briefing.extract.terms import find_terms
from briefing.extract.triggers import words_of
from briefing.extract.vectors import encode_parts
from briefing.frameworks import Framework, load_framework
from briefing.model import Clause, DateMention, Document, Extraction, Modality, Quantity, Sentence

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from briefing.extract.parse import ParsedSentence

    Judgement = Callable[[int, int], tuple[Modality, bool]]

__all__ = ["extract", "redate"]

_LEAST_WORDS = 4  # of a sentence of a language without a parser, to be worth encoding
_WHOLE = 0.85  # share of its sentence from which a clause has the sentence's vector
S = TypeVar("S", DateMention, Quantity)


def extract(
    document: Document, *, frameworks: Sequence[str | Framework] = ("law-enforcement", "protection-risks"), encode: bool = True,
) -> Extraction:
    """Return all that is read from ``document``.

    Args:
        document: the text with its blocks, language and date.
        frameworks: analytical frameworks whose events and categories are looked for, by name or loaded.
        encode: whether sentence vectors are computed.
    """
    loaded = tuple(f if isinstance(f, Framework) else load_framework(f) for f in frameworks)
    parsed = parse(document)
    named = find_mentions(document, parsed)
    attributions = find_attributions(document, parsed, named)
    certainty = judge(document, parsed, attributions)
    sentences = _sentences(document, parsed, certainty.at)
    dates = _unmasked(find_dates(document.text, language=document.language, anchor=find_anchor(document)), sentences)
    quantities = _unmasked(find_quantities(document.text, language=document.language, parse=parsed), sentences)
    words = words_of(document, parsed)
    vectors = encode_parts(*_texts(document, sentences)) if encode else None
    return Extraction(
        document=document.id, language=document.language, sentences=sentences, mentions=named.mentions, roles=named.roles, statuses=named.statuses,
        quantities=quantities, dates=dates, attributions=attributions, vectors=vectors,
        events=find_events(document, parsed, named, dates, loaded, words=words),
        categories=score_categories(document, parsed, sentences, vectors, loaded, words=words),
        diagnostics=check_chronology(document, dates),
    )


def _sentences(document: Document, parsed: Parse, certainty: Judgement) -> tuple[Sentence, ...]:
    """Return the sentences with their clauses and terms, rows numbered in reading order: the sentence, then its clauses."""
    sentences, row = [], 0
    for sentence, spans in zip(parsed.sentences, split_clauses(parsed), strict=True):
        own = row if _is_encoded(document, sentence) else None
        clauses = []
        row += own is not None
        for start, end in spans if own is not None else ():
            modality, negated = certainty(start, end)
            whole = end - start >= _WHOLE * (sentence.end - sentence.start)
            clauses.append(Clause(start=start, end=end, modality=modality, negated=negated, row=own if whole else row))
            row += not whole
        modality, negated = certainty(sentence.start, sentence.end)
        sentences.append(
            Sentence(
                modality=modality, negated=negated,
                start=sentence.start, end=sentence.end, boilerplate=sentence.boilerplate, kind=sentence.kind, block=sentence.block,
                clauses=tuple(clauses), terms=find_terms(document, sentence), row=own,
                joints=() if sentence.boilerplate else find_joints(sentence, document.language),
            )
        )
    return tuple(sentences)


def _unmasked(found: Sequence[S], sentences: Sequence[Sentence]) -> tuple[S, ...]:
    """Return what does not lie in boilerplate."""
    masked = [(s.start, s.end) for s in sentences if s.boilerplate]
    return tuple(item for item in found if not any(start <= item.start < end for start, end in masked))


def _is_encoded(document: Document, sentence: ParsedSentence) -> bool:
    """Return whether a sentence can carry a claim: it has a verb or a number, and is no boilerplate."""
    if sentence.boilerplate:
        return False
    if sentence.span is None:
        return len(document.text[sentence.start : sentence.end].split()) >= _LEAST_WORDS
    return any(token.pos in {"VERB", "AUX", "NUM"} for token in sentence.rows)


def _texts(document: Document, sentences: tuple[Sentence, ...]) -> tuple[list[str], list[list[tuple[int, int]]]]:
    """Return the sentences with a row of the vectors, and of each the clauses with a row of their own."""
    texts, parts = [], []
    for sentence in sentences:
        if sentence.row is not None:
            texts.append(document.text[sentence.start : sentence.end])
            own = [clause for clause in sentence.clauses if clause.row != sentence.row]
            parts.append([(clause.start - sentence.start, clause.end - sentence.start) for clause in own])
    return texts, parts
