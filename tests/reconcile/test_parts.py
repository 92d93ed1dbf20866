"""Counts of a part, of people by what became of them, and of things over languages, told by small documents."""

from __future__ import annotations

import pytest

from briefing.extract import extract
from briefing.model import Document
from briefing.reconcile.claims import Claim, make_claims
from briefing.reconcile.copies import find_copies
from briefing.reconcile.counting import counted_class
from briefing.reconcile.entities import resolve_entities
from briefing.reconcile.parts import narrowed_to, usual_groups


def _claims(*texts: tuple[str, str]) -> tuple[Claim, ...]:
    documents = [Document.from_text(text, id=f"d{number}", language=language) for number, (language, text) in enumerate(texts)]
    extractions = [extract(document) for document in documents]
    return make_claims(documents, extractions, resolve_entities(documents, extractions), find_copies(documents), kinds={})


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Fourteen of those who died in the mine were under age.", {"part"}),
        ("fr", "Dix-neuf de ces décès ont été enregistrés dans la ville.", {"part"}),
        ("fr", "La mutinerie a fait 46 morts parmi les détenus de la prison.", set()),
        ("en", "Nine of them were arrested for unlawful assembly.", set()),
        ("en", "The blast killed 14 children in the harbour.", {"children"}),
        ("en", "The blast killed 31 people in the harbour.", set()),
    ],
)
def test_words_that_make_a_count_a_part(language: str, text: str, expected: set[str]) -> None:
    """Words round a number narrow it; who they were, or what became of some of those named before, does not."""
    (claim,) = [c for c in _claims((language, text)) if not c.minor]
    assert expected == narrowed_to(claim, {})


def test_a_group_that_the_story_is_about_narrows_nothing() -> None:
    """Where most counts of the dead name children, "69 children have died" and "103 deaths" count one thing."""
    claims = _claims(
        ("en", "At least 69 children have died after taking the syrup."), ("en", "The syrup has killed 78 children in four countries."),
        ("en", "The aid group has counted 103 deaths."),
    )
    assert {frozenset()} == {narrowed_to(claim, usual_groups(claims)) for claim in claims}


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "In all 46 prisoners lost their lives that night.", "dead"), ("en", "The institute now counts 46 dead inmates.", "dead"),
        ("fr", "Quarante-trois détenus ont péri dans la mutinerie.", "dead"), ("en", "Police took 46 prisoners to the capital.", "detained"),
        ("en", "About 640 villagers have lost their homes.", None), ("en", "The toll, 43, is disputed by Shelter Pacific.", "dead"),
    ],
)
def test_what_became_of_those_counted_is_what_a_number_counts(language: str, text: str, expected: str | None) -> None:
    """A status gives way to what is told of it; names and lost homes are no class."""
    (claim,) = [c for c in _claims((language, text)) if c.quantities and not c.minor]
    assert expected == counted_class(claim, claim.quantities[0])
