"""Entities over documents against gold, by B3 and pairs, twice: resolution by itself, and on what extract reads.

By itself, on one chain per entity and document made of the gold's own forms. As read, on the gold's forms: a form that extract does not read stands
alone. Sets whose gold was made document by document have no entities over documents.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping
from typing import TypeVar

from briefing.reconcile.entities import EntityIndex, resolve_entities
from tests.accuracy.clustering import b_cubed, pairwise
from tests.accuracy.counts import Counts
from tests.accuracy.gold_entities import gold_extractions, places
from tests.accuracy.goldset import GoldSet, file_of
from tests.accuracy.readings import read_set
from tests.accuracy.script import run

Form = tuple[str, str, str]  # file, surface form, gold entity
Item = TypeVar("Item", bound=Hashable)


def count(gold: GoldSet) -> Counts:
    """Return the counts of a set's entities."""
    counts = Counts()
    if not gold.items("entities") or not gold.items("claims"):
        return counts
    names = {entity["id"]: entity["name"] for entity in gold.items("entities")}
    documents, extractions = read_set(gold.name)
    chains, truth = gold_extractions(gold, documents)
    index = resolve_entities(documents, chains)
    compare(counts, "entities.resolved", truth, index.chains, index, names)
    index = resolve_entities(documents, extractions)
    forms, found = _as_read(gold, index)
    compare(counts, "entities", forms, found, index, names)
    return counts


def compare(
    counts: Counts, name: str, truth: Mapping[Item, str], found: Mapping[Item, str], index: EntityIndex, names: Mapping[str, str],
) -> None:
    """Count B3 and pairs, and tell each entity that was split, merged or not read."""
    counts.add(f"{name}.b3", **b_cubed(truth, found))
    counts.add(f"{name}.pairs", **pairwise(truth, found))
    entities = {entity.id: entity for entity in index.entities}
    kept = [(label, found[item]) for item, label in truth.items() if item in found]
    for label, ids in _several(kept):
        shown = sorted("/".join(alias.text for alias in entities[i].aliases[:4]) for i in ids)
        counts.miss(f"{name} split {names.get(label, label)}: {' | '.join(shown)}")
    for identity, labels in _several((ours, label) for label, ours in kept):
        counts.miss(f"{name} merged {sorted(names.get(label, label) for label in labels)}: {entities[identity].merges}")
    lost = sorted(str(item) for item in truth if item not in found)
    if lost:
        counts.miss(f"{name} not read {'; '.join(lost)}")


def _several(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, set[str]]]:
    """Return what is paired with more than one."""
    grouped: dict[str, set[str]] = defaultdict(set)
    for key, value in pairs:
        grouped[key].add(value)
    return [(key, values) for key, values in sorted(grouped.items()) if len(values) > 1]


def _as_read(gold: GoldSet, index: EntityIndex) -> tuple[dict[Form, str], dict[Form, str]]:
    """Return the gold entity of each form, and the entity that most of the form's places were read as."""
    votes: dict[Form, Counter[str]] = defaultdict(Counter)
    truth: dict[Form, str] = {}
    for document, extraction in zip(*read_set(gold.name), strict=True):
        for (start, end), text, entity in places(gold, document):
            form = (file_of(document), text, entity)
            truth[form] = entity
            for mention in extraction.mentions:
                shared = min(end, mention.end) - max(start, mention.start)
                identity = index.of(document.id, mention.chain)
                if identity and mention.form in {"name", "short"} and 2 * shared > max(end - start, mention.end - mention.start):
                    votes[form][identity] += 1
    return truth, {form: min(counted.items(), key=lambda item: (-item[1], item[0]))[0] for form, counted in votes.items()}


if __name__ == "__main__":
    run(count)
