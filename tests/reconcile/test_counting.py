"""What numbers count."""

from __future__ import annotations

import pytest

from briefing.model import Quantity
from briefing.reconcile.counting import class_of, closeness, detail, is_generic, noun_similarity, same_value


def _quantity(value: float | None, *, low: float | None = None, unit: str = "count") -> Quantity:
    return Quantity(start=0, end=2, value=value, low=low if low is not None else value, high=value, unit=unit, counted=None)


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [("dead", "en", "dead"), ("morts", "fr", "dead"), ("disparues", "fr", "missing"), ("missing", "en", "missing"), ("blessés", "fr", "injured"),
     ("heridos", "es", "injured"), ("licence", "en", None)],
)
def test_words_of_one_class_mean_one_thing_in_every_language(word, language, expected):
    """Dead and morts are one class; dead and missing are two."""
    assert expected == class_of(word, language)


def test_equal_values_are_equal_whatever_their_qualifier():
    """10 and 10.0 are one value, 10 and 13 are two, a vague amount equals no exact one."""
    assert (True, False, False) == (
        same_value(_quantity(10), _quantity(10.0)), same_value(_quantity(10), _quantity(13)), same_value(_quantity(10), _quantity(None, low=10)),
    )


def test_a_number_with_more_digits_says_more():
    """Two texts share 1,440 less by chance than 100 or 3."""
    assert detail(_quantity(1440)) > detail(_quantity(100)) > detail(_quantity(3))


def test_near_values_are_close():
    """57 and 64 are closer than 1 and 41."""
    assert closeness(_quantity(57), _quantity(64)) > 0.8 > closeness(_quantity(1), _quantity(41))


def test_people_is_a_noun_that_fits_any_count_of_people():
    """Personnes says no more than that people are counted; fishermen says more."""
    assert (True, False) == (is_generic("personnes", "fr"), is_generic("fishermen", "en"))


def test_nouns_are_compared_over_languages():
    """Computers are ordinateurs, and no bodies."""
    assert noun_similarity("computers", "en", "ordinateurs", "fr") > 0.9 > noun_similarity("computers", "en", "corps", "fr")
