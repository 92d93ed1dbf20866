"""Measure the speed of `extract`, vectors included, as a ratio over spaCy's bare `nlp.pipe` of the full model on the same text.

    python benchmarks/extract_speed.py [--rounds 5] [--stages] [--most 1.6] [FOLDER ...]

Without folders: the sample corpus; the seeds (BRIEFING_SEEDS, else ../shared/seeds beside the checkout) and the English news of MEANTIME
(BRIEFING_DATA, else ../shared/data) where they are. A folder holds `.txt` documents or MEANTIME's `.xml`. Both sides read the same texts in one
process, in turns; each is timed by the processor time of all threads, each round gives a ratio, and the median of the rounds counts: a busy machine
slows both sides of a round. Models are loaded, word lists and all texts read once before the first round.
"""

from __future__ import annotations

import argparse
import importlib
import os
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from functools import cache
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING, Any

from briefing.corpus import read
from briefing.extract import extract
from briefing.extract.parse import MODELS
from briefing.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

Round = tuple[float, float]  # processor seconds of the bare parse and of ours
ROOT = Path(__file__).resolve().parent.parent
WORDS = 12_000  # read from each folder: enough for a steady ratio, few enough for a minute's run
STAGES = (
    "parse", "find_mentions", "find_attributions", "judge", "split_clauses", "find_terms", "find_dates", "find_anchor", "find_quantities",
    "encode_parts", "find_events", "score_categories", "check_chronology",
)


def main() -> None:
    """Print a line for each folder and language, for each language, and for all; exit with 1 when the ratio of a language is above ``--most``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float, default=1.6, help="the ratio of a language above which the run fails")
    parser.add_argument("--stages", action="store_true", help="print what each stage takes, as a share of the bare parse")
    arguments = parser.parse_args()
    groups: dict[str, list[Document]] = {}
    for name, documents in corpora(arguments.folders):
        for language in sorted(MODELS):
            groups[f"{name} {language}"] = [document for document in documents if document.language == language]
    seconds = _watch() if arguments.stages else {}
    measured: defaultdict[str, list[list[Round]]] = defaultdict(list)  # by language, the rounds of each of its groups
    for name, documents in groups.items():
        if not documents:
            continue
        rounds = measure(documents, arguments.rounds, seconds)
        measured[documents[0].language].append(rounds)
        words = sum(len(document.text.split()) for document in documents)
        bare, ours = (words / median(times) for times in zip(*rounds, strict=True))
        print(f"{name:18} {len(documents):3} documents {words:6} words   bare {bare:6.0f} words/s   ours {ours:6.0f}   ratio {ratio([rounds]):.2f}")
        for stage, spent in sorted(seconds.items(), key=lambda item: -item[1]):
            print(f"    {stage:20} {spent / sum(time for time, _ in rounds):.3f}")
    for language, own in measured.items():
        print(f"{language:18} ratio {ratio(own):.2f}")
    print(f"all                ratio {ratio([rounds for own in measured.values() for rounds in own]):.2f}")
    sys.exit(int(any(ratio(own) > arguments.most for own in measured.values())))


def ratio(groups: Sequence[Sequence[Round]]) -> float:
    """Return the median, over the rounds, of our time for all groups by that of the bare parse."""
    return median(sum(ours for _, ours in turn) / sum(bare for bare, _ in turn) for turn in zip(*groups, strict=True))


def corpora(folders: Sequence[Path]) -> list[tuple[str, list[Document]]]:
    """Return the documents of each folder, of the folders that are here when none is given."""
    beside = ROOT.parent / "shared"
    seeds, data = Path(os.environ.get("BRIEFING_SEEDS", beside / "seeds")), Path(os.environ.get("BRIEFING_DATA", beside / "data"))
    chosen = folders or (ROOT / "documents", seeds, data / "meantime-en")
    return [(str(folder) if folders else folder.name, _limited(_documents(folder))) for folder in chosen if folder.is_dir()]


def _documents(folder: Path) -> Iterable[Document]:
    yield from (read(path) for path in sorted(folder.glob("*.txt")))
    yield from (_meantime(path) for path in sorted(folder.glob("corpus_*/*.xml"), key=lambda path: path.stem))


def _limited(documents: Iterable[Document]) -> list[Document]:
    kept, words = [], 0
    for document in documents:
        if words >= WORDS:
            break
        kept.append(document)
        words += len(document.text.split())
    return kept


def _meantime(path: Path) -> Document:
    """Return the text of a MEANTIME file, put together from its tokens, a paragraph for each sentence."""
    sentences: defaultdict[str, str] = defaultdict(str)
    for token in ET.parse(path).getroot().iter("token"):  # noqa: S314 - a file of our own choice
        word = token.text or ""
        glued = word[0] in ".,;:)?!%'" or word == "n't"
        sentences[token.get("sentence", "")] += word if glued else f" {word}"
    text = "\n\n".join(sentence.strip() for sentence in sentences.values())
    return Document.from_text(text, id=path.stem, language="en")


@cache
def _full_model(language: str) -> Any:
    return importlib.import_module(MODELS[language]).load()


def measure(documents: Sequence[Document], rounds: int, seconds: dict[str, float]) -> list[Round]:
    """Return the times of each round; ``seconds`` is filled with the stages' times of all rounds."""
    model = _full_model(documents[0].language)
    texts = [document.text for document in documents]

    def bare() -> None:
        list(model.pipe(texts))

    def ours() -> None:
        for document in documents:
            extract(document)

    bare()
    ours()
    seconds.update(dict.fromkeys(seconds, 0.0))
    return [(_timed(bare), _timed(ours)) for _ in range(rounds)]


def _timed(work: Callable[[], None]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _watch() -> dict[str, float]:
    """Wrap the stages that `extract` calls so that their time is added up by name."""
    seconds: dict[str, float] = {}
    package = sys.modules["briefing.extract"]  # `briefing.extract` names the function

    def wrapped(name: str, work: Callable[..., Any]) -> Callable[..., Any]:
        def timed(*arguments: Any, **named: Any) -> Any:
            start = time.process_time()
            try:
                return work(*arguments, **named)
            finally:
                seconds[name] += time.process_time() - start

        return timed

    for name in STAGES:
        if hasattr(package, name):
            seconds[name] = 0.0
            setattr(package, name, wrapped(name, getattr(package, name)))
    return seconds


if __name__ == "__main__":
    main()
