"""Which files belong to the corpus: globs below the configuration's folder, regular files only, in a stable order."""

from __future__ import annotations

import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from briefing.config import DocumentsEntry, Settings
from briefing.corpus.metadata import SIDECAR
from briefing.model import Diagnostic, Skipped

MAX_BYTES = 20 * 1024 * 1024
FORMATS = {".txt": "txt", ".text": "txt", ".md": "md", ".markdown": "md"}
_GLOB_CHARACTERS = "*?["


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A file to read and what the configuration says of it."""

    path: Path
    name: str  # relative to the configuration's folder where it lies below it, "/" separators
    format: str
    entry: DocumentsEntry


def find_files(settings: Settings, folder: Path) -> tuple[list[Found], list[Skipped], list[Diagnostic]]:
    """Return the files of the corpus sorted by name, the ones left out, and globs that matched nothing.

    The first entry that matches a file describes it.
    """
    found: dict[Path, Found] = {}
    skipped: dict[Path, Skipped] = {}
    problems: list[Diagnostic] = []
    for entry in settings.documents:
        matches = list(_expand(entry.path, folder))
        if not matches:
            problems.append(_nothing(entry.path, folder))
        for path in matches:
            if path in found or path in skipped or path.name.endswith(SIDECAR):
                continue
            name = _name(path, folder)
            refusal = _refuse(path)
            if refusal:
                skipped[path] = Skipped(path=name, code=refusal[0], reason=refusal[1])
            else:
                found[path] = Found(path=path, name=name, format=FORMATS[path.suffix.lower()], entry=entry)
    return sorted(found.values(), key=lambda f: _key(f.name)), sorted(skipped.values(), key=lambda s: _key(s.path)), problems


def _expand(pattern: str, folder: Path) -> Iterator[Path]:
    """Yield what a glob, a folder or a file name below (or beside) the configuration means; links are not followed."""
    if not any(character in pattern for character in _GLOB_CHARACTERS):
        target = folder / pattern
        if target.is_dir():
            yield from sorted(path for path in target.rglob("*") if not path.is_dir() and not _is_hidden(path, target))
        elif target.exists() or target.is_symlink():
            yield target
        return
    root, rest = _fixed_part(folder, pattern)
    if root.is_dir():
        yield from sorted(path for path in root.glob(rest) if not path.is_dir() and not _is_hidden(path, root))


def _fixed_part(folder: Path, pattern: str) -> tuple[Path, str]:
    parts = Path(pattern).parts
    first = next(i for i, part in enumerate(parts) if any(character in part for character in _GLOB_CHARACTERS))
    return folder.joinpath(*parts[:first]), "/".join(parts[first:])


def _is_hidden(path: Path, root: Path) -> bool:
    return any(part.startswith(".") for part in path.relative_to(root).parts)


def _refuse(path: Path) -> tuple[str, str] | None:
    status = path.lstat()
    if stat.S_ISLNK(status.st_mode):
        return "symbolic-link", "symbolic links are not followed; copy the file into the folder"
    if not stat.S_ISREG(status.st_mode):
        return "not-a-file", "this is not a regular file"
    if status.st_size > MAX_BYTES:
        return "file-too-large", f"larger than {MAX_BYTES // 1024 // 1024} MB; split it"
    if path.suffix.lower() not in FORMATS:
        return "unknown-format", f"no reader for `{path.suffix or path.name}`; readable: {', '.join(sorted(FORMATS))}"
    return None


def _nothing(pattern: str, folder: Path) -> Diagnostic:
    root = _fixed_part(folder, pattern)[0] if any(c in pattern for c in _GLOB_CHARACTERS) else folder / pattern
    if not root.exists():
        return Diagnostic(
            code="missing-folder",
            severity="error",
            message=f"`{pattern}`: there is no such file or folder",
            hint="paths are relative to the configuration's folder",
        )
    return Diagnostic(
        code="no-match", severity="error", message=f"`{pattern}` matches no file", hint="paths are relative to the configuration's folder"
    )


def _name(path: Path, folder: Path) -> str:
    """Return the path below the configuration's folder, else the file name: no machine's layout reaches a brief."""
    try:
        return path.relative_to(folder).as_posix()
    except ValueError:
        return path.name


def _key(name: str) -> bytes:
    return unicodedata.normalize("NFC", name).encode("utf-8", "surrogatepass")
