"""Running one measure by itself: ``python -m tests.accuracy.measure_values [--misses] [--language fr] [SET ...]``."""

from __future__ import annotations

import argparse
import inspect
from collections.abc import Callable
from pathlib import Path

from tests.accuracy.counts import Counts
from tests.accuracy.goldset import OPEN, GoldSet, corpus, load_sets


def run(count: Callable[[GoldSet], Counts]) -> None:
    """Print the figures of the open sets named, of all otherwise, and of all together."""
    parser = argparse.ArgumentParser(description=inspect.getmodule(count).__doc__)
    parser.add_argument("sets", nargs="*", help=f"of {', '.join(OPEN)}; all by default")
    parser.add_argument("--misses", action="store_true", help="print every miss")
    parser.add_argument("--language", help="documents of one language alone")
    options = parser.parse_args()
    if unknown := sorted(set(options.sets) - set(OPEN)):
        parser.error(f"no open set {', '.join(unknown)}")
    total = Counts()
    for gold in load_sets(options.sets or OPEN):
        counts = count(gold.only(options.language))
        show(gold.name, counts, misses=options.misses)
        total.update(counts)
    show("all", total, misses=False)


def show(name: str, counts: Counts, *, misses: bool) -> None:
    """Print a set's figures, one row for what is measured."""
    figures = counts.figures()
    if not figures:
        return
    if misses:
        print(*(f"  {line}" for line in counts.misses), sep="\n")
    print(name)
    for row in sorted(counts.values):
        parts = counts.values[row]
        if row in figures:
            of = f"  ({parts['right']:g} of {parts['of']:g})" if "of" in parts else ""
            print(f"  {row:32} {figures[row]:.3f}{of}" if of else f"  {row:32} {figures[row]:g}")
        elif f"{row}.f1" in figures:
            precision, recall, f1 = (figures[f"{row}.{key}"] for key in ("precision", "recall", "f1"))
            sums = f"({parts['hits']:g} of {parts['found']:g} found, {parts['gold']:g} in gold)"
            print(f"  {row:32} P {precision:.3f}  R {recall:.3f}  F1 {f1:.3f}  {sums}")




def run_corpus(count: Callable[[Path], Counts], name: str) -> None:
    """Print the figures of a third-party corpus."""
    parser = argparse.ArgumentParser(description=inspect.getmodule(count).__doc__)
    parser.add_argument("--misses", action="store_true", help="print every miss")
    options = parser.parse_args()
    folder = corpus(name)
    if folder is None:
        parser.error(f"{name} is not here: set BRIEFING_DATA")
    show(name, count(folder), misses=options.misses)
