"""Configuration files: what is read, and that every mistake is named at once with its place."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.config import Period
from briefing.load_config import ConfigError, load_decisions, load_settings

LEAST = "title: T\ndocuments: [{path: docs}]\nsections: [{id: a, kind: findings}]\n"


def load(folder: Path, text: str | bytes):
    """Return the settings of a text."""
    path = folder / "config.yaml"
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    return load_settings(path)


def problems(folder: Path, text: str | bytes) -> list[str]:
    """Return the lines that a user sees."""
    with pytest.raises(ConfigError) as caught:
        load(folder, text)
    return [str(problem) for problem in caught.value.problems]


def test_the_least_configuration_has_sensible_defaults(tmp_path):
    """A title, documents and one section are enough."""
    found = load(tmp_path, LEAST)
    assert ("en", ("json", "md", "html", "pdf"), "build", ("law-enforcement", "protection-risks")) == (
        found.language, found.output.formats, found.output.folder, found.frameworks,
    )


def test_the_sample_configuration_is_valid():
    """What the checkout ships works."""
    assert "bottom-line" == load_settings(Path(__file__).parent.parent / "config.yaml").sections[0].id


def test_days_and_periods(tmp_path):
    """Days are ISO days; a period has a first and a last one."""
    found = load(tmp_path, LEAST + "as_of: 2026-01-31\nperiod: {from: 2026-01-01, to: 2026-01-31}\n")
    assert (dt.date(2026, 1, 31), Period(from_=dt.date(2026, 1, 1), to=dt.date(2026, 1, 31))) == (found.as_of, found.period)
    assert "since previous edition" == load(tmp_path, LEAST + "period: since previous edition\n").period


def test_words_stay_words(tmp_path):
    """YAML 1.2: `no` and `on` are words, quoted or not."""
    assert "no" == load(tmp_path, LEAST.replace("title: T", "title: no")).title


def test_a_byte_order_mark_does_not_matter(tmp_path):
    """Editors that write one are welcome."""
    assert "T" == load(tmp_path, "\ufeff" + LEAST).title


MISTAKES = {
    "an unknown key": (LEAST + "langage: fr\n", "config.yaml:4:1: unknown key `langage`; did you mean `language`? [unknown-key]"),
    "an unknown key deep inside": (
        LEAST.replace("kind: findings", "kind: findings, limt: 3"),
        "config.yaml:3:36: unknown key `sections.0.limt`; did you mean `limit`? [unknown-key]",
    ),
    "a wrong type": (
        LEAST + "max_quote_words: many\n", 'config.yaml:4:18: `max_quote_words`: input should be a valid integer, not "many" [bad-value]',
    ),
    "a number for a text": (LEAST.replace("title: T", "title: 3"), "config.yaml:1:8: `title`: input should be a valid string, not 3 [bad-value]"),
    "a key twice": (LEAST + "title: U\n", "config.yaml:4:1: `title` stands twice; remove one [duplicate-key]"),
    "a bad date": (LEAST + "as_of: 31/01/2026\n", "config.yaml:4:8: `as_of`: input should be a valid date"),
    "a day that does not exist": (LEAST + "as_of: 2026-02-30\n", "config.yaml:4:8: `as_of`: input should be a valid date"),
    "a period that ends before it begins": (
        LEAST + "period: {from: 2026-02-01, to: 2026-01-01}\n", "config.yaml:4:9: `period`: `from` is after `to` [bad-value]",
    ),
    "a period that is none": (LEAST + "period: soon\n", "config.yaml:4:9: `period`: input should be 'since previous edition', not"),
    "a missing key": ("title: T\nsections: [{id: a, kind: findings}]\n", "config.yaml:1:1: `documents` is missing [missing-key]"),
    "no section": (LEAST.replace("[{id: a, kind: findings}]", "[]"), "config.yaml:3:11: `sections`:"),
    "an unknown kind": (LEAST.replace("kind: findings", "kind: finding"), "config.yaml:3:26: `sections.0.kind`: input should be 'bottom-line'"),
    "an id twice": (LEAST.replace("findings}]", "findings}, {id: a, kind: actors}]"), "two sections have the id `a` [bad-value]"),
    "a list at the top": ("- a\n", "config.yaml:1:1: the file must hold keys and values [bad-yaml]"),
    "an empty file": ("", "config.yaml: the file must hold keys and values [bad-yaml]"),
    "broken YAML": ("title: 'T\n", "not valid YAML"),
    "a tab": ("title:\n\t- a\n", "config.yaml:2:1: not valid YAML"),
    "an alias": ("a: &x 1\nb: *x\n", "config.yaml:2:4: aliases (`*name`) are not read here [bad-yaml]"),
    "great depth": ("a: " + "[" * 30 + "]" * 30, "nested deeper than 20 levels [bad-yaml]"),
    "a huge file": (LEAST + "#" * 70_000, "larger than 64 KB [bad-yaml]"),
    "no text": (b"\xff\xfe\x00", "the file is not UTF-8 text [bad-yaml]"),
}


@pytest.mark.parametrize("case", MISTAKES)
def test_a_mistake_gives_one_line_with_its_place(tmp_path, case):
    """File, line, column, what, and what to do."""
    text, expected = MISTAKES[case]
    found = problems(tmp_path, text)
    assert 1 == len(found)
    assert expected in found[0]


def test_every_mistake_is_told_at_once(tmp_path):
    """Three mistakes are three lines, in the order of the file."""
    found = problems(tmp_path, LEAST + "as_of: soon\nlangage: fr\nmarking: 3\n")
    assert ["config.yaml:4:8", "config.yaml:5:1", "config.yaml:6:10"] == [line.split(": ")[0] for line in found]


def test_a_missing_file_is_told(tmp_path):
    """The hint says how to name another."""
    with pytest.raises(ConfigError, match=r"none\.yaml: the file cannot be read: No such file or directory; name it with -c FILE \[missing-config\]"):
        load_settings(tmp_path / "none.yaml")


def test_decisions_may_be_absent_and_are_checked(tmp_path):
    """No file, no decisions; a wrong one is told like the configuration's."""
    path = tmp_path / "decisions.yaml"
    assert () == load_decisions(path).decisions
    path.write_text("decisions:\n  - {action: pin, finding: f1, who: A, when: 2026-01-31, why: key}\n")
    assert ["pin"] == [decision.action for decision in load_decisions(path).decisions]
    path.write_text("decisions:\n  - {action: pinn, who: A, when: 2026-01-31, why: key}\n")
    with pytest.raises(ConfigError, match=r"decisions\.yaml:2:14: `decisions\.0\.action`: input should be 'pin'"):
        load_decisions(path)


@settings(max_examples=150, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(alphabet="abt: -[]{}#&*!|>'\"\n%@`,?0", max_size=60))
def test_any_text_is_settings_or_named_mistakes(tmp_path, text):
    """No file crashes the loader; problems name the file."""
    try:
        load(tmp_path, text)
    except ConfigError as error:
        assert all(problem.path == "config.yaml" for problem in error.problems)  # noqa: PT017 - either outcome is right
