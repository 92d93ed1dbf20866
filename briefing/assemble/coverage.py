"""How much of a question's words a sentence holds, in the same words or in others, in any language."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np

from briefing.folding import fold
from briefing.lexicon import languages, load
from briefing.vectors import encode_word

_WORD = re.compile(r"[^\W\d_]{4,}")
_STEM = 6  # letters by which two forms of a word are one
_ALIKE = 0.3  # word cosine below which two words say nothing about each other


class Coverage:
    """Sentences with their words, read once; of each question, the share of its words that each sentence covers.

    Words weigh by their rarity among the sentences; a word is covered by its closest one, by form or by vector
    (soft alignment, Kusner et al. 2015, "From word embeddings to document distances").
    """

    def __init__(self, sentences: Sequence[str]) -> None:
        self._words = [tuple(dict.fromkeys(_words(sentence))) for sentence in sentences]
        self._seen = Counter(word for words in self._words for word in words)

    def of(self, question: str) -> list[float]:
        """Return the share, 0 to 1, for each sentence."""
        small = {fold(word) for language in languages() for word in load(language, "style").get("asking", ())}
        asked = [word for word in dict.fromkeys(_words(question)) if word not in small]
        weights = [math.log(1 + len(self._words) / (1 + self._seen[word])) for word in asked]
        total = sum(weights)
        if not total:
            return [0.0] * len(self._words)
        return [round(sum(w * _closest(word, words) for word, w in zip(asked, weights, strict=True)) / total, 4) for words in self._words]


def _words(text: str) -> list[str]:
    return [fold(word) for word in _WORD.findall(text)]


def _closest(word: str, words: Sequence[str]) -> float:
    if any(other[:_STEM] == word[:_STEM] for other in words):
        return 1.0
    cosine = max((float(np.dot(encode_word(word), encode_word(other))) for other in words), default=0.0)
    return max(0.0, (round(cosine, 4) - _ALIKE) / (1 - _ALIKE))
