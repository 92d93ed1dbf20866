"""Attribution and certainty against gold: source, cue and content spans, speakers' names, modality and negation.

Spans are compared as hulls: exact (same start and end) and overlap (half of the longer span shared). The speaker's name and the modality of the
content are judged on the attributions that were found; modality and negation on every sentence or clause that gold judges.
"""

from __future__ import annotations

from typing import Any

from briefing.extract.modality import judge
from briefing.folding import fold
from briefing.model import Attribution, Document
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import GoldSet, overlap
from tests.accuracy.readings import by_file, parses
from tests.accuracy.script import run

PARTS = ("source", "cue", "content")
ARTICLES = frozenset(
    (
        *("the", "a", "an", "le", "la", "les", "l'", "un", "une", "des", "du", "de", "l"),
        *("his", "her", "their", "its", "son", "sa", "ses", "leur", "leurs"),
    )
)
Gold = dict[str, Any]
Span = tuple[int, int]


def count(gold: GoldSet) -> Counts:
    """Return the counts of a set's attributions and certainty."""
    counts = Counts()
    for file in gold.paths:
        document, extraction = by_file(gold.name)[file]
        if gold.annotates("attributions", file):
            wanted = gold.items("attributions", file)
            for part in PARTS:
                true = {s for a in wanted if (s := _gold(a, part))}
                _count_spans(counts, part, true, {s for a in extraction.attributions if (s := _found(a, part))})
            _compare(counts, file, document.text, wanted, list(extraction.attributions))
        if gold.annotates("modality", file):
            certainty = judge(document, parses(gold.name)[file], extraction.attributions)
            for item in gold.items("modality", file):
                _judge(counts, file, document, item, certainty.at(item["start"], item["end"]))
    return counts


def _count_spans(counts: Counts, part: str, gold: set[Span], found: set[Span]) -> None:
    """Count one document's spans of one part, exact and overlapping."""
    exact = gold & found
    free, near = sorted(found - gold), len(exact)
    for wanted in sorted(gold - found):
        match = next((other for other in free if _is_near(wanted, other)), None)
        if match is not None:
            free.remove(match)
            near += 1
    counts.add(f"attribution.{part}", hits=len(exact), found=len(found), gold=len(gold))
    counts.add(f"attribution.{part}.overlap", hits=near, found=len(found), gold=len(gold))


def _compare(counts: Counts, file: str, text: str, wanted: list[Gold], left: list[Attribution]) -> None:
    """Judge names and modality of the attributions found; tell every difference."""
    for item in wanted:
        found = _match(item, left)
        if found is None:
            counts.miss(f"attribution missed {file}: {_told(text, [_gold(item, p) for p in PARTS])} | {item['name']} ({item['modality']})")
            continue
        left.remove(found)
        named, sure = _bare(found.name) == _bare(item["name"]), found.modality == item["modality"]
        counts.share("attribution.name", named, 1)
        counts.share("attribution.modality", sure, 1)
        wrong = [part for part in PARTS if _gold(item, part) != _found(found, part)] + ["name"] * (not named) + ["modality"] * (not sure)
        if wrong:
            gold = f"{_told(text, [_gold(item, p) for p in PARTS])} | {item['name']} ({item['modality']})"
            counts.miss(f"attribution wrong {'+'.join(wrong)} {file}: {gold}\n    found: {_line(text, found)}")
    for extra in left:
        counts.miss(f"attribution extra {file}: {_line(text, extra)}")


def _match(item: Gold, left: list[Attribution]) -> Attribution | None:
    """Return the attribution with the gold's cue, else with its content, else with one near it."""
    cue, content = _gold(item, "cue"), _gold(item, "content")
    return (
        next((a for a in left if cue is not None and _found(a, "cue") == cue), None)
        or next((a for a in left if _found(a, "content") == content), None)
        or next((a for a in left if content is not None and _is_near((a.content_start, a.content_end), content)), None)
    )


def _judge(counts: Counts, file: str, document: Document, item: Gold, found: tuple[str, bool]) -> None:
    counts.share("modality", found[0] == item["modality"], 1)
    counts.share("modality.negated", found[1] == item["negated"], 1)
    if found != (item["modality"], item["negated"]):
        quote = document.text[item["start"] : item["end"]]
        counts.miss(f"modality {file}: {item['modality']} {item['negated']} found {found[0]} {found[1]}: {quote}")


def _is_near(left: Span, right: Span) -> bool:
    return overlap(left, right) * 2 >= max(left[1] - left[0], right[1] - right[0])


def _gold(item: Gold, part: str) -> Span | None:
    return None if item[part] is None else (item[part]["start"], item[part]["end"])


def _found(attribution: Attribution, part: str) -> Span | None:
    start = getattr(attribution, f"{part}_start")
    return None if start is None else (start, getattr(attribution, f"{part}_end"))


def _bare(name: str | None) -> str:
    """Return a name folded, without the articles before it."""
    words = fold(name or "").replace("'", "' ").split()
    while words and words[0] in ARTICLES:
        words.pop(0)
    return " ".join(words)


def _line(text: str, found: Attribution) -> str:
    return f"{_told(text, [_found(found, p) for p in PARTS])} | {found.name} ({found.modality})"


def _told(text: str, parts: list[Span | None]) -> str:
    return " | ".join("-" if part is None else text[slice(*part)] for part in parts)


if __name__ == "__main__":
    run(count)
