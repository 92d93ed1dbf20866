"""Document text on a page."""

from __future__ import annotations

import pytest

from briefing.model import Document
from briefing.render.text import cut, one_line, surroundings, visible

TEXT = "Title here\n\nFirst one. Second one is here. Third, the last one.\n\nBye line\n\nNext paragraph begins. And ends."


@pytest.fixture(scope="module")
def document():
    """Return a document of two paragraphs."""
    return Document.from_text(TEXT, id="d", language="en")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\u202eb", "a⟦U+202E⟧b"), ("a\x00b", "a⟦U+0000⟧b"), ("a\u200bb", "a\u200bb"), ("\ufeffa", "⟦U+FEFF⟧a"), ("a\tb\n", "a\tb\n"),
        ("\U000e0041", "⟦U+E0041⟧"),
    ],
)
def test_control_and_direction_characters_are_shown(text, shown):
    """What would turn or hide text is written as its code point; joiners of scripts stay."""
    assert shown == visible(text)


def test_white_space_is_joined():
    """A quote over two lines is printed in one; no-break spaces stay."""
    assert "a b\u00a0c" == one_line(" a \n\t b\u00a0c ")


@pytest.mark.parametrize(
    ("quote", "before", "after"),
    [
        ("Second one is here.", "First one.", "Third, the last one."),
        ("one is here.", "First one. Second", "Third, the last one."),
        ("Second one", "First one.", "is here."),
        ("First one.", "Title here", "Second one is here."),
    ],
)
def test_the_sentences_around_a_quote(document, quote, before, after):
    """The context is the rest of the sentence, or the sentence next to it."""
    start = TEXT.index(quote)
    assert (before, after) == surroundings(document, start, start + len(quote))


def test_long_context_is_cut_at_a_word():
    """A sentence without end gives at most a few lines."""
    text = "word " * 500 + "QUOTE" + " word" * 500
    before, after = surroundings(Document.from_text(text, id="d", language="en"), text.index("QUOTE"), text.index("QUOTE") + 5)
    assert before.startswith("… word")
    assert after.endswith("word …")
    assert len(before) < 330 > len(after)


def test_a_cut_says_so():
    """A short form ends in an ellipsis where the text goes on."""
    assert ("a b", "a b …") == (cut("a b", 2), cut("a b, c", 2))
