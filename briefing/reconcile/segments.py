"""Segments: the contiguous parts of a sentence that each make a claim of their own."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import NamedTuple

from briefing import lexicon
from briefing.folding import fold
from briefing.model import Attribution, Joint, Sentence, Term

_LEAST_TERMS = 2  # content words of a part that says something by itself
_ENOUGH_TERMS = 3  # content words of a part that needs no number, date or act to be a claim
_PAIRED = 8  # letters between two acts that are named together
_PARTICIPLE = 1  # letters between a comma and a participle that begins a part
_AUXILIARIES = 14  # letters between a conjunction and its verb: "and has not been"
_EDGE = " \t\r\n\u00a0\u202f,;:–—-"
_STRONG = re.compile(r";")


class Anchor(NamedTuple):
    """A number, date or act inside a sentence."""

    start: int
    end: int
    group: str  # "number", "date", "act"
    kind: str  # what is counted, or the kind of act


class Span(NamedTuple):
    """A span of a document."""

    start: int
    end: int


def split_claims(
    text: str, sentence: Sentence, attributions: Sequence[Attribution], anchors: Sequence[Anchor] = (), *, language: str = "en",
) -> tuple[Span, ...]:
    """Return the parts of a sentence that make a claim, in order; the whole sentence when it makes one.

    A part begins at a joint behind which a verb of its own stands, at a semicolon, and between two numbers that count different things or two acts
    of different kinds, when both sides say enough to stand as claims. Where nothing was parsed, clauses and the forms of words tell the parts. What
    only names the speaker stays with what is said.

    Args:
        text: the document.
        sentence: the sentence to split.
        attributions: those that touch it.
        anchors: its numbers, dates and acts.
        language: of the document.

    >>> text = "The ship sank on Sunday, killing 41 people, the coast guard said."
    >>> words = [(4, 8, "NOUN"), (9, 13, "VERB"), (17, 23, "NOUN"), (25, 32, "VERB"), (33, 35, "NUM"), (36, 42, "NOUN")]
    >>> terms = tuple(Term(start=a, end=b, lemma=text[a:b], pos=pos) for a, b, pos in words)
    >>> whole = Sentence(start=0, end=65, boilerplate=False, kind="paragraph", block=0, terms=terms)
    >>> [text[a:b] for a, b in split_claims(text, whole, ())]
    ['The ship sank on Sunday', 'killing 41 people, the coast guard said.']
    """
    own = own_terms(sentence.terms, attributions, sentence.start, sentence.end)
    if sentence.joints:
        return _split_parsed(text, sentence, attributions, anchors, language)
    strong = {match.end() for match in _STRONG.finditer(text, sentence.start, sentence.end)}
    cuts = strong | {c.start for c in sentence.clauses if _is_cut(c.start, c.end, sentence, own) and _is_free(text, c.start, sentence, language)}
    cuts |= {cut for cut in _verbal_cuts(text, sentence, own, language) if _weighs(cut, cuts, anchors, sentence)}
    cuts |= set(_anchor_cuts(text, sentence, cuts, anchors, language))
    merged: list[Span] = []
    bounds = [sentence.start, *sorted(cuts), sentence.end]
    for left, right in pairwise(bounds):
        least = _LEAST_TERMS if {left, right} & strong or any(left <= anchor.start < right for anchor in anchors) else _ENOUGH_TERMS
        if _count(own, left, right) >= least and not _only_cites(own, attributions, left, right):
            merged.append(Span(left if merged else sentence.start, right))
        elif merged:
            merged[-1] = Span(merged[-1].start, right)
    if len(merged) < 2:
        return (Span(sentence.start, sentence.end),)
    return tuple(_trim(text, span, sentence, language) for span in merged)


def find_asides(text: str, sentence: Sentence, attributions: Sequence[Attribution], *, language: str = "en") -> tuple[Span, ...]:
    """Return what a sentence says in passing of its subject: "Keller, who was freed on bail," is on the list."""
    return tuple(_trim(text, span, sentence, language) for span in _parts_of(text, sentence, attributions, language)[1])


def _split_parsed(
    text: str, sentence: Sentence, attributions: Sequence[Attribution], anchors: Sequence[Anchor], language: str,
) -> tuple[Span, ...]:
    own = own_terms(sentence.terms, attributions, sentence.start, sentence.end)
    cuts = {span.start for span in _parts_of(text, sentence, attributions, language)[0][1:]}
    cuts |= {sentence.start + match.start() + 1 for match in _partitive(language).finditer(fold(text[sentence.start : sentence.end]))}
    cuts |= set(_anchor_cuts(text, sentence, cuts, anchors, language))
    parts: list[Span] = []
    for left, right in pairwise([sentence.start, *sorted(cuts), sentence.end]):
        if parts and _count(own, left, right) < _LEAST_TERMS:
            parts[-1] = Span(parts[-1].start, right)
        else:
            parts.append(Span(left, right))
    return tuple(_trim(text, span, sentence, language) for span in parts) if len(parts) > 1 else (Span(sentence.start, sentence.end),)


def _parts_of(text: str, sentence: Sentence, attributions: Sequence[Attribution], language: str) -> tuple[list[Span], list[Span]]:
    """Return the parts that joints with a verb begin, and the asides: a relative or participle behind a subject whose verb comes later.

    What only names a part of the subject says nothing of it: "thousands of people, including children, left".
    """
    own = own_terms(sentence.terms, attributions, sentence.start, sentence.end)
    cues = [(a.cue_start, a.cue_end) for a in attributions if a.cue_start is not None and a.cue_end is not None and not _leads(a)]
    leading = {a.cue_start for a in attributions if _leads(a)}
    chunks = [c._replace(joint=replace(c.joint, participle=False)) if c.joint.start in leading else c for c in _chunks(sentence, cues)]
    starts, asides, told = [sentence.start], [], False
    for place, chunk in enumerate(chunks):
        verbal = chunk.finite or chunk.joint.participle
        if place == 0:
            told = verbal
        elif not told and (chunk.joint.kind == "relative" or (chunk.joint.kind == "pause" and chunk.joint.participle and not chunk.finite)):
            clause = chunk.joint.kind == "relative" and chunk.finite  # « dont le téléphone avait été infecté »
            if clause or not _partial(language).match(fold(text[chunk.joint.start : chunk.end])):
                asides.append(Span(starts[-1], chunk.end))
        elif told and _opens(chunk, own, attributions):
            start = _with_subject(chunks, place, starts[-1])
            if start is None:  # goes on behind what was said in passing of its subject
                holder = max(_holder(chunks, chunk).joint.start, sentence.start)
                asides += [Span(left, right) for left, right in pairwise([*starts, chunk.joint.start]) if left > holder]
                starts = [left for left in starts if left <= holder]
            else:
                starts.append(start)
        else:
            told = told or verbal
    return [Span(left, right) for left, right in pairwise([*starts, sentence.end])], asides


def _leads(attribution: Attribution) -> bool:
    """Return whether a cue stands before its source and both before what is said: "according to the union, ..." is no verb."""
    cue, source, end = attribution.cue_end, attribution.source_start, attribution.source_end
    return cue is not None and source is not None and end is not None and cue <= source and end <= attribution.content_start


class _Chunk(NamedTuple):
    """What stands between two joints."""

    joint: Joint
    end: int
    finite: bool  # it has a finite verb, or the verb of an attribution


def _chunks(sentence: Sentence, cues: Sequence[tuple[int, int]]) -> list[_Chunk]:
    if not sentence.joints:  # not parsed: the language has no model
        return []
    ends = [joint.start for joint in sentence.joints[1:]] + [sentence.end]
    return [
        _Chunk(joint, end, joint.finite or any(a < end and joint.start < b for a, b in cues))
        for joint, end in zip(sentence.joints, ends, strict=True)
    ]


def _opens(chunk: _Chunk, own: Sequence[Term], attributions: Sequence[Attribution]) -> bool:
    """Return whether a part begins at a joint behind a part that has its verb already."""
    words = _count(own, chunk.joint.start, chunk.end)
    stop, verbal = chunk.joint.kind == "stop", chunk.finite or chunk.joint.participle
    if words < (1 if stop else _LEAST_TERMS) or not (verbal or (stop and words >= _LEAST_TERMS)):
        return False
    return words >= _ENOUGH_TERMS or chunk.joint.kind == "relative" or not _only_cites(own, attributions, chunk.joint.start, chunk.end)


def _with_subject(chunks: Sequence[_Chunk], place: int, before: int) -> int | None:
    """Return where the part begins whose verb stands in a chunk: at the joint before its subject ("while the group, which keeps a list, speaks").

    None when the subject stands in a part that has begun: "the embassy said that [Keller, held since May, was flown out]" is one part.
    """
    chunk = chunks[place]
    subject = chunk.joint.subject
    if not chunk.finite or subject is None or subject >= chunk.joint.start:
        return chunk.joint.start
    holder = _holder(chunks, chunk)
    return holder.joint.start if holder.joint.start > before and not holder.finite else None


def _holder(chunks: Sequence[_Chunk], chunk: _Chunk) -> _Chunk:
    """Return the chunk in which the subject of a chunk's verb stands."""
    subject = chunk.joint.start if chunk.joint.subject is None else chunk.joint.subject
    return max((other for other in chunks if other.joint.start <= subject), key=lambda other: other.joint.start)


