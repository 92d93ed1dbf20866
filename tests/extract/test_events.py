"""Events are found by triggers, with participants, place, date, certainty and negation."""

from __future__ import annotations

import time

import pytest

from briefing.extract.categories import score_categories
from briefing.extract.dates import find_anchor, find_dates
from briefing.extract.events import find_events
from briefing.extract.mentions import find_mentions
from briefing.extract.parse import parse
from briefing.extract.triggers import inflect
from briefing.extract.vectors import encode
from briefing.frameworks import load_framework
from briefing.model import Document, Sentence

FRAMEWORKS = (load_framework("law-enforcement"), load_framework("protection-risks"))


def read(text, language, published="2026-03-14"):
    """Return a document, its parse and its events."""
    document = Document.from_text(text, id="d", language=language, published=published)
    parsed = parse(document)
    mentions = find_mentions(document, parsed)
    dates = find_dates(text, language=language, anchor=find_anchor(document))
    return document, parsed, find_events(document, parsed, mentions, dates, FRAMEWORKS)


def say(document, part):
    """Return the words of a span, None for none."""
    return None if part is None else document.text[part.start : part.end]


def told(text, language="en"):
    """Return (category, trigger, agent, target) of each event."""
    document, _, events = read(text, language)
    return [(e.category, say(document, e), say(document, e.agent), say(document, e.target)) for e in events]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Police arrested two men in Lyon.", [("arrest", "arrested", "Police", "two men")]),
        ("en", "Two men were arrested by police in Lyon.", [("arrest", "arrested", "police", "Two men")]),
        ("en", "The arrest of the mayor surprised the city.", [("arrest", "arrest", None, "the mayor")]),
        ("en", "Police carried out raids on the offices of the company.", [("raid", "raids", "Police", "the offices of the company")]),
        ("en", "The ministry imposed sanctions on the bank.", [("sanctions", "sanctions", "The ministry", "the bank")]),
        ("fr", "La police a arrêté deux hommes à Lyon.", [("arrest", "arrêté", "La police", "deux hommes")]),
        ("fr", "Deux hommes ont ete arretes a Lyon.", [("arrest", "arretes", None, "Deux hommes")]),
        ("fr", "L'extradition de Marc Dubois a surpris la ville.", [("extradition", "extradition", None, "Marc Dubois")]),
        ("fr", "Le parquet a depose une inculpation contre la banque.", [("indictment", "inculpation", "Le parquet", "la banque")]),
        ("fr", "Deux cadres ont été mis en examen jeudi.", [("indictment", "mis en examen", None, "Deux cadres")]),
        ("fr", "Le Portugal a annonce avoir extrade Marc Dubois.", [("extradition", "extrade", "Le Portugal", "Marc Dubois")]),
    ],
)
def test_events_have_their_participants(language, text, expected):
    """Active, passive, nominal and light-verb acts name who acts and on whom, with and without accents."""
    assert expected == told(text, language)


def test_coordinated_verbs_share_their_subject():
    """The words `Anna Berg was arrested and extradited to Norway`: both acts are done to her, and the second has the place."""
    document, _, events = read("Anna Berg was arrested and extradited to Norway on Monday.", "en")
    assert ["arrest", "extradition"] == [event.category for event in events]
    assert ["Anna Berg", "Anna Berg"] == [say(document, event.target) for event in events]
    assert "Norway" == say(document, events[1].place)
    assert ["Monday", "Monday"] == [say(document, event.date).removeprefix("on ") for event in events]


def test_coordinated_nouns_share_their_complement():
    """The words `the arrest and extradition of Anna Berg`: both acts are done to her."""
    document, _, events = read("The minister welcomed the arrest and extradition of Anna Berg.", "en")
    assert ["Anna Berg", "Anna Berg"] == [say(document, event.target) for event in events]


def test_a_relative_pronoun_stands_for_its_noun():
    """The words `who was charged` is said of the noun before it."""
    document, _, events = read("Mr Ashe, who was charged in March 2022, denies everything.", "en")
    assert "Ashe" in say(document, events[0].target)
    assert events[0].target.name == "Ashe"


def test_a_pronoun_carries_the_name_of_its_chain():
    """An argument that is a pronoun is given the fullest name of whom it means."""
    _, _, events = read("Viktor Orlov ran the bank. Britain sanctioned him in October.", "en")
    assert "Viktor Orlov" == events[0].target.name


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "She seized the chance to speak."),
        ("en", "The series Arrested Development returned."),
        ("en", "The ministry published a press release."),
        ("en", "The company released its annual report."),
        ("en", "He suffered a cardiac arrest."),
        ("fr", "Elle a saisi l'occasion de parler."),
        ("fr", "Il a décidé d'arrêter de fumer."),
        ("fr", "Paris a condamné les violences."),
        ("fr", "Le bilan a été arrêté dimanche soir."),
    ],
)
def test_decoys_are_no_events(language, text):
    """Idioms and other senses of trigger words give no event."""
    assert [] == told(text, language)


