"""Direct speech and inserted cues: the verb and the speaker beside a quotation, "..., said X", ", a-t-il déclaré"."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.speech.candidate import Candidate
from briefing.extract.speech.phrases import clitic_of, content_span, noun_phrase, subject_of, tidy, verb_group, with_apposition
from briefing.extract.speech.words import is_clause, is_passive, is_relative, is_subject, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import Cue, CueBook
    from briefing.extract.speech.quotes import Quote
    from briefing.extract.speech.words import Word, Words
    from briefing.model import Modality

_BOUNDARY = frozenset({",", "-", "–", "—", '"', "”", "»", ">>", "?", "!", "'", "’", "…", ">"})
_STOPS = frozenset({",", ";", ":", ".", '"', "»", "”"})
_CLOSERS = frozenset({'"', "”", "»", ">>", "'", "’", ">"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "DET", "ADJ"})
_MISTAKEN = frozenset({"NOUN", "ADJ", "ADV", "PROPN", "X"})  # what an inverted verb is often tagged as
_SHORTEST = 4  # words of a clause before an inserted cue
_ASIDE = 7  # words between an inserted cue and the comma that ends it
_TIMES = 4  # words between an inverted verb and its subject that say when
_NEAR = 14  # words between a speaker's verb and the quotation it introduces


@dataclass(frozen=True, slots=True)
class Frame:
    """A cue beside what is said, with its speaker."""

    verb: int  # index of the cue verb
    cue: Span
    source: Span | None
    first: int  # index of the first word of the frame
    last: int  # index of its last word that belongs to cue and source
    modality: Modality
    before: bool  # the frame comes before what it introduces
    inside: bool = False  # the frame stands inside the quotation's marks


def is_direct(quote: Quote, text: str, sentence_start: int) -> bool:
    """Return whether a quotation is an utterance rather than quoted words inside another's sentence."""
    inner = text[quote.inner_start : quote.inner_end].strip()
    if len(inner) < 2:
        return False
    before = text[max(0, quote.start - 3) : quote.start].rstrip()
    letters = next((c for c in inner if c.isalpha()), "")
    opens = quote.start <= sentence_start or before.endswith((":", ",")) or not before
    if letters.isupper():
        return opens or len(inner.split()) >= 4 or inner[-1] in ".!?,"
    ends = text[quote.end : quote.end + 2].strip() in {"", "."}
    return opens and (inner[-1] in ",.!?" or len(inner.split()) >= 6 or (ends and len(inner.split()) >= 3))


def frames(words: Words, direct: Sequence[Quote], book: CueBook) -> Iterator[Frame]:
    """Yield the frames of a sentence: verbs outside its quotations that stand beside one or beside a clause."""
    for verb in words:
        around = next((q for q in direct if q.start <= verb.start < q.end), None)
        cue = book.takes(verb.form, "quote") or _with_particle(words, verb, book)
        if around is not None:
            frame = _interrupts(words, verb, around, book) if cue is not None else None
        elif cue is None and not (_beside(words, verb, direct) and _can_speak(words, verb, book)):
            frame = _tail(words, verb, book)
        else:
            frame = _inserted(words, verb, direct, book, "asserted" if cue is None else cue.modality, listed=cue is not None) or _tail(
                words, verb, book
            )
        if frame is not None:
            yield frame


def _with_particle(words: Words, verb: Word, book: CueBook) -> Cue | None:
    """Return the cue a verb is with the particle after it: "went on", « a fait valoir »."""
    return next((c for c in book.verbs.get(verb.form, ()) if c.after and "quote" in c.takes and _particle_end(words, verb, c) is not None), None)


def _group(words: Words, verb: Word, book: CueBook) -> tuple[int, int]:
    """Return a verb's group with the particle that makes it a cue."""
    first, last = verb_group(words, verb, book)
    cue = None if book.takes(verb.form, "quote") else _with_particle(words, verb, book)
    return first, max(last, (_particle_end(words, verb, cue) or last) if cue is not None else last)


def _particle_end(words: Words, verb: Word, cue: Cue) -> int | None:
    forms = tuple(word.form for word in words.words[verb.i + 1 : verb.i + 4])
    return next((verb.i + len(group) for group in cue.after if forms[: len(group)] == group), None)


