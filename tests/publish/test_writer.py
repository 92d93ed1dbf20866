"""Editions on disk: complete or absent, and `latest` always readable."""

from __future__ import annotations

import errno
import json
import os
import shutil
from pathlib import Path

import pytest

from briefing.publish import PublishError, earlier_editions, previous_edition, write_edition
from briefing.publish import writer as writer_module

BRIEF = {"schema": "briefing/brief/1", "edition": "2026-01-01-aaaa"}
FILES = {"brief.json": json.dumps(BRIEF).encode(), "brief.md": b"# A\n", "documents/d1.txt": b"text"}


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder but the lock."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"}


def publish(output: Path, edition: str = "2026-01-01-aaaa", files: dict[str, bytes] = FILES, baseline: str | None = None) -> Path:
    """Publish a small edition."""
    return write_edition(output, edition, files, manifest={"baseline": baseline, "digest": "d"}).folder


def test_an_edition_holds_its_files_and_a_manifest_with_their_hashes(tmp_path):
    """The manifest names every file with size and hash, in order."""
    folder = publish(tmp_path / "build")
    manifest = json.loads((folder / "manifest.json").read_bytes())
    assert ["brief.json", "brief.md", "documents/d1.txt"] == [entry["path"] for entry in manifest["files"]]
    assert [len(content) for content in FILES.values()] == [entry["bytes"] for entry in manifest["files"]]
    assert FILES == {name: content for name, content in tree(folder).items() if name != "manifest.json"}


def test_latest_points_to_the_newest_edition(tmp_path):
    """`latest` is a relative link, so that the output folder can be moved."""
    publish(tmp_path)
    publish(tmp_path, "2026-01-02-bbbb")
    assert Path("editions/2026-01-02-bbbb") == (tmp_path / "latest").readlink()


def test_an_edition_that_stands_is_left_untouched(tmp_path):
    """Publishing the same edition again rewrites nothing."""
    folder = publish(tmp_path)
    before = {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}
    publish(tmp_path)
    assert before == {path: path.stat().st_mtime_ns for path in [folder, *folder.rglob("*")]}


def test_what_was_written_is_told_from_what_stood_there(tmp_path):
    """A new edition, an added format and a moved `latest` are changes; the same edition again is none."""

    def changed(edition: str, files: dict[str, bytes]) -> bool:
        return write_edition(tmp_path, edition, files, manifest={}).changed

    steps = [("a", {}), ("a", {}), ("a", {"brief.md": b""}), ("a", {"brief.md": b""}), ("b", {}), ("a", {"brief.md": b""})]
    assert [True, False, True, False, True, True] == [changed(*step) for step in steps]


def test_a_format_asked_for_later_is_added_and_listed(tmp_path):
    """One format now and another later give the bytes of both at once."""
    both = {"json": {"brief.json": b"{}"}, "md": {"brief.md": b"m"}}
    for name, files in both.items():
        write_edition(tmp_path / "a", "e", files, manifest={"formats": [name]})
    write_edition(tmp_path / "b", "e", {**both["json"], **both["md"]}, manifest={"formats": ["md", "json"]})
    assert tree(tmp_path / "b") == tree(tmp_path / "a")


def test_a_damaged_file_is_repaired(tmp_path):
    """A file cut short by hand gets its bytes back on the next build."""
    folder = publish(tmp_path)
    undamaged = tree(tmp_path)
    (folder / "brief.md").write_bytes(b"")
    (folder / "manifest.json").unlink()
    publish(tmp_path)
    assert undamaged == tree(tmp_path)


def test_what_a_stopped_build_left_is_cleaned(tmp_path):
    """Staging folders, half-written files and links of a build that died are removed by the next."""
    folder = publish(tmp_path)
    clean = tree(tmp_path)
    (tmp_path / "editions" / ".staging-x" / "documents").mkdir(parents=True)
    (tmp_path / "editions" / ".staging-x" / "brief.json").write_bytes(b"half")
    (folder / ".brief.md.part").write_bytes(b"half")
    (tmp_path / ".latest.part").symlink_to("nowhere")
    publish(tmp_path)
    assert clean == tree(tmp_path)
    assert not (tmp_path / ".latest.part").is_symlink()


