"""How much of a question a sentence covers."""

from __future__ import annotations

from briefing.assemble.coverage import Coverage

SENTENCES = ["Police arrested the harbour master on Monday.", "La police a arrêté le capitaine.", "Rain is expected in the north."]


def test_the_words_of_a_question_are_found_in_other_forms_and_languages() -> None:
    """A sentence in the same words covers a question wholly, a translation better than another matter."""
    same, translated, other = Coverage(SENTENCES).of("Whom did police arrest?")
    assert same == 1.0
    assert translated > other


def test_a_question_of_small_words_is_covered_by_nothing() -> None:
    """Its form alone asks for nothing."""
    assert [0.0, 0.0, 0.0] == Coverage(SENTENCES).of("What were they?")
