"""Quotation marks of every style: which stretches of a document stand in quotation marks, over sentences and continued paragraphs."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from briefing.model import Block

_PAIRS = {"«": "»", "‹": "›", "“": "”", "„": "“”", "〝": "〞", "「": "」"}
_CLOSERS = frozenset("»›”〞」")
_APOSTROPHES = frozenset("'‘’")
_OPENER = re.compile(rf"[<\"'‘{''.join(_PAIRS)}]")  # what may open a quotation
_SINGLE = re.compile(f"[{''.join(sorted(_APOSTROPHES))}]")
_LONGEST_SINGLE = 600  # characters between single marks: further apart they are apostrophes
_LONGEST = 6_000  # characters of a quotation; a mark left open does not swallow a document


@dataclass(frozen=True, slots=True, order=True)
class Quote:
    """A quotation with its marks; ``closed`` is False where a mark is missing."""

    start: int
    end: int
    inner_start: int
    inner_end: int
    closed: bool = True


def find_quotes(text: str, blocks: Iterable[Block]) -> tuple[Quote, ...]:
    """Return the outermost quotations of a text, in order.

    A mark left open at the end of a paragraph goes on in the next one when that opens with a mark too (the convention for quotations of
    several paragraphs); else it ends with its paragraph. A mark that only closes is taken up by the reader of sentences (`open_ended`).

    >>> [text[q.start:q.end] for text in ["Il dit : « Non. » Puis “Oui”."] for q in find_quotes(text, [])]
    ['« Non. »', '“Oui”']
    """
    spans = [(block.start, block.end) for block in blocks] or [(0, len(text))]
    found: list[Quote] = []
    carried: Quote | None = None
    for start, end in spans:
        quotes = list(_scan(text, start, end))
        if carried and quotes and quotes[0].start == _first(text, start, end):
            quotes[0] = Quote(carried.start, quotes[0].end, carried.inner_start, quotes[0].inner_end, quotes[0].closed)
        elif carried:
            found.append(carried)
        carried = None
        if quotes and not quotes[-1].closed and quotes[-1].end - quotes[-1].start < _LONGEST:
            carried = quotes.pop()
        found.extend(quotes)
    if carried:
        found.append(carried)
    return tuple(sorted(found))


def _first(text: str, start: int, end: int) -> int:
    while start < end and text[start].isspace():
        start += 1
    return start


def _scan(text: str, start: int, end: int) -> Iterator[Quote]:
    """Yield the quotations of one paragraph."""
    position, singles = start, _single_closers(text, start, end)
    while (opener := _OPENER.search(text, position, end)) is not None:
        position = opener.start()
        mark = _opening(text, position, start, end)
        if mark is None:
            position += 1
            continue
        inner = position + len(mark)
        close = _closing(text, inner, end, mark, singles)
        if close is not None:
            yield Quote(position, close[1], inner, close[0])
            position = close[1]
        elif mark in _APOSTROPHES or (mark == '"' and not text[inner : inner + 1].isupper()):
            position = inner  # an apostrophe, the sign for inches
        else:
            stop = _last(text, inner, end)
            yield Quote(position, stop, inner, stop, closed=False)
            return


def _last(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _single_closers(text: str, start: int, end: int) -> list[int]:
    """Return where a single mark can close: after a letter or stop and before no letter."""
    places = (match.start() for match in _SINGLE.finditer(text, min(start + 1, end), end))
    return [i for i in places if not text[i - 1].isspace() and not text[i + 1 : i + 2].isalnum()]


def _opening(text: str, position: int, start: int, end: int) -> str | None:
    """Return the mark that opens a quotation at ``position``."""
    character = text[position]
    before = text[position - 1] if position > start else " "
    after = text[position + 1] if position + 1 < end else " "
    if character == "<" and after == "<":
        return "<<"
    if character in _PAIRS:
        return character
    if character == '"':
        return '"' if not before.isalnum() and before not in ".,!?" else None
    if character in "'‘":
        return character if not before.isalnum() and after.isalnum() and before not in _CLOSERS else None
    return None


def _closing(text: str, position: int, end: int, mark: str, singles: list[int]) -> tuple[int, int] | None:
    """Return where the quotation ends: before and after its closing mark."""
    stop = min(end, position + _LONGEST)
    if mark in {"<<", '"'}:
        close = text.find(">>" if mark == "<<" else '"', position, stop)
        return (close, close + len(mark)) if close >= 0 else None
    if mark in _APOSTROPHES:
        place = bisect_left(singles, position + 1)
        found = singles[place] if place < len(singles) and singles[place] < min(stop, position + _LONGEST_SINGLE) else None
        return None if found is None else (found, found + 1)
    depth, closers = 1, _PAIRS[mark]
    for index in range(position, stop):
        if text[index] == mark and mark not in closers:
            depth += 1
        elif text[index] in closers:
            depth -= 1
            if depth == 0:
                return index, index + 1
    straight = text.rfind('"', position, stop)
    return (straight, straight + 1) if straight >= 0 and text.count('"', position, stop) == 1 else None
