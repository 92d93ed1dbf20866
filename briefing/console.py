"""What the command says on a terminal: safe lines, progress bars on a screen, plain lines elsewhere."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

Progress = Callable[[str, int, int], None]
_STAGES = {
    "read": "reading documents", "extract": "extracting", "reconcile": "reconciling",
    "assemble": "assembling", "render": "rendering", "publish": "publishing",
}
_PLAIN_STEPS = 10  # lines at most for one stage where there is no screen


def safe(text: str) -> str:
    r"""Return ``text`` on one line with every character that a terminal could obey written out.

    >>> safe("a\x1b[2Jb\u202e")
    'a\\x1b[2Jb\\u202e'
    """
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def say(text: str = "") -> None:
    """Print one line of results."""
    sys.stdout.write(f"{safe(text)}\n")


def warn(text: str) -> None:
    """Print one line of problems or progress."""
    sys.stderr.write(f"{safe(text)}\n")
    sys.stderr.flush()


@contextmanager
def show_progress(*, quiet: bool) -> Iterator[Progress]:
    """Give a function that takes (stage, done, total): silent, a bar on a screen, or plain lines."""
    if quiet:
        yield _ignore
    elif not sys.stderr.isatty():
        yield _Lines().step
    else:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn, TimeElapsedColumn
        from rich.progress import Progress as Bar

        console = Console(stderr=True)
        if console.is_dumb_terminal:
            yield _Lines().step
            return
        columns = (TextColumn("{task.description:<18}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        with Bar(*columns, console=console, transient=True) as bar:
            tasks: dict[str, object] = {}

            def step(stage: str, done: int, total: int) -> None:
                if stage not in tasks:
                    for earlier in bar.tasks:
                        bar.update(earlier.id, completed=earlier.total or 1, total=earlier.total or 1)
                    tasks[stage] = bar.add_task(_STAGES.get(stage, stage), total=total or None)
                bar.update(bar.tasks[list(tasks).index(stage)].id, completed=done, total=total or None)

            yield step


class _Lines:
    """Progress as plain lines: one when a stage begins, and at most ten while it goes on."""

    def __init__(self) -> None:
        self._stage = ""
        self._tenths = 0

    def step(self, stage: str, done: int, total: int) -> None:
        """Print a line where there is something new to say."""
        tenths = _PLAIN_STEPS * done // total if total > 1 else 0
        if stage != self._stage or tenths != self._tenths:
            warn(_STAGES.get(stage, stage) + (f" {done}/{total}" if total > 1 and done else ""))
        self._stage, self._tenths = stage, tenths


def _ignore(_stage: str, _done: int, _total: int) -> None:
    return None
