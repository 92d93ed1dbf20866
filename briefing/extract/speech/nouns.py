"""Nouns and adjectives that govern what is said: "the claim that ...", "a decision to ...", "is confident that ..."."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.candidate import Candidate
from briefing.extract.speech.complements import mark_of as _mark
from briefing.extract.speech.extent import hull as _hull
from briefing.extract.speech.extent import phrase_extent
from briefing.extract.speech.phrases import content_span, noun_phrase, subject_of, with_apposition
from briefing.extract.speech.words import is_subject, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words

_NEAR = 6  # words between a count and its verb


def nominal(words: Words, book: CueBook) -> Iterator[Candidate]:
    """Yield the candidates of nouns and adjectives of a parsed sentence."""
    for word in words:
        if book.has("saying-nouns", word.form):
            candidate = _copular(words, word, book)
            if candidate is not None:
                yield candidate
                continue
        if book.has("count-nouns", word.form) and word.pos == "NOUN" and (counted := _standing(words, word, book)) is not None:
            yield counted
            continue
        if word.form in book.nouns and word.pos in {"NOUN", "PROPN"}:
            candidate = _noun(words, word, book)
        elif word.form in book.adjectives and word.pos in {"ADJ", "VERB", "ADV", "NOUN"}:
            candidate = _adjective(words, word, book)
        else:
            continue
        if candidate is not None:
            yield candidate


def _copular(words: Words, noun: Word, book: CueBook) -> Candidate | None:
    """Return the candidate of "Lisbon's view is that ...", 'its message was: "..."'."""
    verb = words[noun.i + 1] if noun.i + 1 < len(words) else None
    owner = _owner(words, noun, book)
    if verb is None or not book.has("linking", verb.form) or owner is None or noun.i + 3 >= len(words):
        return None
    after = words[noun.i + 2]
    if book.has("unsaid", after.form) or (after.form == ":" and words[noun.i + 3].form in {'"', "“", "«", "‘"}):
        end = words[len(words) - 1].end
        content = content_span(words.text, words[noun.i + 3].start, end)
        modality = book.nouns.get(noun.form, "asserted")
        return Candidate(content=content, source=owner, cue=(noun.start, verb.end), modality=modality, direct=after.form == ":", rank=4)
    return None


def _standing(words: Words, noun: Word, book: CueBook) -> Candidate | None:
    """Return the candidate of "The ministry's count stood at 31 dead": whose count it is, and the number."""
    verb = next((w for w in words.words[noun.i + 1 : noun.i + _NEAR] if is_verb(w)), None)
    owner = _owner(words, noun, book)
    if verb is None or owner is None or owner[0] >= noun.start or not book.has("standing", verb.form) or verb.i + 1 >= len(words):
        return None
    last = phrase_extent(words, verb.i + 1, verb.i, verb, book)
    if not any(w.pos == "NUM" or w.form.isdigit() for w in words.words[verb.i + 1 : last + 1]):
        return None
    content = content_span(words.text, words[verb.i + 1].start, words[last].end)
    return Candidate(content=content, source=owner, cue=(noun.start, verb.end), modality="asserted", rank=4)


def _noun(words: Words, noun: Word, book: CueBook) -> Candidate | None:
    if noun.i and words[noun.i - 1].form == "no":
        return None
    which = _which(words, noun, book)
    if which is not None:
        content = content_span(words.text, words[which].start, _clause_end(words, which, noun))
    else:
        about = _about(words, noun, book)
        if about is not None:
            return about
        child = next(
            (c for c in words.children(noun) if c.i > noun.i and is_verb(c) and c.dep in {"acl", "ccomp", "relcl", "acl:relcl", "xcomp"}), None
        )
        if child is None:
            return None
        found = _complement(words, noun, child, book)
        if found is None:
            return None
        content = found
    source = _owner(words, noun, book)
    cue_start, cue_end, speaker = _cue(words, noun, book)
    return Candidate(content=content, source=source or speaker, cue=(cue_start, cue_end), modality=book.nouns[noun.form], rank=5)


def _about(words: Words, noun: Word, book: CueBook) -> Candidate | None:
    """Return the candidate of "expressed concern regarding the safety of ...": verb and noun are the cue."""
    verb = words.head(noun)
    link = words[noun.i + 1] if noun.i + 1 < len(words) else None
    if (
        verb is None
        or link is None
        or noun.dep not in {"dobj", "obj"}
        or not book.has("light", verb.form)
        or not book.has("about", link.form)
        or link.pos == "SCONJ"
    ):
        return None
    inner = next((c for c in [*words.children(link), *words.children(noun)] if c.i > link.i and c.dep in {"pobj", "nmod"}), None)
    subject = subject_of(words, verb, book)
    if inner is None or subject is None or subject.i > verb.i:
        return None
    source = with_apposition(words, noun_phrase(words, subject, ceiling=verb.i, book=book), stop=verb.i, book=book)
    content = noun_phrase(words, inner, floor=link.i + 1, book=book)
    return Candidate(content=content, source=source, cue=(verb.start, noun.end), modality="asserted", rank=5)


def _which(words: Words, noun: Word, book: CueBook) -> int | None:
    """Return the first word after "selon laquelle" and its like."""
    tail = " ".join(word.form for word in words.words[noun.i + 1 : noun.i + 8])
    for phrase in book.phrases.get("which", ()):
        at = tail.find(phrase)
        if at >= 0:
            return noun.i + 1 + tail[: at + len(phrase)].count(" ") + 1
    return None


def _clause_end(words: Words, first: int, noun: Word) -> int:
    verb = next((w for w in words.words[first:] if is_verb(w) and w.pos == "VERB" and words.depends(w, noun)), None)
    if verb is None:
        return words[min(first + 6, len(words) - 1)].end
    return max(w.end for w in words.subtree(verb))


def _complement(words: Words, noun: Word, child: Word, book: CueBook) -> Span | None:
    mark = _mark(words, child, book)
    if mark is not None and not _is_relative_that(words, child, mark):
        return _span(words, child, mark.i + 1)
    to = next((c for c in words.children(child) if c.form == "to" and c.i < child.i), None)
    if to is not None and book.has("plan-nouns", noun.form) and not any(is_subject(c) for c in words.children(child)):
        return _span(words, child, to.i)
    infinitive = "VerbForm=Inf" in child.morph and book.has("plan-nouns", noun.form) and to is None
    return _span(words, child, child.i) if infinitive else None


def _span(words: Words, child: Word, first: int) -> Span:
    return content_span(words.text, words[first].start, max(w.end for w in words.subtree(child) if w.i >= first))


def _is_relative_that(words: Words, child: Word, mark: Word) -> bool:
    """Return whether "that" is a pronoun of a relative clause: "the report that he wrote"."""
    return (
        mark.pos == "PRON"
        or (child.dep in {"relcl", "acl:relcl"} and mark.dep != "mark")
        or not any(is_subject(c) and c.i != mark.i for c in words.children(child))
    )


def _owner(words: Words, noun: Word, book: CueBook) -> Span | None:
    """Return whose statement it is: "her claim", "the firm's promise", "claims by X"."""
    possessor = max((c.i for c in words.children(noun) if c.dep == "poss"), default=-1)
    if possessor >= 0:
        return _possessor(words, noun, words[possessor], book)
    for child in words.children(noun):
        if (
            child.dep == "det" and "Poss=Yes" in child.morph and child.pos in {"PRON", "DET"} and child.form not in {"the", "a"}
        ):
            return noun_phrase(words, child, ceiling=noun.i, book=book)
        if child.dep == "prep" and child.form in {"by", "from"}:
            inner = next((c for c in words.children(child) if c.dep == "pobj"), None)
            if inner is not None:
                return noun_phrase(words, inner, floor=child.i + 1, book=book)
        outlet = next((c for c in words.children(child) if c.pos == "PROPN" and book.has("published-in", child.form) and child.dep == "prep"), None)
        if outlet is not None and outlet.i == child.i + 1:
            return noun_phrase(words, outlet, floor=child.i + 1, book=book)
    return None


def _possessor(words: Words, noun: Word, last: Word, book: CueBook) -> Span:
    """Return the phrase before a genitive, from its first word on where the tree took it apart: "[its vice-president]'s message"."""
    start, end = noun_phrase(words, last, ceiling=noun.i, book=book)
    first = words.at(start)
    while first > 0 and words[first - 1].form == "-" and words.depends(words[first - 1], noun):
        first -= 2
        while first > 0 and words[first - 1].dep in {"poss", "det"} and words.depends(words[first - 1], noun):
            first -= 1
    return words[max(0, first)].start, _without_genitive(words.text, words[max(0, first)].start, max(end, last.end))


def _without_genitive(text: str, start: int, end: int) -> int:
    for suffix in ("'s", "’s"):
        if text[start:end].endswith(suffix):
            return end - 2
    return end - 1 if text[start:end].endswith(("s'", "s’")) else end


def _cue(words: Words, noun: Word, book: CueBook) -> tuple[int, int, Span | None]:
    """Return the cue's span and, where a light verb carries the noun ("expressed concern that"), its subject."""
    verb = words.head(noun)
    if verb is not None and noun.dep in {"dobj", "obj", "attr"} and is_verb(verb) and book.has("light", verb.form):
        subject = subject_of(words, verb, book)
        causes = book.has("light-causes", verb.form) and subject is not None and subject.pos == "NOUN" and not book.has("unnamed", subject.form)
        if subject is not None and subject.i < verb.i and not book.has("expletives", subject.form) and not causes:
            return words[noun.i].start, noun.end, noun_phrase(words, subject, ceiling=verb.i, book=book)
    return noun.start, noun.end, None


