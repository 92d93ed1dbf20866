"""The harness's figures never sink below `floors.yaml`, and gold is what was annotated."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.accuracy import floors
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import GOLD, HELD, OPEN, folder_of
from tests.accuracy.registry import CORPORA, NAMES, count, joined

SLOW = ("meantime-en",)
ALWAYS = ("sample", "reading-dev", "topic-ferry-sinking", "topic-bank-laundering", "topic-mine-collapse")
SETS = [pytest.param(name, marks=pytest.mark.slow if name in SLOW else ()) for name in NAMES]
FILES = [path for name in OPEN for path in sorted((GOLD / name).glob("gold*.json"))]


@pytest.mark.parametrize("name", SETS)
def test_no_figure_sinks_below_its_floor(name: str) -> None:
    """Every pinned figure of a set is reached again, within half a point."""
    measures = count(name)
    if measures is None:
        pytest.skip(f"the documents of {name} are not here: set {'BRIEFING_DATA' if name in CORPORA else 'BRIEFING_SEEDS'}")
    lost = floors.undercut(floors.load()["floors"][name], joined(measures.values()).figures())
    told = [line for counts in measures.values() if lost.keys() & counts.figures().keys() for line in counts.misses]
    assert not lost, "\n".join([*lost.values(), *told])


@pytest.mark.parametrize("name", ALWAYS)
def test_sets_of_the_project_are_always_measured(name: str) -> None:
    """The documents of a set that may be copied are part of the checkout."""
    folder = folder_of(name)
    assert folder is not None
    assert list(folder.glob("*.txt"))


@pytest.mark.parametrize("file", FILES, ids=lambda path: path.relative_to(GOLD).as_posix())
def test_gold_fits_its_documents(file: Path) -> None:
    """Every document is the one that was annotated, and every span lies in it and quotes it."""
    gold = json.loads(file.read_text(encoding="utf-8"))
    folder = folder_of(file.parent.name)
    if folder is None:
        pytest.skip(f"the documents of {file.parent.name} are not here: set BRIEFING_SEEDS")
    data = {name: (folder / name).read_bytes() for name in gold["documents"]}
    assert {name: facts["sha256"] for name, facts in gold["documents"].items()} == {n: hashlib.sha256(d).hexdigest() for n, d in data.items()}
    texts = {name: content.decode("utf-8") for name, content in data.items()}
    wrong = [(document, span) for document, span in spans(gold) if not fits(texts[document], span)]
    assert [] == wrong


def test_floors_are_of_open_sets() -> None:
    """Nothing is pinned on what is held out, nor on a set that is not there."""
    pinned = floors.load()["floors"]
    assert not set(pinned) & set(HELD)
    assert set(NAMES) == set(pinned)


def test_pinning_raises_and_lowers_only_with_a_reason(tmp_path: Path) -> None:
    """A better figure replaces its floor; a worse one does so when a reason is given, which is recorded; for counts of faults less is better."""
    file, day = tmp_path / "floors.yaml", dt.date(2026, 1, 31)
    floors.pin({"a": {"names.f1": 0.8, "junk": 1.0, "names.recall": 0.9}}, reason=None, today=day, file=file)
    floors.pin({"a": {"names.f1": 0.7, "junk": 0.0}}, reason=None, today=day, file=file)
    assert floors.load(file)["floors"] == {"a": {"junk": 0.0, "names.f1": 0.8}}
    floors.pin({"a": {"names.f1": 0.7, "junk": 0.0}}, reason="another notion of names", today=day, file=file)
    stored = floors.load(file)
    assert stored["floors"] == {"a": {"junk": 0.0, "names.f1": 0.7}}
    lowered = {"date": day, "set": "a", "figure": "names.f1", "from": 0.8, "to": 0.7, "reason": "another notion of names"}
    assert [lowered] == stored["lowered"]


def test_a_figure_is_undercut_beyond_the_tolerance_and_when_it_is_gone() -> None:
    """Half a point is let pass; a fault more is not, and neither is a figure that nothing measures any more."""
    pinned = {"names.f1": 0.8, "junk": 0.0, "dates.f1": 0.9}
    assert {} == floors.undercut(pinned, {"names.f1": 0.796, "junk": 0.0, "dates.f1": 0.95})
    assert {"junk", "names.f1", "dates.f1"} == set(floors.undercut(pinned, {"names.f1": 0.794, "junk": 1.0}))


def test_counts_add_up() -> None:
    """The figures of two sets together are of all their items; what was neither found nor asked for gives no figure."""
    one, other, total = Counts(), Counts(), Counts()
    one.add("dates", hits=1, found=2, gold=1)
    other.add("dates", hits=1, found=2, gold=3)
    other.add("names", hits=0, found=0, gold=0)
    total.update(one)
    total.update(other)
    assert {"dates.precision": 0.5, "dates.recall": 0.5, "dates.f1": 0.5} == total.figures()


def spans(gold: Any, document: str | None = None) -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield every span below a value of gold with its document, named beside the span or beside what it is a part of."""
    if isinstance(gold, dict):
        own = gold.get("document", document)
        if {"start", "end"} <= gold.keys():
            yield str(own), gold
        for value in gold.values():
            yield from spans(value, own)
    elif isinstance(gold, list):
        for value in gold:
            yield from spans(value, document)


def fits(text: str, span: dict[str, Any]) -> bool:
    """Return whether a span lies in the text and its quote, if it has one, is the text's."""
    start, end = span["start"], span["end"]
    return bool(0 <= start < end <= len(text)) and span.get("quote") in (None, text[start:end])
