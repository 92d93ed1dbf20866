"""Corroboration, traps and conflicts of a set, as `measure_findings` and `measure_conflicts` count them, on what is read once for every measure."""

from __future__ import annotations

from briefing.model import Document
from tests.accuracy import measure_conflicts, measure_findings
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import GoldSet, file_of
from tests.accuracy.measure_findings import Span
from tests.accuracy.readings import base_of, read_set
from tests.accuracy.script import run


def count(gold: GoldSet) -> Counts:
    """Return the counts of a set's findings and conflicts."""
    counts = Counts()
    if gold.items("claims"):
        _count_findings(counts, gold)
    if gold.items("conflicts"):
        _count_conflicts(counts, gold)
    return counts


def _count_findings(counts: Counts, gold: GoldSet) -> None:
    documents, extractions = read_set(gold.name)
    texts = {file_of(document): document for document in documents}
    pairs = measure_findings.measure(gold.name, base_of(gold.name), documents, extractions)
    counts.add("corroboration", hits=pairs.right, found=pairs.right + len(pairs.false), gold=pairs.right + len(pairs.missing))
    right, found, known = measure_findings.measure_sentences(gold.name, base_of(gold.name), documents, extractions)
    counts.add("corroboration.sentences", hits=right, found=found, gold=known)
    counts.number("traps-merged", len(pairs.traps))
    for label, several in (("missing", pairs.missing), ("false", pairs.false)):
        for one, other in several:
            counts.miss(f"corroboration {label}\n     {_quoted(one, texts)}\n     {_quoted(other, texts)}")
    for trap in pairs.traps:
        counts.miss(f"traps-merged {trap}")


def _count_conflicts(counts: Counts, gold: GoldSet) -> None:
    found = measure_conflicts.measure(gold.name, base_of(gold.name), read_set(gold.name)[0])
    shown, known = found.right + len(found.false), found.found + len(found.missing)
    counts.add("conflicts", hits=found.right, held=found.found, found=shown, gold=known)
    counts.share("conflicts.kind", found.same_kind, found.found)
    counts.share("conflicts.possible-together", found.same_possible, found.found)
    for missing in found.missing:
        counts.miss(f"conflicts missing {missing['kind']}: {missing['about']}: {' | '.join(p['value'] for p in missing['positions'])}")
    for false in found.false:
        positions = " | ".join(f"{position.value} ({position.evidence[0].quote})" for position in false.positions)
        counts.miss(f"conflicts false {false.kind}: {false.about}: {positions}")


def _quoted(span: Span, texts: dict[str, Document]) -> str:
    return f"{span.file}: {texts[span.file].text[span.start : span.end]}"


if __name__ == "__main__":
    run(count)
