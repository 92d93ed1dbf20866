"""How sure a document is of what it says: the modality and negation of its sentences and clauses.

Six values: asserted, alleged, hedged, predicted, denied, unknown. What somebody is accused of stays alleged however firmly the accuser puts it; only
what the text itself or an uncommitted source states is asserted.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.extract.speech.cues import cue_book
from briefing.extract.speech.words import Words, is_clause, is_relative, is_subject, is_verb
from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.extract.parse import Parse
    from briefing.extract.speech.words import Word
    from briefing.model import Attribution, Document, Modality

_ORDER: tuple[Modality, ...] = ("unknown", "denied", "alleged", "hedged", "predicted")
_STRONGEST: tuple[Modality, ...] = ("denied", "alleged", "hedged")
_GAP = 4  # words that "..." can stand for
_ASIDES = frozenset({"relcl", "acl:relcl", "acl", "advcl", "appos"})
_WISHED = frozenset({"order", "call-for", "demand", "consider"})  # groups whose sentence states the act of wanting
_COVERS = 0.6  # share of a span that an attribution must fill to be what the span says
_EARLY = 40  # characters before the source of a leading cue


Pattern = tuple[frozenset[str], ...]  # the forms that fit each place; the empty set is a gap


@dataclass(frozen=True, slots=True)
class Facts:
    """The certainty lexicon of a language, folded."""

    patterns: Mapping[str, Mapping[str, tuple[Pattern, ...]]]  # by modality, then by the form each begins with
    sets: Mapping[str, frozenset[str]]


@cache
def facts_of(language: str) -> Facts:
    """Return the certainty lexicon of a language."""
    data = lexicon.load(language, "certainty")
    patterns = {name: _by_first(_pattern(str(row)) for row in data.get(name, ())) for name in (*_ORDER, "plain")}
    return Facts(patterns, {str(k): frozenset(fold(str(w)) for w in v) for k, v in data.items() if k not in patterns})


def _by_first(patterns: Iterable[Pattern]) -> Mapping[str, tuple[Pattern, ...]]:
    found: dict[str, list[Pattern]] = {}
    for pattern in patterns:
        for form in sorted(pattern[0]):
            found.setdefault(form, []).append(pattern)
    return {form: tuple(group) for form, group in found.items()}


def _pattern(row: str) -> Pattern:
    """Return a pattern's places."""
    places: list[frozenset[str]] = []
    for place in fold(row).split():
        if place == "...":
            places.append(frozenset())
        else:
            head, _, tail = place.partition("'")
            if "|" not in place and head and tail:  # "c'est", "n'a" are two tokens
                places.extend((frozenset({f"{head}'"}), frozenset({tail})))
            else:
                places.append(frozenset(place.split("|")))
    return tuple(places)


@dataclass(frozen=True, slots=True)
class Certainty:
    """What `judge` found: one value a sentence, and any span on demand."""

    sentences: tuple[tuple[Modality, bool], ...]  # (modality, negated) of each sentence of the parse
    _words: tuple[Words, ...] = field(repr=False)
    _attributions: tuple[tuple[Attribution, ...], ...] = field(repr=False)  # those that touch each sentence
    _language: str = field(repr=False)

    def at(self, start: int, end: int) -> tuple[Modality, bool]:
        """Return modality and negation of a span: a sentence, a clause, or any part of one."""
        number = bisect_right(self._words, start, key=lambda words: words.start) - 1
        if number < 0 or start >= self._words[number].end:
            return "asserted", False
        return _judge_span(self._words[number], start, end, self._attributions[number], self._language)


def judge(document: Document, parse: Parse, attributions: Sequence[Attribution]) -> Certainty:
    """Return how sure the document is of each sentence, and of any clause asked for."""
    sentences = tuple(Words(document.text, sentence) for sentence in parse.sentences)
    touching = _by_sentence(sentences, attributions)
    judged = tuple(
        ("asserted", False) if sentence.boilerplate else _judge_span(words, words.start, words.end, known, document.language)
        for words, sentence, known in zip(sentences, parse.sentences, touching, strict=True)
    )
    return Certainty(judged, sentences, touching, document.language)  # type: ignore[arg-type]


