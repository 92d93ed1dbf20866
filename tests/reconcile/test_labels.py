"""What frameworks say of the categories that claims fall in."""

from __future__ import annotations

import pytest

from briefing.extract import extract
from briefing.frameworks import ORDINARY, Framework, load_framework
from briefing.model import Document
from briefing.reconcile import reconcile
from briefing.reconcile.labels import known_kinds

OWN = """\
id: floods
kind: events
labels: {en: Floods}
categories:
  - id: dam-release
    labels: {en: Water let out, fr: Lâcher d'eau}
    triggers: {en: {verbs: [open]}}
"""


@pytest.fixture
def own(tmp_path) -> Framework:
    """Return a framework of the user's."""
    tmp_path.joinpath("floods.yaml").write_text(OWN, encoding="utf-8")
    return load_framework("floods.yaml", tmp_path)


def test_kinds_are_those_of_the_frameworks_given(own):
    """By framework and category; the same id in another framework is another category."""
    assert [("floods", "dam-release")] == list(known_kinds([own]))
    assert "always" == known_kinds()["law-enforcement", "extradition"].once
    assert ("floods", "dam-release") not in known_kinds()


@pytest.mark.parametrize(("at_hand", "label"), [(True, "Water let out"), (False, "dam release")])
def test_a_category_of_an_own_framework_has_its_label(own, at_hand, label):
    """Where the framework is not at hand, the words of the id stand for it."""
    document = Document.from_text("Engineers opened the Karun dam on 3 March 2026.", id="a", language="en")
    read = extract(document, frameworks=[own])
    base = reconcile([document], [read], frameworks=[own] if at_hand else [])
    assert [label] == [c.label for f in base.findings for c in f.categories if c.id == "dam-release"]


def test_an_ordinary_category_asks_nothing_special():
    """Acts of it come again, stand for no other act, and are neither alleged nor denied by nature."""
    assert ((), "", False, "") == (ORDINARY.together, ORDINARY.once, ORDINARY.wide, ORDINARY.certainty)
