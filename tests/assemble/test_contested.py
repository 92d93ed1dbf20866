"""Contested points in the brief's words."""

from __future__ import annotations

import pytest

from briefing.assemble.contested import explain_conflict
from briefing.i18n import Words
from briefing.model import Conflict, Diagnostic
from tests.assemble.records import conflict, document, evidence, extraction

FIRST, SECOND = document("a", "The ship sank on 3 March."), document("b", "The ship sank on 5 March.")
DOCUMENTS = {"a": FIRST, "b": SECOND}
DOUBT = Diagnostic(code="date-contradicted", message="“5 March” comes before what follows from it", path="b.txt", line=1)


def explained(kind: str, *problems: Diagnostic, findings: tuple[str, ...] = ("f",)) -> Conflict:
    """Return the explained conflict of the two days; ``problems`` are those of the second document."""
    point = conflict("k", kind, ("3 March", evidence(FIRST)), ("5 March", evidence(SECOND)), findings=findings)
    read = {"a": extraction(FIRST), "b": extraction(SECOND, diagnostics=problems)}
    return explain_conflict(point, {"f": "The ship sank"}, DOCUMENTS, read, Words("en"))


def test_a_contested_point_is_a_question() -> None:
    """The short form of its finding stands for what it is about; without finding, its own words do."""
    assert ["The ship sank: when?", "it: when?"] == [explained("date").about, explained("date", findings=()).about]
    assert ["The ship sank: how many?", "The ship sank: is it so?"] == [explained("quantity").about, explained("status").about]


def test_one_figure_in_two_senses_is_asked_by_the_figure() -> None:
    """The senses are what is asked, the plainest wording of the figure what it is about."""
    point = conflict("k", "quantity", ("more than $12 billion, profit", evidence(FIRST)), ("$12 billion, revenue", evidence(SECOND)))
    read = {"a": extraction(FIRST), "b": extraction(SECOND)}
    assert "$12 billion: profit or revenue?" == explain_conflict(point, {}, DOCUMENTS, read, Words("en")).about


def test_a_date_that_its_own_document_contradicts_is_told() -> None:
    """The position is named whose document has another order of events."""
    assert "The document that gives 5 March contradicts it by its own order of events." == explained("date", DOUBT).why


@pytest.mark.parametrize(
    "problem",
    [
        Diagnostic(code="unknown-language", message="“5 March”", line=1),
        Diagnostic(code="date-contradicted", message="“5 March” is on another line", line=2),
        Diagnostic(code="date-contradicted", message="“9 May” is another date of the line", line=1),
    ],
)
def test_problems_of_another_kind_place_or_date_say_nothing(problem: Diagnostic) -> None:
    """Only the date of this very evidence is doubtful."""
    assert "They differ." == explained("date", problem).why


def test_a_disputed_number_is_not_doubtful_because_of_a_date() -> None:
    """The remark is about dates alone."""
    assert "They differ." == explained("quantity", DOUBT).why
