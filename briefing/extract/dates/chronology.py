"""A document that contradicts one of its own dates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.model import Diagnostic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import DateMention, Document


def check_chronology(document: Document, dates: Sequence[DateMention]) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each date that the rest of the document contradicts."""
    del document, dates
    return ()
