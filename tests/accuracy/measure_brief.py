"""How much of what a careful reader would put in a brief stands there: nugget recall per section, junk, and the words a reader has to read.

    python tests/accuracy/measure_brief.py [--misses] [SET ...]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent))

from goldset import GoldSet, load_sets, overlap  # noqa: E402

from briefing import pipeline  # noqa: E402
from briefing.model import Brief, Evidence  # noqa: E402

KINDS = {"actors": ("actors",), "crackdown": ("events",), "risks": ("findings",), "open-questions": ("questions", "conflicts"), "figures": ("figures",)}
CONFIG = """title: Measured brief
documents: [{path: '%s'}]
sections:
  - {id: bottom-line, kind: bottom-line}
  - {id: figures, kind: figures}
  - {id: events, kind: events, framework: law-enforcement}
  - {id: actors, kind: actors}
  - {id: risks, kind: findings, framework: protection-risks}
  - {id: timeline, kind: timeline}
  - {id: contested, kind: conflicts}
  - {id: questions, kind: questions}
  - {id: sources, kind: sources}
  - {id: evidence, kind: evidence}
output: {folder: build, formats: [json]}
"""


def build(gold: GoldSet) -> Brief:
    """Build a brief of a gold set's documents with every section kind."""
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yaml"
        config.write_text(CONFIG % gold.folder.as_posix(), encoding="utf-8")
        return pipeline.build(config).brief


def section_evidence(brief: Brief, kinds: tuple[str, ...]) -> Iterator[Evidence]:
    """Yield the evidence that stands behind the items of sections of some kinds."""
    findings = {f.id: f for f in brief.findings}
    entities = {e.id: e for e in brief.entities}
    records: dict[str, Any] = {**{c.id: c for c in brief.conflicts}, **{q.id: q for q in brief.questions}}
    for section in brief.sections:
        if section.kind not in kinds:
            continue
        for item in section.items:
            for ref in (item.ref, *item.findings):
                if ref in findings:
                    yield from findings[ref].evidence
            if item.ref in entities:
                entity = entities[item.ref]
                yield from (r.evidence for r in (*entity.roles, *entity.legal_status))
            record = records.get(item.ref or "")
            for position in getattr(record, "positions", ()):
                yield from position.evidence
            yield from getattr(record, "evidence", ())


def measure(gold: GoldSet, *, misses: bool) -> dict[str, float]:
    """Return the figures of one set."""
    brief = build(gold)
    names = {d.id: Path(d.path).name for d in brief.documents}
    shown = {section: [(names[e.document], e.start, e.end) for e in section_evidence(brief, kinds)] for section, kinds in KINDS.items()}
    anywhere = [span for spans in shown.values() for span in spans]
    hits: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    for nugget in gold.items("nuggets"):
        keys = [nugget["section"], f"{nugget['section']}-{nugget['weight']}", "all", f"all-{nugget['weight']}"]
        found = covers(shown[nugget["section"]], nugget)
        where = covers(anywhere, nugget)
        totals.update(keys + ["anywhere"])
        hits.update(keys if found else [])
        hits.update(["anywhere"] if where else [])
        if misses and not found:
            print(f"  miss {gold.name} {nugget['id']} {nugget['section']} {nugget['weight']}{'' if not where else ' (elsewhere)'}: {nugget['text']}")
    junk = [span for span in anywhere for b in gold.items("boilerplate") if b["document"] == span[0] and overlap((b["start"], b["end"]), span[1:]) > 0]
    for span in set(junk):
        print(f"  junk {gold.name} {span}")
    figures = {f"recall.{key}": round(hits[key] / totals[key], 3) for key in sorted(totals)}
    return {**figures, "junk": float(len(set(junk)))}


def covers(spans: list[tuple[str, int, int]], nugget: dict[str, Any]) -> bool:
    """Return whether a shown span holds half of one of the nugget's spans, or half of itself lies in one."""
    return any(
        e["document"] == name and overlap((e["start"], e["end"]), (start, end)) >= 0.5 * min(e["end"] - e["start"], end - start)
        for e in nugget["evidence"] for name, start, end in spans
    )


def main() -> None:
    """Print the figures of the sets named, of all open ones with nuggets otherwise."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=["seeds", "sample", "topic-ferry-sinking", "topic-bank-laundering", "topic-mine-collapse"])
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    for gold in load_sets(options.sets):
        print(gold.name, measure(gold, misses=options.misses))


if __name__ == "__main__":
    main()
