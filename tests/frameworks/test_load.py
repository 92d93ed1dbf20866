"""Frameworks load as frozen records; every mistake in a file is named with its place."""

from __future__ import annotations

from dataclasses import FrozenInstanceError

import pytest

from briefing.frameworks import BUILT_IN, FrameworkError, load_framework

SMALL = """\
id: floods
kind: events
labels: {en: Floods, fr: Crues}
categories:
  - id: dam-release
    labels: {en: Dam release}
    triggers:
      en:
        verbs: [{verb: open, when: [sluice*], frame: {at: target}}]
        nouns: [dam release]
        veto: [open question]
"""


@pytest.mark.parametrize("name", BUILT_IN)
def test_built_in_frameworks_have_labels_and_lines_in_both_languages(name):
    """Each category of the built-in frameworks has a label and all four line patterns in English and French."""
    framework = load_framework(name)
    for category in framework.categories:
        for language in ("en", "fr"):
            assert category.labels.get(language), category.id
            assert {"active", "passive", "nominal", "agent"} == set(category.lines[language]), category.id
            assert category.prototypes.get(language), category.id


def test_every_event_category_has_spanish_triggers():
    """A language is data: every category of acts has Spanish triggers though no code knows Spanish."""
    missing = [category.id for category in load_framework("law-enforcement").categories if "es" not in category.triggers]
    assert [] == missing


def test_a_label_falls_back_to_english():
    """A label that the language does not have is given in English."""
    category = load_framework("law-enforcement").category("arrest")
    assert "Arrestation" == category.label("fr")
    assert "Arrest" == category.label("de")


def test_an_unknown_category_is_a_key_error():
    """Asking for a category that does not exist raises KeyError."""
    with pytest.raises(KeyError):
        load_framework("law-enforcement").category("no-such-thing")


def test_records_are_frozen():
    """A loaded category cannot be changed."""
    with pytest.raises(FrozenInstanceError):
        load_framework("law-enforcement").categories[0].id = "other"


def test_a_users_framework_is_read_by_path(tmp_path):
    """A path is read relative to the configuration's folder."""
    tmp_path.joinpath("floods.yaml").write_text(SMALL, encoding="utf-8")
    framework = load_framework("floods.yaml", tmp_path)
    trigger, noun = framework.category("dam-release").triggers["en"]
    assert ("open",) == trigger.words
    assert ("sluice*",) == trigger.when
    assert {"at": "target"} == dict(trigger.frame)
    assert ("dam", "release") == noun.words
    assert ("open question",) == framework.category("dam-release").vetoes["en"]


def test_what_makes_two_acts_one_is_data():
    """The keys say which acts happen once, are told as one, are too wide to be one, and deny."""
    law = load_framework("law-enforcement")
    arrest, denial = law.category("arrest"), law.category("denial")
    assert (("extradition",), "named", False, "") == (arrest.together, arrest.once, arrest.wide, arrest.certainty)
    assert ((), "", True, "denied") == (denial.together, denial.once, denial.wide, denial.certainty)


def _problems(tmp_path, text):
    tmp_path.joinpath("mine.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(FrameworkError) as caught:
        load_framework("mine.yaml", tmp_path)
    return caught.value.problems


def test_an_unknown_name_says_which_are_known():
    """A name that is no built-in framework is answered with the names that are."""
    with pytest.raises(FrameworkError, match="law-enforcement, protection-risks"):
        load_framework("no-such-framework")


def test_a_missing_file_is_named(tmp_path):
    """A framework file that is not there is one clear line."""
    with pytest.raises(FrameworkError, match=r"^absent\.yaml: cannot be read"):
        load_framework("absent.yaml", tmp_path)


def test_a_file_that_is_no_utf8_is_named(tmp_path):
    """A framework file in another encoding is one clear line."""
    tmp_path.joinpath("mine.yaml").write_bytes(b"id: \xff\xfe\xe9")
    with pytest.raises(FrameworkError, match="is not UTF-8 text"):
        load_framework("mine.yaml", tmp_path)


def test_broken_yaml_is_named_with_its_place(tmp_path):
    """A file that is no YAML is reported at the line where it breaks."""
    (problem,) = _problems(tmp_path, "id: floods\nlabels: {en: [}\n")
    assert problem.startswith("mine.yaml:2:")


@pytest.mark.parametrize(
    ("wrong", "right", "place", "words"),
    [
        ("kind: events", "kind: eventful", "2:7", "kind must be one of events, risks, not 'eventful'"),
        ("labels: {en: Floods", "lables: {en: Floods", "3:1", "unknown key 'lables'"),
        ("id: dam-release", "id: Dam Release", "5:9", "lower-case words"),
        ("verb: open, when", "verb: open, whem", "9:30", "unknown key 'whem'"),
        ("{at: target}", "{at: victim}", "9:59", "must be one of agent, target, none"),
        ("nouns: [dam release]", "nouns: dam release", "10:16", "must be a list"),
        ("labels: {en: Dam release}", "labels: {en: Dam release}\n    once: often", "7:11", "once must be one of named, always, not 'often'"),
        ("labels: {en: Dam release}", "labels: {en: Dam release}\n    with: [dam-brake]", "5:5", "'dam-brake', which is no category"),
        ("labels: {en: Dam release}", "labels: {english: Dam release}", "6:23", "no language code"),
    ],
)
def test_a_mistake_is_named_with_line_and_column(tmp_path, wrong, right, place, words):
    """A wrong key or value is reported as file:line:column with what is wrong."""
    problems = _problems(tmp_path, SMALL.replace(wrong, right))
    assert any(problem.startswith(f"mine.yaml:{place}: ") and words in problem for problem in problems), problems


def test_all_mistakes_are_reported_at_once(tmp_path):
    """Two mistakes give two lines."""
    text = SMALL.replace("kind: events", "kind: none").replace("veto:", "vetoes:")
    assert 2 == len(_problems(tmp_path, text))


def test_a_category_that_stands_twice_is_named(tmp_path):
    """The second of two categories with one id is reported."""
    text = SMALL + "  - id: dam-release\n    labels: {en: Again}\n    triggers: {}\n"
    assert ("mine.yaml:12:5: category 'dam-release' stands twice",) == _problems(tmp_path, text)


def test_a_slot_that_no_line_knows_is_named(tmp_path):
    """A line pattern may hold agent, target and alternatives, nothing else."""
    text = SMALL.replace("    triggers:\n      en:", "    lines: {en: {active: '{agent} opened {gate}'}}\n    triggers:\n      en:")
    (problem,) = _problems(tmp_path, text)
    assert "{gate} is neither agent nor target" in problem


def test_a_risk_without_cues_and_prototypes_is_named(tmp_path):
    """A category of risks needs something to be found by."""
    text = SMALL.replace("kind: events", "kind: risks")
    assert any("needs cues or prototypes" in problem for problem in _problems(tmp_path, text))
