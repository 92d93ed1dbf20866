"""Measure numbers, money, percentages and dates on Microsoft Recognizers-Text's specifications, every case counted.

    python tests/accuracy/measure_recognizers.py [--misses] [--only dates-en]

The specifications are read from ``$BRIEFING_DATA/recognizers-text``, else from ``shared/data`` beside the checkout. Precision, recall and F1 are of
values: within a case each expected value may be matched once. How a specification's resolution becomes ours:

* numbers, percentages: equal to one part in 10^9.
* money: value, and the ISO code where the specification names one; a unit without a code (Dollar, Pound, Cent) asks for the value alone.
* dates: an expected result is matched by a mention whose days are those of one of its alternatives. A ``daterange`` ends on the day
  before its exclusive end, or on that day for one that runs up to the reference day. A range between two named dates ("from March to
  May") ends in the specification where the last one starts, with us where it ends: the ends agree when the one is the first and the other
  the last day of one day, month, quarter or year (``--strict`` counts these as wrong). A modifier (before, since, until) is left out: the
  day it qualifies is compared. A ``datetime`` asks for its day.
  A part of a month or year ("late July", "the end of 2000") is the whole of it with us, with a precision of its own: it agrees when the
  specification's days lie inside (``--strict`` counts these as wrong). What has no day is read by readers of its own, and every result of all
  four counts, found or wrong: a time of day agrees in its clock times (an open one, "after 3pm", in the time it names), a duration in its seconds
  (a month thirty days, a year 365), a recurring set in its TIMEX value. "Now" and "in five minutes" are a ``datetime`` there and a time without a
  clock here: they agree when the day is the reference day. An unresolved mention counts as a wrong one unless "not resolved" is expected. 715
  French cases have lost their reference date: that of the English case with the same expected values is taken
  (``--as-filed`` leaves them without).
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import os
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from briefing.extract.dates import find_dates, find_durations, find_recurring, find_times
from briefing.extract.numbers import find_numbers
from briefing.extract.quantities import find_quantities

FLOORS = {  # never lowered without a reason in the commit
    "dates-en": 0.810,
    "dates-fr": 0.800,
    "currency-en": 0.950,
    "currency-fr": 0.980,
    "numbers-en": 0.910,
    "numbers-fr": 0.860,
    "percent-en": 0.900,
    "percent-fr": 0.960,
}
_LANGUAGES = {"en": "English", "fr": "French"}
Value = Any


@dataclass(frozen=True)
class Score:
    """Hits, false alarms and misses of one file."""

    hits: int
    wrong: int
    missed: int

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.hits / max(1, 2 * self.hits + self.wrong + self.missed)

    def __str__(self) -> str:
        precision = self.hits / max(1, self.hits + self.wrong)
        recall = self.hits / max(1, self.hits + self.missed)
        return f"P {precision:.3f} R {recall:.3f} F1 {self.f1:.3f} ({self.hits} hits, {self.wrong} wrong, {self.missed} missed)"


def data_folder() -> Path:
    """Return the folder of the specifications."""
    named = os.environ.get("BRIEFING_DATA")
    return Path(named) if named else Path(__file__).resolve().parents[3] / "shared" / "data"


def cases(folder: Path, language: str, model: str, *, as_filed: bool = False) -> Iterator[dict[str, Any]]:
    """Yield the cases of one file; dates without a reference get that of their English twin."""
    filed = _load(folder, language, model)
    if model == "DateTimeModel" and language != "en" and not as_filed:
        _lend_references(filed, _load(folder, "en", model))
    yield from filed


def _load(folder: Path, language: str, model: str) -> list[dict[str, Any]]:
    path = folder / "recognizers-text" / _LANGUAGES[language] / f"{model}.json"
    return list(json.loads(path.read_text(encoding="utf-8-sig")))


def _lend_references(filed: list[dict[str, Any]], english: list[dict[str, Any]]) -> None:
    """Give each case without a reference that of the next English case with the same expected values."""
    twins: dict[str, list[tuple[int, dict[str, Any]]]] = {}
    for index, case in enumerate(english):
        twins.setdefault(_expected(case), []).append((index, case))
    at = 0
    for case in filed:
        same = twins.get(_expected(case), [])
        if case.get("Context") or not case["Results"] or not same:
            continue
        at, twin = next(((index, twin) for index, twin in same if index >= at), same[0])
        case["Context"] = twin.get("Context")


def _expected(case: dict[str, Any]) -> str:
    return json.dumps([(result.get("Resolution") or {}).get("values") for result in case["Results"]], sort_keys=True)


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= 1e-9 * max(abs(left), abs(right), 1e-300) or left == right


def numbers(case: dict[str, Any], language: str) -> tuple[list[Value], list[Value]]:
    """Return expected and found numbers."""
    expected = [float(result["Resolution"]["value"].replace(",", ".")) for result in case["Results"]]
    return expected, [float(number.plain) for number in find_numbers(case["Input"], language=language)]


def counts(case: dict[str, Any], language: str) -> tuple[list[Value], list[Value]]:
    """Return expected numbers and those that are quantities to us (not pinned: articles, labels and parts of dates are none)."""
    expected = numbers(case, language)[0]
    found = [(quantity, quantity.value) for quantity in find_quantities(case["Input"], language=language) if quantity.value is not None]
    return expected, [float(value) / 100 if quantity.unit == "percent" and "%" not in case["Input"] else float(value) for quantity, value in found]


def percentages(case: dict[str, Any], language: str) -> tuple[list[Value], list[Value]]:
    """Return expected and found percentages."""
    values = [str(result["Resolution"]["value"]).rstrip("%").replace(",", ".") for result in case["Results"]]
    expected = [float("nan") if value == "null" else float(value) for value in values]  # a percent sign without a number: never found
    return expected, [
        float(found.value) for found in find_quantities(case["Input"], language=language) if found.unit == "percent" and found.value is not None
    ]


def money(case: dict[str, Any], language: str) -> tuple[list[Value], list[Value]]:
    """Return expected and found amounts of money as (value, code or None)."""
    expected = []
    for result in case["Results"]:
        value = result["Resolution"].get("value")
        number = None if value is None else float(value.replace(",", "."))
        expected.append((number, result["Resolution"].get("isoCurrency")))
    units = [found for found in find_quantities(case["Input"], language=language) if found.value is not None and _is_money(found.unit)]
    return expected, [(float(found.value or 0), found.unit) for found in units]


def _is_money(unit: str) -> bool:
    return (len(unit) in {3, 4} and unit.isupper() and unit not in {"KWH", "MWH"}) or unit in {
        "cent",
        "penny",
        "franc",
        "dinar",
        "shilling",
        "satoshi",
        "sen",
        "pesewa",
        "kopeck",
        "peso",
    }


def dates(case: dict[str, Any], language: str) -> tuple[list[Value], list[Value]]:
    """Return expected and found dates; an expected one is the list of its alternatives."""
    reference = (case.get("Context") or {}).get("ReferenceDateTime")
    anchor = dt.datetime.fromisoformat(reference).date() if reference else None
    expected = [_alternatives(result, anchor) for result in case["Results"]]
    return expected, _found(case["Input"], language, anchor)


def _found(text: str, language: str, anchor: dt.date | None) -> list[Value]:
    """Return what the four readers find, in the notions of the specification."""
    found: list[Value] = [(mention.first_day, mention.last_day, mention.precision) for mention in find_dates(text, language=language, anchor=anchor)]
    times = find_times(text, language=language)
    found += [(anchor, anchor, "day") if time.first_time is None else ("time", time.first_time, time.last_time) for time in times]
    found += [("duration", duration.seconds) for duration in find_durations(text, language=language)]
    return found + [("set", time.period) for time in find_recurring(text, language=language)]


def _alternatives(result: dict[str, Any], anchor: dt.date | None) -> list[Value]:
    """Return the day intervals a specification's result may be read as; empty for what has none."""
    alternatives: list[Value] = []
    for value in (result.get("Resolution") or {}).get("values", []):
        kind = value.get("type", str(result.get("TypeName", "")).rpartition(".")[2])
        if "utcOffsetMins" in value:
            continue
        if kind in {"time", "timerange"}:
            alternatives.append(("time", *(_clock(value.get(key, value.get("value"))) for key in ("start", "end"))))
        elif kind == "duration":
            alternatives.append((kind, float(value["value"])))
        elif kind == "set":
            alternatives.append((kind, value["timex"]))
        elif value.get("value") == "not resolved":
            alternatives.append((None, None))
        elif "value" in value:
            day = _day(value["value"])
            alternatives.append((day, day))
        else:
            alternatives += _interval(value, kind, anchor)
    return alternatives


