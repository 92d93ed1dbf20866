"""Who says what: spans of content, source and cue, names, outlets in between."""

from __future__ import annotations

import time

import pytest

from briefing.extract.attribution import find_attributions
from briefing.extract.mentions import find_mentions
from briefing.extract.parse import parse
from briefing.extract.speech.quotes import find_quotes
from briefing.model import Attribution, Document


def attributions(text: str, language: str) -> tuple[Attribution, ...]:
    """Return the attributions of a text."""
    document = Document.from_text(text, id="d", language=language)
    tree = parse(document)
    return find_attributions(document, tree, find_mentions(document, tree))


def parts(text: str, language: str) -> list[tuple[str | None, str | None, str]]:
    """Return (source, cue, content) of each attribution as text."""
    return [
        (_quote(text, a.source_start, a.source_end), _quote(text, a.cue_start, a.cue_end), text[a.content_start : a.content_end])
        for a in attributions(text, language)
    ]


def _quote(text: str, start: int | None, end: int | None) -> str | None:
    return None if start is None else text[start:end]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Police said that two people had been hurt.", ("Police", "said", "two people had been hurt")),
        ("Two people were hurt, the police said on Tuesday.", ("the police", "said", "Two people were hurt")),
        (
            "“We lost everything,” said Ann Lee, a farmer from Leeds.",
            ("Ann Lee, a farmer from Leeds", "said", "“We lost everything,”"),
        ),
        ("According to the ministry, exports fell.", ("the ministry", "According to", "exports fell")),
        ("Exports fell, according to the ministry.", ("the ministry", "according to", "Exports fell")),
        ("The bank plans to raise its rates.", ("The bank", "plans", "to raise its rates")),
        ("The judge ordered the firm to pay a fine.", ("The judge", "ordered", "the firm to pay a fine")),
        ("Prosecutors accused the mayor of taking bribes.", ("Prosecutors", "accused", "the mayor of taking bribes")),
        ("He is said to be living in Dubai.", (None, "is said", "He is said to be living in Dubai")),
        ("The firm denied any wrongdoing.", ("The firm", "denied", "any wrongdoing")),
        ("Ms Cole called the report baseless.", ("Ms Cole", "called", "the report baseless")),
        ("The figures show that prices rose.", ("The figures", "show", "prices rose")),
        ("It is widely believed that the mine will close.", (None, "is widely believed", "the mine will close")),
    ],
)
def test_english_forms(text: str, expected: tuple[str | None, str | None, str]) -> None:
    """Direct and indirect speech, plans, orders, accusations, passives and documents each give their three spans."""
    assert expected in parts(text, "en")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le ministre a déclaré que les prix baisseraient.", ("Le ministre", "a déclaré", "les prix baisseraient")),
        ("Trois personnes sont mortes, a annoncé lundi la préfecture.", ("la préfecture", "a annoncé", "Trois personnes sont mortes")),
        ("« Je n'ai rien vu », a-t-il déclaré.", ("il", "a-t-il déclaré", "« Je n'ai rien vu »")),
        ("Selon la police, dix maisons ont brûlé.", ("la police", "Selon", "dix maisons ont brûlé")),
        ("D'après un rapport de l'ONU, la sécheresse s'aggrave.", ("un rapport de l'ONU", "D'après", "la sécheresse s'aggrave")),
        ("Le gouvernement a annoncé avoir extradé deux suspects.", ("Le gouvernement", "a annoncé", "avoir extradé deux suspects")),
        ("Le gouvernement a annonce avoir extrade deux suspects.", ("Le gouvernement", "a annonce", "avoir extrade deux suspects")),
        ("L'entreprise dément toute irrégularité.", ("L'entreprise", "dément", "toute irrégularité")),
        ("Le suspect est accusé d'avoir poignardé un passant.", (None, "est accusé", "avoir poignardé un passant")),
        ("Comme l'explique le maire, la route restera fermée.", ("le maire", "explique", "la route restera fermée")),
        (
            "L'accord a échoué, a-t-on appris de source diplomatique.",
            ("source diplomatique", "a-t-on appris", "L'accord a échoué"),
        ),
        (
            "« C'est une erreur, estime Anne Petit, mais elle est réparable. »",
            ("Anne Petit", "estime", "« C'est une erreur, estime Anne Petit, mais elle est réparable. »"),
        ),
    ],
)
def test_french_forms(text: str, expected: tuple[str | None, str | None, str]) -> None:
    """Incises, infinitive reports and prepositions are read with and without accents."""
    assert expected in parts(text, "fr")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("El ministro, Luis Ortega, dijo que las tropas seguirán.", ("El ministro, Luis Ortega", "dijo", "las tropas seguirán")),
        ("«No vamos a ceder», afirmó la presidenta.", ("la presidenta", "afirmó", "«No vamos a ceder»")),
        ("Según la policía, doce personas murieron.", ("la policía", "Según", "doce personas murieron")),
        ("La empresa niega cualquier irregularidad.", ("La empresa", "niega", "cualquier irregularidad")),
    ],
)
def test_spanish_without_a_parser(text: str, expected: tuple[str | None, str | None, str]) -> None:
    """A language without a model is read by quotation marks and cues alone."""
    assert expected in parts(text, "es")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "Ann Lee, who has run the charity since May, said that the wells were dry.",
            "en",
            ("Ann Lee, who has run the charity since May", "said", "the wells were dry"),
        ),
        ("The fund lost investors who had expected the bank to recover.", "en", ("who", "had expected", "the bank to recover")),
        (
            "Le comité, dont l’avis est consultatif, affirme que les comptes sont faux.",
            "fr",
            ("Le comité, dont l’avis est consultatif", "affirme", "les comptes sont faux"),
        ),
        ("La région a consulté le maire, qui affirme que les comptes sont justes.", "fr", ("le maire", "affirme", "les comptes sont justes")),
    ],
)
def test_a_relative_clause_belongs_to_its_source(text: str, language: str, expected: tuple[str, str, str]) -> None:
    """What is set off after a source by "who", "dont" is part of it, unless it says something itself."""
    assert expected in parts(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The minister said that prices had risen, although analysts believe that they will fall.",
            "en",
            {("The minister", "said", "prices had risen"), ("analysts", "believe", "they will fall")},
        ),
        (
            "Le ministre affirme que les prix ont monté, alors que les experts estiment qu’ils vont baisser.",
            "fr",
            {("Le ministre", "affirme", "les prix ont monté"), ("les experts", "estiment", "ils vont baisser")},
        ),
    ],
)
def test_a_content_ends_where_another_speaker_begins(text: str, language: str, expected: set[tuple[str, str, str]]) -> None:
    """A clause led in by a comma and a conjunction in which somebody else speaks is no part of the first content."""
    assert expected == set(parts(text, language))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ('The governor blamed "the men on the ridge" for the attack.', "en", ("The governor", "blamed", '"the men on the ridge" for the attack')),
        ('Le courrier évoquait "un risque à court terme".', "fr", ("Le courrier", "évoquait", '"un risque à court terme"')),
    ],
)
def test_a_content_keeps_the_marks_it_opens_with(text: str, language: str, expected: tuple[str, str, str]) -> None:
    """A quotation at the head of a noun phrase that is said is inside the content with both its marks."""
    assert expected in parts(text, language)


