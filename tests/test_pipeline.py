"""The flow: what a second build finds, what a changed document changes, and what stops a build."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from briefing import pipeline
from briefing.errors import NoUsableInput
from briefing.load_config import ConfigError
from briefing.model import DateMention, Diagnostic, Document, Extraction
from tests.conftest import CONFIG, tree


def put_config(project: Path, text: str) -> Path:
    """Write the project's configuration and return its path."""
    path = project / "config.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def problems_of(config: Path) -> list[tuple[str, str, str | None]]:
    """Return code, message and hint of every problem that stops a build."""
    with pytest.raises(ConfigError) as caught:
        pipeline.build(config)
    return [(p.code, p.message, p.hint) for p in caught.value.problems]


def test_an_edition_a_build_again_and_a_changed_document(project: Path) -> None:
    """The same inputs rewrite nothing; new inputs are a new edition that says what changed, and whatever stayed keeps its id."""
    config = project / "config.yaml"
    config.write_text(CONFIG.replace("  - {id: sources", "  - {id: changes, kind: changes}\n  - {id: sources"), encoding="utf-8")
    first = pipeline.build(config)
    written = tree(project / "build")
    second = pipeline.build(config)
    assert (True, False, first.folder) == (first.changed, second.changed, second.folder)
    assert (written, first.brief) == (tree(project / "build"), second.brief)
    assert () == first.brief.changes

    text = project / "texts" / "a.txt"
    old = text.read_text(encoding="utf-8")
    text.write_text(old.replace("at least 40", "at least 52") + "\nA fishing boat burned in Westport on 2 March 2026.\n", encoding="utf-8")
    third = pipeline.build(config)
    assert (True, first.brief.edition) == (third.changed, third.brief.baseline)
    assert third.brief.changes
    assert [c.id for c in third.brief.changes] == [i.ref for s in third.brief.sections if s.kind == "changes" for i in s.items]
    arrests = [[f.id for f in brief.findings if f.event and f.event.type == "arrest"] for brief in (first.brief, third.brief)]
    assert arrests[0] == arrests[1] != []
    latest = json.loads((project / "build" / "latest" / "brief.json").read_text(encoding="utf-8"))
    assert third.brief.edition == latest["edition"]
    assert all((first.folder / name).is_file() for name in ("brief.json", "brief.md", "manifest.json"))


def test_a_folder_without_a_readable_document_stops_the_build(project: Path) -> None:
    """Each file is told with its reason, and nothing is written."""
    for path in (project / "texts").iterdir():
        path.unlink()
    (project / "texts" / "empty.txt").write_text(" \n", encoding="utf-8")
    with pytest.raises(NoUsableInput) as caught:
        pipeline.build(project / "config.yaml")
    assert [("empty-document", "texts/empty.txt")] == [(p.code, p.path) for p in caught.value.problems]
    assert not (project / "build").exists()


def test_an_unknown_framework_and_an_unknown_category_are_told_with_those_there_are(project: Path) -> None:
    """All of them at once, each with the section that names it."""
    sections = "  - {id: x, kind: events, framework: no-such}\n  - {id: y, kind: events, framework: law-enforcement, categories: [arest]}\n"
    config = put_config(project, CONFIG.replace("sections:\n", f"sections:\n{sections}"))
    (framework, category) = problems_of(config)
    assert ("unknown-framework", "section `x`: no framework `no-such`", "known here: law-enforcement, protection-risks") == framework
    assert ("unknown-category", "section `y`: no category `arest`") == category[:2]
    assert "arrest" in (category[2] or "")


def test_a_framework_that_cannot_be_loaded_is_told(project: Path) -> None:
    """Its file is named."""
    config = put_config(project, f"frameworks: [frameworks/own.yaml]\n{CONFIG.replace(', framework: law-enforcement', '')}")
    (problem,) = problems_of(config)
    assert ("bad-framework", True) == (problem[0], "own.yaml" in problem[1])


def test_own_templates_make_another_edition(project: Path) -> None:
    """The folder of `templates` decides the look and counts among the inputs; a mistake in it leaves the last edition."""
    plain = pipeline.build(project / "config.yaml").folder
    (project / "look").mkdir()
    (project / "look" / "brief.md.j2").write_text("Our desk: {{ page.title }}", encoding="utf-8")
    config = put_config(project, f"templates: look\n{CONFIG}")
    own = pipeline.build(config)
    assert plain != own.folder
    assert (own.folder / "brief.md").read_text(encoding="utf-8").startswith("Our desk: ")
    (project / "look" / "brief.md.j2").write_text("{{ page.titel }}", encoding="utf-8")
    with pytest.raises(ConfigError) as caught:
        pipeline.build(config)
    (problem,) = caught.value.problems
    assert ("bad-template", "look/brief.md.j2", 1) == (problem.code, problem.path, problem.line)
    assert own.folder == (project / "build" / "latest").resolve()


def test_a_missing_folder_of_templates_is_told(project: Path) -> None:
    """Before anything is read."""
    (problem,) = problems_of(put_config(project, f"templates: none\n{CONFIG}"))
    assert ("missing-templates", "`templates`: there is no folder `none`") == problem[:2]


def test_check_tells_of_files_that_would_be_left_out(project: Path) -> None:
    """Nothing is built."""
    (project / "texts" / "c.txt").write_bytes(b"\x00\x01\x02" * 50)
    assert [("binary-file", "texts/c.txt")] == [(p.code, p.path) for p in pipeline.check(project / "config.yaml")]
    assert not (project / "build").exists()


def undated(text: str, *spans: tuple[str, dt.date]) -> tuple[Document, Extraction]:
    """Return a document without date and what is read from it."""
    document = Document.from_text(text, id="a", language="en")
    dates = tuple(
        DateMention(start=text.index(part), end=text.index(part) + len(part), first_day=day, last_day=day, precision="day", resolved="explicit")
        for part, day in spans
    )
    return document, Extraction(document="a", language="en", sentences=(), dates=dates)


def test_a_brief_speaks_of_the_newest_publication() -> None:
    """What texts say of the future does not move it."""
    document, read = undated("The port opens on 1 May 2027.", ("1 May 2027", dt.date(2027, 5, 1)))
    dated = Document.from_text("It sank.", id="b", language="en", published="2026-03-04")
    assert dt.date(2026, 3, 4) == pipeline.newest_day([document, dated], [read])


def test_undated_texts_date_a_brief_by_the_month_they_name_last() -> None:
    """The end of that month: "the 22nd" may lie after the last day that is named."""
    document, read = undated("It sank on 3 February 2024.", ("3 February 2024", dt.date(2024, 2, 3)))
    assert dt.date(2024, 2, 29) == pipeline.newest_day([document], [read])


def test_a_brief_without_any_date_is_asked_for_one() -> None:
    """The message says where to give it."""
    with pytest.raises(NoUsableInput) as caught:
        pipeline.newest_day(*([part] for part in undated("It sank.")))
    expected = Diagnostic(
        code="no-date",
        severity="error",
        message="no document has a date and no text names one",
        hint="set `as_of: 2026-01-31` in the configuration or pass --as-of",
    )
    assert [expected] == list(caught.value.problems)
