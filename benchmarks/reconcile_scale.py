"""Measure `reconcile` on many claims: seconds of each part, peak memory, and the ratio over a brute-force search in the same run.

    python benchmarks/reconcile_scale.py [--cache FOLDER] [--most MINUTES] [CLAIMS ...]

The corpus is made of the open gold topics, told again and again as other stories: each story renames people, organisations and ships, gives other
numbers and days, and swaps a third of the content words for others of the same length, so that every span stays where it was. Documents of one
story corroborate and contradict each other as those of the topic do; stories share countries, offices, outlets and acts, as news does. Everything
is drawn from the number of the story: the corpus is the same in every run. Its vectors are the encoder's own, kept in ``--cache`` because they take
longer than reconciling. Each size runs in a process of its own, so that its peak memory is its own. The baseline is the cosine of all pairs of
sentence vectors by numpy, blocks of rows at a time, nothing kept.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import importlib
import multiprocessing
import random
import re
import resource
import sys
import tempfile
import time
from collections import defaultdict
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from briefing.corpus import read
from briefing.extract import extract
from briefing.folding import fold
from briefing.reconcile.bodies import read_name
from briefing.threads import one_thread
from briefing.vectors import DIMENSIONS, encode_parts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from briefing.model import Document, Extraction, Quantity, Sentence

stage = importlib.import_module("briefing.reconcile")  # the name in the package is the function
ROOT = Path(__file__).resolve().parent.parent
GOLD = ROOT / "tests" / "accuracy" / "gold"
TOPICS = (
    "topic-cyclone-aid", "topic-fishing-fleet", "topic-gold-mining", "topic-spyware", "topic-ferry-sinking", "topic-bank-laundering",
    "topic-mine-collapse", "sample",
)
SIZES = (1_000, 5_000, 20_000, 100_000)
PARTS = (
    "resolve_entities", "find_copies", "make_claims", "make_profiles", "find_candidates", "match_pairs", "Likely", "cluster", "form_groups",
    "make_finding", "find_conflicts", "score_finding", "find_unknowns",
)
SWAPPED = 0.35  # share of content words that a story swaps
DAYS = 1_500  # stories lie within
WORD = re.compile(r"[^\W\d_]+")
YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class Topic:
    """An open gold topic as extract reads it."""

    documents: list[Document]
    extractions: list[Extraction]
    names: list[str] = field(default_factory=list)  # folded words of names that are no place's and no office's
    kept: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))  # language -> folded words that acts, cues and dates are read from


Pool = dict[tuple[str, str, int], list[tuple[str, str]]]  # (language, part of speech, length) -> words with their lemmas


def main() -> None:
    """Print one block for each size; exit with 1 when the largest takes longer than ``--most``."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("claims", nargs="*", type=int, default=list(SIZES))
    parser.add_argument("--cache", type=Path, default=Path(tempfile.gettempdir()) / "briefing-scale")
    parser.add_argument("--most", type=float, default=10.0, help="minutes that the largest size may take")
    arguments = parser.parse_args()
    minutes = 0.0
    for size in sorted(arguments.claims):
        with ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn")) as alone:
            minutes = alone.submit(measure, size, arguments.cache).result() / 60
    sys.exit(int(minutes > arguments.most))


def measure(size: int, cache: Path) -> float:
    """Print what reconciling about ``size`` claims takes; return the seconds."""
    documents, extractions = corpus(size, cache)
    base = _peak()
    spent: dict[str, float] = {}
    counts: dict[str, int] = {}
    _watch(spent, counts)
    began, worked = time.perf_counter(), time.process_time()
    found = stage.reconcile(documents, extractions)
    seconds, worked = time.perf_counter() - began, time.process_time() - worked
    peak = _peak()
    rows = np.concatenate([e.vectors[[s.row for s in e.sentences if s.row is not None]] for e in extractions if e.vectors is not None])
    brute = _brute_force(rows[: counts["make_claims"]])
    claims = counts["make_claims"]
    print(f"{claims} claims, {len(documents)} documents: {seconds:.1f} s ({worked:.1f} s of processor), {claims / seconds:.0f} claims/s", end="; ")
    print(f"peak {peak} MB, {peak - base} MB above the corpus; {counts['find_candidates']} pairs, {counts['match_pairs']} compared in full")
    print(f"    {len(found.findings)} findings, {len(found.conflicts)} conflicts, {len(found.entities)} entities, digest {_digest(found)}")
    print(f"    brute-force cosine of {min(claims, len(rows))} rows: {brute:.1f} s, ratio {seconds / brute:.1f}")
    for name, value in sorted(spent.items(), key=lambda item: -item[1]):
        print(f"    {name:18} {value:8.1f} s")
    print(f"    {'everything else':18} {seconds - sum(spent.values()):8.1f} s", flush=True)
    return seconds


