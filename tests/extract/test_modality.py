"""How sure a text is of what it says: modality and negation of sentences and clauses."""

from __future__ import annotations

import pytest

from briefing.extract.attribution import find_attributions
from briefing.extract.mentions import find_mentions
from briefing.extract.modality import Certainty, judge
from briefing.extract.parse import parse
from briefing.model import Document


def certainty(text: str, language: str) -> Certainty:
    """Return what is judged of a text."""
    document = Document.from_text(text, id="d", language=language)
    tree = parse(document)
    return judge(document, tree, find_attributions(document, tree, find_mentions(document, tree)))


@pytest.mark.parametrize(
    ("text", "language", "modality"),
    [
        ("The bridge collapsed on Monday.", "en", "asserted"),
        ("The court found him guilty of fraud.", "en", "asserted"),
        ("Prosecutors accuse him of fraud.", "en", "alleged"),
        ("The group allegedly ran ten sites.", "en", "alleged"),
        ("He is presumed innocent.", "en", "asserted"),
        ("The rate may slow next year.", "en", "hedged"),
        ("The meeting in May drew a crowd.", "en", "asserted"),
        ("The union will vote in December.", "en", "predicted"),
        ("The authority rejected the charge.", "en", "denied"),
        ("It is unclear whether he will stand again.", "en", "unknown"),
        ("The cause has not been confirmed.", "en", "unknown"),
        ("There is no exact figure for the missing.", "en", "unknown"),
        ("Le pont s'est effondré lundi.", "fr", "asserted"),
        ("Le réseau aurait versé 35 000 euros.", "fr", "alleged"),
        ("Le reseau aurait verse 35 000 euros.", "fr", "alleged"),
        ("Il est soupçonné d'avoir fui.", "fr", "alleged"),
        ("La rivière pourrait déborder.", "fr", "hedged"),
        ("La Cour se prononcera le 15 décembre.", "fr", "predicted"),
        ("Le préfet dément tout retard.", "fr", "denied"),
        ("Il n'y a pas de chiffre précis sur les disparus.", "fr", "unknown"),
        ("On ignore où il se trouve.", "fr", "unknown"),
        ("Nul ne sait combien de personnes sont retenues.", "fr", "unknown"),
        ("He admits that he failed but denies dishonesty.", "en", "denied"),
        ("The mayor promised that no house would be torn down.", "en", "predicted"),
        ("The president insisted he would not resign.", "en", "predicted"),
        ("The city refused to open its files.", "en", "denied"),
        ("The trust dismissed the report as a stunt.", "en", "denied"),
        ("The army neither confirmed nor denied the advance.", "en", "unknown"),
        ("The cause of the fire is anybody's guess.", "en", "unknown"),
        ("Le cabinet récuse ces critiques et rappelle ses efforts.", "fr", "denied"),
        ("La ville refuse d'éteindre ses rues.", "fr", "denied"),
        ("L'armée n'a ni confirmé ni infirmé cette avancée.", "fr", "unknown"),
        ("Le juge a demandé pourquoi le courrier était resté sans réponse.", "fr", "unknown"),
        ("Un garde lui aurait confié que le maire savait tout.", "fr", "alleged"),
        ("No se sabe cuántas personas faltan.", "es", "unknown"),
        ("El presunto líder habría huido.", "es", "alleged"),
    ],
)
def test_modality_of_a_sentence(text: str, language: str, modality: str) -> None:
    """Accusation, hedge, forecast, denial and stated ignorance are kept apart from what is asserted."""
    assert modality == certainty(text, language).sentences[0][0]


@pytest.mark.parametrize(
    ("text", "language", "negated"),
    [
        ("The message was never delivered.", "en", True),
        ("Nobody has been charged.", "en", True),
        ("The registers contain no entry.", "en", True),
        ("The firm said it had not known.", "en", False),
        ("The office has not opened an inquiry, a spokesman said.", "en", True),
        ("La justice n'a délivré aucun mandat.", "fr", True),
        ("Personne n'a été interpellé.", "fr", True),
        ("La police ne parle que de quelques blessés.", "fr", False),
    ],
)
def test_negation_of_the_main_verb(text: str, language: str, negated: bool) -> None:  # noqa: FBT001 - a table's column
    """A negation counts when it is the main claim's own; "ne ... que" is none."""
    assert negated == certainty(text, language).sentences[0][1]


def test_a_clause_is_judged_by_itself() -> None:
    """The clause inside an otherwise asserted sentence has its own modality."""
    text = "The bank cut its rate on Thursday, and the pace of easing may slow."
    judged = certainty(text, "en")
    start = text.index("the pace")
    assert (("asserted", False), ("hedged", False)) == (judged.sentences[0], judged.at(start, len(text) - 1))


def test_a_conditional_in_reported_speech_is_a_future() -> None:
    """After a past verb of saying, « seraient » is a future seen from the past, not a report the text doubts."""
    assert "predicted" == certainty("Le ministre a assuré que les forces seraient mobilisées.", "fr").sentences[0][0]


def test_outside_every_sentence_nothing_is_claimed() -> None:
    """A span between sentences is judged as plain text."""
    assert ("asserted", False) == certainty("One. Two.", "en").at(400, 410)
