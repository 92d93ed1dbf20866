"""How well each sentence fits each category: acts by their triggers, risks by vectors and cue terms together.

A risk's score is the logistic of a few plain parts: how much nearer the sentence is to the category's prototype sentences than to sentences of no
category, a strong cue term, weak cue terms, people in the sentence. The weights stand in the framework's file. Without vectors the cues decide alone.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from briefing.extract.events import is_person_noun
from briefing.extract.triggers import find_triggers, words_of
from briefing.extract.vectors import encode
from briefing.lexicon import load
from briefing.model import CategoryScore
from briefing.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from briefing.extract.parse import Parse
    from briefing.extract.triggers import Word
    from briefing.frameworks import Category, Framework
    from briefing.model import Document, Event, Sentence

LEAST = 0.2  # scores below are not worth keeping: the brief's sections ask for more
_FLOOR = -0.05  # a sentence told in other words than the prototypes must not outweigh a plain cue
_NEAREST = 3  # background sentences whose mean similarity is what a category must stand out from
_DEFAULT = {"bias": -3.0, "margin": 9.0, "strong": 3.2, "weak": 1.2, "people": 0.8}


def score_categories(
    document: Document, parse: Parse, sentences: Sequence[Sentence], vectors: NDArray[np.float32] | None, frameworks: Sequence[Framework],
    *, events: Sequence[Event] | None = None, words: Sequence[Sequence[Word]] | None = None,
) -> tuple[CategoryScore, ...]:
    """Return the categories of each sentence with their scores, in order of sentence, then of score, best first.

    Args:
        document: the text.
        parse: its parsed sentences, one for each of ``sentences``.
        sentences: tell which row of ``vectors`` is theirs.
        vectors: None when nothing was encoded: cue terms then decide alone.
        frameworks: those to score.
        events: the document's events; when None the triggers are looked for again.
        words: of each sentence, where they were read before.
    """
    lines = words_of(document, parse) if words is None else words
    found: list[CategoryScore] = []
    for framework in frameworks:
        if framework.kind == "events":
            found.extend(_acts(document, lines, framework, events))
        else:
            found.extend(_risks(document, lines, framework, _margins(sentences, vectors, framework)))
    return tuple(sorted(found, key=lambda score: (score.sentence, -score.score, score.framework, score.category)))


def _acts(document: Document, lines: Sequence[Sequence[Word]], framework: Framework, events: Sequence[Event] | None) -> list[CategoryScore]:
    """Score each sentence 1 for the categories of its events, less for events that did not happen."""
    best: dict[tuple[int, str], CategoryScore] = {}
    for sentence, category, start, end, score in _triggers(document, lines, framework, events):
        key = (sentence, category)
        if key not in best or best[key].score < score:
            cue = document.text[start:end]
            best[key] = CategoryScore(framework=framework.id, category=category, sentence=sentence, score=round(score, 4), cue=cue)
    return list(best.values())


def _triggers(
    document: Document, lines: Sequence[Sequence[Word]], framework: Framework, events: Sequence[Event] | None,
) -> list[tuple[int, str, int, int, float]]:
    if events is not None:
        weights = {"asserted": 1.0, "alleged": 0.95, "denied": 0.9, "predicted": 0.85, "hedged": 0.8, "unknown": 0.75}
        mine = [event for event in events if event.framework == framework.id]
        return [(e.sentence, e.category, e.start, e.end, e.score * weights[e.modality] * (0.9 if e.negated else 1.0)) for e in mine]
    found: list[tuple[int, str, int, int, float]] = []
    for number, words in enumerate(lines):
        hits = find_triggers(words, (framework,), document.language)
        found.extend((number, hit.category.id, words[hit.first].start, words[hit.last].end, 1.0) for hit in hits)
    return found


def _risks(
    document: Document, lines: Sequence[Sequence[Word]], framework: Framework, margins: Mapping[int, Sequence[float]],
) -> list[CategoryScore]:
    weights = {**_DEFAULT, **framework.calibration}
    found: list[CategoryScore] = []
    for number, words in enumerate(lines):
        if not words:
            continue
        line = _Line.of(words)
        people = _has_people(words, document.language)
        for place, category in enumerate(framework.categories):
            strong, weak, cue = _cues(line, category, document)
            margin = margins[number][place] if number in margins else 0.0
            parts = {"bias": 1.0, "margin": max(margin, _FLOOR), "strong": min(strong, 2), "weak": min(weak, 2), "people": people}
            score = round(1 / (1 + math.exp(-sum(weights[key] * value for key, value in parts.items()))), 4)
            if score >= LEAST:
                found.append(CategoryScore(framework=framework.id, category=category.id, sentence=number, score=score, cue=cue))
    return found


@dataclass(frozen=True, slots=True)
class _Line:
    """A sentence as one line of folded words, and the place of each character's word in the document."""

    text: str
    words: tuple[Word, ...]
    starts: tuple[int, ...]  # of each word in ``text``

    @classmethod
    def of(cls, words: Sequence[Word]) -> _Line:
        """Join words by single spaces, one at each end, elided articles to their noun."""
        parts, starts, length = [" "], [], 1
        for word in words:
            starts.append(length)
            part = word.form if word.form.endswith("'") else f"{word.form} "
            parts.append(part)
            length += len(part)
        return cls("".join(parts), tuple(words), tuple(starts))

    def surface(self, document: Document, start: int, end: int) -> str:
        """Return the document's own words for a part of the line."""
        inside = [word for word, place in zip(self.words, self.starts, strict=True) if start <= place < end]
        return document.text[inside[0].start : inside[-1].end] if inside else self.text[start:end]