def _watch(spent: dict[str, float], counts: dict[str, int]) -> None:
    """Time every part that `reconcile` calls by name, as its table of contents lists them."""
    def timed(name: str, part: Callable[..., Any], *arguments: Any, **options: Any) -> Any:
        began = time.perf_counter()
        result = part(*arguments, **options)
        spent[name] = spent.get(name, 0.0) + time.perf_counter() - began
        if name in {"make_claims", "find_candidates", "match_pairs"}:
            counts[name] = len(result)
        elif name == "find_conflicts":
            counts["match_pairs"] = len(options["matches"])
        return result

    for name in PARTS:
        if hasattr(stage, name):
            setattr(stage, name, partial(timed, name, getattr(stage, name)))


def _brute_force(rows: np.ndarray[Any, np.dtype[np.float32]]) -> float:
    """Return the seconds of the cosines of all pairs of rows."""
    began = time.perf_counter()
    with one_thread():
        for start in range(0, len(rows), 512):
            (rows[start : start + 512] @ rows.T).max(axis=1)
    return time.perf_counter() - began


def _digest(found: Any) -> str:
    return hashlib.sha256(repr((found.findings, found.conflicts)).encode()).hexdigest()[:12]


def _peak() -> int:
    """Return the largest resident memory so far, in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // (1 if sys.platform != "darwin" else 1024) // 1024


# --- the corpus -------------------------------------------------------------------------------------------------------


def corpus(size: int, cache: Path) -> tuple[list[Document], list[Extraction]]:
    """Return documents that make about ``size`` claims, with what is read from them."""
    topics = [load_topic(name) for name in TOPICS]
    pool = _pool(topics)
    claims = [_count_claims(topic) for topic in topics]
    documents: list[Document] = []
    extractions: list[Extraction] = []
    story = made = 0
    while made < size:
        told, read_from_it = tell(topics[story % len(topics)], story, pool)
        made += claims[story % len(topics)]
        documents += told
        extractions += read_from_it
        story += 1
    return documents, _encoded(documents, extractions, cache)


def load_topic(name: str) -> Topic:
    """Return a topic with the words that its stories rename or keep."""
    folder = ROOT / "documents" if name == "sample" else GOLD / name / "documents"
    documents = [read(path) for path in sorted(folder.glob("*.txt"))]
    topic = Topic(documents=documents, extractions=[extract(document, encode=False) for document in documents])
    named = set()
    for document, extraction in zip(topic.documents, topic.extractions, strict=True):
        kept = topic.kept[document.language]
        for mention in extraction.mentions:
            if mention.form in {"name", "short"}:
                named.update(w for w in WORD.findall(document.text[mention.start : mention.end]) if _is_own(w, document.language))
        spans = [(e.start, e.end) for e in extraction.events] + [(d.start, d.end) for d in extraction.dates]
        spans += [(a.cue_start, a.cue_end) for a in extraction.attributions if a.cue_start is not None and a.cue_end is not None]
        for start, end in spans:
            kept.update(WORD.findall(fold(document.text[start:end])))
    topic.names = sorted({fold(word) for word in named})
    return topic


def _is_own(word: str, language: str) -> bool:
    return word[:1].isupper() and len(word) > 2 and all(item.kind == "own" for item in read_name(word, language).items)


def _count_claims(topic: Topic) -> int:
    index = stage.resolve_entities(topic.documents, topic.extractions)
    return len(stage.make_claims(topic.documents, topic.extractions, index, stage.find_copies(topic.documents), kinds=stage.known_kinds()))


def _pool(topics: Sequence[Topic]) -> Pool:
    found: dict[tuple[str, str, int], set[tuple[str, str]]] = defaultdict(set)
    for topic in topics:
        for document, extraction in zip(topic.documents, topic.extractions, strict=True):
            for sentence in extraction.sentences:
                for term in sentence.terms:
                    word = document.text[term.start : term.end]
                    if word.islower() and WORD.fullmatch(word):
                        found[document.language, term.pos, len(word)].add((word, term.lemma))
    return {key: sorted(words) for key, words in sorted(found.items())}


def tell(topic: Topic, story: int, pool: Pool) -> tuple[list[Document], list[Extraction]]:
    """Return the topic's documents as another story, the same for the same number."""
    draw = random.Random(f"story {story}")  # noqa: S311 - a corpus, no secret
    teller = _Teller(names={name: _name(name, draw) for name in topic.names}, days=dt.timedelta(days=draw.randrange(DAYS)))
    for document, extraction in zip(topic.documents, topic.extractions, strict=True):
        for sentence in extraction.sentences:
            for term in sentence.terms:
                teller.choose(document, term, topic, pool, draw)
        for quantity in extraction.quantities:
            teller.number(document.text[quantity.start : quantity.end], draw)
    told = [teller.document(d, e, story) for d, e in zip(topic.documents, topic.extractions, strict=True)]
    return told, [teller.extraction(e, d, new) for d, e, new in zip(topic.documents, topic.extractions, told, strict=True)]


