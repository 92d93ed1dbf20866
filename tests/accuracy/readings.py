"""A gold set read once for every measure: its documents, what is read from each, what they say together, and the brief; also MEANTIME's articles.

All are made as the pipeline makes them.
"""

from __future__ import annotations

import datetime as dt
import tempfile
from functools import cache
from pathlib import Path

from briefing import pipeline
from briefing.assemble import assemble
from briefing.config import Decisions, Settings
from briefing.corpus import read_corpus
from briefing.extract import extract, redate
from briefing.extract.parse import Parse, parse
from briefing.frameworks import Framework
from briefing.model import Brief, Document, EvidenceBase, Extraction
from briefing.reconcile import reconcile
from briefing.vectors import encode
from tests.accuracy.goldset import file_of, folder_of
from tests.accuracy.meantime import Article, read_meantime

CONFIG = """title: Measured brief
documents: [{path: '%s'}]
sections:
  - {id: bottom-line, kind: bottom-line}
  - {id: figures, kind: figures}
  - {id: events, kind: events, framework: law-enforcement}
  - {id: actors, kind: actors}
  - {id: risks, kind: findings, framework: protection-risks}
  - {id: timeline, kind: timeline}
  - {id: contested, kind: conflicts}
  - {id: questions, kind: questions}
  - {id: sources, kind: sources}
  - {id: evidence, kind: evidence}
output: {folder: build, formats: [json]}
"""
Reading = tuple[tuple[Document, ...], tuple[Extraction, ...]]


@cache
def read_set(name: str) -> Reading:
    """Return a set's documents and what is read from each.

    Raises:
        FileNotFoundError: the set's documents are not here.
    """
    settings, _, frameworks, folder = configure(name)
    documents = read_corpus(settings, folder).documents
    return documents, tuple(extract(document, frameworks=frameworks) for document in documents)


@cache
def by_file(name: str) -> dict[str, tuple[Document, Extraction]]:
    """Return a set's documents and extractions by file name."""
    return {file_of(document): (document, extraction) for document, extraction in zip(*read_set(name), strict=True)}


@cache
def parses(name: str) -> dict[str, Parse]:
    """Return the parses of a set's documents by file name: what judges any span, beyond what an extraction keeps."""
    return {file_of(document): parse(document) for document in read_set(name)[0]}


@cache
def dated(name: str) -> tuple[dt.date, Reading]:
    """Return the day a set's brief speaks of, and the reading dated against it."""
    documents, extractions = read_set(name)
    day = configure(name)[0].as_of or pipeline.newest_day(documents, extractions)
    return day, (documents, tuple(redate(d, e, anchor=day) for d, e in zip(documents, extractions, strict=True)))


@cache
def base_of(name: str) -> EvidenceBase:
    """Return what a set's documents say together."""
    settings, decisions, *_ = configure(name)
    documents, extractions = dated(name)[1]
    return reconcile(documents, extractions, settings=settings, decisions=decisions)


@cache
def brief_of(name: str) -> Brief:
    """Return the brief of a set, with every kind of section and no edition before it."""
    settings, decisions, frameworks, _ = configure(name)
    day, (_, extractions) = dated(name)
    return assemble(
        base_of(name), extractions, settings=settings, decisions=decisions, frameworks=frameworks, previous=None, skipped=(), as_of=day,
        edition="measured", digest="0" * 64, encode=encode,
    )


@cache
def read_articles(folder: Path) -> tuple[tuple[Article, Extraction], ...]:
    """Return the articles of MEANTIME and what is read from each."""
    return tuple((article, extract(article.document)) for article in read_meantime(folder))


@cache
def configure(name: str) -> tuple[Settings, Decisions, tuple[Framework, ...], Path]:
    """Return the settings a set is read with, no decisions, the frameworks, and the folder the settings' paths start from."""
    documents = folder_of(name)
    if documents is None or not documents.is_dir():
        raise FileNotFoundError(f"{name}: its documents are not here")
    with tempfile.TemporaryDirectory() as folder:
        config = Path(folder) / "config.yaml"
        config.write_text(CONFIG % documents.as_posix(), encoding="utf-8")
        return *pipeline.load(config), Path(folder)
