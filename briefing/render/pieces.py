"""The analyst's Markdown as styled paragraphs, for formats that are not HTML."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from markdown_it import MarkdownIt

from briefing.render.text import visible

if TYPE_CHECKING:
    from markdown_it.token import Token

_SCHEMES = ("http", "https", "mailto")
_STYLES = {"bullet_list": "List Bullet", "ordered_list": "List Number", "blockquote": "Quote", "heading": "Heading 3"}
_FIRST_HEADING = "Heading 2"  # below the section's own


@dataclass(frozen=True, slots=True)
class Piece:
    """Words of one look inside a paragraph."""

    text: str
    marks: frozenset[str] = frozenset()  # "strong", "em", "s", "code"
    address: str = ""  # web or mail address it leads to


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph with the Word style it is printed in."""

    style: str
    pieces: tuple[Piece, ...]


def to_pieces(source: str) -> tuple[Paragraph, ...]:
    """Return Markdown as paragraphs: raw HTML stays text, only web and mail links lead anywhere.

    >>> to_pieces("# Why *now*")[0].style
    'Heading 2'
    """
    parser = MarkdownIt("commonmark", {"html": False}).enable(["table", "strikethrough"])
    return tuple(_paragraphs(parser.parse(visible(source))))


def _paragraphs(tokens: Sequence[Token]) -> Iterator[Paragraph]:
    styles = ["Normal"]
    row: list[Piece] | None = None  # cells of a table's row stand in one paragraph
    for token in tokens:
        block, _, side = token.type.rpartition("_")
        if block in _STYLES and side == "open":
            styles.append(_FIRST_HEADING if token.tag == "h1" else _STYLES[block])
        elif block in _STYLES:
            styles.pop()
        elif token.type == "tr_open":
            row = []
        elif token.type == "tr_close" and row is not None:
            yield Paragraph("Normal", tuple(row))
            row = None
        elif token.type in ("fence", "code_block"):
            yield from (Paragraph("Normal", (Piece(line, frozenset({"code"})),)) for line in token.content.splitlines())
        elif token.type == "inline":
            pieces = tuple(_inline(token.children or ()))
            if row is None:
                yield Paragraph(styles[-1], pieces)
            else:
                row += [*([Piece(" | ")] if row else []), *pieces]


def _inline(tokens: Sequence[Token]) -> Iterator[Piece]:
    marks: list[str] = []
    address = ""
    for token in tokens:
        if token.type in ("softbreak", "hardbreak"):
            yield Piece(" ", frozenset(marks), address)
        elif token.type == "link_open":
            target = str(token.attrGet("href") or "")
            address = target if urlsplit(target).scheme in _SCHEMES else ""
        elif token.type == "link_close":
            address = ""
        elif token.type.endswith("_open"):
            marks.append(token.tag)
        elif token.type.endswith("_close"):
            marks.remove(token.tag)
        elif token.content:
            yield Piece(token.content, frozenset([*marks, *(["code"] if token.type == "code_inline" else [])]), address)
