"""Who says what in a document: the attributions of its sentences, by quotation marks, cues and the tree."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.extract.modality import content_modality, reports
from briefing.extract.sentences import blocks_of
from briefing.extract.speech.according import according
from briefing.extract.speech.bounds import bounded
from briefing.extract.speech.candidate import Candidate, choose, extended
from briefing.extract.speech.clausal import clausal, main_speaker
from briefing.extract.speech.cues import cue_book
from briefing.extract.speech.frames import Frame, frames, indirect_insert, introduced, is_direct
from briefing.extract.speech.names import Named, name_speakers, resolve
from briefing.extract.speech.nouns import nominal
from briefing.extract.speech.phrases import content_span
from briefing.extract.speech.quotes import Quote, find_quotes
from briefing.extract.speech.relay import borrow_sources, clipped, passed_on, relayed
from briefing.extract.speech.repair import repair, strip_dateline
from briefing.extract.speech.sources import settled
from briefing.extract.speech.surface import surface
from briefing.extract.speech.words import Words
from briefing.folding import fold
from briefing.model import Attribution

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.mentions import MentionSet
    from briefing.extract.parse import Parse, ParsedSentence
    from briefing.extract.speech.cues import CueBook
    from briefing.model import Document, Mention, Modality


def find_attributions(document: Document, parse: Parse, mentions: MentionSet) -> tuple[Attribution, ...]:
    """Return all attributions of a document in order of their contents, boilerplate left out."""
    book = cue_book(document.language)
    blocks = [block for block in blocks_of(document) if not block.boilerplate]
    quotes = find_quotes(document.text, blocks)
    wanted = [s for s in parse.sentences if not s.boilerplate and s.end - s.start <= _LONGEST]
    sentences = [words for s in wanted if len(words := _words(document.text, s))]
    reader = _Reader(document.text, book, quotes, sentences, mentions.mentions, document.language)
    chosen = choose(reader.read())
    spoken = sorted(chosen, key=lambda c: (c.cue or c.content, c.content))
    speakers = name_speakers(document.text, [c.speaker or c.source for c in spoken], [c.content for c in spoken], mentions.mentions, book)
    named = dict(zip(map(id, spoken), speakers, strict=True))
    return tuple(_record(c, named[id(c)], _via(document.text, c, mentions.mentions, book), quotes, reader.modality(c)) for c in chosen)


def _via(text: str, candidate: Candidate, mentions: Sequence[Mention], book: CueBook) -> tuple[str, ...]:
    """Return the outlet or body through which a candidate's source reaches the reader."""
    return (resolve(text, candidate.via, mentions, book).name,) if candidate.via else ()


def _words(text: str, sentence: ParsedSentence) -> Words:
    return Words(text, sentence, begin=strip_dateline(text, sentence.start, sentence.end))


_MARKS = frozenset('"“”«»;:')
_LONGEST = 4_000  # characters; what is longer is no sentence
_PREPOSITIONAL = 3  # rank of "selon X": the text passes on, nobody's verb does


