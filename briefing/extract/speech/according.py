"""Sources named by a preposition: "according to X", "selon X", "pour X,", "in her view"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.candidate import Candidate
from briefing.extract.speech.phrases import content_span, noun_phrase, tidy, verb_group

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import CueBook, Prepositional
    from briefing.extract.speech.words import Word, Words

_STOPS = frozenset({".", ";", ":", "!", "?", "(", "–", "—"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON"})


def according(words: Words, book: CueBook, speakers: frozenset[int]) -> Iterator[Candidate]:
    """Yield one candidate for each prepositional source; ``speakers`` are the words inside a person's or body's mention."""
    forms = [word.form for word in words]
    for index in range(len(words)):
        entry = book.source_at(forms, index)
        if entry is None or (entry[0].lonely and index > 0):
            continue
        candidate = _read(words, index, entry[1], entry[0], book, speakers)
        if candidate is not None:
            yield candidate
    yield from _own(words, book)
    yield from _as(words, book)


def _as(words: Words, book: CueBook) -> Iterator[Candidate]:
    """Yield the candidate of "As X said, ...", « Comme l'a expliqué X, ... »."""
    comma = next((w.i for w in words.words[1:25] if w.form == ","), None)
    if comma is None or not words.parsed or not book.has("as-words", words[0].form) or comma + 2 >= len(words):
        return
    for verb in words.words[1:comma]:
        if book.takes(verb.form, "quote") is None:
            continue
        group = verb_group(words, verb, book)
        inverted = group[0] >= 2 and book.has("object-pronouns", words[group[0] - 1].form)
        if inverted and verb.i + 1 < comma:
            source = tidy(words.text, words[verb.i + 1].start, words[comma - 1].end)
        elif verb.i + 1 == comma and group[0] > 1:
            source = tidy(words.text, words[1].start, words[group[0] - 1].end)
        else:
            continue
        content = content_span(words.text, words[comma + 1].start, words[len(words) - 1].end)
        yield Candidate(content=content, source=source, cue=(words[group[0]].start, words[group[1]].end), modality="asserted", rank=2)


def _own(words: Words, book: CueBook) -> Iterator[Candidate]:
    """Yield the candidates of "in her view", "à leurs yeux", "à l'en croire": the source is inside the cue."""
    for word in words:
        if word.i < 2 or not book.has("own", word.form):
            continue
        owner, before = words[word.i - 1], words[word.i - 2]
        if book.has("own-before", before.form) and book.has("owners", owner.form):
            content = _content(words, before.i, word.i, book)
            if content is not None:
                yield Candidate(content=content, source=(owner.start, owner.end), cue=(before.start, word.end), modality="asserted", rank=3)


def _read(words: Words, index: int, length: int, entry: Prepositional, book: CueBook, speakers: frozenset[int]) -> Candidate | None:
    first = index + length
    if first >= len(words) or words[first].form in _STOPS:
        return None
    found = _source(words, first, book)
    if found is None:
        return None
    source, last = found
    if not entry.sure and not _speaks(words, first, last, book, speakers, lonely=entry.lonely):
        return None
    contracted = length > 1 and any(book.has(name, words[first - 1].form) for name in ("contracted", "unquoted-prepositions"))
    cue_end = words[first - 2].end if contracted else words[first - 1].end
    content = _content(words, index, last, book)
    if content is None or book.has("which-words", words[first].form):
        return None
    return Candidate(content=content, source=source, cue=(words[index].start, cue_end), modality=entry.modality, rank=3)


def _source(words: Words, first: int, book: CueBook) -> tuple[Span, int] | None:
    """Return the source's span and the index of its last word."""
    ceiling = first
    while ceiling < len(words) and words[ceiling].form not in _STOPS:
        ceiling += 1
    if ceiling == first:
        return None
    if not words.parsed:
        stop = next((i for i in range(first, ceiling) if words[i].form == ","), ceiling)
        return (words[first].start, words[stop - 1].end), stop - 1
    nouns = [w for w in words.words[first:ceiling] if w.pos in _NOMINAL or w.pos == "NUM"]
    if not nouns:
        return None
    comma = next((i for i in range(first, ceiling) if words[i].form == ","), ceiling)
    inside = [w for w in nouns if w.i < comma] or nouns
    head = next((w for w in inside if (h := words.head(w)) is None or not first <= h.i < comma), inside[0])
    ceiling = _before_clause(words, head, first, ceiling, book)
    start, end = noun_phrase(words, head, floor=first, ceiling=ceiling, book=book)
    start = min(start, words[first].start)
    last = words.at(end - 1)
    return tidy(words.text, start, end), last


