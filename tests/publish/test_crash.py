"""A build that dies at any point: the last edition stays whole, and the next build gives what an undisturbed one gives."""

from __future__ import annotations

import io
import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from briefing.publish import write_edition

pytestmark = [
    pytest.mark.skipif(not hasattr(os, "fork"), reason="no fork here"),
    pytest.mark.filterwarnings("ignore:This process .* is multi-threaded:DeprecationWarning"),
]
OLD = {"brief.json": b"old" * 400, "documents/d1.txt": b"old text"}
NEW = {"brief.json": b"new" * 400, "brief.md": b"# new", "documents/d1.txt": b"new text", "documents/d2.txt": b"more"}
CALLS = ("mkdir", "rename", "replace", "symlink", "unlink", "fsync", "open", "close", "write")


def publish(output: Path, edition: str, files: dict[str, bytes]) -> None:
    """Write an edition."""
    write_edition(output, edition, files, manifest={"baseline": None})


def tree(folder: Path) -> dict[str, bytes | str]:
    """Return every file and link below a folder but the lock."""
    paths = [path for path in sorted(folder.rglob("*")) if path.name != ".lock" and (path.is_symlink() or path.is_file())]
    return {path.relative_to(folder).as_posix(): str(path.readlink()) if path.is_symlink() else path.read_bytes() for path in paths}


def die_at(count: int, work: Callable[[], None]) -> bool:
    """Run ``work`` in a child that is killed before its ``count``-th system call; return whether it got there."""
    child = os.fork()
    if child == 0:
        left = [count]

        def killing(call: Callable[..., object]) -> Callable[..., object]:
            def step(*arguments: object, **named: object) -> object:
                left[0] -= 1
                if left[0] < 0:
                    os._exit(9)
                return call(*arguments, **named)

            return step

        for name in CALLS:
            setattr(os, name, killing(getattr(os, name)))
        io.open = killing(io.open)  # what `Path.open` calls
        try:
            work()
        finally:
            os._exit(0)
    return os.WEXITSTATUS(os.waitpid(child, 0)[1]) == 9


def assert_whole(output: Path) -> str:
    """Assert that `latest` leads to an edition all of whose files are those of its manifest; return its id."""
    folder = output / "latest"
    manifest = json.loads((folder / "manifest.json").read_bytes())
    for entry in manifest["files"]:
        assert entry["sha256"] == sha256((folder / entry["path"]).read_bytes()).hexdigest()
    return manifest["edition"]


@pytest.mark.parametrize("standing", [{}, {"brief.json": NEW["brief.json"]}], ids=["new edition", "formats added"])
def test_every_crash_point(tmp_path, standing):
    """Killed before each of its system calls in turn, a build never leaves a torn edition, and the next one is as if nothing had been."""

    def prepare(output: Path) -> None:
        publish(output, "2026-01-01-old", OLD)
        if standing:
            publish(output, "2026-01-02-new", standing)
            publish(output, "2026-01-01-old", OLD)

    undisturbed = tmp_path / "undisturbed"
    prepare(undisturbed)
    publish(undisturbed, "2026-01-02-new", NEW)
    expected = tree(undisturbed)
    points = 0
    while True:
        output = tmp_path / str(points)
        prepare(output)
        died = die_at(points, lambda output=output: publish(output, "2026-01-02-new", NEW))
        assert assert_whole(output) in ("2026-01-01-old", "2026-01-02-new")
        assert OLD["brief.json"] == (output / "editions" / "2026-01-01-old" / "brief.json").read_bytes()
        publish(output, "2026-01-02-new", NEW)
        assert expected == tree(output)
        if not died:
            break
        points += 1
    assert points > 20
