"""What a cue verb governs: a clause, an infinitive, somebody who is to do it, a predicate, a noun phrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.extent import hull, phrase_extent, to_the_end
from briefing.extract.speech.phrases import content_span, noun_phrase
from briefing.extract.speech.words import is_clause, is_relative, is_subject, is_verb

if TYPE_CHECKING:
    from collections.abc import Callable

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import Cue, CueBook
    from briefing.extract.speech.words import Word, Words

_INFINITIVES = frozenset({"xcomp", "ccomp", "advcl", "obl:arg", "acl", "obj", "conj", "obl:mod"})
_LINK_REACH = 30  # words between a verb and the link of its predicate
_ASIDE = 4  # words of an aside or addressee before a conjunction
_SPREAD = 5  # words before an infinitive that can belong to it
_LINKS = ("as", "to", "at")  # what a cue can take, each with its list "link-..."
_MARKS = frozenset({'"', "«", "“", "<"})
_TAKERS = {"clause", "question", "document"}


def complement(words: Words, verb: Word, cue: Cue, book: CueBook, *, last: int, passive: bool) -> list[tuple[int, Span, str]]:
    """Return (order, content, kind) for everything the cue governs, the surest kind first in ``order``."""
    found: list[tuple[int, Span, str]] = []

    def add(order: int, content: Span | None, kind: str) -> None:
        if content is not None and content[1] - content[0] > 1:
            found.append((order, content, kind))

    if passive and book.has("raised", verb.form):
        add(0, _raised(words, verb, book), "clause")
    if cue.takes & _TAKERS or cue.group == "other":
        add(1, _clause(words, verb, cue, book, last), "generic" if cue.group == "other" else "clause")
    kinds: tuple[tuple[str, int, Callable[[], Span | None]], ...] = (
        ("infinitive", 2, lambda: _infinitive(words, verb, book, last)),
        ("control", 3, lambda: _control(words, verb, cue, book, last, passive=passive)),
        ("gerund", 4, lambda: _gerund(words, verb, book, last)),
        ("of", 6, lambda: _prepositional(words, verb, cue, book, last)),
        ("count", 6, lambda: None if passive else _count(words, verb, cue, book, last)),
        ("noun", 7, lambda: _attributed_noun(words, verb, book) if passive else _object(words, verb, cue, book, last)),
    )
    for kind, order, read in kinds:
        if kind in cue.takes:
            add(order, read(), kind)
    if cue.takes & {"as", "to", "at", "predicate"}:
        add(5, _predicate(words, verb, cue, book, last, passive=passive), "predicate")
    return found


def antecedent(words: Words, verb: Word, book: CueBook) -> Word | None:
    """Return the noun a verb's relative clause stands for, when the noun is what is said: "a toll it expects to rise"."""
    head = words.head(verb)
    if not is_relative(verb) or head is None or head.pos not in {"NOUN", "PROPN"}:
        return None
    subject = next((c for c in words.children(verb) if is_subject(c)), None)
    return None if subject is None or book.has("relatives", subject.form) else head


def mark_of(words: Words, child: Word, book: CueBook, *, exact: bool = False) -> Word | None:
    """Return the conjunction of a clause that is left out of its content."""
    return next(
        (w for w in words.children(child) if w.i < child.i and book.has("unsaid", w.form) and (w.dep == "mark" or w.pos == "SCONJ" or exact)),
        None,
    )


def infinitive_start(words: Words, child: Word, book: CueBook) -> int | None:
    """Return where an infinitive without "to" begins: its negation, pronoun, auxiliary; None when it is no infinitive."""
    first, infinitive = child.i, "VerbForm=Inf" in child.morph
    index = child.i - 1
    while index >= 0 and child.i - index <= _SPREAD:
        word = words[index]
        if book.has("infinitive-auxiliaries", word.form) or "VerbForm=Inf" in word.morph:
            infinitive, first = True, index
        elif book.has("negations", word.form) or book.has("reflexives", word.form) or (word.pos == "PRON" and len(word.form) <= 4):
            first = index
        elif word.pos not in {"ADV", "PUNCT"} or word.form in {",", ";", ":"}:
            break
        index -= 1
    return first if infinitive else None


