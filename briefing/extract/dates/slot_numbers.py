"""What fills a slot of a date pattern with a number: counts, ordinals, days, years, decades, centuries."""

from __future__ import annotations

from briefing.extract.dates.reading import FIRST_YEAR, LAST_YEAR, Filled, Reading, two_digit

_PLAUSIBLE_YEARS = range(1900, 2100)  # of a bare number that nothing marks as a year
_SPELLED_YEARS = (1500, 2199)
_CURRENCIES = frozenset("$€£¥")
_ROMAN = {"X": 10, "V": 5, "I": 1}


def _n(reading: Reading, index: int) -> Filled | None:
    """Read a count: a number, an article, "a couple of"."""
    tokens, words = reading.tokens, reading.words
    number = reading.number(index)
    if number is not None and number.value > 0:
        tail = tokens.word(number.last - 1)
        if number.form == "fraction" and tail in reading.grammar.units and tail in words.denominators:
            return number.last - 1, number.value * words.denominators[tail]  # "two quarters" of a year
        return number.last, number.value
    word = tokens.word(index)
    if word in words.couples and tokens.word(index + 1) in words.fraction_of:
        return index + 2, words.couples[word]
    return (index + 1, 1) if word in words.articles or word in words.ones else None


def _ordinal(reading: Reading, index: int) -> Filled | None:
    tokens, words = reading.tokens, reading.words
    value = words.ordinals.get(tokens.word(index))
    if value is not None:
        return index + 1, value
    number = reading.integer(index, 2, 0, 99)
    if number is not None:
        return (index + 2, number) if tokens.right(index) in words.ordinal_suffixes else None
    tens = words.tens.get(tokens.word(index))
    if tens is None:
        return None
    at = index + 2 if tokens.word(index + 1) == "-" else index + 1
    unit = words.ordinals.get(tokens.word(at), 0)
    return (at + 1, tens + unit) if 0 < unit < 10 else None


def _ordinal_day(reading: Reading, index: int) -> Filled | None:
    """Read "22nd" in digits."""
    found = _ordinal(reading, index)
    return found if found is not None and 1 <= found[1] <= 31 and reading.tokens.kind(index) == "digits" else None


def _strict_day(reading: Reading, index: int) -> Filled | None:
    """Read a day that no month follows, in digits alone ("le 22")."""
    tokens = reading.tokens
    day = reading.integer(index, 2, 1, 31)
    if day is None:
        return None
    end = index + 2 if tokens.right(index) in reading.words.ordinal_suffixes else index + 1
    if tokens.word(end) == "%" or (tokens.is_glued(end) and tokens.kind(end) != "sign"):
        return None
    if tokens.is_glued(end + 1) and tokens.word(end) in {".", ",", "/", "-", ":", "°"}:
        return None
    number = reading.number(index)
    return None if number is not None and number.last > index + 1 else (end, day)


def _day(reading: Reading, index: int) -> Filled | None:
    tokens, words = reading.tokens, reading.words
    if tokens.kind(index) == "digits":
        return _digits_day(reading, index)
    if tokens.kind(index) != "word":
        return None
    ordinal = _ordinal(reading, index)
    if ordinal is not None and 1 <= ordinal[1] <= 31:
        return ordinal
    word = tokens.word(index)
    if tokens.word(index - 1) == "-" and not tokens.is_glued(index):
        return None  # "in October - two years late"
    if word in words.ones or not (word in words.small or word in words.tens):
        return None
    number = reading.number(index)
    return (number.last, int(number.value)) if number is not None and number.form == "word" and 1 <= number.value <= 31 else None


def _digits_day(reading: Reading, index: int) -> Filled | None:
    tokens, words = reading.tokens, reading.words
    day = reading.integer(index, 2, 1, 31)
    if day is None or tokens.word(index - 1) in _CURRENCIES or tokens.word(index - 1) == "#":
        return None
    if tokens.left(index) in {".", ":", "/"} and tokens.kind(index - 2) == "digits":
        return None
    suffix = tokens.word(index + 1)
    spaced = len(suffix) == 2 and suffix not in reading.grammar.units and suffix not in words.stop
    return index + 1 + (suffix in words.ordinal_suffixes and (spaced or tokens.is_glued(index + 1))), day


# --- years ---------------------------------------------------------------------------------------------------------------


