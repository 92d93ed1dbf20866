"""Measure of events and categories against gold: ``python tests/accuracy/measure_events.py [--misses] [set ...]``.

Triggers: same category and overlapping spans. Arguments: spans overlap, among events whose trigger was found. Certainty: among the same events.
Nuggets: share of `risks` and `crackdown` nuggets whose evidence holds a sentence with a category, and of sentences with a category that are evidence.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from goldset import OPEN, load_set, overlap

from briefing.corpus.read import read
from briefing.extract.categories import score_categories
from briefing.extract.dates import find_anchor, find_dates
from briefing.extract.events import find_events
from briefing.extract.mentions import find_mentions
from briefing.extract.parse import parse
from briefing.extract.vectors import encode
from briefing.frameworks import load_framework
from briefing.model import CategoryScore, Document, Event, Sentence

FRAMEWORKS = (load_framework("law-enforcement"), load_framework("protection-risks"))
ROLES = ("agent", "target", "place", "date")
SECTIONS = {"crackdown": "law-enforcement", "risks": "protection-risks"}
LEAST = 0.5  # score from which a sentence counts as of a category


def read_all(path: Path) -> tuple[Document, tuple[Event, ...], tuple[CategoryScore, ...], Any]:
    """Return a document with its events, category scores and sentences."""
    document = read(path)
    parsed = parse(document)
    mentions = find_mentions(document, parsed)
    dates = find_dates(document.text, language=document.language, anchor=find_anchor(document))
    events = find_events(document, parsed, mentions, dates, FRAMEWORKS)
    sentences = [
        Sentence(start=s.start, end=s.end, boilerplate=s.boilerplate, kind=s.kind, block=s.block, row=n) for n, s in enumerate(parsed.sentences)
    ]
    vectors = encode([document.text[s.start : s.end] for s in sentences])
    scores = score_categories(document, parsed, sentences, vectors, FRAMEWORKS, events=events)
    return document, events, scores, parsed.sentences


def span(item: Any) -> tuple[int, int]:
    """Return the span of a gold item or record."""
    return (item["start"], item["end"]) if isinstance(item, dict) else (item.start, item.end)


def prf(right: int, found: int, gold: int) -> str:
    """Return precision, recall and F1 as one cell."""
    p, r = (right / found if found else 0.0), (right / gold if gold else 0.0)
    return f"P {p:.3f} R {r:.3f} F1 {2 * p * r / (p + r) if p + r else 0:.3f} ({right}/{found}/{gold})"


class Tally:
    """Counts over one or several sets."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.lines: list[str] = []

    def events(self, document: Document, events: Sequence[Event], gold: Sequence[dict[str, Any]]) -> None:
        """Compare the events of one document."""
        free = list(events)
        self.counts["found"] += len(events)
        self.counts["gold"] += len(gold)
        for item in gold:
            over = [event for event in free if overlap(span(event), span(item["trigger"]))]
            self.counts["trigger"] += bool(over)
            match = next((event for event in over if event.category == item["type"]), None)
            if over:
                free.remove(match or over[0])
            if match is None:
                instead = f" (found {over[0].category})" if over else ""
                self.lines.append(f"  MISS  {document.path} {item['type']}: {context(document, span(item['trigger']))}{instead}")
                continue
            self.counts["type"] += 1
            self.counts["modality"] += match.modality == item["modality"]
            self.counts["negated"] += match.negated == item["negated"]
            if match.modality != item["modality"] or match.negated != item["negated"]:
                wanted, found = f"{item['modality']}/{item['negated']}", f"{match.modality}/{match.negated}"
                self.lines.append(f"  CERT  {document.path} {wanted} found {found}: {context(document, span(match))}")
            for role in ROLES:
                self._role(document, role, getattr(match, role), item.get(role), match)
        for event in free:
            self.lines.append(f"  EXTRA {document.path} {event.category}: {context(document, span(event))}")

    def _role(self, document: Document, role: str, found: Any, wanted: Any, event: Event) -> None:
        self.counts[f"{role} found"] += found is not None
        self.counts[f"{role} gold"] += wanted is not None
        if found is not None and wanted is not None and overlap(span(found), span(wanted)):
            self.counts[f"{role} right"] += 1
        elif found is not None or wanted is not None:
            said = document.text[slice(*span(found))] if found is not None else "-"
            meant = document.text[slice(*span(wanted))] if wanted is not None else "-"
            self.lines.append(f"  ROLE  {document.path} {role}: gold [{meant}] found [{said}]: {context(document, span(event))}")

    def print_events(self, name: str, *, misses: bool) -> None:
        """Print the figures of the events."""
        c = self.counts
        print(f"{name:24} trigger {prf(c['trigger'], c['found'], c['gold'])}   +type {prf(c['type'], c['found'], c['gold'])}")
        for role in ROLES:
            print(f"{'':24} {role:7} {prf(c[f'{role} right'], c[f'{role} found'], c[f'{role} gold'])}")
        if c["type"]:
            print(f"{'':24} modality {c['modality'] / c['type']:.3f}  negation {c['negated'] / c['type']:.3f}  of {c['type']}")
        if misses:
            print("\n".join(self.lines))


