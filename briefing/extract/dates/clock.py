"""Times of day: "5pm", "17 h 30", "half past seven", "in the evening", "from 3 to 5pm"; seconds since midnight, no date."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from briefing.extract.dates.matching import Expression
    from briefing.extract.dates.reading import Filled, Reading

_MINUTE, _HOUR, _NOON, _DAY = 60, 3600, 12 * 3600, 24 * 3600
_MINUTES = {"half-past": 30, "quarter-past": 15, "quarter-to": -15}
_MILITARY = 4  # digits of "1730 hours"


@dataclass(frozen=True, slots=True)
class Clock:
    """A time of day or a span of them, in seconds since midnight."""

    first: int
    last: int
    sure: bool = False  # morning or afternoon is said, or follows from the figure
    doubtful: bool = False  # could be a length of time as well ("3 heures")

    def moved(self, seconds: int) -> Clock:
        """Return the time so many seconds later, round the clock."""
        return replace(self, first=(self.first + seconds) % _DAY, last=(self.last + seconds) % _DAY)

    @property
    def times(self) -> tuple[dt.time, dt.time]:
        """The first and last time; the end of a day is its last minute."""
        return _time(self.first % _DAY), _time(self.last if self.last < _DAY else _DAY - _MINUTE)


def _time(seconds: int) -> dt.time:
    return dt.time(seconds // _HOUR, seconds % _HOUR // _MINUTE, seconds % _MINUTE)


# --- slots ---------------------------------------------------------------------------------------------------------------


def _clock(reading: Reading, index: int) -> Filled | None:
    """Read a figure or number word that something marks as a time: minutes, "h", "o'clock", "pm"."""
    tokens, grammar = reading.tokens, reading.grammar
    hour = _hour(reading, index)
    if hour is None or tokens.left(index) in {".", ":", "$", "€", "£"} or (tokens.kind(index) == "word" and tokens.left(index) == "-"):
        return None
    end, seconds = hour
    spelled_end, minutes = _minutes(reading, end)
    seconds += minutes
    end, doubtful = spelled_end, False
    hours = grammar.oclock.at(tokens, end)
    if hours is not None and _is_of_clock(reading, index, hours):
        end, doubtful = hours[0], bool(hours[1]) and not minutes
        after, more = _minutes_after(reading, end)
        doubtful = doubtful and after == end
        end, seconds = after, seconds + more
    half = grammar.meridiems.at(tokens, end)
    if half is not None:
        return (half[0], _halved(seconds, int(str(half[1])))) if seconds <= _DAY else None
    if end == hour[0] or (seconds >= _DAY and minutes) or seconds > _DAY:
        return None
    return end, Clock(seconds, seconds, sure=seconds > _NOON, doubtful=doubtful)


def _is_of_clock(reading: Reading, index: int, hours: tuple[int, object]) -> bool:
    """Tell "1730 hours", "17h30" from a length of time where the language never writes "3 hours" for a time of day."""
    tokens = reading.tokens
    if not hours[1] or reading.grammar.clock_before or (tokens.kind(index) == "digits" and len(tokens.word(index)) == _MILITARY):
        return True
    return tokens.is_glued(hours[0] - 1) and tokens.is_glued(hours[0]) and tokens.kind(hours[0]) == "digits"


def _hour(reading: Reading, index: int) -> tuple[int, int] | None:
    """Return the end and the seconds of an hour in figures ("5", "0730", "1140") or words."""
    figure = reading.integer(index, _MILITARY, 0, 2400)
    if figure is not None:
        digits = len(reading.tokens.word(index))
        hours, minutes = divmod(figure, 100) if digits > 2 else (figure, 0)
        return (index + 1, hours * _HOUR + minutes * _MINUTE) if hours <= 24 and minutes < 60 else None
    number = reading.number(index) if reading.tokens.kind(index) == "word" else None
    if number is None or number.form != "word" or not 0 <= number.value <= 24:
        return None
    return number.last, int(number.value) * _HOUR


def _minutes(reading: Reading, end: int) -> tuple[int, int]:
    """Read ":30", ":30:15", and before "am" or "pm" ".30"."""
    tokens, seconds = reading.tokens, 0
    for unit in (_MINUTE, 1):
        pointed = tokens.word(end) == "." and unit == _MINUTE and reading.grammar.meridiems.at(tokens, end + 2) is not None
        if not (tokens.word(end) == ":" or pointed) or not tokens.ties_digits(end):
            break
        if len(tokens.word(end + 1)) != 2 or int(tokens.word(end + 1)) >= 60:
            break
        seconds += int(tokens.word(end + 1)) * unit
        end += 2
    return end, seconds


def _minutes_after(reading: Reading, end: int) -> tuple[int, int]:
    """Read the minutes behind an hour word: "17 h 30", "sept heures dix"."""
    tokens = reading.tokens
    figure = reading.integer(end, 2, 0, 59)
    if figure is not None and len(tokens.word(end)) == 2 and not tokens.ties_digits(end + 1):
        return end + 1, figure * _MINUTE
    number = reading.number(end) if tokens.kind(end) == "word" and tokens.word(end - 1) in reading.grammar.spelled_hours else None
    if number is None or number.form != "word" or number.article or not 0 < number.value < 60 or number.value.denominator != 1:
        return end, 0
    return number.last, int(number.value) * _MINUTE


def _halved(seconds: int, half: int) -> Clock:
    """Return the time that "am" (0) or "pm" (12) makes of a reading of the clock."""
    if seconds < _NOON and half:
        seconds += _NOON
    elif _NOON <= seconds < _NOON + _HOUR and not half:
        seconds -= _NOON
    return Clock(seconds, seconds, sure=True)


def _bare_hour(reading: Reading, index: int) -> Filled | None:
    """Read an hour that nothing marks, for patterns that do ("from 3 to 5pm")."""
    tokens = reading.tokens
    hour = None if len(tokens.word(index)) == 3 and tokens.kind(index) == "digits" else _hour(reading, index)
    if hour is None or tokens.left(index) in {".", ",", "$", "€", "£", "/"} or tokens.right(hour[0] - 1) in {"/", "%"}:
        return None
    if tokens.right(hour[0] - 1) in {".", ","} and tokens.ties_digits(hour[0]):
        return None
    return hour[0], Clock(hour[1], hour[1], sure=hour[1] > _NOON)


def _daypart(reading: Reading, index: int) -> Filled | None:
    found = reading.grammar.dayparts.at(reading.tokens, index)
    return None if found is None else (found[0], part_of_day(str(found[1])))


def part_of_day(text: str) -> Clock:
    """Return the clock times of "8-12", as the language data write a part of the day."""
    first, last = (int(hour) * _HOUR for hour in text.split("-"))
    return Clock(first, last, sure=True)


READERS = {"clock": _clock, "hour": _bare_hour, "daypart": _daypart}


# --- from an expression to a time ------------------------------------------------------------------------------------------


def clock_of(expression: Expression) -> Clock | None:
    """Return the time of day that an expression of the grammar of times names; None for "now" and the like."""
    slots, rule = expression.slots, expression.rule
    if rule in {"present", "greeting"}:
        return None
    if rule == "time-span":
        return _span(_single(slots, ""), _single(slots, "2"))
    if rule == "daypart":
        return _piece(slots)
    clock = _single(slots, "")
    if clock is None:
        return Clock(_NOON, _NOON, sure=True) if rule == "noon" else Clock(0, 0, sure=True)
    minutes = _MINUTES.get(rule, 0)
    if rule in {"past", "to"}:
        minutes = int(slots["n"]) if rule == "past" else -int(slots["n"])
    clock = clock.moved(minutes * _MINUTE) if minutes else clock
    return _in_part(clock, slots["daypart"]) if "daypart" in slots else clock


def clock_at(slots: dict[str, Any]) -> Clock | None:
    """Return the time among the slots of a date: "{date} at {time}", "{date} from {hour} to {hour2}"."""
    last = _single(slots, "2")
    return _single(slots, "") if last is None else _span(_single(slots, ""), last)


def _single(slots: dict[str, Any], suffix: str) -> Clock | None:
    inner: Expression | None = slots.get("time" + suffix)
    found: Clock | None = clock_of(inner) if inner is not None else slots.get("clock" + suffix, slots.get("hour" + suffix))
    return found


def _piece(slots: dict[str, Any]) -> Clock:
    """Return a part of the day, or its first or second half ("early in the morning")."""
    whole: Clock = slots["daypart"]
    middle = (whole.first + whole.last) // 2
    part = slots.get("part")
    return replace(whole, first=middle) if part == "late" else replace(whole, last=middle) if part == "early" else whole


def _in_part(clock: Clock, part: Clock) -> Clock:
    """Return the half of the day that fits "in the evening"."""
    return Clock(clock.first, clock.last, sure=True) if clock.first >= _NOON or part.first < _NOON else replace(clock.moved(_NOON), sure=True)


def _span(first: Clock | None, last: Clock | None) -> Clock | None:
    """Return the times from one to another; "5 to 6pm" lends its half of the day to the first where that still comes before."""
    if first is None or last is None:
        return None
    if last.sure and not first.sure and first.first < _NOON and first.first + _NOON <= last.first:
        first = first.moved(_NOON)
    elif first.sure and first.first >= _NOON and not last.sure and last.first < _NOON:
        last = last.moved(_NOON)
    return Clock(first.first, last.last, sure=True)
