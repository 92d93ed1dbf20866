"""Briefing reports from multilingual documents, every statement cited to the character.

The public interface: `Document`, `read`, `extract`, `reconcile`, `build`. Nothing heavy is imported before it is used.

    >>> from briefing import Document, extract
    >>> document = Document.from_text("Police arrested 10 people on 3 March 2026.", id="a", language="en")
    >>> extraction = extract(document)                                                              # doctest: +SKIP
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import datetime as dt
    import os
    from collections.abc import Sequence

    from briefing.config import Decisions, Settings
    from briefing.corpus.errors import UnreadableDocument
    from briefing.errors import NoUsableInput
    from briefing.load_config import ConfigError
    from briefing.model import Brief, Diagnostic, Document, EvidenceBase, Extraction

__version__ = "0.1.0"
__all__ = [
    "Brief", "ConfigError", "Diagnostic", "Document", "EvidenceBase", "Extraction", "NoUsableInput", "UnreadableDocument",
    "build", "extract", "read", "reconcile",
]

_HOMES = {
    **dict.fromkeys(("Brief", "Diagnostic", "Document", "EvidenceBase", "Extraction"), "briefing.model"),
    "ConfigError": "briefing.load_config", "NoUsableInput": "briefing.errors", "UnreadableDocument": "briefing.corpus.errors",
}


def read(path: str | os.PathLike[str], *, settings: Settings | None = None) -> Document:
    """Return the document in a file.

    Args:
        path: a text or Markdown file; a sidecar ``<stem>.meta.yaml`` beside it is read.
        settings: the configuration whose entry for the file applies.

    Raises:
        UnreadableDocument: it is missing, empty, no text, or of a format without reader.
    """
    from briefing.corpus import read as read_file  # noqa: PLC0415

    return read_file(path, settings=settings)


def extract(document: Document) -> Extraction:
    """Return what one document says: sentences, mentions, quantities, dates, attributions, events; offsets are code points of its text."""
    from briefing.extract import extract as extract_document  # noqa: PLC0415

    return extract_document(document)


def reconcile(
    documents: Sequence[Document], extractions: Sequence[Extraction], *, settings: Settings | None = None, decisions: Decisions | None = None,
) -> EvidenceBase:
    """Return what the documents say together: entities, findings, conflicts.

    Args:
        documents: the documents, in any order.
        extractions: what `extract` returned for each, in the same order.
        settings: the configuration; without one everything is kept.
        decisions: the analyst's decisions.
    """
    from briefing.reconcile import reconcile as reconcile_documents  # noqa: PLC0415

    return reconcile_documents(documents, extractions, settings=settings, decisions=decisions)


def build(
    config: str | os.PathLike[str], *, as_of: dt.date | str | None = None, formats: Sequence[str] | None = None, engine: Any = None,
) -> Brief:
    """Build the brief a configuration describes, write its edition below the configuration's folder, and return it.

    Args:
        config: path of the configuration file.
        as_of: day the brief speaks of, or an ISO string; the newest document's date when None.
        formats: some of "json", "md", "html", "pdf"; the configuration's when None.
        engine: any `concurrent.futures.Executor` that reads the documents; this process when None.

    Raises:
        ConfigError: the configuration cannot be used.
        NoUsableInput: no document could be read.
        ValueError: ``as_of`` is not an ISO date.
    """
    import datetime as dt  # noqa: PLC0415
    from pathlib import Path  # noqa: PLC0415

    from briefing import pipeline  # noqa: PLC0415

    day = dt.date.fromisoformat(as_of) if isinstance(as_of, str) else as_of
    return pipeline.build(Path(config), as_of=day, formats=formats, engine=engine).brief


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module `briefing` has no attribute `{name}`")
    from importlib import import_module  # noqa: PLC0415

    return getattr(import_module(_HOMES[name]), name)


class _Interface(ModuleType):
    """This package: importing the stage `briefing.extract` must not put the module in the place of the function of that name."""

    def __setattr__(self, name: str, value: Any) -> None:
        if not (name in ("extract", "reconcile") and isinstance(value, ModuleType)):
            super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Interface
