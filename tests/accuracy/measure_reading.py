"""Measure what `extract` reads against gold: attribution spans, speakers' names, modality.

    python tests/accuracy/measure_reading.py                     # all open sets
    python tests/accuracy/measure_reading.py reading-dev --misses

Spans are compared as hulls: exact (same start and end) and overlap (half of the longer span shared). A set is a folder below ``tests/accuracy/gold``
with ``gold*.json``; documents stand in its ``documents/`` folder, in ``documents/`` of the checkout (sample) or in the seeds' folder
(``BRIEFING_SEEDS``, else ``../shared/seeds`` beside the checkout).
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from briefing.extract.attribution import find_attributions
from briefing.extract.mentions import find_mentions
from briefing.extract.modality import judge
from briefing.extract.parse import parse
from briefing.folding import fold
from briefing.model import Document

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(__file__).resolve().parent / "gold"
OPEN_SETS = ("reading-dev", "sample", "seeds")
PARTS = ("source", "cue", "content")
_ARTICLES = frozenset(
    [
        "the",
        "a",
        "an",
        "le",
        "la",
        "les",
        "l'",
        "un",
        "une",
        "des",
        "du",
        "de",
        "l",
        "his",
        "her",
        "their",
        "its",
        "son",
        "sa",
        "ses",
        "leur",
        "leurs",
    ]
)


@dataclass
class Tally:
    """Hits, gold and found of one thing counted."""

    hits: int = 0
    near: int = 0
    gold: int = 0
    found: int = 0

    def scores(self) -> tuple[float, float, float, float]:
        """Return precision, recall and F1 of exact matches, and F1 of overlapping ones."""
        precision, recall = self.hits / max(1, self.found), self.hits / max(1, self.gold)
        return precision, recall, 2 * self.hits / max(1, self.gold + self.found), 2 * self.near / max(1, self.gold + self.found)


@dataclass
class Report:
    """Everything counted over the documents of a run."""

    parts: dict[str, Tally] = field(default_factory=lambda: {part: Tally() for part in PARTS})
    names: Counter[str] = field(default_factory=Counter)
    modality: Counter[str] = field(default_factory=Counter)
    contents: Counter[str] = field(default_factory=Counter)
    confusion: Counter[tuple[str, str]] = field(default_factory=Counter)
    misses: list[str] = field(default_factory=list)


def documents_of(gold_set: Path) -> Path:
    """Return the folder that holds a set's documents."""
    if (gold_set / "documents").is_dir():
        return gold_set / "documents"
    if gold_set.name == "sample":
        return ROOT / "documents"
    return Path(os.environ.get("BRIEFING_SEEDS", ROOT.parent / "shared" / "seeds"))


def load_documents(gold_set: Path, gold: dict[str, Any]) -> dict[str, Document]:
    """Return the documents of a gold file by file name, with the metadata of their sidecars."""
    folder, documents = documents_of(gold_set), {}
    for name, facts in sorted(gold["documents"].items()):
        path = folder / name
        sidecar = path.with_suffix("").with_suffix(".meta.yaml")
        meta = yaml.safe_load(sidecar.read_text(encoding="utf-8")) if sidecar.is_file() else {}
        published = meta.get("published")
        documents[name] = Document.from_text(
            path.read_bytes().decode("utf-8"),
            id=name,
            language=facts["language"],
            published=str(published) if published else None,
            publisher=meta.get("publisher"),
            title=meta.get("title"),
        )
    return documents


def span(part: dict[str, Any] | None) -> tuple[int, int] | None:
    """Return a gold part's hull."""
    return None if part is None else (part["start"], part["end"])


def same_name(left: str | None, right: str | None) -> bool:
    """Return whether two names are the same but for articles, case and accents."""
    return _bare(left) == _bare(right)


def _bare(name: str | None) -> str:
    words = fold(name or "").replace("'", "' ").split()
    while words and words[0] in _ARTICLES:
        words.pop(0)
    return " ".join(words)


def overlaps(left: tuple[int, int], right: tuple[int, int]) -> bool:
    """Return whether two spans share half of the longer one."""
    shared = min(left[1], right[1]) - max(left[0], right[0])
    return shared * 2 >= max(left[1] - left[0], right[1] - right[0])


def count_spans(tally: Tally, gold: set[tuple[int, int]], found: set[tuple[int, int]]) -> None:
    """Add one document's spans of one part."""
    tally.gold += len(gold)
    tally.found += len(found)
    tally.hits += len(gold & found)
    free, near = sorted(found - gold), len(gold & found)
    for wanted in sorted(gold - found):
        match = next((other for other in free if overlaps(wanted, other)), None)
        if match is not None:
            free.remove(match)
            near += 1
    tally.near += near


def measure_document(document: Document, gold: dict[str, Any], report: Report) -> None:
    """Read one document and add what agrees with its gold."""
    tree = parse(document)
    mentions = find_mentions(document, tree)
    found = find_attributions(document, tree, mentions)
    wanted = [a for a in gold.get("attributions", ()) if a["document"] == document.id]
    for part in PARTS:
        ours = {(getattr(a, f"{part}_start"), getattr(a, f"{part}_end")) for a in found if getattr(a, f"{part}_start") is not None}
        theirs = {s for a in wanted if (s := span(a[part])) is not None}
        count_spans(report.parts[part], theirs, ours)
    _compare(document, wanted, found, report)
    if "modality" in gold:
        _measure_modality(document, gold, judge(document, tree, found), report)


