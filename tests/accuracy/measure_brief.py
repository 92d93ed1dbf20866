"""How much of what a careful reader would put in a brief stands there: nugget recall per section, and junk.

A nugget is in its section when evidence behind one of the section's items holds half of one of the nugget's spans, or half of itself lies in one.
Junk: pieces of evidence in the brief that touch text gold calls boilerplate.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from briefing.model import Brief, Evidence
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import GoldSet, file_of, overlap
from tests.accuracy.readings import brief_of, read_set
from tests.accuracy.script import run

KINDS = {
    "actors": ("actors",),
    "crackdown": ("events",),
    "risks": ("findings",),
    "open-questions": ("questions", "conflicts"),
    "figures": ("figures",),
}
Place = tuple[str, int, int]


def count(gold: GoldSet) -> Counts:
    """Return the counts of a set's brief."""
    counts = Counts()
    if not gold.items("nuggets"):
        return counts
    brief = brief_of(gold.name)
    names = {document.id: file_of(document) for document in read_set(gold.name)[0]}
    shown = {section: [(names[e.document], e.start, e.end) for e in _evidence(brief, kinds)] for section, kinds in KINDS.items()}
    anywhere = [place for places in shown.values() for place in places]
    for nugget in gold.items("nuggets"):
        section, is_vital = nugget["section"], nugget["weight"] == "vital"
        found, elsewhere = _covers(shown[section], nugget), _covers(anywhere, nugget)
        for name in (f"nuggets.{section}", "nuggets", *([f"nuggets.{section}.vital", "nuggets.vital"] if is_vital else [])):
            counts.share(name, found, 1)
        counts.share("nuggets.anywhere", elsewhere, 1)
        if not found:
            counts.miss(f"nugget {nugget['id']} {section} {nugget['weight']}{' (elsewhere)' if elsewhere else ''}: {nugget['text']}")
    furniture = gold.items("boilerplate")
    junk = {p for p in anywhere for b in furniture if b["document"] == p[0] and overlap((b["start"], b["end"]), p[1:])}
    counts.number("junk", len(junk))
    for place in sorted(junk):
        counts.miss(f"junk {place}")
    return counts


def _evidence(brief: Brief, kinds: Sequence[str]) -> Iterator[Evidence]:
    """Yield the evidence that stands behind the items of sections of some kinds."""
    findings = {finding.id: finding for finding in brief.findings}
    entities = {entity.id: entity for entity in brief.entities}
    records: dict[str, Any] = {**{c.id: c for c in brief.conflicts}, **{q.id: q for q in brief.questions}}
    for item in (item for section in brief.sections if section.kind in kinds for item in section.items):
        for ref in (item.ref, *item.findings):
            if ref in findings:
                yield from findings[ref].evidence
        if item.ref in entities:
            entity = entities[item.ref]
            yield from (role.evidence for role in entity.roles)
            yield from (status.evidence for status in entity.legal_status)
        record = records.get(item.ref or "")
        for position in getattr(record, "positions", ()):
            yield from position.evidence
        yield from getattr(record, "evidence", ())


def _covers(places: Sequence[Place], nugget: dict[str, Any]) -> bool:
    return any(
        e["document"] == name and overlap((e["start"], e["end"]), (start, end)) >= 0.5 * min(e["end"] - e["start"], end - start)
        for e in nugget["evidence"] for name, start, end in places
    )


if __name__ == "__main__":
    run(count)
