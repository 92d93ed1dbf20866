"""Which files belong to the corpus."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from briefing.config import DocumentsEntry, SectionSettings, Settings
from briefing.corpus.discover import MAX_BYTES, find_files


def settings(*patterns: str) -> Settings:
    """Return a configuration that reads some paths."""
    return Settings(title="T", documents=tuple(DocumentsEntry(path=p) for p in patterns), sections=(SectionSettings(id="a", kind="findings"),))


def names(folder: Path, *patterns: str) -> list[str]:
    """Return the files found."""
    return [file.name for file in find_files(settings(*patterns), folder)[0]]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with two texts, one deeper, a sidecar and a hidden file."""
    (tmp_path / "docs" / "deep").mkdir(parents=True)
    for name in ("docs/b.txt", "docs/a.md", "docs/deep/c.txt", "docs/a.meta.yaml", "docs/.hidden.txt"):
        (tmp_path / name).write_text("x")
    return tmp_path


def test_a_folder_is_read_whole_in_a_stable_order(folder):
    """Sidecars and hidden files are left out."""
    assert ["docs/a.md", "docs/b.txt", "docs/deep/c.txt"] == names(folder, "docs")


@pytest.mark.parametrize(
    ("pattern", "expected"),
    [
        ("docs/*.txt", ["docs/b.txt"]), ("docs/**/*.txt", ["docs/b.txt", "docs/deep/c.txt"]), ("docs/b.txt", ["docs/b.txt"]),
        ("docs/[ab].*", ["docs/a.md", "docs/b.txt"]),
    ],
)
def test_globs_and_files(folder, pattern, expected):
    """A path may be a file, a folder or a glob."""
    assert expected == names(folder, pattern)


def test_the_first_entry_that_names_a_file_describes_it(folder):
    """A file is read once."""
    files = find_files(settings("docs/b.txt", "docs"), folder)[0]
    assert {"docs/b.txt": "docs/b.txt", "docs/a.md": "docs", "docs/deep/c.txt": "docs"} == {f.name: f.entry.path for f in files}


@pytest.mark.parametrize(("pattern", "code"), [("nowhere", "missing-folder"), ("nowhere/*.txt", "missing-folder"), ("docs/*.pdf", "no-match")])
def test_what_matches_nothing_is_an_error(folder, pattern, code):
    """A misspelt path never passes in silence."""
    problems = find_files(settings(pattern), folder)[2]
    assert [(code, "error")] == [(p.code, p.severity) for p in problems]
    assert pattern in problems[0].message


def test_links_pipes_and_unknown_formats_are_left_out_with_a_reason(folder):
    """Nothing is followed out of the folder and nothing can block the reader."""
    (folder / "docs" / "link.txt").symlink_to("/etc/hostname")
    (folder / "docs" / "report.pdf").write_bytes(b"%PDF")
    os.mkfifo(folder / "docs" / "pipe.txt")
    skipped = find_files(settings("docs"), folder)[1]
    assert {"docs/link.txt": "symbolic-link", "docs/pipe.txt": "not-a-file", "docs/report.pdf": "unknown-format"} == {s.path: s.code for s in skipped}


def test_a_huge_file_is_left_out_before_it_is_read(folder):
    """The size counts, not the content."""
    with (folder / "docs" / "b.txt").open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    assert ["file-too-large"] == [s.code for s in find_files(settings("docs"), folder)[1]]


def test_no_machines_layout_reaches_a_brief(folder):
    """A file beside the configuration's folder goes by its relative path, one named by an absolute path by its name."""
    (folder / "project").mkdir()
    assert ["../docs/b.txt"] == names(folder / "project", "../docs/b.txt")
    assert ["b.txt"] == names(folder / "project", str(folder / "docs" / "b.txt"))
