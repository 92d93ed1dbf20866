"""Blocks of a plain text."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from briefing.corpus.blocks import split_blocks

WRAPPED = """\
The ministry said on Tuesday that the last of the three sites had
been closed, and that its owners, who were abroad, would be asked to
answer for what was found there by the end of the month.
"""


def blocks(text: str) -> list[tuple[str, str]]:
    """Return kind and text of each block."""
    return [(line.kind, text[line.start : line.end]) for line in split_blocks(text)]


def test_headings_paragraphs_and_bullets_are_told_apart():
    """A short line without a stop is a heading, a marked line a bullet without its mark, the rest paragraphs."""
    text = "Raids in the north\n\nPolice came at dawn.\n• Ten were held\n2) Two fled\n"
    expected = [("heading", "Raids in the north"), ("paragraph", "Police came at dawn."), ("list-item", "Ten were held"), ("list-item", "Two fled")]
    assert expected == blocks(text)


def test_lines_broken_at_a_column_are_one_paragraph():
    """Text that a mail program wrapped is one block; its line ends stay in it."""
    assert [("paragraph", WRAPPED.strip())] == blocks(WRAPPED)


def test_one_paragraph_a_line_stays_apart():
    """Pasted pages have a paragraph a line."""
    assert 2 == len(blocks("The first line says that it is over.\nThe second says that it is not.\n"))


def test_every_kind_of_line_end_counts_one():
    """CR, LF and both end a line; the other separators of Unicode do not, so that offsets agree with other programs."""
    assert ["A b.", "C d.", "E\u2028f."] == [text for _, text in blocks("A b.\r\nC d.\r\rE\u2028f.")]


@given(st.text(alphabet="ab .\n\r\t•-1)\u00a0«»", max_size=200))
def test_blocks_are_in_order_and_lose_only_white_space_and_bullets(text):
    """Spans ascend without overlap, and between them lies nothing that a reader would miss."""
    end = 0
    for line in split_blocks(text):
        assert end <= line.start < line.end <= len(text)
        assert set(text[end : line.start]) <= set(" \n\r\t\u00a0•-1).")
        end = line.end
    assert not text[end:].strip()
