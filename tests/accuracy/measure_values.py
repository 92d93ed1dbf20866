"""Quantities and dates against gold: overlapping spans with equal values.

A quantity agrees when unit and value (or low and high) do; its qualifier and what it counts are scored among those. A date agrees when its first
and last day do. A part of a month or year ("early January") spans the whole of it with us: it agrees when its precision is one of a part and the
gold days lie inside.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from briefing.folding import fold
from briefing.model import DateMention, Quantity
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import GoldSet
from tests.accuracy.readings import by_file
from tests.accuracy.script import run

Gold = dict[str, Any]
PARTS_OF = frozenset({"early", "mid", "late"})


def count(gold: GoldSet) -> Counts:
    """Return the counts of a set's quantities and dates."""
    counts = Counts()
    for file in gold.paths:
        document, extraction = by_file(gold.name)[file]
        if gold.annotates("quantities", file):
            pairs = _compare(counts, file, document.text, "quantities", gold.items("quantities", file), extraction.quantities, _same_quantity)
            counts.share("quantities.qualifier", sum(item["qualifier"] == found.qualifier for item, found in pairs), len(pairs))
            counts.share("quantities.counted", sum(_same_head(item.get("counted"), found.counted) for item, found in pairs), len(pairs))
        if gold.annotates("dates", file):
            _compare(counts, file, document.text, "dates", gold.items("dates", file), extraction.dates, _same_date)
    return counts


def _compare(
    counts: Counts, file: str, text: str, kind: str, gold: list[Gold], found: Sequence[Any], agrees: Callable[[Gold, Any], bool],
) -> list[tuple[Gold, Any]]:
    """Count one document's items of a kind and return those that agree."""
    left, pairs = list(gold), []
    for mention in found:
        match = next((item for item in left if item["start"] < mention.end and mention.start < item["end"] and agrees(item, mention)), None)
        if match is None:
            counts.miss(f"{kind} wrong {file}: {_around(text, mention.start, mention.end)} {_values(mention)}")
        else:
            left.remove(match)
            pairs.append((match, mention))
    for item in left:
        values = {key: value for key, value in item.items() if key not in {"id", "document", "start", "end", "quote"}}
        counts.miss(f"{kind} missed {file}: {_around(text, item['start'], item['end'])} {values}")
    counts.add(kind, hits=len(pairs), found=len(found), gold=len(gold))
    return pairs


def _same_quantity(gold: Gold, found: Quantity) -> bool:
    if gold.get("unit") != found.unit:
        return False
    if gold.get("value") is not None:
        return found.value is not None and abs(found.value - gold["value"]) < 1e-6 * max(1, abs(gold["value"]))
    return (gold.get("low"), gold.get("high")) == (found.low, found.high)


def _same_date(gold: Gold, found: DateMention) -> bool:
    first, last = (None if day is None else dt.date.fromisoformat(day) for day in (gold.get("first_day"), gold.get("last_day")))
    if (first, last) == (found.first_day, found.last_day):
        return True
    if str(found.precision).partition("-")[0] not in PARTS_OF or first is None or last is None or found.first_day is None or found.last_day is None:
        return False
    return found.first_day <= first <= last <= found.last_day


def _same_head(gold: str | None, found: str | None) -> bool:
    """Return True when both are absent, or the phrases share a word."""
    if gold is None or found is None:
        return gold == found
    return bool(set(fold(gold).split()) & set(fold(found).split()))


def _values(mention: Quantity | DateMention) -> str:
    if isinstance(mention, Quantity):
        return f"{mention.value} {mention.low}..{mention.high} {mention.unit} of {mention.counted}"
    return f"{mention.first_day}..{mention.last_day} by {mention.rule}"


def _around(text: str, start: int, end: int) -> str:
    return repr(f"{text[max(0, start - 40) : start]}[{text[start:end]}]{text[end : end + 20]}")


if __name__ == "__main__":
    run(count)
