"""What stops publishing; the last edition stays as it was."""

from __future__ import annotations

from pathlib import Path


class PublishError(Exception):
    """The output folder cannot be written."""

    def __init__(self, path: Path, error: OSError | str) -> None:
        reason = error if isinstance(error, str) else (error.strerror or type(error).__name__)
        super().__init__(f"{path}: cannot be written: {reason}; the last edition stays as it was")
        self.path = path


class Locked(Exception):  # noqa: N818 - a state, told as such
    """Another build is writing to the output folder.

    Attributes:
        pid: its process id, None while it has not written it yet.
    """

    def __init__(self, output: Path, pid: int | None) -> None:
        super().__init__(f"{output}: another build{f' (process {pid})' if pid else ''} is writing here; wait until it is done")
        self.pid = pid
