"""Measure origins: ``PYTHONPATH=. python tests/accuracy/measure_origins.py [--misses] [SET ...]``.

For each claim of a gold set: the origins of its evidence spans, combined, against the gold's count. A span's attribution is the one whose content
covers most of it. Claims with several pieces of evidence are counted again by themselves: a single piece has mostly one origin.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from gold_entities import file_of, read_documents
from goldset import OPEN, GoldSet, load_sets

from briefing.extract import extract
from briefing.model import Attribution, Origin
from briefing.reconcile.copies import find_copies
from briefing.reconcile.entities import resolve_entities
from briefing.reconcile.origins import combine, origins_of


def covering(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """Return the attribution that covers most of a span; of two that cover as much the inner one."""

    def rank(attribution: Attribution) -> tuple[float, int, int]:
        shared = min(attribution.content_end, end) - max(attribution.content_start, start)
        return -round(shared / (end - start), 1), attribution.content_end - attribution.content_start, attribution.content_start

    fitting = [
        a for a in attributions if 2 * (min(a.content_end, end) - max(a.content_start, start)) > min(end - start, a.content_end - a.content_start)
    ]
    return min(fitting, key=rank, default=None)


def told(origin: Origin) -> str:
    """Return an origin as one word of a report."""
    return f"{origin.name} [{origin.kind}{' via ' + ', '.join(origin.via) if origin.via else ''}]"


def measure(gold: GoldSet, count: Counter[str], *, misses: bool) -> None:
    """Add the figures of a gold set to ``count`` and print them."""
    documents = {file_of(document): document for document in read_documents(gold)}
    extractions = {name: extract(document, encode=False) for name, document in documents.items()}
    index = resolve_entities(list(documents.values()), list(extractions.values()))
    copies = find_copies(list(documents.values()))
    own: Counter[str] = Counter()
    for claim in gold.items("claims"):
        origins = []
        for span in claim["evidence"]:
            document, start, end = documents[span["document"]], span["start"], span["end"]
            attribution = covering(extractions[span["document"]].attributions, start, end)
            origins.append((span, origins_of(document, attribution, index, copies, start=start, end=end)))
        found = combine(origin for _, several in origins for origin in several)
        right = len(found) == len(set(claim["origins"]))
        several = len(claim["evidence"]) > 1
        own.update({"claims": 1, "right": right, "several": several, "several right": several and right})
        if misses and not right:
            print(f"  {claim['id']} gold {sorted(set(claim['origins']))} found {[told(origin) for origin in found]}")
            for span, spoken in origins:
                print(
                    f"      {span['document'][:16]:16} "
                    f"{documents[span['document']].text[span['start'] : span['end']][:90]!r} {[told(o) for o in spoken]}"
                )
    count.update(own)
    report(gold.name, own)


def report(label: str, count: Counter[str]) -> None:
    """Print the shares of claims whose number of origins is exact."""
    print(
        f"{label:24} exact {count['right']}/{count['claims']} = {count['right'] / max(1, count['claims']):.3f}; with several pieces of evidence "
        f"{count['several right']}/{count['several']} = {count['several right'] / max(1, count['several']):.3f}"
    )


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sets", nargs="*", default=OPEN)
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    count: Counter[str] = Counter()
    for gold in load_sets(options.sets):
        if gold.items("claims"):
            measure(gold, count, misses=options.misses)
    report("all", count)


if __name__ == "__main__":
    main()
