"""A sentence's words with their tree: one view for every language, with or without a parse.

English (ClearNLP) and French (Universal Dependencies) label trees differently; the predicates here name what both mean.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from briefing.extract.parse import ParsedSentence

_TOKEN = re.compile(r"\w+(?:['’](?=\w))?|[^\w\s]")
_APOSTROPHES = ("'", "’")
_OPENERS = ("«", "“", '"')
_SUBJECTS = frozenset({"nsubj", "nsubjpass", "nsubj:pass", "nsubj:caus", "nsubj:outer"})
_PASSIVE = frozenset({"nsubjpass", "nsubj:pass", "auxpass", "aux:pass"})
_AUXILIARIES = frozenset({"aux", "auxpass", "aux:tense", "aux:pass", "aux:caus", "neg", "cop"})
_CLAUSES = frozenset({"ccomp", "ccomp:obj"})
_RELATIVES = frozenset({"relcl", "acl:relcl"})


@dataclass(slots=True)
class Word:
    """A token; ``start`` and ``end`` are document offsets, ``form`` is folded."""

    i: int
    start: int
    end: int
    text: str
    form: str
    pos: str = ""  # Universal POS; empty without a parse
    dep: str = ""
    head: int = -1  # index of the head, its own for a root, -1 without a parse
    children: list[int] = field(default_factory=list)
    morph: str = ""


class Words:
    """The words of one sentence, white space left out."""

    def __init__(self, text: str, sentence: ParsedSentence, *, begin: int | None = None) -> None:
        """Read a sentence; words before ``begin`` (a dateline) are left out."""
        self.text = text
        self.start, self.end, self.block = sentence.start, sentence.end, sentence.block
        self.parsed = sentence.span is not None
        self.words: list[Word] = list(_read(text, sentence, sentence.start if begin is None else begin))
        for word in self.words:
            if word.head not in (-1, word.i):
                self.words[word.head].children.append(word.i)

    def __len__(self) -> int:
        return len(self.words)

    def __getitem__(self, index: int) -> Word:
        return self.words[index]

    def __iter__(self) -> Iterator[Word]:
        return iter(self.words)

    def children(self, word: Word) -> list[Word]:
        """Return a word's dependents in the order of the text."""
        return [self.words[i] for i in word.children]

    def head(self, word: Word) -> Word | None:
        """Return a word's head, None for a root or without a parse."""
        return None if word.head in (-1, word.i) else self.words[word.head]

    def subtree(self, word: Word, *, without: frozenset[int] = frozenset()) -> list[Word]:
        """Return ``word`` and what depends on it, in the order of the text; branches at ``without`` are left out."""
        found, queue = {word.i}, [word.i]
        while queue:
            for child in self.words[queue.pop()].children:
                if child not in found and child not in without:
                    found.add(child)
                    queue.append(child)
        return [self.words[i] for i in sorted(found)]

    def depends(self, word: Word, on: Word) -> bool:
        """Return whether ``word`` is ``on`` or below it."""
        current: Word | None = word
        for _ in range(len(self.words)):
            if current is None:
                return False
            if current.i == on.i:
                return True
            current = self.head(current)
        return False

    def at(self, offset: int) -> int:
        """Return the index of the first word that ends after a document offset."""
        low, high = 0, len(self.words)
        while low < high:
            middle = (low + high) // 2
            if self.words[middle].end <= offset:
                low = middle + 1
            else:
                high = middle
        return low


def _read(text: str, sentence: ParsedSentence, begin: int) -> Iterator[Word]:
    folded = fold(text[sentence.start : sentence.end])
    if sentence.span is None:
        for i, match in enumerate(_TOKEN.finditer(text, begin, sentence.end)):
            form = folded[match.start() - sentence.start : match.end() - sentence.start]
            yield Word(i, match.start(), match.end(), match.group(), form)
        return
    rows = sentence.rows
    kept = [number for number, row in enumerate(rows) if not row.is_space and row.start >= begin and not _is_elision(text, row.start, row.end)]
    index = {number: n for n, number in enumerate(kept)}
    elided = (n for n in range(1, len(rows)) if n not in index and n - 1 in index and _is_elision(text, rows[n].start, rows[n].end))
    index.update({n: index[n - 1] for n in elided})
    for n, number in enumerate(kept):
        row, head = rows[number], rows[number].head
        while head not in index and head != rows[head].head:  # a head left out: white space, a dateline
            head = rows[head].head
        end = row.end + _is_elision(text, row.end, row.end + 1)
        form = folded[row.start - sentence.start : end - sentence.start]
        yield Word(n, row.start, end, text[row.start : end], form, row.pos, row.dep, index.get(head, n), morph=row.morph)


def _is_elision(text: str, start: int, end: int) -> bool:
    """Return whether a token is the apostrophe of « d’« anomalies » », which the tokenizer parts from its letter before a quotation mark."""
    if end - start != 1 or text[start:end] not in _APOSTROPHES or text[end : end + 1] not in _OPENERS:
        return False
    before = text[max(0, start - 2) : start].lower()
    return before == "qu" or (before[-1:].isalpha() and not before[:-1].isalpha())


def is_subject(word: Word) -> bool:
    """Return whether a word is the subject of its head."""
    return word.dep in _SUBJECTS


def is_passive(words: Words, verb: Word) -> bool:
    """Return whether a verb is passive by its subject or auxiliary."""
    return any(child.dep in _PASSIVE for child in words.children(verb))


def is_auxiliary(word: Word) -> bool:
    """Return whether a word is an auxiliary, copula or negation of its head."""
    return word.dep in _AUXILIARIES


def is_clause(word: Word) -> bool:
    """Return whether a word heads a clausal complement with a subject of its own."""
    return word.dep in _CLAUSES


def is_relative(word: Word) -> bool:
    """Return whether a word heads a relative clause."""
    return word.dep in _RELATIVES


def is_verb(word: Word) -> bool:
    """Return whether a word is tagged as a verb or auxiliary."""
    return word.pos in {"VERB", "AUX"}
