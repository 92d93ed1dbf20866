"""Quantities: value, unit, qualifier and what is counted, in English, French and Spanish."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.extract.quantities import find_quantities


def _read(text, language):
    found = find_quantities(text, language=language)
    return [(text[q.start : q.end], q.value if q.value is not None else (q.low, q.high), q.unit, q.qualifier) for q in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "$12.5 billion (about 18.4 trillion won)", [
            ("$12.5 billion", 12_500_000_000, "USD", "exact"), ("about 18.4 trillion won", 18_400_000_000_000, "KRW", "about"),
        ]),
        ("en", "at least 22 people were killed", [("at least 22", 22, "count", "at-least")]),
        ("en", "over a dozen gang members", [("over a dozen", 12, "count", "more-than")]),
        ("en", "thousands of people", [("thousands", (2000, None), "count", "about")]),
        ("en", "tens of thousands of homes", [("tens of thousands", (20_000, None), "count", "about")]),
        ("en", "several million dollars", [("several million dollars", (2_000_000, None), "USD", "about")]),
        ("en", "nearly half of the output", [("nearly half", 50, "percent", "about")]),
        ("en", "between 10 and 15 percent", [("between 10 and 15 percent", (10, 15), "percent", "exact")]),
        ("en", "two or three cars", [("two or three", (2, 3), "count", "about")]),
        ("en", "it fell 6 % to $1.45 billion", [("6 %", 6, "percent", "exact"), ("$1.45 billion", 1_450_000_000, "USD", "exact")]),
        ("en", "rose from 10 to 15 deaths", [("10", 10, "count", "exact"), ("15", 15, "count", "exact")]),
        ("en", "hid losses of £340m", [("£340m", 340_000_000, "GBP", "exact")]),
        ("en", "half a percentage point", [("half a percentage point", 0.5, "percentage-point", "exact")]),
        ("en", "60 kilometres to the south", [("60 kilometres", 60, "km", "exact")]),
        ("en", "3 dollars 50 cents", [("3 dollars 50 cents", 3.5, "USD", "exact")]),
        ("fr", "plus de 12,5 milliards de dollars par an", [("plus de 12,5 milliards de dollars", 12_500_000_000, "USD", "more-than")]),
        ("fr", "au moins 100 000 personnes", [("au moins 100 000", 100_000, "count", "at-least")]),
        ("fr", "une soixantaine de manifestants", [("une soixantaine", 60, "count", "about")]),
        ("fr", "des centaines de milliers de familles", [("centaines de milliers", (200_000, None), "count", "about")]),
        ("fr", "plusieurs mois d'efforts", [("plusieurs mois", (2, None), "month", "about")]),
        ("fr", "près de la moitié du produit", [("près de la moitié", 50, "percent", "about")]),
        ("fr", "pres de la moitie du produit", [("pres de la moitie", 50, "percent", "about")]),
        ("fr", "jusqu'a 40 blesses", [("jusqu'a 40", 40, "count", "at-most")]),
        ("fr", "cinq ans de prison", [("cinq ans", 5, "year", "exact")]),
        ("fr", "entre 5 et 7 %", [("entre 5 et 7 %", (5, 7), "percent", "exact")]),
        ("fr", "34 cents", [("34 cents", 34, "cent", "exact")]),
        ("fr", "2.000 francs CFA", [("2.000 francs CFA", 2000, "XOF", "exact")]),
        ("es", "más de 12.500 millones de dólares", [("más de 12.500 millones de dólares", 12_500_000_000, "USD", "more-than")]),
        ("es", "al menos 100.000 personas", [("al menos 100.000", 100_000, "count", "at-least")]),
        ("es", "una veintena de detenidos", [("una veintena", 20, "count", "about")]),
    ],
)
def test_a_quantity_has_value_unit_and_qualifier(language, text, expected):
    """The span runs from the qualifier to the unit; value, unit and qualifier are read from it."""
    assert expected == _read(text, language)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "1,440 of its nationals left", "nationals"),
        ("en", "37 injured people", "injured people"),
        ("en", "100 more fugitives.", "more fugitives"),
        ("en", "3,100 tonnes of cobalt", "cobalt"),
        ("fr", "2 autres citoyens chinois", "autres citoyens"),  # "chinois" has no plural of its own: the parse adds it
        ("fr", "13 affaires penales en Chine", "affaires penales"),
        ("fr", "10 agences d'escroquerie", "agences d'escroquerie"),
        ("fr", "1 440 citoyens de ce pays", "citoyens de ce pays"),
        ("fr", "310 millimètres de pluie", "pluie"),
        ("en", "It put the number at 17.", None),
        ("en", "was killed 31\n\nPOLOKWANE said", None),
    ],
)
def test_what_is_counted_is_the_noun_phrase_behind_the_number(language, text, expected):
    """What is counted comes from the words behind the number, never from the next line, and its span is its text."""
    (quantity,) = find_quantities(text, language=language)
    span = None if quantity.counted_start is None else text[quantity.counted_start : quantity.counted_end]
    assert (expected, expected) == (quantity.counted, span)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "on 5 May 2020"), ("en", "in 2014"), ("en", "Chen, 38, was arrested"), ("en", "a 17-year-old"), ("en", "aged 38"), ("en", "COVID-19"),
        ("en", "Boeing 737"), ("en", "Article 5 says"), ("en", "the second man"), ("en", "a 3-1 win"), ("en", "at 5 p.m."), ("en", "at 10:30"),
        ("en", "two in the morning"), ("en", "see https://example.org/2024/12"), ("en", "mail a12@example.org"), ("en", "three days ago"),
        ("fr", "le 7 janvier 2025"), ("fr", "Chen Zhi (38 ans)"), ("fr", "un survivant de 17 ans"), ("fr", "âgé de 38 ans"), ("fr", "à 18 h 10"),
        ("fr", "vers six heures du matin"), ("fr", "il y a trois jours"), ("fr", "le deuxième homme"), ("fr", "un accident"), ("fr", "n° 12"),
        ("es", "el 7 de enero de 2025"), ("es", "un hombre de 38 años"),
    ],
)
def test_numbers_that_count_nothing_are_no_quantities(language, text):
    """Dates, ages, ordinals, labels, scores, times of day and addresses give no quantity."""
    assert [] == _read(text, language)


def test_a_language_without_data_still_has_figures_and_percentages():
    """A language without a folder reads figures, percent signs and currency signs."""
    assert [("12 %", 12, "percent", "exact"), ("€5", 5, "EUR", "exact")] == _read("12 % / €5", "xx")


_PIECES = st.sampled_from([
    "at least", "au moins", "12", "1,440", "1 440", "$", "€", "%", "million", "milliards", "de", "of", "dollars", "to", "-", "et", "half", "un",
    "tiers", "plusieurs", "thousands", "5 May 2020", "38 ans", "people", "\n", "(", ")", ",", ".", "\u202f", "é", "/",
])


@settings(max_examples=150, deadline=None)
@given(st.lists(_PIECES, max_size=25).map(" ".join) | st.text(max_size=60), st.sampled_from(["en", "fr", "es", "xx"]))
def test_spans_are_sorted_apart_and_inside_the_text(text, language):
    """Whatever the text, spans are not empty, lie inside it, are sorted and do not overlap, and bounds are in order."""
    end = 0
    for quantity in find_quantities(text, language=language):
        assert end <= quantity.start < quantity.end <= len(text)
        assert text[quantity.start : quantity.end].strip()
        assert quantity.value is None or quantity.low == quantity.value == quantity.high
        assert quantity.low is None or quantity.high is None or quantity.low <= quantity.high
        end = quantity.end
