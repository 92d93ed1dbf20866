"""Names of organisations translated word by word."""

from __future__ import annotations

from briefing.extract import extract
from briefing.model import Document
from briefing.reconcile.entities import resolve_entities


def _groups(*texts: tuple[str, str]) -> list[set[str]]:
    documents = [Document.from_text(text, id=f"d{number}", language=language) for number, (language, text) in enumerate(texts)]
    index = resolve_entities(documents, [extract(document) for document in documents])
    return [{alias.text for alias in entity.aliases} for entity in index.entities]


def test_a_translated_name_is_the_same_body() -> None:
    """Pharmacists Without Shores are Pharmaciens sans rivages, not the national fund beside them; the merge gives its cosine."""
    english = "The aid group Pharmacists Without Shores met the National Recovery Fund. The National Recovery Fund paid."
    french = "L'ONG Pharmaciens sans rivages critique le Fonds national de relèvement. Le Fonds national de relèvement a payé."
    found = _groups(("en", english), ("fr", french))
    assert any({"Pharmacists Without Shores", "Pharmaciens sans rivages"} <= names for names in found)
    assert any({"National Recovery Fund", "Fonds national de relèvement"} <= names for names in found)


def test_offices_the_lexicon_knows_are_not_joined_by_likeness() -> None:
    """The interior ministry and the ministère de la Santé are near in meaning, and two."""
    found = _groups(("en", "The Interior Ministry said so on Monday."), ("fr", "Le ministère de la Santé a démenti lundi."))
    assert not any(len(names) > 1 for names in found)
