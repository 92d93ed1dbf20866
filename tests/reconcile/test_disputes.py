"""Conflicts between and within documents: counts, days and denials, in three languages."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing import Document, extract, reconcile
from briefing.model import Conflict


def _conflicts(language: str, *texts: str) -> tuple[Conflict, ...]:
    day = dt.date(2026, 7, 1)
    documents = [Document.from_text(t, id=f"p{n}", language=language, published=day, publisher=f"Outlet {n}") for n, t in enumerate(texts)]
    return reconcile(documents, [extract(document) for document in documents]).conflicts


@pytest.mark.parametrize(
    ("language", "text", "values"),
    [
        ("en", "The hospital treated 212 patients, according to its director. The nurses' union puts the figure at 340.", ["212", "340"]),
        ("en", "Officials say 14 buildings collapsed in the blast; the engineers' association counts 22.", ["14", "22"]),
        ("fr", "D'après la police, 3 000 manifestants ont défilé à Port-Liane, contre 12 000 selon les organisateurs.", ["3,000", "12,000"]),
        ("es", "El gobierno cifra en 85 los muertos. La Cruz Roja sostiene que son 120.", ["85", "120"]),
        ("en", "Turnout reached 61 percent, the electoral commission announced. Observers from the Lake Union put it at 43 percent.", ["43%", "61%"]),
    ],
)
def test_counts_that_a_document_sets_against_each_other_are_a_conflict(language, text, values):
    """The second source often leaves out what it counts."""
    found = [c for c in _conflicts(language, text) if c.kind == "quantity"]
    assert [[p.value for p in c.positions] for c in found] == [values]
    assert not found[0].possible_together


@pytest.mark.parametrize(
    "text",
    [
        "The ministry said on Monday that 40 people had died. On Thursday it raised the toll to 52.",
        "The governor's office said 12 prisoners had been recaptured. Nineteen guards were injured, the union said.",
        "Police arrested 12 people in the north. In the south the army arrested 7 people, it said.",
        "Parliament passed the bill by 131 votes to 97, the speaker said.",
        "The lab counts 43 infected phones, among them those of 19 journalists, it said.",
    ],
)
def test_revisions_parts_and_other_scopes_are_no_conflict(text):
    """A later count of one body, another thing, another side, the losing votes and a part of the whole contradict nothing."""
    assert _conflicts("en", text) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Neighbours say the company knew about the leaking tanks for years. The company rejects the accusation."),
        ("en", "Witnesses said that soldiers fired on the crowd, which the army denies."),
        ("fr", "Des témoins affirment que des soldats ont tiré sur la foule, ce que l'armée conteste."),
        ("es", "Varios testigos afirman que los soldados dispararon contra la multitud, lo que el ejército niega."),
        ("fr", "Selon le quotidien La Rive, le directeur avait été averti de la fuite. L'intéressé dément avoir été averti."),
        ("en", "Opposition leaders claim that ballot boxes were stuffed in six districts. The commission called the claims baseless."),
    ],
)
def test_a_denial_stands_against_what_it_rejects(language, text):
    """What is denied stands before it: a sentence back, or in the same one."""
    found = [c for c in _conflicts(language, text) if c.kind == "status"]
    assert [[p.value for p in c.positions] for c in found] == [["said to be so", "denied"]]
    asserted, denied = (p.evidence[0] for p in found[0].positions)
    assert (asserted.start, asserted.end) != (denied.start, denied.end)


@pytest.mark.parametrize(
    "text",
    [
        "The court rejected his appeal. His lawyer denied any wrongdoing.",
        "Our request to visit the station was denied. The police said nothing more.",
        "The finance minister denied a report in the Daily Lantern that he had leaned on the board.",
    ],
)
def test_a_blanket_denial_answers_no_claim(text):
    """A refused request, a denial of all wrongdoing and one of a report that no document carries contradict nothing."""
    assert _conflicts("en", text) == ()


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Prosecutors say the warehouse burned down on 3 May. The owner maintains that the fire broke out on 1 May."),
        ("fr", "Le ministère situe l'évasion au mardi 12 mai 2026. Les familles assurent au contraire que la fuite date du 10 mai 2026."),
    ],
)
def test_days_that_two_sources_give_for_one_act_are_a_conflict(language, text):
    """The second source holds to its own day."""
    assert [c.kind for c in _conflicts(language, text)] == ["date"]


def test_two_acts_of_two_days_are_no_conflict():
    """A plant is closed on one day and reopened on another."""
    assert _conflicts("en", "The plant was closed on 4 June 2026, the health ministry said. It was reopened on 7 June 2026, the owner said.") == ()


def test_two_accounts_of_how_somebody_left_are_a_conflict():
    """Resigned against dismissed, told by two speakers one after the other."""
    found = _conflicts("en", "Marta Duval says she resigned from the board in protest. The bank says that she was dismissed.")
    assert [c.kind for c in found] == ["status"]
    assert found[0].why == "Opposite accounts of the same thing."
