"""A document that contradicts one of its own dates: three checks that need no knowledge of the topic.

1. *Weekday*: a full date whose weekday is another ("Tuesday, 5 March 2025").
2. *Publication*: something told in the past on a full date after the document's own.
3. *Order*: "X took place after Y in October", and elsewhere in the text X stands on a day before that October. X is found again by its
   word (the first letters of a noun or verb are shared: "extradition", "extradited") in a sentence that shares a name.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.extract.dates.finding import tense_at
from briefing.extract.dates.grammar import date_grammar
from briefing.extract.dates.matching import find_expressions
from briefing.extract.number_words import number_words
from briefing.extract.tokens import Phrases, Tokens, tokenize
from briefing.model import Diagnostic

if TYPE_CHECKING:
    from briefing.model import DateMention, Document

_STEM = 6  # letters that two words for one event share
_OPENING = 4  # characters in which a sentence's first noun stands: "L'extradition"
_STOPS = frozenset({".", "!", "?", "\u2026"})
_NEAR_PUBLICATION = dt.timedelta(days=1)  # datelines and time zones


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A run of tokens between full stops or lines; ``last`` exclusive."""

    first: int
    last: int


def check_chronology(document: Document, dates: Sequence[DateMention]) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each date of ``document`` that the document itself contradicts.

    Args:
        document: the text and its metadata.
        dates: what `find_dates` read from it.
    """
    tokens = tokenize(document.text)
    sentences = _sentences(document.text, tokens)
    found = [*_weekdays(document, tokens, dates), *_after_publication(document, tokens, dates), *_order(document, tokens, sentences, dates)]
    return tuple(dict.fromkeys(found))


def _sentences(text: str, tokens: Tokens) -> list[_Sentence]:
    """Split roughly: at full stops before a capital and at line ends; enough to say what stands together."""
    sentences, first = [], 0
    for index, token in enumerate(tokens):
        following = tokens[index + 1] if index + 1 < len(tokens) else None
        breaks = following is None or "\n" in text[token.end : following.start]
        stops = token.fold in _STOPS and following is not None and following.form[0].isupper() and tokens.kind(index - 1) != "digits"
        if breaks or (stops and len(tokens.word(index - 1)) > 1):
            sentences.append(_Sentence(first, index + 1))
            first = index + 1
    return sentences


def _warn(document: Document, date: DateMention, why: str) -> Diagnostic:
    line = document.text.count("\n", 0, date.start) + 1
    quote = document.text[date.start : date.end]
    return Diagnostic(
        code="date-contradicted", message=f"the document contradicts its own date \u201c{quote}\u201d: {why}", path=document.path, line=line,
        hint="both are kept as written; a decision can exclude one",
    )


def _weekdays(document: Document, tokens: Tokens, dates: Sequence[DateMention]) -> Iterator[Diagnostic]:
    by_start = {date.start: date for date in dates if date.precision == "day" and date.resolved == "explicit"}
    for expression in find_expressions(document.text, document.language):
        date = by_start.get(tokens[expression.first].start)
        weekday = expression.slots.get("weekday")
        named = expression.rule == "calendar" and weekday is not None and ("day" in expression.slots or "numeric" in expression.slots)
        if named and date is not None and date.first_day is not None and date.first_day.weekday() != weekday:
            yield _warn(document, date, f"{date.first_day.isoformat()} is another weekday")


def _after_publication(document: Document, tokens: Tokens, dates: Sequence[DateMention]) -> Iterator[Diagnostic]:
    grammar = date_grammar(document.language)
    if document.published is None or grammar is None:
        return
    starts = [token.start for token in tokens]
    for date in dates:
        full = date.resolved == "explicit" and date.precision == "day"
        if not full or date.first_day is None or date.first_day <= document.published + _NEAR_PUBLICATION:
            continue
        first, last = bisect_right(starts, date.start) - 1, bisect_right(starts, date.end - 1)
        if tense_at(tokens, first, last, grammar) == "past":
            yield _warn(document, date, f"it is told as past, but the document is dated {document.published.isoformat()}")


@cache
def _connectors(language: str) -> Phrases:
    order = lexicon.load(language, "dates").get("order") or {}
    return Phrases({text: kind for kind, texts in order.items() for text in texts})


def _order(document: Document, tokens: Tokens, sentences: list[_Sentence], dates: Sequence[DateMention]) -> Iterator[Diagnostic]:
    """Find "X after Y in October" and report the dates of X elsewhere that cannot hold."""
    starts = [token.start for token in tokens]
    placed = [(bisect_right(starts, date.start) - 1, date) for date in dates if date.first_day is not None]
    for sentence in sentences:
        stated = _stated_order(document.language, tokens, sentence, placed)
        if stated is None:
            continue
        connector, kind, bound = stated
        events, names = _stems(document.language, tokens, sentence.first, connector), _names(tokens, sentence)
        for other in sentences:
            if other == sentence or names.isdisjoint(_names(tokens, other)):
                continue
            if events.isdisjoint(_stems(document.language, tokens, other.first, other.last)):
                continue
            for at, date in placed:
                if other.first <= at < other.last and date.resolved == "explicit" and _contradicts(date, bound, kind):
                    quote = document.text[bound.start : bound.end]
                    yield _warn(document, date, f"elsewhere it puts the same {kind} \u201c{quote}\u201d ({bound.first_day} to {bound.last_day})")


def _stated_order(
    language: str, tokens: Tokens, sentence: _Sentence, placed: list[tuple[int, DateMention]],
) -> tuple[int, str, DateMention] | None:
    """Return where a sentence says "after" or "before", which, and the first date behind it."""
    connectors = _connectors(language)
    for index in range(sentence.first + 1, sentence.last):
        connector = connectors.at(tokens, index)
        if connector is not None:
            bound = next((date for at, date in placed if connector[0] <= at < sentence.last), None)
            return None if bound is None else (index, str(connector[1]), bound)
    return None


def _contradicts(date: DateMention, bound: DateMention, kind: str) -> bool:
    if date.first_day is None or date.last_day is None or bound.first_day is None or bound.last_day is None:
        return False
    return date.last_day < bound.first_day if kind == "after" else date.first_day > bound.last_day


def _stems(language: str, tokens: Tokens, first: int, last: int) -> set[str]:
    """Return the stems of the long words written in lower case: what can name an event."""
    stop = number_words(language).stop
    words = [token for token in tokens[first:last] if token.kind == "word" and len(token.fold) >= _STEM and token.fold not in stop]
    opening = tokens[first].start if first < len(tokens) else 0
    return {token.fold[:_STEM] for token in words if token.form[0].islower() or token.start - opening < _OPENING}


def _names(tokens: Tokens, sentence: _Sentence) -> set[str]:
    """Return the words with a capital inside the sentence."""
    inside = tokens[sentence.first + 1 : sentence.last]
    return {token.fold for token in inside if token.kind == "word" and token.form[0].isupper() and len(token.form) > 2}