def context(document: Document, place: tuple[int, int]) -> str:
    """Return a span with what stands round it, in one line."""
    text = document.text
    return " ".join(f"{text[max(0, place[0] - 60) : place[0]]}[{text[place[0] : place[1]]}]{text[place[1] : place[1] + 60]}".split())


def nuggets(name: str, gold: Any, readings: dict[str, Any], *, misses: bool) -> Counter[str]:
    """Print and return sentence-level recall and precision of each section."""
    counts: Counter[str] = Counter()
    for section, framework in SECTIONS.items():
        items = [n for n in gold.items("nuggets") if n["section"] == section]
        evidence = [(e["document"], span(e)) for n in items for e in n["evidence"]]
        other = [(e["document"], span(e)) for n in gold.items("nuggets") if n["section"] != section for e in n["evidence"]]
        lines = []
        hits = {}
        for path, reading in readings.items():
            for score in reading[2]:
                if score.framework == framework and score.score >= LEAST:
                    key = (path, score.sentence)
                    if key not in hits or hits[key].score < score.score:
                        hits[key] = score
        places = {key: span(readings[key[0]][3][key[1]]) for key in hits}
        for n in items:
            held = [any(p == e["document"] and overlap(places[p, i], span(e)) for p, i in hits) for e in n["evidence"]]
            counts[f"{section} nuggets"] += 1
            counts[f"{section} nuggets found"] += any(held)
            counts[f"{section} evidence"] += len(held)
            counts[f"{section} evidence found"] += sum(held)
            missed = [e for e, is_held in zip(n["evidence"], held, strict=True) if not is_held]
            lines += [f"  NUGGET {n['id']} {n['weight']} {e['document']}: {context(readings[e['document']][0], span(e))}" for e in missed]
        for key, score in sorted(hits.items()):
            right = any(key[0] == document and overlap(places[key], s) for document, s in evidence)
            counts[f"{section} sentences"] += 1
            counts[f"{section} sentences right"] += right
            if not right:
                mark = "other-section" if any(key[0] == document and overlap(places[key], s) for document, s in other) else "no nugget"
                text = " ".join(readings[key[0]][0].text[slice(*places[key])].split())
                lines.append(f"  EXTRA  {key[0]} {score.category} {score.score} cue={score.cue} ({mark}): {text[:200]}")
        print(line(name, section, counts))
        if misses:
            print("\n".join(lines))
    return counts


def line(name: str, section: str, c: Counter[str]) -> str:
    """Return the figures of a section."""
    def share(a: str, b: str) -> str:
        return f"{c[a] / c[b] if c[b] else 0:.3f} ({c[a]}/{c[b]})"

    nugget, evidence = (share(f"{section} {kind} found", f"{section} {kind}") for kind in ("nuggets", "evidence"))
    precision = share(f"{section} sentences right", f"{section} sentences")
    return f"{name:24} {section:10} nugget recall {nugget}  evidence recall {evidence}  sentence precision {precision}"


def main() -> None:
    """Measure the open sets."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=list(OPEN))
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    total, sums = Tally(), Counter[str]()
    for name in arguments.sets:
        gold = load_set(name)
        if gold is None:
            print(f"{name}: documents are not here")
            continue
        readings = {file: read_all(path) for file, path in gold.paths.items()}
        if gold.items("events"):
            tally = Tally()
            for file, (document, events, _, _) in readings.items():
                wanted = [item for item in gold.items("events") if item["document"] == file]
                tally.events(document, events, wanted)
            tally.print_events(name, misses=arguments.misses)
            total.counts.update(tally.counts)
        if gold.items("nuggets"):
            sums.update(nuggets(name, gold, readings, misses=arguments.misses))
    total.print_events("ALL", misses=False)
    for section in SECTIONS:
        print(line("ALL", section, sums))


if __name__ == "__main__":
    main()
