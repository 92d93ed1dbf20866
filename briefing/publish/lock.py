"""The lock of an output folder: one build at a time; it ends with the process that took it, however that ends.

The lock belongs to an open file, so a dead process never leaves it behind. Children cannot keep it: an executed program does not inherit the
file, and a forked one closes it first.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from briefing.publish.errors import Locked, PublishError

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

NAME = ".lock"
_ATTEMPTS = 8  # the file may be removed between opening and locking it, when somebody clears the folder
_open: set[int] = set()


@dataclass(frozen=True, slots=True)
class Lock:
    """Proof that the output folder is held."""

    output: Path


@contextmanager
def hold(output: Path) -> Iterator[Lock]:
    """Hold ``output`` for this process, making the folder if needed.

    Raises:
        Locked: another build holds it.
        PublishError: the folder cannot be made or written.
    """
    try:
        output.mkdir(parents=True, exist_ok=True)
        descriptor = _take(output)
    except OSError as error:
        raise PublishError(output, error) from error
    _open.add(descriptor)
    try:
        yield Lock(output)
    finally:
        if sys.platform != "win32":
            fcntl.flock(descriptor, fcntl.LOCK_UN)  # also for a child that has just been forked and has not closed it yet
        _open.discard(descriptor)
        os.close(descriptor)


def _take(output: Path) -> int:
    path = output / NAME
    for _ in range(_ATTEMPTS):
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0), 0o666)
        try:
            _lock(descriptor, output)
            if _is_current(descriptor, path):
                os.ftruncate(descriptor, 0)
                os.write(descriptor, b"%d\n" % os.getpid())
                return descriptor
        except BaseException:
            os.close(descriptor)
            raise
        os.close(descriptor)
    raise PublishError(path, "it is being removed while it is taken")


def _lock(descriptor: int, output: Path) -> None:
    try:
        if sys.platform == "win32":
            os.lseek(descriptor, 1 << 20, os.SEEK_SET)  # beyond the process id, which others must be able to read
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except (BlockingIOError, PermissionError) as error:
        raise Locked(output, _pid(output / NAME)) from error


def _is_current(descriptor: int, path: Path) -> bool:
    try:
        return os.path.samestat(os.fstat(descriptor), path.stat())
    except FileNotFoundError:
        return False


def _pid(path: Path) -> int | None:
    try:
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return int(text) if text.isdecimal() else None


def _release_in_child() -> None:
    for descriptor in _open:
        os.close(descriptor)
    _open.clear()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_release_in_child)
