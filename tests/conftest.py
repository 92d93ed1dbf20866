"""What several test modules share: a small project, and the sample brief built once."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent

ENGLISH = """\
Police in Harbourton said on 3 March 2026 that they had arrested Marta Lund, the head of Northern Ferries, over the sinking of the Aurora.
The harbour authority said at least 40 people had died.
It is unclear whether the ship carried more passengers than it was allowed to.
"""
FRENCH = """\
La police de Harbourton a annoncé, le 3 mars 2026, avoir arrêté Marta Lund, dirigeante de Northern Ferries, après le naufrage de l’Aurora.
Selon l’autorité du port, au moins 40 personnes sont mortes.
"""
CONFIG = """\
title: The sinking of the Aurora
documents:
  - path: texts
sections:
  - {id: bottom-line, kind: bottom-line}
  - {id: enforcement, kind: events, framework: law-enforcement}
  - {id: actors, kind: actors}
  - {id: open-questions, kind: questions}
  - {id: sources, kind: sources}
  - {id: evidence, kind: evidence}
output:
  folder: build
  formats: [json, md]
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """Return a project of two short texts in two languages that builds in seconds."""
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "a.txt").write_text(ENGLISH, encoding="utf-8")
    (tmp_path / "texts" / "a.meta.yaml").write_text("publisher: The Gazette\npublished: 2026-03-04\n", encoding="utf-8")
    (tmp_path / "texts" / "b.txt").write_text(FRENCH, encoding="utf-8")
    (tmp_path / "config.yaml").write_text(CONFIG, encoding="utf-8")
    return tmp_path


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Callable[..., tuple[int, str, str]]:
    """Return a function that runs the command and returns its exit code, output and messages."""
    from briefing.cli import main  # noqa: PLC0415

    def call(*arguments: str | Path) -> tuple[int, str, str]:
        with pytest.raises(SystemExit) as caught:
            main([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return int(caught.value.code or 0), captured.out, captured.err

    return call


@pytest.fixture(scope="session")
def sample_edition(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of the sample brief's edition, built once with every format."""
    from briefing import pipeline  # noqa: PLC0415

    return pipeline.build(ROOT / "config.yaml", output=tmp_path_factory.mktemp("sample")).folder


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file below a folder but the lock."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file() and path.name != ".lock"}
