"""Labels, dates and amounts in the brief's language."""

from __future__ import annotations

import ast
import datetime as dt
import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from briefing import i18n
from briefing.i18n import Words
from briefing.model import QuantityValue

PACKAGE = Path(i18n.__file__).parent


def quantity(value=None, low=None, high=None, unit="count", qualifier="exact", quote="1"):
    """Return a quantity as it stands in a document "d"."""
    return QuantityValue(value=value, low=low, high=high, unit=unit, counted=None, qualifier=qualifier, document="d", start=0, end=1, quote=quote)


@pytest.mark.parametrize(
    ("first", "last", "precision", "english", "french"),
    [
        ("2026-01-01", "2026-01-31", "early-month", "early January 2026", "début janvier 2026"),
        ("2026-01-01", "2026-01-31", "mid-month", "mid-January 2026", "mi-janvier 2026"),
        ("2025-01-07", "2025-01-07", "day", "7 January 2025", "7 janvier 2025"),
        ("2026-01-01", "2026-01-01", "day", "1 January 2026", "1er janvier 2026"),
        ("2026-01-01", "2026-01-31", "month", "January 2026", "janvier 2026"),
        ("2014-01-01", "2014-12-31", "year", "2014", "2014"),
        ("2026-01-01", "2026-12-31", "late-year", "late 2026", "fin 2026"),
        ("2020-01-01", "2025-12-31", "interval", "2020–2025", "2020–2025"),
        ("2026-01-01", "2026-01-03", "interval", "1–3 January 2026", "1er–3 janvier 2026"),
        ("2025-10-01", "2026-01-31", "interval", "October 2025 – January 2026", "octobre 2025 – janvier 2026"),
        ("2025-12-01", "2026-02-28", "season", "winter 2025–2026", "hiver 2025–2026"),
        ("2010-01-01", "2019-12-31", "decade", "the 2010s", "années 2010"),
        ("2020-01-01", None, "interval", "since 1 January 2020", "depuis le 1er janvier 2020"),
        (None, None, "day", "undated", "sans date"),
    ],
)
def test_a_date_is_printed_at_its_own_precision(first, last, precision, english, french):
    """A vague date never becomes a day, "2020-2025" stays an interval."""
    days = [dt.date.fromisoformat(day) if day else None for day in (first, last)]
    assert [english, french] == [Words(language).span(*days, precision) for language in ("en", "fr")]


@pytest.mark.parametrize(
    ("amount", "english", "french"),
    [
        (quantity(1440), "1,440", "1\u202f440"),
        (quantity(100_000, qualifier="about"), "about 100,000", "environ 100\u202f000"),
        (quantity(10, qualifier="at-least"), "at least 10", "au moins 10"),
        (quantity(12.5e9, unit="USD", qualifier="more-than"), "more than US$12.5 billion", "plus de 12,5 milliards de dollars US"),
        (quantity(18.4e12, unit="KRW"), "₩18.4 trillion", "18,4 billions de wons sud-coréens"),
        (quantity(2e6, unit="EUR"), "€2 million", "2 millions d’euros"),
        (quantity(1_234_567), "1,234,567", "1\u202f234\u202f567"),
        (quantity(12.5, unit="percent"), "12.5%", "12,5\u202f%"),
        (quantity(low=10, high=15), "10 to 15", "de 10 à 15"),
        (quantity(low=1000, quote="thousands"), "thousands", "des milliers"),
        (quantity(1, unit="year"), "1 year", "1\u00a0an"),
        (quantity(5, unit="cubit"), "5 cubit", "5 cubit"),
    ],
)
def test_an_amount_is_printed_with_its_qualifier_and_unit(amount, english, french):
    """Counts, money, percentages and measures read as an editor of the language writes them."""
    assert [english, french] == [Words(language).quantity(amount) for language in ("en", "fr")]


def test_support_has_one_form():
    """What a finding rests on reads "3 documents, 1 origin (...)" everywhere."""
    assert Words("en").support(3, 1, "Indonesian embassy") == "3 documents, 1 origin (Indonesian embassy)"
    assert Words("fr").support(1, 2) == "1 document, 2 origines"


def test_a_language_without_catalogue_reads_in_english():
    """An unknown language falls back on English labels."""
    assert Words("xx").count("{n} document", "{n} documents", 2) == "2 documents"


def messages_in_code() -> set[str]:
    """Return every message id that the package's code passes to ``say``, ``count`` or ``mark``."""
    found: set[str] = set()
    for path in sorted(path for path in PACKAGE.rglob("*.py") if "briefing.i18n" in path.read_text(encoding="utf-8") or path.name == "i18n.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if not isinstance(node, ast.Call):
                continue
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            number = {"say": 1, "mark": 1, "count": 2}.get(name, 0)
            words = [a.value for a in node.args[:number] if isinstance(a, ast.Constant) and isinstance(a.value, str)]
            found |= {word for word in words if any(map(str.isalpha, word))}
    return found


def test_every_label_in_the_code_has_a_french_one():
    """No label of the package is left in English in a French brief."""
    with (PACKAGE / "locale/fr/LC_MESSAGES/briefing.po").open("rb") as source:
        catalogue = read_po(source)
    translated = {form for message in catalogue if message.string for form in (message.id if isinstance(message.id, tuple) else (message.id,))}
    assert set() == messages_in_code() - translated


def test_french_labels_bind_double_punctuation():
    """A colon, semicolon, question mark or closing quotation mark of a French label never begins a line."""
    lines = (PACKAGE / "locale/fr/LC_MESSAGES/briefing.po").read_text(encoding="utf-8").splitlines()
    assert [] == [line for line in lines if line.startswith(("msgstr", '"')) and re.search(r" [:;?!»%]|« ", line)]
