"""Numbers and dates on hostile text: every regular expression and both readers take time in proportion to the text."""

import datetime as dt
import time

import pytest

from briefing import lexicon
from briefing.extract import number_words, tokens
from briefing.extract.dates import find_dates, find_durations
from briefing.extract.dates.matching import find_expressions
from briefing.extract.quantities import find_quantities

_SIZE = 100_000
_ATTACKS = {
    "digits": "1", "groups": "1,", "spaces": "1 000 ", "points": "1.1", "words": "a", "marks": "e\u0301", "dashes": "-", "blank": " ",
    "hundreds": "deux cent ", "millions": "million ", "addresses": "www.a", "mail": "a@a.", "slashes": "1/", "from": "from 2014 to ",
    "of": "early of ", "between": "entre mai et ", "weeks": "a week after ", "quotes": "l'", "vague": "dizaines de ", "minus": "minus ",
    "hours": "from 3 to 5pm ", "heures": "de 3h à 5h et ",
}


def _best(read, text):
    best = float("inf")
    for attempt in range(3):
        variant = text + str(attempt)  # no cache answers
        begun = time.process_time()
        read(variant)
        best = min(best, time.process_time() - begun)
    return best


@pytest.mark.parametrize("name", sorted(_ATTACKS))
@pytest.mark.parametrize("pattern", [tokens._TOKEN, tokens._ADDRESS, tokens._MARKS, number_words._LETTERS])
def test_a_regular_expression_takes_under_fifty_milliseconds_on_a_hundred_kilobytes(pattern, name):
    """No regular expression of the readers backtracks; the time to make the matches themselves is left out."""
    attack = (_ATTACKS[name] * _SIZE)[:_SIZE]
    taken = []
    for _ in range(3):
        begun = time.process_time()
        matches = sum(1 for _ in pattern.finditer(attack))
        taken.append(time.process_time() - begun - matches * 1e-6)
    assert min(taken) < 0.05


@pytest.mark.parametrize("name", sorted(_ATTACKS))
def test_time_grows_with_the_text(name):
    """Four times as much hostile text takes about four times as long, where a square would take sixteen, for dates and quantities."""
    text = (_ATTACKS[name] * _SIZE)[:800]
    language = "en" if _ATTACKS[name].isascii() and len(name) % 2 else "fr"
    for read in (
        lambda part: find_dates(part, language=language, anchor=dt.date(2026, 1, 24)),
        lambda part: find_durations(part, language=language),  # times and recurring times with it
        lambda part: find_quantities(part, language=language),
    ):
        assert _best(read, text * 4) < 8 * _best(read, text) + 0.01


def test_every_word_of_the_language_data_is_text():
    """YAML reads bare no, on and off as booleans: none of them slips into the word lists."""
    found = [
        (language, name, word) for language in lexicon.languages() for name in ("numbers", "money", "units", "dates")
        for word in _leaves(lexicon.load(language, name)) if isinstance(word, bool)
    ]
    assert [] == found


def _leaves(data):
    """Yield the keys and the words of lists; a switch such as ``noun_first: true`` is none."""
    for key, value in data.items():
        yield key
        if isinstance(value, list):
            yield from value
        elif hasattr(value, "items"):
            yield from _leaves(value)


def test_reading_is_the_same_twice():
    """The cached expressions are never changed by resolving them against different anchors."""
    text = "last week and on 5 May, two days later"
    first = find_dates(text, language="en", anchor=dt.date(2026, 1, 24))
    find_dates(text, language="en", anchor=dt.date(2020, 1, 1))
    find_expressions.cache_clear()
    assert first == find_dates(text, language="en", anchor=dt.date(2026, 1, 24))