def _year(reading: Reading, index: int) -> Filled | None:
    """Read "2014", "'87", "juillet 98", "nineteen eighty six", "deux mille vingt"."""
    tokens = reading.tokens
    if tokens.word(index) == "'":
        short = reading.integer(index + 1, 2, 0, 99) if tokens.is_glued(index + 1) else None
        return None if short is None else (index + 2, two_digit(short))
    if tokens.kind(index) != "digits":
        return _spelled_year(reading, index)
    if len(tokens.word(index)) == 4:
        year = reading.integer(index, 4, FIRST_YEAR, LAST_YEAR)
        return None if year is None or _is_part_of_figure(reading, index) else (index + 1, year)
    short = reading.integer(index, 2, 0, 99)
    if short is None:
        return None
    if tokens.left(index) == "'":
        return index + 1, two_digit(short)
    months, link = reading.grammar.months, reading.words.fraction_of
    after_month = tokens.word(index - 1) in months or (tokens.word(index - 1) in link and tokens.word(index - 2) in months)
    return (index + 1, two_digit(short)) if short > 31 and after_month and not _is_part_of_figure(reading, index) else None


def _spelled_year(reading: Reading, index: int) -> Filled | None:
    word, words = reading.tokens.word(index), reading.words
    if not (word in words.small or word in words.tens or word in words.bare_scales):
        return None
    number = reading.number(index)
    if number is None or number.form != "word":
        return None
    if _SPELLED_YEARS[0] <= number.value <= _SPELLED_YEARS[1]:
        return number.last, int(number.value)
    rest = reading.number(number.last) if 15 <= number.value <= 21 else None
    if rest is None or rest.form != "word" or not 10 <= rest.value <= 99:
        return None
    return rest.last, int(number.value) * 100 + int(rest.value)


def _is_part_of_figure(reading: Reading, index: int) -> bool:
    """Return True for digits that belong to a longer figure, a code, a path or a telephone number."""
    return _continues(reading, index) or _is_continued(reading, index)


def _continues(reading: Reading, index: int) -> bool:
    tokens = reading.tokens
    left = tokens.left(index)
    if not left:
        return False
    before = tokens.kind(index - 2)
    if tokens.kind(index - 1) == "word" or left in {"+", "_", "=", "#", "@"} or left in _CURRENCIES:
        return True
    if left in {".", ",", ":"} and before == "digits":
        return True
    tied = left in {"-", "/"} and before == "digits"
    return tied and len(tokens.word(index - 2)) != 4 and tokens.word(index - 4) not in reading.grammar.months


def _is_continued(reading: Reading, index: int) -> bool:
    tokens = reading.tokens
    if tokens.word(index + 1) == "%":
        return True
    right = tokens.right(index)
    if not right:
        return False
    if tokens.kind(index + 1) == "word" or right in {"°", "_", "=", "@"} or right in _CURRENCIES:
        return True
    if not tokens.ties_digits(index + 1):
        return False
    return right in {".", ",", ":", "'"} or (right in {"-", "/"} and not _may_follow(reading, index))


def _may_follow(reading: Reading, index: int) -> bool:
    """Return True when the digits tied to a year by a dash can be a later year, or a month and day."""
    tokens = reading.tokens
    second = tokens.word(index + 2)
    if len(second) == 4:
        return tokens.right(index + 2) not in {"-", "/"}
    is_month = len(second) <= 2 and 1 <= int(second) <= 12
    if tokens.right(index + 2) in {"-", "/"}:
        return is_month
    return is_month or (len(second) == 2 and int(second) > int(tokens.word(index)[2:]))


def _bare_year(reading: Reading, index: int) -> Filled | None:
    """Read a number that looks like a year and counts nothing ("the 2024 report", not "2015 videos")."""
    tokens = reading.tokens
    if reading.integer(index, 4, _PLAUSIBLE_YEARS[0], _PLAUSIBLE_YEARS[-1]) is None or _is_part_of_figure(reading, index):
        return None
    if tokens.left(index) in {"-", "/", "~"} and tokens.kind(index - 2) in {"digits", "word"} and not _is_part(reading, index):
        return None
    before = tokens.word(index - 1)
    if before in _CURRENCIES or before in {"#", "+"} or tokens.kind(index - 1) == "digits" or tokens.word(index + 1) in _CURRENCIES:
        return None
    counts = _is_counted(reading, index + 1) or reading.words.qualifiers.before(tokens, index) is not None
    return None if counts else (index + 1, int(tokens.word(index)))