def _by_sentence(sentences: Sequence[Words], attributions: Iterable[Attribution]) -> tuple[tuple[Attribution, ...], ...]:
    """Return for each sentence the attributions whose content or cue lies in it."""
    found: list[list[Attribution]] = [[] for _ in sentences]
    for attribution in attributions:
        low = min(attribution.content_start, attribution.cue_start if attribution.cue_start is not None else attribution.content_start)
        high = max(attribution.content_end, attribution.cue_end or 0)
        number = max(0, bisect_right(sentences, low, key=lambda words: words.start) - 1)
        while number < len(sentences) and sentences[number].start < high:
            found[number].append(attribution)
            number += 1
    return tuple(map(tuple, found))


def content_modality(words: Words, content: tuple[int, int], cue: Modality, source: str, language: str, *, vouched: bool) -> Modality:
    """Return the modality of a content: what its cue says, else what its own words say.

    Args:
        words: the sentence the content begins in; what goes on after it does not count.
        content: start and end, document offsets.
        cue: what the cue alone says.
        source: the source's noun phrase; what an accuser states is alleged.
        language: ISO 639-1.
        vouched: a verb puts the content in somebody's mouth; a conditional in it is then no conditional of report.
    """
    if cue in {"alleged", "denied", "unknown"}:
        return cue
    inside = [w for w in words if content[0] <= w.start < content[1]]
    own = _features(_main_level(words, inside, _main_verb(words, inside, None)), language, vouched=vouched) if inside else "asserted"
    if cue == "hedged" and own in {"alleged", "predicted", "asserted"}:
        return "hedged"
    if cue == "predicted" and own in {"asserted", "alleged", "hedged"}:
        return "hedged" if own == "hedged" else "predicted"
    if own == "asserted" and any(word.strip(",.") in facts_of(language).sets.get("accusers", ()) for word in fold(source).split()):
        return "alleged"
    return own if cue == "asserted" else cue


def reports(words: Words, language: str) -> bool:
    """Return whether a sentence's main clause stands in the conditional of report, by which a text passes on what it does not vouch for.

    « Le réseau aurait investi plusieurs millions à l'étranger. »
    """
    inside = list(words)
    return _reports(_main_level(words, inside, _main_verb(words, inside, None)), language)


def _judge_span(words: Words, start: int, end: int, attributions: Sequence[Attribution], language: str) -> tuple[Modality, bool]:
    inside = [w for w in words if start <= w.start and w.end <= end]
    if not inside:
        return "asserted", False
    main = _main_attribution(attributions, start, end)
    verb = _main_verb(words, inside, main)
    main = main or _leading_attribution(attributions, start, end, verb)
    negated = _is_negated(words, verb, inside, language)
    if _matches(_open_forms(inside, language), "unknown", language):
        return "unknown", negated
    modality = _of_speaker(main, attributions, start, end) or (_of_attribution(words, main, start, end, language) if main is not None else None)
    return modality or _features(_main_level(words, inside, verb), language), negated


