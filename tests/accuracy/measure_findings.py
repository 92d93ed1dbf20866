"""Corroboration against gold: pairs of evidence that gold joins and that findings join.

    python tests/accuracy/measure_findings.py [--misses] [SET ...]

A piece of gold evidence belongs to the finding whose evidence overlaps it most. A pair of gold evidence of two sentences is right when gold has both
in one claim and the system both in one finding. By sentences, a pair is two sentences that carry gold evidence: gold when they carry evidence of one
claim, found when they carry evidence of one finding; where a sentence was cut does not matter there.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path
from typing import Any

from briefing.corpus import read
from briefing.extract import extract
from briefing.model import Document, Evidence, EvidenceBase, Extraction
from briefing.reconcile import reconcile

ROOT = Path(__file__).resolve().parents[2]
GOLD = Path(__file__).parent / "gold"
DOCUMENTS = {"sample": ROOT / "documents", "seeds": ROOT.parent / "shared" / "seeds"}
OPEN = (
    "sample", "topic-ferry-sinking", "topic-bank-laundering", "topic-mine-collapse", "topic-cyclone-aid", "topic-fishing-fleet",
    "topic-gold-mining", "topic-spyware", "topic-river-cholera", "topic-election-protests", "topic-port-explosion",
    "topic-prison-break", "topic-tainted-syrup", "topic-sea-pushback",
)


@dataclass(frozen=True, slots=True)
class Span:
    """A span of gold evidence by file name."""

    file: str
    start: int
    end: int


@dataclass(slots=True)
class Counts:
    """Pairs right, missing and false."""

    right: int = 0
    missing: list[tuple[Span, Span]] = field(default_factory=list)
    false: list[tuple[Span, Span]] = field(default_factory=list)
    traps: list[str] = field(default_factory=list)  # merged ones
    all_traps: int = 0

    def scores(self) -> tuple[float, float, float]:
        """Return precision, recall and F1."""
        precision = self.right / max(1, self.right + len(self.false))
        recall = self.right / max(1, self.right + len(self.missing))
        return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def folder_of(name: str) -> Path:
    """Return where a set's documents are."""
    return DOCUMENTS.get(name, GOLD / name / "documents")


def load_gold(name: str) -> dict[str, Any]:
    """Return a set's gold."""
    gold: dict[str, Any] = json.loads((GOLD / name / "gold.json").read_text(encoding="utf-8"))
    return gold


def load_set(name: str) -> tuple[list[Document], list[Extraction]]:
    """Return a set's documents as the corpus stage reads them, and what is read from them."""
    documents = [read(path) for path in sorted(folder_of(name).glob("*.txt"))]
    return documents, [extract(document) for document in documents]


def span_of(record: Mapping[str, Any]) -> Span:
    """Return a gold record as a span."""
    return Span(record["document"], record["start"], record["end"])


def same_sentence(a: Span, b: Span, sentences: Mapping[str, Sequence[tuple[int, int]]]) -> bool:
    """Return whether two spans begin in one sentence: a sentence is never evidence against itself."""
    return a.file == b.file and _sentence(a, sentences) == _sentence(b, sentences)


def _sentence(span: Span, sentences: Mapping[str, Sequence[tuple[int, int]]]) -> int:
    shared = [(min(end, span.end) - max(start, span.start), -n) for n, (start, end) in enumerate(sentences[span.file])]
    return -max(shared, default=(0, 0))[1]


def place(span: Span, evidence: Sequence[tuple[str, Evidence]], files: Mapping[str, str]) -> str | None:
    """Return the finding whose evidence overlaps the span most, None when none does; ties go to the shorter evidence."""
    best: tuple[int, int, str] | None = None
    for finding, item in evidence:
        if files[item.document] != span.file:
            continue
        shared = min(item.end, span.end) - max(item.start, span.start)
        ranked = (shared, item.start - item.end, finding)
        if shared > 0 and (best is None or ranked > best):
            best = ranked
    return best[2] if best else None


def measure(name: str, base: EvidenceBase, documents: Sequence[Document], extractions: Sequence[Extraction]) -> Counts:
    """Return the pair counts of one set."""
    gold = load_gold(name)
    files = {document.id: Path(document.path).name for document in documents}
    sentences = {files[e.document]: [(s.start, s.end) for s in e.sentences] for e in extractions}
    evidence = [(finding.id, item) for finding in base.findings for item in finding.evidence]
    clusters = [{span_of(e) for e in claim["evidence"]} for claim in gold["claims"]]
    spans = sorted({span for group in clusters for span in group}, key=lambda s: (s.file, s.start, s.end))
    found = {span: place(span, evidence, files) for span in spans}
    together = {frozenset(pair) for group in clusters for pair in combinations(sorted(group, key=lambda s: (s.file, s.start, s.end)), 2)}
    counts = Counts()
    for a, b in combinations(spans, 2):
        if same_sentence(a, b, sentences):
            continue
        joined = found[a] is not None and found[a] == found[b]
        if frozenset((a, b)) in together:
            if joined:
                counts.right += 1
            else:
                counts.missing.append((a, b))
        elif joined:
            counts.false.append((a, b))
    _traps(gold, counts, together, evidence, files, sentences)
    return counts