def _before_clause(words: Words, head: Word, first: int, ceiling: int, book: CueBook) -> int:
    """Return where a source ends at the latest: before the clause it introduces, when the tree ran over the comma."""
    for index in range(first + 1, ceiling):
        if words[index].form == "," and (_leads_to_verb(words, index, ceiling, book) or not _is_apposition(words, head, index + 1)):
            return index
    return ceiling


def _leads_to_verb(words: Words, comma: int, ceiling: int, book: CueBook) -> bool:
    """Return whether a finite verb comes before the next comma: what follows is the main clause, not an apposition."""
    for word in words.words[comma + 1 : ceiling]:
        if word.form == "," or book.has("relative-words", word.form):
            return False
        if "VerbForm=Fin" in word.morph:
            return True
    return False


def _is_apposition(words: Words, head: Word, index: int) -> bool:
    if index >= len(words):
        return False
    word = words[index]
    current: Word | None = word
    for _ in range(6):
        if current is None:
            return False
        if current.dep in {"appos", "relcl", "acl:relcl", "acl", "conj", "flat:name", "flat", "nmod"} and words.depends(current, head):
            return True
        current = words.head(current)
    return False


def _speaks(words: Words, first: int, last: int, book: CueBook, speakers: frozenset[int], *, lonely: bool) -> bool:
    """Return whether the noun phrase after an ambiguous preposition is a speaker."""
    if last + 1 < len(words) and words[last + 1].form != "," and lonely:
        comma = next((i for i in range(last + 1, min(last + 12, len(words))) if words[i].form == ","), None)
        if comma is None:
            return False
    stretch = range(first, last + 1)
    return any(i in speakers for i in stretch) or any(book.has("unnamed", words[i].form) for i in stretch)


def _content(words: Words, index: int, last: int, book: CueBook) -> Span | None:
    """Return what is said: the sentence after a source at its head, before one at its end, round one in its middle."""
    text, begin, end = words.text, words[0].start, words[len(words) - 1].end
    before = [w for w in words.words[:index] if w.pos != "PUNCT" and w.form not in {",", "-"}]
    after = [w for w in words.words[last + 1 :] if w.form not in {",", "."}]
    lead = len(before) <= 3 and not any(w.pos == "VERB" for w in before)
    joint = words[index - 1] if index else None
    if joint is not None and (book.has("conjunctions", joint.form) or joint.form in {";", ":"}) and after:
        return content_span(text, words[_skip_aside(words, last + 1, book)].start, end)
    if lead and after:
        start = _skip_aside(words, last + 1, book)
        return content_span(text, words[start].start, end)
    if not before:
        return None
    main_after = any(w.pos in {"VERB", "AUX"} for w in words.words[last + 1 :]) if words.parsed else len(after) > 3
    comma = last + 1 < len(words) and words[last + 1].form == ","
    if comma and main_after and _verbless(words, index):
        return content_span(text, begin, end)
    return content_span(text, begin, words[index - 1].end) if index else None


def _verbless(words: Words, index: int) -> bool:
    """Return whether no finite verb stands before the source, so that the main clause is still to come."""
    if not words.parsed:
        return False
    root = next((w for w in words if w.dep == "ROOT"), None)
    return root is not None and root.i > index


def _skip_aside(words: Words, start: int, book: CueBook) -> int:
    """Return where the content starts after the source: past the comma, an aside ("however,") and what is passed on ("citing ...,")."""
    index = start
    while index < len(words) and words[index].form in {",", ";", "-"}:
        index += 1
    if index + 1 < len(words) and book.has("asides", words[index].form):
        return _skip_aside(words, index + 1, book)
    comma = next((i for i in range(index, len(words)) if words[i].form == ","), None)
    if index < len(words) and comma is not None and index > start - 1:
        first = words[index]
        aside = any(book.has(name, first.form) for name in ("relatives", "citing", "aside-starts"))
        on_date = words[start].pos == "ADP" and not any(w.pos == "VERB" for w in words.words[start:comma])
        if (aside or on_date) and comma + 1 < len(words):
            return comma + 1
    return min(index, len(words) - 1)
