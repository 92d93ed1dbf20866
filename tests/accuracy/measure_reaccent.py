"""Measure what re-accenting does to French typed without accents: UPOS, heads and names on UD French GSD.

    python tests/accuracy/measure_reaccent.py [--misses]

The test set is read accented, stripped of its accents, and stripped and re-accented. Parts of speech and heads are compared with gold on the tokens
whose spans agree; names are runs of PROPN by the parse, and the recogniser's entities against them.
"""

from __future__ import annotations

import argparse
import sys
import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from goldset import data

from briefing.extract.parse import load_model
from briefing.extract.reaccent import reaccent, vocabulary


@dataclass(frozen=True)
class Gold:
    """A sentence of the treebank: its text and (start, end, upos, head's start, deprel) of its words."""

    text: str
    words: list[tuple[int, int, str, int, str]]


def sentences() -> Iterator[Gold]:
    """Yield the sentences of the treebank; a word that is part of a contraction is left out."""
    folder = data()
    if folder is None:
        sys.exit("no development data here: set BRIEFING_DATA")
    text, rows = "", []
    for line in (folder / "ud-french-gsd" / "fr_gsd-ud-test.conllu").read_text(encoding="utf-8").splitlines():
        if line.startswith("# text = "):
            text = line[9:]
        elif line and line[0].isdigit():
            rows.append(line.split("\t"))
        elif not line and rows:
            yield Gold(text, _words(text, rows))
            rows = []


def _words(text: str, rows: list[list[str]]) -> list[tuple[int, int, str, int, str]]:
    place, starts, found, inside = 0, {}, [], 0
    for row in rows:
        if "." in row[0]:
            continue
        if "-" in row[0]:
            first, last = row[0].split("-")
            start = text.index(row[1], place)
            place = start + len(row[1])
            inside = int(last)
            for number in range(int(first), inside + 1):
                starts[number] = start
            continue
        if int(row[0]) <= inside:
            continue
        start = text.index(row[1], place)
        place = start + len(row[1])
        starts[int(row[0])] = start
        found.append((start, place, row[3], int(row[6]), row[7]))
    return [(start, end, upos, starts.get(head, start), rel) for start, end, upos, head, rel in found]


def strip(text: str) -> str:
    """Return text without accents, length kept."""
    return "".join(unicodedata.normalize("NFD", character)[0] for character in text)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    parser.add_argument("--misses", action="store_true", help="print every word whose accents were put wrongly")
    options = parser.parse_args()
    model = load_model("fr")
    words = vocabulary(model)
    gold = list(sentences())
    bare = [strip(sentence.text) for sentence in gold]
    back = [reaccent(text, words) for text in bare]
    wrong = Counter()
    for sentence, plain, new in zip(gold, bare, back, strict=True):
        for start, end, *_ in sentence.words:
            true, got = sentence.text[start:end], new[start:end]
            if true != got and true.islower():
                wrong["left" if got == plain[start:end] else "wrong"] += 1
                if options.misses:
                    print(f"{true} -> {got}: {new[max(0, start - 30):end + 20]}")
            wrong["words"] += true.islower()
            wrong["accented"] += true.islower() and true != plain[start:end]
    print(f"small words {wrong['words']}, with accents {wrong['accented']}, left bare {wrong['left']}, wrong {wrong['wrong']}")
    for name, texts in (("accented", [sentence.text for sentence in gold]), ("bare", bare), ("re-accented", back)):
        print(f"{name:12}", *(f"{label} {value:.3f}" for label, value in figures(gold, texts, model).items()))


def figures(gold: list[Gold], texts: list[str], model) -> dict[str, float]:
    """Return UPOS accuracy, unlabelled attachment, F1 of PROPN tokens and F1 of PROPN tokens by the recogniser."""
    count = Counter()
    docs = []
    for text in texts:
        doc = model.make_doc(text)
        for token in doc:
            token.is_sent_start = token.i == 0
        docs.append(doc)
    for sentence, doc in zip(gold, model.pipe(docs), strict=True):
        tokens = {(token.idx, token.idx + len(token)): token for token in doc}
        for start, end, upos, head, _ in sentence.words:
            token = tokens.get((start, end))
            if token is None or upos == "PUNCT":
                continue
            count["n"] += 1
            count["upos"] += token.pos_ == upos or {token.pos_, upos} == {"VERB", "AUX"}
            count["uas"] += token.head.idx == head
            count["tp"] += token.pos_ == upos == "PROPN"
            count["sys"] += token.pos_ == "PROPN"
            count["gold"] += upos == "PROPN"
            entity = bool(token.ent_type_) and token.text[0].isupper()
            count["etp"] += entity and upos == "PROPN"
            count["esys"] += entity
    return {
        "UPOS": count["upos"] / count["n"], "UAS": count["uas"] / count["n"], "PROPN": 2 * count["tp"] / (count["sys"] + count["gold"]),
        "recogniser": 2 * count["etp"] / (count["esys"] + count["gold"]),
    }


if __name__ == "__main__":
    main()
