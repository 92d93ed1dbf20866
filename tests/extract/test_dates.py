"""Dates: the grammar of each language, the rules that place a date, the anchor, and the check of a document's own chronology."""

import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.extract.dates import check_chronology, find_anchor, find_dates, find_durations, find_recurring, find_times
from briefing.extract.dates.calendars import easter
from briefing.model import Document

ANCHOR = dt.date(2026, 1, 24)  # a Saturday


def _read(text, language, anchor=ANCHOR):
    found = find_dates(text, language=language, anchor=anchor)
    return [(text[d.start : d.end], str(d.first_day), str(d.last_day), d.precision, d.resolved) for d in found]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "on 7 January 2025", ("7 January 2025", "2025-01-07", "2025-01-07", "day", "explicit")),
        ("en", "early January 2026", ("early January 2026", "2026-01-01", "2026-01-31", "early-month", "explicit")),
        ("en", "earlier this month", ("earlier this month", "2026-01-01", "2026-01-31", "month", "relative")),
        ("en", "in Oct. last year", ("Oct. last year", "2025-10-01", "2025-10-31", "month", "relative")),
        ("en", "In November, China", ("November", "2025-11-01", "2025-11-30", "month", "relative")),
        ("en", "on the 22nd, people", ("the 22nd", "2026-01-22", "2026-01-22", "day", "relative")),
        ("en", "raided the camps before dawn on Tuesday", ("dawn on Tuesday", "2026-01-20", "2026-01-20", "day", "relative")),
        ("en", "must leave before Tuesday", ("Tuesday", "2026-01-27", "2026-01-27", "day", "relative")),
        ("fr", "ont pris le camp avant l'aube, mardi", ("l'aube, mardi", "2026-01-20", "2026-01-20", "day", "relative")),
        ("fr", "arrêtés tous deux ce mois-ci", ("ce mois-ci", "2026-01-01", "2026-01-31", "month", "relative")),
        ("en", "said on Tuesday", ("Tuesday", "2026-01-20", "2026-01-20", "day", "relative")),
        ("en", "will vote on Tuesday", ("Tuesday", "2026-01-27", "2026-01-27", "day", "relative")),
        ("en", "left two years ago", ("two years ago", "2024-01-01", "2024-12-31", "year", "relative")),
        ("en", "left three days ago", ("three days ago", "2026-01-21", "2026-01-21", "day", "relative")),
        ("en", "a week after 5 May 2019", ("a week after 5 May 2019", "2019-05-12", "2019-05-12", "day", "explicit")),
        ("en", "between May and July", ("between May and July", "2025-05-01", "2025-07-31", "interval", "relative")),
        ("en", "from 26 June to 28 June 2020", ("from 26 June to 28 June 2020", "2020-06-26", "2020-06-28", "interval", "explicit")),
        ("en", "the third quarter of 2020", ("the third quarter of 2020", "2020-07-01", "2020-09-30", "quarter", "explicit")),
        ("en", "in the 1990s", ("the 1990s", "1990-01-01", "1999-12-31", "decade", "explicit")),
        ("en", "in recent days", ("in recent days", "None", "None", "interval", "relative")),
        ("en", "last summer", ("last summer", "2025-06-01", "2025-08-31", "season", "relative")),
        ("en", "on 2025-10-14", ("2025-10-14", "2025-10-14", "2025-10-14", "day", "explicit")),
        ("fr", "octobre dernier", ("octobre dernier", "2025-10-01", "2025-10-31", "month", "relative")),
        ("fr", "début du mois de janvier 2026", ("début du mois de janvier 2026", "2026-01-01", "2026-01-31", "early-month", "explicit")),
        ("fr", "en decembre de l'annee derniere", ("decembre de l'annee derniere", "2025-12-01", "2025-12-31", "month", "relative")),
        ("fr", "Le 22, le Guardian", ("Le 22", "2026-01-22", "2026-01-22", "day", "relative")),
        ("fr", "ces dernieres annees", ("ces dernieres annees", "None", "None", "interval", "relative")),
        ("fr", "de 2020 a 2025", ("de 2020 a 2025", "2020-01-01", "2025-12-31", "interval", "explicit")),
        ("fr", "l'année dernière", ("l'année dernière", "2025-01-01", "2025-12-31", "year", "relative")),
        ("fr", "du 3 au 5 mai", ("du 3 au 5 mai", "2025-05-03", "2025-05-05", "interval", "relative")),
        ("fr", "la nuit de mardi a mercredi", ("la nuit de mardi a mercredi", "2026-01-20", "2026-01-21", "interval", "relative")),
        ("fr", "l'hiver dernier", ("l'hiver dernier", "2024-12-01", "2025-02-28", "season", "relative")),
        ("fr", "jeudi 6 mars 2025", ("jeudi 6 mars 2025", "2025-03-06", "2025-03-06", "day", "explicit")),
        ("fr", "le 14/10/2025", ("le 14/10/2025", "2025-10-14", "2025-10-14", "day", "explicit")),
        ("es", "a principios de enero de 2026", ("a principios de enero de 2026", "2026-01-01", "2026-01-31", "early-month", "explicit")),
        ("es", "el año pasado", ("el año pasado", "2025-01-01", "2025-12-31", "year", "relative")),
        ("es", "hace tres días", ("hace tres días", "2026-01-21", "2026-01-21", "day", "relative")),
        ("es", "entre mayo y julio", ("entre mayo y julio", "2025-05-01", "2025-07-31", "interval", "relative")),
    ],
)
def test_an_expression_gives_its_days_and_precision(language, text, expected):
    """Explicit, partial and relative dates, parts, seasons and intervals resolve against the anchor with their own precision."""
    assert [expected] == _read(text, language)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "for two years"), ("en", "every Monday"), ("en", "on Mondays"), ("en", "This may not be right."), ("en", "the 22nd floor"),
        ("en", "2015 videos"), ("en", "call 555-1212"), ("en", "at least 2000 of them"), ("en", "they march on"), ("fr", "pendant trois ans"),
        ("fr", "tous les lundis"), ("fr", "le 22 rue Haute"), ("fr", "en sept jours"), ("fr", "en mer"), ("fr", "un survivant de 17 ans"),
        ("fr", "il a été élu"), ("es", "cada lunes"),
    ],
)
def test_durations_recurring_times_and_other_words_are_no_dates(language, text):
    """Durations, recurring times, ages and words that only look like months are left alone."""
    assert [] == _read(text, language)


