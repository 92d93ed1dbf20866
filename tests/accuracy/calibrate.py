"""Fit the weights of the matching model on the open topics and write `briefing/reconcile/weights.yaml`.

    python -m tests.accuracy.calibrate [--write]

Pairs of claims are labelled by gold: two claims say the same when gold evidence that covers them stands in one claim. MEANTIME adds what topics of
one story lack, articles on one theme written years apart: pairs of claims of two of its articles that share no event do not say the same; those that
share one are left out, since gold there is of words. The figures printed are leave-one-out: each topic, and each corpus of MEANTIME, is clustered
with weights fitted on the others. Needs scikit-learn, which the product itself never imports.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression

from briefing.model import Document, Extraction
from briefing.reconcile import reconcile
from briefing.reconcile.candidates import find_candidates
from briefing.reconcile.claims import Claim, make_claims
from briefing.reconcile.copies import find_copies
from briefing.reconcile.entities import resolve_entities
from briefing.reconcile.features import NAMES, make_profiles
from briefing.reconcile.labels import known_kinds
from briefing.reconcile.matching import Match, Model, Pair, load_model, match_pairs, using
from tests.accuracy import measure_findings as measuring
from tests.accuracy import measure_meantime_events as linking
from tests.accuracy.goldset import data
from tests.accuracy.readings import dated

WEIGHTS = measuring.ROOT / "briefing" / "reconcile" / "weights.yaml"
STRENGTH = 0.02  # inverse of the L2 penalty on standardised features
JOIN = 0.45
RULES = ("event_same", "role_same", "vague_same", "unknown_both")  # features `matching.same_slots` decides by; the model leaves them to it
FOREIGN = 0.25  # weight of a pair of MEANTIME beside one of a topic
COVERED = 0.6  # share of a claim that gold evidence must cover to label it


@dataclass(frozen=True, slots=True)
class Topic:
    """One open set, read once."""

    name: str
    documents: Sequence[Document]
    extractions: Sequence[Extraction]
    claims: Sequence[Claim]
    matches: Mapping[Pair, Match]
    labels: Sequence[frozenset[int]]  # gold claims each claim belongs to, or events of MEANTIME
    weight: float = 1.0  # of a pair


def load_topic(name: str) -> Topic:
    """Return a set with the features of its candidate pairs."""
    documents, extractions = dated(name)[1]
    claims, matches = _matched(documents, extractions)
    return Topic(name, documents, extractions, claims, matches, label(name, claims))


def load_corpora() -> list[linking.Corpus]:
    """Return the corpora of MEANTIME.

    Raises:
        SystemExit: they are not here.
    """
    folder = data()
    if folder is None or not (folder / linking.FOLDER).is_dir():
        raise SystemExit(f"{linking.FOLDER} is not here: BRIEFING_DATA names the folder it lies in")
    return linking.read_corpora(folder / linking.FOLDER)


def load_foreign(corpus: linking.Corpus) -> Topic:
    """Return a corpus of MEANTIME with the pairs of two articles that share no event."""
    claims, matches = _matched(corpus.documents, corpus.extractions)
    events: dict[str, int] = {}
    labels = []
    for claim in claims:
        own = [e for article in corpus.articles if article.document.id == claim.document.id for e in article.events]
        inside = [e.instance for e in own if claim.sentence.start <= e.start and e.end <= claim.sentence.end]
        labels.append(frozenset(events.setdefault(instance, len(events)) for instance in inside))
    others = {
        pair: match for pair, match in matches.items()
        if claims[pair.left].document.id != claims[pair.right].document.id and not labels[pair.left] & labels[pair.right]
    }
    return Topic(corpus.name, corpus.documents, corpus.extractions, claims, others, labels, FOREIGN)


def _matched(documents: Sequence[Document], extractions: Sequence[Extraction]) -> tuple[Sequence[Claim], Mapping[Pair, Match]]:
    documents = sorted(documents, key=lambda d: (d.text_sha256, d.id))
    index = resolve_entities(documents, extractions)
    claims = make_claims(documents, extractions, index, find_copies(documents), kinds=known_kinds())
    profiles = make_profiles(claims)
    return claims, match_pairs(profiles, find_candidates(profiles), load_model())


def label(name: str, claims: Sequence[Claim]) -> list[frozenset[int]]:
    """Return the gold claims each claim stands in: those whose evidence overlaps it most, or covers most of it."""
    files = [Path(claim.document.path).name for claim in claims]
    labels: list[set[int]] = [set() for _ in claims]
    for number, gold in enumerate(measuring.load_gold(name)["claims"]):
        for span in map(measuring.span_of, gold["evidence"]):
            shared = [
                (min(span.end, claim.end) - max(span.start, claim.start), claim.start - claim.end, place)
                for place, claim in enumerate(claims) if files[place] == span.file
            ]
            best = max(shared, default=(0, 0, 0))
            if best[0] > 0:
                labels[best[2]].add(number)
            for overlap, length, place in shared:
                if overlap >= -COVERED * length:
                    labels[place].add(number)
    return [frozenset(numbers) for numbers in labels]


def table(topics: Sequence[Topic]) -> tuple[NDArray[np.float64], NDArray[np.bool_], NDArray[np.float64]]:
    """Return features, labels and weights of the pairs that no rule decides."""
    rows, truth, weights = [], [], []
    for topic in topics:
        for pair, match in sorted(topic.matches.items()):
            if not match.veto and not match.reason:
                rows.append([match.features[name] for name in NAMES])
                truth.append(bool(topic.labels[pair.left] & topic.labels[pair.right]))
                weights.append(topic.weight)
    return np.array(rows), np.array(truth), np.array(weights)


def fit(topics: Sequence[Topic]) -> Model:
    """Return the model fitted on some topics."""
    rows, truth, weights = table(topics)
    rows[:, [NAMES.index(name) for name in RULES]] = 0.0
    scale = rows.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=STRENGTH, solver="newton-cholesky").fit(rows / scale, truth, sample_weight=weights)
    found = {name: round(float(value), 3) for name, value in zip(NAMES, fitted.coef_[0] / scale, strict=True)}
    names = ", ".join(topic.name for topic in topics)
    return Model(
        intercept=round(float(fitted.intercept_[0]), 3), weights={name: w for name, w in found.items() if w}, join=JOIN,
        provenance=f"tests/accuracy/calibrate.py on {names}: {len(truth)} pairs, {int(truth.sum())} that say the same; L2, C={STRENGTH}",
    )


def write(model: Model) -> None:
    """Write the model beside the code that reads it."""
    lines = [
        "# Weights of the logistic model that says whether two claims are one. Made by tests/accuracy/calibrate.py; features: reconcile/features.py.",
        f'provenance: "{model.provenance}"', f"intercept: {model.intercept}", f"join: {model.join}", "weights:",
        *(f"  {name}: {weight}" for name, weight in model.weights.items()),
    ]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


def main() -> None:
    """Print leave-one-topic-out figures; write the weights fitted on all when asked."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    arguments = parser.parse_args()
    corpora = load_corpora()
    topics, foreign = [load_topic(name) for name in measuring.OPEN], [load_foreign(corpus) for corpus in corpora]
    total, sentences = measuring.Counts(), [0, 0, 0]
    for topic in topics:
        with using(fit([other for other in [*topics, *foreign] if other is not topic])):
            base = reconcile(topic.documents, topic.extractions)
        measuring.report(topic.name, measuring.measure(topic.name, base, topic.documents, topic.extractions), topic.documents, total, misses=False)
        own = measuring.measure_sentences(topic.name, base, topic.documents, topic.extractions)
        sentences = [a + b for a, b in zip(sentences, own, strict=True)]
    measuring.report("leave one topic out", total, [], None, misses=False)
    right, found, gold = sentences
    print(f"by sentences: precision {right / max(1, found):.3f}  recall {right / gold:.3f}  right {right} of {found} found, {gold} in gold")
    for corpus, own_foreign in zip(corpora, foreign, strict=True):
        with using(fit([other for other in [*topics, *foreign] if other is not own_foreign])):
            links = linking.read_topic(corpus)
        print(f"{corpus.name}: links right {len(links.ours & links.gold)} of {len(links.ours)} found, {len(links.gold)} in gold")
    model = fit([*topics, *foreign])
    for name, weight in sorted(model.weights.items(), key=lambda item: -abs(item[1])):
        print(f"  {name:20} {weight:+.3f}")
    if arguments.write:
        write(model)


if __name__ == "__main__":
    main()
