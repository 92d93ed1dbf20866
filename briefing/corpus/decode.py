"""Bytes to text: byte-order mark, strict UTF-8, then chardet; what was chosen is recorded, never guessed silently."""

from __future__ import annotations

import codecs

from briefing.corpus.errors import UnreadableDocument
from briefing.model import Diagnostic

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_MAX_CONTROL_SHARE = 0.02  # of control characters other than white space: above it the file is no text


def decode(data: bytes, path: str, *, encoding: str | None = None) -> tuple[str, str, tuple[Diagnostic, ...]]:
    """Return the text of ``data``, the encoding used and a note when it had to be guessed.

    Raises:
        UnreadableDocument: the bytes are no text, or not in the encoding named.
    """
    if encoding is not None:
        return _strict(data, path, encoding), encoding, ()
    for mark, name in _MARKS:
        if data.startswith(mark):
            return _checked(_strict(data, path, name), path), name, ()
    if b"\0" in data:
        raise UnreadableDocument(path, "binary-file", "this is a binary file, not text; convert it or take it out of the folder")
    try:
        return _checked(data.decode("utf-8"), path), "utf-8", ()
    except UnicodeDecodeError:
        return _guess(data, path)


def _strict(data: bytes, path: str, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except (UnicodeDecodeError, LookupError) as error:
        raise UnreadableDocument(path, "bad-encoding", f"the text cannot be read as {encoding}: {error}") from error


def _guess(data: bytes, path: str) -> tuple[str, str, tuple[Diagnostic, ...]]:
    import chardet  # noqa: PLC0415 - only for files that are not UTF-8

    guess = chardet.detect(data)["encoding"]
    if guess is None:
        raise UnreadableDocument(path, "binary-file", "this is a binary file, not text; convert it or take it out of the folder")
    text = _checked(_strict(data, path, guess), path)
    note = Diagnostic(
        code="guessed-encoding",
        path=path,
        message=f"not UTF-8; read as {guess}",
        hint="name it with `encoding:` under documents if letters look wrong",
    )
    return text, guess.lower(), (note,)


def _checked(text: str, path: str) -> str:
    control = sum(character < " " and character not in "\t\n\r\f\v" for character in text)
    if control > _MAX_CONTROL_SHARE * len(text):
        raise UnreadableDocument(path, "binary-file", "this is a binary file, not text; convert it or take it out of the folder")
    return text