def _raised(words: Words, verb: Word, book: CueBook) -> Span | None:
    """Return the whole clause of "X is said to have left": nobody says it, all of it is said."""
    subject = next((c for c in words.children(verb) if is_subject(c)), None)
    child = next((c for c in words.children(verb) if c.i > verb.i and (c.dep in {"xcomp", "oprd", "ccomp"} or _is_of(c, book))), None)
    if subject is None or child is None or subject.i > verb.i:
        return None
    if book.has("expletives", subject.form) and child.dep in {"ccomp", "xcomp"}:
        mark = mark_of(words, child, book)
        return hull(words, child, verb, book, start=mark.i + 1) if mark else None
    return hull(words, verb, None, book, start=words.subtree(subject)[0].i)


def _is_of(word: Word, book: CueBook) -> bool:
    return word.dep == "prep" and (book.has("of", word.form) or book.has("link-at", word.form))


def _clause(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> Span | None:
    """Return the complement clause after a verb."""
    for child in [*words.children(verb), *_of_statement(words, verb, cue, book, last)]:
        loose = child.dep in {"advcl", "xcomp", "acl", "conj", "relcl", "acl:relcl"} and mark_of(words, child, book, exact=True) is not None
        if child.i <= last or not (is_clause(child) or loose):
            continue
        mark = mark_of(words, child, book)
        if mark is None and (child.dep == "conj" or not any(is_subject(c) or c.dep == "expl" for c in words.children(child))):
            continue
        below = [w.i for w in words.subtree(child) if w.i > last]
        start = mark.i + 1 if mark is not None else min(below, default=child.i)
        if start >= len(words) or (mark is None and any(w.form in {";", ":"} for w in words.words[last + 1 : child.i])):
            continue
        asks = book.has("questions", words[start].form)
        if mark is None and not asks and book.sets.get("repeats-conjunction"):
            continue  # a language that never drops the conjunction
        if asks and "question" not in cue.takes:
            continue
        if not asks and "clause" not in cue.takes and "document" not in cue.takes:
            continue
        return hull(words, child, verb, book, start=start)
    return _after_that(words, verb, cue, book, last)


def _of_statement(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> list[Word]:
    """Return the clauses that the tree hangs on where it was said: "said in a statement [that ...]"."""
    if cue.group == "other" or cue.modality != "asserted":
        return []
    near = [w for w in words.words[last + 1 : last + 7] if book.nouns.get(w.form) == "asserted" and w.pos == "NOUN" and words.depends(w, verb)]
    return [c for noun in near if noun.dep in {"pobj", "obl:mod", "obl:arg", "obl"} for c in words.children(noun) if c.i > noun.i and is_verb(c)]


def _after_that(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> Span | None:
    """Return what follows a conjunction right after a listed verb, whatever the tree says."""
    if cue.group == "other" or last + 2 >= len(words) or "clause" not in cue.takes:
        return None
    index = last + 1
    while index < min(last + 4, len(words) - 2) and (words[index].pos == "ADV" or book.has("times", words[index].form)):
        index += 1
    if not book.has("unsaid", words[index].form):
        index = _behind_aside(words, verb, last + 1, book)
    that = words[index]
    if not book.has("unsaid", that.form) or that.pos == "DET" or (that.pos == "PRON" and not any(is_verb(w) for w in words.words[index + 2 :])):
        return None
    if book.has("negations", words[verb.i - 1].form) and not words[index - 1].form:
        return None
    return to_the_end(words, index + 1, verb, book)


def _behind_aside(words: Words, verb: Word, first: int, book: CueBook) -> int:
    """Return the conjunction behind an aside or an addressee, else ``first``: « soutient au contraire [que] », "told the Ledger [that] cash came"."""
    if words[first].pos != "ADP" and not book.has("telling", verb.form):
        return first  # "dismissed criticism that": the noun is what is said of
    for index in range(first + 1, min(first + _ASIDE, len(words) - 2)):
        word = words[index]
        if book.has("unsaid", words[index].form):
            told = book.has("telling", verb.form) and any(is_verb(w) for w in words.words[index + 2 : index + 6])
            return index if word.pos == "SCONJ" or (told and word.dep in {"det", "mark"}) else first
        if word.pos not in {"ADP", "NOUN", "DET", "ADV", "PROPN", "ADJ"}:
            return first
    return first


def _negated(words: Words, verb: Word, book: CueBook) -> bool:
    return any(book.has("negations", w.form) for w in words.words[max(0, verb.i - 3) : verb.i]) or any(c.dep == "neg" for c in words.children(verb))


def _infinitive(words: Words, verb: Word, book: CueBook, last: int) -> Span | None:
    """Return the infinitive a verb governs, with the English "to", without the French "de"."""
    surface = _compound_infinitive(words, last, book, book.sets.get("of", frozenset()))
    if surface is not None:
        return to_the_end(words, surface, verb, book)
    for child in words.words[last + 1 : last + 12]:
        if not is_verb(child) or child.dep not in _INFINITIVES or not words.depends(child, verb):
            continue
        if any(is_subject(c) and c.i > last for c in words.children(child)) or book.has("silent", child.form):
            continue
        to = next((c for c in words.children(child) if c.form == "to" and c.i < child.i), None)
        if to is not None:
            if words.head(child) is not verb:
                continue
            noun = antecedent(words, verb, book)
            if noun is not None and not any(c.dep in {"dobj", "ccomp"} and c.i > child.i for c in words.children(child)):
                return hull(words, noun, None, book, start=None)
            start = to.i - 1 if to.i - 1 > last and book.has("negations", words[to.i - 1].form) else to.i
            return hull(words, child, verb, book, start=start)
        begin = infinitive_start(words, child, book)
        if begin is not None and last < begin <= last + 8 and not _silent(words, child, book) and _only_between(words, last, begin, book):
            return hull(words, child, verb, book, start=begin)
    return None


def _compound_infinitive(words: Words, last: int, book: CueBook, between: frozenset[str]) -> int | None:
    """Return where "avoir vu", "n'être pas venu" begins right after a verb and a preposition, whatever the tree says."""
    index = last + 1
    while index < min(last + 5, len(words)) and (
        words[index].form in between or (words[index].pos == "ADV" and not book.has("negations", words[index].form))
    ):
        index += 1
    first = index
    while index < min(last + 8, len(words)) and _leads_in(words[index], book):
        index += 1
    if index < len(words) - 1 and book.has("infinitive-auxiliaries", words[index].form) and words[index + 1].form not in {",", "."}:
        return first
    return None


def _leads_in(word: Word, book: CueBook) -> bool:
    """Return whether a word can stand before an infinitive as part of it: a negation, a pronoun, a quotation mark."""
    return word.form in _MARKS or any(book.has(name, word.form) for name in ("negations", "reflexives", "object-pronouns"))


def _only_between(words: Words, last: int, begin: int, book: CueBook) -> bool:
    """Return whether nothing but a preposition, adverbs and phrases of place and time stand between a verb and its infinitive."""
    between = words.words[last + 1 : begin]
    return not any(
        book.has("unsaid", w.form) or w.form in {",", ";", ":"} or book.has("purposes", w.form) or w.pos in {"VERB", "SCONJ"} for w in between
    )


def _silent(words: Words, child: Word, book: CueBook) -> bool:
    return any(book.has("silent", w.form) for w in words.words[child.i : child.i + 4])


def _gerund(words: Words, verb: Word, book: CueBook, last: int) -> Span | None:
    for child in words.children(verb):
        if child.i <= last or not is_verb(child) or child.dep not in {"xcomp", "pcomp", "dobj", "ccomp"}:
            continue
        first = next((w for w in [*words.children(child), child] if "Aspect=Prog" in w.morph and last < w.i <= child.i and is_verb(w)), None)
        if first is not None:
            return hull(words, child, verb, book, start=first.i)
    return None


def _control(words: Words, verb: Word, cue: Cue, book: CueBook, last: int, *, passive: bool) -> Span | None:
    """Return what somebody is asked, told or accused to have done: "urged [parents to check]", "accuse l'Etat de [mentir]"."""
    person = next((c for c in words.children(verb) if c.i > last and c.dep in {"dobj", "obj", "iobj", "nsubj", "dative"}), None)
    surface = _compound_infinitive(words, last, book, cue.prepositions) if book.sets.get("infinitive-auxiliaries") else None
    if surface is not None:
        found = to_the_end(words, surface, verb, book)
        bare = not any(is_subject(c) or c.pos == "AUX" for c in words.children(verb))
        comma = next((w.start for w in words.words[surface:] if w.form == "," and w.start < found[1]), None)
        aside = verb.dep in {"acl", "advcl", "conj", "amod"} and bare and comma is not None  # a participle's phrase ends at its comma
        return content_span(words.text, found[0], comma) if aside and comma is not None else found
    for child in words.words[last + 1 : last + 26]:
        if not is_verb(child) or not words.depends(child, verb):
            continue
        head = words.head(child)
        to = next((c for c in words.children(child) if c.form == "to" and c.i < child.i), None)
        governed = head is not None and (
            head.i == verb.i or (person is not None and words.depends(child, person)) or book.has("particles", words[last].form)
        )
        if to is not None and governed:
            return _controlled(words, child, verb, book, last, to.i, passive=passive)
        if child.dep == "pcomp" and head is not None and head.form in cue.prepositions and words.head(head) in (verb, person):
            return _controlled(words, child, verb, book, last, child.i, passive=passive)
        begin = infinitive_start(words, child, book) if to is None else None
        if begin is not None and begin > last + 1 and _after_preposition(words, begin, cue, book):
            return _controlled(words, child, verb, book, last, begin, passive=passive)
    if "of" in cue.prepositions:
        near = words.words[last + 1 : last + 12]
        of = next((c for c in near if c.dep == "prep" and c.form == "of" and words.head(c) is verb), None) or next(
            (c for c in near if passive and c.form == "of" and any(g.dep == "pcomp" for g in words.children(c))),
            None,
        )
        if of is not None and (person is not None or passive):
            return _controlled(words, of, verb, book, last, of.i + 1, passive=passive)
    return None


def _after_preposition(words: Words, begin: int, cue: Cue, book: CueBook) -> bool:
    index = begin - 1
    while index > 0 and words[index].form in _MARKS:
        index -= 1
    return words[index].form in cue.prepositions or book.has("infinitive-prepositions", words[index].form)


def _controlled(words: Words, child: Word, verb: Word, book: CueBook, last: int, begin: int, *, passive: bool = False) -> Span:
    start = begin
    while start - 1 > last and (words[start - 1].form in _MARKS or book.has("negations", words[start - 1].form)):
        start -= 1
    if passive and book.sets.get("raised"):
        subject = next((c for c in words.children(verb) if is_subject(c)), None)
        start = words.subtree(subject)[0].i if subject is not None else start
    elif book.sets.get("control-keeps-object"):
        start = last + 1
        while start < begin and words[start].pos in {"ADV", "PUNCT"}:
            start += 1
    return hull(words, child, verb, book, start=start)


def _predicate(words: Words, verb: Word, cue: Cue, book: CueBook, last: int, *, passive: bool) -> Span | None:
    """Return object and predicate: "described [the move as illegal]", "juge [les revendications « irréalistes »]"."""
    begin = last + 1
    so_called = any(book.has("so", word.form) for word in words.words[max(0, verb.i - 2) : verb.i])
    if begin >= len(words) or so_called or (passive and verb.dep in {"acl", "amod"}):
        return None
    for take in sorted(cue.takes.intersection(_LINKS), key=_LINKS.index):
        near = words.words[begin : begin + _LINK_REACH]
        link = next((w for w in near if book.has(f"link-{take}", w.form) and _links(words, w, verb)), None)
        if link is None or link.i + 1 >= len(words):
            continue
        tail = words.head(link) if link.dep in {"case", "mark"} else link
        tail = tail if tail is not None and tail.i > last else link
        end = max((w.i for w in words.subtree(tail) if w.i >= link.i), default=link.i)
        end = max(end, phrase_extent(words, link.i, max(end, link.i + 1), verb, book))
        if take == "as" and antecedent(words, verb, book) is not None:
            return hull(words, antecedent(words, verb, book) or verb, None, book, start=None)
        begin = link.i + 1 if passive and take == "as" else begin
        return content_span(words.text, words[begin].start, words[end].end)
    return _secondary(words, verb, book, last) if "predicate" in cue.takes else None


def _links(words: Words, link: Word, verb: Word) -> bool:
    """Return whether a link hangs on a verb, no other finite verb between them."""
    return words.depends(link, verb) and not any(
        is_verb(w) and w.pos == "VERB" and "VerbForm=Fin" in w.morph for w in words.words[verb.i + 1 : link.i]
    )


def _secondary(words: Words, verb: Word, book: CueBook, last: int) -> Span | None:
    """Return object and predicate without a link word: "called [the report baseless]"."""
    relative = antecedent(words, verb, book)
    for child in words.children(verb):
        bare = child.dep in {"oprd", "xcomp"} and child.pos in {"ADJ", "NOUN", "PROPN"}
        small = child.dep == "ccomp" and not is_verb(child)
        if child.i > last and (bare or small):
            if relative is not None:
                return hull(words, relative, None, book, start=None)
            end = max(w.i for w in words.subtree(child))
            return content_span(words.text, words[last + 1].start, words[end].end)
    quoted = next((w for w in words.words[last + 1 : last + 12] if w.form in {"«", '"', "“"}), None)
    if quoted is not None and not any(is_verb(w) or w.form in {",", ";", ":"} for w in words.words[last + 1 : quoted.i]):
        closing = next((w for w in words.words[quoted.i + 1 :] if w.form in {"»", '"', "”"}), None)
        if closing is not None:
            end = phrase_extent(words, quoted.i, closing.i, verb, book) if quoted.i == last + 1 else closing.i
            return content_span(words.text, words[last + 1].start, words[end].end)
    return None


def _prepositional(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> Span | None:
    """Return the noun phrase after the preposition a verb takes: "parle de [quelques blessés]", "called for [calm]"."""
    for index in range(last + 1, min(last + 7, len(words) - 1)):
        word = words[index]
        if word.form in {",", ";", ":"} and index > last + 3:
            return None
        if word.form not in cue.prepositions or (word.dep == "prep" and cue.group == "speak-of" and word.head != verb.i):
            continue
        head = words.head(word) if word.dep in {"case", "mark"} else next((c for c in words.children(word) if c.dep in {"pobj", "pcomp"}), None)
        if head is None or head.i <= word.i or "VerbForm=Inf" in head.morph:
            return None
        floor = word.i if book.has("contracted", word.form) else word.i + 1
        start, end = noun_phrase(words, head, floor=floor, book=book)
        last_word = phrase_extent(words, floor, words.at(end - 1), verb, book)
        return content_span(words.text, min(start, words[floor].start), words[last_word].end)
    return None


def _object(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> Span | None:
    """Return the noun phrase that is said: "denies [all four counts]", "la coupure [que conteste X]"."""
    noun = antecedent(words, verb, book)
    child = next((c for c in words.children(verb) if c.i > last and c.dep in {"dobj", "obj"} and c.pos != "PRON"), None)
    if child is None:
        child = _surface_object(words, last)
    if child is None or child.i > last + 14:
        return noun_phrase(words, noun, ceiling=_relative_start(words, verb, noun), book=book) if noun is not None and child is None else None
    empty = any(book.has(name, child.form) for name in ("times", "negations", "silent"))
    if empty or (cue.group in {"announce", "criticise"} and child.pos == "PROPN"):
        return None  # "condemned Smith to five years" sentences a person
    start, end = noun_phrase(words, child, floor=last + 1, book=book)
    final = phrase_extent(words, last + 1, words.at(end - 1), verb, book)
    return content_span(words.text, start, words[final].end)


def _count(words: Words, verb: Word, cue: Cue, book: CueBook, last: int) -> Span | None:
    """Return the number that somebody counts or sets: "has registered [71 bodies]", "raised [the death toll to 43]", « en compte [14] ».

    What is set anew is a count by its name; a number at once after the verb is one by itself.
    """
    begin = last + 1
    only = any(book.has("opening-negations", w.form) for w in words.words[max(0, verb.i - _SPREAD) : verb.i])  # « n'en a recensé que 410 »
    while begin < len(words) and (step := _aside_at(words, begin, book) or (only and book.has("unsaid", words[begin].form))):
        begin += step
    if begin >= len(words):
        return None
    final = phrase_extent(words, begin, begin - 1, verb, book)
    following = [word.form for word in words.words[final + 1 : final + 3]]
    if "recount" in cue.takes and following[:1] == [","] and any(book.has(name, following[-1]) for name in ("link-at", "link-to")):
        final = phrase_extent(words, final + 2, final + 1, verb, book)  # "revised the number upwards[, to 1.6 million]"
    said = words.words[begin : final + 1]
    number = next((w for w in said if w.pos == "NUM" or w.form.isdigit()), None)
    if number is None or any(book.has("pronouns", w.form) for w in said[:1]):
        return None
    if any(w.pos == "ADP" and not _leads_to_number(w, book) for w in said if w.i < number.i) and "recount" not in cue.takes:
        return None  # "said nothing for 11 days"
    if "recount" in cue.takes and not any(book.has("count-nouns", w.form) for w in said):
        return None
    if "recount" not in cue.takes and any(w.pos in {"NOUN", "PROPN"} and not book.has("count-nouns", w.form) for w in said if w.i < number.i - 2):
        return None
    return content_span(words.text, words[begin].start, words[final].end)


def _leads_to_number(word: Word, book: CueBook) -> bool:
    """Return whether a preposition can stand before a number without a noun between: "at least 40", « d'au moins 22 »."""
    return book.has("link-at", word.form) or book.has("of", word.form) or book.has("contracted", word.form)


def doubling(words: Words, index: int, book: CueBook) -> int:
    """Return how many words at an index double the subject between commas: « s'en tient[, lui,] à 52 », « avance[, elle,] le chiffre »."""
    part = words.words[index : index + 3]
    doubled = [word.form for word in part[::2]] == [",", ","] and book.has("pronouns-beside", part[1].form)
    return len(part) if doubled else 0


def _aside_at(words: Words, index: int, book: CueBook) -> int:
    """Return how many words at an index stand between a verb and the number it sets: a set phrase (« pour sa part »), an adverb, a day."""
    if doubled := doubling(words, index, book):
        return doubled
    forms = [word.form for word in words.words[index : index + _SPREAD]]
    phrase = next((p.split() for p in book.phrases.get("between", ()) if forms[: len(p.split())] == p.split()), [])
    word = words[index]
    near = word.pos == "ADV" and index + 1 < len(words) and words[index + 1].pos == "NUM"  # "some 640"
    return len(phrase) or int((word.pos == "ADV" and not near) or book.has("times", word.form) or book.has("weekdays", word.form))


def _attributed_noun(words: Words, verb: Word, book: CueBook) -> Span | None:
    """Return the noun a participle with an agent says something about: "[la coupure] ordonnée par le ministère"."""
    noun = words.head(verb)
    if verb.dep != "acl" or noun is None or noun.i > verb.i or not any(c.dep in {"agent", "obl:agent"} for c in words.children(verb)):
        return None
    return noun_phrase(words, noun, ceiling=verb.i, book=book)


def _relative_start(words: Words, verb: Word, noun: Word) -> int:
    return max(noun.i + 1, min((w.i for w in words.subtree(verb) if w.i > noun.i), default=verb.i))


def _surface_object(words: Words, last: int) -> Word | None:
    """Return the noun after a determiner that follows a verb at once."""
    if last + 2 >= len(words) or words[last + 1].pos != "DET":
        return None
    return next((w for w in words.words[last + 2 : last + 6] if w.pos in {"NOUN", "PROPN"}), None)