def own_terms(terms: Iterable[Term], attributions: Iterable[Attribution], start: int, end: int) -> tuple[Term, ...]:
    """Return the terms that belong to what is said, without those that name the speaker or the act of speaking.

    When nothing else is left ("The bank declined to comment") all terms are returned; who gives a bare number stays with it ("Tidewatch counts 38").
    """
    words = list(terms)
    inside = [term for term in words if start <= term.start and term.end <= end]
    frames = [
        (a, b)
        for attribution in attributions
        if attribution.content_start < end and start < attribution.content_end
        and _count(words, attribution.content_start, attribution.content_end) >= _LEAST_TERMS
        for a, b in ((attribution.source_start, attribution.source_end), (attribution.cue_start, attribution.cue_end))
        if a is not None and b is not None
    ]
    kept = [term for term in inside if not any(a <= term.start and term.end <= b for a, b in frames)]
    return tuple(kept if len(kept) >= _LEAST_TERMS else inside)


def _is_cut(start: int, end: int, sentence: Sentence, terms: Sequence[Term]) -> bool:
    """Return whether a clause begins a part of its own: content stands before it, and no clause goes on behind it or overlaps its beginning."""
    if not _count(terms, sentence.start, start):
        return False
    return not any(
        other.start < start < other.end and (other.end < end or _count(terms, end, other.end) >= _LEAST_TERMS) for other in sentence.clauses
    )