@pytest.mark.parametrize("call", ["mkdir", "write", "fsync", "rename", "symlink"])
def test_a_failing_call_leaves_the_last_edition_and_the_next_build_is_whole(tmp_path, monkeypatch, call):
    """A full disk at any kind of call: one error, the old edition readable, nothing torn, and the next build as if nothing had happened."""
    publish(tmp_path)
    before = tree(tmp_path)

    def refuse(*_args: object, **_named: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    targets = {"mkdir": (Path, "mkdir"), "write": (Path, "open"), "fsync": (os, "fsync"), "rename": (Path, "rename"), "symlink": (Path, "symlink_to")}
    with monkeypatch.context() as patch:
        patch.setattr(*targets[call], refuse)
        with pytest.raises(PublishError, match=r"cannot be written: No space left on device; the last edition stays"):
            publish(tmp_path, "2026-01-02-bbbb")
    assert before.items() <= tree(tmp_path).items()
    assert Path("editions/2026-01-01-aaaa") == (tmp_path / "latest").readlink()
    publish(tmp_path, "2026-01-02-bbbb")
    publish(tmp_path / "fresh")
    publish(tmp_path / "fresh", "2026-01-02-bbbb")
    assert tree(tmp_path / "fresh") == {name: content for name, content in tree(tmp_path).items() if not name.startswith("fresh/")}


def test_a_file_system_without_links_gets_a_text_file(tmp_path, monkeypatch):
    """Where links are impossible `latest.txt` names the edition, and the next edition finds its baseline there."""

    def refuse(*_args: object, **_named: object) -> None:
        raise OSError(errno.EPERM, os.strerror(errno.EPERM))

    monkeypatch.setattr(Path, "symlink_to", refuse)
    publish(tmp_path)
    assert "2026-01-01-aaaa\n" == (tmp_path / "latest.txt").read_text()
    assert BRIEF == previous_edition(tmp_path, "2026-01-02-bbbb")


def test_a_new_edition_is_compared_with_the_one_latest_points_to(tmp_path):
    """The first edition has no baseline, the second has the first."""
    assert previous_edition(tmp_path, "2026-01-01-aaaa") is None
    publish(tmp_path)
    assert BRIEF == previous_edition(tmp_path, "2026-01-02-bbbb")


def test_an_edition_built_again_keeps_its_baseline(tmp_path):
    """Building the first edition again after the second does not make the second its past."""
    publish(tmp_path)
    publish(tmp_path, "2026-01-02-bbbb", {"brief.json": b'{"edition": "2026-01-02-bbbb"}'}, baseline="2026-01-01-aaaa")
    assert previous_edition(tmp_path, "2026-01-01-aaaa") is None
    assert BRIEF == previous_edition(tmp_path, "2026-01-02-bbbb")


@pytest.mark.parametrize("content", [b"{}", b"", b"[]", b'{"schema": "briefing/brief/9"}'])
def test_a_brief_that_was_changed_is_no_baseline(tmp_path, content):
    """Neither a file edited by hand nor one of another version can spoil the next edition."""
    folder = publish(tmp_path)
    (folder / "brief.json").write_bytes(content)
    assert previous_edition(tmp_path, "2026-01-02-bbbb") is None
    publish(tmp_path / "other", "2026-01-01-cccc", {"brief.json": b'{"schema": "briefing/brief/9"}'})
    assert previous_edition(tmp_path / "other", "2026-01-02-bbbb") is None


@pytest.mark.parametrize("name", ["../x", "/x", "a/../../x", ".hidden", "manifest.json", "a\\b", ""])
def test_a_file_never_leaves_its_edition(tmp_path, name):
    """Names that climb out of the folder are a programming error, not a file."""
    with pytest.raises(ValueError, match="not a file of an edition"):
        publish(tmp_path, files={name: b""})
    assert not (tmp_path / "editions").exists()


def test_an_output_folder_that_is_a_file_is_one_clear_error(tmp_path):
    """An output path taken by a file is reported as it is."""
    (tmp_path / "build").write_text("x")
    with pytest.raises(PublishError, match="build: cannot be written: File exists"):
        publish(tmp_path / "build")


def test_latest_is_swapped_after_the_edition_is_in_place(tmp_path, monkeypatch):
    """A reader following `latest` at any moment finds a whole edition."""
    publish(tmp_path)
    seen = []
    swap = writer_module._point

    def look(output: Path, edition: str) -> bool:
        seen.append(sorted(path.name for path in (output / "editions" / edition).iterdir()))
        return swap(output, edition)

    monkeypatch.setattr(writer_module, "_point", look)
    publish(tmp_path, "2026-01-02-bbbb")
    assert [["brief.json", "brief.md", "documents", "manifest.json"]] == seen


def test_earlier_editions_are_a_chain_of_baselines(tmp_path):
    """Newest first, each one's baseline after it, at most so many; an edition that is gone ends the chain."""
    names = [f"2026-01-0{n}-aaaa" for n in range(1, 5)]
    for before, name in zip([None, *names], names, strict=False):
        data = json.dumps({**BRIEF, "edition": name}).encode()
        write_edition(tmp_path, name, {"brief.json": data}, manifest={"baseline": before})
    assert names[2::-1] == [e["edition"] for e in earlier_editions(tmp_path, names[3])]
    assert names[2:1:-1] == [e["edition"] for e in earlier_editions(tmp_path, names[3], most=1)]
    shutil.rmtree(tmp_path / "editions" / names[1])
    assert names[2:1:-1] == [e["edition"] for e in earlier_editions(tmp_path, names[3])]
