"""The analyst's hand: judgements, notes, pins and exclusions show as the analyst's, and a decision without object is told."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from pydantic import ValidationError

from briefing.assemble import assemble
from briefing.assemble.decide import LIKELIHOOD, stale
from briefing.config import Decision, Decisions, Settings
from briefing.frameworks import load_framework
from briefing.i18n import Words
from briefing.load_config import decision_lines, load_decisions
from briefing.model import Alias, AnalystNote, Brief, Diagnostic, Entity, EvidenceBase, Item
from tests.assemble.records import document, evidence, extraction, finding

RUIZ, LUND = document("a", "Police arrested Ana Ruiz on Monday."), document("b", "Police arrested Marta Lund and Márta Lundh on Sunday.")
MADE = {"who": "A. Analyst", "when": dt.date(2026, 1, 31), "why": "the minister asked"}
ENTITIES = (
    Entity(id="x-lund", name="Marta Lund", type="person", aliases=(Alias(text="Marta Lund", language="en"), Alias(text="Lund", language="en"))),
)
BASE = EvidenceBase(
    documents=(RUIZ, LUND),
    entities=ENTITIES,
    conflicts=(),
    findings=(finding("f-ruiz", evidence(RUIZ), total=1.0), finding("f-lund", evidence(LUND), total=2.0)),
)


def decide(action: str, **parts: Any) -> Decision:
    """Return a decision of A. Analyst."""
    return Decision(action=action, **{**MADE, **parts})  # type: ignore[arg-type]


def brief_of(*decisions: Decision, language: str = "en", sections: Sequence[str] = ("bottom-line", "events")) -> Brief:
    """Return the brief of the two arrests."""
    settings = Settings.model_validate(
        {"title": "T", "language": language, "documents": ({"path": "d"},), "sections": tuple({"id": kind, "kind": kind} for kind in sections)},
    )
    return assemble(
        BASE,
        [extraction(d) for d in BASE.documents],
        settings=settings,
        decisions=Decisions(decisions=decisions),
        frameworks=[load_framework("law-enforcement", Path())],
        previous=None,
        skipped=(),
        as_of=dt.date(2026, 1, 31),
        edition="e",
        digest="d",
        encode=lambda texts: np.ones((len(texts), 2), dtype=np.float32) / np.sqrt(2),
    )


def items(brief: Brief, section: str) -> tuple[Item, ...]:
    """Return the items of a section."""
    return next(s.items for s in brief.sections if s.id == section)


def problems(*decisions: Decision) -> list[str]:
    """Return the messages about decisions that match nothing."""
    return [p.message for p in stale(Decisions(decisions=decisions), BASE, brief_of(*decisions))]


def test_a_judgement_says_likelihood_and_confidence_in_separate_sentences() -> None:
    """No sentence of the page holds both, and the heading promises judgements only where there are some."""
    brief = brief_of(decide("judgement", text="The ferries will stay in port", likelihood="very likely", confidence="low"))
    expected = Item(
        type="judgement",
        ref=None,
        text="The ferries will stay in port. This is very likely.",
        confidence="low",
        who="A. Analyst",
        when=dt.date(2026, 1, 31),
        why="the minister asked.",
    )
    assert (expected,) == items(brief, "bottom-line")
    assert ["Key judgements", "Key statements"] == [b.sections[0].title for b in (brief, brief_of())]
    assert [] == [s for term in LIKELIHOOD.values() for s in re.split(r"[.]", term) if "confidence" in s.lower()]


def test_a_likelihood_that_the_analyst_wrote_is_not_said_twice() -> None:
    """The word "unlikely" is another word than "likely"; French gets French words."""
    said = [
        items(brief_of(decide("judgement", text=text, likelihood="likely"), language=language), "bottom-line")[0].text
        for text, language in (("It is Likely to rain.", "en"), ("What was unlikely has come.", "en"), ("Il pleuvra.", "fr"))
    ]
    assert ["It is Likely to rain.", "What was unlikely has come. This is likely.", "Il pleuvra. C’est probable."] == said


def test_a_judgement_may_refer_to_a_finding_of_this_brief_only() -> None:
    """A reference to a finding that is gone would lead nowhere."""
    made = brief_of(decide("judgement", text="x", finding="f-ruiz"), decide("judgement", text="y", finding="f-gone"))
    assert ["f-ruiz", None] == [item.ref for item in items(made, "bottom-line")]


def test_notes_and_pins_stand_at_their_finding_as_the_analysts() -> None:
    """The note's words, a pin's reason, who and when."""
    brief = brief_of(decide("note", finding="f-ruiz", text="Released on Tuesday."), decide("pin", finding="f-ruiz"))
    noted = {item.ref: item.notes for item in items(brief, "events")}
    day = dt.date(2026, 1, 31)
    assert noted == {
        "f-ruiz": (
            AnalystNote(kind="note", text="Released on Tuesday.", who="A. Analyst", when=day),
            AnalystNote(kind="pin", text="the minister asked.", who="A. Analyst", when=day),
        ),
        "f-lund": (),
    }
    assert "f-ruiz" == items(brief, "bottom-line")[0].ref


def test_an_excluded_finding_stands_nowhere() -> None:
    """Not in full and in no short form."""
    kinds = ("bottom-line", "events", "figures", "timeline", "conflicts", "questions", "evidence")
    brief = brief_of(decide("exclude", finding="f-lund"), sections=kinds)
    assert [] == [i for s in brief.sections for i in s.items if "f-lund" in (i.ref, *i.findings)]
    assert ["f-ruiz"] == [i.ref for i in items(brief, "events")]


def test_a_decision_that_matches_nothing_is_told() -> None:
    """A finding, a name or a document that is no longer there."""
    assert ["`pin`: there is no finding `f-gone`"] == problems(decide("pin", finding="f-gone"))
    assert ["`never-extract`: the name `Bob` stands in no document"] == problems(decide("never-extract", names=("Bob",)))
    assert ["`withhold`: there is no such document"] == problems(decide("withhold", document="c.txt"))
    assert ["`withhold`: its name 2 stands in no document"] == problems(decide("withhold", names=("marta lund", "Bob")))


def test_a_decision_without_effect_is_told() -> None:
    """Names that were not joined, names that are still one, a note where nobody reads it."""
    assert ["`merge`: nothing was joined: `Marta Lund`, `Marta Lundh` were not both read as names"] == problems(
        decide("merge", names=("Marta Lund", "Marta Lundh"))
    )
    assert ["`split`: `Lund`, `Marta Lund` are still one"] == problems(decide("split", names=("Lund", "Marta Lund")))
    note = decide("note", finding="f-ruiz", text="x")
    assert ["`note`: finding `f-ruiz` stands in no section of this brief"] == [
        p.message for p in stale(Decisions(decisions=(note,)), BASE, brief_of(note, sections=("sources",)))
    ]


def test_decisions_that_match_are_not_told() -> None:
    """Accents, case and white space of a name do not matter."""
    good = (
        decide("pin", finding="f-ruiz"),
        decide("exclude", finding="f-lund"),
        decide("withhold", document="b.txt"),
        decide("withhold", names=("MARTA  LUND",)),
        decide("merge", names=("marta lund", "Lund")),
        decide("split", names=("Lund", "Marta Lundh")),
        decide("never-extract", names=("Marta Lundh",)),
        decide("judgement", text="x"),
    )
    assert [] == problems(*good)


def test_a_stale_decision_is_told_with_its_line(tmp_path: Path) -> None:
    """The file and the line where the decision begins."""
    file = tmp_path / "decisions.yaml"
    who = "who: A. Analyst, when: 2026-01-31, why: x"
    file.write_text(
        f"decisions:\n  - {{action: judgement, text: a, {who}}}\n\n  # two\n"
        "  - action: pin\n    finding: f-gone\n    who: A\n    when: 2026-01-31\n    why: x\n",
        encoding="utf-8",
    )
    found = stale(load_decisions(file), BASE, brief_of(), path=file.name, lines=decision_lines(file))
    hint = "`briefing explain` gives ids and names; correct the decision or remove it"
    assert (Diagnostic(code="stale-decision", message="`pin`: there is no finding `f-gone`", path="decisions.yaml", line=5, hint=hint),) == found
    assert () == decision_lines(tmp_path / "none.yaml")


@pytest.mark.parametrize(
    ("action", "parts", "complaint"),
    [
        ("pin", {}, "`pin` needs `finding`"),
        ("note", {"finding": "f"}, "`note` needs `text`"),
        ("merge", {"names": ("A",)}, "`merge` needs two names"),
        ("judgement", {}, "`judgement` needs `text`"),
        ("withhold", {}, "`withhold` needs `names` or `document`"),
        ("never-extract", {}, "needs `names`"),
    ],
)
def test_a_decision_without_object_is_a_mistake_of_the_file(action: str, parts: dict[str, Any], complaint: str) -> None:
    """What an action needs is asked for when the file is read."""
    with pytest.raises(ValidationError, match=complaint):
        decide(action, **parts)


def test_every_likelihood_has_its_sentence_in_french() -> None:
    """None is left in English."""
    assert [] == [term for term, sentence in LIKELIHOOD.items() if Words("fr").say(sentence) == sentence]