def _can_speak(words: Words, verb: Word, book: CueBook) -> bool:
    """Return whether an unlisted word beside a quotation can be its verb."""
    if book.has("auxiliaries", verb.form) or verb.dep in {"aux", "cop"}:
        return False
    inverted = clitic_of(words, verb_group(words, verb, book), book) is not None
    return is_verb(verb) or (inverted and verb.pos in _MISTAKEN)



def _interrupts(words: Words, verb: Word, quote: Quote, book: CueBook) -> Frame | None:
    """Return the frame of a cue inside the marks of a quotation: "« La baisse est réelle, nuance X, mais ... »"."""
    group = verb_group(words, verb, book)
    before = words[group[0] - 1] if group[0] else None
    if before is None or before.form not in {",", "-", "–", "—"} or before.start < quote.start:
        return None
    cue = words[group[0]].start, words[group[1]].end
    source = clitic_of(words, group, book)
    if source is not None:
        last = group[1]
    else:
        found = _speaker_after(words, group, verb, book)
        if found is None:
            return None
        source, last = found
    after = words[last + 1] if last + 1 < len(words) else None
    if after is not None and after.form not in {",", ".", "-", "–", "—"} and not book.has("beside-source", after.form):
        return None
    return Frame(verb.i, cue, source, group[0], last, "asserted", before=False, inside=True)


def _tail(words: Words, verb: Word, book: CueBook) -> Frame | None:  # noqa: PLR0911 - a ladder of vetoes
    """Return the frame of a cue that ends a sentence, when the tree hung it elsewhere: "..., the office announced on Tuesday."."""
    cue = next((c for c in book.verbs.get(verb.form, ()) if c.takes & {"quote", "clause"} and "finite" in c.kinds and not c.after), None)
    if cue is None or not words.parsed or not is_verb(verb):
        return None
    group = verb_group(words, verb, book)
    if words[group[0]].i == 0 or not _ends_sentence(words, group[1] + 1, book):
        return None
    stop = _before_apposition(words, group[0])
    comma = next((i for i in range(stop - 1, max(-1, group[0] - 14), -1) if words[i].form in {",", ";", "—", "–"}), None)
    if comma is None or comma < 2 or words[comma].form == ";" or book.has("relative-words", words[comma + 1].form):
        return None
    stretch = words.words[comma + 1 : group[0]]
    if (
        not stretch
        or stretch[0].pos in {"ADP", "SCONJ", "CCONJ", "ADV", "VERB", "AUX"}
        or any(is_verb(w) and w.dep != "acl" and "VerbForm=Fin" in w.morph for w in stretch)
    ):
        return None
    if words[0].pos == "SCONJ" or book.has("subordinators", words[0].form):
        return None
    if not any("VerbForm=Fin" in w.morph for w in words.words[:comma]) or not any(w.pos in {"NOUN", "PROPN", "PRON"} for w in stretch):
        return None
    source = tidy(words.text, stretch[0].start, stretch[-1].end)
    return Frame(verb.i, (words[group[0]].start, words[group[1]].end), source, comma + 1, group[1], cue.modality, before=False)


def _before_apposition(words: Words, stop: int) -> int:
    """Return the index of the comma before a name set off by commas right before ``stop``: "the governor[,] Marta Ruiz, announced"; else ``stop``."""
    if words[stop - 1].form != ",":
        return stop
    opening = next((i for i in range(stop - 2, max(0, stop - _ASIDE), -1) if words[i].form == ","), None)
    inside = words.words[opening + 1 : stop - 1] if opening is not None else []
    return opening if opening is not None and inside and all(w.pos == "PROPN" for w in inside) else stop


def _ends_sentence(words: Words, first: int, book: CueBook) -> bool:
    """Return whether only a time, an addressee or what is cited follows a cue."""
    rest = words.words[first:]
    for word in rest[:9]:
        if word.form in {".", ",", ";"} or word.text in _CLOSERS:
            return True
        if word.pos in {"SCONJ", "CCONJ"} or book.has("unsaid", word.form) or word.form in {":", '"', "“", "«"}:
            return False
        if is_verb(word) and not (word.dep == "acl" and book.has("documents", words[word.i - 1].form)):  # "said in a report published on Monday"
            return False
    return not rest or len(rest) <= 9


