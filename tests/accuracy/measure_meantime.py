"""MEANTIME: names, chains within a document, and entities over documents.

Names: exact spans, spans with the right type, overlapping spans. Chains: B3 over all named and pronoun mentions, one not found standing alone.
Entities: B3 over documents on chains made of the gold's named mentions, beside joining equal strings.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable
from pathlib import Path

from briefing.model import Document, Extraction, Mention
from briefing.reconcile.entities import resolve_entities
from tests.accuracy.clustering import b_cubed
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import overlap
from tests.accuracy.meantime import FOLDER, NAMED, Article, GoldMention
from tests.accuracy.measure_entities import compare
from tests.accuracy.readings import read_articles
from tests.accuracy.script import run_corpus


def count(folder: Path) -> Counts:
    """Return the counts of the corpus."""
    counts = Counts()
    reading = read_articles(folder)
    for article, extraction in reading:
        mentions = [m for m in extraction.mentions if m.end <= article.end]
        _count_names(counts, article, mentions)
        _count_chains(counts, article, mentions)
    _count_entities(counts, [article for article, _ in reading])
    return counts


def _count_names(counts: Counts, article: Article, mentions: list[Mention]) -> None:
    gold = {(g.start, g.end): g.type for g in article.mentions if g.type and g.syntax in NAMED}
    found = {(m.start, m.end): m.type for m in mentions if m.form in {"name", "short"} and m.type != "group"}
    exact = gold.keys() & found.keys()
    counts.add("names", hits=len(exact), found=len(found), gold=len(gold))
    counts.add("names.typed", hits=sum(gold[span] == found[span] for span in exact), found=len(found), gold=len(gold))
    right, held = (sum(any(overlap(span, other) for other in others) for span in spans) for spans, others in ((found, gold), (gold, found)))
    counts.add("names.overlap", hits=right, held=held, found=len(found), gold=len(gold))
    for span in sorted(gold.keys() | found.keys()):
        if gold.get(span) != found.get(span):
            counts.miss(f"name {gold.get(span, '-')} found {found.get(span, '-')}: {_around(article.document, span)}")


def _count_chains(counts: Counts, article: Article, mentions: list[Mention]) -> None:
    chains = {(m.start, m.end): m.chain for m in mentions}
    truth: dict[Hashable, str] = {}
    found: dict[Hashable, Hashable] = {}
    for gold in article.mentions:
        if gold.type and (gold.syntax in NAMED or gold.syntax == "PRO"):
            span = (gold.start, gold.end)
            truth[gold] = gold.entity
            near = [chain for other, chain in chains.items() if overlap(span, other)]
            if span in chains or near:
                found[gold] = chains.get(span, near[0])
    counts.add("chains.b3", **b_cubed(truth, found))


def _count_entities(counts: Counts, articles: list[Article]) -> None:
    documents, extractions = [article.document for article in articles], []
    truth: dict[tuple[str, int], str] = {}
    equal: dict[tuple[str, int], str] = {}
    names: dict[str, str] = {}
    for article in articles:
        named = [g for g in article.mentions if g.type and g.syntax in NAMED and g.instance]
        fullest = _fullest(article.document, named)
        numbers = {entity: number for number, entity in enumerate(sorted(fullest))}
        mentions = tuple(
            Mention(start=g.start, end=g.end, type=g.type, name=fullest[g.entity], chain=numbers[g.entity])
            for g in sorted(named, key=lambda g: (g.start, g.end)) if g.type
        )
        extractions.append(Extraction(document=article.document.id, language="en", sentences=(), mentions=mentions))
        for gold in named:
            key = article.document.id, numbers[gold.entity]
            truth[key], equal[key] = str(gold.instance), fullest[gold.entity].lower()
            names.setdefault(str(gold.instance), fullest[gold.entity])
    index = resolve_entities(documents, extractions)
    compare(counts, "entities.resolved", truth, index.chains, index, names)
    counts.add("entities.equal-strings.b3", **b_cubed(truth, equal))


def _fullest(document: Document, named: list[GoldMention]) -> dict[str, str]:
    """Return the form each entity is most often named by, of several the longest."""
    forms: dict[str, Counter[str]] = defaultdict(Counter)
    for gold in named:
        forms[gold.entity][document.text[gold.start : gold.end]] += 1
    return {entity: min(counted.items(), key=lambda item: (-item[1], -len(item[0]), item[0]))[0] for entity, counted in forms.items()}


def _around(document: Document, span: tuple[int, int]) -> str:
    text = document.text
    return repr(f"{text[max(0, span[0] - 30) : span[0]]}[{text[slice(*span)]}]{text[span[1] : span[1] + 25]}")


if __name__ == "__main__":
    run_corpus(count, FOLDER)
