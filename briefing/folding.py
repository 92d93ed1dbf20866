"""Folding that keeps offsets: lower case without accents, code point for code point."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2010": "-"})


@lru_cache(maxsize=4096)
def _fold_character(character: str) -> str:
    base = unicodedata.normalize("NFD", character)[0].lower()
    return base if len(base) == 1 else character


def fold(text: str) -> str:
    r"""Return ``text`` in lower case without accents, typographic apostrophes and spaces plain; the length never changes.

    >>> fold("L’Été à Phnom\u00a0Penh")
    "l'ete a phnom penh"
    """
    return text.lower() if text.isascii() else "".join(map(_fold_character, text)).translate(_QUOTES)