def introduced(words: Words, quote: Quote, book: CueBook, used: frozenset[int]) -> Frame | None:
    """Return the frame before a quotation: 'He told reporters: "..."'."""
    stop = words.at(quote.start)
    for index in range(stop - 1, max(-1, stop - 1 - _NEAR), -1):
        verb = words[index]
        if verb.form == ";":
            return None
        cue = book.takes(verb.form, "quote")
        if cue is None or index in used or not (is_verb(verb) or not words.parsed or index >= stop - 2):
            continue
        if words.parsed and any(
            is_clause(c)
            and verb.i < c.i < stop - 1
            and c.start < quote.start
            and any(is_subject(g) and g.start < quote.start for g in words.children(c))
            for c in words.children(verb)
        ):
            return None
        group = verb_group(words, verb, book)
        subject = subject_of(words, verb, book) if words.parsed else None
        source = clitic_of(words, group, book)
        if source is None and subject is not None and subject.i < verb.i:
            source = with_apposition(words, noun_phrase(words, subject, ceiling=group[0], book=book), stop=group[0], book=book)
        if source is None and not words.parsed:
            source = span_before(words, group[0], book)
        if source is None and words.parsed and book.has("as-words", words[0].form):
            found = _speaker_after(words, group, verb, book)
            source = found[0] if found is not None else None
        last = stop - 1
        return Frame(verb.i, (words[group[0]].start, words[group[1]].end), source, group[0], last, cue.modality, before=True)
    return None


def _beside(words: Words, verb: Word, direct: Sequence[Quote]) -> bool:
    """Return whether a quotation ends right before a verb's frame."""
    return any(q.end <= verb.start and words.at(verb.start) - words.at(q.end) <= 8 for q in direct)


def _inserted(words: Words, verb: Word, direct: Sequence[Quote], book: CueBook, modality: Modality, *, listed: bool) -> Frame | None:  # noqa: PLR0911 - a ladder of vetoes
    group = _group(words, verb, book)
    cue = words[group[0]].start, words[group[1]].end
    before = words[group[0] - 1] if group[0] else None
    inverted = clitic_of(words, group, book)
    after_quote = before is not None and any(
        q.end <= words[group[0]].start and not words.text[q.end : words[group[0]].start].strip(" ,\u00a0\u202f-–—") for q in direct
    )
    at_boundary = before is not None and (before.form in _BOUNDARY or before.text in _CLOSERS)
    if inverted is not None and (at_boundary or after_quote):
        return Frame(verb.i, cue, inverted, group[0], group[1], modality, before=False)
    gerund = "Aspect=Prog" in verb.morph or (listed and all(c.kinds == {"gerund"} for c in book.verbs.get(verb.form, ())))
    if not gerund and (after_quote or (at_boundary and listed and _clause_before(words, group[0], verb, book))):
        source = _speaker_after(words, group, verb, book)
        if source is not None:
            return Frame(verb.i, cue, source[0], group[0], source[1], modality, before=False)
    stretched = _stretch_after_quote(words, group[0], direct, book) if not gerund else None
    if stretched is not None:
        return Frame(verb.i, cue, tidy(words.text, words[stretched].start, words[group[0] - 1].end), stretched, group[1], modality, before=False)
    subject = subject_of(words, verb, book) if words.parsed else None
    if subject is None or subject.i > group[0] or not any(is_subject(c) for c in words.children(verb)):
        return None
    span = noun_phrase(words, subject, ceiling=group[0], book=book)
    first = words.at(span[0])
    left = words[first - 1] if first else None
    quoted = any(q.end <= span[0] and not words.text[q.end : span[0]].strip(" ,\u00a0\u202f-–—") for q in direct)
    if left is None or not (quoted or left.form in _BOUNDARY):
        return None
    if quoted or (listed and (_content_before(words, verb, first, book) or _parenthetical(words, verb, first, group[1]))):
        return Frame(verb.i, cue, None if is_passive(words, verb) else span, first, group[1], modality, before=False)
    return None


def _stretch_after_quote(words: Words, stop: int, direct: Sequence[Quote], book: CueBook) -> int | None:
    """Return where the speaker between a quotation and its verb begins: "…,” hotelier Iain MacPhee said"."""
    ended = [q for q in direct if words.start <= q.end <= words[stop].start]
    if not ended or stop == 0:
        return None
    first = words.at(ended[-1].end)
    while first < stop and words[first].form in {",", "-", "–", "—"}:
        first += 1
    stretch = words.words[first:stop]
    while stretch and stretch[-1].form == "," and "," in {w.form for w in stretch[:-1]}:
        stretch = stretch[:-1]
    spoken = any(book.has("relatives", w.form) or (w.pos not in {"NOUN", "PROPN"} and book.takes(w.form, "quote")) for w in stretch)
    if (
        not stretch
        or spoken
        or len(stretch) > _NEAR
        or any(is_verb(w) and w.dep != "acl" for w in stretch)
        or stretch[0].pos in {"CCONJ", "SCONJ", "ADP", "ADV"}
    ):
        return None
    return first if any(w.pos in {"NOUN", "PROPN", "PRON"} for w in stretch) else None


