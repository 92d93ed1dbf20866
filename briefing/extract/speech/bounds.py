"""Where one content ends because another speaker's begins: "A said that X, while B expects Y"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.extract.speech.words import is_verb

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.speech.candidate import Candidate, Span
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words

_TREE = 4  # lowest rank of what a clause of the tree governs
_INSERTED = 2  # rank of inserted cues
_REST = 3  # words of a content that a second speaker's content may leave over
_SUBJECT = 9  # words of a clause's subject after "and"
_LEAST = 2  # words of a content


def bounded(words: Words, found: Sequence[Candidate], book: CueBook) -> list[Candidate]:
    """Return a sentence's candidates with each content ended before the clause in which somebody else says something.

    "She believes [the flood was fast], though she concedes that no record shows it": the second cue's clause, led in by a comma and a conjunction,
    runs to the end of the first one's content and is no part of it.
    """
    return [_closed(words, _without_next(words, _ended(words, candidate, found, book), book)) for candidate in found]


def _ended(words: Words, candidate: Candidate, found: Sequence[Candidate], book: CueBook) -> Candidate:
    if candidate.rank < _TREE or candidate.cue is None or not words.start <= candidate.content[0] < words.end:
        return candidate
    stops = [s for other in found if other is not candidate and (s := _stop(words, candidate, other, book)) is not None]
    return candidate if not stops else replace(candidate, content=(candidate.content[0], words[min(stops)].end))


def _without_next(words: Words, candidate: Candidate, book: CueBook) -> Candidate:
    """Return a candidate whose content leaves out the subject of a clause that follows: "[he should go], and the actor Ann Lee" before "joked"."""
    first, last = candidate.content
    if candidate.rank < _TREE or not words.parsed or not words.start <= first < last <= words.end:
        return candidate
    end = words.at(last - 1)
    verb = words[end] if _is_finite(words[end]) else words[end + 1] if end + 1 < len(words) else None
    joint = next((i for i in range(end, max(words.at(first) + 1, end - _SUBJECT), -1) if words[i].form == ","), None)
    if verb is None or joint is None or not _is_finite(verb) or not book.has("conjunctions", words[joint + 1].form) or joint + 2 > end:
        return candidate
    subject = words.words[joint + 2 : verb.i]
    if not subject or any(is_verb(w) or w.form == "," for w in subject) or not any(w.pos in {"NOUN", "PROPN", "PRON"} for w in subject):
        return candidate
    return candidate if _is_quoted(words, (first, words[joint].start)) else replace(candidate, content=(first, words[joint - 1].end))


def _is_finite(word: Word) -> bool:
    return is_verb(word) and "VerbForm=Fin" in word.morph


def _closed(words: Words, candidate: Candidate) -> Candidate:
    """Return a candidate whose content goes on to the closing mark of the quotation it ends in."""
    first, last = candidate.content
    for opener, closer in (("«", "»"), ("“", "”")):
        inner = words.text[first:last]
        at = words.text.find(closer, last, words.end) if inner.count(opener) == inner.count(closer) + 1 else -1
        if at >= 0 and opener not in words.text[last:at]:
            return replace(candidate, content=(first, at + 1))
    return candidate


def _stop(words: Words, candidate: Candidate, other: Candidate, book: CueBook) -> int | None:
    """Return the last word of a content before another candidate's clause."""
    first, last = candidate.content
    if other.cue is None or other.rank < _INSERTED or candidate.cue is None or not first < other.cue[0] < last or candidate.cue[0] > other.cue[0]:
        return None
    if words.at(last - 1) - words.at(other.content[1] - 1) > _REST or other.content[0] < other.cue[0]:
        return None
    begin = words.at(min(other.cue[0], other.source[0] if other.source and first < other.source[0] else other.cue[0]))
    joint = begin - 1
    if _goes_on(words, candidate, other, joint, book) and not _is_quoted(words, (first, words[joint].start)):
        return joint - 2 if words[joint - 1].form == "," else joint - 1
    while joint > 0 and words[joint].form != "," and (_leads(words, joint, book) or words[joint].pos == "ADV"):
        joint -= 1
    if words[joint].form != "," or joint == begin - 1 or joint - words.at(first) < _LEAST or _is_quoted(words, (first, words[joint].start)):
        return None
    return joint - 1


def _goes_on(words: Words, candidate: Candidate, other: Candidate, joint: int, book: CueBook) -> bool:
    """Return whether a second cue goes on with the speaker of the first: "and suspects that ...", ", blaming ..."."""
    if joint - words.at(candidate.content[0]) < _LEAST or other.cue is None or candidate.source is None:
        return False
    same = other.source == candidate.source and other.source is not None and other.source[1] <= candidate.content[0]
    gerund = words[joint].form == "," and "Aspect=Prog" in words[words.at(other.cue[0])].morph
    return (same and book.has("conjunctions", words[joint].form)) or gerund


def _leads(words: Words, index: int, book: CueBook) -> bool:
    form = words[index].form
    return any(book.has(name, form) for name in ("conjunctions", "subordinators", "contrasts"))


def _is_quoted(words: Words, span: Span) -> bool:
    inner = words.text[span[0] : span[1]]
    return inner.count('"') % 2 == 1 or inner.count("“") > inner.count("”") or inner.count("«") > inner.count("»")
