"""Sentence boundaries on UD French GSD: runs of 20 sentences joined by a space, split again, with accents and without.

A boundary counts when it falls between the same two words.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from briefing.extract.sentences import split_sentences
from briefing.model import Document
from tests.accuracy.counts import Counts
from tests.accuracy.script import run_corpus
from tests.accuracy.treebank import FOLDER, sentences, strip

RUN = 20  # sentences joined


def count(folder: Path) -> Counts:
    """Return the counts of the treebank's sentences."""
    counts = Counts()
    texts = [sentence.text for sentence in sentences(folder)]
    _count(counts, "sentences", texts)
    _count(counts, "sentences.bare", [strip(text) for text in texts])
    return counts


def _count(counts: Counts, name: str, texts: Sequence[str]) -> None:
    for first in range(0, len(texts), RUN):
        run = texts[first : first + RUN]
        text = " ".join(run)
        ends, place = set(), 0
        for sentence in run[:-1]:
            place += len(sentence)
            ends.add(place)
            place += 1
        document = Document(id="d", path="", text=text, sha256="", text_sha256="", format="txt", language="fr")
        found = {span.end for span in split_sentences(document)} - {len(text)}
        counts.add(name, hits=len(found & ends), found=len(found), gold=len(ends))
        for end in sorted(found ^ ends):
            counts.miss(f"{name} {'missed' if end in ends else 'wrong'}: {text[max(0, end - 50) : end]!r} | {text[end : end + 40]!r}")


if __name__ == "__main__":
    run_corpus(count, FOLDER)
