"""The words of a sentence as the finders of names read them: letters, capitals, and a model's part of speech and label."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from briefing.folding import fold

if TYPE_CHECKING:
    from briefing.extract.parse import ParsedSentence

_WORD = re.compile(r"(?:[^\W\d_]\.){2,6}|[^\W_]+(?>(?:[-‐’'&][^\W_]+)*)|[^\s\w]")
_ELISION = re.compile(r"(?:[ldnsjmct]|qu|lorsqu|jusqu|puisqu|quoiqu)['’](?=\w)", re.IGNORECASE)


class Word(NamedTuple):
    """A word or sign; ``start`` and ``end`` are document offsets."""

    start: int
    end: int
    text: str
    folded: str
    pos: str = ""  # Universal POS, "" without a model
    label: str = ""  # the recogniser's label, "" for none
    entity: int = -1  # number of the recogniser's entity in the sentence, -1 for none

    @property
    def is_capital(self) -> bool:
        """Whether it begins with a capital letter or is written in capitals after a small one ("iPhone", "al-Shabaab")."""
        return self.text[0].isupper() or (len(self.text) > 2 and self.text[1].isupper())


def words_of(text: str, sentence: ParsedSentence, language: str) -> tuple[Word, ...]:
    """Return the words of a sentence; elided articles and possessive endings are words of their own.

    "l'ambassade d'Indonésie" gives l' ambassade d' Indonésie; "Harvard's Center" gives Harvard 's Center; "Toronto-based" gives Toronto - based.
    """
    tags = _tags(sentence)
    places = []
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        places.extend(_parts(text, match.start(), match.end(), language))
    found = []
    for start, end in places:
        surface = text[start:end]
        label, number = next(((label, n) for n, (left, right, label) in enumerate(sentence.entities) if left < end and start < right), ("", -1))
        found.append(Word(start, end, surface, fold(surface), tags.get(start, ""), label, number))
    return tuple(found)


def _tags(sentence: ParsedSentence) -> dict[int, str]:
    return {token.start: token.pos for token in sentence.rows}


def _parts(text: str, start: int, end: int, language: str) -> list[tuple[int, int]]:
    parts: list[tuple[int, int]] = []
    if language == "en":
        if end - start > 2 and text[end - 2] in "'’" and text[end - 1] in "sS":
            return [*_hyphens(text, start, end - 2), (end - 2, end)]
    else:
        elision = _ELISION.match(text, start, end)
        while elision and elision.end() < end:
            parts.append((start, elision.end()))
            start = elision.end()
            elision = _ELISION.match(text, start, end)
    return [*parts, *_hyphens(text, start, end)]


def _hyphens(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Cut "Toronto-based" after the name; "Port-Hélène", "al-Shabaab" and "vice-president" stay whole."""
    cut = text.find("-", start, end)
    named = cut > start + 1 and text[start].isupper() and not text[start:cut].isdigit()
    if named and cut + 1 < end and text[cut + 1 : end].islower():
        return [(start, cut), (cut, cut + 1), (cut + 1, end)]
    return [(start, end)]
