"""Offices in the brief's language."""

from __future__ import annotations

import pytest

from briefing.reconcile.translate import office_in


@pytest.mark.parametrize(
    ("name", "english"),
    [
        ("ministere americain de la Justice", "US Justice Department"),
        ("Les procureurs fédéraux américains", "US federal prosecutors"),
        ("l'ambassade d'Indonésie à Phnom Penh", "Indonesian embassy"),
        ("ministere chinois de la Securite publique", "Chinese public security ministry"),
        ("la police de la ville de Pekin", "Beijing police"),
        ("des responsables sud-coreens", "South Korean officials"),
        ("Garde côtière", "coast guard"),
    ],
)
def test_an_office_is_called_in_english(name: str, english: str) -> None:
    """Whose, which and what, also without accents."""
    assert english == office_in(name, "fr", "en")


@pytest.mark.parametrize(
    ("name", "french"),
    [
        ("US Treasury Department", "ministère américain du Trésor"),
        ("US federal prosecutors", "procureurs fédéraux américains"),
        ("Indonesian Embassy", "ambassade indonésienne"),
        ("British authorities", "autorités britanniques"),
        ("Beijing police", "police de Pékin"),
    ],
)
def test_an_office_is_called_in_french(name: str, french: str) -> None:
    """Adjectives agree with the kind of body."""
    assert french == office_in(name, "en", "fr")


@pytest.mark.parametrize("name", ["Institut américain de la paix", "groupe Prince", "La police de Harbourton", "Amnesty International"])
def test_a_name_of_its_own_is_left_alone(name: str) -> None:
    """Only what every word of is known is translated."""
    assert office_in(name, "fr", "en") is None
