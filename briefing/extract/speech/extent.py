"""How far a content goes: from its first word over its clause, up to where the cue's own sentence goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.phrases import content_span
from briefing.extract.speech.words import is_relative, is_subject, is_verb

if TYPE_CHECKING:
    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words

_ASIDE = 14  # words of an appositive clause that comments on what is said: ", a charge that he rejects"


def hull(words: Words, child: Word, verb: Word | None, book: CueBook, *, start: int | None) -> Span:
    """Return a clause's span: from ``start`` over its subtree, and over what follows unless that goes on with the cue."""
    below = [word for word in words.subtree(child) if start is None or word.i >= start]
    first = below[0].i if start is None and below else (start or 0)
    last = max((word.i for word in below), default=first)
    led = verb is not None and verb.dep in {"advcl", "acl"} and verb.i < verb.head
    if verb is not None and not led:
        last = grow(words, last, verb, book)
    last = cut(words, first, last, book)
    if led:  # "While X pledged to act, Y ...": the clause ends at its comma
        last = next((i - 1 for i in range(child.i, last) if words[i].form == "," and not _is_quoted(words, first, i)), last)
    while last > first and (words[last].form == "," or any(book.has(name, words[last].form) for name in ("conjunctions", "auxiliaries"))):
        last -= 1
    return content_span(words.text, words[first].start, words[last].end)


def to_the_end(words: Words, first: int, verb: Word, book: CueBook) -> Span:
    """Return the clause from ``first`` on when the tree does not tell its end."""
    last = cut(words, first, grow(words, first, verb, book), book)
    return content_span(words.text, words[first].start, words[last].end)


def phrase_extent(words: Words, first: int, last: int, verb: Word, book: CueBook) -> int:
    """Return the last word of a noun phrase that is said, with the phrases after it up to the next comma or verb."""
    index = last + 1
    while index < len(words):
        word = words[index]
        if word.pos == "PUNCT" and word.form not in {"-", "’", "'", "/", "%"}:
            break
        if book.has("relative-words", word.form) and words[index - 1].pos in {"NOUN", "PROPN", "ADJ"}:
            clause = next((w for w in words.words[index + 1 : index + 12] if is_relative(w) and words.depends(word, w)), None)
            if clause is None:
                break
            index = words.subtree(clause)[-1].i + 1
            continue
        if book.has("conjunctions", word.form) or word.pos in {"SCONJ", "CCONJ"} or book.has("weekdays", word.form) or book.has("unsaid", word.form):
            break
        if is_verb(word) and word.pos == "VERB" and "VerbForm=Part" not in word.morph:
            break
        if word.pos == "ADP" and index + 1 < len(words) and (words[index + 1].form in _weekdays(book) or words[index + 1].pos == "PRON"):
            break
        index += 1
    del first, verb
    return index - 1


def _weekdays(book: CueBook) -> frozenset[str]:
    return book.sets.get("weekdays", frozenset())


def cut(words: Words, first: int, last: int, book: CueBook) -> int:
    """Return the last word of a clause before what comments on it: ", according to ...", ", a charge that he rejects", ", ce dont doute X"."""
    for index in range(first + 1, last):
        if words[index].form in {";", ":"} and not _before_quote(words, index) and not _is_quoted(words, first, index):
            return index - 1
        if index == first + 1:
            continue
        if (words[index].form != "," and not book.has("conjunctions", words[index].form)) or _is_quoted(words, first, index):
            continue
        if words[index].form != ",":
            if _names_source(words, index + 1, book):
                return index - 2 if words[index - 1].form == "," else index - 1
            continue
        after = words[index + 1]
        if _names_source(words, index + 1, book) or book.has(
            "resumptive", f"{after.form} {words[index + 2].form}" if index + 2 < len(words) else after.form
        ):
            return index - 1
        if _comments(words, index, last, book):
            return index - 1
    return last


