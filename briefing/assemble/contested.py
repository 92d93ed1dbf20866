"""Contested points in the brief's words: what they are about, and whether a document that takes a side contradicts itself."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import replace

from briefing.i18n import Words
from briefing.model import Conflict, Document, Evidence, Extraction

_QUOTED = re.compile("“([^”]{1,80})”")
_CODE = "date-contradicted"  # of the diagnostic about a document whose own chronology rules a date out


def explain_conflict(
    conflict: Conflict,
    short: Mapping[str, str],
    documents: Mapping[str, Document],
    extractions: Mapping[str, Extraction],
    words: Words,
    *,
    asserting: Collection[str] = (),
) -> Conflict:
    """Return the conflict with what it is about as a question; of a date that its own document contradicts, this is said.

    ``asserting`` holds the findings that assert something: a point is named by what is asserted of it, not by who denies it.
    """
    named = sorted((f for f in conflict.findings if f in short), key=lambda f: (f not in asserting, conflict.findings.index(f)))
    about = _ask(conflict, short[named[0]] if named else conflict.about, words)
    doubtful = [p.value for p in conflict.positions if any(_contradicts_itself(e, documents, extractions) for e in p.evidence)]
    if conflict.kind != "date" or not doubtful:
        return replace(conflict, about=about)
    remark = words.say("The document that gives {value} contradicts it by its own order of events.", value=words.any_of(doubtful))
    return replace(conflict, about=about, why=remark)


def _ask(conflict: Conflict, statement: str, words: Words) -> str:
    """Return the question that a conflict leaves open: of one figure in two senses, of a day, of a number, of what one asserts and another denies."""
    amounts, senses = zip(*((p.value.rpartition(", ")[0], p.value.rpartition(", ")[2]) for p in conflict.positions), strict=True)
    if all(amounts) and len(set(senses)) > 1:
        plainest = min(amounts, key=lambda amount: (len(amount), amount))
        return words.say("{about}: {values}?", about=plainest, values=words.any_of(senses))
    if conflict.kind == "date":
        return words.say("{statement}: when?", statement=statement)
    if conflict.kind == "quantity":
        return words.say("{statement}: how many?", statement=statement)
    return words.say("{statement}: is it so?", statement=statement)


def _contradicts_itself(evidence: Evidence, documents: Mapping[str, Document], extractions: Mapping[str, Extraction]) -> bool:
    """Return whether a diagnostic of the document is about a date in the evidence."""
    text = documents[evidence.document].text
    lines = range(text.count("\n", 0, evidence.start) + 1, text.count("\n", 0, evidence.end) + 2)
    return any(
        problem.code == _CODE and problem.line in lines and any(date in evidence.quote for date in _QUOTED.findall(problem.message))
        for problem in extractions[evidence.document].diagnostics
    )
