"""Names and phrases in running text."""

from __future__ import annotations

import pytest

from briefing.assemble.naming import is_feminine, name_in_text


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("des personnes", True), ("les victimes", True), ("la députée", True), ("les migrants", False), ("des comités", False), ("les députés", False)],
)
def test_a_participle_agrees_with_its_noun(phrase: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """The gender shows in the article or the noun's ending; where neither tells, the masculine stands."""
    assert expected == is_feminine(phrase, "fr")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Grande-Bretagne", "la Grande-Bretagne"), ("Royaume-Uni", "le Royaume-Uni"), ("Corée du Nord", "la Corée du Nord"), ("USA", "les USA"),
        ("RDC", "la RDC"), ("Guinée-Bissau", "la Guinée-Bissau"), ("Émirats", "les Émirats"), ("Cuba", "Cuba"), ("Pékin", "Pékin"),
    ],
)  # fmt: skip
def test_a_country_has_its_article_in_french_by_every_name(name: str, expected: str) -> None:
    """Names of common usage take one as the official names do; a city takes none."""
    assert expected == name_in_text(name, "place", "fr").text


@pytest.mark.parametrize(
    ("name", "french", "english"),
    [
        ("Guardian", "le Guardian", "the Guardian"), ("Chicago Tribune", "le Chicago Tribune", "the Chicago Tribune"),
        ("Reuters", "Reuters", "Reuters"),
        ("La Gazette du Canal", "La Gazette du Canal", "La Gazette du Canal"),
    ],
)  # fmt: skip
def test_a_newspaper_has_its_article(name: str, french: str, english: str) -> None:
    """An English newspaper goes with an article in running text, an agency and a name with its own article do not."""
    assert (french, english) == tuple(name_in_text(name, "organisation", language).text for language in ("fr", "en"))
