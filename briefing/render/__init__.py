"""Render: a brief as brief.json, evidence.jsonl, brief.md, brief.html, brief.pdf and brief.docx."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.model import Diagnostic
from briefing.render.brief_json import brief_json, evidence_jsonl
from briefing.render.context import make_page
from briefing.render.fonts import undrawable
from briefing.render.html import paged_html, screen_html
from briefing.render.pdf_process import PdfFailed, PdfUnavailable, print_pdf
from briefing.render.templates import BadTemplate, print_markdown

if TYPE_CHECKING:
    from briefing.model import Brief, Document
    from briefing.render.views import Page

__all__ = ["BadTemplate", "PdfFailed", "PdfUnavailable", "Rendered", "render"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendered:
    """The files of an edition and what is to be said about them."""

    files: Mapping[str, bytes]  # file name -> content
    diagnostics: tuple[Diagnostic, ...] = ()


def render(
    brief: Brief, *, documents: Mapping[str, Document], formats: Collection[str] = ("json", "md", "html", "pdf"), marking: str = "",
    templates: Path | None = None, history: Sequence[Mapping[str, Any]] = (),
) -> Rendered:
    """Return the brief in the formats wanted; where no PDF can be made, a diagnostic says why and the other formats stand.

    Args:
        brief: what is printed.
        documents: the documents by id; the context of quotes is read from their text.
        formats: "json" (brief.json and evidence.jsonl), "md", "html", "pdf", "docx".
        marking: handling mark of header and footer.
        templates: a folder whose templates and styles come before the shipped ones.
        history: brief.json of the editions before this one, newest first.

    Raises:
        BadTemplate: a template or style sheet of that folder cannot be used.
    """
    page = make_page(brief, documents=documents, marking=marking, history=history)
    data = brief_json(brief)
    files: dict[str, bytes] = {}
    problems: tuple[Diagnostic, ...] = ()
    with ThreadPoolExecutor(1) as beside:  # the PDF's process works while this one makes the rest
        printing = beside.submit(_pdf, page, data, templates) if "pdf" in formats else None
        if "json" in formats:
            files |= {"brief.json": data, "evidence.jsonl": evidence_jsonl(page, brief)}
        if "md" in formats:
            files["brief.md"] = _encode(print_markdown(page, own=templates))
        if "html" in formats:
            files["brief.html"] = _encode(screen_html(page, own=templates))
        word, missing = _word(page) if "docx" in formats else (None, ())
        files |= {"brief.docx": word} if word else {}
        if printing is not None:
            pdf, problems = printing.result()
            files |= {"brief.pdf": pdf} if pdf else {}
        problems = (*problems, *missing)
    return Rendered(files=files, diagnostics=problems)


def _pdf(page: Page, data: bytes, templates: Path | None) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    try:
        attached = {"brief.json": (f"{page.title}: data and evidence", data)}
        printed = print_pdf(paged_html(page, own=templates), day=page.as_of_day, attachments=attached)
    except PdfUnavailable as error:
        return None, (Diagnostic(code="pdf-unavailable", message=str(error)),)
    except PdfFailed as error:
        return None, (Diagnostic(code="pdf-failed", message=str(error), severity="error"),)
    warned = tuple(Diagnostic(code="pdf-warning", path="brief.pdf", message=line, severity="note") for line in printed.warnings)
    return printed.pdf, (*missing_glyphs(page), *warned)


def _word(page: Page) -> tuple[bytes | None, tuple[Diagnostic, ...]]:
    try:
        from briefing.render.docx import print_docx  # noqa: PLC0415 - an extra; who does not ask for Word need not have it
    except ModuleNotFoundError as error:
        if error.name != "docx":
            raise
        hint = "pip install 'evidence-briefing[word]'"
        return None, (Diagnostic(code="word-unavailable", message="no Word file: python-docx is not installed", hint=hint),)
    return print_docx(page), ()


def missing_glyphs(page: Page) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each source whose printed words hold characters that no bundled font draws."""
    problems = []
    for source in page.sources:
        texts = [source.name, source.title, *(r.citation.quote for r in page.evidence if r.citation.source.label == source.label)]
        missing = undrawable(texts)
        if missing:
            shown = ", ".join(f"{c} (U+{ord(c):04X})" for c in missing[:8]) + (f" and {len(missing) - 8} more" if len(missing) > 8 else "")
            problems.append(Diagnostic(
                code="missing-glyph", path=source.path, message=f"no bundled font draws {shown}: the PDF prints boxes in their place",
                hint="the HTML page shows them with the reader's own fonts",
            ))
    return tuple(problems)


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")