def measure_sentences(name: str, base: EvidenceBase, documents: Sequence[Document], extractions: Sequence[Extraction]) -> tuple[int, int, int]:
    """Return how many pairs of sentences are right, found, and gold."""
    files = {document.id: Path(document.path).name for document in documents}
    sentences = {files[e.document]: [(s.start, s.end) for s in e.sentences] for e in extractions}
    gold: dict[tuple[str, int], set[int]] = defaultdict(set)
    ours: dict[tuple[str, int], set[str]] = defaultdict(set)
    for number, claim in enumerate(load_gold(name)["claims"]):
        for span in map(span_of, claim["evidence"]):
            gold[span.file, _sentence(span, sentences)].add(number)
    for finding in base.findings:
        for item in finding.evidence:
            span = Span(files[item.document], item.start, item.end)
            ours[span.file, _sentence(span, sentences)].add(finding.id)
    pairs = [(bool(gold[a] & gold[b]), bool(ours.get(a, set()) & ours.get(b, set()))) for a, b in combinations(sorted(gold), 2)]
    return sum(known and found for known, found in pairs), sum(found for _, found in pairs), sum(known for known, _ in pairs)


def _traps(
    gold: Mapping[str, Any], counts: Counts, together: set[frozenset[Span]], evidence: Sequence[tuple[str, Evidence]], files: Mapping[str, str],
    sentences: Mapping[str, Sequence[tuple[int, int]]],
) -> None:
    """Count traps whose two sides stand in one finding although no claim of gold holds both (a revised figure stays one finding)."""
    for trap in gold.get("traps", ()):
        counts.all_traps += 1
        for a in map(span_of, trap["left"]):
            for b in map(span_of, trap["right"]):
                if same_sentence(a, b, sentences):
                    continue
                left, right = place(a, evidence, files), place(b, evidence, files)
                if left and left == right and not _joined_by_gold(a, b, together):
                    counts.traps.append(f"{trap['id']}: {trap['why']}")
                    break
            else:
                continue
            break


def _joined_by_gold(a: Span, b: Span, together: set[frozenset[Span]]) -> bool:
    """Return whether gold itself joins what the two spans hold, or they are one text."""
    if _overlaps(a, b):
        return True
    return any(_overlaps(a, x) and _overlaps(b, y) for pair in together for x, y in (tuple(pair), tuple(pair)[::-1]))


def _overlaps(a: Span, b: Span) -> bool:
    return a.file == b.file and a.start < b.end and b.start < a.end


def main() -> None:
    """Print the figures of the sets named, or of the open ones."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sets", nargs="*", default=OPEN)
    parser.add_argument("--misses", action="store_true")
    arguments = parser.parse_args()
    total = Counts()
    for name in arguments.sets:
        documents, extractions = load_set(name)
        report(name, measure(name, reconcile(documents, extractions), documents, extractions), documents, total, misses=arguments.misses)
    if len(arguments.sets) > 1:
        report("micro", total, [], None, misses=False)


def report(name: str, counts: Counts, documents: Sequence[Document], total: Counts | None, *, misses: bool) -> None:
    """Print one line of figures, with every missing and false pair when asked, and add to ``total``."""
    precision, recall, f1 = counts.scores()
    print(f"{name:24} precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  right {counts.right}  missing {len(counts.missing)}  "
          f"false {len(counts.false)}  traps merged {len(counts.traps)} of {counts.all_traps}")
    texts = {Path(document.path).name: document.text for document in documents}
    for label, pairs in (("missing", counts.missing), ("false", counts.false)) if misses else ():
        for a, b in pairs:
            print(f"  {label}\n     {a.file}: {texts[a.file][a.start:a.end]}\n     {b.file}: {texts[b.file][b.start:b.end]}")
    for trap in counts.traps:
        print(f"  trap merged  {trap}")
    if total is not None:
        total.right += counts.right
        total.missing += counts.missing
        total.false += counts.false
        total.traps += counts.traps
        total.all_traps += counts.all_traps


if __name__ == "__main__":
    main()