def _verbal_cuts(text: str, sentence: Sentence, terms: Sequence[Term], language: str) -> Iterator[int]:
    """Yield where a coordinated verb ("and declared"), a participle behind a comma (", killing") or a part of a count (", nine of them") begins."""
    folded = fold(text[sentence.start : sentence.end])
    for match in _partitive(language).finditer(folded):
        yield sentence.start + match.start() + 1
    verbs = [term.start for term in terms if term.pos == "VERB"]
    for match in _participle(language).finditer(folded):
        if verbs and verbs[0] < sentence.start + match.start():
            yield sentence.start + match.start() + 2
    for match in _joining(language).finditer(folded):
        start = sentence.start + match.end()
        following = next((term for term in terms if term.start >= start), None)
        room = _PARTICIPLE if match.group().startswith(",") else _AUXILIARIES
        leads = following is not None and following.pos == "VERB" and following.start - start <= room
        if leads and verbs and verbs[0] < start:
            yield start


def _weighs(cut: int, cuts: set[int], anchors: Sequence[Anchor], sentence: Sentence) -> bool:
    """Return whether a number, date or act stands on a side of a cut: a mere list of verbs stays one claim."""
    left = max((other for other in cuts if other < cut), default=sentence.start)
    right = min((other for other in cuts if other > cut), default=sentence.end)
    return any(left <= a.start < right for a in anchors)


