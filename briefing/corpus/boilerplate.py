"""Boilerplate: which blocks of a pasted page are furniture (menus, notes, forms, captions, bylines, repeated summaries).

Features of a block decide, not phrases of one site: its length and punctuation, where it stands, whether it repeats, how much of it is
words of web furniture (``lexicon/*/furniture.yaml``), and whether a summary box says again what the article says.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from briefing.corpus.blocks import Line, is_terminated
from briefing.folding import fold
from briefing.lexicon import languages, load
from briefing.model import Block

_WORD = re.compile(r"\w+(?:['-]\w+)*")
_LINK = re.compile(r"https?://\S{1,200}|www\.\S{1,200}|@\w{1,30}\b|#\w{1,40}\b")
_SEPARATORS = re.compile(r"\s[|›»•·/]\s")
_NAME_LINE = re.compile(r"[A-ZÀ-Þ][\w.'’-]{0,30}(?:[ ,]{1,2}(?:and |et |y |de |du |van |von )?[A-ZÀ-Þ][\w.'’-]{0,30}){0,7}\.?\Z")
_CREDIT = re.compile(r"^\(?(?:©|\(c\)|copyright\b)|(?:/|\()(?:AFP|AP|Reuters|EPA|Getty Images?)\)?\.?$", re.IGNORECASE)
_STEM = 5  # letters by which two forms of a word are told as one
_LONGER = 2  # times that an article is longer than the box that sums it up
_COVERED = 0.4  # share of the words of such a box that the article has
_BODY_WORDS = 12  # a block of so many words that ends as a sentence is body text unless it speaks of the page


@dataclass(frozen=True, slots=True)
class _Furniture:
    phrases: tuple[str, ...]
    captions: tuple[str, ...]
    caption_nouns: frozenset[str]
    bylines: tuple[str, ...]
    summaries: tuple[str, ...]
    fields: frozenset[str]
    words: frozenset[str]


def mask_boilerplate(text: str, lines: Sequence[Line], *, language: str) -> tuple[Block, ...]:
    """Return the blocks with furniture masked and its reason named.

    Page furniture is often in the language of the site's software, so the words of every known language count, not only the document's.
    """
    furniture = _furniture(language)
    folded = [fold(text[line.start : line.end]) for line in lines]
    repeated = Counter(block for block in folded if len(block) > 3)
    reasons = [_reason(text[line.start : line.end], block, repeated[block], furniture) for line, block in zip(lines, folded, strict=True)]
    _mark_edges(lines, folded, reasons, furniture)
    _mark_summaries(lines, folded, reasons, furniture)
    return tuple(
        Block(start=line.start, end=line.end, kind=line.kind, boilerplate=reason is not None, reason=reason)
        for line, reason in zip(lines, reasons, strict=True)
    )


@cache
def _furniture(language: str) -> _Furniture:
    order = (language, *(other for other in languages() if other != language))
    facts = [load(code, "furniture") for code in order]
    gather = {
        key: [fold(str(item)) for fact in facts for item in fact.get(key, ())] for key in ("phrases", "caption_nouns", "summaries", "fields", "words")
    }
    own = {key: tuple(fold(str(item)) for item in facts[0].get(key, ())) for key in ("captions", "bylines")}
    return _Furniture(
        phrases=tuple(gather["phrases"]),
        captions=own["captions"],
        caption_nouns=frozenset(gather["caption_nouns"]),
        bylines=own["bylines"],
        summaries=tuple(gather["summaries"]),
        fields=frozenset(gather["fields"]),
        words=frozenset(gather["words"]),
    )


def _reason(block: str, folded: str, copies: int, furniture: _Furniture) -> str | None:
    words = _WORD.findall(folded)
    if not words:
        return "ornament"
    short = len(words) < _BODY_WORDS
    terminated = is_terminated(block)
    hits = [phrase for phrase in furniture.phrases if _has_phrase(folded, phrase)]
    covered = sum(len(_WORD.findall(phrase)) for phrase in hits) / len(words)
    tests = (
        ("furniture", bool(hits) and (covered >= 0.35 or (short and (not terminated or covered >= 0.25)) or len(hits) >= 2)),
        ("furniture", not terminated and any(re.match(rf"{re.escape(phrase)}\s?:", folded) for phrase in hits)),
        ("furniture", short and not terminated and not furniture.words.isdisjoint(words)),
        ("form-field", len(words) <= 4 and all(word in furniture.fields for word in words)),
        ("links", _is_link_bar(block, words)),
        ("credit", bool(_CREDIT.search(block)) and len(words) < 2 * _BODY_WORDS and not (terminated and len(words) >= _BODY_WORDS)),
        ("caption", _is_caption(folded, words, furniture, terminated=terminated)),
        ("byline", _is_byline(block, folded, words, furniture)),
        ("repeated", copies > 1 and not (terminated and not short)),
    )
    return next((name for name, holds in tests if holds), None)


def _has_phrase(folded: str, phrase: str) -> bool:
    at = folded.find(phrase)
    while at >= 0:
        before = folded[at - 1 : at]
        after = folded[at + len(phrase) : at + len(phrase) + 1]
        if not (before.isalnum() or (phrase[-1].isalnum() and after.isalnum())):
            return True
        at = folded.find(phrase, at + 1)
    return False


def _is_link_bar(block: str, words: Sequence[str]) -> bool:
    links = sum(len(link) for link in _LINK.findall(block))
    return links >= 0.5 * len(block) or (
        len(_SEPARATORS.findall(block)) >= 2 and len(words) <= 6 * len(_SEPARATORS.findall(block)) + 6 and not is_terminated(block)
    )


def _is_caption(folded: str, words: Sequence[str], furniture: _Furniture, *, terminated: bool) -> bool:
    """Return whether the block opens as a picture line, or says itself twice as alternative text and caption do."""
    opening = next((c for c in furniture.captions if folded.startswith(c)), None)
    if opening is not None and re.match(r"\s*(?:[:|/(\u2013-]|by\b|par\b|de\b)", folded[len(opening) : len(opening) + 12]) and len(words) <= 45:
        return True
    half = len(words) // 2
    doubled = len(words) >= 6 and len(words) % 2 == 0 and list(words[:half]) == list(words[half:])
    named = any(word in furniture.caption_nouns for word in words[:6])
    return doubled or (named and not terminated and len(words) <= 25 and words[0] not in ("a", "the", "un", "une", "le", "la"))


def _is_byline(block: str, folded: str, words: Sequence[str], furniture: _Furniture) -> bool:
    opening = max((b for b in furniture.bylines if folded.startswith(b) and not folded[len(b) : len(b) + 1].isalnum()), key=len, default=None)
    if opening is None or len(words) > 14:
        return False
    rest = block[len(opening) :].lstrip(" :\t\u00a0")
    dated = bool(re.search(r"\d{1,2}|\d{4}", rest))
    return bool(_NAME_LINE.match(rest)) or (dated and not is_terminated(block)) or (":" in block[: len(opening) + 3] and not is_terminated(block))


def _mark_edges(lines: Sequence[Line], folded: Sequence[str], reasons: list[str | None], furniture: _Furniture) -> None:
    """Mask what stands beyond the body: headings that nothing follows, short lines around page furniture, the line of the author."""
    body = [i for i, (line, block) in enumerate(zip(lines, folded, strict=True)) if reasons[i] is None and _is_body(line, block)]
    if not body:
        return
    tail = range(body[-1] + 1, len(lines))
    furnished = any(reasons[i] in ("furniture", "form-field") for i in tail)
    for i in tail:
        if lines[i].kind == "heading" or furnished:
            reasons[i] = reasons[i] or "page-end"
    head = range(body[0])
    last = max((i for i in head if reasons[i] in ("furniture", "form-field", "links")), default=-1)
    for i in head:
        words = _WORD.findall(folded[i])
        if reasons[i] is None and i < last and len(words) <= 3:
            reasons[i] = "menu"
        elif reasons[i] is None and i > 0 and words and words[0] in furniture.bylines and lines[i].kind == "heading":
            reasons[i] = "byline"


def _is_body(line: Line, block: str) -> bool:
    return line.kind in ("paragraph", "list-item") and len(_WORD.findall(block)) >= _BODY_WORDS and is_terminated(block)


def _mark_summaries(lines: Sequence[Line], folded: Sequence[str], reasons: list[str | None], furniture: _Furniture) -> None:
    """Mask a summary box most of whose bullets, or at its head half of whose words, the article repeats, and a standfirst that it repeats."""
    bags = [{word for word in _WORD.findall(block) if len(word) > 3} for block in folded]
    for i, line in enumerate(lines):
        if line.kind == "heading" and len(folded[i].split()) <= 6 and any(_has_phrase(folded[i], name) for name in furniture.summaries):
            box = list(_run_of_bullets(lines, i + 1))
            repeated = sum(_is_repeated(b, bags, reasons, lines) for b in box)
            opens = not any(reason is None and _is_body(other, text) for other, text, reason in zip(lines[:i], folded, reasons, strict=False))
            if box and (2 * repeated >= len(box) or (opens and _is_covered(box, bags, reasons, lines))):
                for b in (i, *box):
                    reasons[b] = reasons[b] or "summary"
    first = next((i for i, reason in enumerate(reasons) if reason is None and lines[i].kind == "paragraph"), None)
    # A standfirst: one short opening paragraph, set off from the article by a byline, a picture or a summary box, and repeated by it.
    if first is not None and len(folded[first].split()) <= 45 and any(reasons[first + 1 : first + 4]) and _is_repeated(first, bags, reasons, lines):
        reasons[first] = "standfirst"


def _run_of_bullets(lines: Sequence[Line], start: int) -> Iterator[int]:
    while start < len(lines) and lines[start].kind == "list-item":
        yield start
        start += 1


def _is_covered(box: Sequence[int], bags: Sequence[set[str]], reasons: Sequence[str | None], lines: Sequence[Line]) -> bool:
    """Return whether the body behind a box is longer and holds a good part of its content words, in any form: a summary in other words."""
    body = [i for i in range(box[-1] + 1, len(lines)) if reasons[i] is None and lines[i].kind == "paragraph"]
    own, later = ({word[:_STEM] for i in places for word in bags[i]} for places in (box, body))
    longer = sum(len(bags[i]) for i in body) >= _LONGER * sum(len(bags[i]) for i in box)
    return longer and len(own & later) >= _COVERED * len(own) > 0


def _is_repeated(index: int, bags: Sequence[set[str]], reasons: Sequence[str | None], lines: Sequence[Line]) -> bool:
    """Return whether the later body holds most content words of a block: .6 of them in all, and .3 in one paragraph."""
    own = bags[index]
    later = [bags[i] for i in range(index + 1, len(lines)) if reasons[i] is None and lines[i].kind == "paragraph"]
    if not own or not later:
        return False
    everything = set().union(*later)
    return len(own & everything) >= 0.6 * len(own) and max(len(own & bag) for bag in later) >= 0.3 * len(own)
