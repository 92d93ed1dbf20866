"""Document text on a page: control characters shown instead of obeyed, and the sentence before and after a quote."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Block, Document

_BREAKS = re.compile(r"[ \t\n\r\f\v]+")
_STOP = re.compile(r"[.!?…][\"'”’»)\]]{0,3}(?=\s)|\n\s*\n")
_CONTEXT = 320  # characters of context on each side at most
# Marks that change the direction of the text after them (Unicode UAX 9), and the byte order mark.
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")


def visible(text: str) -> str:
    r"""Return ``text`` with control, direction and tag characters written as their code points.

    >>> visible("a\u202eb")
    'a⟦U+202E⟧b'
    """
    return "".join(f"⟦U+{ord(c):04X}⟧" if _hides(c) else c for c in text)


def _hides(character: str) -> bool:
    if character in _DIRECTION or "\U000e0000" <= character <= "\U000e0fff":
        return True
    return character not in "\t\n\r\f\v" and unicodedata.category(character) in ("Cc", "Cs")


def one_line(text: str) -> str:
    """Return ``text`` visible, runs of breaking white space made one space: what a browser would show of it."""
    return _BREAKS.sub(" ", visible(text)).strip(" ")


def cut(text: str, most: int) -> str:
    """Return the first ``most`` words of a text, an ellipsis where it goes on."""
    words = text.split(" ")
    return text if len(words) <= most else " ".join(words[:most]).rstrip(" ,;:") + " …"


def capital(text: str) -> str:
    """Return the text with its first letter a capital."""
    return text[:1].upper() + text[1:]


def surroundings(document: Document, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after the span: the rest of its sentence and the sentence next to it.

    Text masked as boilerplate is left out, and so is another block's text when the block holds a neighbour already.
    """
    block = next((b for b in document.blocks if b.start <= start < b.end), None)
    first, last = (block.start, block.end) if block else (0, len(document.text))
    before = _tail(document.text[max(first, start - 2 * _CONTEXT) : start], complete=start - 2 * _CONTEXT <= first)
    after = _head(document.text[end : min(last, end + 2 * _CONTEXT)], complete=end + 2 * _CONTEXT >= last)
    if not before and block:
        before = _neighbour(document, block, -1)
    if not after and block:
        after = _neighbour(document, block, 1)
    return one_line(before), one_line(after)


def _neighbour(document: Document, block: Block, step: int) -> str:
    index = document.blocks.index(block) + step
    while 0 <= index < len(document.blocks) and document.blocks[index].boilerplate:
        index += step
    if not 0 <= index < len(document.blocks):
        return ""
    other = document.blocks[index]
    text = document.text[other.start : other.end]
    return _tail(text, complete=True) if step < 0 else _head(text, complete=True)


def _tail(text: str, *, complete: bool) -> str:
    """Return the last sentence of ``text`` with what stands after it."""
    ends = [m.end() for m in _STOP.finditer(text.rstrip())]
    inner = [e for e in ends if text[e:].strip()]
    if len(inner) > 1 and text[inner[-1] :].strip():
        begun = not text.rstrip().endswith((".", "!", "?", "…", '"', "”", "»"))
        cut = inner[-2] if begun else inner[-1]
    elif inner and text.rstrip().endswith((".", "!", "?", "…", '"', "”", "»")):
        cut = inner[-1]
    else:
        cut = 0
    part = text[cut:].strip()
    if len(part) > _CONTEXT:
        return "… " + part[-_CONTEXT:].partition(" ")[2]
    return part if cut or complete else "… " + part.partition(" ")[2]


def _head(text: str, *, complete: bool) -> str:
    """Return the rest of the sentence at the start of ``text`` and the sentence after it."""
    body = text.strip()
    ends = [m.end() for m in _STOP.finditer(body)]
    opens_new = text[:1].isspace()
    wanted = 0 if opens_new else 1
    if len(body) and body[0] in ".!?…":  # the span left out its final stop
        wanted = 1
    part = body[: ends[wanted]] if len(ends) > wanted else body
    if len(part) > _CONTEXT:
        return part[:_CONTEXT].rpartition(" ")[0] + " …"
    return part if part != body or complete else part.rpartition(" ")[0] + " …"
