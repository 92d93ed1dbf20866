"""How far a source goes: the relative clause set off after it belongs to it; where a relative pronoun is the subject, the pronoun is the source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.extract.speech.words import is_relative, is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.speech.candidate import Candidate, Span
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words

_LONGEST = 32  # words of a relative clause that is still part of a source
_NEAR = 2  # adverbs between a relative pronoun and its verb
_BEFORE = 3  # words of the shortest noun phrase with its comma
_HEAD = 12  # words from a relative pronoun to its verb
_PREPOSITIONAL = 3  # rank of what no clause of the tree governs
_STOPS = frozenset({";", ":", "(", ")", '"', "“", "”", "«", "»", "–", "—"})


def settled(words: Words, found: Sequence[Candidate], book: CueBook) -> list[Candidate]:
    """Return a sentence's candidates with each source as far as it goes.

    "[Ms Strand, who took over in March], said ..."; but « [le maire], qui dément, » where the relative clause says something itself, and in English
    "investors [who] expected ...", whose speaker is still the investors.
    """
    pronouns = [_with_pronoun(words, _doubled(words, _shortened(candidate, found), book), book) for candidate in found]
    widened = [_widened(words, candidate, pronouns, book) for candidate in pronouns]
    longest = {c.speaker: c.source for c in widened if c.speaker is not None and c.source is not None and c.source[0] == c.speaker[0]}
    return [replace(c, source=longest[c.source], speaker=c.source) if c.speaker is None and c.source in longest else c for c in widened]


def _shortened(candidate: Candidate, found: Sequence[Candidate]) -> Candidate:
    """Return a quotation after a colon with the source that a cue of its sentence has: "[X], denies it: '...'"."""
    source = candidate.source
    if source is None or candidate.cue is not None:
        return candidate
    own = next((c.source for c in found if c.cue is not None and c.source is not None and c.source[0] == source[0] and c.source[1] < source[1]), None)
    return candidate if own is None else replace(candidate, source=own)


def _doubled(words: Words, candidate: Candidate, book: CueBook) -> Candidate:
    """Return a candidate with the noun phrase that its pronoun doubles: « [La région], elle, refuse »."""
    source = candidate.source
    if source is None or not words.start <= source[0] < source[1] <= words.end:
        return candidate
    index = words.at(source[0])
    alone = index >= _BEFORE and words[index].end == source[1] and book.has("pronouns-beside", words[index].form) and index + 1 < len(words)
    head = words.words[: index - 1]
    if not alone or words[index - 1].form != "," or words[index + 1].form != "," or any(is_verb(w) or w.pos in {"ADP", "PUNCT"} for w in head[:1]):
        return candidate
    if any(w.form in {",", ";", ":"} or ("VerbForm=Fin" in w.morph and is_verb(w)) for w in head):
        return candidate
    return replace(candidate, source=(words[0].start, head[-1].end))


def _with_pronoun(words: Words, candidate: Candidate, book: CueBook) -> Candidate:
    """Return a candidate with the relative pronoun right before its cue as its source, in a language that takes it so."""
    if candidate.cue is None or not book.sets.get("speaking-relatives") or not words.start <= candidate.cue[0] < words.end:
        return candidate
    pronoun = _pronoun_before(words, words.at(candidate.cue[0]), book)
    source = candidate.source
    if pronoun is None or source is None or source[0] >= pronoun.end or candidate.direct:
        return candidate
    speaker = source if source[1] < pronoun.start else (source[0], words[pronoun.i - 1].end)
    return replace(candidate, source=(pronoun.start, pronoun.end), speaker=speaker)


def _pronoun_before(words: Words, first: int, book: CueBook) -> Word | None:
    index = first - 1
    while index > 0 and words[index].pos == "ADV" and first - index <= _NEAR:
        index -= 1
    known = index > 0 and book.has("speaking-relatives", words[index].form) and words[index].pos in {"PRON", "DET"}
    return words[index] if known and words[index].dep != "mark" else None


def _widened(words: Words, candidate: Candidate, found: Sequence[Candidate], book: CueBook) -> Candidate:
    source = candidate.source
    if source is None or not words.parsed or not words.start <= source[0] < source[1] <= words.end:
        return candidate
    end = _relative_end(words, source, candidate.cue, book)
    if end is None:
        return candidate
    if any(c is not candidate and c.source == source and c.cue is not None and source[1] <= c.cue[0] < words[end].end for c in found):
        return candidate
    clashes = source[0] < candidate.content[1] and candidate.content[0] < words[end].end
    if clashes and not candidate.direct and candidate.rank > _PREPOSITIONAL:
        return candidate
    return replace(candidate, source=(source[0], words[end].end), speaker=candidate.speaker or source)


def _relative_end(words: Words, source: Span, cue: Span | None, book: CueBook) -> int | None:
    """Return the last word of the relative clause that follows a source after a comma."""
    comma = words.at(source[1])
    if comma + 2 >= len(words) or words[comma].form != "," or words[comma].start < source[1] or words[words.at(source[0])].pos == "PRON":
        return None
    pronoun = words[comma + 1]
    if not book.has("source-relatives", pronoun.form):
        return None
    if cue is not None and cue[0] > pronoun.start:
        stop = words.at(cue[0])
        closed = words[stop - 1].form == "," and 2 < stop - comma <= _LONGEST
        return stop - 2 if closed and not any(w.form in _STOPS for w in words.words[comma:stop]) else None
    verb = next((w for w in words.words[comma + 2 : comma + _HEAD] if is_relative(w) and words.depends(pronoun, w)), None)
    if verb is None or (verb.form in book.verbs and not book.sets.get("speaking-relatives")):
        return None
    end = max(w.i for w in words.subtree(verb))
    end = next((i - 1 for i in range(comma + 1, end + 1) if words[i].form in _STOPS), end)
    while end > comma + 1 and words[end].pos == "PUNCT":
        end -= 1
    return end if 2 < end - comma <= _LONGEST else None
