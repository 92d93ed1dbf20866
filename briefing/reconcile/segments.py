"""Segments: the contiguous parts of a sentence that each make a claim of their own."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from briefing.model import Attribution, Sentence, Term

_LEAST_TERMS = 2  # content words of a part that says something by itself
_EDGE = " \t\r\n\u00a0\u202f,;:–—-"


class Span(NamedTuple):
    """A span of a document."""

    start: int
    end: int


def split_claims(text: str, sentence: Sentence, attributions: Sequence[Attribution]) -> tuple[Span, ...]:
    """Return the parts of a sentence that make a claim, in order; the whole sentence when it makes one.

    A part begins where a clause begins that is no mere insertion; what only names the speaker stays with what is said.

    >>> text = "The ship sank on Sunday and killed 41 people, the coast guard said."
    >>> from briefing.model import Clause
    >>> words = [(4, 8), (9, 13), (17, 23), (28, 34), (35, 37), (38, 44)]
    >>> terms = tuple(Term(start=a, end=b, lemma=text[a:b], pos="NOUN") for a, b in words)
    >>> clauses = tuple(Clause(start=a, end=b, modality="asserted", negated=False) for a, b in [(0, 23), (28, 67)])
    >>> whole = Sentence(start=0, end=67, boilerplate=False, kind="paragraph", block=0, clauses=clauses, terms=terms)
    >>> [text[a:b] for a, b in split_claims(text, whole, ())]
    ['The ship sank on Sunday', 'killed 41 people, the coast guard said.']
    """
    own = own_terms(sentence.terms, attributions, sentence.start, sentence.end)
    starts = sorted(term.start for term in own)
    cuts = sorted({clause.start for clause in sentence.clauses if _is_cut(clause.start, clause.end, sentence, starts)})
    bounds = [sentence.start, *cuts, sentence.end]
    merged: list[Span] = []
    pending = sentence.start
    for left, right in zip(bounds[:-1], bounds[1:], strict=True):
        if not _says_something(own, left, right):
            if merged:
                merged[-1] = Span(merged[-1].start, right)
            continue
        merged.append(Span(pending if not merged else left, right))
    if len(merged) < 2:
        return (Span(sentence.start, sentence.end),)
    return tuple(_trim(text, span, sentence) for span in merged)


def own_terms(terms: Iterable[Term], attributions: Iterable[Attribution], start: int, end: int) -> tuple[Term, ...]:
    """Return the terms that belong to what is said, without those that name the speaker or the act of speaking.

    When nothing else is left ("The bank declined to comment") all terms are returned.
    """
    inside = [term for term in terms if start <= term.start and term.end <= end]
    frames = [
        (a, b)
        for attribution in attributions
        if attribution.content_start < end and start < attribution.content_end
        for a, b in ((attribution.source_start, attribution.source_end), (attribution.cue_start, attribution.cue_end))
        if a is not None and b is not None
    ]
    kept = [term for term in inside if not any(a <= term.start and term.end <= b for a, b in frames)]
    return tuple(kept if len(kept) >= _LEAST_TERMS else inside)


def _is_cut(start: int, end: int, sentence: Sentence, starts: list[int]) -> bool:
    """Return whether a clause begins a part of its own: content stands before it, and no clause goes on behind it or overlaps its beginning."""
    if not _count(starts, sentence.start, start):
        return False
    for other in sentence.clauses:
        if other.start < start < other.end and (other.end < end or _count(starts, end, other.end) >= _LEAST_TERMS):
            return False
    return True


def _says_something(terms: Sequence[Term], left: int, right: int) -> bool:
    """Return whether a part holds enough content words, or a number and a word."""
    inside = [term for term in terms if left <= term.start < right]
    return len(inside) > _LEAST_TERMS or (len(inside) == _LEAST_TERMS and any(term.pos == "NUM" for term in inside))


def _count(starts: list[int], left: int, right: int) -> int:
    return bisect_left(starts, right) - bisect_left(starts, left)


def _trim(text: str, span: Span, sentence: Sentence) -> Span:
    """Leave out the conjunction or comma that led to the next part."""
    end = span.end
    if end < sentence.end:
        inner = [clause.end for clause in sentence.clauses if span.start <= clause.start and span.start < clause.end <= end]
        end = max(inner, default=end)
    start = span.start
    while end > start and text[end - 1] in _EDGE:
        end -= 1
    while start < end and text[start] in _EDGE:
        start += 1
    return Span(start, end)
