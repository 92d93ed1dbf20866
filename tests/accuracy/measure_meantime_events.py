"""Events over documents on MEANTIME: pairs of sentences of two articles that tell of one event.

Asked for are the sentences that name an event with an instance over documents; a pair is gold when the two share an instance. Ours is a pair whose
events stand in one finding: an event stands in the finding with the shortest evidence around it. Gold is of words, a finding of claims: "since its
launch the store sold 3 billion songs" and "Apple launched the store in 2003" are gold for "launch" and two claims.

Compared with average linkage of the same sentences' tf-idf vectors: `.tf-idf-best` with the threshold that is best on the topic itself, `.tf-idf`
with the one that is best on the other topics. `.b3` is B3 of the links; nearly all sentences are alone in gold, hence `.alone`, where none is joined.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from typing import NamedTuple

from briefing.extract import redate
from briefing.model import Document, EvidenceBase, Extraction
from briefing.pipeline import newest_day
from briefing.reconcile import reconcile
from tests.accuracy.average_link import Merge, cosines, cut, merges
from tests.accuracy.clustering import b_cubed_of_links
from tests.accuracy.counts import Counts, harmonic
from tests.accuracy.meantime import FOLDER, Article, GoldEvent
from tests.accuracy.readings import read_articles
from tests.accuracy.script import run_corpus

NAME = "event-links"
THRESHOLDS = tuple(percent / 100 for percent in range(2, 100, 2))


class Sentence(NamedTuple):
    """A sentence that names an event."""

    article: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Corpus:
    """The articles of one topic with what is read from each."""

    name: str
    articles: Sequence[Article]
    extractions: Sequence[Extraction]

    @property
    def documents(self) -> Sequence[Document]:
        """The articles' documents."""
        return [article.document for article in self.articles]


Links = frozenset[tuple[Sentence, Sentence]]


@dataclass(frozen=True, slots=True)
class Topic:
    """One topic's sentences with their links."""

    sentences: Sequence[Sentence]
    gold: Links
    ours: Links
    tf_idf: Mapping[float, Links]  # by threshold
    texts: Mapping[str, str]  # of the articles


def count(folder: Path) -> Counts:
    """Return the counts of the corpus's events over documents."""
    topics = [read_topic(corpus) for corpus in read_corpora(folder)]
    counts = Counts()
    for topic in topics:
        others = [other for other in topics if other is not topic]
        _compare(counts, NAME, topic, topic.ours)
        _compare(counts, f"{NAME}.tf-idf", topic, topic.tf_idf[best_threshold(others)])
        _compare(counts, f"{NAME}.tf-idf-best", topic, topic.tf_idf[best_threshold([topic])])
        counts.add(f"{NAME}.alone.b3", **b_cubed_of_links(topic.sentences, topic.gold, frozenset()))
        _tell(counts, topic)
    return counts


def best_threshold(topics: Iterable[Topic]) -> float:
    """Return the threshold at which the baseline's F1 over some topics is highest, the highest of several."""
    several = list(topics)
    gold = sum(len(topic.gold) for topic in several)
    scores: dict[float, float] = {}
    for threshold in THRESHOLDS:
        found = sum(len(topic.tf_idf[threshold]) for topic in several)
        hits = sum(len(topic.tf_idf[threshold] & topic.gold) for topic in several)
        scores[threshold] = harmonic(hits / found if found else 0.0, hits / gold if gold else 0.0)
    return max(THRESHOLDS, key=lambda threshold: (scores[threshold], threshold))


def links(labels: Mapping[Sentence, Collection[str]]) -> Links:
    """Return the pairs of sentences of two articles that share a label, each in order."""
    holders: dict[str, list[Sentence]] = defaultdict(list)
    for sentence in sorted(labels):
        for label in sorted(labels[sentence]):
            holders[label].append(sentence)
    pairs = (pair for several in holders.values() for pair in combinations(several, 2))
    return frozenset((one, other) for one, other in pairs if one.article != other.article)


def read_corpora(folder: Path) -> list[Corpus]:
    """Return the corpus of each topic, every article dated as the pipeline dates it."""
    by_topic: dict[str, list[tuple[Article, Extraction]]] = defaultdict(list)
    for article, extraction in read_articles(folder):
        by_topic[article.topic].append((article, extraction))
    corpora = []
    for name, reading in sorted(by_topic.items()):
        articles, extractions = [article for article, _ in reading], [extraction for _, extraction in reading]
        day = newest_day([article.document for article in articles], extractions)
        told = [redate(a.document, e, anchor=day) for a, e in zip(articles, extractions, strict=True)]
        corpora.append(Corpus(name, articles, told))
    return corpora


def read_topic(corpus: Corpus) -> Topic:
    """Return a topic's links by gold, by findings and by the baseline."""
    texts = {document.id: document.text for document in corpus.documents}
    findings = _findings(reconcile(corpus.documents, corpus.extractions))
    instances: dict[Sentence, set[str]] = defaultdict(set)
    ours: dict[Sentence, set[str]] = defaultdict(set)
    for article in corpus.articles:
        for event in article.events:
            sentence = _around(article, event)
            instances[sentence].add(event.instance)
            around = [item for item in findings[article.document.id] if item[1] <= event.start and event.end <= item[2]]
            ours[sentence] |= {finding for _, _, _, finding in sorted(around)[:1]}
    sentences = sorted(instances)
    background = [sentence for text in texts.values() for sentence in text.split("\n\n")]
    tree = merges(cosines([texts[s.article][s.start : s.end] for s in sentences], background))
    return Topic(sentences, links(instances), links(ours), {threshold: _clustered(sentences, tree, threshold) for threshold in THRESHOLDS}, texts)


def _findings(base: EvidenceBase) -> Mapping[str, list[tuple[int, int, int, str]]]:
    """Return the length, start, end and finding of each piece of evidence by article."""
    found: dict[str, list[tuple[int, int, int, str]]] = defaultdict(list)
    for finding in base.findings:
        for item in finding.evidence:
            found[item.document].append((item.end - item.start, item.start, item.end, finding.id))
    return found


def _around(article: Article, event: GoldEvent) -> Sentence:
    """Return the annotators' sentence around an event; the reader of the corpus parts sentences by an empty line."""
    text = article.document.text
    before, after = text.rfind("\n\n", 0, event.start), text.find("\n\n", event.start)
    return Sentence(article.document.id, before + 2 if before >= 0 else 0, after if after >= 0 else len(text))


def _clustered(sentences: Sequence[Sentence], tree: Sequence[Merge], threshold: float) -> Links:
    return links({sentence: {str(label)} for sentence, label in zip(sentences, cut(tree, threshold), strict=True)})


def _compare(counts: Counts, name: str, topic: Topic, found: Links) -> None:
    counts.add(name, hits=len(found & topic.gold), found=len(found), gold=len(topic.gold))
    counts.add(f"{name}.b3", **b_cubed_of_links(topic.sentences, topic.gold, found))


def _tell(counts: Counts, topic: Topic) -> None:
    for label, several in (("missing", topic.gold - topic.ours), ("false", topic.ours - topic.gold)):
        for pair in sorted(several):
            counts.miss("\n".join([f"{NAME} {label}", *(f"     {s.article[:24]}: {topic.texts[s.article][s.start : s.end]}" for s in pair)]))


if __name__ == "__main__":
    run_corpus(count, FOLDER)