def _content_before(words: Words, verb: Word, first: int, book: CueBook) -> bool:
    """Return whether the tree says that what stands before a frame is what its verb reports."""
    for child in words.children(verb):
        if child.i < first and is_clause(child):
            return not any(book.has("unsaid", c.form) and c.dep == "mark" for c in words.children(child))
    head = words.head(verb)
    if verb.dep == "parataxis" and head is not None:
        return head.i < first or any(w.i < first for w in words.subtree(head))
    return False


def _parenthetical(words: Words, verb: Word, first: int, last: int) -> bool:
    """Return whether subject and cue stand between commas and nothing else: "As long as prices rise, experts warn, miners will return"."""
    closed = words[first - 1].form == "," and last + 1 < len(words) and words[last + 1].form == ","
    return closed and not any(is_clause(c) and c.i > verb.i for c in words.children(verb)) and last - first < _ASIDE


def _clause_before(words: Words, first: int, verb: Word, book: CueBook) -> bool:
    """Return whether a whole clause stands before an inverted cue, and the cue has no subject before it."""
    if not words.parsed:
        return first >= _SHORTEST and not any(book.has("unsaid", w.form) for w in words.words[verb.i + 1 : verb.i + 5])
    if any(is_subject(c) and c.i < first and not _has_own_verb(words, c, first, book) for c in words.children(verb)):
        return False
    nxt = words[verb.i + 1] if verb.i + 1 < len(words) else None
    if nxt is None or book.has("unsaid", nxt.form):
        return False
    if first + 1 == verb.i and words[first - 1].form == "," and first > _NEAR // 2 and words[first].pos == "AUX":
        return True  # ", a annonce le ministere": nothing else begins so
    return any(is_verb(w) and w.i < first - 1 and not book.has("relatives", words[w.i - 1].form if w.i else "") for w in words.words[:first])


def _has_own_verb(words: Words, subject: Word, first: int, book: CueBook) -> bool:
    """Return whether a finite verb stands between a subject and the comma before an inverted cue: that verb's subject it is."""
    between = words.words[subject.i + 1 : first - 1]
    if words[first - 1].form != "," or any(w.form == "," or book.has("relative-words", w.form) for w in between):
        return False
    return any("VerbForm=Fin" in w.morph and is_verb(w) and not is_relative(w) for w in between)


def _speaker_after(words: Words, group: tuple[int, int], verb: Word, book: CueBook) -> tuple[Span, int] | None:
    """Return the speaker after an inverted verb, adverbs and times between them skipped, and its last word's index."""
    start = group[1] + 1
    while start + 1 < len(words) and start - group[1] <= _TIMES and _is_time(words, start, book):
        start += 1
    partitive = start < len(words) and book.has("partitives", words[start].form)
    if start >= len(words) or (words.parsed and words[start].pos not in _NOMINAL and not partitive) or words[start].form in {",", ".", ";", ":"}:
        return None
    if book.has("unsaid", words[start].form):
        return None
    ceiling = _phrase_end(words, start, book)
    head = _head_between(words, start, ceiling, verb)
    if head is None:
        ceiling = _name_after(words, ceiling)
        return tidy(words.text, words[start].start, words[ceiling - 1].end), ceiling - 1
    span = noun_phrase(words, head, floor=start, ceiling=ceiling, book=book)
    if span[0] > words[start].start:
        span = (words[start].start, max(span[1], words[start].end))
    span = with_apposition(words, span, stop=None, book=book)
    return span, words.at(span[1] - 1)


def _is_time(words: Words, index: int, book: CueBook) -> bool:
    """Return whether a word says when: an adverb, a day, the determiner before one."""
    word, after = words[index], words[index + 1].form
    dated = any(book.has(name, after) for name in ("times", "weekdays"))
    return word.pos == "ADV" or any(book.has(name, word.form) for name in ("times", "weekdays")) or (word.pos == "DET" and dated)


