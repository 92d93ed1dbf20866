"""Conflicts against gold: which disagreements of gold the system shows, and which of its own gold knows.

    python tests/accuracy/measure_conflicts.py [--misses] [SET ...]

A conflict is right when two of its positions overlap evidence of two different positions of one gold conflict. The kind is reported beside it: a
figure meant in two senses may stand as a quantity or as a status.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from briefing.model import Conflict, Document, EvidenceBase
from briefing.reconcile import reconcile
from tests.accuracy import measure_findings as measuring


@dataclass(slots=True)
class Counts:
    """What was found, missed and invented."""

    right: int = 0
    found: int = 0  # gold conflicts that were found
    same_kind: int = 0
    same_possible: int = 0
    false: list[Conflict] = field(default_factory=list)
    missing: list[Mapping[str, Any]] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)

    def scores(self) -> tuple[float, float]:
        """Return precision and recall."""
        return self.right / max(1, self.right + len(self.false)), self.found / max(1, self.found + len(self.missing))

    def add(self, other: Counts) -> None:
        """Add another set's counts."""
        self.right += other.right
        self.found += other.found
        self.same_kind += other.same_kind
        self.same_possible += other.same_possible
        self.false += other.false
        self.missing += other.missing


def matches(conflict: Conflict, gold: Mapping[str, Any], files: Mapping[str, str]) -> bool:
    """Return whether two positions of the conflict hold evidence of two different positions of the gold one."""
    pairs = {
        (ours, theirs)
        for ours, position in enumerate(conflict.positions) for item in position.evidence
        for theirs, other in enumerate(gold["positions"]) for span in map(measuring.span_of, other["evidence"])
        if files[item.document] == span.file and item.start < span.end and span.start < item.end
    }
    return any(a != c and b != d for a, b in pairs for c, d in pairs)


def measure(name: str, base: EvidenceBase, documents: Sequence[Document]) -> Counts:
    """Return the counts of one set."""
    gold = measuring.load_gold(name).get("conflicts", ())
    files = {document.id: Path(document.path).name for document in documents}
    counts = Counts()
    for conflict in base.conflicts:
        if any(matches(conflict, one, files) for one in gold):
            counts.right += 1
        else:
            counts.false.append(conflict)
    for one in gold:
        fitting = [conflict for conflict in base.conflicts if matches(conflict, one, files)]
        if fitting:
            counts.found += 1
            counts.same_kind += any(conflict.kind == one["kind"] for conflict in fitting)
            counts.same_possible += any(conflict.possible_together == one["possible_together"] for conflict in fitting)
        else:
            counts.missing.append(one)
    return counts


def report(name: str, counts: Counts, *, misses: bool) -> None:
    """Print one line of figures, with what is missing and false when asked."""
    precision, recall = counts.scores()
    sums = f"right {counts.right}  false {len(counts.false)}  missing {len(counts.missing)}"
    same = f"same kind {counts.same_kind} of {counts.found}  same `possible together` {counts.same_possible} of {counts.found}"
    print(f"{name:24} precision {precision:.3f}  recall {recall:.3f}  {sums}  {same}")
    for one in counts.missing if misses else ():
        print(f"  missing  {one['kind']}: {one['about']}: {' | '.join(position['value'] for position in one['positions'])}")
    for conflict in counts.false if misses else ():
        print(f"  false    {conflict.kind}: {conflict.about}: {' | '.join(f'{p.value} ({p.evidence[0].quote})' for p in conflict.positions)}")


def main() -> None:
    """Print the figures of the sets named, or of the open ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=measuring.OPEN)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    total = Counts()
    for name in arguments.sets:
        documents, extractions = measuring.load_set(name)
        counts = measure(name, reconcile(documents, extractions), documents)
        report(name, counts, misses=arguments.misses)
        total.add(counts)
    if len(arguments.sets) > 1:
        report("micro", total, misses=False)


if __name__ == "__main__":
    main()
