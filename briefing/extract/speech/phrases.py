"""Spans of phrases: verb groups, noun phrases, clauses; in document offsets, by the conventions of the annotation guideline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.words import is_relative, is_subject, is_verb

if TYPE_CHECKING:
    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words

_MARKS = "\"“”«»‹›„<>'‘’"
_OPENERS = {"“": "”", "«": "»", "„": "“", "‹": "›", "‘": "’"}
_TRIM_LEFT = " \t\r\n\u00a0\u202f,;:.–—-)]"
_TRIM_RIGHT = " \t\r\n\u00a0\u202f,;:–—-(["
_GAPS = " \u00a0\u202f"  # white space beside a mark
_REACH = 6  # words a verb group can spread over
_LONGEST_APPOSITION = 16
_LONGEST_RELATIVE = 26  # words of a relative clause between commas
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_BRANCHES = frozenset({"relcl", "acl:relcl", "acl", "advcl", "parataxis", "ccomp", "xcomp"})


def verb_group(words: Words, verb: Word, book: CueBook) -> tuple[int, int]:
    """Return first and last index of a verb with its auxiliaries, negation, reflexive pronoun and inverted clitic."""
    first, index = verb.i, verb.i - 1
    while index >= 0 and verb.i - index <= _REACH:
        word = words[index]
        opens = any(book.has(name, word.form) for name in ("auxiliaries", "reflexives", "opening-negations"))
        if opens or word.pos == "AUX":
            first = index
        elif book.has("inner-negations", word.form) or book.has("floating", word.form):
            pass
        elif not (word.pos == "ADV" or _is_clitic(words, index, book)):
            break
        index -= 1
    last = verb.i
    while last + 1 < len(words) and _is_clitic(words, last + 1, book):
        last += 1
    negated = last + 1 < len(words) and book.has("inner-negations", words[last + 1].form) and book.has("opening-negations", words[first].form)
    if negated and not any(book.has("inner-negations", word.form) for word in words.words[first:last]):
        last += 1  # « n'exclut pas »
    return first, last


def _is_clitic(words: Words, index: int, book: CueBook) -> bool:
    """Return whether a word is an inverted subject tied on by a hyphen: "a-t-il", "dit-elle"."""
    word = words[index]
    if index == 0 or not book.has("clitics", word.form):
        return (
            word.form in {"-t", "t", "-"}
            and index + 1 < len(words)
            and book.has("clitics", words[index + 1].form.lstrip("-"))
            and index > 0
            and (word.form.startswith("-") or words[index - 1].form == "-" or words[index + 1].form.startswith("-"))
        )
    return word.form.startswith(("-", "t-")) or words[index - 1].form == "-"


def clitic_of(words: Words, group: tuple[int, int], book: CueBook) -> Span | None:
    """Return the span of the pronoun inside an inverted verb group, hyphens left out."""
    for index in range(group[0], group[1] + 1):
        word = words[index]
        if _is_clitic(words, index, book) and book.has("clitics", word.form):
            bare = word.text.rsplit("-", 1)[-1]
            return word.end - len(bare), word.end
    return None


def noun_phrase(words: Words, head: Word, *, floor: int = 0, ceiling: int | None = None, book: CueBook) -> Span:
    """Return the noun phrase of ``head`` with its apposition, without clauses set off by a comma, between two word indices."""
    ceiling = len(words) if ceiling is None else ceiling
    dropped = frozenset(child.i for word in words.subtree(head) for child in words.children(word) if _is_aside(words, word, child, book))
    kept = [word for word in words.subtree(head, without=dropped) if floor <= word.i < ceiling]
    if not kept:
        return head.start, head.end
    run = [head.i] if head in kept else [kept[0].i]
    present = {word.i for word in kept}
    while run[-1] + 1 in present or (run[-1] + 2 in present and run[-1] + 1 < ceiling and words[run[-1] + 1].form in {",", '"', "-"}):
        run.append(run[-1] + 1 if run[-1] + 1 in present else run[-1] + 2)
    first = run[0]
    while first - 1 in present and words[first - 1].form not in {",", ":", ";", '"', "«", "“", "(", "—", "–"}:
        first -= 1
    while first < head.i and words[first].pos == "CCONJ" and book.has("joints", words[first].form):
        first += 1
    last = run[-1]
    while last > head.i and (words[last].form == "," or (words[last - 1].form == "," and book.has("pronouns-beside", words[last].form))):
        last -= 1
    return tidy(words.text, words[first].start, words[last].end)


def with_apposition(words: Words, span: Span, *, stop: int | None, book: CueBook) -> Span:
    """Return a source with the apposition that the tree hung elsewhere: "son conseil, Me Anton Rusu, ...", "Yonas, un Érythréen de 19 ans".

    ``stop`` is the index of the verb group that must follow right after it, None where any stop ends it.
    """
    comma = words.at(span[1])
    if comma + 1 >= len(words) or words[comma].form != "," or words[comma].start < span[1]:
        return span
    first, last = words[comma + 1], words[comma - 1]
    named = last.pos == "PROPN"
    if (
        not (first.pos == "PROPN" or (named and first.pos in {"NOUN", "DET", "NUM"}))
        or book.has("times", first.form)
        or book.has("beside-source", first.form)
    ):
        return span
    end = comma + 1
    while end < len(words) and words[end].form not in {",", ".", ";", ":", "(", "«", "“", '"', "—", "–"}:
        word = words[end]
        if (
            (is_verb(word) and word.dep != "acl")
            or book.has("relatives", word.form)
            or (first.pos == "PROPN" and not named and word.pos in {"NOUN", "DET", "ADP", "CCONJ"})
        ):
            return span
        end += 1
    if end - comma > _LONGEST_APPOSITION or (stop is not None and end + 1 != stop) or (stop is None and end >= len(words)):
        return span
    return span[0], words[end - 1].end


def surface_subject(words: Words, stop: int, book: CueBook) -> Span | None:
    """Return the noun phrase that ends right before a verb group, where the tree has none."""
    while stop > 1 and book.has("object-pronouns", words[stop - 1].form):
        stop -= 1
    last = stop - 1
    if last >= 1 and words[last].form == ",":
        relative = relative_before(words, stop, book)
        if relative is not None:
            return surface_subject(words, relative, book)
        opening = next((i for i in range(last - 1, max(-1, last - 12), -1) if words[i].form == ","), None)
        if opening is None or any(is_verb(w) for w in words.words[opening:last]):
            return None
        name = surface_subject(words, opening, book)
        return None if name is None else (name[0], words[last - 1].end)
    if last >= 1 and words[last].form == ")":
        opening = next((i for i in range(last - 1, max(-1, last - 12), -1) if words[i].form == "("), None)
        name = None if not opening else surface_subject(words, opening, book)
        return None if name is None else (name[0], words[last].end)
    first = stop
    while first > 0 and (
        words[first - 1].pos in {"NOUN", "PROPN", "ADJ", "DET", "ADP", "NUM"}
        or (first == stop and words[first - 1].pos == "PRON")
        or (
            first < stop
            and words[first - 1].pos == "CCONJ"
            and words[first].pos in {"DET", "PROPN", "NOUN"}
            and first > 1
            and words[first - 2].pos in {"NOUN", "PROPN"}
        )
    ):
        first -= 1
    while first < stop and words[first].pos in {"ADP", "ADJ"} and words[first].pos != "DET":
        first += 1
    nominal = any(w.pos in {"NOUN", "PROPN", "PRON"} for w in words.words[first:stop])
    if not nominal or book.has("unsaid", words[first].form):
        return None
    return tidy(words.text, words[first].start, words[stop - 1].end)


def relative_before(words: Words, stop: int, book: CueBook) -> int | None:
    """Return the comma that opens a relative clause which a comma right before ``stop`` closes: "The firm[,] which sold it, denied ..."."""
    if stop < 1 or words[stop - 1].form != ",":
        return None
    for index in range(stop - 2, max(0, stop - _LONGEST_RELATIVE), -1):
        if words[index].form in {";", ":", ".", '"', "«", "“"}:
            return None
        if words[index].form == "," and words[index - 1].pos in {"NOUN", "PROPN", "ADJ"}:
            after = words.words[index + 1 : index + 3]
            if any(book.has("relative-words", w.form) for w in after[: 2 if after and after[0].pos == "ADP" else 1]):
                return index
    return None


def _is_aside(words: Words, head: Word, child: Word, book: CueBook) -> bool:
    """Return whether a branch is set off from its noun: ", who leads ...", ", jointe par téléphone", ", eux"."""
    if child.dep in {"cc", "preconj"} or child.i < head.i:
        return False
    before = words[min(word.i for word in words.subtree(child))].i - 1
    comma = before >= 0 and words[before].form in {",", "(", "-", "–", "—", '"', "«", "“", ":"}
    if child.dep in _BRANCHES or is_relative(child):
        return comma or child.dep in {"parataxis", "advcl", "ccomp"}
    if child.dep == "conj" and is_verb(child) and not is_verb(head):
        return True
    if child.dep in {"appos", "conj"} and child.pos == "PRON" and comma:
        return True
    return comma and child.dep in {"advmod", "prep", "obl:mod", "npadvmod"} and book.has("beside-source", child.form)


def tidy(text: str, start: int, end: int) -> Span:
    """Return a span without white space and loose punctuation at its edges."""
    while start < end and text[start] in _TRIM_LEFT:
        start += 1
    while end > start and text[end - 1] in _TRIM_RIGHT:
        end -= 1
    return start, end


def content_span(text: str, start: int, end: int) -> Span:
    """Return a content's span: closing marks of quotations it opens are kept, an unquoted final stop and marks it does not open are not.

    >>> text = 'that he "said no".'
    >>> start, end = content_span(text, 5, len(text)); text[start:end]
    'he "said no"'
    """
    start, end = tidy(text, start, end)
    while end > start:
        last, body = text[end - 1], text[start : end - 1]
        if (
            (last in "”»›" and _unopened(body, last))
            or (last == '"' and body.count('"') % 2 == 0)
            or (last in ".!?" and not body.endswith((".", "!", "?")) and not _abbreviates(body) and last == ".")
            or last in _TRIM_RIGHT
        ):
            end -= 1
        else:
            break
    if end < len(text) and text[end] in '”»"' and not _balanced(text[start:end]):
        end += 1
    elif (text[end : end + 2] in {" »", "\u00a0»", "\u202f»"} and not _balanced(text[start:end])) or (
        text[end : end + 2] in {".”", ".»", '."', "!”", "?”", '?"', '!"', ",”", ',"'} and not _balanced(text[start:end])
    ):
        end += 2
    elif text[end : end + 3] in {". »", ".\u00a0»", ".\u202f»"} and not _balanced(text[start:end]):
        end += 3
    return _opened(text, start, end)


def _opened(text: str, start: int, end: int) -> Span:
    """Return a span with the mark of a quotation right before it when its closing mark is inside or right after it."""
    mark = start - 1 - (text[max(0, start - 1)] in _GAPS)
    opener = text[mark] if mark >= 0 else ""
    closer = _OPENERS.get(opener, opener) if opener in '"“«' else ""
    if not closer:
        return start, end
    inside = text[start:end]
    if inside.count(closer) - (inside.count(opener) if opener != closer else 0) == 1:
        return (mark, end) if closer != '"' or text[mark - 1 : mark].isspace() else (start, end)
    after = text[end : end + 1] in _GAPS and text[end : end + 1] != ""
    if closer not in inside and text[end + after : end + after + 1] == closer and (closer != '"' or not text[mark - 1 : mark].isalnum()):
        return mark, end + after + 1
    return start, end


def _abbreviates(body: str) -> bool:
    last = body.rsplit(None, 1)[-1] if body.split() else ""
    return len(last) <= 3 and "." in last


def _unopened(body: str, mark: str) -> bool:
    opener = {"”": "“„", "»": "«", "›": "‹"}[mark]
    return sum(body.count(o) for o in opener) <= body.count(mark)


def _balanced(body: str) -> bool:
    pairs = all(body.count(left) == body.count(right) for left, right in _OPENERS.items() if left in "“«‹")
    return pairs and body.count('"') % 2 == 0


def subject_of(words: Words, verb: Word, book: CueBook, *, depth: int = 0) -> Word | None:  # noqa: PLR0911 - a ladder of cases
    """Return the head of the noun phrase that is the subject of a verb, its own or one it shares, a relative pronoun replaced by its antecedent."""
    own = next((child for child in words.children(verb) if is_subject(child)), None)
    head = words.head(verb)
    if own is not None:
        if book.has("relatives", own.form) and own.pos == "PRON":
            if is_relative(verb) and head is not None and head.pos in _NOMINAL:
                return head
            before = next((words[i] for i in range(own.i - 1, -1, -1) if words[i].form != ","), None)
            return before if before is not None and before.pos in _NOMINAL else own
        return own
    if head is None or depth > 4:
        return None
    if verb.dep in {"conj", "xcomp", "advcl", "pcomp", "parataxis", "aux", "aux:tense"} and (is_verb(head) or head.dep == "ROOT"):
        return subject_of(words, head, book, depth=depth + 1)
    if verb.dep in {"pcomp", "prep"} and head.dep == "prep":
        return subject_of(words, head, book, depth=depth + 1)
    if verb.dep == "prep":
        return subject_of(words, head, book, depth=depth + 1) if is_verb(head) else None
    if verb.dep == "acl" and head.pos in _NOMINAL:
        return head
    return None
