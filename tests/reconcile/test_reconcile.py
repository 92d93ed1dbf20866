"""Reconciling small documents from end to end."""

from __future__ import annotations

from itertools import permutations

import pytest

from briefing.extract import extract
from briefing.model import Document
from briefing.reconcile import reconcile

TEXTS = {
    "herald": (
        "en",
        "2026-03-09",
        ("A ferry sank off Cape Ravina on Sunday. At least 41 people died, the Coast Guard said. The cause of the accident is not known."
        " The owner had been warned about the bow door in February, the union says."),
    ),
    "gazette": (
        "fr",
        "2026-03-09",
        ("Un ferry a sombré dimanche au large du cap Ravina. Au moins 41 personnes sont mortes, selon la Garde côtière."
        " Lundi, un cargo a heurté un quai ; ses douze marins ont été secourus."),
    ),
    "mirror": (
        "en",
        "2026-03-11",
        ("The aid group Island Relief puts the number of dead at 64. Police arrested the captain, Jonas Ratsimba, on Monday."
        " Is the ship safe? The search goes on."),
    ),
}


@pytest.fixture(scope="module")
def corpus():
    """Return three documents and what is read from them."""
    documents = [
        Document.from_text(text, id=name, language=language, published=day, publisher=name.title()) for name, (language, day, text) in TEXTS.items()
    ]
    return documents, [extract(document) for document in documents]


@pytest.fixture(scope="module")
def base(corpus):
    """Return the evidence base of the three documents."""
    return reconcile(*corpus)


def _finding(base, words):
    return next(finding for finding in base.findings if any(words in item.quote for item in finding.evidence))


def test_the_order_of_documents_never_matters(corpus, base):
    """Every order of the documents gives the same findings, conflicts and scores."""
    documents, extractions = corpus
    expected = repr((base.findings, base.conflicts, base.entities))
    for order in permutations(range(3)):
        found = reconcile([documents[n] for n in order], [extractions[n] for n in reversed(order)])
        assert expected == repr((found.findings, found.conflicts, found.entities))


def test_one_figure_in_two_languages_is_one_finding(base):
    """41 people died; 41 personnes sont mortes."""
    assert ("en", "fr") == _finding(base, "41 people").languages


def test_every_quote_is_the_text_at_its_place(corpus, base):
    """text[start:end] == quote, for evidence, numbers and dates."""
    texts = {document.id: document.text for document in corpus[0]}
    spans = [item for finding in base.findings for item in (*finding.evidence, *finding.quantities, *finding.dates)]
    assert [texts[item.document][item.start : item.end] for item in spans] == [item.quote for item in spans]


def test_a_question_makes_no_claim(base):
    """The sentence "Is the ship safe?" is in no finding."""
    assert not any("Is the ship safe" in item.quote for finding in base.findings for item in finding.evidence)


def test_figures_of_two_origins_make_a_conflict(base):
    """41 dead by the coast guard and 64 by an aid group stand against each other."""
    quantities = [conflict for conflict in base.conflicts if conflict.kind == "quantity"]
    assert [{"at least 41", "64"}] == [{position.value for position in conflict.positions} for conflict in quantities]


def test_rescued_sailors_are_no_dead_passengers(base):
    """Twelve sailors rescued from a cargo ship are a finding of their own."""
    assert 1 == len(_finding(base, "douze marins").evidence)


def test_a_stated_unknown_is_kept(base):
    """The cause of the accident is not known."""
    assert any("cause of the accident" in item.quote for item in base.unknowns)


def test_a_join_explains_itself(base):
    """The finding of two documents says why its claims stand together."""
    assert all(finding.members for finding in base.findings if len(finding.evidence) > 1)


def test_scores_are_printed_with_their_parts(base):
    """Every finding's score names its parts and their total."""
    parts = {"origins", "languages", "category", "centrality", "recency", "numbers", "total"}
    assert all(parts == set(finding.score) for finding in base.findings)
