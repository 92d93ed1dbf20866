"""Text vectors across languages, below the stages that compare texts: another encoder would be put in here.

Universal Sentence Encoder, multilingual (see `briefing.encoder`). How texts are batched changes the last bits, so a document's texts are encoded in
one call, always in the same order, and a single text or word in a call of its own.
"""

from __future__ import annotations

from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from briefing.encoder import DIMENSIONS, Encoder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

__all__ = ["DIMENSIONS", "encode", "encode_parts", "encode_word"]

_LONGEST = 1_000  # characters: what a sentence says stands in its beginning, and the encoder's time grows with the length


@cache
def _encoder() -> Encoder:
    return Encoder()


def encode(texts: Sequence[str]) -> NDArray[np.float32]:
    """Return one row of unit length for each text, shape ``(len(texts), DIMENSIONS)``.

    >>> encode([]).shape
    (0, 512)
    """
    return encode_parts(texts, [()] * len(texts))


def encode_parts(texts: Sequence[str], parts: Sequence[Sequence[tuple[int, int]]]) -> NDArray[np.float32]:
    """Return the rows of each text: its own, then one for each of its parts, in order.

    Args:
        texts: sentences.
        parts: for each, spans of it in code points, as clauses have them. A part is read with its sentence round it.
    """
    if not texts:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return _encoder().encode([text[:_LONGEST] for text in texts], parts)


@lru_cache(maxsize=100_000)
def encode_word(word: str) -> NDArray[np.float32]:
    """Return the vector of one word or short text, encoded alone so that it never depends on its neighbours."""
    vector: NDArray[np.float32] = encode([word])[0]
    vector.setflags(write=False)
    return vector