def _names_source(words: Words, index: int, book: CueBook) -> bool:
    """Return whether a source is named from ``index`` on: "according to ...", "citing ..."."""
    if book.has("citing", words[index].form):
        return True
    entry = book.source_at([w.form for w in words], index)
    return entry is not None and entry[0].sure and not (index + entry[1] < len(words) and book.has("which-words", words[index + entry[1]].form))


def _comments(words: Words, comma: int, last: int, book: CueBook) -> bool:
    """Return whether an indefinite noun phrase with a relative clause of saying ends the clause."""
    if comma + 3 > last or words[comma + 1].pos != "DET" or not book.has("indefinite", words[comma + 1].form) or last - comma > _ASIDE:
        return False
    noun = next((w for w in words.words[comma + 1 : comma + 5] if w.pos == "NOUN"), None)
    if noun is None:
        return False
    return any(is_relative(w) and (w.form in book.verbs) and words.depends(w, noun) for w in words.words[noun.i + 1 : last + 1])


def _is_quoted(words: Words, first: int, index: int) -> bool:
    inner = words.text[words[first].start : words[index].start]
    return inner.count('"') % 2 == 1 or inner.count("“") > inner.count("”") or inner.count("«") > inner.count("»")


def grow(words: Words, last: int, verb: Word, book: CueBook) -> int:
    """Return how far a clause goes on: to the sentence's end unless a word hangs on the cue (a second verb, a participle)."""
    index = last + 1
    while index < len(words):
        word = words[index]
        if word.form == ":" and _before_quote(words, index):
            return _quote_end(words, index)
        if (word.form in {";", ":", "(", "–", "—", ")"} or _names_source(words, index, book)) and not (word.form == ":" and index > last + 1):
            break
        if (word.form == "," or book.has("conjunctions", word.form)) and _resumes(words, words.words[index:], verb, book):
            break
        if _second_verb(words, word, verb) and (word.form in book.verbs or not book.sets.get("repeats-conjunction")):
            return _before_joint(words, last, index, book)
        index += 1
    return _before_joint(words, last, index, book)


def _second_verb(words: Words, word: Word, verb: Word) -> bool:
    """Return whether a verb goes on with the cue's own sentence."""
    if word.pos != "VERB" or word.dep not in {"conj", "advcl", "parataxis"}:
        return False
    head = words.head(word)
    return head is not None and head.i <= verb.i


def _before_joint(words: Words, last: int, index: int, book: CueBook) -> int:
    """Return the last word before a comma or conjunction that leads to a second verb."""
    while index - 1 > last and (words[index - 1].form in {",", ".", ";"} or book.has("conjunctions", words[index - 1].form)):
        index -= 1
    if index < len(words):
        joint = next((i for i in range(index - 1, last, -1) if words[i].form == "," or book.has("conjunctions", words[i].form)), None)
        if joint is not None and index - joint <= 4:
            index = joint
            while index - 1 > last and words[index - 1].form == ",":
                index -= 1
    return max(last, index - 1)


def _before_quote(words: Words, colon: int) -> bool:
    return colon + 1 < len(words) and words[colon + 1].form in {'"', "“", "«", "<", "‘"}


def _quote_end(words: Words, colon: int) -> int:
    closers = {'"': '"', "“": "”", "«": "»", "<": ">", "‘": "’"}
    opening = words[colon + 1].form
    for index in range(len(words) - 1, colon + 1, -1):
        if words[index].form == closers[opening]:
            return index
    return len(words) - 1


def _resumes(words: Words, rest: list[Word], verb: Word, book: CueBook) -> bool:
    """Return whether what follows goes on with the cue's own clause: "and promised ...", ", adding ...", ", said ..."."""
    for word in rest[1:5]:
        if not (is_verb(word) or word.form in book.verbs):
            continue
        head = words.head(word)
        if head is None or head.i == verb.i or not words.depends(head, verb):
            return True
        known = book.verbs.get(word.form, ())
        own = any(is_subject(c) for c in words.children(word))
        return bool(known) and not own and word.i - rest[0].i == 1 and is_verb(word) and any({"finite", "gerund"} & c.kinds for c in known)
    return False