def _compare(document: Document, wanted: list[dict[str, Any]], found: tuple[Any, ...], report: Report) -> None:
    text, left = document.text, list(found)
    for gold in wanted:
        content = span(gold["content"])
        cue = span(gold["cue"])
        match = (
            next((a for a in left if cue and (a.cue_start, a.cue_end) == cue), None)
            or next(
                (a for a in left if (a.content_start, a.content_end) == content),
                None,
            )
            or next((a for a in left if overlaps((a.content_start, a.content_end), content)), None)
        )
        line = _gold_line(text, document.id, gold)
        if match is None:
            report.misses.append(f"MISS   {line}")
            continue
        left.remove(match)
        report.names["right" if same_name(match.name, gold["name"]) else "wrong"] += 1
        report.contents["right" if match.modality == gold["modality"] else "wrong"] += 1
        wrong = [p for p in PARTS if span(gold[p]) != _part(match, p)]
        if not same_name(match.name, gold["name"]):
            wrong.append("name")
        if match.modality != gold["modality"]:
            wrong.append("modality")
        if wrong:
            report.misses.append(f"WRONG  {'+'.join(wrong)}: {line}\n    found: {_found_line(text, match)}")
    report.misses.extend(f"EXTRA  {document.id}: {_found_line(text, a)}" for a in left)


def _part(attribution: Any, part: str) -> tuple[int, int] | None:
    start = getattr(attribution, f"{part}_start")
    return None if start is None else (start, getattr(attribution, f"{part}_end"))


def _gold_line(text: str, name: str, gold: dict[str, Any]) -> str:
    parts = " | ".join("-" if (s := span(gold[p])) is None else text[s[0] : s[1]] for p in PARTS)
    return f"{name}: {parts} | {gold['name']} ({gold['modality']})"


def _found_line(text: str, found: Any) -> str:
    parts = " | ".join("-" if (s := _part(found, p)) is None else text[s[0] : s[1]] for p in PARTS)
    return f"{parts} | {found.name} ({found.modality})"


def _measure_modality(document: Document, gold: dict[str, Any], judged: Any, report: Report) -> None:
    for entry in gold["modality"]:
        if entry["document"] != document.id:
            continue
        found = judged.at(entry["start"], entry["end"])
        report.modality["entries"] += 1
        report.modality["modality"] += found[0] == entry["modality"]
        report.modality["negated"] += found[1] == entry["negated"]
        report.confusion[entry["modality"], found[0]] += 1
        if found != (entry["modality"], entry["negated"]):
            quote = document.text[entry["start"] : entry["end"]]
            report.misses.append(f"MODAL  {document.id}: {entry['modality']} {entry['negated']} found {found[0]} {found[1]}: {quote}")


def measure(names: list[str], language: str | None = None) -> Report:
    """Return what all documents of the named sets give."""
    report = Report()
    for name in names:
        for path in sorted((GOLD / name).glob("gold*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            for document in load_documents(GOLD / name, gold).values():
                if language in (None, document.language):
                    measure_document(document, gold, report)
    return report


def print_report(report: Report, *, misses: bool) -> None:
    """Print the figures, and each miss when asked."""
    if misses:
        print("\n".join(report.misses))
    print(f"{'':10}{'gold':>6}{'found':>6}{'P':>7}{'R':>7}{'F1':>7}{'F1 overlap':>12}")
    for part, tally in report.parts.items():
        precision, recall, exact, near = tally.scores()
        print(f"{part:10}{tally.gold:6}{tally.found:6}{precision:7.3f}{recall:7.3f}{exact:7.3f}{near:12.3f}")
    for label, counter in (("name", report.names), ("modality of content", report.contents)):
        total = sum(counter.values())
        print(f"{label}: {counter['right']}/{total} = {counter['right'] / max(1, total):.3f}")
    entries = report.modality["entries"]
    print(
        f"modality of sentence or clause: {report.modality['modality']}/{entries} = {report.modality['modality'] / max(1, entries):.3f}; "
        f"negated: {report.modality['negated'] / max(1, entries):.3f}"
    )
    wrong = sorted(((n, pair) for pair, n in report.confusion.items() if pair[0] != pair[1]), reverse=True)
    print("gold -> found:", ", ".join(f"{gold}->{found} {n}" for n, (gold, found) in wrong))


def main() -> int:
    """Measure the sets named on the command line."""
    parser = argparse.ArgumentParser(description="Measure what extract reads against gold.")
    parser.add_argument("sets", nargs="*", default=list(OPEN_SETS))
    parser.add_argument("--misses", action="store_true", help="print each miss")
    parser.add_argument("--language", help="only documents in this language")
    options = parser.parse_args()
    print_report(measure(options.sets, options.language), misses=options.misses)
    return 0


if __name__ == "__main__":
    sys.exit(main())
