"""What makes a file unreadable."""

from __future__ import annotations


class UnreadableDocument(Exception):  # noqa: N818 - the public interface's word
    """A file cannot become a document.

    Attributes:
        path: the file, as the user knows it.
        code: stable diagnostic code ("binary-file", "empty-document", "file-too-large"...).
        reason: one sentence.
    """

    def __init__(self, path: str, code: str, reason: str) -> None:
        super().__init__(f"{path}: {reason} [{code}]")
        self.path = path
        self.code = code
        self.reason = reason
