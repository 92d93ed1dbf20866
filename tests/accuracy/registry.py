"""Every measure of the harness: on gold sets, and on third-party corpora."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from tests.accuracy import (
    meantime,
    measure_brief,
    measure_entities,
    measure_events,
    measure_meantime,
    measure_meantime_dates,
    measure_meantime_events,
    measure_mentions,
    measure_origins,
    measure_reaccent,
    measure_reading,
    measure_reconciling,
    measure_sentences,
    measure_specifications,
    measure_values,
    treebank,
)
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import OPEN, GoldSet, corpus, load_set

MEASURES: Mapping[str, Callable[[GoldSet], Counts]] = {
    "brief": measure_brief.count,
    "reconciling": measure_reconciling.count,
    "origins": measure_origins.count,
    "entities": measure_entities.count,
    "mentions": measure_mentions.count,
    "events": measure_events.count,
    "reading": measure_reading.count,
    "values": measure_values.count,
}
CORPORA: Mapping[str, Mapping[str, Callable[[Path], Counts]]] = {
    measure_specifications.FOLDER: {"specifications": measure_specifications.count},
    treebank.FOLDER: {"sentences": measure_sentences.count, "reaccent": measure_reaccent.count},
    meantime.FOLDER: {
        "meantime": measure_meantime.count, "dates": measure_meantime_dates.count, "event-links": measure_meantime_events.count,
    },
}
NAMES = (*OPEN, *CORPORA)
NUMBERS = ("junk", "traps-merged")  # figures that should be nought; of all others more is better
BASELINES = ("accented.", "bare.", "entities.equal-strings.", "event-links.alone.", "event-links.tf-idf")  # what something is compared with
BOTH_WAYS = ("corroboration.", "conflicts.")  # of these precision and recall are judged each by itself


def count(name: str, *, language: str | None = None) -> dict[str, Counts] | None:
    """Return what each measure counts on a gold set or corpus, None when its documents are not here."""
    if name in CORPORA:
        folder = corpus(name)
        return None if folder is None else {measure: function(folder) for measure, function in CORPORA[name].items()}
    gold = load_set(name)
    return None if gold is None else {measure: function(gold.only(language)) for measure, function in MEASURES.items()}


def joined(several: Iterable[Counts]) -> Counts:
    """Return the counts of several measures or sets together."""
    total = Counts()
    for counts in several:
        total.update(counts)
    return total


def is_headline(figure: str) -> bool:
    """Return whether a figure stands in the table and is pinned: F1, shares and numbers; precision and recall where each matters by itself."""
    if figure.startswith(BASELINES):
        return False
    return not figure.endswith((".precision", ".recall")) or figure.startswith(BOTH_WAYS)