def test_a_day_without_year_takes_it_from_the_date_shortly_before():
    """Le 8 janvier follows Le 7 janvier 2025: both are of 2025, whatever the anchor."""
    assert ["2025-01-07", "2025-01-08"] == [day for _, day, *_ in _read("Le 7 janvier 2025, il part. Le 8 janvier, il arrive.", "fr")]


def test_the_following_day_counts_from_the_story():
    """The following day is the one after the day the text dated last; without a dated story it stays unresolved."""
    assert ["2025-03-05", "2025-03-06"] == [day for _, day, *_ in _read("He left on 5 March 2025. The following day he came back.", "en")]
    assert ["None"] == [day for _, day, *_ in _read("The following day he came back.", "en")]


def test_without_an_anchor_only_what_the_text_says_is_resolved():
    """Relative dates stay unresolved without an anchor: no clock is read."""
    assert ["None", "2014-01-01"] == [day for _, day, *_ in _read("last year, in 2014", "en", None)]


def test_a_day_that_does_not_exist_is_never_invented():
    """30 February names no day."""
    assert [("30 February 2024", "None", "None", "day", "explicit")] == _read("30 February 2024", "en")


def test_a_language_without_data_has_no_dates():
    """A language without a folder gives nothing rather than a guess."""
    assert [] == _read("5 May 2020", "xx")


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (1954, (4, 18))])
def test_easter_is_the_gregorian_one(year, day):
    """Easter Sunday follows the Gregorian computus."""
    assert dt.date(year, *day) == easter(year)


