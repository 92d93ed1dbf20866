"""Mentions, chains, roles and legal status."""

import pytest

from briefing.extract.chains import is_acronym
from briefing.extract.mentions import MentionSet, find_mentions
from briefing.extract.parse import parse
from briefing.model import Document


def read(text: str, language: str = "en") -> MentionSet:
    """Return what is read of the names of a text."""
    document = Document(id="d", path="", text=text, sha256="", text_sha256="", format="txt", language=language)
    return find_mentions(document, parse(document))


def names(text: str, language: str = "en") -> list[tuple[str, str]]:
    """Return the surface and type of every mention."""
    return [(text[m.start : m.end], m.type) for m in read(text, language).mentions]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The Kenyan embassy in Lima said so.", [("Kenyan embassy", "organisation"), ("Lima", "place")]),
        (
            "en", "Norwegian Prime Minister Anna Holt met Peru's transport ministry.",
            [("Anna Holt", "person"), ("Peru's transport ministry", "organisation")],
        ),
        ("en", "Twelve miners from the village of Ankoray told the Harbour Gazette.", [("Ankoray", "place"), ("Harbour Gazette", "organisation")]),
        ("en", "Two South Koreans and a Norwegian diplomat left the ferry Blue Star.", [("South Koreans", "group")]),
        ("fr", "L'ambassade du Chili à Rabat a répondu.", [("ambassade du Chili", "organisation"), ("Rabat", "place")]),
        (
            "fr", "Le ministere peruvien de la Sante publique a declare trois morts a Lima.",
            [("ministere peruvien de la Sante publique", "organisation"), ("Lima", "place")],
        ),
        (
            "fr", "Selon la directrice de la recherche, Ana Solis, le groupe Delmas a menti.",
            [("Ana Solis", "person"), ("groupe Delmas", "organisation")],
        ),
        ("es", "La ministra Ana Solís viajó a Perú con la Cruz Roja.", [("Ana Solís", "person"), ("Perú", "place"), ("Cruz Roja", "organisation")]),
    ],
)
def test_names_and_their_types(language, text, expected):
    """Persons, bodies, places and peoples are found whole and typed, in languages with and without a model; ships are left out."""
    assert expected == names(text, language)


def test_short_forms_join_the_full_name():
    """A surname and an acronym belong to the chain of the full name, and carry it."""
    text = "Ruben Daems runs the Marine Safety Bureau (MSB). The MSB is small, Daems said."
    found = {text[m.start : m.end]: m.name for m in read(text).mentions}
    person, body = "Ruben Daems", "Marine Safety Bureau"
    assert {"Ruben Daems": person, "Marine Safety Bureau": body, "MSB": body, "Daems": person} == found


def test_an_ambiguous_short_form_stands_alone():
    """A surname that two persons share is joined to neither."""
    text = "Viktor Drozdov met Pavel Drozdov in Athens. Drozdov paid."
    assert "Drozdov" in {m.name for m in read(text).mentions}


def test_references_take_up_a_sure_antecedent():
    """"The embassy" and a pronoun take up the one thing they can mean."""
    text = "The Kenyan embassy wrote to Anna Holt. The embassy said that she had left."
    found = [(text[m.start : m.end], m.form, m.name) for m in read(text).mentions if m.form in {"nominal", "pronoun"}]
    assert [("The embassy", "nominal", "Kenyan embassy"), ("she", "pronoun", "Anna Holt")] == found


def test_impersonal_pronouns_take_up_nobody():
    """French "il y a" and "il est clair que" mean no one."""
    text = "Paul Arnaud est venu. Il y a trois morts. Il est clair que tout a changé."
    assert [] == [m for m in read(text, "fr").mentions if m.form == "pronoun"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Anna Holt, the chairwoman of Norvale Resources, resigned.", ["chairwoman of Norvale Resources"]),
        ("en", "Norvale Resources chairman Peter Lund resigned.", ["Norvale Resources chairman"]),
        ("fr", "Paul Arnaud, 38 ans, président du groupe Delmas, a démissionné.", ["président du groupe Delmas"]),
        ("fr", "Le directeur de la recherche, Paul Arnaud, a démissionné.", ["directeur de la recherche"]),
    ],
)
def test_roles_as_the_source_words_them(language, text, expected):
    """A role is the phrase of the text, before the name, behind it, or set off by commas."""
    assert expected == [text[role.start : role.end] for role in read(text, language).roles]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Anna Holt was arrested and extradited to Peru.", {"arrested", "extradited"}),
        ("en", "Prosecutors accused Anna Holt of fraud.", {"alleged"}),
        ("en", "Britain imposed sanctions on Anna Holt.", {"sanctioned"}),
        ("en", "Anna Holt was not arrested and could be extradited.", set()),
        ("fr", "La police a arrete Paul Arnaud a Lima apres trois jours de recherche.", {"arrested"}),
        ("fr", "La demande d'extradition de Paul Arnaud a été rejetée.", set()),
    ],
)
def test_legal_status_only_where_the_text_states_it(language, text, expected):
    """Accused, arrested, sanctioned are told apart; a negated or only possible act gives no status."""
    assert expected == {status.status for status in read(text, language).statuses}


def test_acronyms():
    """An acronym begins as its name does and goes on with the initials of its words."""
    assert is_acronym("CSF", "Commission de surveillance financière")
    assert not is_acronym("WHO", "Commission de surveillance financière")


def test_spans_lie_in_the_text_and_in_order():
    """Every mention is a slice of the text, mentions are in order, chains are numbered from 0 in order of first mention."""
    text = "Chen Wei met Anna Holt. Holt, chairwoman of Norvale Resources, thanked Chen. He smiled."
    mentions = read(text).mentions
    assert sorted(mentions, key=lambda m: (m.start, -m.end)) == list(mentions)
    first = list(dict.fromkeys(m.chain for m in mentions))
    assert list(range(len(first))) == first


def test_a_name_is_read_whole_where_brackets_shorten_it():
    """The words before "(VMM)" whose initials the letters are make the name; other words do not."""
    text = "Le 12 janvier, la Veille mondiale du médicament (VMM) a parlé. La VMM se tait."
    found = read(text, "fr").mentions
    assert ["Veille mondiale du médicament", "VMM", "VMM"] == [text[m.start : m.end] for m in found if m.type == "organisation"]
    assert 1 == len({m.chain for m in found})
    other = "On Monday the Institute of the Sea (ABC) replied."
    chains = {other[m.start : m.end]: m.chain for m in read(other).mentions}
    assert chains["Institute of the Sea"] != chains.get("ABC")