def test_a_cue_that_the_parser_takes_for_an_auxiliary() -> None:
    """A verb of saying before a gerund and a second verb after "but" keep their speaker."""
    text = "Marcus Thole, the surgeon, admits that he failed but denies dishonesty."
    assert ("Marcus Thole, the surgeon", "denies", "dishonesty") in parts(text, "en")


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("Both capitals have each called for restraint.", "en", ("Both capitals", "have each called for", "restraint")),
        ("The unions are demanding a secret ballot.", "en", ("The unions", "are demanding", "a secret ballot")),
        ("The surgeon denied having known of the error.", "en", ("The surgeon", "denied", "having known of the error")),
        ("The police have not said whether they will investigate.", "en", ("The police", "have not said", "whether they will investigate")),
        ("Le cabinet n’exclut pas une faillite.", "fr", ("Le cabinet", "n’exclut pas", "une faillite")),
        ("La présidente parle d’« anomalies graves ».", "fr", ("La présidente", "parle", "« anomalies graves »")),
        ("De l’aveu même du maire, le pont est en ruine.", "fr", ("maire", "De l’aveu même", "le pont est en ruine")),
        (
            "La chambre régionale des comptes étrille la gestion du musée.",
            "fr",
            ("La chambre régionale des comptes", "étrille", "la gestion du musée"),
        ),
    ],
)
def test_cues_with_their_negation_and_particles(text: str, language: str, expected: tuple[str, str, str]) -> None:
    """A cue has its negation, and in English the preposition of its object; a progressive is no passive."""
    assert expected in parts(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ('The money, she said, "is not in the budget".', "en", ("she", "said", 'The money, she said, "is not in the budget"')),
        (
            "Sans quoi, écrit-elle, « plus personne ne nous croira ».",
            "fr",
            ("elle", "écrit-elle", "Sans quoi, écrit-elle, « plus personne ne nous croira »"),
        ),
        ("The wells are dry; herders, officials say, are moving south.", "en", ("officials", "say", "herders, officials say, are moving south")),
        ("Le feu est éteint, ont indiqué jeudi des habitants.", "fr", ("des habitants", "ont indiqué", "Le feu est éteint")),
    ],
)
def test_a_cue_inserted_into_its_content(text: str, language: str, expected: tuple[str, str, str]) -> None:
    """A content split by its cue is the hull of its parts, back to a semicolon."""
    assert expected in parts(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The arrest has raised fears that prices will rise.", "en", (None, "fears", "prices will rise")),
        ("He denied a report in Bloomberg that he had left.", "en", ("Bloomberg", "report", "he had left")),
        ("The vice-president's message was: \"Nobody wins.\"", "en", ("The vice-president", "message was", '"Nobody wins."')),
        ("Her party charges that agents were expelled from the polls.", "en", ("Her party", "charges", "agents were expelled from the polls")),
        ("Le préfet, Marc Tissot, dément tout retard : « L’alerte est partie. »", "fr", ("Le préfet, Marc Tissot", None, "« L’alerte est partie. »")),
    ],
)
def test_whose_words_a_noun_and_a_colon_bring(text: str, language: str, expected: tuple[str | None, str | None, str]) -> None:
    """What an event raises is nobody's; a report stands in an outlet; a quotation after a colon has the sentence's speaker."""
    assert expected in parts(text, language)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("She thinks he should go, and the actor Ann Lee joked about ghosts.", "en", ("She", "thinks", "he should go")),
        ("La région, elle, refuse de payer les travaux.", "fr", ("La région", "refuse", "payer les travaux")),
        ("Elle refuse de payer : ses services manquent d’argent.", "fr", ("Elle", "refuse", "payer")),
    ],
)
def test_a_content_ends_before_the_next_subject(text: str, language: str, expected: tuple[str, str, str]) -> None:
    """The subject of the clause after "and", what follows a colon, and a pronoun that doubles its noun are no part of a content."""
    assert expected in parts(text, language)


