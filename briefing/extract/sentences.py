"""Sentence boundaries: exact spans over a document's blocks, by linear scans and the language's abbreviations.

A sentence never crosses a block. White space and bullet signs round it are left out, closing quotation marks belong to it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.extract.dates import find_dates
from briefing.folding import fold
from briefing.model import Block

if TYPE_CHECKING:
    from briefing.model import Document

_CLOSING = "\"'’”»›)]}"
_OPENING = "\"'‘“„«‹([{¿¡"
_END = re.compile(r"[.!?…。！？]+")
_BULLET = re.compile(r"(?:[•●▪◦‣∙·*–—-]|\d{1,2}[.)]|[a-z]\))[ \t\u00a0\u202f]+")
_LINE = re.compile(r"[^\n\r]+")
_LONGEST_DATE = 30  # letters of a day that opens a line: "Wednesday, 11 March 2026."
_PLAIN_WORD = 5  # letters of a word that is hardly an abbreviation
_WRAPPED = 45  # a line at least this long that ends without a stop was wrapped by a machine
_LONGEST_WRAPPED = 120  # in a block whose lines are longer than this, a line is a paragraph


@dataclass(frozen=True, slots=True)
class SentenceSpan:
    """Where a sentence stands and the block it is from."""

    start: int
    end: int
    block: int


@dataclass(frozen=True, slots=True)
class _Rules:
    titles: frozenset[str]
    before_number: frozenset[str]
    abbreviations: frozenset[str]
    starters: frozenset[str]


@cache
def _rules(language: str) -> _Rules:
    facts = lexicon.load(language, "sentences")
    return _Rules(*(frozenset(map(str, facts.get(key, ()))) for key in ("titles", "before-number", "abbreviations", "starters")))


def blocks_of(document: Document) -> tuple[Block, ...]:
    """Return the document's blocks, or its paragraphs when nothing was masked or marked."""
    if document.blocks:
        return document.blocks
    lines = [(match.start(), match.end()) for match in _LINE.finditer(document.text) if match.group().strip()]
    merged: list[tuple[int, int]] = []
    for start, end in lines:
        joins = merged and document.text.count("\n", merged[-1][1], start) == 1 and _continues(document.text, merged[-1], (start, end))
        if joins:
            merged[-1] = (merged[-1][0], end)
        else:
            merged.append((start, end))
    return tuple(Block(start=start, end=end, kind="paragraph", boilerplate=False) for start, end in merged)


def split_sentences(document: Document) -> Iterator[SentenceSpan]:
    """Yield the sentences of every block in order, boilerplate included.

    >>> from briefing.model import Document
    >>> text = "Mr. Tan left on Oct. 3. He said: “No.”"
    >>> doc = Document(id="d", path="", text=text, sha256="", text_sha256="", format="txt", language="en")
    >>> [text[s.start:s.end] for s in split_sentences(doc)]
    ['Mr. Tan left on Oct. 3.', 'He said: “No.”']
    """
    rules = _rules(document.language)
    for index, block in enumerate(blocks_of(document)):
        for start, end in _paragraphs(document.text, block.start, block.end):
            for left, right in _dated(document, tuple(_sentences(document.text, start, end, rules))):
                yield SentenceSpan(left, right, index)


def _dated(document: Document, sentences: tuple[tuple[int, int], ...]) -> Iterator[tuple[int, int]]:
    """Yield a paragraph's sentences; a day that opens one in a chronology stays with what follows: "11 mars. Un bateau part d'Izmir."."""
    if len(sentences) > 1 and _is_date(document.text[sentences[0][0] : sentences[0][1]], document.language):
        sentences = ((sentences[0][0], sentences[1][1]), *sentences[2:])
    yield from sentences


def _is_date(text: str, language: str) -> bool:
    """Return whether a sentence is a date and a stop."""
    if not text.endswith(".") or len(text) > _LONGEST_DATE or not any(letter.isdigit() for letter in text):
        return False
    found = find_dates(text, language=language, anchor=None)
    return len(found) == 1 and found[0].start == 0 and text[found[0].end :] == "."


def _continues(text: str, line: tuple[int, int], following: tuple[int, int]) -> bool:
    """Return whether ``following`` goes on with the sentence of ``line``: a wrapped line, not a new item."""
    last = text[line[0] : line[1]].rstrip()
    start = text.rfind("\n", 0, line[1]) + 1
    length = line[1] - max(start, line[0])
    head = text[following[0] : following[1]].lstrip()
    if not last or not head or _BULLET.match(head) or last[-1] in ".!?…:" + _CLOSING:
        return False
    return head[0].islower() or (_WRAPPED <= length <= _LONGEST_WRAPPED)


