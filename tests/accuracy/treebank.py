"""The test sentences of UD French GSD: their texts, and the words with part of speech and head."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = "ud-french-gsd"


@dataclass(frozen=True, slots=True)
class Word:
    """A word of the treebank; a part of a contraction is none."""

    start: int
    end: int
    upos: str
    head: int  # where the head starts


@dataclass(frozen=True, slots=True)
class TreebankSentence:
    """A sentence of the treebank."""

    text: str
    words: tuple[Word, ...]


def sentences(folder: Path) -> Iterator[TreebankSentence]:
    """Yield the sentences of the treebank's test part."""
    text, rows = "", []
    for line in (folder / "fr_gsd-ud-test.conllu").read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            text = line[9:]
        elif line and line[0].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            yield TreebankSentence(text, _words(text, rows))
            rows = []


def strip(text: str) -> str:
    """Return text without accents, its length kept."""
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text)


def _words(text: str, rows: list[list[str]]) -> tuple[Word, ...]:
    place, inside = 0, 0
    starts: dict[int, int] = {}
    found: list[tuple[int, int, str, int]] = []
    for number, form, upos, head in ((row[0], row[1], row[3], row[6]) for row in rows if "." not in row[0]):
        first, _, last = number.partition("-")
        if int(first) <= inside:
            continue
        start = text.index(form, place)
        place = start + len(form)
        inside = int(last or 0)
        starts.update(dict.fromkeys(range(int(first), max(int(first), inside) + 1), start))
        if not last:
            found.append((start, place, upos, int(head)))
    return tuple(Word(start, end, upos, starts.get(head, start)) for start, end, upos, head in found)