def test_a_definite_noun_takes_up_the_source_described_before() -> None:
    """"The letter" is the letter that was described where it first spoke."""
    text = "A letter seen by Norden said that the sponsors would leave. The letter says that the league is silent."
    assert ["A letter seen by Norden"] * 2 == [a.name for a in attributions(text, "en")]


def test_a_quotation_split_by_its_cue_is_one_content() -> None:
    """A quotation that goes on in the next sentence after its speaker is one attribution, given by its hull."""
    text = '"We will fight," Ann Lee said. "We have no choice."'
    assert [("Ann Lee", "said", text)] == parts(text, "en")


def test_a_quotation_over_paragraphs_is_one_content() -> None:
    """A quotation whose next paragraph opens with a mark again goes on over both."""
    text = "“Nobody told us,” said Ann Lee. “We waited for hours.\n\n“Then the lights went out.”"
    found = parts(text, "en")
    assert [("Ann Lee", "said", text)] == found


def test_a_second_cue_keeps_its_speaker() -> None:
    """The participle after a cue has the speaker of the sentence."""
    text = "The minister rejected the charge, adding that the talks would go on."
    assert ("The minister", "adding", "the talks would go on") in parts(text, "en")


def test_two_cues_of_one_subject_do_not_swallow_each_other() -> None:
    """The first content ends where the second cue begins."""
    text = "L'élue dit avoir alerté les secours et réclame une enquête."
    assert [("L'élue", "dit", "avoir alerté les secours"), ("L'élue", "réclame", "une enquête")] == parts(text, "fr")


