"""What fills a slot of a date pattern with a name: months, weekdays, units, seasons, relative words.

Each reader looks at a bounded number of tokens and returns where it ends and the value, or None.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from typing import TYPE_CHECKING

from briefing.extract.dates import clock, slot_figures, slot_numbers
from briefing.extract.dates.reading import Filled, Reading
from briefing.extract.number_words import number_words

if TYPE_CHECKING:
    from briefing.extract.dates.grammar import DateGrammar
    from briefing.extract.tokens import Phrases, Tokens

Reader = Callable[[Reading, int], Filled | None]


class Slots:
    """The slot readers over one text."""

    def __init__(self, tokens: Tokens, grammar: DateGrammar, language: str) -> None:
        self._reading = Reading(tokens, grammar, language)
        self._length = len(tokens)
        self._filled: dict[tuple[str, int], Filled | None] = {}
        self._by_word = _slots_by_word(grammar, language)

    def possible(self, index: int) -> frozenset[str]:
        """Return the slots that the token at ``index`` can start: a quick look that most words fail."""
        if index >= self._length:
            return _NONE
        token = self._reading.tokens[index]
        if token.kind == "digits":
            return _OF_DIGITS
        found = self._by_word.get(token.fold, _NONE)
        if token.fold in _POINTS and self._reading.tokens.kind(index + 1) != "digits":
            found -= _OF_POINTS
        return found | _OF_OTHERS if token.fold[0] in _ROMAN or not token.fold.isascii() else found

    def fill(self, reader: str, index: int) -> Filled | None:
        """Return the end and value of a slot at ``index``; ``reader`` is its name without a number ("year" of "year2")."""
        key = (reader, index)
        if key not in self._filled:
            self._filled[key] = _READERS[reader](self._reading, index) if index < self._length else None
        return self._filled[key]


def _named(reading: Reading, index: int, table: Mapping[str, int], short: frozenset[str]) -> Filled | None:
    """Read a name; the full stop of an abbreviation belongs to it."""
    tokens = reading.tokens
    word = tokens.word(index)
    if word not in table or tokens.kind(index) != "word" or tokens.left(index) in {".", "@", "_"}:
        return None
    dotted = word in short and tokens.right(index) == "."
    return index + 1 + dotted, table[word]


def _month(reading: Reading, index: int) -> Filled | None:
    return _named(reading, index, reading.grammar.months, reading.grammar.short_months)


def _weekday(reading: Reading, index: int) -> Filled | None:
    return _named(reading, index, reading.grammar.weekdays, reading.grammar.short_weekdays)


def _weekdays(reading: Reading, index: int) -> Filled | None:
    return _named(reading, index, reading.grammar.plural_weekdays, frozenset())


def _unit(reading: Reading, index: int) -> Filled | None:
    tokens, units = reading.tokens, reading.grammar.units
    if tokens.right(index) == "-" and tokens.is_glued(index + 2):
        joined = units.get(f"{tokens.word(index)}-{tokens.word(index + 2)}")
        if joined is not None:
            return index + 3, joined
    value = units.get(tokens.word(index))
    return None if value is None else (index + 1, value)


def _plural_unit(reading: Reading, index: int) -> Filled | None:
    """Read a unit in the plural: "the last days" is vague, "the last day" is not."""
    return _unit(reading, index) if reading.tokens.word(index).endswith(reading.grammar.plural_suffixes) else None


def _shift(reading: Reading, index: int) -> Filled | None:
    """Read "last", "dernier": the shift, whether it looks from the text's story, whether it means the nearest."""
    grammar, tokens = reading.grammar, reading.tokens
    found = grammar.shifts.at(tokens, index)
    if found is None:
        return None
    end, shift = found
    if tokens.word(end) in grammar.fillers:
        return end + 1, (shift, False, False)
    words = tuple(tokens.word(at) for at in range(index, end))
    return end, (shift, words in grammar.story, words in grammar.nearest)


def _season(reading: Reading, index: int) -> Filled | None:
    value = reading.grammar.seasons.get(reading.tokens.word(index))
    return None if value is None else (index + 1, value)


def _season_before(reading: Reading, index: int) -> Filled | None:
    return (index + 1, True) if reading.tokens.word(index) in reading.grammar.season_before else None


def _phrases(name: str) -> Reader:
    """Return a reader of one of the grammar's phrase lists."""

    def read(reading: Reading, index: int) -> Filled | None:
        phrases: Phrases = getattr(reading.grammar, name)
        return phrases.at(reading.tokens, index)

    return read


_READERS: dict[str, Reader] = {
    "month": _month, "weekday": _weekday, "weekdays": _weekdays, "unit": _unit, "plural_unit": _plural_unit, "shift": _shift, "season": _season,
    "season_before": _season_before, "business": _phrases("business"), "part": _phrases("parts"), "deictic": _phrases("deictic"),
    "holiday": _phrases("holidays"), "quarter": _phrases("quarters"), "halfyear": _phrases("halves"),
    **slot_numbers.READERS, **slot_figures.READERS, **clock.READERS,
}
_NONE: frozenset[str] = frozenset()
_NUMBER_SLOTS = ("n", "day", "year", "clock", "hour", "time")
_OF_DIGITS = frozenset({*slot_numbers.READERS, *slot_figures.READERS, "clock", "hour", "time"} - {"year_before", "week_number"})
_OF_OTHERS = frozenset({"n", "century"})  # vulgar fractions, Roman figures
_ROMAN = frozenset("xvi")
_POINTS = frozenset(".'")  # signs that begin a number before digits alone: ".5", "'90s"
_OF_POINTS = frozenset({*_NUMBER_SLOTS, "decade"})


@cache
def _slots_by_word(grammar: DateGrammar, language: str) -> Mapping[str, frozenset[str]]:
    """Return for each word and sign of the language's data the slots it can start."""
    words = number_words(language)
    ordinals = {*words.ordinals, *words.tens}
    starts: dict[str, Iterable[str]] = {
        "month": grammar.months, "weekday": grammar.weekdays, "weekdays": grammar.plural_weekdays, "season": grammar.seasons,
        "unit": {unit.partition("-")[0] for unit in grammar.units}, "plural_unit": {unit.partition("-")[0] for unit in grammar.units},
        "shift": grammar.shifts.firsts, "part": grammar.parts.firsts, "deictic": grammar.deictic.firsts, "daypart": grammar.dayparts.firsts,
        "holiday": grammar.holidays.firsts, "quarter": grammar.quarters.firsts, "halfyear": grammar.halves.firsts,
        "business": grammar.business.firsts,
        "season_before": grammar.season_before, "year_before": {word.rstrip("'") for word in grammar.year_before}, "ordinal": ordinals,
        "century": ordinals, "decade": {*grammar.decade_before, *grammar.decades, "'"}, "week_number": grammar.week_words,
    }
    starts["time"] = {*grammar.dayparts.firsts, *(word for level in grammar.time_levels for word in level.words)}
    numbers = {*words.starters, *words.ones, *words.couples, *ordinals, "'", "-", "."}
    found: dict[str, set[str]] = {}
    for slot, firsts in [*starts.items(), *((slot, numbers) for slot in _NUMBER_SLOTS)]:
        for word in firsts:
            found.setdefault(word, set()).add(slot)
    return {word: frozenset(slots) for word, slots in found.items()}