def _paragraphs(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield the runs of lines of a block that may hold one sentence."""
    current: tuple[int, int] | None = None
    for match in _LINE.finditer(text, start, end):
        if not match.group().strip():
            continue
        if current and _continues(text, current, match.span()):
            current = (current[0], match.end())
            continue
        if current:
            yield current
        current = match.span()
    if current:
        yield current


def _sentences(text: str, start: int, end: int, rules: _Rules) -> Iterator[tuple[int, int]]:
    start = _skip_space(text, start, end)
    bullet = _BULLET.match(text, start, end)
    if bullet:
        start = bullet.end()
    left, quotes, seen = start, 0, start
    for match in _END.finditer(text, start, end):
        if match.start() < left:
            continue
        quotes += text.count('"', seen, match.start())
        seen = match.start()
        stop = _close(text, match.end(), end, inside=quotes % 2 == 1)
        if stop < end and _is_boundary(text, match.start(), match.end(), stop, end, left, rules):
            yield _trim(text, left, stop)
            left = _skip_space(text, stop, end)
    if left < end:
        last = _trim(text, left, end)
        if last[0] < last[1]:
            yield last


def _close(text: str, position: int, end: int, *, inside: bool) -> int:
    """Return the end of the closing marks after a stop: “.”, ``. »``, and a straight quote when one is open."""
    while position < end:
        character = text[position]
        spaced = character in " \u00a0\u202f" and position + 1 < end
        following = text[position + 1] if spaced else ""
        if character == '"' and inside:
            inside, position = False, position + 1
        elif character in _CLOSING and character != '"':
            position += 1
        elif spaced and (following in "»›" or (following == '"' and inside and not text[position + 2 : position + 3].isalnum())):
            inside, position = False, position + 2
        else:
            break
    return position


def _is_boundary(text: str, stop: int, after: int, close: int, end: int, left: int, rules: _Rules) -> bool:
    head = _head(text, close, end)
    if head is None:
        return False
    if not text[close].isspace():
        return _is_glued(text, stop, close, end, left)
    word = _next_word(text, head, end)
    if word[:1] in ",;:)%!?.":
        return False
    if word[:1].islower():  # "the door. he left": carelessly typed, or an abbreviation that no list has
        last = _last_word(text, stop, left)
        plain = len(last) >= _PLAIN_WORD and last.islower() and last.isalpha() and fold(last) not in rules.abbreviations
        return plain and text[stop:after] == "." and close == after
    if text[stop:after] == "." and close == after:
        return _ends_word(_last_word(text, stop, left), word, rules, first=left == stop - len(_last_word(text, stop, left)))
    return True


def _ends_word(last: str, following: str, rules: _Rules, *, first: bool) -> bool:
    """Return whether the stop after ``last`` ends a sentence rather than an abbreviation."""
    key, folded = fold(last), fold(following)
    starts = folded in rules.starters
    if not key or (first and key.isdigit()):
        return not first
    if key in rules.titles and not (len(key) == 1 and last.islower()):
        return False
    if key in rules.before_number:
        return starts and not following[:1].isdigit() and len(key) > 1
    if key in rules.abbreviations or ("." in key and len(key) <= 7) or (len(last) == 1 and last.isupper()):
        return starts and following[:1].isupper()
    return True


def _is_glued(text: str, stop: int, close: int, end: int, left: int) -> bool:
    """Return whether a stop without a space after it ends a sentence: "du Cambodge.Le pays", not "www.Site.com" or "U.S.Army"."""
    last = _last_word(text, stop, left)
    following = _next_word(text, close, end)
    plain = len(last) >= 3 and last[1:].islower() and last.isalpha()
    capital = len(following) >= 1 and following[0].isupper() and (following[1:].islower() or text[close + 1 : close + 2] in "'’")
    tail = text[close : min(end, close + 40)].split(" ", 1)[0]
    return plain and capital and "." not in tail.rstrip(".") and "@" not in tail and "/" not in tail


def _head(text: str, position: int, end: int) -> int | None:
    """Return where the next sentence's first letter, digit or sign stands."""
    position = _skip_space(text, position, end)
    while position < end and (text[position] in _OPENING or text[position] in "-–—•*" or text[position].isspace()):
        position += 1
    return position if position < end else None


def _next_word(text: str, position: int, end: int) -> str:
    stop = position
    while stop < end and stop - position < 30 and (text[stop].isalnum() or text[stop] == "-"):
        stop += 1
    return text[position:stop] or text[position : position + 1]


def _last_word(text: str, stop: int, left: int) -> str:
    start = stop
    floor = max(left, stop - 30)
    while start > floor and not text[start - 1].isspace() and text[start - 1] not in "([{\"«“'’,;:/–—":
        start -= 1
    return text[start:stop]


def _skip_space(text: str, position: int, end: int) -> int:
    while position < end and text[position].isspace():
        position += 1
    return position


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    start = _skip_space(text, start, end)
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