@pytest.mark.parametrize(
    ("language", "text", "modality", "negated"),
    [
        ("en", "Police arrested two men.", "asserted", False),
        ("en", "Police have not arrested anyone.", "asserted", True),
        ("en", "Nobody was arrested.", "asserted", True),
        ("en", "The country refused to extradite him.", "asserted", True),
        ("en", "Police will arrest the two men.", "predicted", False),
        ("en", "The two men may be arrested.", "hedged", False),
        ("en", "The two men were allegedly arrested.", "alleged", False),
        ("en", "The ministry denied that police arrested the two men.", "denied", False),
        ("fr", "Personne n'a été arrêté.", "asserted", True),
        ("fr", "La police n'a pas arrêté les deux hommes.", "asserted", True),
        ("fr", "La police arrêtera les deux hommes.", "predicted", False),
        ("fr", "Les deux hommes pourraient être arrêtés.", "hedged", False),
        ("fr", "Les deux hommes auraient été arrêtés.", "alleged", False),
    ],
)
def test_events_keep_certainty_and_negation(language, text, modality, negated):
    """What is planned, possible, alleged, denied or negated is marked so."""
    _, _, events = read(text, language)
    event = next(event for event in events if event.category in {"arrest", "extradition"})
    assert (modality, negated) == (event.modality, event.negated)


def test_a_date_of_saying_is_not_the_events():
    """The words `police said on Tuesday` dates the saying."""
    _, _, events = read("Two men were arrested at the port, police said on Tuesday.", "en")
    assert events[0].date is None


def test_a_date_of_a_thing_is_not_the_events():
    """The year of a report dates no event."""
    _, _, events = read("The 2024 report says that the two men were arrested.", "en")
    assert events[0].date is None


def test_a_leading_date_holds_for_the_sentence():
    """A date before a colon dates every act of its line."""
    document, _, events = read("Mai 2020 : la police arrete deux hommes ; le parquet saisit trois voitures.", "fr")
    assert ["Mai 2020", "Mai 2020"] == [say(document, event.date) for event in events]


def test_a_language_without_a_model_is_read_by_trigger_forms():
    """Spanish needs no parser for its triggers: forms come from the inflection table, arguments stay empty."""
    document, _, events = read("La policía detuvo a dos hombres. Tres rehenes fueron liberados el lunes.", "es")
    assert [("release", "liberados", "passive")] == [(e.category, say(document, e), e.form) for e in events if e.category == "release"]
    assert all(event.agent is None and event.target is None for event in events)


def test_inflection_is_data():
    """Forms are made by the endings of the language's table, irregular ones taken from it."""
    assert {"extradite", "extradites", "extradited", "extraditing"} == set(inflect("extradite", "en", "verb"))
    assert {"mis", "mise", "mises"} <= inflect("mettre", "fr", "verb")
    assert {"xyz"} == set(inflect("xyz", "zz", "verb"))


def _scores(text, language="en", *, vectors=True):
    document, parsed, events = read(text, language)
    parts = parsed.sentences
    sentences = [Sentence(start=s.start, end=s.end, boilerplate=s.boilerplate, kind=s.kind, block=s.block, row=n) for n, s in enumerate(parts)]
    rows = encode([text[s.start : s.end] for s in sentences]) if vectors else None
    return score_categories(document, parsed, sentences, rows, FRAMEWORKS, events=events)


@pytest.mark.parametrize(
    ("language", "text", "category"),
    [
        ("en", "Thousands of villagers fled their homes and sleep in schools.", "displacement"),
        ("en", "Prisoners said guards beat them with cables every night.", "torture-ill-treatment"),
        ("en", "At least twelve miners died when the tunnel fell in.", "loss-of-life"),
        ("en", "Doctors fear that cholera will spread in the camp.", "disease"),
        ("fr", "Des milliers d'habitants ont fui leur village.", "displacement"),
        ("fr", "Les rescapes restent sans eau ni abri.", "lack-of-assistance"),
        ("fr", "Au moins douze mineurs sont morts dans l'effondrement.", "loss-of-life"),
    ],
)
def test_a_sentence_about_a_risk_is_given_its_category(language, text, category):
    """The best category of a sentence on harm to people is the right one, in both languages."""
    best = next(score for score in _scores(text, language) if score.framework == "protection-risks")
    assert category == best.category
    assert best.score >= 0.5
    assert best.score == round(best.score, 4)


@pytest.mark.parametrize("text", ["The bank reported a profit of 12 million euros.", "The minister will travel to Rome on Friday."])
def test_a_neutral_sentence_has_no_risk(text):
    """Sentences without harm to people reach no category."""
    assert [] == [score for score in _scores(text) if score.framework == "protection-risks" and score.score >= 0.5]


def test_cues_decide_without_vectors():
    """Where nothing was encoded the cue terms score alone, and the cue is named in the text's own words."""
    (score, *_) = [s for s in _scores("Hundreds of people died in the Flood.", vectors=False) if s.framework == "protection-risks"]
    assert ("loss-of-life", "died") == (score.category, score.cue)


def test_acts_score_by_their_triggers():
    """A sentence with an act has that act's category with the trigger as cue."""
    scores = [s for s in _scores("Police arrested two men.") if s.framework == "law-enforcement"]
    assert [("arrest", 1.0, "arrested")] == [(s.category, s.score, s.cue) for s in scores]


def test_hostile_text_is_read_in_linear_time():
    """Doubling a long run of trigger words does not more than triple the time of matching."""
    def seconds(count):
        text = "detenido " * count
        took = []
        for _ in range(3):
            begin = time.process_time()
            read(text, "es")
            took.append(time.process_time() - begin)
        return min(took)

    seconds(500)
    assert seconds(4000) < 3 * seconds(2000) + 0.2


def test_an_act_has_the_date_of_its_own_verb():
    """A date in a relative clause is that clause's, however near it stands to the verb."""
    text = "Kenya, where the first cases appeared in Lamu on 2 October, banned all imports of the firm on 14 January."
    document, _, events = read(text, "en")
    assert ["14 January"] == [say(document, event.date) for event in events]
