"""Text to document: blocks, boilerplate, language and hashes. The text itself is kept as it is."""

from __future__ import annotations

import datetime as dt
import hashlib
from collections.abc import Sequence
from typing import TypeVar

from briefing.corpus.blocks import Line, split_blocks
from briefing.corpus.boilerplate import mask_boilerplate
from briefing.corpus.language import detect_language
from briefing.model import Diagnostic, Document

D = TypeVar("D", bound=Document)
UNDETERMINED = "und"  # BCP 47: language undetermined


def document_from_text(
    cls: type[D],
    text: str,
    *,
    id: str | None = None,  # noqa: A002 - the public interface's word
    language: str | None = None,
    published: dt.date | str | None = None,
    publisher: str | None = None,
    title: str | None = None,
) -> D:
    """Return a document made of ``text``; see `briefing.model.Document.from_text`."""
    day = dt.date.fromisoformat(published) if isinstance(published, str) else published
    digest = digest_text(text)
    lines = split_blocks(text)
    spoken = language or _language(text, lines, expected=())
    return cls(
        id=id or f"d{digest[:8]}",
        path=id or f"d{digest[:8]}",
        text=text,
        sha256=digest,
        text_sha256=digest,
        format="txt",
        language=spoken,
        published=day.date() if isinstance(day, dt.datetime) else day,
        publisher=publisher,
        title=title or _headline(text, lines),
        blocks=mask_boilerplate(text, lines, language=spoken),
    )


def make_document(  # noqa: PLR0913 - what a reader knows, by name
    text: str,
    lines: Sequence[Line],
    *,
    path: str,
    data: bytes,
    format: str,  # noqa: A002 - the record's word
    encoding: str,
    facts: dict[str, object],
    expected: Sequence[str],
    diagnostics: tuple[Diagnostic, ...],
) -> Document:
    """Return the document a reader hands over: ``text`` with its ``lines``, and the metadata in ``facts``."""
    digest = digest_text(text)
    language = str(facts.pop("language", None) or _language(text, lines, expected=expected))
    title = facts.pop("title", None) or _headline(text, lines)
    return Document(
        id=f"d{digest[:8]}",
        path=path,
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        text_sha256=digest,
        format=format,
        encoding=encoding,
        language=language,
        title=str(title) if title else None,
        blocks=mask_boilerplate(text, lines, language=language),
        diagnostics=diagnostics,
        **facts,  # type: ignore[arg-type]
    )


def digest_text(text: str) -> str:
    """Return the SHA-256 of ``text`` in UTF-8; lone surrogates, which no decoded file holds, are kept as they are."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _language(text: str, lines: Sequence[Line], *, expected: Sequence[str]) -> str:
    """Judge the language by the paragraphs, since headings and menus are mostly names."""
    body = "\n".join(text[line.start : line.end] for line in lines if line.kind == "paragraph") or text
    return detect_language(body, expected=expected) or UNDETERMINED


def _headline(text: str, lines: Sequence[Line]) -> str | None:
    """Return the first line when it is a heading followed by more than itself."""
    if len(lines) < 2 or lines[0].kind != "heading" or len(text[lines[0].start : lines[0].end].split()) < 3:
        return None
    return text[lines[0].start : lines[0].end]
