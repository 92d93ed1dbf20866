"""Corpus: files to documents, boilerplate masked, language and metadata known."""

from briefing.corpus.errors import UnreadableDocument
from briefing.corpus.read import read, read_corpus

__all__ = ["UnreadableDocument", "read", "read_corpus"]