def _cues(line: _Line, category: Category, document: Document) -> tuple[int, int, str | None]:
    """Return how many strong and weak cue terms a sentence holds, and the first strong, else weak, one in the document's words."""
    cues = category.cues.get(document.language)
    if cues is None:
        return 0, 0, None
    strong, weak = _found(line, cues.strong), _found(line, cues.weak)
    first = next(iter((strong or weak).values()), None)
    return len(strong), len(weak), line.surface(document, *first) if first else None


def _found(line: _Line, terms: tuple[str, ...]) -> dict[str, tuple[int, int]]:
    """Return the place of each different term that stands in a line."""
    pattern = _pattern(terms)
    found: dict[str, tuple[int, int]] = {}
    for match in pattern.finditer(line.text) if pattern is not None else ():
        found.setdefault(match.group(1), match.span(1))
    return found


@lru_cache(maxsize=256)
def _pattern(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    """Return one linear pattern for all terms; ``x*`` runs to the end of its word."""
    if not terms:
        return None
    longest = sorted(terms, key=lambda term: (-len(term), term))
    body = "|".join(re.escape(term).replace(r"\*", r"[^\s]{0,20}") for term in longest)
    return re.compile(rf"(?<=[ '])({body})(?= )")


def _has_people(words: Sequence[Word], language: str) -> bool:
    """Return whether a sentence speaks of human beings: a noun for them, or a pronoun or number in their place."""
    return any(_is_human(form, language) for word in words for form in {word.form, word.lemma}) or any(
        word.form in load(language, "events").get("pronouns", ()) for word in words
    )


@lru_cache(maxsize=65_536)
def _is_human(word: str, language: str) -> bool:
    return is_person_noun(word, language)


# --- vectors ----------------------------------------------------------------------------------------------------------


def _margins(sentences: Sequence[Sentence], vectors: NDArray[np.float32] | None, framework: Framework) -> dict[int, list[float]]:
    """Return, for each sentence with a vector, how much nearer it is to each category's prototypes than to the background."""
    rows = [(number, sentence.row) for number, sentence in enumerate(sentences) if sentence.row is not None]
    if vectors is None or not rows:
        return {}
    prototypes, owners, background = _prototypes(framework)
    own = vectors[[row for _, row in rows]]
    with one_thread():
        near, far = own @ prototypes.T, own @ background.T
    base = np.sort(far, axis=1)[:, -_NEAREST:].mean(axis=1).tolist() if len(background) else [0.0] * len(rows)
    similar = zip(*(near[:, found].max(axis=1).tolist() if found else [0.0] * len(rows) for found in owners), strict=True)
    return {number: [round(value - least, 4) for value in values] for (number, _), values, least in zip(rows, similar, base, strict=True)}


@lru_cache(maxsize=8)
def _prototypes(framework: Framework) -> tuple[NDArray[np.float32], tuple[tuple[int, ...], ...], NDArray[np.float32]]:
    """Return the vectors of all prototypes, which of them each category owns, and the vectors of the background."""
    texts: list[str] = []
    owners = []
    for category in framework.categories:
        own = [text for language in sorted(category.prototypes) for text in category.prototypes[language]]
        owners.append(tuple(range(len(texts), len(texts) + len(own))))
        texts.extend(own)
    return encode(texts), tuple(owners), encode(list(framework.background))
