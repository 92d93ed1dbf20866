"""Figures as tables: one row a figure, one column a set, for the terminal and for the documentation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from tests.accuracy.registry import NUMBERS, is_headline

ORDER = (
    "nuggets", "junk", "corroboration", "traps-merged", "conflicts", "origins", "entities", "names", "chains", "events", "event-links", "categories",
    "attribution", "modality", "quantities", "dates",
)
BEGIN, END = "<!-- figures: begin -->", "<!-- figures: end -->"
Figures = Mapping[str, Mapping[str, float]]
Rows = list[list[str]]


def table(figures: Figures, corpora: Collection[str]) -> str:
    """Return the headline figures for a terminal: the gold sets side by side, then each corpus."""
    parts = []
    for rows in _tables(figures, corpora):
        widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
        parts.append("\n".join("  ".join((str.ljust, str.rjust)[n > 0](cell, widths[n]) for n, cell in enumerate(row)) for row in rows))
    return "\n\n".join(parts)


def markdown(figures: Figures, corpora: Collection[str]) -> str:
    """Return the headline figures as Markdown tables."""
    parts = []
    for head, *rows in _tables(figures, corpora):
        lines = [head, ["---", *["---:"] * (len(head) - 1)], *([f"`{row[0]}`", *row[1:]] for row in rows)]
        parts.append("\n".join(f"| {' | '.join(line)} |" for line in lines))
    return "\n\n".join(parts)


def replaced(page: str, tables: str, day: dt.date) -> str:
    """Return a page with the tables between its two marks renewed."""
    before, _, rest = page.partition(BEGIN)
    _, mark, after = rest.partition(END)
    if not mark:
        raise ValueError(f"the page has no {BEGIN} and {END}")
    return f"{before}{BEGIN}\nMeasured on {day.isoformat()}.\n\n{tables}\n{mark}{after}"


def _tables(figures: Figures, corpora: Collection[str]) -> list[Rows]:
    sets = [name for name in figures if name not in corpora]
    groups = [sets, *([name] for name in figures if name in corpora)]
    return [_rows(figures, names) for names in groups if names]


def _rows(figures: Figures, names: Sequence[str]) -> Rows:
    """Return the head and a row for each headline figure that one of the sets has."""
    found = sorted({figure for name in names for figure in figures[name] if is_headline(figure)}, key=_rank)
    return [["figure", *(name.removeprefix("topic-") for name in names)], *([f, *(_cell(f, figures[name].get(f)) for name in names)] for f in found)]


def _rank(figure: str) -> tuple[int, str]:
    head = figure.partition(".")[0]
    return ORDER.index(head) if head in ORDER else len(ORDER), figure


def _cell(figure: str, value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:g}" if figure in NUMBERS else f"{value:.3f}".removeprefix("0")
