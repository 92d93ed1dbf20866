"""Measure the speed of `extract`, vectors included, as a ratio over spaCy's bare `nlp.pipe` of the full model on the same text.

    python benchmarks/extract_speed.py [--rounds 5] [--stages] [--most 1.6] [FOLDER ...]

Without folders: the sample corpus; the seeds (BRIEFING_SEEDS, else ../shared/seeds beside the checkout) and the English news of MEANTIME
(BRIEFING_DATA, else ../shared/data) where they are. A folder holds `.txt` documents or MEANTIME's `.xml`. Both sides read the same texts in one
process on one BLAS thread, in turns; each is timed by the process's own time, and the least of the rounds counts. Models are loaded and word lists
read before the first round.
"""

from __future__ import annotations

import os

os.environ.update(dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS"), "1"))

import argparse
import importlib
import sys
import time
import xml.etree.ElementTree as ET
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from briefing.corpus import read
from briefing.extract import extract
from briefing.extract.parse import MODELS
from briefing.model import Document

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

ROOT = Path(__file__).resolve().parent.parent
WORDS = 12_000  # read from each folder: enough for a steady ratio, few enough for a minute's run
STAGES = (
    "parse", "find_mentions", "find_attributions", "judge", "split_clauses", "find_terms", "find_dates", "find_anchor", "find_quantities",
    "encode_parts", "find_events", "score_categories", "check_chronology",
)


def main() -> None:
    """Print one line for each folder and language, and one for all; exit with 1 when the ratio of all is above ``--most``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--most", type=float, default=1.6, help="the ratio above which the run fails")
    parser.add_argument("--stages", action="store_true", help="print what each stage takes, as a share of the bare parse")
    arguments = parser.parse_args()
    groups: dict[str, list[Document]] = {}
    for name, documents in corpora(arguments.folders):
        for language in sorted(MODELS):
            groups[f"{name} {language}"] = [document for document in documents if document.language == language]
    seconds = _watch() if arguments.stages else {}
    all_bare = all_ours = 0.0
    for name, documents in groups.items():
        if not documents:
            continue
        bare, ours = measure(documents, arguments.rounds, seconds)
        all_bare, all_ours = all_bare + bare, all_ours + ours
        words = sum(len(document.text.split()) for document in documents)
        speeds = f"bare {words / bare:6.0f} words/s   ours {words / ours:6.0f}   ratio {ours / bare:.2f}"
        print(f"{name:18} {len(documents):3} documents {words:6} words   {speeds}")
        for stage, spent in sorted(seconds.items(), key=lambda item: -item[1]):
            print(f"    {stage:20} {spent / bare:.3f}")
    print(f"all                ratio {all_ours / all_bare:.3f}")
    sys.exit(int(all_ours / all_bare > arguments.most))


def corpora(folders: Sequence[Path]) -> list[tuple[str, list[Document]]]:
    """Return the documents of each folder, of the folders that are here when none is given."""
    beside = ROOT.parent / "shared"
    seeds, data = Path(os.environ.get("BRIEFING_SEEDS", beside / "seeds")), Path(os.environ.get("BRIEFING_DATA", beside / "data"))
    chosen = folders or (ROOT / "documents", seeds, data / "meantime-en")
    return [(folder.name, _limited(_documents(folder))) for folder in chosen if folder.is_dir()]


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


def measure(documents: Sequence[Document], rounds: int, seconds: dict[str, float]) -> tuple[float, float]:
    """Return the least process time of the bare parse and of ours; ``seconds`` is filled with the stages' times of the best round."""
    model = _full_model(documents[0].language)
    texts = [document.text for document in documents]

    def bare() -> None:
        list(model.pipe(texts))

    def ours() -> None:
        for document in documents:
            extract(document)

    bare()
    ours()
    best_bare = best_ours = float("inf")
    best: dict[str, float] = {}
    for _ in range(rounds):
        best_bare = min(best_bare, _timed(bare))
        seconds.update(dict.fromkeys(seconds, 0.0))
        took = _timed(ours)
        if took < best_ours:
            best_ours, best = took, dict(seconds)
    seconds.update(best)
    return best_bare, best_ours


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
