from __future__ import annotations

import datetime as dt
from typing import Any

import numpy as np

from briefing.assemble.select import place
from briefing.config import Decisions, Settings
from tests.assemble.records import day, document, evidence, finding

A = document("a", "Police arrested Ana Ruiz on Monday.")


def _source(name: str) -> Any:
    return evidence(document("a", f"Police arrested {name} on Monday."))


def _settings(*sections: dict[str, Any], **more: Any) -> Settings:
    return Settings.model_validate({"title": "T", "documents": ({"path": "d"},), "sections": tuple(sections), **more}, strict=False)


def _encode(texts: Any) -> Any:
    return np.ones((len(texts), 2), dtype=np.float32) / np.sqrt(2)


EVENTS = {"id": "events", "kind": "events", "framework": "law-enforcement"}


def test_a_finding_stands_in_full_in_one_section_only() -> None:
    """An event goes to the events section even when a findings section would take it too."""
    found = finding("f", evidence(A))
    placed = place([found], _settings({"id": "all", "kind": "findings"}, EVENTS), Decisions(), since=None, encode=_encode)
    assert placed == {"all": (), "events": ("f",)}


def test_a_section_takes_only_its_categories() -> None:
    """A category that the section does not name keeps a finding out."""
    placed = place([finding("f", evidence(A))], _settings({**EVENTS, "categories": ("raid",)}), Decisions(), since=None, encode=_encode)
    assert placed == {"events": ()}


def test_an_excluded_finding_stands_nowhere_and_a_pinned_one_comes_first() -> None:
    """The analyst's decisions come before rank and limit."""
    base = {"who": "A. Lyst", "when": dt.date(2026, 1, 1), "why": "seen"}
    decisions = Decisions.model_validate({"decisions": ({"action": "exclude", "finding": "f1", **base}, {"action": "pin", "finding": "f3", **base})})
    found = [finding(name, _source(name)) for name in ("f1", "f2", "f3")]
    placed = place(found, _settings({**EVENTS, "limit": 1}), decisions, since=None, encode=_encode)
    assert placed == {"events": ("f3",)}


def test_dated_findings_outside_the_period_are_left_out() -> None:
    """A finding whose dates all lie outside the period is not printed; an undated one is."""
    old, new, undated = (finding(n, _source(n), dates=d) for n, d in (("old", (day(2024, 5, 1),)), ("new", (day(2026, 1, 9),)), ("undated", ())))
    settings = _settings(EVENTS, period={"from": dt.date(2026, 1, 1)})
    assert place([old, new, undated], settings, Decisions(), since=None, encode=_encode) == {"events": ("new", "undated")}


def test_one_sentence_stands_once() -> None:
    """Of two findings that print the same sentence the better ranked one stands in full."""
    placed = place([finding("f1", evidence(A)), finding("f2", evidence(A))], _settings(EVENTS), Decisions(), since=None, encode=_encode)
    assert placed == {"events": ("f1",)}
