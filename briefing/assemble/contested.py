"""Contested points in the brief's words: what they are about, and whether a document that takes a side contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from briefing.i18n import Words
from briefing.model import Conflict, Document, Evidence, Extraction

_QUOTED = re.compile("“([^”]{1,80})”")
_CODE = "date-contradicted"  # of the diagnostic about a document whose own chronology rules a date out


def explain_conflict(
    conflict: Conflict, short: Mapping[str, str], documents: Mapping[str, Document], extractions: Mapping[str, Extraction], words: Words
) -> Conflict:
    """Return the conflict named by its statement's short form; of a date that its own document contradicts, this is said."""
    about = short.get(conflict.findings[0], conflict.about) if conflict.findings else conflict.about
    doubtful = [p.value for p in conflict.positions if any(_contradicts_itself(e, documents, extractions) for e in p.evidence)]
    if conflict.kind != "date" or not doubtful:
        return replace(conflict, about=about)
    remark = words.say("The document that gives {value} contradicts it by its own order of events.", value=words.any_of(doubtful))
    return replace(conflict, about=about, why=remark)


def _contradicts_itself(evidence: Evidence, documents: Mapping[str, Document], extractions: Mapping[str, Extraction]) -> bool:
    """Return whether a diagnostic of the document is about a date in the evidence."""
    text = documents[evidence.document].text
    lines = range(text.count("\n", 0, evidence.start) + 1, text.count("\n", 0, evidence.end) + 2)
    return any(
        problem.code == _CODE and problem.line in lines and any(date in evidence.quote for date in _QUOTED.findall(problem.message))
        for problem in extractions[evidence.document].diagnostics
    )
