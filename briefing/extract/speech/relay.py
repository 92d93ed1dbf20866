"""What candidates of one sentence lend each other: the speaker of a second cue, the source behind a source."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from briefing.extract.speech.candidate import Candidate
from briefing.extract.speech.phrases import noun_phrase
from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words


_REACH = 60  # characters after a cue in which an interview can be named
_INSERTED = 2  # rank of quotations and inserted cues


def borrow_sources(words: Words, found: Sequence[Candidate], book: CueBook) -> list[Candidate]:
    """Return the candidates with a source for each participle and infinitive that goes on with the speaker before it: "..., adding ..."."""
    mended = []
    for candidate in found:
        teller = _teller(words, candidate, book)
        if teller is not None:
            mended.append(replace(candidate, source=teller))
            continue
        lender = _lender(words, candidate, found, book)
        mended.append(candidate if lender is None else replace(candidate, source=lender.source))
    return mended


def _teller(words: Words, candidate: Candidate, book: CueBook) -> tuple[int, int] | None:
    """Return who one learned it from: « a-t-on appris auprès du parquet de Rouen », « de source diplomatique »."""
    if candidate.cue is None or not words.start <= candidate.cue[0] < words.end:
        return None
    last = words.at(candidate.cue[1] - 1)
    if not any(book.has("learned", w.form) for w in words.words[max(0, last - 3) : last + 1]):
        return None
    for index in range(last + 1, min(last + 8, len(words) - 2)):
        phrase = f"{words[index].form} {words[index + 1].form}"
        start = index + 2 if book.has("learned-from", words[index].form) else index + 1 if book.has("learned-from", phrase) else None
        if start is not None and start < len(words):
            head = next((w for w in words.words[start : start + 5] if w.pos in {"NOUN", "PROPN"}), None)
            return noun_phrase(words, head, floor=start, book=book) if head is not None else None
    return None


def relayed(words: Words, found: Sequence[Candidate], book: CueBook) -> list[Candidate]:
    """Return the candidates with the outlet a speaker spoke to: "said in an interview with the Guardian", "told Reuters"."""
    mended = []
    for candidate in found:
        outlet = _outlet(words, candidate, book) if candidate.via is None and candidate.cue and words.start <= candidate.cue[0] < words.end else None
        mended.append(candidate if outlet is None else replace(candidate, via=outlet))
    return mended


def _outlet(words: Words, candidate: Candidate, book: CueBook) -> tuple[int, int] | None:
    if candidate.cue is None:
        return None
    after = fold(words.text[candidate.cue[1] : min(words.end, candidate.cue[1] + _REACH)])
    for phrase in book.phrases.get("interview", ()):
        at = after.find(phrase + " ") if not phrase.endswith("'") else after.find(phrase)
        if at >= 0:
            return _named_at(words, words.at(candidate.cue[1] + at + len(phrase)), book)
    first = words.at(candidate.cue[1])
    if book.has("telling", words[first - 1].form):
        named = _named_at(words, first, book)
        if named is not None and any(book.has("outlet-words", word) for word in fold(words.text[named[0] : named[1]]).split()):
            return named
    return None


def _named_at(words: Words, first: int, book: CueBook) -> tuple[int, int] | None:
    """Return the noun phrase at a word when it names something."""
    head = next((w for w in words.words[first : first + 5] if w.pos == "PROPN"), None)
    return None if head is None else noun_phrase(words, head, floor=first, book=book)


def clipped(found: Sequence[Candidate]) -> list[Candidate]:
    """Return the candidates with the contents inside an inserted cue's sentence ended where that cue begins: "I know he left, she said"."""
    mended = []
    for candidate in found:
        outer = next(
            (
                c
                for c in found
                if c.rank <= _INSERTED
                and c is not candidate
                and c.cue is not None
                and candidate.cue is not None
                and _holds(c.content, candidate.cue)
                and c.cue[0] >= c.content[1]
                and candidate.content[1] > c.content[1]
            ),
            None,
        )
        mended.append(candidate if outer is None else replace(candidate, content=(candidate.content[0], outer.content[1])))
    return mended


def _lender(words: Words, candidate: Candidate, found: Sequence[Candidate], book: CueBook) -> Candidate | None:
    """Return the candidate whose speaker goes on speaking."""
    if candidate.cue is None or candidate.cue[0] < words.start:
        return None
    cue = words[words.at(candidate.cue[1] - 1)]
    kinds = {kind for entry in book.verbs.get(cue.form, ()) for kind in entry.kinds}
    nonfinite = bool(kinds) and kinds <= {"gerund", "infinitive"}
    if not nonfinite:
        return None
    before = [
        c
        for c in found
        if c.source is not None and c.cue is not None and c.cue[1] <= candidate.cue[0] and c is not candidate and candidate.cue[0] >= c.content[1] - 1
    ]
    own = candidate.source
    if own is not None and not any(_holds(c.content, own) for c in before):
        return None
    return max(before, key=lambda c: c.cue or (0, 0), default=None)


def _holds(span: tuple[int, int], inner: tuple[int, int]) -> bool:
    return span[0] <= inner[0] and inner[1] <= span[1]


def passed_on(words: Words, found: Sequence[Candidate], book: CueBook) -> Iterator[Candidate]:
    """Yield what a speaker passes on: in "the Globe reported, citing two officials" the officials say it too, through the Globe."""
    for word in words:
        if not book.has("passing", word.form):
            continue
        cited = next((c for c in words.children(word) if c.dep in {"dobj", "obj"} and c.i > word.i), None) or _after(words, word)
        carrier = _carrier(words, word, found)
        if cited is None or carrier is None:
            continue
        source = noun_phrase(words, cited, floor=word.i + 1, book=book)
        if source[0] >= carrier.content[0] and source[1] <= carrier.content[1]:
            continue
        yield Candidate(content=carrier.content, source=source, cue=(word.start, word.end), modality=carrier.modality, via=carrier.source, rank=3)


def _after(words: Words, word: Word) -> Word | None:
    return next((w for w in words.words[word.i + 1 : word.i + 7] if w.pos in {"NOUN", "PROPN"}), None)


def _carrier(words: Words, word: Word, found: Sequence[Candidate]) -> Candidate | None:
    """Return the attribution that names its own source: the last one whose cue stands before, else the first of the sentence."""
    cued = [c for c in found if c.cue is not None and c.source is not None and words.start <= c.cue[0] < words.end]
    before = [c for c in cued if c.cue is not None and c.cue[1] <= word.start]
    if before:
        return max(before, key=lambda c: c.cue or (0, 0))
    return min(cued, key=lambda c: c.cue or (0, 0), default=None)
