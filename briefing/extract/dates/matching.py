"""Finding date expressions: the longest pattern at each token, left to right, without overlap."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from briefing.extract.dates.grammar import DateGrammar, Node, date_grammar
from briefing.extract.dates.slots import Slots
from briefing.extract.tokens import Tokens, address_tokens, tokenize

NO_DATES = frozenset({"drop", "whole", "present", "greeting"})  # rules of what only looks like a date or a time
_LONGEST = 24  # tokens
_LONGEST_REIGN = 600  # years a range of years may span
_DAYS = frozenset({"day", "weekday", "numeric", "strict_day", "ordinal_day", "deictic", "holiday"})
_DAY_RULES = frozenset({"deictic", "story-next", "story-previous"})
_RANGES = 2  # the highest level of patterns


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A calendar expression as the text words it, not yet resolved; ``first`` and ``last`` are token indices, ``last`` exclusive."""

    rule: str
    slots: dict[str, Any]
    first: int
    last: int
    end: int  # where the pattern ends; context words may follow ``last``


Breaks = tuple[frozenset[int], frozenset[int]]  # tokens that open a line, those behind an empty line
_NO_BREAKS: Breaks = (frozenset(), frozenset())


class Matcher:
    """Matches the patterns of a grammar over one text; every result is kept, so a token is never matched twice at one level."""

    def __init__(self, tokens: Tokens, grammar: DateGrammar, language: str, *, times: bool = False, breaks: Breaks = _NO_BREAKS) -> None:
        """Prepare the matching of dates, or of ``times`` of day."""
        self.tokens = tokens
        self.grammar = grammar
        self.lines, self.paragraphs = breaks
        self.slots = Slots(tokens, grammar, language)
        self._levels = grammar.time_levels if times else grammar.levels
        self._nested = "time" if times else "date"
        self._inside = frozenset({self._nested, "time"})  # slots that an expression fills
        self._forms = [token.fold for token in tokens]
        self._times = None if times else Matcher(tokens, grammar, language, times=True)
        self._roots = [frozenset(level.slots) for level in self._levels]
        self._first_words: frozenset[str] = frozenset().union(*(level.words for level in self._levels))
        self._startable: dict[int, frozenset[str]] = {}
        self._best: list[dict[int, Expression | None]] = [{} for _ in self._levels]

    def may_start(self, index: int) -> bool:
        """Return True when an expression can start at ``index``: a quick look that most words fail."""
        if index >= len(self.tokens):
            return False
        return self.tokens[index].fold in self._first_words or bool(self._possible(index))

    def best(self, index: int, level: int) -> Expression | None:
        """Return the longest expression at ``index`` using patterns of ``level`` and below."""
        if index >= len(self.tokens):
            return None
        known = self._best[level]
        if index not in known:
            found = self.best(index, level - 1) if level else None
            for candidate in self._match(index, level):
                if found is None or candidate.end > found.end:
                    found = candidate
            known[index] = found
        return known[index]

    def _match(self, index: int, level: int) -> list[Expression]:
        """Return the longest match of the level's patterns, the earliest declared of equals; empty when none fits."""
        root = self._levels[level]
        opens = self._forms[index] in root.words or not self._roots[level].isdisjoint(self._possible(index))
        if not opens and (self._nested not in root.slots or self.best(index, level - 1) is None):
            return []
        best: tuple[int, int, Expression] | None = None
        stack: list[tuple[Node, int, int, int | None, dict[str, Any]]] = [(root, index, index, None, {})]
        while stack:
            node, at, first, last, filled = stack.pop()
            if node.rule is not None and at > index:
                expression = Expression(rule=node.rule, slots=filled, first=first, last=at if last is None else last, end=at)
                rank = (at, -node.order)
                if (best is None or rank > best[:2]) and self._is_sound(expression):
                    best = (*rank, expression)
            if at - index < _LONGEST:
                self._step(stack, node, at, (first, last), filled, level)
        return [best[2]] if best is not None else []

    def _possible(self, at: int) -> frozenset[str]:
        if at not in self._startable:
            self._startable[at] = self.slots.possible(at)
        return self._startable[at]

    def _step(self, stack: list[Any], node: Node, at: int, span: tuple[int, int | None], filled: dict[str, Any], level: int) -> None:
        first, last = span
        following = node.words.get(self._forms[at]) if at < len(self._forms) else None
        if following is not None:
            stack.append((following, at + 1, first, last, filled))
        possible = self._possible(at) if node.arcs else frozenset()
        for slot, reader, after in node.arcs:
            if reader in self._inside:
                inner = self._inner(slot, at, level)
                if inner is not None:
                    stack.append((after, inner.end, first, last, filled | {slot: inner}))
                continue
            found = self.slots.fill(reader, at) if reader in possible else None
            if found is not None:
                stack.append((after, found[0], first, last, filled | {slot: found[1]}))
        for mark, after in node.marks.items():
            if mark == "<":
                stack.append((after, at, at, last, filled))
            elif mark == ">":
                stack.append((after, at, first, at, filled))
            elif self._follows_nothing(at):
                stack.append((after, at, first, last, filled))

    def _inner(self, slot: str, at: int, level: int) -> Expression | None:
        """Return the expression inside another: of the level below, or a time of day inside a date."""
        inner = self.best(at, level - 1) if slot.startswith(self._nested) else None
        if self._times is not None and slot.startswith("time"):
            inner = self._times.best(at, _RANGES) if self._times.may_start(at) else None
        if inner is None or inner.rule in NO_DATES or (inner.first, inner.last) != (at, inner.end):
            return None
        return inner

    def _follows_nothing(self, at: int) -> bool:
        """Look ahead for "!": no noun follows that the number could count or order ("the 22nd floor", "le 22 rue")."""
        token = self.tokens[at] if at < len(self.tokens) else None
        if token is None or token.kind == "sign":
            if self.tokens.ties_digits(at):
                return False
            return token is None or token.fold not in {"%", "/", "$", "€", "°"}
        return token.kind == "word" and token.fold in self.grammar.after_day

    def _is_sound(self, expression: Expression) -> bool:
        """Reject words that only look like dates: an ambiguous name alone ("may", "sun", "mars"), figures glued to others; an hour of a week."""
        if expression.rule == "timed" and "date" in expression.slots:
            return _is_day(expression.slots["date"])
        if expression.rule == "part" and "date" in expression.slots and expression.slots["date"].rule.startswith("story"):
            return False
        if expression.rule == "year-range":
            first = int(expression.slots["year"] if "year" in expression.slots else expression.slots["bare_year"])
            return "two" in expression.slots or first < expression.slots["year2"] < first + _LONGEST_REIGN
        if self._crosses_lines(expression):
            return False
        filled = expression.slots
        if expression.rule != "calendar" or len(filled) != 1 or not filled.keys() & {"month", "weekday"}:
            return expression.rule != "calendar" or self._is_sound_pair(expression)
        return not self._is_hyphenated(expression.first) and self._is_sound_name(expression)

    def _crosses_lines(self, expression: Expression) -> bool:
        """Return True for a year or weekday at a line's end with a date behind it ("since 1997", then "February 24"), and over an empty line."""
        tokens, first = self.tokens, expression.first
        inside = range(first + 1, expression.last)
        second = first + 1 + (tokens.word(first) == "'")
        ends = tokens.word(first) in self.grammar.weekdays or tokens.kind(second - 1) == "digits"
        return (ends and second in self.lines and second in inside) or any(index in self.paragraphs for index in inside)

    def _is_sound_name(self, expression: Expression) -> bool:
        """Tell a month or weekday alone from the other word it also is: by its capital and the word before it."""
        token = self.tokens[expression.first]
        if token.fold not in self.grammar.ambiguous:
            return True
        before = self.tokens.word(expression.first - 1)
        if before in self.grammar.year_before or before in self.grammar.season_before:
            return token.form[0].isupper() or (token.fold in self.grammar.full_names and before not in self.grammar.loose)
        return False

    def _is_hyphenated(self, index: int) -> bool:
        """Return True for the second half of a compound ("vingt-sept"), unless the first says a part ("mid-November")."""
        tokens = self.tokens
        tied = tokens.is_glued(index) and tokens.word(index - 1) == "-" and tokens.is_glued(index - 1) and tokens.kind(index - 2) == "word"
        return tied and self.grammar.parts.at(tokens, index - 2) is None

    def _is_sound_pair(self, expression: Expression) -> bool:
        """An ambiguous weekday needs a comma, a full stop or a capital before a day ("sam. 5 mai")."""
        filled = expression.slots
        if set(filled) == {"shift", "month"} and self.tokens.word(expression.last - 1) in self.grammar.ambiguous and filled["shift"][0] == 0:
            return self.tokens[expression.last - 1].form[0].isupper()
        if set(filled) == {"month", "shift", "unit"} and self.tokens.word(expression.first) in self.grammar.ambiguous:
            return self.tokens[expression.first].form[0].isupper()  # "it may last months"
        if set(filled) == {"weekday", "day"} and self.tokens.word(expression.first) in self.grammar.ambiguous:
            return self.tokens[expression.first].form[0].isupper()
        return True


