"""Which numbers become key figures, and in which order."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from briefing.assemble.figures import pick_figures
from briefing.config import SectionSettings
from briefing.model import Finding, Item, QuantityValue
from tests.assemble.records import conflict, desk, document, evidence, finding, quantity

A, B = document("a", "Forty people died."), document("b", "Quarante personnes sont mortes.", language="fr")
SECTION = SectionSettings(id="figures", kind="figures")


def measured(name: str, *quantities: QuantityValue, **parts: Any) -> Finding:
    """Return a finding of both documents with quantities."""
    return finding(name, evidence(A), evidence(B), quantities=quantities, **parts)


def cards(*findings: Finding, limit: int | None = None, **parts: Any) -> tuple[Item, ...]:
    """Return the key figures of findings."""
    return pick_figures(SECTION.model_copy(update={"limit": limit}), desk([A, B], findings, **parts))


@pytest.mark.parametrize("useless", [quantity(40, None), quantity(3, "days", "day"), replace(quantity(1, "people"), value=None, low=None, high=None)])
def test_what_counts_nothing_is_no_figure(useless: QuantityValue) -> None:
    """A bare number, a duration and an unread amount make no card."""
    assert () == cards(measured("f", useless))


def test_money_needs_nothing_counted() -> None:
    """Its unit says what it is."""
    assert [12.5] == [card.quantity.value for card in cards(measured("f", quantity(12.5, None, "USD"))) if card.quantity]


def test_a_number_comes_before_a_vague_amount_of_the_same_finding() -> None:
    """A count of 40 says more than "dozens"."""
    vague = replace(quantity(0, "people"), value=None, low=24, high=99)
    assert [40] == [card.quantity.value for card in cards(measured("f", vague, quantity(40, "people"))) if card.quantity]


def test_the_number_most_sources_give_comes_first_then_the_one_in_the_briefs_language() -> None:
    """Two documents outvote one; of equal ones the English document's stands in an English brief."""
    french, english = replace(quantity(40, "personnes"), document="b"), quantity(40, "people")
    (card,) = cards(measured("f", quantity(38, "people"), french, english))
    assert english == card.quantity


def test_figures_that_more_documents_give_come_first() -> None:
    """Attestation goes before size, size before the score."""
    twice = measured("f1", quantity(40, "people"), replace(quantity(40, "personnes"), document="b"))
    large, small = measured("f2", quantity(9000, "ships")), measured("f3", quantity(50, "cars"))
    assert ["f1", "f2", "f3"] == [card.ref for card in cards(small, large, twice)]
    assert ["f1"] == [card.ref for card in cards(small, large, twice, limit=1)]


def test_one_card_for_each_thing_counted() -> None:
    """The same number of the same thing stands once."""
    assert ["f1"] == [card.ref for card in cards(measured("f1", quantity(40, "dead people")), measured("f2", quantity(40, "people")))]


def test_a_disputed_number_is_marked_and_a_disputed_date_is_not() -> None:
    """The mark stands for the number."""
    points = [conflict("k1", "quantity", ("40", evidence(A)), ("38", evidence(B))), conflict("k2", "date", ("x", evidence(A)), ("y", evidence(B)))]
    (card,) = cards(measured("f", quantity(40, "people"), contested=("k1", "k2")), conflicts=points)
    assert (True, ("k1",)) == (card.disputed, card.conflicts)


def test_of_equal_numbers_one_that_says_what_it_counts_is_told() -> None:
    """Two documents give 40, one of them bare."""
    bare, told = quantity(40, None), quantity(40, "people")
    (card,) = cards(measured("f", replace(bare, start=0), replace(told, start=20)))
    assert card.quantity is not None
    assert "people" == card.quantity.counted


def test_a_figure_that_others_contest_comes_first() -> None:
    """One document each; the second is contested."""
    plain, disputed = measured("f", quantity(50, "people")), measured("g", quantity(40, "sailors"), contested=("k",))
    held = conflict("k", "quantity", ("40", evidence(A)), ("60", evidence(B)), findings=("g",))
    assert [40, 50] == [card.quantity.value for card in cards(plain, disputed, conflicts=(held,)) if card.quantity]
