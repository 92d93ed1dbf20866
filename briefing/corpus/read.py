"""Files to documents: one file is read once, and what is built is built from those bytes."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

from briefing.config import DocumentsEntry, Settings
from briefing.corpus.blocks import split_blocks
from briefing.corpus.decode import decode
from briefing.corpus.discover import FORMATS, MAX_BYTES, Found, find_files
from briefing.corpus.errors import UnreadableDocument
from briefing.corpus.markdown import read_markdown
from briefing.corpus.metadata import read_sidecar
from briefing.corpus.text import UNDETERMINED, make_document
from briefing.model import Corpus, Diagnostic, Document, Skipped

READABLE = ("en", "fr", "es")  # languages whose reading is measured; others are read by rules that hold in every language


def read_corpus(settings: Settings, folder: Path, *, progress: Callable[[str], None] | None = None) -> Corpus:
    """Read every file the configuration names; a file that cannot be read is listed, and never stops the others.

    Args:
        settings: the configuration.
        folder: the folder its paths are relative to.
        progress: called with each file's name before it is read.
    """
    files, skipped, problems = find_files(settings, folder)
    documents: list[Document] = []
    for file in files:
        if progress:
            progress(file.name)
        try:
            documents.append(_read(file, expected=READABLE))
        except UnreadableDocument as error:
            skipped.append(Skipped(path=error.path, code=error.code, reason=error.reason))
    problems.extend(problem for document in documents for problem in document.diagnostics)
    return Corpus(documents=_number(documents), skipped=tuple(sorted(skipped, key=lambda s: s.path)), diagnostics=tuple(problems))


def read(path: str | os.PathLike[str], *, settings: Settings | None = None) -> Document:
    """Read one file.

    Raises:
        UnreadableDocument: it is missing, empty, no text, or of a format without reader.
    """
    file = Path(path)
    if not file.is_file():
        raise UnreadableDocument(str(path), "missing-file", "there is no such file")
    suffix = file.suffix.lower()
    if suffix not in FORMATS:
        raise UnreadableDocument(str(path), "unknown-format", f"no reader for `{suffix or file.name}`; readable: {', '.join(sorted(FORMATS))}")
    entry = next((e for e in settings.documents if file.match(e.path)), None) if settings else None
    return _read(Found(path=file, name=file.name, format=FORMATS[suffix], entry=entry or DocumentsEntry(path=file.name)), expected=READABLE)


def _read(file: Found, *, expected: Sequence[str]) -> Document:
    data = _bytes(file)
    text, encoding, problems = decode(data, file.name, encoding=file.entry.encoding)
    facts: dict[str, object] = {
        key: value for key in ("publisher", "published", "url", "language", "reliability") if (value := getattr(file.entry, key)) is not None
    }
    if file.format == "md":
        text, lines, front = read_markdown(text, file.name)
        facts.update(front)
    else:
        lines = split_blocks(text)
    facts.update(read_sidecar(file.path, file.name))
    if not text.strip():
        raise UnreadableDocument(file.name, "empty-document", "the file holds no text")
    document = make_document(
        text, lines, path=file.name, data=data, format=file.format, encoding=encoding, facts=facts, expected=expected, diagnostics=problems
    )
    return replace(document, diagnostics=(*document.diagnostics, *_remarks(document)))


def _bytes(file: Found) -> bytes:
    """Read a regular file without following links or waiting on a pipe, never more than the cap."""
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    try:
        with os.fdopen(os.open(file.path, flags), "rb") as stream:
            data = stream.read(MAX_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(file.name, "unreadable-file", f"the file cannot be read: {error.strerror}") from error
    if len(data) > MAX_BYTES:
        raise UnreadableDocument(file.name, "file-too-large", f"larger than {MAX_BYTES // 1024 // 1024} MB; split it")
    return data


def _remarks(document: Document) -> tuple[Diagnostic, ...]:
    remarks = []
    if document.language == UNDETERMINED or document.language not in READABLE:
        remarks.append(
            Diagnostic(
                code="unknown-language",
                path=document.path,
                message=f"language `{document.language}` has no reader of its own; only rules that hold in every language apply",
                hint="name it with `language:` if this is wrong",
            )
        )
    if document.blocks and all(block.boilerplate for block in document.blocks):
        remarks.append(
            Diagnostic(
                code="only-boilerplate", path=document.path, message="all of the text looks like web furniture; nothing of it reaches the brief"
            )
        )
    return tuple(remarks)


def _number(documents: list[Document]) -> tuple[Document, ...]:
    """Tell documents of one text apart; the order is by publication and text, so that file names do not matter."""
    ordered = sorted(documents, key=lambda d: (d.published is None, d.published or 0, d.text_sha256, d.publisher or "", d.sha256, d.path))
    seen: Counter[str] = Counter()
    numbered = []
    for document in ordered:
        seen[document.id] += 1
        numbered.append(document if seen[document.id] == 1 else replace(document, id=f"{document.id}-{seen[document.id]}"))
    return tuple(numbered)
