"""Indirect speech by the tree: verbs with a clause, an infinitive, an object they say something about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.speech.candidate import Candidate
from briefing.extract.speech.complements import complement, doubling
from briefing.extract.speech.cues import Cue
from briefing.extract.speech.phrases import clitic_of, noun_phrase, relative_before, subject_of, surface_subject, verb_group, with_apposition
from briefing.extract.speech.words import is_clause, is_passive, is_relative, is_subject, is_verb
from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import CueBook
    from briefing.extract.speech.words import Word, Words
    from briefing.model import Modality

_NEAREST = frozenset({"clause", "infinitive", "control"})  # of these, the one that begins first is the verb's own
_PARTICLE = 3  # words after a verb within which its particle begins
_GENERIC = Cue("other", "asserted", frozenset({"clause", "quote"}), frozenset({"finite"}))


def clausal(words: Words, book: CueBook, used: frozenset[int], speakers: frozenset[int]) -> Iterator[Candidate]:
    """Yield the candidates of every verb of a parsed sentence that is not ``used`` by a quotation already.

    ``speakers`` are the words of named persons and bodies: only they count and measure, a region "counts" what it has.
    """
    for verb in words:
        if verb.i not in used and _may_cue(words, verb, book):
            candidate = _of_verb(words, verb, book, speakers)
            if candidate is not None:
                yield candidate


def cues_of(words: Words, verb: Word, book: CueBook) -> list[Cue]:
    """Return the cues a verb can be, those with their particle after it first."""
    return [cue for cue in book.verbs.get(verb.form, ()) if not cue.after or particle_end(words, verb, cue, book) is not None]


def particle_end(words: Words, verb: Word, cue: Cue, book: CueBook) -> int | None:
    """Return the index of the last word of the particle that makes a verb this cue."""
    first = verb.i + 1 + doubling(words, verb.i + 1, book)
    for group in cue.after:
        for start in range(first, first + _PARTICLE):
            if tuple(word.form for word in words.words[start : start + len(group)]) == group:
                return start + len(group) - 1
    return None


def speaker_of(words: Words, verb: Word, group: tuple[int, int], book: CueBook) -> Span | None:
    """Return the span of a cue's speaker: an inverted pronoun, the subject of the tree, or the noun phrase right before it."""
    inside = clitic_of(words, group, book)
    if inside is not None:
        return inside
    subject = subject_of(words, verb, book)
    relative = relative_before(words, group[0], book)
    if subject is not None and (group[0] <= subject.i <= group[1] or (relative is not None and relative < subject.i < group[0])):
        subject = None  # « L'armée, qui a dépêché des hommes dans le Copán, parle de ... »: the place does not speak
    if subject is None:
        finite = any("finite" in cue.kinds for cue in book.verbs.get(verb.form, ())) or group[0] < verb.i
        infinitive = any(book.has("infinitive-auxiliaries", w.form) for w in words.words[group[0] : verb.i]) or "VerbForm=Inf" in verb.morph
        return surface_subject(words, group[0], book) if finite and not infinitive else None
    if subject.i > verb.i:
        return with_apposition(words, noun_phrase(words, subject, floor=group[1] + 1, book=book), stop=None, book=book)
    span = noun_phrase(words, subject, ceiling=group[0], book=book)
    before_relative = words[group[0] - 1].i if group[0] and book.has("relatives", words[group[0] - 1].form) else group[0]
    return with_apposition(words, span, stop=before_relative, book=book)


def main_speaker(words: Words, book: CueBook) -> Span | None:
    """Return the subject of a sentence's main verb when it has one."""
    root = next((w for w in words if w.dep == "ROOT"), None)
    subject = None if root is None else subject_of(words, root, book)
    if root is None or subject is None or subject.i > root.i:
        return None
    return with_apposition(words, noun_phrase(words, subject, ceiling=root.i, book=book), stop=verb_group(words, root, book)[0], book=book)


