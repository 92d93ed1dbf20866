"""From the text to date mentions: expressions in order, each read against the anchor and what the text dated before it."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from briefing.extract.dates.calendars import Interval
from briefing.extract.dates.context import Context
from briefing.extract.dates.grammar import DateGrammar, date_grammar
from briefing.extract.dates.matching import NO_DATES, Expression, find_expressions
from briefing.extract.dates.resolving import Resolution, resolve
from briefing.extract.dates.times import time_of_date
from briefing.extract.tokens import Tokens, tokenize
from briefing.model import DateMention

_REACH = 400  # characters within which an earlier date lends its year
_AUXILIARIES = 3  # words before a participle in which its auxiliary stands
_SHORTEST_VERB = 3  # letters: a verb whose ending tells its tense is longer
_SENTENCE = 40  # tokens looked at on each side for the tense of a sentence
_STOPS = frozenset({".", "!", "?", ";", "\u2026"})


def find_dates(text: str, *, language: str, anchor: dt.date | None) -> tuple[DateMention, ...]:
    """Return the dates of ``text``, in order, without overlap; durations and recurring times are none.

    Args:
        text: the document's text.
        language: ISO 639-1 code; without data for it nothing is found.
        anchor: the document's date; None leaves what depends on it unresolved.

    >>> [(date.first_day.isoformat(), date.precision) for date in find_dates("en octobre dernier", language="fr", anchor=dt.date(2026, 1, 24))]
    [('2025-10-01', 'month')]
    """
    grammar = date_grammar(language)
    if grammar is None:
        return ()
    tokens = tokenize(text)
    mentions: list[DateMention] = []
    story: Interval | None = None
    near: tuple[int, dt.date] | None = None
    for expression in find_expressions(text, language):
        if expression.rule in NO_DATES:
            continue
        start, end = tokens[expression.first].start, tokens[expression.last - 1].end
        tense = tense_at(tokens, expression.first, expression.last, grammar)
        lent = near[1] if near is not None and start - near[0] <= _REACH else None
        context = Context(anchor=anchor, near=lent, story=story, future=tense == "future", past=tense == "past", next_week=grammar.weekday_next_week)
        found = resolve(expression, context)
        if found.interval is not None:
            story = found.interval
            if found.explicit and found.interval.precision in {"day", "month"}:
                near = (end, found.interval.first)
        mentions.append(_mention(start, end, expression, found, time_of_date(expression, tokens, grammar)))
    return tuple(mentions)


def _mention(start: int, end: int, expression: Expression, found: Resolution, times: tuple[dt.time, dt.time] | None) -> DateMention:
    interval = found.interval
    first, last = times if times is not None and found.precision == "day" else (None, None)
    return DateMention(
        start=start, end=end, first_day=None if interval is None else interval.first, last_day=None if interval is None else interval.last,
        precision=found.precision, resolved="explicit" if found.explicit else "relative", rule=expression.rule,
        first_time=first, last_time=last,
    )


def tense_at(tokens: Tokens, first: int, last: int, grammar: DateGrammar) -> Literal["future", "past"] | None:
    """Return the tense of the clause round the tokens ``first`` to ``last``: the nearest cue before them decides, else the nearest after."""
    if _has_deadline(tokens, first, grammar):
        return "future"
    before = range(first - 1, max(-1, first - _SENTENCE), -1)
    after = range(last, min(len(tokens), last + _SENTENCE))
    for side in (before, after):
        for index in side:
            token = tokens[index]
            if token.fold in _STOPS and not tokens.is_glued(index + 1):
                break
            if token.kind != "word":
                continue
            ends = token.form.islower() and len(token.fold) > _SHORTEST_VERB
            auxiliaries = [tokens.word(index - back) for back in range(1, _AUXILIARIES + 1)]
            if token.fold in grammar.future and token.fold in grammar.past:  # "was set on", "is set for"
                return "past" if any(word in grammar.past for word in auxiliaries) else "future"
            if token.fold in grammar.future or (ends and token.fold.endswith(grammar.future_suffixes)):
                return "future"
            if token.fold in grammar.past or (ends and token.fold.endswith(grammar.past_suffixes)):
                return "future" if any(word in grammar.modals for word in auxiliaries) else "past"  # "will be held"
    return None


def _has_deadline(tokens: Tokens, first: int, grammar: DateGrammar) -> bool:
    """Return whether a preposition right before the date points ahead of it: "by noon on Friday", "before Friday"; not "before dawn on Friday"."""
    near = {tokens.word(first - back) for back in (1, 2)}
    article = tokens.word(first + 1) == "'"  # "l'aube"
    opens_with_hours = grammar.dayparts.at(tokens, first) is not None or (article and grammar.dayparts.at(tokens, first + 2) is not None)
    return bool(near & grammar.deadline) or (not opens_with_hours and bool(near & grammar.deadline_of_days))
