"""Trigger words of a sentence: which words name an act of a framework's category, and in which form.

Triggers are matched by inflected forms (``lexicon/<language>/inflection.yaml``), folded, so that stripped accents and languages without a model are
read the same way; the parse only decides between a noun and a verb of the same letters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING, Literal, NamedTuple

from briefing.folding import fold
from briefing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from spacy.tokens import Token

    from briefing.extract.parse import Parse, ParsedSentence
    from briefing.frameworks import Category, Framework, Trigger
    from briefing.model import Document

_WORD = re.compile(r"(?:[^\W_]{1,4}['’](?=[^\W_]))|[^\W_]+(?:-[^\W_]+){0,4}|[^\s\w]")
_ENDS = frozenset(".;:!?—–")
_MOST = 1_000  # words; what is longer is no sentence, and contexts are looked up in all of it
_GAP = 6  # words between a verb and the rest of its group: "took the two men into custody"
_NEAR = 5  # words round a trigger in which an ``unless`` word speaks against it


class Word(NamedTuple):
    """A token of a sentence; ``start`` and ``end`` are document offsets."""

    start: int
    end: int
    form: str  # folded
    lemma: str  # folded; the form itself without a model
    pos: str  # Universal POS, "" without a model
    token: Token | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A trigger found: words ``first`` to ``last`` of the sentence, ``head`` is the one that inflects."""

    framework: str
    category: Category
    trigger: Trigger
    head: int
    first: int
    last: int

    @property
    def rank(self) -> tuple[int, bool]:
        """Order among triggers that share words: longer first, then those bound to a context."""
        return (len(self.trigger.words), bool(self.trigger.when))


@dataclass(frozen=True, slots=True)
class _Entry:
    framework: str
    category: Category
    trigger: Trigger
    forms: tuple[frozenset[str], ...]  # of each word


def words_of(document: Document, parse: Parse) -> tuple[Sequence[Word], ...]:
    """Return the words of each sentence of a document, none of boilerplate."""
    return tuple(() if sentence.boilerplate else _words_of(document, sentence) for sentence in parse.sentences)


def _words_of(document: Document, sentence: ParsedSentence) -> list[Word]:
    """Return the words and signs of a sentence; of what is longer than any sentence, the beginning."""
    text = document.text
    if sentence.span is None:
        found = islice(_WORD.finditer(text, sentence.start, sentence.end), _MOST)
        return [Word(m.start(), m.end(), fold(m.group()), fold(m.group()), "", None) for m in found]
    return [
        Word(row.start, row.end, fold(text[row.start : row.end]), fold(row.lemma or row.text), row.pos, token)
        for token, row in zip(sentence.span, sentence.rows, strict=True)
        if not row.is_space
    ]


def find_triggers(words: Sequence[Word], frameworks: Sequence[Framework], language: str) -> list[Hit]:
    """Return the triggers of a sentence in order, at most one for each word."""
    entries = _entries(tuple(frameworks), language)
    hits = []
    for place, word in enumerate(words):
        for entry in entries.get(word.form, ()):
            hit = _match(words, place, entry)
            if hit is not None and _is_allowed(words, hit, language):
                hits.append(hit)
        hits.extend(
            Hit(framework=entry.framework, category=entry.category, trigger=entry.trigger, head=place + 2, first=place, last=place + 2)
            for entry in entries.get(_joined(words, place), ())
            if len(entry.trigger.words) == 1
        )
    return _without_overlaps(hits)


def _joined(words: Sequence[Word], place: int) -> str:
    """Return a hyphened word that the tokenizer parted ("co-operating"), an empty string elsewhere."""
    if place + 2 >= len(words) or words[place + 1].form != "-":
        return ""
    left, sign, right = words[place : place + 3]
    return f"{left.form}-{right.form}" if left.end == sign.start and sign.end == right.start else ""