def _name(word: str, draw: random.Random) -> str:
    sounds = ["bdfgklmnprstvz", "aeiou"]
    first = draw.randrange(2)
    return "".join(draw.choice(sounds[(first + place) % 2]) for place in range(len(word)))


@dataclass(slots=True)
class _Teller:
    """What a story calls things."""

    names: dict[str, str]
    days: dt.timedelta
    words: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)  # (language, word) -> word and lemma in its place
    numbers: dict[str, str] = field(default_factory=dict)

    def choose(self, document: Document, term: Any, topic: Topic, pool: Pool, draw: random.Random) -> None:
        word, language = document.text[term.start : term.end], document.language
        if (language, word) in self.words or not word.islower() or fold(word) in topic.kept[language]:
            return
        fitting = pool.get((language, term.pos, len(word)), [])
        if fitting and term.pos in {"NOUN", "VERB", "ADJ"} and draw.random() < SWAPPED:
            self.words[language, word] = draw.choice(fitting)
        else:
            self.words[language, word] = (word, term.lemma)

    def number(self, text: str, draw: random.Random) -> None:
        digits = "".join(filter(str.isdigit, text))
        if digits and digits not in self.numbers and not YEAR.fullmatch(digits):
            self.numbers[digits] = "".join(c if c == "0" else draw.choice("123456789") for c in digits)

    def rewrite(self, text: str, language: str) -> str:
        """Return the text with the story's names and words, as long as it was."""
        def other(match: re.Match[str]) -> str:
            word = match.group()
            name = self.names.get(fold(word)) if word[:1].isupper() else None
            if name is None:
                return self.words.get((language, word), (word, ""))[0]
            return name.upper() if word.isupper() else name.capitalize()

        return WORD.sub(other, text)

    def document(self, document: Document, extraction: Extraction, story: int) -> Document:
        text = list(self.rewrite(document.text, document.language))
        for quantity in extraction.quantities:
            digits = iter(self.numbers.get("".join(filter(str.isdigit, document.text[quantity.start : quantity.end])), ""))
            for place in range(quantity.start, quantity.end):
                if document.text[place].isdigit():
                    text[place] = next(digits, text[place])
        told = "".join(text)
        assert len(told) == len(document.text)
        hashed = hashlib.sha256(told.encode()).hexdigest()
        return replace(
            document, id=f"d{hashed[:12]}", path=f"{story:05}/{document.path}", text=told, sha256=hashed, text_sha256=hashed,
            title=self.rewrite(document.title, document.language) if document.title else None,
            published=document.published + self.days if document.published else None,
        )

    def extraction(self, extraction: Extraction, document: Document, told: Document) -> Extraction:
        language = document.language

        def name(text: str | None) -> str | None:
            return self.rewrite(text, language) if text else text

        def day(date: Any) -> Any:
            if date is None or date.first_day is None or date.last_day is None:
                return date
            return replace(date, first_day=date.first_day + self.days, last_day=date.last_day + self.days)

        def argument(found: Any) -> Any:
            return found and replace(found, name=name(found.name))

        return replace(
            extraction, document=told.id, sentences=tuple(self._sentence(s, document, told) for s in extraction.sentences),
            mentions=tuple(replace(m, name=self.rewrite(m.name, language)) for m in extraction.mentions),
            quantities=tuple(self._quantity(q, document) for q in extraction.quantities), dates=tuple(map(day, extraction.dates)),
            attributions=tuple(replace(a, name=name(a.name)) for a in extraction.attributions),
            events=tuple(
                replace(e, agent=argument(e.agent), target=argument(e.target), place=argument(e.place), date=day(e.date)) for e in extraction.events
            ),
        )

    def _sentence(self, sentence: Sentence, document: Document, told: Document) -> Sentence:
        terms = []
        for term in sentence.terms:
            word, new = document.text[term.start : term.end], told.text[term.start : term.end]
            lemma = self.words.get((document.language, word), (word, term.lemma))[1]
            terms.append(replace(term, lemma=lemma if new == word or word.islower() else fold(new)))
        return replace(sentence, terms=tuple(terms))

    def _quantity(self, quantity: Quantity, document: Document) -> Quantity:
        digits = "".join(filter(str.isdigit, document.text[quantity.start : quantity.end]))
        share = int(self.numbers[digits]) / max(1, int(digits)) if digits in self.numbers else 1.0
        value, low, high = (None if v is None else round(v * share, 6) for v in (quantity.value, quantity.low, quantity.high))
        return replace(
            quantity, value=value, low=low, high=high, counted=self.rewrite(quantity.counted, document.language) if quantity.counted else None,
        )


