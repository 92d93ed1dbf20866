"""Measure entities over documents: ``PYTHONPATH=. python tests/accuracy/measure_entities.py [--misses] [meantime] [SET ...]``.

Gold sets, twice: on chains made of the gold's own forms (resolution by itself), and on what extract reads (a form that extract does not read stands
alone). B3 and pairwise figures. MEANTIME: B3 of cross-document entities (persons, organisations, places) on chains made of its named mentions.
"""

from __future__ import annotations

import argparse
import sys
import xml.etree.ElementTree as ET
from collections import Counter, defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent))

from clustering import b_cubed, pairwise
from gold_entities import file_of, gold_extractions, places, read_documents
from goldset import OPEN, GoldSet, data, load_sets
from measure_mentions import NAMED, read_meantime

from briefing.extract import extract
from briefing.model import Extraction, Mention
from briefing.reconcile.entities import EntityIndex, resolve_entities

FIGURES = "P {:.3f} R {:.3f} F1 {:.3f}"


def show(label: str, truth: dict, found: dict, *, misses: bool, names: dict[str, str], index: EntityIndex) -> None:
    """Print the figures, and each entity that was split or merged."""
    print(
        f"{label:44} B3 {FIGURES.format(*b_cubed(truth, found))}  pairs {FIGURES.format(*pairwise(truth, found))}  n={len(truth)}"
    )
    if not misses:
        return
    entities = {entity.id: entity for entity in index.entities}
    ours, theirs = defaultdict(set), defaultdict(set)
    for item, identity in found.items():
        if item in truth:
            ours[truth[item]].add(identity)
            theirs[identity].add(truth[item])
    for gold, ids in sorted(ours.items()):
        if len(ids) > 1:
            print(f"    split   {names.get(gold, gold)}: " + " | ".join(sorted("/".join(a.text for a in entities[i].aliases[:4]) for i in ids)))
    for identity, golds in sorted(theirs.items()):
        if len(golds) > 1:
            print(f"    merged  {sorted(names.get(g, g) for g in golds)}: {entities[identity].merges}")
    lost = sorted(str(item) for item in truth if item not in found)
    if lost:
        print("    unread  " + "; ".join(lost))


def measure_gold(gold: GoldSet, *, misses: bool) -> None:
    """Print both figures of a gold set."""
    documents = read_documents(gold)
    names = {entity["id"]: entity["name"] for entity in gold.items("entities")}
    chains, truth = gold_extractions(gold, documents)
    index = resolve_entities(documents, chains)
    show(f"{gold.name}, gold forms", truth, dict(index.chains), misses=misses, names=names, index=index)
    extractions = [extract(document, encode=False) for document in documents]
    index = resolve_entities(documents, extractions)
    forms, found = {}, {}
    for document, extraction in zip(documents, extractions, strict=True):
        votes: dict[tuple[str, str, str], Counter[str]] = defaultdict(Counter)
        for (start, end), text, entity in places(gold, document):
            item = (file_of(document), text, entity)
            forms[item] = entity
            for mention in extraction.mentions:
                shared = min(end, mention.end) - max(start, mention.start)
                identity = index.of(document.id, mention.chain)
                if identity and mention.form in {"name", "short"} and 2 * shared > max(end - start, mention.end - mention.start):
                    votes[item][identity] += 1
        found.update({item: min(counted, key=lambda i: (-counted[i], i)) for item, counted in votes.items()})
    show(f"{gold.name}, as read", forms, found, misses=misses, names=names, index=index)


def measure_meantime(*, misses: bool) -> None:
    """Print cross-document B3 on MEANTIME's named mentions, over all four topics at once."""
    folder = data()
    if folder is None:
        sys.exit("no development data here: set BRIEFING_DATA")
    documents, extractions, truth, names = [], [], {}, {}
    for path in sorted((folder / "meantime-en").glob("corpus_*/*.xml")):
        document, gold, _ = read_meantime(path)
        instances = {mark.get("m_id"): mark.get("instance_id") for mark in ET.parse(path).getroot().iter("ENTITY")}  # noqa: S314 - our own data
        named = [g for g in gold if g.type and g.syntax in NAMED and instances.get(g.entity)]
        forms: dict[str, Counter[str]] = defaultdict(Counter)
        for g in named:
            forms[g.entity][document.text[g.start : g.end]] += 1
        fullest = {entity: min(counted, key=lambda text: (-counted[text], -len(text), text)) for entity, counted in forms.items()}
        numbers = {entity: number for number, entity in enumerate(sorted(fullest))}
        mentions = [
            Mention(start=g.start, end=g.end, type=g.type, name=fullest[g.entity], chain=numbers[g.entity])
            for g in sorted(named, key=lambda g: (g.start, g.end))
        ]
        documents.append(document)
        extractions.append(Extraction(document=document.id, language="en", sentences=(), mentions=tuple(mentions)))
        for entity, number in numbers.items():
            truth[document.id, number] = str(instances[entity])
            names.setdefault(str(instances[entity]), fullest[entity])
    index = resolve_entities(documents, extractions)
    show("MEANTIME, gold names, 120 articles", truth, dict(index.chains), misses=misses, names=names, index=index)
    exact = {
        key: fullest
        for extraction in extractions
        for key, fullest in ((((extraction.document), m.chain), m.name.lower()) for m in extraction.mentions)
    }
    print(f"{'  baseline: the same string':44} B3 {'P {:.3f} R {:.3f} F1 {:.3f}'.format(*b_cubed(truth, exact))}")


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser()
    parser.add_argument("what", nargs="*", default=[])
    parser.add_argument("--misses", action="store_true")
    options = parser.parse_args()
    if not options.what or "meantime" in options.what:
        measure_meantime(misses=options.misses)
    for gold in load_sets([name for name in options.what if name != "meantime"] or ([] if options.what else OPEN)):
        if gold.items("entities"):
            measure_gold(gold, misses=options.misses)


if __name__ == "__main__":
    main()
