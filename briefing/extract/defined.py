"""Names that a text shortens in brackets: the words before "(VMM)" whose initials the letters are, small ones among them or not.

After Schwartz and Hearst (2003), "A simple algorithm for identifying abbreviation definitions in biomedical text", with initials alone: so a name
that takes one capital ("la Veille mondiale du médicament (VMM)") is read whole.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.gazetteer import joined
from briefing.extract.names import Name

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from briefing.extract.words import Word

_LETTERS = range(3, 9)  # of an acronym
_SMALL = 4  # letters of a word that an acronym may leave out
_VOTES = (0.0, 9.0, 0.0, 0.0)  # an organisation's


def find_defined(words: Sequence[Word], *, sentence: int) -> Iterator[Name]:
    """Yield the names of a sentence that an acronym in brackets stands behind."""
    for place in range(2, len(words) - 1):
        short = words[place].text
        if words[place - 1].text == "(" and words[place + 1].text in {")", ","} and len(short) in _LETTERS and short.isalpha() and short.isupper():
            start = _start(words, place - 1, words[place].folded)
            if start is not None:
                part = words[start : place - 1]
                yield Name(sentence, part[0].start, part[-1].end, joined(part), _VOTES)


def _start(words: Sequence[Word], stop: int, letters: str) -> int | None:
    """Return where the name begins that ends before ``stop``; None when the initials are others or its first word opens the sentence."""
    left, position = len(letters), stop
    while left and position:
        position -= 1
        word = words[position]
        if word.folded.startswith(letters[left - 1]):
            left -= 1
        elif word.is_capital or len(word.text) > _SMALL:
            return None
    return None if left or not position or not words[position].is_capital else position