@pytest.mark.parametrize(
    ("language", "text", "published", "expected"),
    [
        ("fr", "Le 7 janvier 2025, rien.", "2026-01-12", dt.date(2026, 1, 12)),
        ("fr", "Kasombwe, le 5 mars 2025. Mardi, un puits s'est effondré en 2021.", None, dt.date(2025, 3, 5)),
        ("en", "It was founded in May 2020. He was sanctioned on 14 October 2025.", None, dt.date(2025, 10, 14)),
        ("fr", "Il est parti en octobre 2025. De 2020 a 2025, 13 affaires ont ete jugees.", None, dt.date(2026, 1, 1)),
        ("en", "In November, China met police.", None, None),
    ],
)
def test_the_anchor_is_metadata_then_dateline_then_the_text(language, text, published, expected):
    """The published date wins; then a dateline; then the latest date with its year that is told as past; else nothing."""
    assert expected == find_anchor(_document(text, language, published))


def _document(text, language, published=None):
    day = None if published is None else dt.date.fromisoformat(published)
    return Document(id="d", path="d.txt", text=text, sha256="", text_sha256="", format="txt", language=language, published=day)


@pytest.mark.parametrize(
    ("text", "published", "contradicted"),
    [
        ("Police arrested Vanloo on Tuesday, 5 March 2025.", None, ["Tuesday, 5 March 2025"]),
        ("Police arrested Vanloo on Wednesday, 5 March 2025.", None, []),
        ("Vanloo was arrested on 7 March 2026.", "2026-01-12", ["7 March 2026"]),
        ("The vote will be held on 7 March 2026.", "2026-01-12", []),
        (
            "On 7 January 2025 Norvale suspended Vanloo. The suspension of Vanloo came after prosecutors charged him in October 2025.",
            "2026-01-12", ["7 January 2025"],
        ),
        (
            "On 7 January 2026 Norvale suspended Vanloo. The suspension of Vanloo came after prosecutors charged him in October 2025.",
            "2026-01-12", [],
        ),
    ],
)
def test_a_document_that_contradicts_its_own_date_is_reported(text, published, contradicted):
    """A wrong weekday, a past event after publication, an effect dated before its cause: each is a diagnostic that quotes the date."""
    document = _document(text, "en", published)
    found = check_chronology(document, find_dates(text, language="en", anchor=find_anchor(document)))
    assert contradicted == [problem.message.split("\u201c")[1].split("\u201d")[0] for problem in found]
    assert all(problem.code == "date-contradicted" and problem.line == 1 for problem in found)


_PIECES = st.sampled_from([
    "5", "22", "May", "mai", "2020", "2025", "from", "to", "de", "a", "last", "year", "dernier", "le", "lundi", "Monday", "two", "weeks", "ago",
    "il y a", "jours", "between", "and", "early", "fin", "12/05/2020", "99", "30", "February", "after", "the", "day", "following", "-", ",", ".",
    "\n", "l'", "ete", "3000", "1000",
])


