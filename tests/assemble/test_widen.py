"""Evidence as it is printed: parts that cannot be read alone grow to their sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.assemble.widen import widen
from briefing.model import Clause, Evidence
from tests.assemble.records import document, evidence, extraction, finding

OPENING = "Police in the northern harbour arrested the captain and two sailors late on Monday"
LONG = f"{OPENING}, and the ministry announced that the owners of the ferry would be asked about the rusty door that all inspectors had seen."
SHORT = "Police arrested the captain on Monday, and the ferry stayed in port."


def widened(text: str, *parts: str, clause: str | None = None) -> list[str]:
    """Return the quotes that become of parts of a text; ``clause`` is one the parser found."""
    source = document("a", text)
    whole = evidence(source)
    clauses = (Clause(start=0, end=len(clause), modality="asserted", negated=False),) if clause else ()
    read = extraction(source)
    read = replace(read, sentences=(replace(read.sentences[0], clauses=clauses),))
    pieces: list[Evidence] = [replace(whole, start=text.index(part), end=text.index(part) + len(part), quote=part) for part in parts]
    (found,) = widen([finding("f", *pieces)], {"a": source}, {"a": read})
    assert all(text[e.start : e.end] == e.quote for e in found.evidence)
    return [e.quote for e in found.evidence]


def test_pieces_of_one_sentence_become_one() -> None:
    """A reader wants the sentence, once."""
    assert [SHORT] == widened(SHORT, "arrested the captain", "the ferry stayed in port")


def test_the_opening_clause_of_a_long_sentence_stands_alone() -> None:
    """It is worth the cut; the same clause of a short sentence is not."""
    assert [OPENING] == widened(LONG, OPENING, clause=OPENING)
    assert [SHORT] == widened(SHORT, "Police arrested the captain on Monday", clause="Police arrested the captain on Monday")


@pytest.mark.parametrize(
    ("part", "clause"), [(OPENING, None), (OPENING[:-9], OPENING[:-9]), (OPENING[7:], OPENING), ("Police in the", "Police in the")]
)
def test_other_parts_of_a_long_sentence_grow(part: str, clause: str | None) -> None:
    """Neither what is no clause, nor what no comma ends, nor a part from its middle, nor a few words."""
    assert [LONG] == widened(LONG, part, clause=clause)


def test_a_quotation_is_never_cut() -> None:
    """An opening part that holds only one of two quotation marks grows."""
    text = LONG.replace("Police", "“Police").replace("seen.", "seen.”")
    assert [text] == widened(text, f"“{OPENING}", clause=f"“{OPENING}")


def test_evidence_over_two_sentences_stays() -> None:
    """A sentence of the other makes no such evidence smaller."""
    source = document("a", "It sank. They swam.")
    first = replace(extraction(source).sentences[0], end=8)
    read = replace(extraction(source), sentences=(first, replace(first, start=9, end=19)))
    (found,) = widen([finding("f", evidence(source))], {"a": source}, {"a": read})
    assert [source.text] == [e.quote for e in found.evidence]
