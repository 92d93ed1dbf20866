"""Measure sentence boundaries on UD French GSD: runs of 20 sentences joined by a space, split again.

    PYTHONPATH=. python tests/accuracy/measure_sentences.py [--misses] [--bare]

A boundary counts when it falls between the same two words. ``--bare`` strips the accents first.
"""

from __future__ import annotations

import argparse
import sys

from goldset import data
from measure_reaccent import sentences, strip

from briefing.extract.sentences import split_sentences
from briefing.model import Document

RUN = 20  # sentences joined


def measure(texts: list[str], *, show: bool = False) -> tuple[float, float, float]:
    """Return precision, recall and F1 of the boundaries inside runs of ``RUN`` sentences."""
    hits = found = gold = 0
    for first in range(0, len(texts), RUN):
        run = texts[first : first + RUN]
        text = " ".join(run)
        ends, place = set(), 0
        for sentence in run[:-1]:
            place += len(sentence)
            ends.add(place)
            place += 1
        document = Document(id="d", path="", text=text, sha256="", text_sha256="", format="txt", language="fr")
        mine = {span.end for span in split_sentences(document)} - {len(text)}
        hits, found, gold = hits + len(mine & ends), found + len(mine), gold + len(ends)
        if show:
            for end in sorted(mine ^ ends):
                print("missed" if end in ends else "wrong ", repr(text[max(0, end - 50) : end]), "|", repr(text[end : end + 40]))
    precision, recall = hits / found, hits / gold
    return precision, recall, 2 * precision * recall / (precision + recall)


def main() -> None:
    """Print precision, recall and F1."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--misses", action="store_true")
    parser.add_argument("--bare", action="store_true")
    options = parser.parse_args()
    if data() is None:
        sys.exit("no development data here: set BRIEFING_DATA")
    texts = [strip(gold.text) if options.bare else gold.text for gold in sentences()]
    precision, recall, f1 = measure(texts, show=options.misses)
    print(f"sentences {len(texts)}: precision {precision:.3f} recall {recall:.3f} F1 {f1:.3f}")


if __name__ == "__main__":
    main()