# --- its vectors ------------------------------------------------------------------------------------------------------


def _encoded(documents: Sequence[Document], extractions: Sequence[Extraction], cache: Path) -> list[Extraction]:
    """Return the extractions with their vectors; those that were encoded before come from the cache."""
    cache.mkdir(parents=True, exist_ok=True)
    chunks = [range(start, min(start + 100, len(documents))) for start in range(0, len(documents), 100)]
    work = [(cache, [(d.text, e.sentences) for d, e in ((documents[n], extractions[n]) for n in chunk)]) for chunk in chunks]
    with ProcessPoolExecutor(2, mp_context=multiprocessing.get_context("spawn")) as pool:
        paths = list(pool.map(_encode_chunk, *zip(*work, strict=True)))
    rows = (row for path in paths for row in _rows(path))
    return [replace(extraction, vectors=table) for extraction, table in zip(extractions, rows, strict=True)]


def _rows(path: Path) -> Iterator[np.ndarray[Any, np.dtype[np.float32]]]:
    with np.load(path) as stored:
        yield from np.split(stored["rows"].astype(np.float32), np.cumsum(stored["lengths"])[:-1])


def _encode_chunk(cache: Path, texts: Sequence[tuple[str, Sequence[Sentence]]]) -> Path:
    path = cache / f"{hashlib.sha256(repr(texts).encode()).hexdigest()[:16]}.npz"
    if not path.exists():
        tables = [_encode(text, sentences) for text, sentences in texts]
        partial_path = path.with_suffix(".part.npz")
        np.savez(partial_path, rows=np.concatenate([np.zeros((0, DIMENSIONS), np.float32), *tables]), lengths=[len(table) for table in tables])
        partial_path.replace(path)
    return path


def _encode(text: str, sentences: Sequence[Sentence]) -> np.ndarray[Any, np.dtype[np.float32]]:
    encoded = [s for s in sentences if s.row is not None]
    parts = [[(c.start - s.start, c.end - s.start) for c in s.clauses if c.row != s.row] for s in encoded]
    return encode_parts([text[s.start : s.end] for s in encoded], parts)


if __name__ == "__main__":
    main()
