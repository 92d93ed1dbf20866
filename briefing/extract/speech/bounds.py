"""Where one content ends because another speaker's begins: "A said that X, while B expects Y"."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.speech.candidate import Candidate, Span
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Words

_TREE = 4  # lowest rank of what a clause of the tree governs
_INSERTED = 2  # rank of inserted cues
_REST = 3  # words of a content that a second speaker's content may leave over
_LEAST = 2  # words of a content


def bounded(words: Words, found: Sequence[Candidate], book: CueBook) -> list[Candidate]:
    """Return a sentence's candidates with each content ended before the clause in which somebody else says something.

    "She believes [the flood was fast], though she concedes that no record shows it": the second cue's clause, led in by a comma and a conjunction,
    runs to the end of the first one's content and is no part of it.
    """
    return [_ended(words, candidate, found, book) for candidate in found]


def _ended(words: Words, candidate: Candidate, found: Sequence[Candidate], book: CueBook) -> Candidate:
    if candidate.rank < _TREE or candidate.cue is None or not words.start <= candidate.content[0] < words.end:
        return candidate
    stops = [s for other in found if other is not candidate and (s := _stop(words, candidate, other, book)) is not None]
    return candidate if not stops else replace(candidate, content=(candidate.content[0], words[min(stops)].end))


def _stop(words: Words, candidate: Candidate, other: Candidate, book: CueBook) -> int | None:
    """Return the last word of a content before another candidate's clause."""
    first, last = candidate.content
    if other.cue is None or other.rank < _INSERTED or candidate.cue is None or not first < other.cue[0] < last or candidate.cue[0] > other.cue[0]:
        return None
    if words.at(last - 1) - words.at(other.content[1] - 1) > _REST or other.content[0] < other.cue[0]:
        return None
    begin = words.at(min(other.cue[0], other.source[0] if other.source and first < other.source[0] else other.cue[0]))
    joint = begin - 1
    while joint > 0 and words[joint].form != "," and (_leads(words, joint, book) or words[joint].pos == "ADV"):
        joint -= 1
    if words[joint].form != "," or joint == begin - 1 or joint - words.at(first) < _LEAST or _is_quoted(words, (first, words[joint].start)):
        return None
    return joint - 1


def _leads(words: Words, index: int, book: CueBook) -> bool:
    form = words[index].form
    return any(book.has(name, form) for name in ("conjunctions", "subordinators", "contrasts"))


def _is_quoted(words: Words, span: Span) -> bool:
    inner = words.text[span[0] : span[1]]
    return inner.count('"') % 2 == 1 or inner.count("“") > inner.count("”") or inner.count("«") > inner.count("»")