def matches(term: str, word: Word) -> bool:
    """Return whether a word is the term, in its form or lemma; ``x*`` is a beginning."""
    if term.endswith("*"):
        return word.form.startswith(term[:-1]) or word.lemma.startswith(term[:-1])
    return term in {word.form, word.lemma}


@lru_cache(maxsize=64)
def inflect(word: str, language: str, kind: Literal["verb", "noun"]) -> frozenset[str]:
    """Return the folded forms of a dictionary form; the word itself where the language has no table.

    >>> sorted(inflect("raid", "en", "noun"))
    ['raid', 'raids']
    """
    table = load(language, "inflection")
    irregular = table.get("irregular", {}).get(word)
    if kind == "verb" and irregular:
        return frozenset(irregular)
    for rule in table.get(f"{kind}s", ()):
        ending = rule["ending"]
        if word.endswith(ending):
            stem = word[: len(word) - len(ending)]
            return frozenset({word, *(stem + form for form in rule["forms"])})
    return frozenset({word})


@lru_cache(maxsize=16)
def _entries(frameworks: tuple[Framework, ...], language: str) -> Mapping[str, tuple[_Entry, ...]]:
    """Return what may begin with a form, by form."""
    found: dict[str, list[_Entry]] = {}
    for framework in frameworks:
        for category in framework.categories:
            for trigger in category.triggers.get(language, ()):
                entry = _Entry(framework.id, category, trigger, _forms(trigger, language))
                for form in sorted(entry.forms[0]):
                    found.setdefault(form, []).append(entry)
    return {form: tuple(entries) for form, entries in found.items()}


def _forms(trigger: Trigger, language: str) -> tuple[frozenset[str], ...]:
    if trigger.kind == "verb":
        return (inflect(trigger.words[0], language, "verb"), *(frozenset({word}) for word in trigger.words[1:]))
    return tuple(inflect(word, language, "noun") for word in trigger.words)


def _match(words: Sequence[Word], place: int, entry: _Entry) -> Hit | None:
    """Return the hit of an entry whose first word stands at ``place``."""
    rest = entry.forms[1:]
    last = place if not rest else _find_rest(words, place + 1, rest, gap=_GAP if entry.trigger.kind == "verb" else 0)
    if last is None:
        return None
    head = place if entry.trigger.kind == "verb" else _root(words, place, last)
    return Hit(framework=entry.framework, category=entry.category, trigger=entry.trigger, head=head, first=place, last=last)


def _root(words: Sequence[Word], first: int, last: int) -> int:
    """Return the word of a group of words that the others depend on."""
    group = [word.token for word in words[first : last + 1]]
    for n in range(first, last + 1):
        token = words[n].token
        if token is not None and (token.head == token or token.head not in group) and token.pos_ not in {"ADP", "DET"}:
            return n
    return last


def _find_rest(words: Sequence[Word], start: int, rest: tuple[frozenset[str], ...], *, gap: int) -> int | None:
    for place in range(start, min(start + gap + 1, len(words) - len(rest) + 1)):
        if all(words[place + n].form in forms for n, forms in enumerate(rest)):
            return place + len(rest) - 1
        if words[place].form in _ENDS:
            return None
    return None


def _is_allowed(words: Sequence[Word], hit: Hit, language: str) -> bool:
    """Return whether part of speech and context let a match be a trigger."""
    trigger = hit.trigger
    if not (_is_verb(words, hit, language) if trigger.kind == "verb" else _is_noun(words, hit)):
        return False
    if trigger.when and not any(matches(term, word) for n, word in enumerate(words) if not hit.first <= n <= hit.last for term in trigger.when):
        return False
    if trigger.actors and not any(matches(term, word) for word in words for term in hit.category.actors):
        return False
    return not _is_vetoed(words, hit, language)


