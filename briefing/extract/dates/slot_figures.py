"""Dates written in figures: "2026-01-24", "24/01/2026", "02.04.2009"."""

from __future__ import annotations

from briefing.extract.dates.reading import FIRST_YEAR, LAST_YEAR, Filled, Reading, two_digit

_SEPARATORS = frozenset("/-.")
_PLAUSIBLE = (1900, 2099)  # years of what is written without month names


def _numeric(reading: Reading, index: int) -> Filled | None:
    """Read a date in digits; the value is (year or None, month, day or None), in the order of the language's CLDR pattern."""
    tokens = reading.tokens
    if tokens.kind(index) != "digits" or _is_tied(reading, index):
        return None
    first, sep = tokens.word(index), tokens.word(index + 1)
    if len(first) == 8:
        return _valid(index + 1, int(first[:4]), int(first[4:6]), int(first[6:])) if first[:2] in {"19", "20"} else None
    if sep not in _SEPARATORS:
        return _spaced(reading, index)
    tight = tokens.is_glued(index + 1)
    if tokens.kind(index + 2) != "digits" or tokens.is_glued(index + 2) != tight:
        return None
    if tokens.word(index + 3) == sep and tokens.kind(index + 4) == "digits" and tokens.is_glued(index + 3) == tight:
        goes_on = tokens.right(index + 4) == sep and tokens.ties_digits(index + 5)
        return None if goes_on else _three(reading, index + 5, (first, tokens.word(index + 2), tokens.word(index + 4)))
    return _two(reading, index) if tight else None


def _is_tied(reading: Reading, index: int) -> bool:
    """Return True for the inside of a longer run of figures; a dash may tie two dates with slashes."""
    tokens = reading.tokens
    left = tokens.left(index)
    if left in {"+", "$", "€", "£", "="}:
        return True
    return bool(left) and tokens.kind(index - 2) == "digits" and (left in {"/", ".", ":"} or (left == "-" and tokens.word(index + 1) == "-"))


def _spaced(reading: Reading, index: int) -> Filled | None:
    """Read "18 08 1978": two figures, two figures, a year."""
    tokens = reading.tokens
    first, second, third = (tokens.word(index + at) for at in range(3))
    digits = all(tokens.kind(index + at) == "digits" for at in range(3))
    if not digits or [len(first), len(second), len(third)] != [2, 2, 4] or not _PLAUSIBLE[0] <= int(third) <= _PLAUSIBLE[1]:
        return None
    return None if tokens.is_glued(index + 3) and tokens.kind(index + 3) != "sign" else _three(reading, index + 3, (first, second, third))


def _three(reading: Reading, end: int, parts: tuple[str, str, str]) -> Filled | None:
    first, second, third = parts
    if len(first) == 4:
        return _valid(end, int(first), int(second[:3]), int(third[:3]))
    if len(third) not in {2, 4} or len(first) > 2 or len(second) > 2:
        return None
    year = int(third) if len(third) == 4 else two_digit(int(third))
    day, month = (int(first), int(second)) if reading.grammar.day_first else (int(second), int(first))
    return _valid(end, year, month, day) or _valid(end, year, day, month)


def _two(reading: Reading, index: int) -> Filled | None:
    """Read year and month ("2015-12", "12/2015"), or day and month ("24/01")."""
    tokens = reading.tokens
    sep, end = tokens.word(index + 1), index + 3
    goes_on = tokens.right(index + 2)
    if goes_on in {"/", "-", "%"} and not (sep == "/" and goes_on == "-"):
        return None
    if (tokens.is_glued(end) and tokens.kind(end) == "word") or (goes_on in {".", ","} and tokens.ties_digits(end)):
        return None
    year, month = reading.integer(index, 4, *_PLAUSIBLE), reading.integer(index + 2, 2, 1, 12)
    if year is not None and month is not None and sep == "-":
        is_years = len(tokens.word(index + 2)) == 2 and month > year % 100  # "2010-12" are years
        return None if is_years else (end, (year, month, None))
    year, month = reading.integer(index + 2, 4, *_PLAUSIBLE), reading.integer(index, 2, 1, 12)
    if year is not None:
        return (end, (year, month, None)) if month is not None and sep in {"/", "-"} else None
    if sep != "/" or reading.integer(index, 2, 1, 31) is None or reading.integer(index + 2, 2, 1, 31) is None:
        return None
    return _day_and_month(reading, end, int(tokens.word(index)), int(tokens.word(index + 2)))


def _day_and_month(reading: Reading, end: int, first: int, second: int) -> Filled | None:
    day, month = (first, second) if reading.grammar.day_first else (second, first)
    if month > 12:
        day, month = month, day
    return (end, (None, month, day)) if month <= 12 else None


def _valid(end: int, year: int, month: int, day: int) -> Filled | None:
    return (end, (year, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 and FIRST_YEAR <= year <= LAST_YEAR else None


READERS = {"numeric": _numeric}
