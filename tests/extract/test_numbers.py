"""Numbers in words and figures, in each language that has data."""

import pytest

from briefing.extract.numbers import find_numbers


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "one hundred and three", [103]),
        ("en", "twenty-one trillion three hundred", [21_000_000_000_300]),
        ("en", "4 thousand 3 hundred and 21", [4321]),
        ("en", "five and a half million", [5_500_000]),
        ("en", "half a dozen", [6]),
        ("en", "a third of the seats", [1 / 3]),
        ("en", "a third man", []),
        ("en", "one in three", [1 / 3]),
        ("en", "1,234,567", [1_234_567]),
        ("en", "12,34,567.89", [1_234_567.89]),
        ("en", "4.800", [4.8]),
        ("en", "192.168.1.2", [192, 168, 1, 2]),
        ("en", "22,24,26,31", [22, 24, 26, 31]),
        ("en", "the 180ml bottle", []),
        ("en", "10k", [10_000]),
        ("en", "1.3x10^6", [1_300_000]),
        ("en", "The one you mentioned", []),
        ("fr", "quatre-vingt-dix-neuf", [99]),
        ("fr", "soixante et onze", [71]),
        ("fr", "un million et demi", [1_500_000]),
        ("fr", "12,5 milliards", [12_500_000_000]),
        ("fr", "deux billions", [2_000_000_000_000]),
        ("fr", "94.000", [94_000]),
        ("fr", "4,800", [4.8]),
        ("fr", "trois quarts", [0.75]),
        ("fr", "au moins 40", [40]),
        ("es", "doscientos mil millones", [200_000_000_000]),
        ("es", "treinta y dos", [32]),
        ("es", "1.440,5", [1440.5]),
    ],
)
def test_a_number_has_its_value(language, text, expected):
    """Spelled-out numbers, figures, fractions and multipliers are read by the language's own words and signs."""
    assert expected == pytest.approx([number.plain for number in find_numbers(text, language=language)])


@pytest.mark.parametrize("space", [" ", "\u00a0", "\u202f", "\u2009"])
def test_any_space_groups_digits(space):
    """A plain, no-break, narrow no-break or thin space inside a figure is its grouping sign."""
    text = f"100{space}000 personnes"
    (number,) = find_numbers(text, language="fr")
    assert (100_000, f"100{space}000") == (number.plain, text[number.start : number.end])


def test_a_space_between_two_figures_does_not_join_them():
    """Digits that are no group of three stay numbers of their own."""
    assert [423, 0] == [number.plain for number in find_numbers("423 0000", language="fr")]
