from __future__ import annotations

from dataclasses import replace

from briefing.assemble.editions import absorbed, compare, keep_ids
from briefing.i18n import Words
from briefing.model import plain
from tests.assemble.records import document, evidence, finding, quantity

A = document("a", "Police arrested Ana Ruiz on Monday.")
B = document("b", "Ana Ruiz was taken into custody.")


def _previous(*findings: object) -> dict[str, object]:
    return {"documents": [plain(A)], "findings": [plain(f) for f in findings]}


def test_a_finding_with_new_evidence_keeps_its_id() -> None:
    """A finding that gains a document is the finding it was."""
    before = finding("f-old", evidence(A))
    now = finding("f-new", evidence(A), evidence(B))
    assert keep_ids([now], _previous(before), {"a": A, "b": B}) == {"f-new": "f-old"}


def test_two_findings_never_share_an_old_id() -> None:
    """When a finding splits, the part with more of the old evidence keeps the id."""
    before = finding("f-old", evidence(A), replace(evidence(A), start=7))
    big, small = finding("f-1", evidence(A), replace(evidence(A), start=7)), finding("f-2", evidence(A))
    assert keep_ids([small, big], _previous(before), {"a": A}) == {"f-1": "f-old", "f-2": "f-2"}


def test_a_first_edition_has_no_changes() -> None:
    """Without a baseline there is nothing to compare."""
    assert compare([finding("f", evidence(A))], {}, None, Words("en")) == ()


def test_a_new_a_corroborated_and_a_dropped_finding_are_changes() -> None:
    """Each difference from the baseline is one change, the new before the corroborated, the dropped last."""
    stays, gone, fresh = finding("f-1", evidence(A)), finding("f-2", evidence(A)), finding("f-3", evidence(B))
    better = replace(stays, credibility=1, origins=(*stays.origins, replace(stays.origins[0], name="b")))
    changes = compare([better, fresh], {"f-3": "Ruiz held"}, _previous(stays, gone), Words("en"))
    assert [(c.kind, c.finding, c.before, c.after) for c in changes] == [
        ("new", "f-3", None, "Ruiz held"),
        ("corroborated", "f-1", "1 origin", "2 origins"),
        ("dropped", "f-2", gone.text, None),
    ]


def test_another_number_is_a_changed_value() -> None:
    """A finding whose number differs from the baseline's is reported with both."""
    before = finding("f-1", evidence(A), quantities=(quantity(10, "people"),))
    now = replace(before, quantities=(quantity(12, "people"),))
    changes = compare([now], {}, _previous(before), Words("en"))
    assert [(c.kind, c.before, c.after) for c in changes] == [("changed-value", "10 count", "12 count")]


def test_what_no_section_prints_is_not_gone():
    """A finding that this edition has, but does not print, is no longer carried only in appearance."""
    hidden = finding("f-1", evidence(A))
    assert compare([], {}, _previous(hidden), Words("en"), carried={"f-1"}) == ()


def test_two_findings_on_one_sentence_keep_their_ids():
    """Neither takes the other's id, in whatever order the edition before held them."""
    one, two = finding("f-1", evidence(A)), finding("f-2", evidence(A))
    for previous in (_previous(one, two), _previous(two, one)):
        assert keep_ids([one, two], previous, {A.id: A}) == {"f-1": "f-1", "f-2": "f-2"}


def test_of_two_findings_on_one_sentence_the_same_numbers_decide():
    """The shelters do not turn into the cases because another document changed."""
    shelters = finding("f-1", evidence(A), quantities=(quantity(3, "shelters"),))
    cases = finding("f-2", evidence(A), quantities=(quantity(41, "cases"),))
    now = [replace(cases, id="f-8"), replace(shelters, id="f-9")]
    assert keep_ids(now, _previous(shelters, cases), {A.id: A}) == {"f-8": "f-2", "f-9": "f-1"}


def test_a_finding_that_a_decision_names_goes_on() -> None:
    """When two findings become one, the one keeps the id that the analyst's decision is about."""
    one, two = finding("f-1", evidence(A)), finding("f-2", evidence(A))
    now = [finding("f-2", evidence(A))]
    assert {"f-2": "f-2"} == keep_ids(now, _previous(one, two), {"a": A})
    assert {"f-2": "f-1"} == keep_ids(now, _previous(one, two), {"a": A}, decided={"f-1"})


def test_what_goes_on_in_another_finding_is_absorbed() -> None:
    """A finding whose every piece of evidence stands in a finding of this edition is not gone; one that lost a piece is."""
    whole, part = finding("f-1", evidence(A)), finding("f-2", evidence(A), replace(evidence(A), start=7))
    assert {"f-1"} == absorbed([finding("f-9", evidence(A))], _previous(whole, part), {"a": A})
