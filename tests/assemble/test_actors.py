"""Who counts as an actor, in which order, and what stands on its card."""

from __future__ import annotations

from typing import Any

from briefing.assemble.actors import list_actors
from briefing.config import SectionSettings
from briefing.model import Alias, Entity, Finding, FindingEvent, RoleEvidence, Speaker
from tests.assemble.records import desk, document, evidence, finding

ARREST, SPEECH = document("a", "Police arrested Ana Ruiz."), document("b", "The mayor said that rain fell.")
SECTION = SectionSettings(id="actors", kind="actors")


def entity(name: str, *statements: str, kind: Any = "person", **parts: Any) -> Entity:
    """Return an entity known by one name."""
    return Entity(id=f"x-{name}", name=name, type=kind, aliases=(Alias(text=name, language="en"),), statements=statements, **parts)


def arrest(name: str = "f", total: float = 1.0, text: str | None = None) -> Finding:
    """Return the finding of an arrest of Ana Ruiz by the police."""
    event = FindingEvent(type="arrest", agent="police", target="Ana Ruiz", place=None, date=None)
    return finding(name, evidence(ARREST), event=event, total=total, **({"text": text} if text else {}))


def speech() -> Finding:
    """Return the finding of what the mayor said."""
    said = evidence(SPEECH)
    speaker = Speaker(name="the mayor", entity="x-mayor", start=0, end=9)
    return finding("g", type(said)(**{**{k: getattr(said, k) for k in said.__slots__}, "speaker": speaker}), category=None)


def test_who_acts_suffers_or_speaks_is_an_actor() -> None:
    """A place, and a body that is only named, are none."""
    known = [entity("police", "f"), entity("Ana Ruiz", "f"), entity("mayor", "g"), entity("Lima", "f", kind="place"), entity("press", "f")]
    found = list_actors(SECTION, desk([ARREST, SPEECH], [arrest(), speech()], entities=known))
    assert {"x-police", "x-Ana Ruiz", "x-mayor"} == {item.ref for item in found}


def test_a_role_makes_an_actor() -> None:
    """A body of which a source says what it is stands in the brief though it does nothing."""
    role = RoleEvidence(text="the port's owner", evidence=evidence(ARREST))
    known = [entity("Port Ltd", roles=(role,)), entity("press")]
    assert ["x-Port Ltd"] == [item.ref for item in list_actors(SECTION, desk([ARREST], [arrest()], entities=known))]


def test_actors_of_weightier_statements_come_first_and_the_limit_holds() -> None:
    """Scores of what they act in count; equal ones stand by name."""
    known = [entity("Ana Ruiz", "f"), entity("mayor", "g"), entity("police", "f")]
    placed = desk([ARREST, SPEECH], [arrest(total=3.0), speech()], entities=known)
    assert ["x-Ana Ruiz", "x-police", "x-mayor"] == [item.ref for item in list_actors(SECTION, placed)]
    assert ["x-Ana Ruiz"] == [item.ref for item in list_actors(SectionSettings(id="actors", kind="actors", limit=1), placed)]


def test_a_card_has_two_statements_those_that_stand_in_full_first() -> None:
    """Statements that read the same stand once; all are counted."""
    findings = [arrest("f1", text="one"), arrest("f2", text="one"), arrest("f3", text="three"), arrest("f4", text="four")]
    placed = desk([ARREST], findings, entities=[entity("Ana Ruiz", "f1", "f2", "f3", "f4")], placed=["f4"])
    (card,) = list_actors(SECTION, placed)
    assert (("f4", "f1"), 4) == (card.findings, card.count)
