"""brief.md: CommonMark with tables and footnotes; document text reads back to the same characters."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.footnote import footnote_plugin

from briefing.render.escape import escape_markdown
from briefing.render.text import one_line

GITHUB = MarkdownIt("js-default", {"linkify": False}).enable(["table", "strikethrough"]).use(footnote_plugin).use(dollarmath_plugin)
LETTERS = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=60)
SIGNS = st.text("ab1 .)(-+=#*_~`\\<>[]{}|!&;:/@$^\"'\n\t\u00a0é", max_size=40)


def read_back(markdown: str) -> str:
    """Return the text of rendered Markdown."""
    return html.unescape(re.sub(r"<[^>]+>", "", GITHUB.render(markdown))).strip("\n")


@settings(max_examples=120, deadline=None)
@given(st.one_of(SIGNS, LETTERS))
@example("1. first")
@example("12.5 billion")
@example("- dash")
@example("# title #")
@example("a&amp;b &#39; &copy")
@example("[^1]: note")
@example("    code")
@example("\u00a0\u00a0\u00a0\u00a0x")
@example("***")
@example("---")
@example("===")
@example("a | b")
@example("$x$ and $$y$$")
@example("<!-- x -->")
@example("\\")
def test_text_reads_back(text):
    """Escaped text shows exactly its own characters, its white space joined."""
    assert one_line(text) == read_back(escape_markdown(text))


@settings(max_examples=60, deadline=None)
@given(SIGNS)
def test_text_reads_back_in_a_cell_and_in_a_list(text):
    """Also inside a table cell and after a list mark."""
    wanted = one_line(text)
    cell = GITHUB.render(f"| a | b |\n|---|---|\n| {escape_markdown(text)} | end |")
    assert wanted == html.unescape(re.sub(r"<[^>]+>", "", re.search(r"<tbody>\s*<tr>\s*<td>(.*?)</td>", cell, re.DOTALL)[1]))
    listed = GITHUB.render(f"- {escape_markdown(text)}")
    assert wanted == html.unescape(re.sub(r"<[^>]+>", "", re.search(r"<li>(.*?)</li>", listed, re.DOTALL)[1])).strip("\n")


@pytest.mark.parametrize(
    ("text", "escaped"),
    [
        ("12.5 % of 1,440", "12.5 % of 1,440"), ("@user and #12", r"\@user and \#12"), ("https://a.b", r"https\://a.b"), ("www.a.b", r"www\.a.b"),
        (":smile:", r"\:smile:"),
    ],
)
def test_dialects_link_nothing_by_themselves(text, escaped):
    """Numbers stay readable; addresses, mentions, issue numbers and emoji codes are plain text."""
    assert escaped == escape_markdown(text)


def test_the_brief_is_well_formed(files):
    """Tables, footnotes and headings are read as such; nothing is left over as source."""
    rendered = GITHUB.render(files["brief.md"].decode())
    assert rendered.count("<table>") == 4
    assert "[^" not in rendered
    assert "|---" not in rendered
    assert [] == re.findall(r"\n{3,}", files["brief.md"].decode())
    assert "](#s-f-extradition)" in files["brief.md"].decode()


def test_labels_of_an_actor_stand_apart_from_their_words(files, french):
    """A label ends with a colon and a space; in French a no-break space stands before the colon."""
    english, other = files["brief.md"].decode(), french["brief.md"].decode()
    assert "- Legal status: sanctioned" in english
    assert "- Situation juridique\u00a0: " in other
    assert [] == re.findall(r"^- [A-Z][\w ]+\u00a0?:\S", english + other, re.MULTILINE)
