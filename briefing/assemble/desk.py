"""The desk: everything a section is written from, looked up once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from briefing.config import Decisions, SectionSettings, Settings
from briefing.frameworks import Framework
from briefing.i18n import Words
from briefing.model import Change, Conflict, Document, Entity, EvidenceBase, Extraction, Finding, Question

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Encode = Callable[[Sequence[str]], "NDArray[np.float32]"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """What sections are written from; findings carry their statements already."""

    base: EvidenceBase
    documents: Mapping[str, Document]
    extractions: Mapping[str, Extraction]
    findings: Mapping[str, Finding]  # by id, in order of rank
    short: Mapping[str, str]  # finding id -> the short form that links to the full statement
    entities: Mapping[str, Entity]
    conflicts: Mapping[str, Conflict]
    questions: tuple[Question, ...]
    changes: tuple[Change, ...]
    placed: Mapping[str, tuple[str, ...]]  # section id -> findings that stand there in full
    settings: Settings
    decisions: Decisions
    frameworks: tuple[Framework, ...]
    words: Words
    previous: Mapping[str, Any] | None  # the baseline's brief.json
    as_of: dt.date
    encode: Encode

    def pinned(self) -> tuple[str, ...]:
        """Return the findings the analyst pinned, in the order of the decisions."""
        return tuple(d.finding for d in self.decisions.decisions if d.action == "pin" and d.finding is not None and d.finding in self.findings)

    def label(self, finding: Finding, section: SectionSettings) -> str | None:
        """Return the label of the category by which a finding belongs in a section."""
        mine = [c for c in finding.categories if section.framework in (None, c.framework) and (not section.categories or c.id in section.categories)]
        event = finding.event.type if finding.event else None
        mine.sort(key=lambda c: (c.id != event, -c.score, c.id))
        return mine[0].label if mine else None
