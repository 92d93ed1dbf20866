"""The first layer of a spaCy network, which reads each token for itself, with its rows kept from document to document.

What the layer makes of a token depends on the token's own features alone: the word, its shape and ends, whether a space follows. Words that were read
before are looked up; new ones are computed in whole blocks, so that the last bits never depend on how many there are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import NORM, ORTH, SPACY
from spacy.tokens import Doc

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray
    from thinc.api import Model as Network

    Floats = NDArray[np.float32]

_BLOCK = 32  # words: new ones are filled up to a multiple
_KEPT = 30_000  # words; 400 bytes each


def keep_words(network: Network[Any, Any]) -> None:
    """Let the embedding of a network, where it has one, look up the words it read before; its results stay the same."""
    for node in network.walk():
        if node.layers and node.layers[-1].name == "ragged2list":
            node._func = _Kept(node)  # noqa: SLF001 - thinc has no other way to change what a layer does


class _Kept:
    """A layer's forward pass."""

    def __init__(self, node: Any) -> None:
        self._compute = node._func  # noqa: SLF001
        extractor = next(layer for layer in node.walk() if layer.name == "extract_features")
        self._columns: list[int | str] = list(extractor.attrs["columns"])
        self._rows: dict[tuple[int, ...], int] = {}
        self._kept: Floats = np.zeros((0, 0), dtype=np.float32)

    def __call__(self, node: Any, docs: Sequence[Doc], is_train: bool) -> Any:  # noqa: FBT001 - as thinc calls it
        """Return the rows of the tokens of each document."""
        features = [list(map(tuple, doc.to_array([ORTH, SPACY, NORM, *self._columns]).tolist())) for doc in docs]
        new = sorted({word for words in features for word in words} - self._rows.keys())
        if len(self._rows) + len(new) > _KEPT:
            self._rows.clear()
            new = sorted({word for words in features for word in words})
        if is_train or len(new) > _KEPT or (new and not self._add(node, docs[0].vocab, new)):
            return self._compute(node, docs, is_train)
        return [self._kept[[self._rows[word] for word in words]] for words in features], _no_training

    def _add(self, node: Any, vocab: Any, words: Sequence[tuple[int, ...]]) -> bool:
        """Compute the rows of words; return False when they cannot be put into a document of their own."""
        block = [*words, *[words[0]] * (-len(words) % _BLOCK)]
        doc = Doc(vocab, words=[vocab.strings[word[0]] for word in block], spaces=[bool(word[1]) for word in block])
        norms: Any = np.asarray([[word[2]] for word in block], dtype=np.uint64)
        doc.from_array([NORM], norms)
        if list(map(tuple, doc.to_array([ORTH, SPACY, NORM, *self._columns]).tolist())) != block:
            return False
        found = self._compute(node, [doc], False)[0][0]
        if not len(self._kept):
            self._kept = np.zeros((_KEPT, found.shape[1]), dtype=np.float32)
        first = len(self._rows)
        self._kept[first : first + len(words)] = found[: len(words)]
        self._rows.update(zip(words, range(first, first + len(words)), strict=True))
        return True


def _no_training(gradient: Any) -> Any:
    raise ValueError(f"words that are kept cannot be trained: {type(gradient)}")
