"""The brief of every gold topic is proved by its documents, in both languages of a brief."""

from __future__ import annotations

from pathlib import Path

import pytest

from briefing import pipeline
from briefing.verify import verify
from tests.accuracy.goldset import GOLD, OPEN
from tests.accuracy.readings import CONFIG


@pytest.mark.slow
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("name", [name for name in OPEN if name.startswith("topic-")])
def test_every_line_of_a_topic_is_proved(tmp_path: Path, name: str, language: str) -> None:
    """What a brief says of texts it was not written for stands in its quotes: no failure, in either language."""
    documents = GOLD / name / "documents"
    config = tmp_path / "config.yaml"
    config.write_text(CONFIG % documents.as_posix() + f"language: {language}\n", encoding="utf-8")
    edition = pipeline.build(config)
    proof = verify(edition.folder / "brief.json", documents=documents)
    assert proof.quotes > 0
    assert () == tuple(proof.failures)