def passive_group(words: Words, verb: Word, group: tuple[int, int], book: CueBook) -> bool:
    """Return whether a verb is passive: by the tree, by its auxiliary, or as a participle on a noun."""
    cues = book.verbs.get(verb.form, ())
    if "Aspect=Prog" in verb.morph:
        return False
    participle = any("participle" in cue.kinds for cue in cues) or "VerbForm=Part" in verb.morph
    own = [w for w in words.words[group[0] : verb.i] if w.pos == "AUX" or book.has("auxiliaries", w.form)]
    if participle and own and book.has("passive-auxiliaries", own[-1].form):
        return not any(book.has("reflexives", w.form) for w in words.words[group[0] : verb.i])
    if any("finite" in cue.kinds and "clause" in cue.takes for cue in cues) and not own and relative_before(words, group[0], book) is not None:
        return False  # "The ministry, which had announced it, acknowledged that ...": the tree hangs the verb on its subject
    if not own and verb.dep in {"acl", "amod"} and _is_active(words, verb, book):
        return False
    loose = verb.dep == "advcl" and "VerbForm=Part" in verb.morph and not any(is_subject(c) for c in words.children(verb))
    if participle and not own and (verb.dep in {"acl", "amod"} or loose) and not any("gerund" in cue.kinds for cue in cues):
        return True
    return is_passive(words, verb) and bool(own) and book.has("passive-auxiliaries", own[-1].form)


def _is_active(words: Words, verb: Word, book: CueBook) -> bool:
    """Return whether a verb that the tree hangs on its subject like a participle is none: it has an object, or lacks the participle's accent."""
    both = {kind for cue in book.verbs.get(verb.form, ()) for kind in cue.kinds} >= {"finite", "participle"}
    accented = any(fold(char) != char.lower() for char in words.text[words.start : words.end] if char.isalpha())
    bare = both and accented and verb.text.lower()[-2:] == verb.form[-2:] and bool(book.sets.get("repeats-conjunction"))
    return both and (bare or any(child.dep in {"obj", "dobj"} and child.i > verb.i for child in words.children(verb)))


def _may_cue(words: Words, verb: Word, book: CueBook) -> bool:
    if book.has("not-cues", verb.form) and not cues_of(words, verb, book):
        return False
    if is_verb(verb):
        return not ((verb.dep.startswith("aux") or verb.dep == "cop") and book.has("auxiliaries", verb.form))
    if verb.form not in book.verbs:
        return False
    before = words[verb.i - 1] if verb.i else None
    auxiliary = before is not None and (book.has("auxiliaries", before.form) or book.has("reflexives", before.form))
    return (auxiliary and verb.pos != "DET") or any(is_clause(child) for child in words.children(verb)) or _participle_cue(words, verb, book)


def _participle_cue(words: Words, verb: Word, book: CueBook) -> bool:
    """Return whether a mis-tagged participle of accusing stands before an infinitive: ", soupconne d'avoir fui"."""
    cues = book.verbs.get(verb.form, ())
    after = words[verb.i + 1].form if verb.i + 1 < len(words) else ""
    return any(cue.group == "accuse" and "participle" in cue.kinds and after in cue.prepositions for cue in cues)


def _of_verb(words: Words, verb: Word, book: CueBook, speakers: frozenset[int]) -> Candidate | None:
    cues = cues_of(words, verb, book) or [_GENERIC]
    group = verb_group(words, verb, book)
    passive = passive_group(words, verb, group, book)
    found = []
    for number, cue in enumerate(cues):
        end = particle_end(words, verb, cue, book) if cue.after else None
        last = group[1] if end is None else max(end, group[1])
        for order, content, kind in complement(words, verb, cue, book, last=last, passive=passive):
            found.append((order, number, content, kind, cue, last))
    nearest = min((f[2][0] for f in found if f[3] in _NEAREST), default=0)
    found.sort(key=lambda f: (f[3] in _NEAREST and f[2][0] > nearest, *f[:2]))
    for _, _, content, kind, cue, last in found:
        source = _agent(words, verb, book) if passive else speaker_of(words, verb, group, book)
        if source is not None and source[0] < content[1] and content[0] < source[1] and not is_relative(verb) and not passive:
            source = None
        if kind == "count" and not (source and _is_speaker(words, source, speakers, book)):
            continue
        if _speaks(words, verb, source, cue, book, kind, passive=passive):
            return Candidate(
                content=content,
                source=source,
                cue=(words[group[0]].start, _cue_end(words, last, content, kind, book)),
                modality=_modality(words, group, cue, book, asks=kind == "clause" and book.has("questions", words[words.at(content[0])].form)),
                rank=4 if cue.group != "other" else 6,
            )
    return None


