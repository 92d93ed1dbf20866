"""Copies: documents that are one text, and passages that several documents share word for word or nearly so.

Candidates come from MinHash over the words of a sentence; an exact comparison decides. A passage belongs to the family of the document it comes from:
an agency's report before its reprints, then the earliest.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from briefing.folding import fold
from briefing.reconcile.outlets import agency_of, dateline_end, outlet_of

if TYPE_CHECKING:
    from briefing.model import Document

_SENTENCE = re.compile(r"[^\n.!?…]+[.!?…»”\"')\]]*(?:\s+|$)|[.!?…]+\s*")
_WORD = re.compile(r"[^\W_]+")
_LEAST_WORDS = 7  # shorter sentences are alike by chance, but in texts that share longer ones
_SHORTEST = 3  # words of a passage at all
_LIKE = 90  # rapidfuzz ratio from which two sentences are one passage, numbers being the same
_COPY_SHARE = 0.75  # share of the shorter text's words in shared passages from which it is a copy
_PERMUTATIONS, _SEED, _THRESHOLD = 48, 1, 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Copies:
    """Which documents copy which, and which passages are shared."""

    of: Mapping[str, str] = field(default_factory=dict)  # document id -> id of the document it copies
    passages: Mapping[str, tuple[tuple[int, int, str], ...]] = field(default_factory=dict)  # document -> (start, end, family) by start
    outlets: Mapping[str, str] = field(default_factory=dict)  # document id -> outlet behind its words

    def family(self, document_id: str, start: int, end: int) -> str:
        """Return the document that the span ``start:end`` goes back to: itself, unless most of the span is a shared passage."""
        shares: dict[str, int] = defaultdict(int)
        for left, right, family in self.passages.get(document_id, ()):
            shares[family] += max(0, min(right, end) - max(left, start))
        best = min(shares, key=lambda family: (-shares[family], family), default=document_id)
        return best if 2 * shares[best] >= end - start else document_id


@dataclass(frozen=True, slots=True)
class _Passage:
    document: str
    start: int
    end: int
    words: tuple[str, ...]

    @property
    def numbers(self) -> tuple[str, ...]:
        return tuple(sorted(word for word in self.words if word[0].isdigit()))


def find_copies(documents: Sequence[Document]) -> Copies:
    """Return the copies among ``documents``; the order of documents never matters."""
    ordered = sorted(documents, key=lambda d: d.id)
    passages = [passage for document in ordered for passage in _passages(document)]
    age = {document.id: (agency_of(document) is None, str(document.published or "9999"), document.id) for document in ordered}
    shared: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    words: dict[tuple[str, str], int] = defaultdict(int)
    for members in _families(passages):
        family = min((passage.document for passage in members), key=lambda document: age[document])
        for passage in members:
            shared[passage.document].append((passage.start, passage.end, family))
            if passage.document != family:
                words[passage.document, family] += len(passage.words)
    lengths: dict[str, int] = defaultdict(int)
    for passage in passages:
        lengths[passage.document] += len(passage.words)
    return Copies(
        of={copy: original for (copy, original), count in sorted(words.items()) if count >= _COPY_SHARE * min(lengths[copy], lengths[original])},
        passages={document: tuple(sorted(spans)) for document, spans in sorted(shared.items())},
        outlets={document.id: outlet_of(document) for document in ordered},
    )


def _passages(document: Document) -> list[_Passage]:
    masked = [(block.start, block.end) for block in document.blocks if block.boilerplate]
    found = []
    for match in _SENTENCE.finditer(document.text, dateline_end(document)):
        words = tuple(_WORD.findall(fold(match.group())))
        start = match.start()
        if len(words) >= _SHORTEST and not any(left <= start < right for left, right in masked):
            found.append(_Passage(document.id, start, match.start() + len(match.group().rstrip()), words))
    return found


def _families(passages: Sequence[_Passage]) -> list[list[_Passage]]:
    """Return groups of passages of different documents that are one text."""
    at = list(range(len(passages)))

    def find(number: int) -> int:
        while at[number] != number:
            number = at[number]
        return number

    pairs = [(left, right) for left, right in _candidates(passages) if _is_shared(passages[left], passages[right])]
    shared = Counter((passages[left].document, passages[right].document) for left, right in pairs if len(passages[left].words) >= _LEAST_WORDS)
    for left, right in pairs:
        one, two = passages[left], passages[right]
        if len(one.words) >= _LEAST_WORDS or (one.words == two.words and shared[one.document, two.document] > 1):
            low, high = sorted((find(left), find(right)))
            at[high] = low
    groups: dict[int, list[_Passage]] = defaultdict(list)
    for number, passage in enumerate(passages):
        groups[find(number)].append(passage)
    return [group for _, group in sorted(groups.items()) if len({passage.document for passage in group}) > 1]


def _is_shared(left: _Passage, right: _Passage) -> bool:
    """Return whether two passages of two documents say the same in nearly the same words and the same numbers."""
    return left.document != right.document and left.numbers == right.numbers and fuzz.ratio(" ".join(left.words), " ".join(right.words)) >= _LIKE


def _candidates(passages: Sequence[_Passage]) -> list[tuple[int, int]]:
    """Return pairs of passages whose pairs of words overlap by MinHash, sorted."""
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415 - it imports scipy

    if len({passage.document for passage in passages}) < 2:
        return []
    index = MinHashLSH(threshold=_THRESHOLD, num_perm=_PERMUTATIONS)
    shingles = [{f"{one} {two}".encode() for one, two in pairwise(passage.words)} for passage in passages]
    hashes = list(MinHash.generator(shingles, num_perm=_PERMUTATIONS, seed=_SEED))
    pairs: set[tuple[int, int]] = set()
    for number, signature in enumerate(hashes):
        pairs.update((other, number) for other in index.query(signature))
        index.insert(number, signature)
    return sorted(pairs)
