"""Fit the weights of the matching model on the open topics and write `briefing/reconcile/weights.yaml`.

    python tests/accuracy/calibrate.py [--write]

Pairs of claims are labelled by gold: two claims say the same when gold evidence that covers them stands in one claim. The figures printed are
leave-one-topic-out: each topic is clustered with weights fitted on the others. Needs scikit-learn, which the product itself never imports.
"""

from __future__ import annotations

import argparse
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import measure_findings as measuring
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

WEIGHTS = measuring.ROOT / "briefing" / "reconcile" / "weights.yaml"
STRENGTH = 0.02  # inverse of the L2 penalty on standardised features
JOIN = 0.4
RULES = ("event_same", "role_same", "vague_same", "unknown_both")  # features `matching.same_slots` decides by; the model leaves them to it
COVERED = 0.6  # share of a claim that gold evidence must cover to label it


@dataclass(frozen=True, slots=True)
class Topic:
    """One open set, read once."""

    name: str
    documents: Sequence[Document]
    extractions: Sequence[Extraction]
    claims: Sequence[Claim]
    matches: Mapping[Pair, Match]
    labels: Sequence[frozenset[int]]  # gold claims each claim belongs to


def load_topic(name: str) -> Topic:
    """Return a set with the features of its candidate pairs."""
    documents, extractions = measuring.load_set(name)
    index = resolve_entities(documents, extractions)
    claims = make_claims(documents, extractions, index, find_copies(documents), kinds=known_kinds())
    profiles = make_profiles(claims)
    return Topic(name, documents, extractions, claims, match_pairs(profiles, find_candidates(profiles), load_model()), label(name, claims))


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


def table(topics: Sequence[Topic]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
    """Return features and labels of the pairs that no rule decides."""
    rows, truth = [], []
    for topic in topics:
        for pair, match in sorted(topic.matches.items()):
            if not match.veto and not match.reason:
                rows.append([match.features[name] for name in NAMES])
                truth.append(bool(topic.labels[pair.left] & topic.labels[pair.right]))
    return np.array(rows), np.array(truth)


def fit(topics: Sequence[Topic]) -> Model:
    """Return the model fitted on some topics."""
    rows, truth = table(topics)
    rows[:, [NAMES.index(name) for name in RULES]] = 0.0
    scale = rows.std(axis=0) + 1e-6
    fitted = LogisticRegression(C=STRENGTH, solver="newton-cholesky").fit(rows / scale, truth)
    weights = {name: round(float(value), 3) for name, value in zip(NAMES, fitted.coef_[0] / scale, strict=True)}
    names = ", ".join(topic.name for topic in topics)
    return Model(
        intercept=round(float(fitted.intercept_[0]), 3), weights={name: w for name, w in weights.items() if w}, join=JOIN,
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
    topics = [load_topic(name) for name in measuring.OPEN]
    total = measuring.Counts()
    for topic in topics:
        with using(fit([other for other in topics if other is not topic])):
            base = reconcile(topic.documents, topic.extractions)
        measuring.report(topic.name, measuring.measure(topic.name, base, topic.documents, topic.extractions), topic.documents, total, misses=False)
    measuring.report("leave one topic out", total, [], None, misses=False)
    model = fit(topics)
    for name, weight in sorted(model.weights.items(), key=lambda item: -abs(item[1])):
        print(f"  {name:20} {weight:+.3f}")
    if arguments.write:
        write(model)


if __name__ == "__main__":
    main()
