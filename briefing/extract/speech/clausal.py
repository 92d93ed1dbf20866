"""Indirect speech by the tree: verbs with a clause, an infinitive, an object they say something about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.candidate import Candidate
from briefing.extract.speech.cues import Cue
from briefing.extract.speech.phrases import clitic_of, content_span, noun_phrase, subject_of, verb_group
from briefing.extract.speech.words import is_clause, is_passive, is_relative, is_subject, is_verb

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words

_GENERIC = Cue("other", "asserted", frozenset({"clause", "quote"}), frozenset({"finite"}))
_OBJECTS = frozenset({"dobj", "obj", "pobj", "obl:arg", "obl:mod", "obl"})
_INFINITIVES = frozenset({"xcomp", "ccomp", "advcl", "obl:arg", "acl", "obj"})


def clausal(words: Words, book: CueBook, used: frozenset[int]) -> Iterator[Candidate]:
    """Yield the candidates of every verb of a parsed sentence that is not ``used`` by a quotation already."""
    for verb in words:
        if verb.i in used or not _may_cue(words, verb, book):
            continue
        candidate = _of_verb(words, verb, book)
        if candidate is not None:
            yield candidate


def cues_of(words: Words, verb: Word, book: CueBook) -> list[Cue]:
    """Return the cues a verb can be, those with their particle after it first."""
    found = []
    for cue in book.verbs.get(verb.form, ()):
        if not cue.after or particle_end(words, verb, cue) is not None:
            found.append(cue)
    return found


def particle_end(words: Words, verb: Word, cue: Cue) -> int | None:
    """Return the index of the last word of the particle that makes a verb this cue."""
    for group in cue.after:
        for skip in (1, 2, 3):
            start = verb.i + skip
            if tuple(word.form for word in words.words[start : start + len(group)]) == group:
                return start + len(group) - 1
    return None


def _may_cue(words: Words, verb: Word, book: CueBook) -> bool:
    if book.has("not-cues", verb.form) and not cues_of(words, verb, book):
        return False
    if is_verb(verb):
        return not (verb.dep.startswith("aux") or verb.dep == "cop") or verb.form not in book.sets.get("auxiliaries", frozenset())
    known = book.verbs.get(verb.form)
    if not known:
        return False
    before = words[verb.i - 1] if verb.i else None
    aux = before is not None and (book.has("auxiliaries", before.form) or book.has("reflexives", before.form))
    has_complement = any(is_clause(child) for child in words.children(verb))
    return aux or has_complement


def _of_verb(words: Words, verb: Word, book: CueBook) -> Candidate | None:
    cues = cues_of(words, verb, book)
    group = verb_group(words, verb, book)
    subject = subject_of(words, verb, book)
    if subject is not None and group[0] <= subject.i <= group[1] and not book.has("clitics", subject.form):
        subject = None
    passive = is_passive(words, verb) or (verb.dep == "acl" and any("participle" in c.kinds and "gerund" not in c.kinds for c in cues) and words.parsed)
    for cue in [*cues, *(() if cues else (_GENERIC,))]:
        last = particle_end(words, verb, cue) if cue.after else group[1]
        span = (words[group[0]].start, words[group[1] if last is None else max(last, group[1])].end)
        found = _content(words, verb, cue, book, last=group[1] if last is None else last, passive=passive)
        if found is None:
            continue
        content, kind = found
        source = _source(words, verb, subject, book, group, passive=passive, content=content)
        if kind == "generic" and source is None:
            continue
        if not _speaks(words, verb, subject, cue, book, kind, passive=passive):
            continue
        return Candidate(content=content, source=source, cue=span, modality=cue.modality, rank=4 if cue.group != "other" else 6)
    return None


def _speaks(words: Words, verb: Word, subject: Word | None, cue: Cue, book: CueBook, kind: str, *, passive: bool) -> bool:
    """Return whether the subject can be a speaker for this kind of content."""
    if subject is None:
        return passive or cue.group != "other"
    if passive:
        return True
    if book.has("expletives", subject.form) and subject.dep.startswith("expl"):
        return False
    if book.has("not-speakers", subject.form) and not is_relative(verb):
        return False
    if "document" in cue.takes and kind in {"clause", "noun"} and cue.group in {"show", "list"}:
        return True
    return True


def _source(
    words: Words, verb: Word, subject: Word | None, book: CueBook, group: tuple[int, int], *, passive: bool, content: Span,
) -> Span | None:
    if passive:
        return _agent(words, verb, book)
    inside = clitic_of(words, group, book)
    if inside is not None:
        return inside
    if subject is None:
        return None
    floor, ceiling = 0, len(words)
    if subject.i < verb.i:
        ceiling = group[0] if subject.i < group[0] else verb.i
    else:
        floor = group[1] + 1
    span = noun_phrase(words, subject, floor=floor, ceiling=ceiling, book=book)
    return None if span[0] >= content[0] and span[1] <= content[1] and subject.i > verb.i else span


def _agent(words: Words, verb: Word, book: CueBook) -> Span | None:
    """Return who does it in a passive: "by prosecutors", "par le parquet"."""
    for child in words.children(verb):
        if child.dep == "agent":
            for grandchild in words.children(child):
                if grandchild.dep == "pobj":
                    return noun_phrase(words, grandchild, floor=child.i + 1, book=book)
        if child.dep == "obl:agent":
            case = next((c.i + 1 for c in words.children(child) if c.dep == "case"), child.i)
            return noun_phrase(words, child, floor=case, book=book)
    return None


def _content(words: Words, verb: Word, cue: Cue, book: CueBook, *, last: int, passive: bool) -> tuple[Span, str] | None:
    """Return the content a cue governs and what kind it is."""
    raised = passive and verb.form in book.sets.get("raised", frozenset())
    if raised:
        found = _raised(words, verb, book)
        if found is not None:
            return found, "clause"
    if cue.takes & {"clause", "question", "document"} or cue.group == "other":
        found = _clause(words, verb, cue, book, last)
        if found is not None:
            return found, "generic" if cue.group == "other" else "clause"
    if "infinitive" in cue.takes:
        found = _infinitive(words, verb, book, last)
        if found is not None:
            return found, "infinitive"
    if "control" in cue.takes:
        found = _control(words, verb, cue, book, last, passive=passive)
        if found is not None:
            return found, "control"
    if "gerund" in cue.takes:
        child = next((c for c in words.children(verb) if c.i > last and c.form.endswith("ing") and c.dep in {"xcomp", "pcomp", "dobj", "ccomp"} and is_verb(c)), None)
        if child is not None:
            return _hull(words, child, verb, book, start=child.i), "gerund"
    if "as" in cue.takes or "to" in cue.takes or "at" in cue.takes or "predicate" in cue.takes:
        found = _predicate(words, verb, cue, book, last)
        if found is not None:
            return found, "predicate"
    if "of" in cue.takes:
        found = _prepositional(words, verb, cue, book, last)
        if found is not None:
            return found, "of"
    if "noun" in cue.takes and not passive:
        child = next((c for c in words.children(verb) if c.i > last and c.dep in {"dobj", "obj"} and c.pos != "PRON"), None)
        if child is not None:
            return noun_phrase(words, child, floor=last + 1, book=book), "noun"
    return None


def _raised(words: Words, verb: Word, book: CueBook) -> Span | None:
    """Return the whole clause of "X is said to have left": nobody says it, all of it is said."""
    subject = next((c for c in words.children(verb) if is_subject(c)), None)
    child = next((c for c in words.children(verb) if c.i > verb.i and (c.dep in {"xcomp", "oprd", "ccomp"} or (c.dep == "prep" and c.form in {"at", "of"}))), None)
    if subject is None or child is None:
        return None
    if book.has("expletives", subject.form) and child.dep in {"ccomp", "xcomp"}:
        mark = _mark(words, child, book)
        return _hull(words, child, verb, book, start=mark.i + 1 if mark else None)
    first = words.subtree(subject)[0].i
    return _hull(words, verb, None, book, start=first)


def _clause(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> Span | None:
    """Return the complement clause after a verb."""
    for child in words.children(verb):
        if child.i <= last or not (is_clause(child) or (child.dep in {"advcl", "xcomp", "acl", "conj"} and _mark(words, child, book, exact=True))):
            continue
        mark = _mark(words, child, book)
        if child.dep != "conj" and any(is_subject(c) for c in words.children(child)) or mark is not None:
            if mark is None and cue.group == "other" and _has_word(words, child, book.sets.get("questions", frozenset())):
                return None
            start = mark.i + 1 if mark is not None else min(w.i for w in words.subtree(child) if w.i > last)
            if "question" not in cue.takes and cue.group not in {"say", "know", "show", "other", "believe"} and words[start].form in book.sets.get("questions", frozenset()):
                continue
            return _hull(words, child, verb, book, start=start)
    nxt = words[last + 1] if last + 1 < len(words) else None
    if nxt is not None and cue.group != "other" and book.has("unsaid", nxt.form) and last + 2 < len(words) and nxt.pos != "DET":
        return _to_the_end(words, last + 2, verb, book)
    return None


def _mark(words: Words, child: Word, book: CueBook, *, exact: bool = False) -> Word | None:
    """Return the conjunction of a clause that is left out of its content."""
    return next(
        (w for w in words.children(child) if w.i < child.i and book.has("unsaid", w.form) and (w.dep == "mark" or w.pos == "SCONJ" or exact)), None,
    )


def _has_word(words: Words, child: Word, forms: frozenset[str]) -> bool:
    return any(w.form in forms for w in words.children(child) if w.i < child.i)


def _infinitive(words: Words, verb: Word, book: CueBook, last: int) -> Span | None:
    """Return the infinitive a verb governs, with the English "to", without the French "de"."""
    for child in words.children(verb):
        if child.i <= last or child.dep not in _INFINITIVES or not is_verb(child):
            continue
        if any(is_subject(c) for c in words.children(child)):
            continue
        to = next((c for c in words.children(child) if c.form == "to" and c.i < child.i), None)
        if to is not None:
            return _hull(words, child, verb, book, start=to.i)
        begin = _french_infinitive(words, child, book)
        if begin is not None and begin - last <= 6:
            return _hull(words, child, verb, book, start=begin)
    return None


def _french_infinitive(words: Words, child: Word, book: CueBook) -> int | None:
    """Return where an infinitive begins: its negation, reflexive or clitic pronoun, auxiliary; None when it is no infinitive."""
    first = child.i
    infinitive = "VerbForm=Inf" in child.morph
    index = child.i - 1
    while index >= 0 and child.i - index <= _SPREAD:
        word = words[index]
        if word.form in {"avoir", "etre"} or "VerbForm=Inf" in word.morph:
            infinitive, first = True, index
        elif book.has("negations", word.form) or book.has("reflexives", word.form) or (word.pos == "PRON" and len(word.form) <= 4):
            first = index
        elif word.pos == "ADV":
            pass
        else:
            break
        index -= 1
    return first if infinitive else None


_SPREAD = 5


def _control(words: Words, verb: Word, cue: Cue, book: CueBook, last: int, *, passive: bool) -> Span | None:
    """Return what somebody is asked, told or accused to have done: "urged [parents to check]", "accuse l'Etat de [mentir]"."""
    person = next((c for c in words.children(verb) if c.i > last and c.dep in {"dobj", "obj", "iobj", "nsubj", "dative"}), None)
    for child in words.subtree(verb):
        if child.i <= last or not is_verb(child) or child.i - last > 25:
            continue
        head = words.head(child)
        to = next((c for c in words.children(child) if c.form == "to" and c.i < child.i), None)
        if to is not None and head is not None and (head.i == verb.i or (person is not None and head.i == person.i)):
            return _controlled(words, child, verb, book, last, to.i, person)
        if child.dep == "pcomp" and head is not None and head.form in cue.prepositions and head.i > last:
            return _controlled(words, child, verb, book, last, child.i, person, passive=passive)
        begin = _french_infinitive(words, child, book) if to is None else None
        if begin is not None and begin > last + 1 and words[begin - 1].form in (cue.prepositions | {"de", "d'", "d’", "a"}) :
            return _controlled(words, child, verb, book, last, begin, person)
    if cue.group == "accuse" and "of" in cue.prepositions:
        of = next((c for c in words.children(verb) if c.i > last and c.dep == "prep" and c.form in cue.prepositions), None)
        if of is not None and (person is not None or passive):
            return _controlled(words, of, verb, book, last, of.i + 1, person, passive=passive)
    return None


def _controlled(
    words: Words, child: Word, verb: Word, book: CueBook, last: int, begin: int, person: Word | None, *, passive: bool = False,
) -> Span:
    start = begin
    if book.sets.get("control-keeps-object") and person is not None and last < person.i < begin:
        start = words.subtree(person)[0].i
        start = start if start > last else person.i
    if passive and book.sets.get("raised"):
        subject = next((c for c in words.children(verb) if is_subject(c)), None)
        if subject is not None:
            start = words.subtree(subject)[0].i
    return _hull(words, child, verb, book, start=start)


def _predicate(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> Span | None:
    """Return object and predicate: "described [the move as illegal]", "juge [les revendications « irréalistes »]"."""
    linking = {"as": {"as", "comme", "como"}, "to": {"to", "on"}, "at": {"at", "a"}}
    begin = last + 1
    if begin >= len(words):
        return None
    for take, links in linking.items():
        if take not in cue.takes:
            continue
        link = next((w for w in words if last < w.i <= last + 30 and w.form in links and words.depends(w, verb)), None)
        if link is not None and link.i + 1 < len(words):
            tail = words.head(link) if link.dep in {"case", "mark"} else link
            tail = tail if tail is not None and tail.i > last else link
            if words[begin].pos in {"DET", "NOUN", "PROPN", "PRON", "NUM", "ADJ", "ADP"} or words[begin].form in links:
                end = max(w.end for w in words.subtree(tail) if w.i >= link.i)
                return _through(words, begin, max(end, link.end), verb, book)
    if "predicate" in cue.takes:
        child = next((c for c in words.children(verb) if c.i > last and (c.dep in {"oprd", "xcomp"} and c.pos in {"ADJ", "NOUN", "PROPN"} or c.dep == "ccomp" and not is_verb(c))), None)
        if child is not None:
            end = max(w.end for w in words.subtree(child))
            return _through(words, begin, end, verb, book)
    return None


def _through(words: Words, begin: int, end: int, verb: Word, book: CueBook) -> Span:
    del verb, book
    return content_span(words.text, words[begin].start, end)


def _prepositional(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> Span | None:
    """Return the noun phrase after the preposition a verb takes: "parle de [quelques blessés]", "called for [calm]"."""
    for index in range(last + 1, min(last + 7, len(words))):
        word = words[index]
        if word.form not in cue.prepositions or index + 1 >= len(words):
            continue
        head = words.head(word) if word.dep in {"case", "mark"} else next((c for c in words.children(word) if c.dep in {"pobj", "pcomp"}), None)
        if head is None or head.i <= word.i:
            return None
        return noun_phrase(words, head, floor=word.i + 1, book=book)
    return None


def _hull(words: Words, child: Word, verb: Word | None, book: CueBook, *, start: int | None) -> Span:
    """Return a clause's span: from ``start`` over its subtree, and over what follows unless that goes on with the cue."""
    below = [word for word in words.subtree(child) if start is None or word.i >= start]
    first = below[0].i if start is None and below else (start or 0)
    last = max((word.i for word in below), default=first)
    last = _cut(words, first, last, book)
    if verb is not None:
        last = _grow(words, last, verb, book)
    return content_span(words.text, words[first].start, words[last].end)


