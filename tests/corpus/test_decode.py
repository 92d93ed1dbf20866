"""Bytes to text."""

from __future__ import annotations

import codecs
import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.corpus.decode import decode
from briefing.corpus.errors import UnreadableDocument

FRENCH = "Le ministère a démenti : « l’opération s’achève », près de Phnom Penh. " * 20


@pytest.mark.parametrize(("mark", "encoding"), [(codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be")])
def test_a_byte_order_mark_decides_and_is_no_part_of_the_text(mark, encoding):
    """A marked file is read as it says, without a note."""
    text, _, notes = decode(mark + FRENCH.encode(encoding), "a.txt")
    assert (FRENCH, ()) == (text, notes)


def test_utf8_is_taken_without_a_note():
    """UTF-8 that decodes strictly is what the file is."""
    assert (FRENCH, "utf-8", ()) == decode(FRENCH.encode(), "a.txt")


def test_another_encoding_is_guessed_and_told():
    """A Windows file keeps its French letters, and a note says how it was read."""
    text, encoding, notes = decode(FRENCH.encode("cp1252"), "a.txt")
    assert FRENCH == text
    assert "windows-1252" in encoding or "cp1252" in encoding
    assert ["guessed-encoding"] == [note.code for note in notes]


def test_a_named_encoding_wins():
    """`encoding:` overrides every guess."""
    assert ("é", "latin-1", ()) == decode(b"\xe9", "a.txt", encoding="latin-1")


@pytest.mark.parametrize("encoding", ["ascii", "no-such-encoding"])
def test_a_named_encoding_that_does_not_fit_is_refused(encoding):
    """A wrong `encoding:` is an error, never replaced letters."""
    with pytest.raises(UnreadableDocument) as caught:
        decode("é".encode(), "a.txt", encoding=encoding)
    assert "bad-encoding" == caught.value.code


@pytest.mark.parametrize("data", [b"%PDF-1.7\n\x00\x01", b"PK\x03\x04\x00\x00", bytes(range(1, 9)) * 40, b"\x89PNG\r\n\x1a\n\x00"])
def test_a_binary_file_with_a_text_name_is_refused(data):
    """A PDF renamed to .txt is told as what it is."""
    with pytest.raises(UnreadableDocument, match="binary file, not text") as caught:
        decode(data, "a.txt")
    assert "binary-file" == caught.value.code


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"])))
def test_text_comes_back_as_it_was(text):
    """Decoding changes no character of a UTF-8 file, line ends included."""
    if not text.startswith("\ufeff"):
        assert text == decode(text.encode(), "a.txt")[0]


@given(st.binary(max_size=200))
def test_any_bytes_are_read_or_refused(data):
    """No file crashes the reader."""
    with contextlib.suppress(UnreadableDocument):
        assert isinstance(decode(data, "a.txt")[0], str)