def test_an_outlet_that_cites_is_only_the_way() -> None:
    """Who an outlet cites is the one who says it; the outlet is the way: 'the Globe reported, citing two officials'."""
    found = attributions("The mine will close, the Globe reported, citing two officials.", "en")
    assert [("two officials", True, ("Globe",))] == [(a.name, a.unnamed, a.via) for a in found if a.via]


def test_an_interview_names_the_outlet_in_between() -> None:
    """What is "said in an interview with the Guardian" is passed on by the Guardian."""
    (found,) = attributions("The results were stolen, Ann Lee said in an interview with the Guardian.", "en")
    assert ("Ann Lee", ("Guardian",)) == (found.name, found.via)


def test_a_pronoun_speaks_for_the_speaker_before() -> None:
    """Who speaks again is called by a pronoun."""
    found = attributions("Ann Lee said that the dam would hold. She added that nobody was in danger.", "en")
    assert ["Ann Lee", "Ann Lee"] == [a.name for a in found]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister declined to comment.", "en"),
        ("This means that prices will rise.", "en"),
        ("The so-called reform failed.", "en"),
        ("On ignore si d'autres clubs sont concernés.", "fr"),
        ("Il faut que le texte soit voté.", "fr"),
        ("Le ministère n'a pas souhaité faire de commentaire.", "fr"),
    ],
)
def test_what_looks_like_speech_and_is_none(text: str, language: str) -> None:
    """Silence, consequences and stated unknowns attribute nothing."""
    assert [] == parts(text, language)


@pytest.mark.parametrize(
    ("text", "modality"),
    [
        ("Prosecutors accused the mayor of taking bribes.", "alleged"),
        ("The mayor denied the charge.", "denied"),
        ("The agency estimates that 40 people are missing.", "hedged"),
        ("The bank expects prices to fall.", "predicted"),
        ("The bank said that prices fell.", "asserted"),
        ("The bank said that prices may fall.", "hedged"),
    ],
)
def test_the_cue_gives_the_content_its_modality(text: str, modality: str) -> None:
    """What is accused is alleged, what is denied is denied; after a plain cue the content's own words decide."""
    assert [modality] == [a.modality for a in attributions(text, "en")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Il dit : « Non. » Puis “Oui”.", ["« Non. »", "“Oui”"]),
        ('He said "no" and left.', ['"no"']),
        ("‘Nobody knew,’ he said; the workers' rights were ignored.", ["‘Nobody knew,’"]),
        ("<< La prudence s'impose >>, dit-elle.", ["<< La prudence s'impose >>"]),
        ("“They told us, ‘Walk,’ ” he said.", ["“They told us, ‘Walk,’ ”"]),
        ("“We waited for hours.", ["“We waited for hours."]),
    ],
)
def test_quotation_marks_of_every_style(text: str, expected: list[str]) -> None:
    """Guillemets, curly, straight, single and unbalanced marks give their outermost quotations."""
    assert expected == [text[q.start : q.end] for q in find_quotes(text, [])]


@pytest.mark.parametrize("unit", ["'a ", '"', "« ", "“x ” ", "dijo que ", "‘ ’", '"A" dijo, ', "según "])
def test_reading_time_grows_with_the_text_alone(unit: str) -> None:
    """Twice the text of one hostile pattern takes about twice the time."""

    def seconds(size: int) -> float:
        text = (unit * size)[:size]
        start = time.process_time()
        attributions(text, "es")
        return time.process_time() - start

    seconds(2_000)
    once, twice = (min(seconds(size) for _ in range(2)) for size in (50_000, 100_000))
    assert twice < max(0.5, 4 * once)


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("The Red Cross has registered 71 bodies.", "en", ("The Red Cross", "has registered", "71 bodies")),
        ("The health ministry raised the death toll to 43.", "en", ("The health ministry", "raised", "the death toll to 43")),
        ("The Harbour Union stands by its count of 71 deaths.", "en", ("The Harbour Union", "stands by", "its count of 71 deaths")),
        ("Le ministère de la Santé a porté le bilan à 43 morts.", "fr", ("Le ministère de la Santé", "a porté", "le bilan à 43 morts")),
        ("The ministry's count stood at 31 dead on Sunday.", "en", ("The ministry", "count stood", "at 31 dead")),
        ("L'ONG Abri dénombre par ailleurs quelque 640 déplacés.", "fr", ("L'ONG Abri", "dénombre", "quelque 640 déplacés")),
        (
            "L'Union des reporters libres avance pour sa part le chiffre de 26 journalistes.", "fr",
            ("L'Union des reporters libres", "avance", "le chiffre de 26 journalistes"),
        ),
        ("Le parquet de Nice n'en a recensé que 38.", "fr", ("Le parquet de Nice", "a recensé", "38")),
    ],
)
def test_who_counts_is_who_says_the_number(text: str, language: str, expected: tuple[str | None, str | None, str]) -> None:
    """A body that counts, registers or revises a number is its source."""
    assert expected in parts(text, language)