def _to_the_end(words: Words, first: int, verb: Word, book: CueBook) -> Span:
    """Return the clause from ``first`` on when the tree does not tell its end."""
    last = _grow(words, first, verb, book)
    return content_span(words.text, words[first].start, words[last].end)


def _cut(words: Words, first: int, last: int, book: CueBook) -> int:
    """Return the last word of a clause before a source that is named after it (", according to ...", ", selon ...")."""
    openings = {entry.words[0] for entry in book.according if entry.sure}
    for index in range(first + 3, last):
        if words[index].form == "," and words[index + 1].form in openings and not _is_inside(words, first, index):
            return index - 1
    return last


def _is_inside(words: Words, first: int, index: int) -> bool:
    inner = words.text[words[first].start : words[index].start]
    return inner.count('"') % 2 == 1 or inner.count("“") > inner.count("”") or inner.count("«") > inner.count("»")


def _grow(words: Words, last: int, verb: Word, book: CueBook) -> int:
    """Return how far a clause goes on: to the sentence's end unless a word hangs on the cue (a second verb, a participle)."""
    openings = {entry.words[0] for entry in book.according if entry.sure} | book.sets.get("citing", frozenset())
    index = last + 1
    while index < len(words):
        word = words[index]
        if word.form in {";", ":", "(", "–", "—"} or word.form in openings:
            break
        rest = words.words[index:]
        if word.form in {",", *book.sets.get("conjunctions", ())} and _resumes(words, rest, verb, book):
            break
        if word.pos == "VERB" and words.depends(word, verb) and word.dep in {"conj", "advcl", "parataxis"} and words.head(word) is not None:
            head = words.head(word)
            if head is not None and head.i <= verb.i:
                return last
        index += 1
    while index - 1 > last and words[index - 1].form in {",", ".", *book.sets.get("conjunctions", ())}:
        index -= 1
    return max(last, index - 1)


def _resumes(words: Words, rest: list[Word], verb: Word, book: CueBook) -> bool:
    """Return whether what follows goes on with the cue's own clause: "and promised ...", ", adding ...", ", said ..."."""
    for word in rest[1:5]:
        if not (is_verb(word) or word.form in book.verbs):
            continue
        head = words.head(word)
        if head is not None and (head.i == verb.i or not words.depends(head, verb)):
            return True
        known = book.verbs.get(word.form, ())
        own = any(is_subject(c) for c in words.children(word))
        if known and not own and word.i - rest[0].i == 1 and any(kind in {"finite", "gerund"} for c in known for kind in c.kinds) and is_verb(word):
            return True
        return False
    return False
