"""brief.json and evidence.jsonl: the contract."""

from __future__ import annotations

import json
from importlib.resources import files as package_files

import jsonschema

from briefing.render.schema import brief_schema, schema_text

TOP = [
    "schema", "title", "topic", "language", "as_of", "edition", "baseline", "digest", "documents", "skipped", "entities", "findings", "conflicts",
    "questions", "changes", "sections",
]


def test_the_top_level_is_the_contract(files):
    """Nothing else stands at the top, and the schema's name stands first."""
    assert TOP == list(json.loads(files["brief.json"]))


def test_it_follows_its_schema(files):
    """brief.json is valid by the JSON Schema, and a field too many is not."""
    data = json.loads(files["brief.json"])
    validator = jsonschema.Draft202012Validator(brief_schema())
    validator.check_schema(brief_schema())
    assert [] == list(validator.iter_errors(data))
    data["findings"][0]["extra"] = 1
    assert [] != list(validator.iter_errors(data))


def test_the_shipped_schema_is_that_of_the_records():
    """brief.schema.json is what the records say today."""
    shipped = package_files("briefing.render").joinpath("brief.schema.json").read_text(encoding="utf-8")
    assert schema_text() == shipped, "run: python -m briefing.render.schema > briefing/render/brief.schema.json"


def test_empty_fields_of_items_are_left_out(files):
    """Items carry their type, their ref and what they hold."""
    for section in json.loads(files["brief.json"])["sections"]:
        for item in section["items"]:
            assert ["type", "ref"] == list(item)[:2]
            assert all(value not in (None, [], False) for key, value in item.items() if key not in ("type", "ref"))


def test_evidence_lines_are_the_cited_spans(made, files, page):
    """evidence.jsonl has a line for each number, with its place in the text and in the brief."""
    lines = [json.loads(line) for line in files["evidence.jsonl"].decode().splitlines()]
    assert list(range(1, len(page.evidence) + 1)) == [line["number"] for line in lines]
    for line in lines:
        assert line["quote"] == made.documents()[line["document"]].text[line["start"] : line["end"]]
        assert line["used_by"]
