"""Metadata beside a document."""

from __future__ import annotations

import datetime as dt

import pytest

from briefing.corpus.errors import UnreadableDocument
from briefing.corpus.metadata import parse_facts, read_sidecar


def test_the_sidecar_of_a_file_is_read(tmp_path):
    """`a.meta.yaml` describes `a.txt`."""
    (tmp_path / "a.meta.yaml").write_text("publisher: The Daily\npublished: 2026-01-24\nreliability: B\n")
    expected = {"publisher": "The Daily", "published": dt.date(2026, 1, 24), "reliability": "B"}
    assert expected == read_sidecar(tmp_path / "a.txt", "a.txt")


def test_a_file_without_sidecar_has_no_facts(tmp_path):
    """Nothing is invented."""
    assert {} == read_sidecar(tmp_path / "a.txt", "a.txt")


def test_words_stay_words():
    """`no`, `012` and `1.10` are what the user wrote, not a boolean or a number; an empty value is absent."""
    assert {"publisher": "no", "title": "012", "origin": "1.10"} == parse_facts("publisher: no\ntitle: 012\norigin: 1.10\nurl:\n", "m")


def test_a_date_with_a_time_is_its_day():
    """The day is what counts."""
    assert {"published": dt.date(2026, 1, 24)} == parse_facts("published: 2026-01-24 22:30:00\n", "m")


@pytest.mark.parametrize(
    ("source", "message"),
    [
        ("author: X", r"m:1:1: unknown key `author`; known: title,"),
        ("title: a\ntitle: b", r"m:2:1: `title` stands twice"),
        ("published: yesterday", r"m:1:12: `published` is a day such as 2026-01-24, not 'yesterday'"),
        ("published: 2026-13-01", r"m:1:12: `published` is a day such as 2026-01-24, not '2026-13-01'"),
        ("reliability: G", r"m:1:14: `reliability` is one of A, B"),
        ("title: [a]", r"m:1:8: `title` is text, not list"),
        ("- a", r"m:1:1: metadata is a mapping"),
        ("title: 'a", r"m:1:\d+: not valid YAML"),
    ],
)
def test_a_mistake_is_named_with_line_and_column(source, message):
    """Each mistake gives one line that says where and what."""
    with pytest.raises(UnreadableDocument, match=message) as caught:
        parse_facts(source, "m")
    assert "bad-metadata" == caught.value.code
