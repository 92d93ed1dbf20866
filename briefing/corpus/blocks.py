"""Blocks: the lines of a text grouped into paragraphs, headings and bullets, with exact spans."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from statistics import median

from briefing.model import BlockKind

_BULLET = re.compile(r"(?:[-*+•‣◦▪●–—·]|\(?\d{1,2}[.)])[ \t\u00a0]+")
_TERMINAL = re.compile(r"[.!?…:;][\"'”’»)\]\u00a0\u202f ]{0,4}$")
_WRAPPED = range(45, 101)  # columns at which mail programs and plain-text exports break lines
_HEADING_WORDS = 16


@dataclass(frozen=True, slots=True)
class Line:
    """A span of the text that is one block, not yet judged."""

    start: int
    end: int
    kind: BlockKind


def split_blocks(text: str) -> tuple[Line, ...]:
    """Return the blocks of a plain text in order; only line ends and white space lie between them.

    Lines end at CR, LF or both alone, so that offsets agree with every other reader. Lines of a hard-wrapped paragraph form one block.
    """
    blocks: list[Line] = []
    for group in _groups(text):
        parts = [(group[0][0], group[-1][1])] if _is_wrapped(text, group) else group
        blocks.extend(Line(_skip_bullet(text, start, end), end, _kind(text, start, end)) for start, end in parts)
    return tuple(blocks)


def is_terminated(block: str) -> bool:
    """Return whether a block ends as a sentence does."""
    return bool(_TERMINAL.search(block[-12:]))


def _groups(text: str) -> Iterator[list[tuple[int, int]]]:
    group: list[tuple[int, int]] = []
    for match in re.finditer(r"[^\r\n]*(?:\r\n|\r|\n|\Z)", text):
        line = match.group().rstrip("\r\n")
        start = match.start() + len(line) - len(line.lstrip())
        end = match.start() + len(line.rstrip())
        if start < end:
            group.append((start, end))
        elif group:
            yield group
            group = []
    if group:
        yield group


def _is_wrapped(text: str, group: list[tuple[int, int]]) -> bool:
    if len(group) < 3:
        return len(group) == 2 and _continues(text, *group)
    lengths = [end - start for start, end in group[:-1]]
    if any(_BULLET.match(text, start) for start, _ in group[1:]):
        return False
    loose = sum(not is_terminated(text[start:end]) for start, end in group[:-1])
    return int(median(lengths)) in _WRAPPED and loose >= 0.5 * len(lengths) and max(lengths) - min(lengths) <= 40


def _continues(text: str, first: tuple[int, int], second: tuple[int, int]) -> bool:
    return first[1] - first[0] in _WRAPPED and not is_terminated(text[first[0] : first[1]]) and text[second[0]].islower()


def _skip_bullet(text: str, start: int, end: int) -> int:
    match = _BULLET.match(text, start, end)
    return match.end() if match and match.end() < end else start


def _kind(text: str, start: int, end: int) -> BlockKind:
    if _skip_bullet(text, start, end) != start:
        return "list-item"
    block = text[start:end]
    if len(block.split()) <= _HEADING_WORDS and not is_terminated(block) and block[:1] not in '"“«':
        return "heading"
    return "paragraph"
