"""Markdown documents."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.corpus.errors import UnreadableDocument
from briefing.corpus.markdown import read_markdown


def blocks(source: str) -> list[tuple[str, str]]:
    """Return kind and visible text of each block."""
    text, lines, _ = read_markdown(source, "a.md")
    return [(line.kind, text[line.start : line.end]) for line in lines]


def test_the_text_is_what_a_reader_sees():
    """Marks, link targets and comments go; words, alternative texts and code stay."""
    source = "# A *bold* head\n\nSee [the **report**](http://x) &amp; `code`.\n\n> quoted\n\n- one\n- two ![alt text](p.png)\n"
    assert [
        ("heading", "A bold head"), ("paragraph", "See the report & code."), ("quote", "quoted"), ("list-item", "one"), ("list-item", "two alt text"),
    ] == blocks(source)


def test_a_soft_line_break_is_a_space():
    """A paragraph over several lines is one."""
    assert [("paragraph", "one two")] == blocks("one\ntwo\n")


def test_front_matter_is_metadata():
    """What stands between dashes describes the document and is no text of it."""
    text, _, facts = read_markdown("---\ntitle: T\npublished: 2026-01-24\n---\nBody.\n", "a.md")
    assert ("Body.", {"title": "T", "published": dt.date(2026, 1, 24)}) == (text, facts)


def test_a_mistake_in_front_matter_is_named_with_its_line():
    """The line is the file's."""
    with pytest.raises(UnreadableDocument, match=r"a\.md:3:1: unknown key `autor`"):
        read_markdown("---\ntitle: T\nautor: X\n---\nBody.\n", "a.md")


def test_nothing_is_lost_in_depth():
    """A list of thirty levels keeps every item."""
    source = "".join(f"{'  ' * level}- item{level}\n" for level in range(30))
    assert [f"item{level}" for level in range(30)] == [text for _, text in blocks(source)]


def test_raw_html_is_text():
    """Markup is shown, never obeyed."""
    assert "<script>alert(1)</script>" in read_markdown("<script>alert(1)</script>\n", "a.md")[0]


def test_cells_of_a_table_are_blocks():
    """Each cell can be cited."""
    assert [("table", "Site"), ("table", "Held"), ("table", "North"), ("table", "10")] == blocks("| Site | Held |\n|---|---|\n| North | 10 |\n")
