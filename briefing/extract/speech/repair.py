"""Mends of a tree where a parser often errs about cues: verbs tagged as something else, second cues hung into the first one's content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.words import is_clause, is_subject, is_verb

if TYPE_CHECKING:
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words

_STARTS = frozenset({"DET", "SCONJ", "PRON"})
_SHORTEST = 5  # words before an inverted cue
_LONGEST_DATELINE = 90  # characters
_NOT_BEFORE = frozenset({"DET", "ADP", "NUM"})


def repair(words: Words, book: CueBook) -> None:
    """Mend the tags and attachments of a parsed sentence in place."""
    rootless = not any(is_verb(w) or w.pos == "AUX" for w in words if w.dep == "ROOT")
    for word in words:
        if _is_inverted(words, word, book):
            words[word.i - 1].pos, word.pos, word.morph = "AUX", "VERB", "VerbForm=Part"
        if not is_verb(word) and _is_hidden_verb(words, word, book, rootless=rootless):
            word.pos, word.morph = "VERB", _guessed(word, book)
            _lift(words, word)
        elif word.dep == "aux" and not book.has("auxiliaries", word.form) and word.form in book.verbs:
            _promote(words, word)
    for word in words:
        if word.dep == "conj" and is_verb(word):
            cue = _shared_cue(words, word, book)
            if cue is not None:
                hang(words, word, cue)


def strip_dateline(text: str, start: int, end: int) -> int:
    """Return where a sentence begins after its dateline: "LUANDA, March 14 (Agency) - ".

    >>> text = "LUANDA - Both parties won."; text[strip_dateline(text, 0, len(text)):]
    'Both parties won.'
    """
    head = text[start : min(end, start + _LONGEST_DATELINE)]
    for dash in (" - ", " — ", " – ", " -- "):
        at = head.find(dash)
        place = head[:at].split(",")[0].split("(")[0].strip() if at > 0 else ""
        if place and place.isupper() and len(place) > 2 and at + len(dash) < len(head) and not any(mark in head[:at] for mark in '.:;"«“'):
            return start + at + len(dash)
    return start


def hang(words: Words, word: Word, head: Word | None) -> None:
    """Make ``word`` depend on ``head``, or the root of its sentence."""
    old = words.head(word)
    if old is not None:
        old.children.remove(word.i)
    word.head = word.i if head is None else head.i
    if head is not None:
        head.children = sorted({*head.children, word.i})


def _guessed(word: Word, book: CueBook) -> str:
    """Return the morphology of a mis-tagged finite verb, its tense where the form shows one."""
    if book.sets.get("repeats-conjunction"):
        return "VerbForm=Fin"
    return f"Tense={'Past' if word.form.endswith('ed') else 'Pres'}|VerbForm=Fin"


def _lift(words: Words, word: Word) -> None:
    """Take a cue that the tree hung on its subject out of the noun phrase: « Le colonel dement avoir fui et declare ... »."""
    noun = words.head(word)
    above = None if noun is None else words.head(noun)
    if noun is not None and above is not None and noun.i < word.i and noun.pos in {"NOUN", "PROPN"} and noun.dep.startswith("nsubj"):
        hang(words, word, above)
        word.dep = "parataxis"


def _promote(words: Words, word: Word) -> None:
    """Make a cue that the tree took for an auxiliary the head of its verb: "Thole admits failing to record the error but denies dishonesty"."""
    inner = words.head(word)
    if inner is None or inner.i < word.i:
        return
    above, word.dep, word.pos = words.head(inner), inner.dep, "VERB"
    if above is None:
        hang(words, word, None)
    else:
        hang(words, word, above)
    hang(words, inner, word)
    inner.dep = "xcomp"
    for child in words.children(inner):
        if child.i < word.i or (child.dep in {"conj", "cc"} and child.i > inner.i):
            hang(words, child, word)


def _is_hidden_verb(words: Words, word: Word, book: CueBook, *, rootless: bool) -> bool:  # noqa: PLR0911 - a ladder of cases
    """Return whether a word that is tagged otherwise must be a finite cue: "le cabinet récuse ces critiques"."""
    known = book.verbs.get(word.form)
    if not known or not any("finite" in cue.kinds for cue in known) or word.i == 0 or word.i + 1 >= len(words) or word.text[:1].isupper():
        return False
    before = words[word.i - 1]
    after = next((w for w in words.words[word.i + 1 : word.i + 4] if w.pos != "ADV" or book.has("unsaid", w.form)), words[word.i + 1])
    if word.pos == "NOUN" and _has_arguments(words, word):
        return True
    if book.has("object-pronouns", before.form) and after.pos == "NUM" and any("count" in cue.takes for cue in known):
        return True  # « la Ligue en compte 14 »
    if word.pos in {"ADP", "SCONJ", "CCONJ", "DET", "NUM"} or before.pos in _NOT_BEFORE or book.has("auxiliaries", before.form):
        return False
    if word.pos == "NOUN" and before.pos in {"ADJ", "ADV"} and not (rootless and after.pos == "DET"):
        return False
    beyond = words[after.i + 1] if after.i + 1 < len(words) else after
    if word.pos == "NOUN" and book.has("of", after.form) and ("VerbForm=Inf" in beyond.morph or book.has("object-pronouns", beyond.form)):
        return book.has("conjunctions", before.form) and "infinitive" in {take for cue in known for take in cue.takes}
    if before.pos == "NOUN" and _joins_cue(words, after, book):
        return word.pos in {"ADJ", "ADV"} and any(cue.modality == "denied" for cue in known)  # « Son parti dément et assure que ... »
    if (before.pos in {"NOUN", "PROPN", "PRON"} or before.form == ",") and word.pos != "NOUN" and _is_infinitive(after, book):
        return "infinitive" in {take for cue in known for take in cue.takes}  # « qui dement avoir acheté »
    quoted = after.form in {"«", "“"} and before.pos in {"NOUN", "PROPN", "ADJ"} and word.pos != "ADJ"
    if quoted:
        return True
    starts = after.pos in _STARTS or book.has("unsaid", after.form) or (after.pos == "PROPN" and word.pos != "NOUN")
    nominal = before.pos in {"NOUN", "PROPN", "PRON"} or (rootless and before.pos == "ADJ")
    joined = nominal or before.form == "," or book.has("conjunctions", before.form)
    governing = after.pos == "SCONJ" and word.dep in {"ROOT", "ccomp", "conj"}  # "her party charges that ..."
    return starts and joined and (governing or not book.has("relatives", after.form))


def _has_arguments(words: Words, word: Word) -> bool:
    """Return whether the tree gives a noun a subject before it and an object behind it, as only a verb has."""
    children = words.children(word)
    return any(is_subject(c) and c.i < word.i for c in children) and any(c.dep in {"obj", "dobj"} and c.i > word.i for c in children)


def _is_inverted(words: Words, word: Word, book: CueBook) -> bool:
    """Return whether ", a annonce" lacks its accent: a comma, a bare auxiliary taken for a preposition, a participle, then a day or who says it."""
    if word.i < _SHORTEST or word.i + 1 >= len(words) or is_verb(word) or words[word.i - 2].form != ",":
        return False
    before, after = words[word.i - 1], words[word.i + 1]
    known = any("participle" in cue.kinds and "quote" in cue.takes for cue in book.verbs.get(word.form, ()))
    begins = after.pos in {"DET", "PROPN", "ADV"} or book.has("weekdays", after.form)
    return known and begins and before.pos == "ADP" and book.has("auxiliaries", before.form)


def _joins_cue(words: Words, joint: Word, book: CueBook) -> bool:
    """Return whether a conjunction leads to a cue that governs a clause."""
    second = words[joint.i + 1].form if joint.i + 1 < len(words) else ""
    return book.has("joints", joint.form) and any("finite" in cue.kinds and "clause" in cue.takes for cue in book.verbs.get(second, ()))


def _is_infinitive(word: Word, book: CueBook) -> bool:
    return "VerbForm=Inf" in word.morph or book.has("infinitive-auxiliaries", word.form)


def _shared_cue(words: Words, word: Word, book: CueBook) -> Word | None:  # noqa: PLR0911 - a ladder of vetoes
    """Return the cue verb that a second cue goes on with: "dit avoir alerté X et réclame Y", "deny that A and maintain that B"."""
    known = book.verbs.get(word.form, ())
    inner = words.head(word)
    listed = any("finite" in cue.kinds for cue in known)
    if inner is None or any(is_subject(c) for c in words.children(word)):
        return None
    while (inner.dep == "conj" or not (is_verb(inner) or is_clause(inner))) and (above := words.head(inner)) is not None and above.i < word.i:
        inner = above
    if not (is_clause(inner) or inner.dep in {"xcomp", "pcomp", "advcl", "obj", "acl"}) or inner.i > word.i:
        return None
    cue = words.head(inner)
    while cue is not None and cue.dep in {"prep", "case"}:
        cue = words.head(cue)
    if cue is None or not is_verb(cue) or cue.i > inner.i or cue.form not in book.verbs:
        return None
    joint = words[word.i - 1].form
    bare = is_clause(inner) and "VerbForm=Inf" in word.morph and _governs(words, word, book)  # a present that was taken for an infinitive
    if book.has("unsaid", joint) or joint == "to" or not (bare or _is_finite(words, word)):
        return None
    if not _is_finite(words, inner):
        return cue
    if not listed:
        return None
    if book.sets.get("repeats-conjunction") and any(book.has("unsaid", c.form) for c in words.children(inner)):
        return cue
    apart = word.i >= 2 and words[word.i - 2].form == "," and book.has("conjunctions", joint)
    other = _tense(words, inner) != _tense(words, cue) or _governs(words, word, book) or apart
    return cue if (bare or _tense(words, word) == _tense(words, cue)) and other else None


def _is_finite(words: Words, verb: Word) -> bool:
    chain = [verb, *(c for c in words.children(verb) if c.pos == "AUX" and c.i < verb.i)]
    if any(c.form == "to" and c.i < verb.i for c in words.children(verb)):
        return False
    return any("VerbForm=Fin" in w.morph for w in chain)


def _tense(words: Words, verb: Word) -> str:
    first = next((c for c in words.children(verb) if c.pos == "AUX" and c.i < verb.i), verb)
    return next((part for part in first.morph.split("|") if part.startswith("Tense=")), "")


def _governs(words: Words, verb: Word, book: CueBook) -> bool:
    """Return whether a verb has a clause of its own that begins right after it."""
    after = words[verb.i + 1] if verb.i + 1 < len(words) else None
    return after is not None and (book.has("unsaid", after.form) or any(is_clause(c) for c in words.children(verb)))
