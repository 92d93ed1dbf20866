"""What keeps two claims apart, and what does not, told by small documents from end to end."""

from __future__ import annotations

from briefing.extract import extract
from briefing.model import Document, EvidenceBase
from briefing.reconcile import reconcile


def _base(*texts: tuple[str, str], language: str = "en") -> EvidenceBase:
    documents = [
        Document.from_text(text, id=f"d{number}", language=language, published=day, publisher=f"Paper {number}")
        for number, (day, text) in enumerate(texts)
    ]
    return reconcile(documents, [extract(document) for document in documents])


def _together(base: EvidenceBase, one: str, other: str) -> bool:
    return any(
        any(one in a.quote for a in finding.evidence) and any(other in b.quote for b in finding.evidence) for finding in base.findings
    )


def test_what_each_tells_of_its_own_day_is_two_findings() -> None:
    """A market that fell on Monday and a market that fell on Thursday fell twice."""
    base = _base(
        ("2026-03-09", "Shares in Lagos fell sharply on Monday as traders sold bank stocks."),
        ("2026-03-12", "Shares in Lagos fell sharply on Thursday as traders sold bank stocks."),
    )
    assert not _together(base, "on Monday", "on Thursday")


def test_a_day_of_the_calendar_may_be_a_mistake() -> None:
    """One raid that two texts date two days apart is one finding; a raid a month later is another."""
    base = _base(
        ("2026-04-19", "Police raided the head office of Valmont Bank in Nice on 10 March 2026."),
        ("2026-04-20", "The head office of Valmont Bank in Nice was raided by police on 12 March 2026."),
        ("2026-04-21", "Police raided the head office of Valmont Bank in Nice on 14 April 2026."),
    )
    assert [True, False] == [_together(base, "10 March", "12 March"), _together(base, "10 March", "14 April")]


def test_an_amount_that_belongs_to_a_noun_is_no_count_of_its_own() -> None:
    """"The displacement of thousands" and a count of thousands who left have the amount in common, not what is said of it."""
    base = _base(
        ("2026-03-09", "The sudden displacement of thousands of workers poses a challenge for hospitals."),
        ("2026-03-10", "There is no precise figure, but the aid group Island Relief puts them in the thousands."),
    )
    assert not _together(base, "displacement of thousands", "in the thousands")


def test_a_dispute_of_something_else_sets_no_figures_against_each_other() -> None:
    """The minister denies shots, not the number of wounded; those arrested are others."""
    base = _base(
        ("2026-03-09", (
            "The hospital said it had treated at least 40 wounded. The minister denied that live rounds had been used. "
            "The prosecutor said 64 people had been arrested for looting."
        )),
    )  # fmt: skip
    assert () == tuple(conflict for conflict in base.conflicts if conflict.kind == "quantity")


def test_a_finding_is_told_by_evidence_that_reports_its_act() -> None:
    """The text of a finding with an event names the event, whatever else was joined with it."""
    base = _base(
        ("2026-03-09", "Police arrested the banker Paul Mensah in Accra on Monday."),
        ("2026-03-10", "The banker Paul Mensah was arrested in Accra on Monday, a court heard."),
    )
    told = [finding for finding in base.findings if finding.event is not None]
    assert told
    assert all("arrest" in finding.text for finding in told)
