"""Countries, peoples and cities by one code in all languages."""

import pytest

from briefing.reconcile.territories import cities, peoples, plain, territories


@pytest.mark.parametrize(
    ("name", "language", "code"),
    [
        ("Cambodge", "fr", "KH"),
        ("Cambodia", "en", "KH"),
        ("U.S.", "en", "US"),
        ("Etats-Unis", "fr", "US"),
        ("Grande-Bretagne", "fr", "GB"),
        ("Britain", "en", "GB"),
        ("UK", "en", "GB"),
        ("Estados Unidos", "es", "US"),
        ("Myanmar", "en", "MM"),
        ("Birmanie", "fr", "MM"),
        ("RDC", "fr", "CD"),
        ("Asie du Sud-Est", "fr", "035"),
    ],
)
def test_territories(name, language, code):
    """CLDR's names and common short forms give one code, with and without accents."""
    assert code in territories(language)[plain(name)]


def test_parts_of_names_are_no_names():
    """A word inside a bracket of CLDR is no territory by itself ("Cocos (Keeling) Islands")."""
    assert plain("Islands") not in territories("en")


def test_peoples_and_cities():
    """Demonyms give the country's code, exonyms the city's plain English name."""
    assert peoples("fr")["sud coreens"] == frozenset({"KR"})
    assert [cities("fr")["pekin"], cities("en")["beijing"], cities("fr")["athenes"]] == [
        frozenset({"beijing"}),
        frozenset({"beijing"}),
        frozenset({"athens"}),
    ]
