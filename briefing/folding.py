"""Folding that keeps offsets: lower case without accents, code point for code point."""

from __future__ import annotations

import unicodedata

_QUOTES = str.maketrans({"\u2019": "'", "\u2018": "'", "\u02bc": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\u2011": "-", "\u2010": "-"})


_MOST = 4_096  # code points remembered


class _Folded(dict[int, str]):
    """What each code point becomes, worked out when it is first met."""

    def __missing__(self, point: int) -> str:
        character = chr(point)
        base = unicodedata.normalize("NFD", character)[0].lower()
        folded = (base if len(base) == 1 else character).translate(_QUOTES)
        if len(self) < _MOST:
            self[point] = folded
        return folded


_FOLDED = _Folded()


def fold(text: str) -> str:
    r"""Return ``text`` in lower case without accents, typographic apostrophes and spaces plain; the length never changes.

    >>> fold("L’Été à Phnom\u00a0Penh")
    "l'ete a phnom penh"
    """
    return text.lower() if text.isascii() else text.translate(_FOLDED)
