"""Editions on disk: ``editions/<id>/`` appears complete by one rename, then ``latest`` is swapped to it. A crash leaves the last edition readable."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from briefing.publish.errors import PublishError
from briefing.publish.lock import Lock, hold
from briefing.publish.manifest import NAME as MANIFEST
from briefing.publish.manifest import is_listed, make_manifest, read_manifest

EDITIONS = "editions"
LATEST = "latest"
LATEST_TEXT = "latest.txt"  # where the file system has no symbolic links
_BRIEF = "briefing/brief/1"
_STAGING = ".staging-"
_PART = ".part"
_NO_LINKS = (errno.EPERM, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)  # what file systems without symbolic links answer
_EDITION = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,99}\Z")


@dataclass(frozen=True, slots=True)
class Written:
    """An edition on disk."""

    folder: Path
    changed: bool  # False when it stood there already and `latest` pointed to it


def write_edition(output: Path, edition: str, files: Mapping[str, bytes], *, manifest: Mapping[str, Any], held: Lock | None = None) -> Written:
    """Publish an edition and point ``latest`` to it.

    An edition that stands there keeps its files; those that are missing or damaged are put in one by one, the manifest last.

    Args:
        output: the output folder; made when absent.
        edition: the edition's id, its folder's name.
        files: content by path inside the edition ("brief.json", "documents/d0a1b2c3.txt").
        manifest: what the edition was made of, ``baseline`` among it; the list of files with their hashes is added.
        held: the lock when the caller holds it already.

    Returns:
        The edition's folder, and whether anything was written.

    Raises:
        Locked: another build is writing here.
        PublishError: a file cannot be written; the last edition stays as it was.
        ValueError: an id or a path that would leave the folder.
    """
    _check_names(edition, files)
    folder = output / EDITIONS / edition
    with nullcontext(held) if held else hold(output), _as_publish_error(output):
        folder.parent.mkdir(exist_ok=True)
        _clean(output)
        place = _complete if folder.is_dir() else _stage
        changed = place(folder, edition, files, manifest)
        moved = _point(output, edition)
    return Written(folder, changed or moved)


def previous_edition(output: Path, edition: str) -> dict[str, Any] | None:
    """Return the brief.json of the edition that ``edition`` is compared with, None when there is none.

    An edition that was built before names its baseline in its manifest, so that building it again gives the same bytes. A new one is compared with
    the edition that ``latest`` points to. A brief.json that was changed since it was written, or that another version wrote, is none.
    """
    own = read_manifest(output / EDITIONS / edition)
    baseline = own.get("baseline") if own else latest_edition(output)
    if not isinstance(baseline, str) or baseline == edition or not _EDITION.match(baseline):
        return None
    folder = output / EDITIONS / baseline
    try:
        content = (folder / "brief.json").read_bytes()
    except OSError:
        return None
    data = json.loads(content) if is_listed(read_manifest(folder), "brief.json", content) else {}
    return data if data.get("schema") == _BRIEF else None


def earlier_editions(output: Path, edition: str, *, most: int = 3) -> tuple[dict[str, Any], ...]:
    """Return the brief.json of the editions before ``edition``, newest first: its baseline, the baseline of that one and so on, at most ``most``."""
    found: list[dict[str, Any]] = []
    met = {edition}
    while len(found) < most:
        data = previous_edition(output, found[-1]["edition"] if found else edition)
        if data is None or data["edition"] in met:
            break
        met.add(data["edition"])
        found.append(data)
    return tuple(found)


def latest_edition(output: Path) -> str | None:
    """Return the id of the edition that ``latest`` points to, None when nothing was published."""
    link = output / LATEST
    try:
        name = link.readlink().name if link.is_symlink() else (output / LATEST_TEXT).read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return name if _EDITION.match(name) and (output / EDITIONS / name).is_dir() else None


def _check_names(edition: str, files: Mapping[str, bytes]) -> None:
    if not _EDITION.match(edition):
        raise ValueError(f"not an edition's id: {edition!r}")
    for name in files:
        parts = PurePosixPath(name).parts
        if not parts or name == MANIFEST or "\\" in name or name.startswith("/") or any(part.startswith(".") for part in parts):
            raise ValueError(f"not a file of an edition: {name!r}")


@contextmanager
def _as_publish_error(output: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise PublishError(Path(error.filename) if isinstance(error.filename, str) else output, error) from error


def _clean(output: Path) -> None:
    """Remove what a build that was stopped left behind; the lock says that none is running."""
    for left in (output / EDITIONS).glob(f"{_STAGING}*"):
        shutil.rmtree(left)
    for left in output.glob(f".{LATEST}*{_PART}"):
        left.unlink()


def _stage(folder: Path, edition: str, files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> bool:
    staging = folder.with_name(f"{_STAGING}{edition}")
    try:
        staging.mkdir()
        for name in sorted(files):
            _write(staging / name, files[name])
        _write(staging / MANIFEST, make_manifest(edition, manifest, files))
        for parent in sorted({path.parent for path in staging.rglob("*")} | {staging}, key=lambda p: (-len(p.parts), p)):
            _sync_folder(parent)
        staging.rename(folder)
    except BaseException:
        shutil.rmtree(staging, ignore_errors=True)
        raise
    _sync_folder(folder.parent)
    _sync_folder(folder.parent.parent)
    return True


def _complete(folder: Path, edition: str, files: Mapping[str, bytes], manifest: Mapping[str, Any]) -> bool:
    for left in folder.rglob(f".*{_PART}"):
        left.unlink()
    known = read_manifest(folder)
    wanted = {**files, MANIFEST: make_manifest(edition, manifest, files, known=known)}
    missing = [name for name in (*sorted(files), MANIFEST) if not _holds(folder / name, wanted[name])]
    for name in missing:
        _replace(folder / name, wanted[name])
    return bool(missing)


def _holds(path: Path, content: bytes) -> bool:
    try:
        return path.read_bytes() == content
    except FileNotFoundError:
        return False


def _replace(path: Path, content: bytes) -> None:
    part = path.with_name(f".{path.name}{_PART}")
    try:
        _write(part, content)
        part.replace(path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as stream:
        stream.write(content)
        stream.flush()
        os.fsync(stream.fileno())


def _point(output: Path, edition: str) -> bool:
    if latest_edition(output) == edition:
        return False
    link = output / f".{LATEST}{_PART}"
    try:
        link.symlink_to(Path(EDITIONS) / edition, target_is_directory=True)
    except OSError as error:
        if error.errno not in _NO_LINKS and os.name != "nt":
            raise
        _replace(output / LATEST_TEXT, f"{edition}\n".encode())
        return True
    link.replace(output / LATEST)
    (output / LATEST_TEXT).unlink(missing_ok=True)
    _sync_folder(output)
    return True


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # folders cannot be opened there; renames are journalled
        return
    descriptor = os.open(folder, os.O_RDONLY | getattr(os, "O_DIRECTORY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