def _breaks(text: str, tokens: Tokens) -> Breaks:
    lines: set[int] = set()
    paragraphs: set[int] = set()
    for index in range(1, len(tokens)):
        if tokens[index].glued:
            continue
        count = text.count("\n", tokens[index - 1].end, tokens[index].start)
        if count:
            (lines if count == 1 else paragraphs).add(index)
    return frozenset(lines | paragraphs), frozenset(paragraphs)


def _is_day(expression: Expression) -> bool:
    """Return True for what names one day: only a day has hours."""
    slots = expression.slots
    inner = [slots[key] for key in ("date", "date2") if key in slots]
    if inner:
        return any(_is_day(part) for part in inner)
    return not _DAYS.isdisjoint(slots) or slots.get("unit") == "day" or expression.rule in _DAY_RULES


@lru_cache(maxsize=8)
def find_expressions(text: str, language: str) -> tuple[Expression, ...]:
    """Return the date expressions of ``text``, recurring ones ("every Monday", rule ``drop``) included, in order, without overlap."""
    grammar = date_grammar(language)
    if grammar is None:
        return ()
    tokens = tokenize(text)
    matcher = Matcher(tokens, grammar, language, breaks=_breaks(text, tokens))
    hidden = address_tokens(text, tokens)
    found = []
    index = 0
    while index < len(tokens):
        expression = None if index in hidden or not matcher.may_start(index) else matcher.best(index, _RANGES)
        if expression is not None and expression.first > index:
            # context words brought it in: what starts at the date itself and goes further is the better reading
            inner = matcher.best(expression.first, _RANGES)
            expression = inner if inner is not None and inner.last > expression.last else expression
        if expression is None:
            index += 1
        else:
            found.append(expression)
            index = max(expression.last, index + 1)
    return tuple(found)
