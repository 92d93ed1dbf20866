"""Names of organisations and places over word order and languages."""

import time

import pytest

from briefing.reconcile.bodies import initials, is_short_for, read_name, same_body

SAME = [
    ("groupe Prince", "fr", "Prince Group", "en"),
    ("L'ambassade d'Indonesie a Phnom Penh", "fr", "The Indonesian Embassy", "en"),
    ("Indonesian embassy in Phnom Penh", "en", "Indonesia's embassy", "en"),
    ("ministere americain de la Justice", "fr", "US Department of Justice", "en"),
    ("Justice Department", "en", "ministère américain de la Justice", "fr"),
    ("Institut americain de la paix", "fr", "U.S. Institute of Peace", "en"),
    ("Nations unies", "fr", "United Nations", "en"),
    ("ONU", "fr", "UN", "en"),
    ("ONU", "es", "United Nations", "en"),
    ("ministerio de Salud de Perú", "es", "Peruvian Health Ministry", "en"),
    ("Ministry of Mines", "en", "Mines Ministry", "en"),
    ("Bureau d'enquêtes de sécurité maritime", "fr", "Marine Safety Inquiry Bureau", "en"),
    ("police de la ville de Pekin", "fr", "Beijing police", "en"),
    ("Médecins sans frontières", "fr", "Doctors Without Borders", "en"),
    ("cap Ravina", "fr", "Cape Ravina", "en"),
    ("Lubanzi Cobalt SA", "en", "Lubanzi Cobalt", "fr"),
    ("Toulouse, France", "en", "Toulouse", "en"),
]
OTHER = [
    ("Ministry of Health", "en", "ministère des Mines", "fr"),
    ("Chinese Embassy", "en", "ambassade d'Indonésie", "fr"),
    ("Indonesian embassy in Phnom Penh", "en", "Indonesian embassy in Bangkok", "en"),
    ("Harvard University", "en", "Harvard University Asia Center", "en"),
    ("Nyota Rouge", "fr", "Nyota Bleue", "fr"),
    ("Islands Shipping Company", "en", "Islands Bank", "en"),
    ("Tshilonde", "fr", "Tshilonde-Nord", "fr"),
    ("North Korea", "en", "South Korea", "en"),
    ("Children's Aid", "en", "Child Rescue", "en"),
]


@pytest.mark.parametrize(("left", "one", "right", "two"), SAME)
def test_same_body(left, one, right, two):
    """A name, its other word order, its acronym and its translation are one body."""
    assert same_body(read_name(left, one), read_name(right, two))


@pytest.mark.parametrize(("left", "one", "right", "two"), OTHER)
def test_other_body(left, one, right, two):
    """Another country, portfolio, kind or own word is another body; within a language synonyms are."""
    assert not same_body(read_name(left, one), read_name(right, two))


@pytest.mark.parametrize(
    ("short", "full", "place", "expected"),
    [
        ("Norvale", "Norvale Resources", False, True),
        ("Valmont", "Banque Valmont", False, True),
        ("Harvard University", "Harvard University Asia Center", False, False),
        ("Boeing", "Boeing's Launch Systems", False, False),
        ("Mutebo", "Mutebo mine", True, True),
        ("Mutebo", "Mutebo-Nord", True, False),
        ("Commission", "Election Commission", False, False),
        ("Kasombwe", "Radio Kasombwe", False, False),
    ],
)
def test_short_forms(short, full, place, expected):
    """A short form may leave out what kind of body it is, or what follows its first word, never what makes it another body."""
    assert is_short_for(read_name(short, "en"), read_name(full, "en"), place=place) is expected


def test_initials():
    """Acronyms are the first letters, with or without the small words."""
    assert initials(read_name("Bureau d'enquêtes de sécurité maritime", "fr")) >= {"besm"}
    assert initials(read_name("Children Out of the Pits", "en")) >= {"cop"}


def test_time_is_linear_on_long_names():
    """A hostile name of 100,000 characters is read in well under a second for each form."""
    for text in ("a." * 50_000, "d'" * 50_000, "x " * 50_000, ", " * 50_000):
        began = time.process_time()
        read_name(text, "fr")
        assert time.process_time() - began < 5