def _adjective(words: Words, adjective: Word, book: CueBook) -> Candidate | None:
    """Return the candidate of "X is confident that ...", "X est prêt à ..."."""
    copula = (
        words.head(adjective) if adjective.dep in {"acomp", "attr", "xcomp"} else next((c for c in words.children(adjective) if c.dep == "cop"), None)
    )
    if copula is None or not (is_verb(copula)):
        return None
    base = adjective if copula.head == adjective.i else copula
    subject = subject_of(words, base, book) or subject_of(words, adjective, book)
    if subject is None or book.has("expletives", subject.form) or book.has("not-speakers", subject.form) or subject.i > adjective.i:
        return None
    for child in [*words.children(adjective), *words.children(copula)]:
        if child.i <= adjective.i or not is_verb(child):
            continue
        mark = _mark(words, child, book)
        to = next((c for c in words.children(child) if c.form == "to"), None)
        first = mark.i + 1 if mark is not None else (to.i if to is not None and book.has("intending", adjective.form) else None)
        if first is None and "VerbForm=Inf" in child.morph and book.has("intending", adjective.form) and to is None:
            first = child.i
        if first is None and child.dep == "ccomp":
            first = words.subtree(child)[0].i
        if first is None or first <= adjective.i:
            continue
        start = min(copula.start, adjective.start)
        return Candidate(
            content=_hull(words, child, base, book, start=first),
            source=noun_phrase(words, subject, ceiling=min(copula.i, adjective.i), book=book),
            cue=(start, adjective.end),
            modality=book.adjectives[adjective.form],
            rank=5,
        )
    return None
