"""Evidence as it is printed: parts that cannot be read alone grow to their sentence.

Matching compares parts of sentences; a reader wants sentences. A part stays a part only when it opens its sentence, ends where a clause ends,
and leaves out enough to be worth the cut.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import replace

from briefing.model import Document, Evidence, Extraction, Finding, Sentence

_LONG = 34  # words of a sentence from which its opening part may stand alone
_WHOLE = 8  # words of such a part at least


def widen(findings: Sequence[Finding], documents: Mapping[str, Document], extractions: Mapping[str, Extraction]) -> tuple[Finding, ...]:
    """Return the findings with every piece of evidence readable alone; pieces that grow into one sentence become one."""
    starts = {name: [s.start for s in e.sentences] for name, e in extractions.items()}
    return tuple(
        replace(f, evidence=tuple(dict.fromkeys(_grow(e, documents[e.document], extractions[e.document], starts[e.document]) for e in f.evidence)))
        for f in findings
    )


def _grow(evidence: Evidence, document: Document, extraction: Extraction, starts: Sequence[int]) -> Evidence:
    sentence = extraction.sentences[bisect_right(starts, evidence.start) - 1]
    if evidence.end > sentence.end or _stands_alone(evidence, sentence, document.text):
        return evidence
    return replace(evidence, start=sentence.start, end=sentence.end, quote=document.text[sentence.start : sentence.end])


def _stands_alone(evidence: Evidence, sentence: Sentence, text: str) -> bool:
    if (evidence.start, evidence.end) == (sentence.start, sentence.end):
        return True
    if evidence.start != sentence.start or len(text[sentence.start : sentence.end].split()) < _LONG or len(evidence.quote.split()) < _WHOLE:
        return False
    ends_clause = any(clause.end == evidence.end for clause in sentence.clauses)
    return ends_clause and text[evidence.end : evidence.end + 1] in ",;:." and _is_balanced(evidence.quote)


def _is_balanced(quote: str) -> bool:
    return quote.count("“") == quote.count("”") and quote.count("«") == quote.count("»") and quote.count('"') % 2 == 0