def _is_vetoed(words: Sequence[Word], hit: Hit, language: str) -> bool:
    following = words[hit.last + 1] if hit.last + 1 < len(words) else None
    inside = words[hit.first + 1 : hit.head]
    near = [*_before(words, hit, load(language, "events").get("be", ())), *inside, *words[hit.last + 1 : hit.last + 1 + _NEAR]]
    for term in hit.trigger.unless:
        if term.startswith("+"):
            if following is not None and matches(term[1:], following):
                return True
        elif any(matches(term, word) for word in near):
            return True
    return any(_holds(words, hit, phrase) for phrase in _veto_phrases(hit.category.vetoes.get(language, ())))


def _before(words: Sequence[Word], hit: Hit, be: Sequence[str]) -> list[Word]:
    """Return the words before a trigger that may be what it acts on or is part of: those of a passive's subject, three before a noun."""
    found: list[Word] = []
    for n in range(hit.first - 1, max(-1, hit.first - 7), -1):
        if words[n].form in _ENDS or words[n].form == ",":
            break
        found.append(words[n])
    if hit.trigger.kind == "noun":
        return found[:3]
    return found if any(word.form in be for word in found[:3]) else []


@lru_cache(maxsize=64)
def _veto_phrases(vetoes: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(veto.replace("'", "' ").split()) for veto in vetoes)


def _holds(words: Sequence[Word], hit: Hit, phrase: tuple[str, ...]) -> bool:
    """Return whether a phrase stands over the trigger."""
    for start in range(max(0, hit.first - len(phrase) + 1), hit.last + 1):
        if all(start + n < len(words) and matches(part, words[start + n]) for n, part in enumerate(phrase)):
            return True
    return False


def _is_verb(words: Sequence[Word], hit: Hit, language: str) -> bool:
    word = words[hit.head]
    if word.pos in {"NOUN", "VERB", "ADJ"} and hit.head and words[hit.head - 1].pos == "DET" and language != "en" and word.token is not None:
        return False  # "sa remise en liberte"
    if word.pos in {"", "VERB", "AUX"} or (language != "en" and word.form == hit.trigger.words[0]):
        return True
    before = words[hit.head - 1].pos if hit.head else ""
    if word.pos == "ADJ":
        return language != "en" or word.form.endswith(("ed", "en", "ing")) or word.form not in inflect(hit.trigger.words[0], language, "noun")
    if len(hit.trigger.words) > 1 or has_auxiliary(words, hit.head, language):
        return True
    is_base = word.form in inflect(hit.trigger.words[0], language, "noun") if language == "en" else False
    return not is_base and before not in {"DET", "ADP", "ADJ", "NUM"} and word.pos != "PROPN"


def _is_noun(words: Sequence[Word], hit: Hit) -> bool:
    word = words[hit.last]
    if word.token is not None and word.token.dep_ == "compound" and word.token.head.i > word.token.i:  # "extradition treaty", "raid videos"
        return False
    if word.pos in {"", "NOUN", "PROPN", "X"} or len(hit.trigger.words) > 1:
        return True
    before = words[hit.first - 1].pos if hit.first else ""
    return before in {"DET", "NUM"} or (word.pos == "ADJ" and before == "ADP")


def has_auxiliary(words: Sequence[Word], place: int, language: str) -> bool:
    """Return whether one of the three words before is an auxiliary ("a ete", "was")."""
    known = load(language, "events").get("auxiliaries", ())
    for n in range(place - 1, max(-1, place - 4), -1):
        if words[n].form in known and words[n].pos != "PART":
            return True
        if words[n].pos not in {"ADV", "AUX", "X", "PROPN", "PART"}:
            return False
    return False


def _without_overlaps(hits: Iterable[Hit]) -> list[Hit]:
    """Keep the longest, most specific hit of those that share a word."""
    kept: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (tuple(-int(part) for part in hit.rank), hit.first)):
        taken = {n for other in kept for n in _core(other)}
        if not taken & set(_core(hit)):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.first)


def _core(hit: Hit) -> tuple[int, ...]:
    """Return the words of a trigger without those in its gap."""
    if hit.trigger.kind == "noun":
        return tuple(range(hit.first, hit.last + 1))
    return (hit.head, *range(hit.last - len(hit.trigger.words) + 2, hit.last + 1))
