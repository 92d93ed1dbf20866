"""Names against gold: the surface forms of each document, compared without articles and titles.

A form of the gold is read when a mention of the document has it; its type is judged besides.
"""

from __future__ import annotations

from briefing.folding import fold
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import GoldSet
from tests.accuracy.readings import by_file
from tests.accuracy.script import run

ARTICLES = ("the ", "le ", "la ", "les ", "l'", "mr ", "mrs ", "ms ", "dr ", "m. ", "mme ", "mr. ", "ms. ", "dr. ")


def count(gold: GoldSet) -> Counts:
    """Return the counts of a set's names."""
    counts = Counts()
    for file in gold.paths if gold.items("entities") else ():
        document, extraction = by_file(gold.name)[file]
        wanted = {plain(m["text"]): e["type"] for e in gold.items("entities") for m in e["mentions"] if m["document"] == file}
        found = {plain(document.text[m.start : m.end]): m.type for m in extraction.mentions if m.form in {"name", "short"}}
        both = wanted.keys() & found.keys()
        counts.add("names", hits=len(both), found=len(found), gold=len(wanted))
        counts.add("names.typed", hits=sum(wanted[form] == found[form] for form in both), found=len(found), gold=len(wanted))
        for form in sorted(wanted.keys() | found.keys()):
            if wanted.get(form) != found.get(form):
                counts.miss(f"name {file}: {form!r} {wanted.get(form, '-')} found {found.get(form, '-')}")
    return counts


def plain(text: str) -> str:
    """Return a surface form folded, articles and titles left out."""
    text = " ".join(fold(text).replace("‐", "-").split())
    for article in ARTICLES:
        text = text.removeprefix(article)
    return text.strip(" .")


if __name__ == "__main__":
    run(count)