def _is_part(reading: Reading, index: int) -> bool:
    """Return True behind a part of a period with a hyphen ("mid-2011")."""
    return reading.tokens.left(index) == "-" and reading.grammar.parts.at(reading.tokens, index - 2) is not None


def _is_counted(reading: Reading, index: int) -> bool:
    """Return True for a plural noun in lower case, a unit or a multiplier: what a number before it would count."""
    tokens, words, grammar = reading.tokens, reading.words, reading.grammar
    word = tokens.word(index)
    if tokens.kind(index) != "word" or tokens[index].form[0].isupper():
        return False
    if word in words.stop or word in grammar.months or word in grammar.seasons:
        return False
    if word in grammar.units or word in words.scales or word in words.person_words:
        return True
    return len(word) > 3 and word.endswith(words.plural_suffixes) and not word.endswith(words.singular_endings)


def _year_before(reading: Reading, index: int) -> Filled | None:
    """Read a word that tells a year from a count ("in", "d'")."""
    word, following = reading.tokens.word(index), reading.tokens.word(index + 1)
    if following == "'" and word + following in reading.grammar.year_before:
        return index + 2, True
    return (index + 1, True) if word in reading.grammar.year_before else None


def _two(reading: Reading, index: int) -> Filled | None:
    """Read the last two digits of a range of years ("2024-25")."""
    tokens = reading.tokens
    value = reading.integer(index, 2, 0, 99)
    tied = tokens.is_glued(index) and len(tokens.word(index)) == 2 and tokens.right(index) not in {"-", "/"}
    return (index + 1, value) if value is not None and tied else None


def _decade(reading: Reading, index: int) -> Filled | None:
    """Read "1990s", "'90s", "les années 1990", "the nineties"; the value is the first year."""
    tokens, grammar = reading.tokens, reading.grammar
    announced = tokens.word(index) in grammar.decade_before
    at = index + announced
    if tokens.word(at) in grammar.decades:
        return at + 1, 1900 + grammar.decades[tokens.word(at)]
    spelled = reading.number(at) if announced and tokens.kind(at) == "word" else None
    if spelled is not None and 20 <= spelled.value <= 90 and spelled.value % 10 == 0:
        return spelled.last, 1900 + int(spelled.value)  # "les années quatre-vingt-dix"
    at += tokens.word(at) == "'"
    number = reading.integer(at, 4, 0, LAST_YEAR)
    if tokens.left(index) == "-" and tokens.kind(index - 2) == "word" and not _is_part(reading, index):
        return None  # a model: "the KC-30s"
    if number is None or len(tokens.word(at)) not in {2, 4} or number % 10:
        return None
    year = number if number >= FIRST_YEAR else 1900 + number
    end = at + 1 + (tokens.right(at) == "'" and tokens.word(at + 2) in grammar.decade_suffix)
    if tokens.word(end) in grammar.decade_suffix and tokens.is_glued(end):
        return end + 1, year
    return (end, year) if announced else None


def _century(reading: Reading, index: int) -> Filled | None:
    ordinal = _ordinal(reading, index) or _roman(reading, index)
    if ordinal is None or reading.tokens.word(ordinal[0]) not in reading.grammar.centuries or not 10 < ordinal[1] < 22:
        return None
    return ordinal[0] + 1, ordinal[1]


def _roman(reading: Reading, index: int) -> Filled | None:
    """Read "XXe", "XIXe" (siècle)."""
    digits = reading.tokens[index].form.rstrip("èeEm")
    if not digits or len(digits) > 6 or any(sign not in _ROMAN for sign in digits):
        return None
    values = [_ROMAN[sign] for sign in digits]
    return index + 1, sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def _week_number(reading: Reading, index: int) -> Filled | None:
    number = reading.integer(index + 1, 2, 1, 53)
    return (index + 2, number) if reading.tokens.word(index) in reading.grammar.week_words and number is not None else None


READERS = {
    "n": _n, "ordinal": _ordinal, "ordinal_day": _ordinal_day, "strict_day": _strict_day, "day": _day, "year": _year, "bare_year": _bare_year,
    "year_before": _year_before, "two": _two, "decade": _decade, "century": _century, "week_number": _week_number,
}
