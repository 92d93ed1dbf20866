"""Events and categories against gold.

Triggers: overlapping spans, and of the same category. Arguments: spans overlap, among events whose trigger was found with its category. Certainty:
among the same. Categories: the share of `risks` and `crackdown` nuggets (and of their pieces of evidence) that a sentence with a category of the
section's framework holds, and the share of such sentences that are evidence.
"""

from __future__ import annotations

from typing import Any

from briefing.model import Document, Event
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import GoldSet, overlap
from tests.accuracy.readings import by_file
from tests.accuracy.script import run

ROLES = ("agent", "target", "place", "date")
SECTIONS = {"crackdown": "law-enforcement", "risks": "protection-risks"}
LEAST = 0.5  # score from which a sentence counts as of a category
Span = tuple[int, int]


def count(gold: GoldSet) -> Counts:
    """Return the counts of a set's events and categories."""
    counts = Counts()
    for file in gold.paths:
        if gold.annotates("events", file):
            document, extraction = by_file(gold.name)[file]
            _count_events(counts, document, list(extraction.events), gold.items("events", file))
    for section, framework in SECTIONS.items():
        if gold.items("nuggets"):
            _count_categories(counts, gold, section, framework)
    return counts


def _count_events(counts: Counts, document: Document, free: list[Event], gold: list[dict[str, Any]]) -> None:
    found, triggers, typed = len(free), 0, 0
    for item in gold:
        over = [event for event in free if overlap(_span(event), _span(item["trigger"]))]
        match = next((event for event in over if event.category == item["type"]), None)
        triggers += bool(over)
        typed += match is not None
        if over:
            free.remove(match or over[0])
        if match is None:
            instead = f" (found {over[0].category})" if over else ""
            counts.miss(f"event missed {document.path} {item['type']}: {_around(document, _span(item['trigger']))}{instead}")
            continue
        counts.share("events.modality", match.modality == item["modality"], 1)
        counts.share("events.negated", match.negated == item["negated"], 1)
        if (match.modality, match.negated) != (item["modality"], item["negated"]):
            wanted, got = f"{item['modality']}/{item['negated']}", f"{match.modality}/{match.negated}"
            counts.miss(f"event certainty {document.path} {wanted} found {got}: {_around(document, _span(match))}")
        for role in ROLES:
            _count_role(counts, document, role, getattr(match, role), item.get(role), match)
    for event in free:
        counts.miss(f"event extra {document.path} {event.category}: {_around(document, _span(event))}")
    counts.add("events.trigger", hits=triggers, found=found, gold=len(gold))
    counts.add("events", hits=typed, found=found, gold=len(gold))


def _count_role(counts: Counts, document: Document, role: str, found: Any, wanted: Any, event: Event) -> None:
    right = found is not None and wanted is not None and overlap(_span(found), _span(wanted)) > 0
    counts.add(f"events.{role}", hits=right, found=found is not None, gold=wanted is not None)
    if not right and (found is not None or wanted is not None):
        said, meant = ("-" if part is None else document.text[slice(*_span(part))] for part in (found, wanted))
        counts.miss(f"event {role} {document.path} [{meant}] found [{said}]: {_around(document, _span(event))}")


def _count_categories(counts: Counts, gold: GoldSet, section: str, framework: str) -> None:
    """Count one section's nuggets and the sentences that score for its framework."""
    places = _sentences_of(gold, framework)
    evidence = []
    for nugget in (n for n in gold.items("nuggets") if n["section"] == section):
        kept = [e for e in nugget["evidence"] if e["document"] in gold.gold["documents"]]
        held = [any(file == e["document"] and overlap(span, _span(e)) for file, span in places) for e in kept]
        evidence += kept
        counts.share(f"categories.{section}.nuggets", any(held), bool(kept))
        counts.share(f"categories.{section}.evidence", sum(held), len(kept))
        for span, is_held in zip(kept, held, strict=True):
            if not is_held:
                document = by_file(gold.name)[span["document"]][0]
                counts.miss(f"category missed {section} {nugget['id']} {nugget['weight']} {document.path}: {_around(document, _span(span))}")
    for (file, span), told in sorted(places.items()):
        right = any(file == e["document"] and overlap(span, _span(e)) for e in evidence)
        counts.share(f"categories.{section}.sentences", right, 1)
        if not right:
            counts.miss(f"category extra {section} {file} {told}: {' '.join(by_file(gold.name)[file][0].text[slice(*span)].split())[:200]}")


def _sentences_of(gold: GoldSet, framework: str) -> dict[tuple[str, Span], str]:
    """Return the sentences that score for a framework, each with its best category."""
    best: dict[tuple[str, Span], tuple[float, str]] = {}
    for file in gold.paths:
        extraction = by_file(gold.name)[file][1]
        for score in extraction.categories:
            key = file, _span(extraction.sentences[score.sentence])
            if score.framework == framework and score.score >= max(LEAST, best.get(key, (0.0, ""))[0]):
                best[key] = score.score, f"{score.category} {score.score} cue={score.cue}"
    return {key: told for key, (_, told) in best.items()}


def _span(item: Any) -> Span:
    return (item["start"], item["end"]) if isinstance(item, dict) else (item.start, item.end)


def _around(document: Document, place: Span) -> str:
    text = document.text
    return " ".join(f"{text[max(0, place[0] - 60) : place[0]]}[{text[slice(*place)]}]{text[place[1] : place[1] + 60]}".split())


if __name__ == "__main__":
    run(count)