def test_what_a_place_has_it_does_not_count() -> None:
    """A region that "counts" villages, a firm that raises its prices and a club that keeps to a plan cite nobody."""
    assert () == (*attributions("La région compte 1 900 villages.", "fr"), *attributions("The firm raised its prices to 40 euros.", "en"))


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        (
            "The company, which sold the ferry in May, said in a statement that it had done nothing wrong.", "en",
            ("The company, which sold the ferry in May", "said", "it had done nothing wrong"),
        ),
        (
            "Schools in Garsala will stay shut until October 6, the governor, Martine Abessolo, announced.", "en",
            ("the governor, Martine Abessolo", "announced", "Schools in Garsala will stay shut until October 6"),
        ),
        (
            "As long as prices rise, experts caution, miners will return.", "en",
            ("experts", "caution", "As long as prices rise, experts caution, miners will return"),
        ),
        ("Marina Loizou told the Ledger that cash arrived in bags.", "en", ("Marina Loizou", "told", "cash arrived in bags")),
        ("Le conseil soutient au contraire qu'il a démissionné.", "fr", ("Le conseil", "soutient", "il a démissionné")),
        (
            "Le bilan s'eleve desormais a 31 morts, a annonce vendredi le ministere des Mines.", "fr",
            ("le ministere des Mines", "a annonce", "Le bilan s'eleve desormais a 31 morts"),
        ),
        ("Le colonel dement avoir ete suspendu.", "fr", ("Le colonel", "dement", "avoir ete suspendu")),
    ],
)  # fmt: skip
def test_a_cue_apart_from_its_source(text: str, language: str, expected: tuple[str | None, str | None, str]) -> None:
    """A relative clause, an apposition or commas may stand between who speaks and the verb; a verb may lack its accents."""
    found = parts(text, language)
    assert expected in found
    assert 1 == sum(content == expected[2] for _, _, content in found)


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("fr", "Le Comité des familles s'en tient, lui, à 52 morts.", ("Comité des familles", "52 morts")),
        ("fr", "L'ONG Pharmaciens sans rivages avance, elle, le chiffre de 103 décès.", ("Pharmaciens sans rivages", "le chiffre de 103 décès")),
        ("fr", "Le ministère a revu le bilan à la hausse, à 43 morts.", ("Le ministère", "le bilan à la hausse, à 43 morts")),
        ("fr", "L'armée attribue ces deux morts à des crises cardiaques.", ("L'armée", "ces deux morts à des crises cardiaques")),
        ("fr", "L'armée, qui a dépêché 3 000 hommes dans le Copán, parle de 230 évasions.", ("L'armée", "230 évasions")),
        ("en", "The ministry revised the toll upwards to 43.", ("The ministry", "the toll upwards to 43")),
    ],
)
def test_counts_past_what_stands_between(language: str, text: str, expected: tuple[str, str]) -> None:
    """A doubled subject, a direction, a comma or a relative clause does not part a source from its count."""
    source, content = expected
    assert any(found[0] is not None and source in found[0] and found[2] == content for found in parts(text, language))


def test_it_is_the_body_that_the_content_begins_with() -> None:
    """The institute found something, "it said": the institute said it, not who spoke before."""
    text = "The company denied it. The Delmas Institute found solvent in 31 samples, it said in a report."
    assert "Delmas Institute" in [a.name for a in attributions(text, "en")]
