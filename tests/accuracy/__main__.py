"""The accuracy report: ``python -m tests.accuracy [--misses] [--json | --markdown | --document | --pin] [SET ...]``, from the checkout's root."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Mapping, Sequence

from tests.accuracy import floors
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import HELD, OPEN, ROOT
from tests.accuracy.registry import CORPORA, NAMES, count, joined
from tests.accuracy.script import show
from tests.accuracy.tables import markdown, replaced, table

PAGE = ROOT / "docs" / "reference" / "accuracy.md"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure what was asked for and print it; 1 when a floor is undercut."""
    options = _parse(arguments)
    counted: dict[str, Counts] = {}
    for name in options.sets or [*NAMES, *(HELD if options.held else ())]:
        measures = count(name, language=options.language)
        if measures is None:
            print(f"{name}: skipped, its documents are not here", file=sys.stderr)
            continue
        counted[name] = joined(measures.values())
        if options.misses or options.detail:
            show(name, counted[name], misses=options.misses)
    figures = {name: counts.figures() for name, counts in counted.items()}
    for kind, names in (("open sets", OPEN), ("held sets", HELD)):
        several = [counts for name, counts in counted.items() if name in names]
        if len(several) > 1:
            figures[kind] = joined(several).figures()
    if options.json:
        print(json.dumps(figures, indent=2))
    elif options.markdown:
        print(markdown(figures, CORPORA))
    elif options.document:
        PAGE.write_text(replaced(PAGE.read_text(encoding="utf-8"), markdown(figures, CORPORA), _today()), encoding="utf-8")
    elif options.pin:
        print(*floors.pin({name: figures[name] for name in counted}, reason=options.lower, today=_today()), sep="\n")
    else:
        print(table(figures, CORPORA))
        return _tell_undercut(figures) if options.language is None else 0
    return 0


def _parse(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.accuracy", description="Measure the open gold sets and corpora against gold.")
    parser.add_argument("sets", nargs="*", metavar="SET", help=f"of {', '.join(NAMES)}; all by default")
    parser.add_argument("--misses", action="store_true", help="print every miss")
    parser.add_argument("--detail", action="store_true", help="print precision, recall and counts of each set")
    parser.add_argument("--language", help="only documents of this language, for what is measured document by document")
    parser.add_argument("--held", action="store_true", help="also read the sets that are held out; only for a closing note")
    form = parser.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help="every figure as JSON")
    form.add_argument("--markdown", action="store_true", help="the tables of docs/reference/accuracy.md")
    form.add_argument("--document", action="store_true", help="write those tables into that page")
    form.add_argument("--pin", action="store_true", help="raise floors.yaml to what is measured")
    parser.add_argument("--lower", metavar="REASON", help="with --pin: lower what is lower, and record why")
    options = parser.parse_args(arguments)
    known = {*NAMES, *(HELD if options.held else ())}
    if unknown := [name for name in options.sets if name not in known]:
        parser.error(f"no such set: {', '.join(unknown)}{' (held out: needs --held)' if set(unknown) & set(HELD) else ''}")
    if options.lower is not None and not (options.pin and options.lower.strip()):
        parser.error("--lower needs --pin and a reason")
    if options.document and (options.sets or options.held or options.language):
        parser.error("the page shows every open set")
    if options.pin and (options.held or options.language):
        parser.error("floors are pinned on whole open sets")
    return options


def _tell_undercut(figures: Mapping[str, floors.Figures]) -> int:
    pinned = floors.load()["floors"]
    lines = [f"undercut {name}: {line}" for name in figures if name in pinned for line in floors.undercut(pinned[name], figures[name]).values()]
    print(*lines, sep="\n", end="\n" if lines else "")
    return int(bool(lines))


def _today() -> dt.date:
    return dt.datetime.now(tz=dt.UTC).date()


if __name__ == "__main__":
    sys.exit(main())