def _is_speaker(words: Words, source: Span, speakers: frozenset[int], book: CueBook) -> bool:
    """Return whether a source is a named person or body, or a pronoun for one."""
    inside = words.words[words.at(source[0]) : words.at(source[1] - 1) + 1]
    return any(w.i in speakers for w in inside) or (len(inside) == 1 and book.has("again", inside[0].form))


def _cue_end(words: Words, last: int, content: Span, kind: str, book: CueBook) -> int:
    """Return the end of a cue: "called for" has its preposition in a language that takes it so, when the content follows at once."""
    after = words[last + 1] if last + 1 < len(words) else None
    joined = kind == "of" and after is not None and bool(book.sets.get("cue-keeps-preposition")) and after.end + 1 >= content[0]
    return after.end if after is not None and joined else words[last].end


def _modality(words: Words, group: tuple[int, int], cue: Cue, book: CueBook, *, asks: bool = False) -> Modality:
    """Return the modality a cue gives: what is not ruled out may be, what is not acknowledged is denied."""
    negated = any(book.has("negations", w.form) for w in words.words[group[0] : group[1]])
    if negated and asks:
        return "unknown"
    if any(book.has("reporting-auxiliaries", w.form) for w in words.words[group[0] : group[1]]):
        return "alleged"  # « aurait confié »: that it was said is itself hearsay
    if negated and cue.modality == "denied":
        return "hedged"
    if negated and cue.group in {"say", "announce", "know"}:
        return "denied"
    return cue.modality


def _speaks(words: Words, verb: Word, source: Span | None, cue: Cue, book: CueBook, kind: str, *, passive: bool) -> bool:
    """Return whether the source can be a speaker for this kind of content."""
    if passive:
        return cue.group != "other" and kind in {"clause", "control", "infinitive", "predicate", "noun"}
    finite = any("finite" in c.kinds for c in book.verbs.get(verb.form, ())) or cue.group == "other"
    if source is None:
        return cue.group != "other" and not (kind in {"noun", "count", "of", "gerund", "predicate"} and finite)
    first = words[words.at(source[0])]
    if first.start == source[0] and first.end >= source[1]:
        impersonal = first.dep.startswith("expl") and book.has("expletives", first.form)
        if book.has("not-speakers", first.form) or (
            impersonal and (cue.group == "other" or not book.has("again", first.form) or book.has("again-thing", first.form))
        ):
            return False
        if book.has("expletives", first.form) and _is_nonfinite(words, verb):
            return False
        if book.has("interrogatives", first.form) and not is_relative(verb):
            return False
    return kind != "generic" or not first.form.isdigit()


def _is_nonfinite(words: Words, verb: Word) -> bool:
    return "VerbForm=Inf" in verb.morph or any(c.form == "to" and c.i < verb.i for c in words.children(verb))


def _agent(words: Words, verb: Word, book: CueBook) -> Span | None:
    """Return who does it in a passive: "by prosecutors", "par le parquet"."""
    for child in words.children(verb):
        if child.dep == "agent":
            inner = next((c for c in words.children(child) if c.dep == "pobj"), None)
            if inner is not None:
                return noun_phrase(words, inner, floor=child.i + 1, book=book)
        if child.dep == "obl:agent":
            case = next((c.i + 1 for c in words.children(child) if c.dep == "case"), child.i)
            return noun_phrase(words, child, floor=case, book=book)
    return None