def _anchor_cuts(text: str, sentence: Sentence, cuts: set[int], anchors: Sequence[Anchor], language: str) -> Iterator[int]:
    """Yield the last comma or conjunction between two acts of different kinds, or two numbers that count different things."""
    joints = [sentence.start + match.end() for match in _joining(language).finditer(fold(text[sentence.start : sentence.end]))]
    for group in ("act", "number"):
        own = sorted(anchor for anchor in anchors if anchor.group == group)
        verbs = {term.start for term in sentence.terms if term.pos == "VERB"}
        for a, b in pairwise(own):
            between = text[a.end : b.start]
            close = group == "act" and len(between) <= _PAIRED and not {a.start, b.start} <= verbs and not _follows(between, language)
            if a.kind == b.kind or close or any(a.end <= cut <= b.start for cut in cuts):
                continue
            ways = [joint for joint in joints if a.end <= joint <= b.start]
            if ways:
                yield ways[-1]


def _follows(between: str, language: str) -> bool:
    """Return whether one act comes after the other ("arrested then handed over"); "the arrest and extradition" is one mention of two."""
    return bool(set(fold(between).split()) & set(map(str, lexicon.load(language, "claims").get("sequences", ()))))


@cache
def _joining(language: str) -> re.Pattern[str]:
    """Return commas, conjunctions and prepositions that lead to another act."""
    words = [str(word) for word in lexicon.load(language, "claims").get("conjunctions", ())]
    return re.compile(rf"(?:,|\b(?:{'|'.join(sorted(map(re.escape, words)))}))\s" if words else r",\s")


@cache
def _participle(language: str) -> re.Pattern[str]:
    """Return ", killing"."""
    endings = [re.escape(str(ending)) for ending in lexicon.load(language, "claims").get("participles", ())]
    return re.compile(rf",\s[a-z]{{2,15}}(?:{'|'.join(endings)})\s" if endings else r"(?!)")


@cache
def _partitive(language: str) -> re.Pattern[str]:
    """Return ", nine of them": a part of what was counted before."""
    words = [str(word) for word in lexicon.load(language, "claims").get("partitives", ())]
    return re.compile(rf",\s(?:[^\s,]{{1,20}}\s){{0,2}}(?:{'|'.join(sorted(map(re.escape, words)))})\b" if words else r"(?!)")


@cache
def _partial(language: str) -> re.Pattern[str]:
    """Return "including": words that lead to a part of what was named before."""
    words = [re.escape(str(word)) for word in lexicon.load(language, "claims").get("partials", ())]
    return re.compile(rf"(?:{'|'.join(sorted(words))})\b" if words else r"(?!)")


def _is_free(text: str, start: int, sentence: Sentence, language: str) -> bool:
    """Return whether a clause stands behind a comma or conjunction: "people who work there" is no claim of its own, ", who left" is."""
    before = fold(text[sentence.start : start]).rstrip()
    words = frozenset(map(str, lexicon.load(language, "claims").get("openers", ())))
    first = fold(text[start : sentence.end]).replace("'", " ").split(maxsplit=1)
    last = before.replace("'", " ").split()
    return bool(before) and (before[-1] in ',;:–—-)»”"' or (bool(first) and first[0] in words) or (bool(last) and last[-1] in words))


def _only_cites(terms: Sequence[Term], attributions: Sequence[Attribution], left: int, right: int) -> bool:
    """Return whether a part holds the act of speaking while what is said stands elsewhere ("the campaign group said in a report on Saturday")."""
    inside = [a for a in attributions if a.cue_start is not None and left <= a.cue_start < right]
    said = any(_count(terms, max(left, a.content_start), min(right, a.content_end)) >= _LEAST_TERMS for a in attributions)
    return bool(inside) and not said


def _count(terms: Sequence[Term], left: int, right: int) -> int:
    return sum(left <= term.start < right for term in terms)


def _trim(text: str, span: Span, sentence: Sentence, language: str) -> Span:
    """Leave out the conjunction or comma that leads to the next part."""
    start, end = span
    while start < end and text[start] in _EDGE:
        start += 1
    if end == sentence.end:
        return Span(start, end)
    words = frozenset(map(str, (*lexicon.load(language, "claims").get("conjunctions", ()), *lexicon.load(language, "claims").get("openers", ()))))
    while end > start:
        while end > start and text[end - 1] in _EDGE:
            end -= 1
        last = re.split(r"[\s'’]", text[max(start, end - 20) : end])[-1]
        if fold(last) not in words or end - len(last) <= start:
            break
        end -= len(last)
    return Span(start, end)
