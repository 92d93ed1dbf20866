"""Accents put back for the parser."""

import pytest

from briefing.extract.parse import load_model
from briefing.extract.reaccent import is_bare, reaccent, vocabulary
from briefing.folding import fold

PASSAGES = [
    "Le ministère a annoncé avoir arrêté un homme à Paris.",
    "Dans un communiqué, la police a déclaré que les résultats étaient décevants.",
    "Elle a été libérée après deux années, grâce à la fédération.",
]


@pytest.fixture(scope="module")
def words():
    """Return the vocabulary of the French model."""
    return vocabulary(load_model("fr"))


@pytest.mark.parametrize("text", PASSAGES)
def test_accents_come_back_by_context(words, text):
    """Auxiliaries call for participles, prepositions for "à", and length never changes."""
    bare = "".join(fold(c) if c.islower() else c for c in text)
    assert text == reaccent(bare, words)


def test_names_keep_their_form(words):
    """A capitalised word is left as it is typed."""
    assert "Le president Andre Legere a parlé." == reaccent("Le president Andre Legere a parle.", words).replace("président", "president")


def test_bare_text_is_told_from_accented_text():
    """Only French typed without accents is touched."""
    assert is_bare("Le ministere de la Securite publique a declare avoir arrete deux hommes.")
    assert not is_bare("Le ministère de la Sécurité publique a déclaré avoir arrêté deux hommes.")
