"""What stops a command: one class per cause."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.model import Diagnostic


class NoUsableInput(Exception):  # noqa: N818 - named after what the user sees
    """No document could be read; the last edition stays.

    Attributes:
        problems: why, one for each file or glob.
    """

    def __init__(self, problems: Sequence[Diagnostic]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = tuple(problems)