def _clock(text: str | None) -> dt.time | None:
    return None if text is None else dt.time.fromisoformat(text)


def _day(text: str) -> dt.date:
    return dt.date.fromisoformat(text[:10])


def _interval(value: dict[str, str], kind: str, anchor: dt.date | None) -> list[Value]:
    first = _day(value["start"]) if "start" in value else None
    end = _day(value["end"]) if "end" in value else None
    if first is not None and end is not None:
        if kind == "datetimerange" and first == end:
            return [(first, end)]
        inclusive = end - dt.timedelta(days=1)
        options: list[Value] = [(first, inclusive), *([(first, end)] if end == anchor or kind == "datetimerange" else [])]
        return [*options, ("range", first, end)] if value.get("timex", "").startswith("(") else options
    edge = first or end
    return [("edge", edge)] if edge is not None else []


def _same(kind: str, expected: Value, found: Value) -> bool:
    if kind == "dates":
        return any(_same_date(option, found) for option in expected)
    if kind == "currency":
        value, code = expected
        return value is not None and _close(value, found[0]) and (code is None or code == found[1])
    return _close(expected, found)


def _same_date(option: Value, found: Value) -> bool:
    if found[0] in {"time", "duration", "set"} or option[0] in {"time", "duration", "set"}:
        return _same_apart(option, found)
    first, last, precision = found
    if option == (first, last) or (first is not None and _agrees(option, first, last)):
        return True
    part = not _STRICT and precision.partition("-")[0] in {"early", "mid", "late"}
    return bool(part and first is not None and isinstance(option[0], dt.date) and first <= option[0] <= option[1] <= last)