class _Reader:
    """Reads one document: quotations first, then what the tree tells of the rest."""

    def __init__(
        self, text: str, book: CueBook, quotes: Sequence[Quote], sentences: Sequence[Words], mentions: Sequence[Mention], language: str
    ) -> None:
        self.text, self.book, self.quotes, self.sentences, self.mentions, self.language = text, book, quotes, sentences, mentions, language
        self.starts = [mention.start for mention in mentions]
        self.begins = [words.start for words in sentences]
        self.found: list[Candidate] = []
        self.open: dict[int, int] = {}  # sentence number -> index of the candidate whose quotation may go on after it

    def read(self) -> list[Candidate]:
        """Return all candidates of the document."""
        for number, words in enumerate(self.sentences):
            first = len(self.found)
            if words.parsed:
                repair(words, self.book)
            direct = [q for q in self.quotes if q.start < words.end and q.end > words.start and is_direct(q, self.text, self._start(q))]
            used = self._direct(number, words, direct)
            speakers = self._speakers(words)
            self.found.extend(according(words, self.book, speakers))
            if not words.parsed:
                self.found.extend(surface(words, self.book, frozenset(used)))
                self.found[first:] = borrow_sources(words, self.found[first:], self.book)
            else:
                quoted = {w.i for w in words for q in direct if q.start <= w.start < q.end}
                self.found.extend(clausal(words, self.book, frozenset(used | quoted), speakers | self._bodies(words)))
                self.found.extend(c for c in nominal(words, self.book) if c.cue and words.at(c.cue[0]) not in quoted)
                self.found[first:] = clipped(self.found[first:])
                self.found[first:] = borrow_sources(words, self.found[first:], self.book)
                self.found[first:] = bounded(words, self.found[first:], self.book)
                self.found[first:] = settled(words, self.found[first:], self.book)
                self.found[first:] = relayed(words, self.found[first:], self.book)
                self.found.extend(passed_on(words, self.found[first:], self.book))
                if len(self.found) == first and not self._is_covered(words) and reports(words, self.language):
                    content = content_span(self.text, words[0].start, words[len(words) - 1].end)
                    self.found.append(Candidate(content=content, source=None, cue=None, modality="alleged", rank=8))
        return self.found

    def _is_covered(self, words: Words) -> bool:
        """Return whether a sentence is a heading or stands inside something that is said already."""
        heading = self.text[words.end - 1] not in '.!?»”"'
        return heading or any(c.content[0] < words.end and words.start < c.content[1] for c in self.found)

    def modality(self, candidate: Candidate) -> Modality:
        """Return the modality of a candidate's content, by its cue and by its own words."""
        who = candidate.source or candidate.speaker
        source = self.text[who[0] : who[1]] if who else ""
        words = self.sentences[self._sentence_at(candidate.content[0])] if self.sentences else None
        return (
            candidate.modality
            if words is None
            else content_modality(
                words,
                candidate.content,
                candidate.modality,
                source,
                self.language,
                vouched=candidate.cue is not None and candidate.rank != _PREPOSITIONAL,
            )
        )

    def _speakers(self, words: Words) -> frozenset[int]:
        """Return the words of a sentence inside a mention that can speak."""
        low, high = bisect_left(self.starts, words.start), bisect_left(self.starts, words.end)
        inside = [m for m in self.mentions[low:high] if m.type in {"person", "organisation"}]
        return frozenset(w.i for m in inside for w in words.words[words.at(m.start) : words.at(m.end - 1) + 1])

    def _bodies(self, words: Words) -> frozenset[int]:
        """Return the words of a sentence that take up a body by a common noun: "the company"."""
        return frozenset(w.i for w in words if w.pos == "NOUN" and w.form in _body_nouns(self.language))

    def _sentence_at(self, position: int) -> int:
        """Return the number of the last sentence that starts at or before a position."""
        return max(0, bisect_right(self.begins, position) - 1)

    def _start(self, quote: Quote) -> int:
        """Return the start of the sentence a quotation begins in."""
        return self.sentences[self._sentence_at(quote.start)].start if self.sentences else 0

    def _direct(self, number: int, words: Words, direct: list[Quote]) -> set[int]:
        """Read a sentence's quotations and inserted cues; return the words used as cues."""
        used: set[int] = set()
        inserted = list(frames(words, direct, self.book))
        for quote in direct:
            if quote.end > words.end and quote.start < words.start:
                continue  # the sentence is all quotation: its frame stands elsewhere
            self._quote(number, words, quote, inserted, used)
        for frame in inserted:
            if frame.verb not in used:
                used.add(frame.verb)
                self.found.append(indirect_insert(words, frame, self.book))
        return used

    def _quote(self, number: int, words: Words, quote: Quote, inserted: list[Frame], used: set[int]) -> None:
        ends_here = quote.end <= words.end + 1
        split = self._split(words, quote, inserted, used)
        if split is not None:
            used.add(split.verb)
            content = (words[0].start, quote.end)
            self.found.append(Candidate(content=content, source=split.source, cue=split.cue, modality=split.modality, direct=True, rank=1))
            return
        inside = next((f for f in inserted if f.inside and quote.start <= f.cue[0] < quote.end), None)
        after = next((f for f in inserted if f.cue[0] >= quote.end - 1 and ends_here), None)
        between = next((f for f in inserted if f.cue[1] <= quote.start and f.verb in used), None)
        frame = inside or after
        if frame is None and quote.start >= words.start:
            frame = introduced(words, quote, self.book, frozenset(used))
            if frame is not None and between is not None and frame.cue[0] < between.cue[1]:
                frame = None
        if between is not None and (frame is None or frame is after):
            self._extend(between, quote)
            return
        if frame is not None:
            if frame.verb in used:
                self._extend(frame, quote)
                return
            used.add(frame.verb)
            self.found.append(
                Candidate(content=(quote.start, quote.end), source=frame.source, cue=frame.cue, modality=frame.modality, direct=True, rank=1),
            )
            if not frame.before:
                self.open[number] = len(self.found) - 1
            return
        if self._after_colon(words, quote):
            speaker = main_speaker(words, self.book)
            self.found.append(Candidate(content=(quote.start, quote.end), source=speaker, cue=None, modality="asserted", direct=True, rank=7))
            return
        if not any(c.content[0] <= quote.start and quote.end <= c.content[1] for c in self.found) and ends_here and self._is_whole(words, quote):
            self._alone(number, quote)

    def _split(self, words: Words, quote: Quote, inserted: list[Frame], used: set[int]) -> Frame | None:
        """Return the cue inserted between unquoted and quoted words of one clause: 'The money, she said, "is not there."'."""
        if not words.parsed or not self.text[quote.inner_start : quote.inner_end].lstrip()[:1].islower() or quote.start <= words.start:
            return None
        for frame in inserted:
            gap = self.text[words[frame.last].end : quote.start] if words[frame.last].end <= quote.start else "-"
            head = self.text[words.start : words[frame.first].start]
            if frame.verb not in used and frame.first > 0 and gap.strip() == "," and head.rstrip().endswith(",") and not _MARKS.intersection(head):
                return frame
        return None

    def _after_colon(self, words: Words, quote: Quote) -> bool:
        """Return whether a quotation follows a colon in a sentence that says nothing of how it was said."""
        return words.parsed and quote.start > words.start and self.text[words.start : quote.start].rstrip().endswith(":")

    def _extend(self, frame: Frame, quote: Quote) -> None:
        for index, candidate in enumerate(self.found):
            if candidate.cue == frame.cue:
                self.found[index] = extended(candidate, quote.end)

    def _is_whole(self, words: Words, quote: Quote) -> bool:
        """Return whether a quotation is all there is of its last sentence."""
        rest = self.text[quote.end : words.end].strip(" .,\u00a0\u202f")
        lead = self.text[words.start : max(words.start, quote.start)].strip()
        return not rest and not lead

    def _alone(self, number: int, quote: Quote) -> None:
        """Read a quotation without a cue: it goes on with the one before it, or its speaker is not written."""
        first = next((n for n in range(number, -1, -1) if self.sentences[n].start <= quote.start), number)
        previous = first - 1
        known = self.open.get(previous)
        gap = self.text[self.sentences[previous].end : quote.start] if previous >= 0 else "\n\n"
        if known is not None and gap.count("\n") < 2:
            self.found[known] = extended(self.found[known], quote.end)
            self.open[number] = known
            return
        speaker = None
        if "\n" not in gap:
            last = [c for c in self.found if c.source and c.content[0] >= self.sentences[previous].start]
            speaker = last[-1].source if last else None
        if speaker is None and known is not None:
            speaker = self.found[known].source
        self.found.append(
            Candidate(content=(quote.start, quote.end), source=None, cue=None, modality="asserted", direct=True, speaker=speaker, rank=7)
        )


@cache
def _body_nouns(language: str) -> frozenset[str]:
    facts = lexicon.load(language, "institutions")
    taken_up = (word for words in facts.get("anaphors", {}).values() for word in words)
    return frozenset(fold(str(word)) for word in (*facts.get("public", ()), *facts.get("nominal", ()), *taken_up))


def _record(candidate: Candidate, named: Named | None, via: tuple[str, ...], quotes: Sequence[Quote], modality: Modality) -> Attribution:
    """Return the record of a candidate."""
    start, end = candidate.content
    marked = any(q.start < end and q.end > start for q in quotes)
    source, cue = candidate.source or (None, None), candidate.cue or (None, None)
    return Attribution(
        content_start=start,
        content_end=end,
        source_start=source[0],
        source_end=source[1],
        cue_start=cue[0],
        cue_end=cue[1],
        name=named.name if named else None,
        modality=modality,
        type="direct" if candidate.direct else "mixed" if marked else "indirect",
        chain=named.chain if named else None,
        unnamed=named.unnamed if named else False,
        via=via,
    )
