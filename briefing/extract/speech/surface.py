"""Indirect speech without a parse: a listed verb, its conjunction, and the words round them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.candidate import Candidate
from briefing.extract.speech.frames import span_before
from briefing.extract.speech.phrases import content_span, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import Cue, CueBook
    from briefing.extract.speech.words import Word, Words

_NEAR = 4  # words between a verb and its conjunction
_STOPS = frozenset({";", ":"})


def surface(words: Words, book: CueBook, used: frozenset[int]) -> Iterator[Candidate]:
    """Yield the candidates of a sentence that was not parsed: "El ministro dijo que ...", "La policía niega ...", "acusa a X de ...".

    Every verb but the first waits for the content before it to end: a clause inside what is said is not read again.
    """
    end, last = -1, None
    for verb in words:
        if verb.i in used or verb.i <= end:
            continue
        for cue in book.verbs.get(verb.form, ()):
            group = verb_group(words, verb, book)
            content = _content(words, verb, cue, book) if "finite" in cue.kinds or group[0] < verb.i else None
            joined = group[0] > 0 and book.has("conjunctions", words[group[0] - 1].form)
            source = last if joined else span_before(words, group[0], book)
            if content is None or source is None:
                continue
            yield Candidate(content=content, source=source, cue=(words[group[0]].start, words[group[1]].end), modality=cue.modality, rank=4)
            end, last = words.at(content[1] - 1), source
            break


def _content(words: Words, verb: Word, cue: Cue, book: CueBook) -> Span | None:
    if "clause" in cue.takes:
        for index in range(verb.i + 1, min(verb.i + 1 + _NEAR, len(words) - 1)):
            if words[index].form in _STOPS or words[index].form == ",":
                break
            if book.has("unsaid", words[index].form):
                return _to_stop(words, index + 1, book)
    if "control" in cue.takes:
        for index in range(verb.i + 1, min(verb.i + 12, len(words) - 1)):
            if words[index].form in cue.prepositions and words[index + 1].form.endswith(("r", "rse", "ber")):
                return _to_stop(words, index + 1, book)
    if "noun" in cue.takes and verb.i + 1 < len(words) and words[verb.i + 1].text.islower():
        return _to_stop(words, verb.i + 1, book)
    return None


def _to_stop(words: Words, first: int, book: CueBook) -> Span:
    """Return the span from a word to the sentence's end, a second verb of the same speaker or a source named after it."""
    last = first
    forms = [w.form for w in words]
    while last + 1 < len(words) and words[last + 1].form not in _STOPS:
        after = words[last + 2].form if last + 2 < len(words) else ""
        joint = words[last + 1].form
        if joint == "," and (book.source_at(forms, last + 2) if last + 2 < len(words) else None):
            break
        if book.has("conjunctions", joint) and after in book.verbs and any("finite" in cue.kinds for cue in book.verbs[after]):
            break
        last += 1
    return content_span(words.text, words[first].start, words[last].end)