def _name_after(words: Words, ceiling: int) -> int:
    """Return the index after a name set off by commas where nothing was parsed: "la presidenta, Marta Ruiz, ..."."""
    if words.parsed or ceiling + 1 >= len(words) or words[ceiling].form != ",":
        return ceiling
    index = ceiling + 1
    while index < len(words) and words[index].text[:1].isupper():
        index += 1
    return index if index > ceiling + 1 and (index == len(words) or words[index].form in {",", ".", ";"}) else ceiling


def _head_between(words: Words, start: int, ceiling: int, verb: Word) -> Word | None:
    """Return the highest noun of a stretch."""
    if not words.parsed:
        return None
    for child in words.children(verb):
        if start <= child.i < ceiling and child.pos in {"NOUN", "PROPN", "PRON"}:
            return child
    nouns = [w for w in words.words[start:ceiling] if w.pos in {"NOUN", "PROPN", "PRON", "NUM"}]
    return next((n for n in nouns if (head := words.head(n)) is None or not start <= head.i < ceiling), nouns[0] if nouns else None)


def _phrase_end(words: Words, start: int, book: CueBook) -> int:
    """Return the index after a noun phrase that begins at ``start``: before a stop, a quotation or a phrase that is no part of it."""
    index = start
    while index < len(words):
        word = words[index]
        if word.form in {".", ";", ":", "(", "«", "“", "<", "!", "?", "–", "—"} or (word.form == '"' and index > start):
            break
        if index > start and book.has("beside-source", word.form):
            break
        if word.form == "," and not words.parsed:
            break
        index += 1
    return max(index, start + 1)


def _joins(word: Word, book: CueBook) -> bool:
    return book.has("conjunctions", word.form) or book.has("unsaid", word.form)


def span_before(words: Words, stop: int, book: CueBook) -> Span | None:
    """Return the words before a verb up to the last stop, where nothing was parsed."""
    if stop >= 2 and words[stop - 1].form == ",":  # an apposition: "El ministro, Luis Ortega, dijo"
        opening = next((i for i in range(stop - 2, max(-1, stop - 12), -1) if words[i].form == ","), None)
        name = span_before(words, opening, book) if opening is not None else None
        return None if name is None else (name[0], words[stop - 2].end)
    first = stop
    while first > 0 and words[first - 1].form not in _STOPS and not _joins(words[first - 1], book):
        first -= 1
    return tidy(words.text, words[first].start, words[stop - 1].end) if first < stop else None


def indirect_insert(words: Words, frame: Frame, book: CueBook) -> Candidate:
    """Return the attribution of an inserted cue whose content is the sentence round it."""
    begin = words[0].start
    left = words[frame.first - 1].end if frame.first else begin
    content = content_span(words.text, begin, left)
    if _comma_after(words, frame.last) and _goes_on(words, frame, book):
        opening = max((w.i + 1 for w in words.words[: frame.first] if w.form in {";", ":"}), default=0)
        closing = next((w.i for w in words.words[frame.last + 1 :] if w.form == ";"), len(words))
        begin = words[opening if opening < frame.first else 0].start
        content = content_span(words.text, begin, words[closing - 1].end)
    return Candidate(content=content, source=frame.source, cue=frame.cue, modality=frame.modality, rank=2)


def _comma_after(words: Words, last: int) -> bool:
    """Return whether an inserted cue ends with a comma, a phrase of place or time before it left aside: ", expliquent-ils dans une annexe, ..."."""
    for index in range(last + 1, min(last + _ASIDE, len(words))):
        word = words[index]
        if word.form == ",":
            return True
        if is_verb(word) or word.pos in {"PUNCT", "SCONJ", "CCONJ"} or (index == last + 1 and word.pos not in {"ADP", "ADV"}):
            return False
    return False


def _goes_on(words: Words, frame: Frame, book: CueBook) -> bool:
    """Return whether the content goes on after the cue: the sentence's main verb is still to come."""
    root = next((w for w in words if w.dep == "ROOT"), None)
    if root is None or root.i <= frame.last or root.i == frame.verb:
        verb = words[frame.verb]
        inner = next(
            (c for c in words.children(verb) if is_clause(c) and c.i > frame.last and any(w.i < frame.first for w in words.subtree(c))), None
        )
        return inner is not None
    return not book.has("citing", words[frame.last + 2].form if frame.last + 2 < len(words) else "")
