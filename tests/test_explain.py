"""What `briefing explain` says."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from briefing.explain import Unknown, explain


@pytest.fixture(scope="module")
def brief(sample_edition: Path) -> dict:
    """Return the sample brief."""
    return json.loads((sample_edition / "brief.json").read_bytes())


def test_a_finding_shows_every_quote_origin_and_category(brief):
    """Each with its place, so that the judgement can be followed."""
    for finding in brief["findings"]:
        lines = "\n".join(explain(brief, finding["id"]))
        for evidence in finding["evidence"]:
            assert f"{evidence['document']}:{evidence['start']}-{evidence['end']}" in lines
            assert evidence["quote"] in lines
        assert all(f"origin: {origin['name']}" in lines for origin in finding["origins"])
        assert all(category["label"] in lines for category in finding["categories"])
        assert all(f"joined: {member}" in lines for member in finding["members"])


def test_entities_conflicts_and_questions_are_explained(brief):
    """Each by its id; an entity by any of its names."""
    for entity in brief["entities"]:
        lines = explain(brief, entity["id"])
        assert lines[0].endswith(entity["name"])
        assert [] == [a["text"] for a in entity["aliases"] if a["text"] != entity["name"] and not any(a["text"] in line for line in lines)]
    for conflict in brief["conflicts"]:
        lines = explain(brief, conflict["id"])
        assert [p["value"] for p in conflict["positions"]] == [line.removeprefix("  position: ") for line in lines if "  position: " in line]
    for question in brief["questions"]:
        assert question["text"] in explain(brief, question["id"])[0]


def test_a_near_miss_is_named(brief):
    """A misspelt name brings the nearest."""
    name = brief["entities"][0]["name"]
    with pytest.raises(Unknown, match=rf"is called '{name}x'; near: .*{name}"):
        explain(brief, f"{name}x")