def _main_attribution(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """Return the attribution that is what the span says: its cue leads the span, or its content is the span."""
    best: tuple[float, int, Attribution] | None = None
    for attribution in attributions:
        low, high = attribution.content_start, attribution.content_end
        if attribution.cue_start is not None and attribution.cue_end is not None and start <= attribution.cue_start and attribution.cue_end <= end:
            low, high = min(low, attribution.cue_start), max(high, attribution.cue_end)
        shared = min(high, end) - max(low, start)
        if shared <= 0:
            continue
        share = shared / (end - start)
        if share >= _COVERS and (best is None or (share, -attribution.content_start) > (best[0], best[1])):
            best = (share, -attribution.content_start, attribution)
    return None if best is None else best[2]


def _leading_attribution(attributions: Sequence[Attribution], start: int, end: int, verb: Word | None) -> Attribution | None:
    """Return the attribution whose cue is the span's own main verb or stands before it."""
    cued = [
        a
        for a in attributions
        if a.cue_start is not None
        and a.cue_end is not None
        and start <= a.cue_start < end
        and (verb is None or a.cue_start <= verb.start)
        and (a.source_start is None or a.source_start - start < _EARLY)
        and (a.source_start is not None or verb is None or verb.start < a.cue_end)
    ]
    return min(cued, key=lambda a: a.cue_start or 0, default=None)


def _of_attribution(words: Words, main: Attribution, start: int, end: int, language: str) -> Modality | None:
    """Return the modality an attribution gives its sentence, None when the words decide."""
    book = cue_book(language)
    cue_inside = main.cue_start is not None and start <= main.cue_start < end
    if main.cue_start is not None and main.cue_end is not None:
        groups = {cue.group for w in words if main.cue_start <= w.start < main.cue_end for cue in book.verbs.get(w.form, ())}
        if cue_inside and main.modality == "predicted" and groups & _WISHED and not groups & {"promise", "predict", "hope", "fear"}:
            return "asserted"
    if not cue_inside and main.cue_start is not None:
        whole = main.content_start >= start - 2 and main.content_end <= end + 2
        return main.modality if main.modality == "alleged" or (whole and main.modality in {"denied", "unknown", "hedged"}) else None
    return main.modality


def _of_speaker(main: Attribution | None, attributions: Sequence[Attribution], start: int, end: int) -> Modality | None:
    """Return the modality of what a span's main speaker goes on to say, when its main attribution is a plain one.

    "He admits the error but denies dishonesty" is a denial; a source that is not written goes on with the speaker.
    """
    if main is None or main.modality != "asserted" or main.source_start is None or main.cue_start is None or not start <= main.cue_start < end:
        return None
    after = [a for a in attributions if a.cue_start is not None and main.cue_start < a.cue_start < end]
    further = {a.modality for a in after if a.source_start == main.source_start}
    return next((modality for modality in _STRONGEST if modality in further), None)


def _main_verb(words: Words, inside: Sequence[Word], main: Attribution | None) -> Word | None:
    """Return the verb whose negation is the span's: of an inserted cue the verb of what is said, else the highest verb."""
    if not words.parsed:
        return None
    pool = list(inside)
    if main is not None and main.cue_start is not None and main.content_start < main.cue_start and main.content_start <= inside[0].start + 2:
        content = [w for w in inside if main.content_start <= w.start < main.content_end and not (main.cue_start <= w.start < (main.cue_end or 0))]
        pool = content or pool
    present = {w.i for w in pool}
    roots = [w for w in pool if (head := words.head(w)) is None or head.i not in present]
    verbs = [w for w in roots if is_verb(w) or any(is_subject(c) or c.dep == "cop" for c in words.children(w))]
    return verbs[0] if verbs else roots[0] if roots else None


def _is_negated(words: Words, verb: Word | None, inside: Sequence[Word], language: str) -> bool:
    sets = facts_of(language).sets
    negations, subjects, objects = (sets.get(name, frozenset()) for name in ("main-negations", "negative-subjects", "negative-objects"))
    if verb is None:
        return any(w.form in negations for w in inside[:12])
    near = [*words.children(verb), *(g for c in words.children(verb) if c.pos == "AUX" for g in words.children(c))]
    for child in near:
        if child.form in negations and child.i < verb.i + 3:
            return not _is_restrictive(words, verb, language)
        if is_subject(child) and (child.form in subjects or any(c.form in subjects | negations and c.i < child.i for c in words.children(child))):
            return True
        if child.dep in {"dobj", "attr", "obj"} and (
            child.form in objects or any(c.form in objects and c.dep == "det" for c in words.children(child))
        ):
            return True
    before = words.words[max(0, verb.i - 4) : verb.i]
    clitic = any(w.form in negations and w.form.startswith("n") and len(w.form) <= 2 for w in before)
    return clitic and not _is_restrictive(words, verb, language)


def _is_restrictive(words: Words, verb: Word, language: str) -> bool:
    """Return whether the negation is « ne ... que » (only)."""
    restrictive = facts_of(language).sets.get("restrictive", frozenset())
    after = words.words[verb.i + 1 : verb.i + 3]
    return bool(after) and after[0].form in restrictive and not any(is_clause(c) for c in words.children(verb))


def _main_level(words: Words, inside: Sequence[Word], verb: Word | None) -> list[Word]:
    """Return the words of a span without its relative, participial and adverbial clauses."""
    if verb is None or not words.parsed:
        return list(inside)
    present = {w.i for w in inside}
    dropped: set[int] = set()
    for word in inside:
        head = words.head(word)
        second = word.dep == "conj" and is_verb(word) and word.i > verb.i
        if (
            (word.dep in _ASIDES or is_relative(word) or second)
            and word.i != verb.i
            and head is not None
            and head.i in present
            and not words.depends(verb, word)
        ):
            dropped.update(w.i for w in words.subtree(word))
    kept = [w for w in inside if w.i not in dropped]
    return kept or list(inside)


def _features(inside: list[Word], language: str, *, vouched: bool = False) -> Modality:
    """Return the modality the words of a span show; in reported speech (``vouched``) a conditional is a future seen from the past."""
    forms = _open_forms(inside, language)
    for modality in _ORDER:
        if _matches(forms, modality, language):
            if modality == "predicted" and any(w.form in facts_of(language).sets.get("irreal", frozenset()) for w in inside):
                continue
            return modality
        if modality == "alleged" and not vouched and _reports(inside, language):
            return "alleged"
        if modality == "predicted" and (any("Tense=Fut" in w.morph for w in inside) or (vouched and _is_future_in_past(inside, language))):
            return "predicted"
    return "asserted"


def _is_future_in_past(inside: Sequence[Word], language: str) -> bool:
    """Return whether reported speech speaks of the future: "said he would repay", « a dit qu'il paierait »."""
    sets = facts_of(language).sets
    if any(w.form in sets.get("conditions", frozenset()) for w in inside):
        return False
    future = sets.get("future-in-past", frozenset())
    return _reports(inside, language) or any(
        w.form in future and not (n + 1 < len(inside) and inside[n + 1].form in sets.get("perfect", frozenset())) for n, w in enumerate(inside)
    )


def _reports(inside: Sequence[Word], language: str) -> bool:
    """Return whether a conditional of report stands in a span: « aurait été vendue », « se cacherait »."""
    sets = facts_of(language).sets
    auxiliaries = sets.get("reporting")
    if not auxiliaries or any(w.form in sets.get("conditions", frozenset()) for w in inside):
        return False
    for number, word in enumerate(inside):
        if word.form in auxiliaries:
            after = inside[number + 1].form if number + 1 < len(inside) else ""
            return after not in sets.get("not-reported", frozenset())
        conditional = "Mood=Cnd" in word.morph or (word.form.endswith(("erait", "eraient", "irait", "iraient")) and word.pos in {"VERB", "AUX"})
        if conditional and word.form not in sets.get("not-reporting", frozenset()) and number > 0:
            return True
    return False


def _open_forms(inside: Sequence[Word], language: str) -> list[str]:
    """Return the forms of a span in which patterns are looked for, an empty string where a plain phrase says that none begins."""
    plain = facts_of(language).patterns["plain"]
    forms = [form for word in inside for form in _forms(word)]
    if plain.keys().isdisjoint(forms):
        return forms
    for start, form in enumerate(forms):
        if any(_follows(forms, start + 1, pattern, 1) for pattern in plain.get(form, ())):
            forms[start] = ""
    return forms


def _matches(forms: Sequence[str], modality: str, language: str) -> bool:
    patterns = facts_of(language).patterns[modality]
    if patterns.keys().isdisjoint(forms):
        return False
    return any(_follows(forms, start + 1, pattern, 1) for start, form in enumerate(forms) if form in patterns for pattern in patterns[form])


def _forms(word: Word) -> tuple[str, ...]:
    """Return a word's forms, an elided one taken apart; a name has none (the month of May)."""
    if word.pos == "PROPN" and word.text[:1].isupper():
        return ("",)
    return _split(word.form)


@lru_cache(maxsize=65_536)
def _split(form: str) -> tuple[str, ...]:
    form = form.replace("’", "'")
    head, apostrophe, tail = form.partition("'")
    return (f"{head}'", tail) if apostrophe and head and tail and len(head) <= 2 else (form,)


def _follows(forms: Sequence[str], position: int, pattern: tuple[frozenset[str], ...], place: int) -> bool:
    while place < len(pattern):
        if not pattern[place]:
            wanted = pattern[place + 1]
            return any(
                forms[p] in wanted and _follows(forms, p + 1, pattern, place + 2) for p in range(position, min(position + _GAP + 1, len(forms)))
            )
        if position >= len(forms) or forms[position] not in pattern[place]:
            return False
        position, place = position + 1, place + 1
    return True
