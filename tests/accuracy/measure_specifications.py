"""Recognizers-Text's specifications, as `measure_recognizers` counts them: values of dates, money, numbers and percentages, every case counted."""

from __future__ import annotations

import io
from contextlib import redirect_stdout
from pathlib import Path

from tests.accuracy import measure_recognizers
from tests.accuracy.counts import Counts
from tests.accuracy.script import run_corpus

FOLDER = "recognizers-text"
FILES = tuple(f"{kind}-{language}" for kind in ("dates", "currency", "numbers", "percent") for language in ("en", "fr"))


def count(folder: Path) -> Counts:
    """Return the counts of the specifications."""
    counts = Counts()
    for name in FILES:
        told = io.StringIO()
        with redirect_stdout(told):
            score = measure_recognizers.measure(folder.parent, name, misses=True)
        counts.add(name, hits=score.hits, found=score.hits + score.wrong, gold=score.hits + score.missed)
        for line in told.getvalue().splitlines():
            counts.miss(line)
    return counts


if __name__ == "__main__":
    run_corpus(count, FOLDER)
