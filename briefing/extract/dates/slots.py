"""What fills a slot of a date pattern: months, days, years, counts, times of day, read at a token.

Each reader looks at a bounded number of tokens and returns where it ends and the value, or None.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.numbers import Number, read_number

if TYPE_CHECKING:
    from briefing.extract.dates.grammar import DateGrammar
    from briefing.extract.tokens import Tokens

Filled = tuple[int, Any]
_FIRST_YEAR, _LAST_YEAR = 1000, 2999
_PLAUSIBLE_YEARS = range(1900, 2100)  # of a bare number that nothing marks as a year
_PIVOT = 50  # two-digit years up to here are of this century in "05/06/19"; CLDR leaves it to the reader


class Slots:
    """The slot readers over one text; numbers are read once a token."""

    def __init__(self, tokens: Tokens, grammar: DateGrammar, language: str) -> None:
        self.tokens = tokens
        self.grammar = grammar
        self.language = language
        self.words: NumberWords = number_words(language)
        self._numbers: dict[int, Number | None] = {}
        self._readers: dict[str, Callable[[int], Filled | None]] = {name[1:]: getattr(self, name) for name in dir(self) if name.startswith("_s_")}
        self._readers = {name[2:]: reader for name, reader in self._readers.items()}

    def fill(self, slot: str, index: int) -> Filled | None:
        """Return the end and value of ``slot`` at ``index``."""
        if index >= len(self.tokens):
            return None
        return self._readers[slot.rstrip("23")](index)

    def number(self, index: int) -> Number | None:
        """Return the number at ``index``, read once."""
        if index not in self._numbers:
            self._numbers[index] = read_number(self.tokens, index, self.language) if index < len(self.tokens) else None
        return self._numbers[index]

    # --- names -----------------------------------------------------------------------------------------------------------

    def _named(self, index: int, table: Any, short: frozenset[str]) -> Filled | None:
        word = self.tokens.word(index)
        value = table.get(word)
        if value is None or self.tokens.kind(index) != "word" or (self.tokens.is_glued(index) and self.tokens.kind(index - 1) == "sign" and self.tokens.word(index - 1) in {".", "@", "_"}):
            return None
        end = index + 1
        if word in short and self.tokens.word(end) == "." and self.tokens.is_glued(end):
            end += 1
        return end, value

    def _s_month(self, index: int) -> Filled | None:
        return self._named(index, self.grammar.months, self.grammar.short_months)

    def _s_weekday(self, index: int) -> Filled | None:
        return self._named(index, self.grammar.weekdays, self.grammar.short_weekdays)

    def _s_weekdays(self, index: int) -> Filled | None:
        return self._named(index, self.grammar.plural_weekdays, frozenset())

    def _s_unit(self, index: int) -> Filled | None:
        tokens = self.tokens
        if tokens.word(index + 1) == "-" and tokens.is_glued(index + 1) and tokens.is_glued(index + 2):
            joined = self.grammar.units.get(f"{tokens.word(index)}-{tokens.word(index + 2)}")
            if joined is not None:
                return index + 3, joined
        value = self.grammar.units.get(tokens.word(index))
        return None if value is None else (index + 1, value)

    def _s_plural_unit(self, index: int) -> Filled | None:
        """A unit in the plural: "the last days" is vague, "the last day" is not."""
        return self._s_unit(index) if self.tokens.word(index).endswith(("s", "x")) else None

    def _s_business(self, index: int) -> Filled | None:
        return self.grammar.business.at(self.tokens, index)

    def _s_shift(self, index: int) -> Filled | None:
        found = self.grammar.shifts.at(self.tokens, index)
        if found is None:
            return None
        if self.tokens.word(found[0]) in self.grammar.fillers:
            return found[0] + 1, (found[1], False, False)
        words = tuple(self.tokens.word(i) for i in range(index, found[0]))
        return found[0], (found[1], words in self.grammar.story, words in self.grammar.nearest)

    def _s_part(self, index: int) -> Filled | None:
        return self.grammar.parts.at(self.tokens, index)

    def _s_season(self, index: int) -> Filled | None:
        value = self.grammar.seasons.get(self.tokens.word(index))
        return None if value is None else (index + 1, value)

    def _s_season_before(self, index: int) -> Filled | None:
        return (index + 1, True) if self.tokens.word(index) in self.grammar.season_before else None

    def _s_deictic(self, index: int) -> Filled | None:
        return self.grammar.deictic.at(self.tokens, index)

    def _s_daypart(self, index: int) -> Filled | None:
        return self.grammar.dayparts.at(self.tokens, index)

    def _s_holiday(self, index: int) -> Filled | None:
        return self.grammar.holidays.at(self.tokens, index)

    def _s_quarter(self, index: int) -> Filled | None:
        return self.grammar.quarters.at(self.tokens, index)

    def _s_halfyear(self, index: int) -> Filled | None:
        return self.grammar.halves.at(self.tokens, index)

    # --- numbers ---------------------------------------------------------------------------------------------------------

    def _s_n(self, index: int) -> Filled | None:
        tokens, words = self.tokens, self.words
        number = self.number(index)
        if number is not None and number.value > 0:
            tail = tokens.word(number.last - 1)
            if number.form == "fraction" and tail in self.grammar.units and tail in words.denominators:
                return number.last - 1, number.value * words.denominators[tail]  # "two quarters" of a year
            return number.last, number.value
        word = tokens.word(index)
        if word in words.articles or word in words.ones:
            return index + 1, 1
        if word in {"couple"} and tokens.word(index + 1) == "of":
            return index + 2, 2
        return None

    def _s_ordinal(self, index: int) -> Filled | None:
        tokens, words = self.tokens, self.words
        value = words.ordinals.get(tokens.word(index))
        if value is not None:
            return index + 1, value
        if tokens.kind(index) == "digits" and len(tokens.word(index)) <= 2 and tokens.word(index + 1) in words.ordinal_suffixes and tokens.is_glued(index + 1):
            return index + 2, int(tokens.word(index))
        tens = words.tens.get(tokens.word(index))
        if tens is not None:
            at = index + 2 if tokens.word(index + 1) == "-" else index + 1
            unit = words.ordinals.get(tokens.word(at), 0)
            if 0 < unit < 10:
                return at + 1, tens + unit
        return None

    def _s_ordinal_day(self, index: int) -> Filled | None:
        found = self._s_ordinal(index)
        return found if found is not None and 1 <= found[1] <= 31 and self.tokens.kind(index) == "digits" else None

    def _s_strict_day(self, index: int) -> Filled | None:
        """A day that no month follows: digits alone ("le 22")."""
        tokens = self.tokens
        if tokens.kind(index) != "digits" or not 1 <= int(tokens.word(index)[:4]) <= 31:
            return None
        end = index + 1
        if tokens.word(end) in self.words.ordinal_suffixes and tokens.is_glued(end):
            end += 1
        glued = tokens.is_glued(end) and tokens.kind(end) != "sign"
        joined = tokens.word(end) in {".", ",", "/", "-", ":", "%", "°"} and tokens.is_glued(end) and tokens.is_glued(end + 1)
        number = self.number(index)
        return None if glued or joined or tokens.word(end) == "%" or (number is not None and number.last > index + 1) else (end, int(tokens.word(index)))

    def _s_day(self, index: int) -> Filled | None:
        tokens, words = self.tokens, self.words
        if tokens.kind(index) == "digits":
            if tokens.word(index - 1) in {"$", "€", "£", "#"} or len(tokens.word(index)) > 2 or not 1 <= int(tokens.word(index)) <= 31 or (tokens.is_glued(index) and tokens.word(index - 1) in {".", ":", "/"} and tokens.kind(index - 2) == "digits"):
                return None
            end = index + 1
            if tokens.word(end) in words.ordinal_suffixes and tokens.is_glued(end):
                end += 1
            elif tokens.word(end) in words.ordinal_suffixes and tokens.word(end) not in self.grammar.units and len(tokens.word(end)) == 2 and tokens.word(end) not in words.stop:
                end += 1
            return end, int(tokens.word(index))
        if tokens.kind(index) != "word":
            return None
        ordinal = self._s_ordinal(index)
        if ordinal is not None and 1 <= ordinal[1] <= 31:
            return ordinal
        if tokens.word(index) in words.small or tokens.word(index) in words.tens:
            if tokens.word(index) in words.ones:
                return None
            number = self.number(index)
            if number is not None and number.form == "word" and 1 <= number.value <= 31:
                return number.last, int(number.value)
        return None

    def _s_year(self, index: int) -> Filled | None:
        tokens = self.tokens
        word = tokens.word(index)
        if tokens.kind(index) == "digits":
            if len(word) == 4 and _FIRST_YEAR <= int(word) <= _LAST_YEAR and not self._is_part_of_figure(index):
                return index + 1, int(word)
            if len(word) == 2 and tokens.word(index - 1) == "'" and tokens.is_glued(index):
                return index + 1, _two_digit(int(word))
            if len(word) == 2 and int(word) > 31 and not self._is_part_of_figure(index) and (
                tokens.word(index - 1) in self.grammar.months or (tokens.word(index - 1) in self.words.fraction_of and tokens.word(index - 2) in self.grammar.months)
            ):
                return index + 1, 1900 + int(word)  # "juillet 98", "April of 87"
            return None
        if word == "'" and tokens.kind(index + 1) == "digits" and len(tokens.word(index + 1)) == 2 and tokens.is_glued(index + 1):
            return index + 2, _two_digit(int(tokens.word(index + 1)))
        return self._spelled_year(index)

    def _spelled_year(self, index: int) -> Filled | None:
        """Read "nineteen eighty six", "two thousand and four", "deux mille vingt"."""
        tokens, words = self.tokens, self.words
        word = tokens.word(index)
        if word not in words.small and word not in words.tens and word not in words.bare_scales:
            return None
        number = self.number(index)
        if number is None or number.form != "word":
            return None
        if number.value in range(1500, 2200):
            return number.last, int(number.value)
        if 15 <= number.value <= 21:
            rest = self.number(number.last)
            if rest is not None and rest.form == "word" and 10 <= rest.value <= 99:
                return rest.last, int(number.value) * 100 + int(rest.value)
        return None

    def _is_part_of_figure(self, index: int) -> bool:
        """A year is no part of a longer figure, a path or a telephone number."""
        tokens = self.tokens
        if tokens.is_glued(index) and (tokens.kind(index - 1) == "word" or (tokens.word(index - 1) in {".", ",", "+", "_", "$", "€", "£", "=", "#", ":", "@"} and (tokens.kind(index - 2) == "digits" or tokens.word(index - 1) not in {".", ",", ":"}))):
            return True
        if tokens.is_glued(index) and tokens.word(index - 1) in {"-", "/"} and tokens.kind(index - 2) == "digits" and len(tokens.word(index - 2)) != 4 and tokens.word(index - 4) not in self.grammar.months:
            return True  # the last part of a telephone number or code
        after = index + 1
        if not tokens.is_glued(after):
            return tokens.word(after) == "%"
        if tokens.word(after) in {"-", "/"} and tokens.is_glued(after + 1) and tokens.kind(after + 1) == "digits" and not self._may_follow(index):
            return True
        if tokens.kind(after) == "word":
            return True
        return (tokens.word(after) in {".", ",", ":", "'"} and tokens.is_glued(after + 1) and tokens.kind(after + 1) == "digits") or tokens.word(after) in {"%", "€", "$", "°", "_", "=", "@"}

    def _may_follow(self, index: int) -> bool:
        """Return True when the digits tied to a year by a dash can be a later year, or a month and day."""
        tokens = self.tokens
        second = tokens.word(index + 2)
        if tokens.is_glued(index + 3) and tokens.word(index + 3) in {"-", "/"}:
            return len(second) <= 2 and int(second) <= 12
        return len(second) == 4 or (len(second) == 2 and int(second) > int(tokens.word(index)[2:])) or (len(second) <= 2 and 1 <= int(second) <= 12)

    def _s_bare_year(self, index: int) -> Filled | None:
        """A number that looks like a year and counts nothing ("the 2024 report", not "2015 videos")."""
        tokens = self.tokens
        if tokens.kind(index) != "digits" or len(tokens.word(index)) != 4 or int(tokens.word(index)) not in _PLAUSIBLE_YEARS or self._is_part_of_figure(index):
            return None
        if tokens.is_glued(index) and tokens.word(index - 1) in {"-", "/", "~"} and tokens.kind(index - 2) in {"digits", "word"}:
            return None
        if tokens.is_glued(index + 1) and tokens.word(index + 1) in {"-", "/"} and tokens.is_glued(index + 2) and tokens.kind(index + 2) == "digits" and len(tokens.word(index + 2)) not in {2, 4}:
            return None
        before = index - 1
        if tokens.word(before) in {"$", "€", "£", "#", "+"} or tokens.kind(before) == "digits" or tokens.word(index + 1) in {"$", "€", "£"}:
            return None
        return (index + 1, int(tokens.word(index))) if self.counts_nothing(index + 1) and not self._is_qualified(index) else None

    def _is_qualified(self, index: int) -> bool:
        return self.tokens.word(index - 1) in {"least", "than", "about", "approximately", "nearly", "almost", "some", "roughly", "environ", "quelque", "quelques"} and self.tokens.word(index - 2) not in {"later", "earlier"}

    def counts_nothing(self, index: int) -> bool:
        """Return True unless the word at ``index`` is a plural noun, which a number before it would count."""
        tokens = self.tokens
        if tokens.kind(index) != "word" or tokens[index].form[0].isupper():
            return True
        word = tokens.word(index)
        if word in self.words.stop or word in self.grammar.months or word in self.grammar.seasons:
            return True
        if word in self.grammar.units or word in self.words.scales:
            return False
        return not (len(word) > 3 and word.endswith(("s", "x")) and not word.endswith(("ss", "us", "is"))) and word not in {"people", "men", "women", "children"}

    def _s_year_before(self, index: int) -> Filled | None:
        end = index + 1
        if self.tokens.word(index) + self.tokens.word(end) in self.grammar.year_before and self.tokens.word(end) == "'":
            return end + 1, True
        return (end, True) if self.tokens.word(index) in self.grammar.year_before else None

    def _s_two(self, index: int) -> Filled | None:
        tokens = self.tokens
        glued = tokens.is_glued(index)
        return (index + 1, int(tokens.word(index))) if glued and tokens.kind(index) == "digits" and len(tokens.word(index)) == 2 and not (tokens.is_glued(index + 1) and tokens.word(index + 1) in {"-", "/"}) else None

    def _s_decade(self, index: int) -> Filled | None:
        """Read "1990s", "'90s", "les années 1990", "the nineties"; the value is the first year."""
        tokens, grammar = self.tokens, self.grammar
        at = index
        if tokens.word(at) in grammar.decade_before:
            at += 1
        elif grammar.decade_before and not (tokens.word(at + 1) in grammar.decade_suffix):
            return None
        if tokens.word(at) in grammar.decades:
            return at + 1, 1900 + grammar.decades[tokens.word(at)]
        spelled = self.number(at) if at > index and tokens.kind(at) == "word" else None
        if spelled is not None and spelled.value in range(20, 100, 10):
            return spelled.last, 1900 + int(spelled.value)  # "les années quatre-vingt-dix"
        if tokens.word(at) == "'":
            at += 1
        word = tokens.word(at)
        if tokens.kind(at) != "digits" or len(word) not in {2, 4} or int(word) % 10:
            return None
        value = int(word) if len(word) == 4 else 1900 + int(word)
        end = at + 1
        if tokens.word(end) == "'" and tokens.is_glued(end) and tokens.word(end + 1) == "s":
            end += 1
        if tokens.word(end) in grammar.decade_suffix and tokens.is_glued(end):
            return end + 1, value
        return (end, value) if at > index and tokens.word(index) in grammar.decade_before and _FIRST_YEAR <= value <= _LAST_YEAR else None

    def _s_century(self, index: int) -> Filled | None:
        ordinal = self._s_ordinal(index) or self._roman(index)
        if ordinal is None or self.tokens.word(ordinal[0]) not in self.grammar.centuries or not 10 < ordinal[1] < 22:
            return None
        return ordinal[0] + 1, ordinal[1]

    def _roman(self, index: int) -> Filled | None:
        """Read "XXe", "XIXe siècle"."""
        form = self.tokens[index].form
        digits = form.rstrip("èeEm")
        values = {"X": 10, "V": 5, "I": 1}
        if not digits or len(digits) > 6 or any(sign not in values for sign in digits):
            return None
        total = 0
        for sign, following in zip(digits, digits[1:] + "I", strict=True):
            total += -values[sign] if values[following] > values[sign] else values[sign]
        return index + 1, total

    def _s_week_number(self, index: int) -> Filled | None:
        tokens = self.tokens
        if tokens.word(index) in self.grammar.week_words and tokens.kind(index + 1) == "digits" and len(tokens.word(index + 1)) <= 2 and 1 <= int(tokens.word(index + 1)) <= 53:
            return index + 2, int(tokens.word(index + 1))
        return None

    # --- figures and clock -------------------------------------------------------------------------------------------------

    def _s_numeric(self, index: int) -> Filled | None:
        """Read a date in digits: ISO, "12/05/2020" in the order of the language's CLDR pattern, "02.04.2009", "20170302"."""
        tokens = self.tokens
        if tokens.kind(index) != "digits" or (tokens.is_glued(index) and (tokens.word(index - 1) in {"/", ".", ":", "+"} and tokens.kind(index - 2) == "digits" or tokens.word(index - 1) == "-" and tokens.word(index + 1) == "-" and tokens.kind(index - 2) == "digits" or tokens.word(index - 1) in {"+", "$", "€", "£", "="})):
            return None
        first = tokens.word(index)
        if len(first) == 8 and first[:2] in {"19", "20"}:
            return self._valid(index + 1, int(first[:4]), int(first[4:6]), int(first[6:]))
        spaced = self._spaced(index)
        if spaced is not None:
            return spaced
        sep = tokens.word(index + 1)
        if sep not in {"/", "-", "."} or tokens.kind(index + 2) != "digits" or tokens.is_glued(index + 1) != tokens.is_glued(index + 2):
            return None
        second, third = tokens.word(index + 2), tokens.word(index + 4)
        tight = tokens.is_glued(index + 1)
        if tokens.word(index + 3) == sep and tokens.kind(index + 4) == "digits" and tokens.is_glued(index + 3) == tight:
            if tokens.is_glued(index + 5) and (tokens.kind(index + 5) == "digits" or (tokens.word(index + 5) == sep and tokens.is_glued(index + 6) and tokens.kind(index + 6) == "digits")):
                return None
            return self._three(index + 5, first, second, third)
        if sep == "-" and tight and len(first) == 4 and 1900 <= int(first) < 2100 and len(second) <= 2 and 1 <= int(second) <= 12 and int(second) <= (int(first[2:]) if len(second) == 2 else 12):
            return None if tokens.is_glued(index + 3) and tokens.word(index + 3) in {"-", "/"} else (index + 3, (int(first), int(second), None))
        if sep == "-" and tight and len(second) == 4 and len(first) == 2 and 1 <= int(first) <= 12 and 1900 <= int(second) < 2100 and not (tokens.is_glued(index + 3) and tokens.word(index + 3) in {"-", "/"}):
            return index + 3, (int(second), int(first), None)
        if sep != "/" or not tight or (tokens.is_glued(index + 3) and (tokens.word(index + 3) in {"/", "%"} or tokens.kind(index + 3) == "word" or (tokens.word(index + 3) in {".", ","} and tokens.is_glued(index + 4) and tokens.kind(index + 4) == "digits"))):
            return None
        return self._two_figures(index + 3, first, second)

    def _spaced(self, index: int) -> Filled | None:
        """Read "18 08 1978": two figures, two figures, a year, in the language's order."""
        tokens = self.tokens
        parts = [tokens.word(index + i) for i in range(3)]
        if [len(part) for part in parts] != [2, 2, 4] or any(tokens.kind(index + i) != "digits" for i in range(3)) or not 1900 <= int(parts[2]) < 2100:
            return None
        return None if tokens.is_glued(index + 3) and tokens.kind(index + 3) != "sign" else self._three(index + 3, *parts)

    def _three(self, end: int, first: str, second: str, third: str) -> Filled | None:
        if len(first) == 4:
            return self._valid(end, int(first), int(second[:3]), int(third[:3]))
        if len(third) not in {2, 4} or len(first) > 2 or len(second) > 2:
            return None
        number = int(third) if len(third) == 4 else _two_digit(int(third))
        a, b = int(first), int(second)
        day, month = (a, b) if self.grammar.day_first else (b, a)
        return self._valid(end, number, month, day) or self._valid(end, number, day, month)

    def _two_figures(self, end: int, first: str, second: str) -> Filled | None:
        if len(first) > 2 or len(second) > 2:
            return (end, (int(second), int(first), None)) if len(second) == 4 and len(first) <= 2 and 1 <= int(first) <= 12 and 1900 <= int(second) <= 2100 else None
        a, b = int(first), int(second)
        day, month = (a, b) if self.grammar.day_first else (b, a)
        if not 1 <= month <= 12:
            day, month = month, day
        return (end, (None, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 else None

    def _valid(self, end: int, year: int, month: int, day: int) -> Filled | None:
        return (end, (year, month, day)) if 1 <= month <= 12 and 1 <= day <= 31 and _FIRST_YEAR <= year <= _LAST_YEAR else None

    def _s_time(self, index: int) -> Filled | None:
        """Read a time of day: "5pm", "17h30", "10:30 a.m.", "5 o'clock"; its value is not kept, a date is a day."""
        tokens, grammar = self.tokens, self.grammar
        number = tokens.word(index)
        spelled = self.number(index) if tokens.kind(index) == "word" else None
        if tokens.kind(index) == "digits" and len(number) <= 4 and int(number) <= 2400:
            end = index + 1
        elif spelled is not None and 0 <= spelled.value <= 24 and spelled.form == "word":
            end = spelled.last
        else:
            return None
        marked = False
        for _ in range(2):
            if tokens.word(end) == ":" and tokens.kind(end + 1) == "digits" and tokens.is_glued(end + 1) and len(tokens.word(end + 1)) == 2:
                end, marked = end + 2, True
        if tokens.word(end) in grammar.oclock and not (tokens.word(end) == "o" and tokens.word(end + 1) != "'"):
            end, marked = (end + 3 if tokens.word(end) == "o" else end + 1), True
            if tokens.kind(end) == "digits" and len(tokens.word(end)) == 2:
                end += 1
        merid = self._meridiem(end)
        if merid is not None:
            end, marked = merid, True
        return (end, True) if marked else None

    def _meridiem(self, index: int) -> int | None:
        tokens = self.tokens
        if tokens.word(index) in {"am", "pm"}:
            return index + 1
        if tokens.word(index) in {"a", "p"} and tokens.word(index + 1) == "." and tokens.word(index + 2) == "m":
            return index + 4 if tokens.word(index + 3) == "." and tokens.is_glued(index + 3) else index + 3
        return None


def _two_digit(number: int) -> int:
    return 2000 + number if number < _PIVOT else 1900 + number