def _same_apart(option: Value, found: Value) -> bool:
    """Compare times of day, durations and sets; an edge of a time ("after 3pm") is compared with the time it names."""
    if option[0] != found[0]:
        return False
    if option[0] == "time" and None in option:
        return bool(({*option[1:]} - {None}) & {*found[1:]})
    return bool(_close(option[1], found[1]) if option[0] == "duration" else option == found)


def _agrees(option: Value, first: dt.date, last: dt.date) -> bool:
    """Compare an open interval's edge, or the end of a range between two named dates."""
    if option[0] == "edge":
        return option[1] in {first, last, last + dt.timedelta(days=1)}
    if option[0] != "range" or _STRICT or option[1] != first:
        return False
    end = option[2]
    month_ends = end.day == 1 and (last.year, last.month) == (end.year, end.month) and (last + dt.timedelta(days=1)).day == 1
    year_ends = (end.month, end.day) == (1, 1) and (last.year, last.month, last.day) == (end.year, 12, 31)
    quarter_ends = (
        end.day == 1
        and end.month % 3 == 1
        and (last + dt.timedelta(days=1)).day == 1
        and (last.year, (last.month - 1) // 3) == (end.year, (end.month - 1) // 3)
    )
    return bool(last == end or month_ends or year_ends or quarter_ends)


_STRICT = False
_FILES: dict[str, tuple[str, Callable[[dict[str, Any], str], tuple[list[Value], list[Value]]]]] = {
    "dates": ("DateTimeModel", dates),
    "currency": ("CurrencyModel", money),
    "numbers": ("NumberModel", numbers),
    "percent": ("PercentModel", percentages),
    "quantities": ("NumberModel", counts),
}


def measure(folder: Path, name: str, *, misses: bool = False, as_filed: bool = False) -> Score:
    """Score one file, printing every miss when asked."""
    kind, language = name.rsplit("-", 1)
    model, read = _FILES[kind]
    hits = wrong = missed = 0
    for case in cases(folder, language, model, as_filed=as_filed):
        expected, found = read(case, language)
        left = list(expected)
        extra = []
        for value in found:
            match = next((option for option in left if _same(kind, option, value)), None)
            if match is None:
                extra.append(value)
            else:
                left.remove(match)
                hits += 1
        wrong, missed = wrong + len(extra), missed + len(left)
        if misses and (left or extra):
            texts = [str(result.get("Text")) for result in case["Results"]]
            shown = [str(tuple(map(str, item))) for item in extra] if kind == "dates" else [(a, b) for a, b in extra] if kind == "currency" else extra
            reference = (case.get("Context") or {}).get("ReferenceDateTime", "")[:10]
            _say(f"{name}: {case['Input']!r} ({reference}) {texts} missed {_shown(left)} wrong {shown}")
    return Score(hits, wrong, missed)


def _shown(left: list[Value]) -> str:
    return "; ".join(str([tuple(str(part) for part in option) for option in item]) if isinstance(item, list) else str(item) for item in left)


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def main() -> int:
    """Print a line a file; 1 when a floor is undercut."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--misses", action="store_true", help="print every case that is not read as expected")
    parser.add_argument("--only", action="append", help="one file, as dates-en")
    parser.add_argument("--strict", action="store_true", help="a range must end on the specification's own day")
    parser.add_argument("--as-filed", action="store_true", help="leave French cases without a reference date as they are")
    options = parser.parse_args()
    globals()["_STRICT"] = options.strict
    folder = data_folder()
    names = options.only or [f"{kind}-{language}" for kind in _FILES for language in _LANGUAGES]
    undercut = False
    for name in names:
        score = measure(folder, name, misses=options.misses, as_filed=options.as_filed)
        floor = FLOORS.get(name)
        below = floor is not None and round(score.f1, 3) < floor
        undercut = undercut or below
        _say(f"{name:14} {score}" + ("" if floor is None else f" floor {floor:.3f}{' UNDERCUT' if below else ''}"))
    return int(undercut)


if __name__ == "__main__":
    sys.exit(main())
