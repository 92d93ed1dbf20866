"""Figures: the geometry of the timeline, and which source carries which statement."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

from briefing.render.text import capital, one_line
from briefing.render.views import Cell, MatrixRow, Row, Tick, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.i18n import Words
    from briefing.model import Brief, Finding
    from briefing.render.views import SectionView, Source, Statement

_WIDTH = 700  # units of the drawing: the text width of an A4 page
_COLUMNS = 7  # in a line of the figure at most
_LETTERS = 118  # of the words under the dates, all columns of a line together
_LINES = 2
_LEADING = 13
_AXIS = 28  # of the line below the top of its dates


def draw_timeline(rows: Sequence[Row], brief: Brief, words: Words, *, title: str) -> Timeline:
    """Return the figure: dates in order from left to right, at equal distance; a filled mark is corroborated, a ring contested."""
    findings = {f.id: f for f in brief.findings}
    columns = max(-(-len(rows) // -(-len(rows) // _COLUMNS)), 3)
    step = _WIDTH // columns
    ticks: list[Tick] = []
    axes: list[tuple[int, int, int]] = []
    top = 0
    for first in range(0, len(rows), columns):
        line = rows[first : first + columns]
        wrapped = [_wrap(row, findings, words, _LETTERS // columns) for row in line]
        height = max(len(w) for w in wrapped)
        axes.append((8, 8 + step * (len(line) - 1) + step - 14, top + _AXIS))
        for column, (row, lines) in enumerate(zip(line, wrapped, strict=True)):
            ticks.append(_tick(row, lines, x=8 + step * column, top=top))
        top += _AXIS + 20 + _LEADING * height
    described = "; ".join(f"{tick.date}: {tick.text}" for tick in ticks)
    named = words.say("{section}: dated events in order", section=title)
    return Timeline(width=_WIDTH, height=top, axes=tuple(axes), ticks=tuple(ticks), title=named, description=described)


def _tick(row: Row, lines: Sequence[str], *, x: int, top: int) -> Tick:
    statement = row.statement
    return Tick(
        x=x, y=top + _AXIS, filled=statement is not None and statement.status == "corroborated", disputed=row.disputed, date=row.date,
        text=" ".join(lines), href=statement.href if statement else "",
        lines=tuple((top + _AXIS + 19 + _LEADING * i, text) for i, text in enumerate(lines)),
    )


def _wrap(row: Row, findings: dict[str, Finding], words: Words, letters: int) -> list[str]:
    finding = findings.get(row.statement.id) if row.statement else None
    text = _name(finding, words) if finding else ""
    return textwrap.wrap(text or row.text, letters, max_lines=_LINES, placeholder=" …", break_long_words=True) or [""]


def _name(finding: Finding, words: Words) -> str:
    """Return an event in a few words: "Extradition: Chen Zhi"; nothing for what is no event."""
    if finding.event is None:
        return ""
    label = next((c.label for c in finding.categories if c.id == finding.event.type), "")
    known = (finding.event.target, finding.event.agent, finding.event.place)
    who = next((name for name in known if name and _reads(name, finding, words.language)), None)
    return capital(one_line(words.say("{label}: {who}", label=label, who=who))) if label and who else ""


def _reads(name: str, finding: Finding, language: str) -> bool:
    """Return whether a slot reads in the brief's language: a name does, other words only where a source in that language uses them."""
    return name[:1].isupper() or any(e.language == language and name in e.quote for e in finding.evidence)


def draw_matrix(sections: Iterable[SectionView], sources: Sequence[Source], words: Words) -> tuple[MatrixRow, ...]:
    """Return the statements that stand in full, each with the sources that carry it."""
    full = [(i.statement, i.text) for s in sections for i in s.items if isinstance(i, Row) and i.full and i.statement]
    return tuple(_matrix_row(statement, text, sources, words) for statement, text in full)


def _matrix_row(statement: Statement, text: str, sources: Sequence[Source], words: Words) -> MatrixRow:
    carried = {s.label for s in statement.sources}
    yes, no = words.say("says so"), words.say("silent")
    cells = tuple(Cell(mark="yes" if s.label in carried else "no", words=yes if s.label in carried else no) for s in sources)
    origins = words.number(len(statement.mark.filled) + len(statement.mark.hollow))
    return MatrixRow(statement=statement, text=_short(text), cells=cells, origins=origins)


def _short(text: str) -> str:
    return textwrap.shorten(text, 110, placeholder=" …")
