"""A document that contradicts one of its own dates: three checks that need no knowledge of the topic.

1. *Weekday*: a full date whose weekday is another ("Tuesday, 5 March 2025").
2. *Publication*: something told in the past on a full date after the document's own.
3. *Order*: "X took place after Y in October", and elsewhere in the text X stands on a day before that October. X is found again by its word (the first
   letters of a noun or verb are shared: "extradition", "extradited") in a sentence that shares a name.
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
        named = "day" in expression.slots or "numeric" in expression.slots
        if date is not None and date.first_day is not None and weekday is not None and named and expression.rule == "calendar" and date.first_day.weekday() != weekday:
            yield _warn(document, date, f"{date.first_day.isoformat()} is another weekday")


def _after_publication(document: Document, tokens: Tokens, dates: Sequence[DateMention]) -> Iterator[Diagnostic]:
    grammar = date_grammar(document.language)
    if document.published is None or grammar is None:
        return
    starts = [token.start for token in tokens]
    for date in dates:
        if date.resolved != "explicit" or date.precision != "day" or date.first_day is None or date.first_day <= document.published + _NEAR_PUBLICATION:
            continue
        first, last = bisect_right(starts, date.start) - 1, bisect_right(starts, date.end - 1)
        if tense_at(tokens, first, last, grammar) == "past":
            yield _warn(document, date, f"it is told as past, but the document is dated {document.published.isoformat()}")


@cache
def _connectors(language: str) -> Phrases:
    order = lexicon.load(language, "dates").get("order") or {}
    return Phrases({text: kind for kind, texts in order.items() for text in texts})


def _order(document: Document, tokens: Tokens, sentences: list[_Sentence], dates: Sequence[DateMention]) -> Iterator[Diagnostic]:
    connectors = _connectors(document.language)
    starts = [token.start for token in tokens]
    placed = [(bisect_right(starts, date.start) - 1, date) for date in dates if date.first_day is not None and date.last_day is not None]
    for sentence in sentences:
        for index in range(sentence.first + 1, sentence.last):
            connector = connectors.at(tokens, index)
            bound = None if connector is None else next((date for at, date in placed if connector[0] <= at < sentence.last), None)
            if connector is None or bound is None:
                continue
            events = _stems(document.language, tokens, sentence.first, index)
            names = _names(tokens, sentence)
            for other in sentences:
                if other == sentence or not names & _names(tokens, other) or not events & _stems(document.language, tokens, other.first, other.last):
                    continue
                for at, date in placed:
                    if other.first <= at < other.last and date.resolved == "explicit" and _contradicts(date, bound, str(connector[1])):
                        quote = document.text[bound.start : bound.end]
                        yield _warn(document, date, f"elsewhere it puts the same {connector[1]} \u201c{quote}\u201d ({bound.first_day} to {bound.last_day})")
            break


def _contradicts(date: DateMention, bound: DateMention, kind: str) -> bool:
    if date.first_day is None or date.last_day is None or bound.first_day is None or bound.last_day is None:
        return False
    return date.last_day < bound.first_day if kind == "after" else date.first_day > bound.last_day


def _stems(language: str, tokens: Tokens, first: int, last: int) -> set[str]:
    """Return the stems of the long words written in lower case: what can name an event."""
    stop = number_words(language).stop
    words = (tokens[index] for index in range(first, last))
    return {token.fold[:_STEM] for token in words if token.kind == "word" and len(token.fold) >= _STEM and token.form[0].islower() and token.fold not in stop} | {
        tokens[first + offset].fold[:_STEM] for offset in range(min(3, last - first)) if len(tokens[first + offset].fold) > _STEM
    }


def _names(tokens: Tokens, sentence: _Sentence) -> set[str]:
    """Return the words with a capital inside the sentence."""
    return {tokens[index].fold for index in range(sentence.first + 1, sentence.last) if tokens[index].kind == "word" and tokens[index].form[0].isupper() and len(tokens[index].form) > 2}
