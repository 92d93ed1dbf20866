from __future__ import annotations

from dataclasses import replace

import pytest

from briefing.assemble.naming import locate, name_in_text, send
from briefing.assemble.statements import _claim_alone, shorten, write_statements
from briefing.config import Settings
from briefing.frameworks import load_framework
from briefing.i18n import Words
from briefing.model import Alias, Entity, FindingEvent, Mention, Origin, Term
from tests.assemble.records import document, evidence, extraction, finding

FRAMEWORKS = (load_framework("law-enforcement"), load_framework("protection-risks"))


def _write(found, *read, entities=(), language="en"):
    settings = Settings.model_validate(
        {"title": "T", "language": language, "documents": ({"path": "d"},), "sections": ({"id": "e", "kind": "events"},)}, strict=False
    )
    known = {e.id: e for e in entities}
    written, short = write_statements([found], known, {x.document: x for x in read}, settings=settings, frameworks=FRAMEWORKS, words=Words(language))
    return written[0], short[found.id]


def _person(name: str) -> Entity:
    return Entity(id="e1", name=name, type="person", aliases=(Alias(text=name, language="en"),))


def test_an_opening_connective_is_left_out() -> None:
    """The text "Meanwhile, police arrested Ana Ruiz at the port of Lima." stands alone without its first word."""
    source = document("a", "Meanwhile, police arrested Ana Ruiz at the port of Lima.")
    statement, _ = _write(finding("f", evidence(source)), extraction(source))
    assert (statement.text, statement.composed) == ("Police arrested Ana Ruiz at the port of Lima.", False)


def test_a_short_form_is_completed_in_brackets() -> None:
    """The text "Ruiz was arrested at the port of Lima on Monday." says which Ruiz."""
    source = document("a", "Ruiz was arrested at the port of Lima on Monday.")
    mention = Mention(start=0, end=4, type="person", name="Ana Ruiz", form="short", chain=0)
    statement, _ = _write(finding("f", evidence(source)), extraction(source, mentions=(mention,)))
    assert statement.text == "[Ana] Ruiz was arrested at the port of Lima on Monday."


def test_an_opening_pronoun_is_replaced_in_brackets() -> None:
    """The text "She was arrested at the port of Lima on Monday." names her."""
    source = document("a", "She was arrested at the port of Lima on Monday.")
    mention = Mention(start=0, end=3, type="person", name="Ana Ruiz", form="pronoun", chain=0)
    statement, _ = _write(finding("f", evidence(source)), extraction(source, mentions=(mention,)))
    assert statement.text == "[Ana Ruiz] was arrested at the port of Lima on Monday."


def test_evidence_in_the_brief_s_language_comes_first() -> None:
    """A finding of a French and an English document is printed in English in an English brief."""
    french = document("a", "La police a arrêté Ana Ruiz lundi au port de Lima.", language="fr")
    english = document("b", "Police arrested Ana Ruiz at the port of Lima on Monday.")
    statement, _ = _write(finding("f", evidence(french), evidence(english)), extraction(french), extraction(english))
    assert (statement.language, statement.composed) == ("en", False)


def test_foreign_evidence_gives_a_composed_line() -> None:
    """What only a French document says is composed in English from the event's fields."""
    french = document("a", "La police a arrêté Ana Ruiz lundi au port de Lima.", language="fr")
    event = FindingEvent(type="arrest", agent=None, target="Ana Ruiz", place=None, date=None)
    statement, short = _write(finding("f", evidence(french), event=event), extraction(french), entities=[_person("Ana Ruiz")])
    assert (statement.text, statement.composed, short) == ("Ana Ruiz was arrested.", True, "Ana Ruiz was arrested")


def test_a_composed_line_names_who_says_so_when_somebody_is_cited() -> None:
    """An event that all evidence ascribes to a speaker is not told as a fact."""
    french = document("a", "La police dit avoir arrêté Ana Ruiz.", language="fr")
    event = FindingEvent(type="arrest", agent=None, target="Ana Ruiz", place=None, date=None)
    found = finding("f", evidence(french, speaker="police"), event=event, origins=(Origin(name="Lima police", entity=None, kind="speaker"),))
    statement, _ = _write(found, extraction(french), entities=[_person("Ana Ruiz")])
    assert statement.text == "Ana Ruiz was arrested, according to the Lima police."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("One two three.", "One two three"),
        ("One two three four five, six seven eight", "One two three four five …"),
        ("Thousands left the compounds over the past few days", "Thousands left the compounds …"),
        ("Il part vers la Chine dans la semaine", "Il part vers la Chine …"),
    ],
)
def test_shorten_cuts_at_a_comma(text: str, expected: str) -> None:
    """A short form ends at a comma where one is near."""
    assert shorten(text, 6) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Cambodge", ("le Cambodge", "au Cambodge")),
        ("Chine", ("la Chine", "en Chine")),
        ("États-Unis", ("les États-Unis", "aux États-Unis")),
        ("Iran", ("l'Iran", "en Iran")),
        ("Cuba", ("Cuba", "à Cuba")),
        ("Lima", ("Lima", "à Lima")),
    ],
)
def test_french_place_names_take_their_article(name: str, expected: tuple[str, str]) -> None:
    """French countries have gender and number; towns have no article."""
    assert (name_in_text(name, "place", "fr").text, locate(name, "fr")) == expected


def test_english_names_take_the() -> None:
    """Some English names take an article in running text."""
    assert [name_in_text("Netherlands", "place", "en").text, send("China", "en"), name_in_text("Indonesian Embassy", "organisation", "en").text] == [
        "the Netherlands",
        "to China",
        "the Indonesian Embassy",
    ]


def test_a_clause_alone_is_said_by_who_is_cited_for_it() -> None:
    """Another source of the finding is not named for words that are not its own, and what has no verb is no clause."""
    source = document("a", "Thousands of people left the camps.")
    bare = extraction(source)
    read = replace(bare, sentences=(replace(bare.sentences[0], terms=(Term(start=20, end=24, lemma="leave", pos="VERB"),)),))
    assert "officials: “Thousands of people left the camps”" == _claim_alone([evidence(source, speaker="officials")], read, Words("en"))
    assert "“Thousands of people left the camps”" == _claim_alone([evidence(source)], read, Words("en"))
    assert _claim_alone([evidence(source, speaker="officials")], bare, Words("en")) is None
