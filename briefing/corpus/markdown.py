"""Markdown documents: the text a reader of the page would see, block by block, without markup; front matter becomes metadata."""

from __future__ import annotations

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.front_matter import front_matter_plugin

from briefing.corpus.blocks import Line
from briefing.corpus.metadata import parse_facts
from briefing.model import BlockKind


def read_markdown(source: str, name: str) -> tuple[str, tuple[Line, ...], dict[str, object]]:
    """Return the visible text of a Markdown file, its blocks, and the facts of its front matter.

    Blocks are joined by blank lines, so that the text can be read and cited on its own.

    Raises:
        UnreadableDocument: the front matter is no mapping of known keys.
    """
    # maxNesting 20, the default, drops deeper lists without a word.
    tokens = MarkdownIt("js-default", {"maxNesting": 1000, "html": False}).use(front_matter_plugin).enable("table").parse(source)
    facts: dict[str, object] = {}
    parts: list[tuple[BlockKind, str]] = []
    kinds: list[BlockKind] = []
    for token in tokens:
        if token.type == "front_matter":
            facts = parse_facts(token.content, name, first_line=2)
        elif token.type in _OPEN:
            kinds.append(_OPEN[token.type])
        elif token.type in _CLOSE:
            kinds.pop()
        elif token.type in ("inline", "fence", "code_block"):
            text = _visible(token)
            if text.strip():
                parts.append((kinds[-1] if kinds else "paragraph", text))
    return _join(parts, facts)


_OPEN: dict[str, BlockKind] = {
    "heading_open": "heading",
    "list_item_open": "list-item",
    "blockquote_open": "quote",
    "th_open": "table",
    "td_open": "table",
}
_CLOSE = {name.replace("_open", "_close") for name in _OPEN}


def _visible(token: Token) -> str:
    if token.type != "inline":
        return token.content.rstrip("\n")
    pieces = []
    for child in token.children or ():
        if child.type in ("softbreak", "hardbreak"):
            pieces.append(" ")
        elif child.type in ("text", "code_inline"):
            pieces.append(child.content)
        elif child.type == "image":
            pieces.append(_alternative(child))
    return "".join(pieces).strip()


def _alternative(image: Token) -> str:
    return "".join(child.content for child in image.children or () if child.type == "text")


def _join(parts: list[tuple[BlockKind, str]], facts: dict[str, object]) -> tuple[str, tuple[Line, ...], dict[str, object]]:
    lines: list[Line] = []
    text = ""
    for kind, part in parts:
        text += "\n\n" if text else ""
        lines.append(Line(len(text), len(text) + len(part), kind))
        text += part
    return text, tuple(lines), facts
