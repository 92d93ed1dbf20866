"""The brief's language: labels from gettext catalogues, dates, numbers, amounts of money, plurals and lists from CLDR.

English is the language of the message ids. A catalogue is ``locale/<language>/LC_MESSAGES/briefing.po``, compiled when it is first used.
"""

from __future__ import annotations

import datetime as dt
import gettext
from functools import cache
from importlib.resources import files
from io import BytesIO
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.dates import format_date
from babel.lists import format_list
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_compact_decimal, format_decimal, format_percent, get_currency_name, get_currency_symbol
from babel.units import UnknownUnitError, format_unit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import DateValue, Precision, Qualifier, QuantityValue

# English as the United Nations and the British press write it: 7 January 2025, US$.
_LOCALES = {"en": "en_GB"}
_COMPACT_FROM = 1_000_000  # "2 million" from here on, grouped digits below


def mark(message: str) -> str:
    """Return ``message`` unchanged; marks a message id that reaches `Words.say` through a table."""
    return message


class Words:
    r"""Labels, dates and numbers in one language.

    >>> Words("fr").number(1440), Words("en").number(1440)
    ('1\u202f440', '1,440')
    """

    def __init__(self, language: str) -> None:
        self.language = language
        self.locale = _locale(language)
        self._catalogue = _catalogue(language)

    def say(self, message: str, **values: object) -> str:
        """Return the message in this language, its ``{placeholders}`` filled."""
        return self._catalogue.gettext(message).format_map(values) if values else self._catalogue.gettext(message)

    def count(self, singular: str, plural: str, number: int, **values: object) -> str:
        """Return the form that goes with ``number``; ``{n}`` stands for the number in this language's digits.

        >>> Words("en").count("{n} document", "{n} documents", 3)
        '3 documents'
        """
        return self._catalogue.ngettext(singular, plural, number).format_map({"n": self.number(number), **values})

    def term(self, context: str, message: str) -> str:
        """Return the message as it reads in ``context``, where one English word has several translations."""
        return self._catalogue.pgettext(context, message)

    # --- dates --------------------------------------------------------------------------------------------------------

    def day(self, day: dt.date) -> str:
        """Return a day in full: "7 January 2025", "1er janvier 2026"."""
        return self._days(day, "d MMMM y")

    def date(self, value: DateValue) -> str:
        """Return a date at its own precision, never with an invented day: "early January 2026", "2020–2025", "undated"."""
        return self.span(value.from_, value.to, value.precision)

    def span(self, first: dt.date | None, last: dt.date | None, precision: Precision) -> str:
        """Return the days ``first`` to ``last`` (inclusive) at the given precision; a missing end makes "since" or "until"."""
        if first is None or last is None:
            return self._open_span(first, last)
        if precision in _PATTERNS:
            return self._days(first, _PATTERNS[precision])
        if precision in _PARTS:
            message, pattern = _PARTS[precision]
            return self.say(message, when=self._days(first, pattern))
        if precision == "season":
            return self._season(first, last)
        return self.say("the {year}s", year=str(first.year)) if precision == "decade" else self._interval(first, last)

    def _days(self, day: dt.date, pattern: str) -> str:
        text = format_date(day, pattern, locale=self.locale)
        return self.say("day-of-month-1", rest=text[1:]) if day.day == 1 and pattern.startswith("d ") else text

    def _open_span(self, first: dt.date | None, last: dt.date | None) -> str:
        if first is not None:
            return self.say("since {when}", when=self.day(first))
        if last is not None:
            return self.say("until {when}", when=self.day(last))
        return self.say("undated")

    def _season(self, first: dt.date, last: dt.date) -> str:
        middle = first + (last - first) / 2
        name = self.say(_SEASONS[(middle.month % 12) // 3])
        year = str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        return self.say("{season} {year}", season=name, year=year)

    def _interval(self, first: dt.date, last: dt.date) -> str:
        whole_months = first.day == 1 and (last + dt.timedelta(days=1)).day == 1
        if whole_months and first.month == 1 and last.month == 12:
            return str(first.year) if first.year == last.year else f"{first.year}–{last.year}"
        pattern = "MMMM y" if whole_months else "d MMMM y"
        end = self._days(last, pattern)
        if first.year != last.year:
            return f"{self._days(first, pattern)} – {end}"
        if first.month != last.month:
            return f"{self._days(first, pattern.removesuffix(' y'))} – {end}"
        if whole_months or first == last:
            return end
        start = self._days(first, "d MMMM").partition(" ")[0]
        return f"{start}–{format_date(last, pattern, locale=self.locale)}"

    # --- numbers ------------------------------------------------------------------------------------------------------

    def number(self, value: float) -> str:
        """Return a number with this language's grouping: "100,000", "100 000" with narrow no-break spaces."""
        return format_decimal(_whole(value), format="#,##0.######", locale=self.locale)

    def quantity(self, quantity: QuantityValue) -> str:
        """Return an amount with its qualifier and unit: "at least 10", "au moins 10", "US$12.5 billion", "2 to 3 km"."""
        if quantity.value is not None:
            return self.say(_QUALIFIERS[quantity.qualifier], amount=self.amount(quantity.value, quantity.unit))
        vague = self._vague(quantity)
        if vague:
            return vague
        if quantity.low is not None and quantity.high is not None:
            low = self.number(quantity.low) if _same_scale(quantity.low, quantity.high) else self.amount(quantity.low, "count")
            return self.say("{low} to {high}", low=low, high=self.amount(quantity.high, quantity.unit))
        if quantity.low is not None:
            return self.say("at least {amount}", amount=self.amount(quantity.low, quantity.unit))
        if quantity.high is not None:
            return self.say("at most {amount}", amount=self.amount(quantity.high, quantity.unit))
        return quantity.quote

    def amount(self, value: float, unit: str) -> str:
        """Return a value with its unit: a count, "percent", an ISO 4217 code or a CLDR measure such as "km"."""
        if unit == "count":
            return self._compact(value)[0]
        if unit == "percent":
            return format_percent(value / 100, format=self.say("percent-pattern"), locale=self.locale)
        if len(unit) == 3 and unit.isalpha() and unit.isupper():
            return self._money(value, unit)
        try:
            text = format_unit(_whole(value), _MEASURES.get(unit, unit), length="long", locale=self.locale)
        except (UnknownUnitError, ValueError):
            text = ""
        return text or f"{self.number(value)} {unit}"

    def _compact(self, value: float) -> tuple[str, bool]:
        """Return "12.5 billion" and True when that says the value exactly in at most three digits, grouped digits and False otherwise."""
        scale = next((s for s in (10**12, 10**9, 10**6) if abs(value) >= s), 0)
        if abs(value) < _COMPACT_FROM or round(value / scale, 2) * scale != value:
            return self.number(value), False
        return format_compact_decimal(value, format_type="long", locale=self.locale, fraction_digits=2), True

    def _money(self, value: float, currency: str) -> str:
        text, compact = self._compact(value)
        if self.say("money-by-name") != "yes":
            symbol = get_currency_symbol(currency, locale=self.locale)
            return f"{symbol} {text}" if symbol.isalpha() else f"{symbol}{text}"
        name = self.term("currency", currency)
        if name == currency:
            name = get_currency_name(currency, count=2 if compact else _whole(value), locale=self.locale)
        if not compact:
            return f"{text} {name}"
        elided = name[:1].lower() in "aeiouyéèêh"
        return self.say("{amount} of vowel {currency}" if elided else "{amount} of {currency}", amount=text, currency=name)

    def _vague(self, quantity: QuantityValue) -> str | None:
        """Return "thousands" for an amount that the text gives in words without bounds of its own."""
        low, high = quantity.low, quantity.high
        if low is None or low < 10 or quantity.unit != "count" or any(c.isdigit() for c in quantity.quote) or (high is not None and high < 4 * low):
            return None
        power = len(str(int(low))) - 1
        return self.say(_MAGNITUDES[min(power, len(_MAGNITUDES)) - 1])

    # --- lists and names ----------------------------------------------------------------------------------------------

    def listing(self, parts: Sequence[str]) -> str:
        """Return "a, b and c" in this language."""
        return str(format_list(list(parts), locale=self.locale)) if parts else ""

    def any_of(self, parts: Sequence[str]) -> str:
        """Return "a, b or c" in this language."""
        return str(format_list(list(parts), style="or", locale=self.locale)) if parts else ""

    def language_name(self, code: str) -> str:
        """Return a language's name in this language: "French", "français"; the code itself when CLDR has none."""
        return str(self.locale.languages.get(code, code))

    def quoted(self, text: str) -> str:
        """Return ``text`` in this language's quotation marks."""
        return self.say("“{quote}”", quote=text)

    def support(self, documents: int, origins: int, name: str = "") -> str:
        """Return what a finding rests on: "3 documents, 1 origin (Indonesian embassy)"; ``name`` is that of a single origin."""
        parts = [self.count("{n} document", "{n} documents", documents), self.count("{n} origin", "{n} origins", origins)]
        return ", ".join(parts) + (self.say(" ({names})", names=name) if name else "")


_PATTERNS: dict[str, str] = {"month": "MMMM y", "quarter": "QQQQ y", "year": "y"}
_PARTS: dict[str, tuple[str, str]] = {
    "week": (mark("the week of {when}"), "d MMMM y"),
    "early-month": (mark("early {when}"), "MMMM y"),
    "mid-month": (mark("mid-{when}"), "MMMM y"),
    "late-month": (mark("late {when}"), "MMMM y"),
    "early-year": (mark("early {when}"), "y"),
    "mid-year": (mark("mid-{when}"), "y"),
    "late-year": (mark("late {when}"), "y"),
}
_SEASONS = (mark("winter"), mark("spring"), mark("summer"), mark("autumn"))
_QUALIFIERS: dict[Qualifier, str] = {
    "exact": "{amount}",
    "about": mark("about {amount}"),
    "at-least": mark("at least {amount}"),
    "at-most": mark("at most {amount}"),
    "more-than": mark("more than {amount}"),
    "less-than": mark("less than {amount}"),
}
_MAGNITUDES = (
    mark("dozens"), mark("hundreds"), mark("thousands"), mark("tens of thousands"), mark("hundreds of thousands"), mark("millions"),
    mark("tens of millions"), mark("hundreds of millions"), mark("billions"),
)
# measures as the extraction names them -> CLDR unit identifiers
_MEASURES = {
    "km": "length-kilometer", "m": "length-meter", "mile": "length-mile", "kg": "mass-kilogram", "tonne": "mass-tonne", "ton": "mass-tonne",
    "hectare": "area-hectare", "km2": "area-square-kilometer", "year": "duration-year", "month": "duration-month", "week": "duration-week",
    "day": "duration-day", "hour": "duration-hour", "minute": "duration-minute", "second": "duration-second",
}


def _whole(value: float) -> float:
    return int(value) if float(value).is_integer() else value


def _same_scale(low: float, high: float) -> bool:
    """Tell whether both ends are below the size at which "million" is written: "2 to 3", but "1 million to 2 million"."""
    return low < _COMPACT_FROM and high < _COMPACT_FROM


@cache
def _locale(language: str) -> Locale:
    try:
        return Locale.parse(_LOCALES.get(language, language))
    except (UnknownLocaleError, ValueError):
        return Locale.parse(_LOCALES["en"])


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    """Return the compiled catalogue of ``language``; every language falls back on English."""
    english = _compiled("en")
    if language == "en":
        return english
    catalogue = _compiled(language)
    catalogue.add_fallback(english)
    return catalogue


def _read(language: str) -> bytes | None:
    source = files(__name__.rpartition(".")[0]).joinpath(f"locale/{language}/LC_MESSAGES/briefing.po")
    return source.read_bytes() if source.is_file() else None


def _compiled(language: str) -> gettext.NullTranslations:
    source = _read(language)
    if source is None:
        return gettext.NullTranslations()
    compiled = BytesIO()
    write_mo(compiled, read_po(BytesIO(source), locale=None))
    compiled.seek(0)
    return gettext.GNUTranslations(compiled)
