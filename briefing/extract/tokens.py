"""Tokens of a text for the number and date grammars: words, runs of digits, single signs, each with its folded form.

The tokenizer is one linear pass; every rule of the grammars looks a bounded number of tokens ahead, so reading stays linear on any text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from briefing.folding import fold

# a word may carry combining accents; digits are ASCII only, other scripts' digits are signs
_TOKEN = re.compile(r"[0-9]+|[^\W\d_](?:[^\W\d_]|[\u0300-\u036f])*|[^\s]")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s]+")
_MAIL = 20  # tokens on each side of an at sign
_MARKS = re.compile("[\u0300-\u036f]")
_DASHES = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2012": "-", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\uff5e": "~"})
MAX_DIGITS = 40  # longer runs are keys and noise, never a figure that a text states


class Token(NamedTuple):
    """A word, a run of digits or one sign."""

    start: int  # code points of the text
    end: int
    form: str  # as written
    fold: str  # lower case, without accents, plain apostrophes and dashes
    kind: str  # "word", "digits" or "sign"
    glued: bool  # no white space between the token before and this one


class Tokens(tuple[Token, ...]):
    """The tokens of a text, and what the grammars ask of them."""

    __slots__ = ()

    def word(self, index: int) -> str:
        """Return the folded form at ``index``, an empty string outside the text."""
        return self[index].fold if 0 <= index < len(self) else ""

    def kind(self, index: int) -> str:
        """Return the kind at ``index``, an empty string outside the text."""
        return self[index].kind if 0 <= index < len(self) else ""

    def left(self, index: int) -> str:
        """Return the folded form written against the token on its left, an empty string behind white space."""
        return self.word(index - 1) if self.is_glued(index) else ""

    def right(self, index: int) -> str:
        """Return the folded form written against the token on its right, an empty string before white space."""
        return self.word(index + 1) if self.is_glued(index + 1) else ""

    def ties_digits(self, index: int) -> bool:
        """Return True for a sign written between digits or a word and digits: the point of "2.5", the dash of "A-10"."""
        return self.is_glued(index) and self.is_glued(index + 1) and self.kind(index + 1) == "digits"

    def is_glued(self, index: int) -> bool:
        """Return True when the token at ``index`` follows the one before at once."""
        return 0 < index < len(self) and self[index].glued


@lru_cache(maxsize=8)
def tokenize(text: str) -> Tokens:
    """Return the tokens of ``text``.

    >>> [token.fold for token in tokenize("L’Été, 1 440")]
    ['l', "'", 'ete', ',', '1', '440']
    """
    folded = fold(text).translate(_DASHES)
    tokens = []
    last = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        form = match.group()
        low = folded[start:end]
        if form[0].isdigit() and form.isascii():
            kind = "digits"
        elif form[0].isalpha():
            kind = "word"
            if not form.isascii():
                low = _MARKS.sub("", low)
        else:
            kind = "sign"
        tokens.append(Token(start, end, form, low, kind, start == last))
        last = end
    return Tokens(tokens)


def address_tokens(text: str, tokens: Tokens) -> frozenset[int]:
    """Return the tokens that lie in web and mail addresses: their digits are neither numbers nor dates."""
    if not ("www." in text or "://" in text or "@" in text):
        return frozenset()
    addresses = [match.span() for match in _ADDRESS.finditer(text)]
    hidden, at = set(), 0
    for index, token in enumerate(tokens):
        while at < len(addresses) and addresses[at][1] <= token.start:
            at += 1
        if at < len(addresses) and addresses[at][0] <= token.start:
            hidden.add(index)
        if token.fold == "@":
            hidden.update(_glued_round(tokens, index))
    return frozenset(hidden)


def _glued_round(tokens: Tokens, index: int) -> range:
    """Return the tokens written without white space round ``index``."""
    first, last = index, index + 1
    while index - first < _MAIL and tokens.is_glued(first):
        first -= 1
    while last - index < _MAIL and tokens.is_glued(last):
        last += 1
    return range(first, last)


def phrase(text: str) -> tuple[str, ...]:
    """Return a phrase of the language data as folded tokens, so that it compares with a text's tokens."""
    return tuple(token.fold for token in tokenize(text))


class Phrases:
    """A set of phrases, each with a value, found at a place by the longest match."""

    __slots__ = ("_by_first", "_by_last")

    def __init__(self, phrases: dict[str, object]) -> None:
        """Index ``phrases`` by their first and by their last token."""
        self._by_first: dict[str, list[tuple[tuple[str, ...], object]]] = {}
        self._by_last: dict[str, list[tuple[tuple[str, ...], object]]] = {}
        for text, value in phrases.items():
            words = phrase(text)
            self._by_first.setdefault(words[0], []).append((words, value))
            self._by_last.setdefault(words[-1], []).append((words, value))
        for index in (self._by_first, self._by_last):
            for entries in index.values():
                entries.sort(key=lambda entry: (-len(entry[0]), entry[0]))

    @property
    def firsts(self) -> frozenset[str]:
        """The tokens that phrases start with."""
        return frozenset(self._by_first)

    def at(self, tokens: Tokens, start: int) -> tuple[int, object] | None:
        """Return the end and value of the longest phrase that starts at ``start``."""
        for words, value in self._by_first.get(tokens.word(start), ()):
            if all(tokens.word(start + i) == word for i, word in enumerate(words)):
                return start + len(words), value
        return None

    def before(self, tokens: Tokens, end: int) -> tuple[int, object] | None:
        """Return the start and value of the longest phrase that ends right before ``end``."""
        for words, value in self._by_last.get(tokens.word(end - 1), ()):
            start = end - len(words)
            if start >= 0 and all(tokens.word(start + i) == word for i, word in enumerate(words)):
                return start, value
        return None
