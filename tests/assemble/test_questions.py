"""Open questions: stated, asked, contested, of one origin, undated."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from briefing.assemble.questions import _objects, raise_questions
from briefing.i18n import Words
from briefing.model import Category, Conflict, Evidence, EvidenceBase, Finding, Origin, Question
from tests.assemble.records import conflict, day, document, encode, evidence, finding, quantity, settings

A, B = document("a", "It is unclear who owned the ship."), document("b", "Forty people drowned off the cape.")
MAYOR = (Origin(name="the mayor", entity=None, kind="speaker"),)


def raised(
    *findings: Finding,
    ask: Sequence[str] = (),
    unknowns: Sequence[Evidence] = (),
    conflicts: Sequence[Conflict] = (),
    shown: Sequence[str] | None = None,
) -> tuple[Question, ...]:
    """Return the questions of findings whose short form is their text."""
    base = EvidenceBase(documents=(A, B), entities=(), findings=findings, conflicts=tuple(conflicts), unknowns=tuple(unknowns))
    configured = settings(sections=({"id": "q", "kind": "questions", "ask": tuple(ask)},))
    short = {f.id: f.text for f in findings if shown is None or f.id in shown}
    return raise_questions(base, findings, short, settings=configured, words=Words("en"), encode=encode)


def plain(name: str = "f", **parts: object) -> Finding:
    """Return a dated finding that raises no question by itself."""
    return finding(name, evidence(B), **{"dates": (day(2026, 3, 3),), **parts})  # type: ignore[arg-type]


def test_what_a_source_does_not_know_is_asked_in_its_words() -> None:
    """The unknown's evidence stands first; of a finding's unknowns one is told."""
    unknown = evidence(A)
    held = plain("f", evidence=(evidence(A), evidence(B)))
    (stated,) = raised(held, unknowns=[unknown, replace(unknown, start=6, quote="unclear who owned the ship.")])
    assert ("stated", A.text, (evidence(A), evidence(B)), ("f",)) == (stated.kind, stated.text, stated.evidence, stated.refers_to)


def test_an_asked_question_is_answered_with_evidence_or_reported_as_a_gap() -> None:
    """Whoever asks sees which statement came nearest."""
    answered, missing = raised(plain(), ask=["Forty people drowned off the cape.", "Who insured it?"])
    assert ("gap", "Asked: Forty people drowned off the cape.", ("f",)) == (answered.kind, answered.text, answered.refers_to)
    assert ("gap", "Not found in these documents: Who insured it?", ("f",)) == (missing.kind, missing.text, missing.refers_to)


def test_a_question_for_a_number_is_answered_by_a_number() -> None:
    """The question "How many people drowned off the cape?" needs a finding that holds a quantity."""
    asked = "How many people drowned off the cape?"
    sentence = document("b", asked)
    wordy = plain("f", evidence=(evidence(sentence),))
    assert [f"Not found in these documents: {asked}"] == [q.text for q in raised(wordy, ask=[asked])]
    assert [f"Asked: {asked}"] == [q.text for q in raised(replace(wordy, quantities=(quantity(40, "people"),)), ask=[asked])]


def test_what_happens_to_people_is_not_answered_by_the_act_it_takes_for_granted() -> None:
    """"What happens to the people who were released?" is answered by what they face, not by their release."""
    freed, faced = document("a", "The people were released from the camps."), document("b", "People who were released have no food.")
    release, hunger = (
        Category(framework="x", id=name, label=label, score=1.0, cue=None)
        for name, label in (("release", "Release or rescue"), ("food", "Lack of food"))
    )
    act = finding("f", evidence(freed), category="release", categories=(release,), dates=(day(2026, 3, 3),))
    risk = finding("g", evidence(faced), category=None, categories=(release, hunger), dates=(day(2026, 3, 3),))
    (question,) = raised(act, risk, ask=["What happens to the people who were released?"])
    assert ("Asked: What happens to the people who were released?", ("g",)) == (question.text, question.refers_to)
    (alone,) = raised(act, ask=["What happens to the people who were released?"])
    assert alone.text.startswith("Not found in these documents")


def test_without_any_statement_everything_asked_is_a_gap() -> None:
    """An empty corpus answers nothing, and fails on nothing."""
    assert [("Not found in these documents: Who?", ())] == [(q.text, q.evidence) for q in raised(ask=["Who?"])]


def test_a_contested_point_is_a_question_unless_both_may_be_true() -> None:
    """Both positions and their evidence stand in it."""
    sides = (("40", evidence(A)), ("38", evidence(B)))
    points = [conflict("k1", "quantity", *sides), conflict("k2", "quantity", *sides, possible_together=True)]
    (question,) = raised(conflicts=points)
    assert ("conflict", "it: 40 or 38?", ("k1",)) == (question.kind, question.text, question.refers_to)
    assert (evidence(A), evidence(B)) == question.evidence


def test_what_several_documents_take_from_one_speaker_wants_a_second() -> None:
    """A statement of one document, or of an outlet on its own, raises no such question."""
    shared = plain("f", evidence=(evidence(A), evidence(B)), origins=MAYOR, text="Forty drowned.")
    assert [("single-origin", "Does anyone but the mayor confirm this: Forty drowned?")] == [(q.kind, q.text) for q in raised(shared)]
    assert () == raised(plain("f", origins=MAYOR), replace(shared, id="g", origins=(Origin(name="X", entity=None, kind="outlet"),)))


def test_an_event_of_several_documents_without_date_is_asked_for() -> None:
    """Only where the statement stands in the brief."""
    undated = finding("f", evidence(A), evidence(B), text="A ship sank")
    assert [("undated", "When? A ship sank", ("f",))] == [(q.kind, q.text, q.refers_to) for q in raised(undated)]
    assert () == raised(undated, shown=())


def test_ids_depend_on_what_is_asked_alone() -> None:
    """The same question keeps its id when others come before it."""
    undated = finding("f", evidence(A), evidence(B), text="A ship sank")
    alone, beside = raised(undated), raised(undated, conflicts=[conflict("k", "date", ("x", evidence(A)), ("y", evidence(B)))])
    assert alone[0].id == beside[-1].id != beside[0].id


def test_a_doubt_opens_with_a_whole_word() -> None:
    """"Or" speaks against what was said, "organisation" does not."""
    against = document("a", "Or des témoins en doutent.", language="fr")
    neutral = document("b", "Organisation et témoins en doutent.", language="fr")
    assert (True, False) == (_objects(evidence(against)), _objects(evidence(neutral)))
