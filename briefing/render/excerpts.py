"""Excerpts: the few words of a quote that stand on the page; the whole quote stands in the annex."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from briefing.folding import fold
from briefing.render.text import cut

if TYPE_CHECKING:
    from collections.abc import Iterable

    from briefing.render.views import Citation

_WORD = re.compile(r"\w+")
_STOP = re.compile(r"[.!?…;](?=[\s\"”»]|$)")
_BEGUN = re.compile(r'[.!?;]["”»]?\s+')  # behind it a sentence begins
_SUBJECT = 6  # words before a quote that still are its subject
_OPENING = 0.75  # of what the best stretch holds: from here on the opening is shown, which reads better


def excerpt(text: str, most: int, about: Iterable[str] = ()) -> str:
    """Return at most ``most`` words of ``text`` in one piece, those that hold most of the words of ``about``; ellipses mark what is left out.

    >>> excerpt("a b c d e f", 2, ["e"]), excerpt("a b c", 2), excerpt("a b", 2)
    ('… d e …', 'a b …', 'a b')
    """
    words = text.split(" ")
    wanted = _words(" ".join(about))
    if len(words) <= most or not wanted:
        return cut(text, most)
    held = [wanted & _words(word) for word in words]
    sizes = [len(set().union(*held[first : first + most])) for first in range(len(words) - most + 1)]
    best = max(sizes)
    if sizes[0] >= best * _OPENING:
        return cut(text, most)
    fitting = [first for first, size in enumerate(sizes) if size == best]
    first = fitting[len(fitting) // 2]
    tail = " …" if first + most < len(words) else ""
    return "… " + " ".join(words[first : first + most]).rstrip(" ,;:") + tail


def told_by(citations: Iterable[Citation], about: Iterable[str], *, longest: int) -> Citation | None:
    """Return the citation whose quote holds most of the words of ``about``; of several the first that is not longer than ``longest`` characters."""
    wanted = _words(" ".join(about))
    ranked = sorted(citations, key=lambda c: (-len(wanted & _words(c.quote)), len(c.quote) > longest))
    return ranked[0] if ranked else None


def widened(citation: Citation, most: int) -> str:
    """Return the quote with the words that follow it in its sentence, and the few before it, at most ``most`` words.

    "have accused Chen" reads "US authorities have accused Chen of operating a criminal empire".
    """
    stop = _STOP.search(citation.after)
    rest = citation.after[: stop.start()] if stop else citation.after
    ended = citation.quote.endswith((".", "!", "?", "…")) or citation.after[:1].isupper()
    before = _BEGUN.split(citation.before)[-1].strip() if citation.before else ""
    before = before if len(before.split()) <= _SUBJECT and not before.startswith("…") else ""
    whole = " ".join(part for part in (before, citation.quote if ended or not rest else f"{citation.quote} {rest}".rstrip(" …")) if part)
    return cut(whole, most)


def _words(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))