@settings(max_examples=150, deadline=None)
@given(
    st.lists(_PIECES, max_size=25).map(" ".join) | st.text(max_size=60), st.sampled_from(["en", "fr", "es", "xx"]),
    st.none() | st.dates(min_value=dt.date(1950, 1, 1), max_value=dt.date(2090, 1, 1)),
)
def test_spans_are_sorted_apart_and_days_in_order(text, language, anchor):
    """Whatever the text and anchor, spans lie inside it, are sorted and do not overlap, and the first day is not after the last."""
    end = 0
    for date in find_dates(text, language=language, anchor=anchor):
        assert end <= date.start < date.end <= len(text)
        assert (date.first_day is None) == (date.last_day is None)
        assert date.first_day is None or date.last_day is None or date.first_day <= date.last_day
        end = date.end


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They meet tomorrow at 5pm.", ("2026-01-25", "17:00:00", "17:00:00")),
        ("en", "He was seen on Friday from 3 to 5pm.", ("2026-01-23", "15:00:00", "17:00:00")),
        ("en", "Talks resumed this morning.", ("2026-01-24", "08:00:00", "12:00:00")),
        ("fr", "Il a ete vu le 22 janvier a 14 h 30.", ("2026-01-22", "14:30:00", "14:30:00")),
        ("fr", "Ils ont parlé jeudi soir.", ("2026-01-22", "16:00:00", "20:00:00")),
    ],
)
def test_a_day_keeps_the_time_of_day_it_comes_with(language, text, expected):
    """A single day carries the clock times its words name."""
    (found,) = find_dates(text, language=language, anchor=ANCHOR)
    assert expected == (found.first_day.isoformat(), found.first_time.isoformat(), found.last_time.isoformat())


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "The doors opened at 5pm.", ["17:00:00"]),
        ("en", "It began at half past seven.", ["07:30:00"]),
        ("fr", "La séance ouvre à 9 heures pour trois heures.", ["09:00:00"]),
        ("fr", "Elle a duré 3 heures.", []),
    ],
)
def test_a_time_without_a_day_is_no_date(language, text, expected):
    """A clock time alone is read apart and never becomes a date; a length of time is no clock time."""
    assert () == find_dates(text, language=language, anchor=ANCHOR)
    assert expected == [time.first_time.isoformat() for time in find_times(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They stayed for two years and three months.", [((2, "year"), (3, "month"))]),
        ("en", "It took an hour and a half.", [((1.5, "hour"),)]),
        ("en", "It happened two weeks ago.", []),
        ("fr", "Ils ont attendu pendant trois semaines.", [((3, "week"),)]),
        ("fr", "une demi-heure", [((0.5, "hour"),)]),
    ],
)
def test_lengths_of_time_are_kept_apart(language, text, expected):
    """A duration is counted in its units, and what a date counts is none."""
    assert expected == [duration.amounts for duration in find_durations(text, language=language)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "They meet every Monday at 4pm and report weekly.", ["XXXX-WXX-1T16", "P1W"]),
        ("fr", "Le journal paraît tous les jours.", ["P1D"]),
    ],
)
def test_recurring_times_are_kept_apart(language, text, expected):
    """A recurring time gives its period and no date."""
    assert () == find_dates(text, language=language, anchor=ANCHOR)
    assert expected == [time.period for time in find_recurring(text, language=language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The lowest level since 1997\nFebruary 24, 2009", ["1997-01-01", "2009-02-24"]),
        ("It was announced in January, and plans should be cut.", ["2026-01-01"]),
        ("The price record was set on October 18.", ["2025-10-18"]),
        ("It will be released in mid-2027.", ["2027-01-01"]),
    ],
)
def test_dates_stay_on_their_line_and_in_their_tense(text, expected):
    """A year at a line's end takes no month from the next line; the verb nearest to a date gives its direction."""
    assert expected == [found.first_day.isoformat() for found in find_dates(text, language="en", anchor=ANCHOR)]


@pytest.mark.parametrize(
    ("language", "text", "day"),
    [
        ("en", "He left on 3 March 2025. The day before the vote he spoke", "None"),
        ("en", "He left on 3 March 2025. The day before, he spoke", "2025-03-02"),
        ("fr", "Il est parti le 3 mars 2025, trois semaines après son arrestation", "None"),
        ("fr", "Il est parti le 3 mars 2025. Le lendemain de la visite, il parle", "None"),
        ("fr", "Il est parti le 3 mars 2025. Le lendemain, il parle", "2025-03-04"),
    ],
)
def test_a_day_counted_from_what_has_no_date_stays_open(language, text, day):
    """"The day before the vote" is no day of the story; "the day before" is."""
    assert day == _read(text, language)[1][1]
