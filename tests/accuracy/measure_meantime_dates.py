"""Dates on MEANTIME: overlapping spans with equal days.

Asked for is every TIMEX3 of type DATE: `dates` all of them, also PAST_REF, PRESENT_REF, FUTURE_REF and values with unknown parts, which only an
unresolved mention meets; `dates.named` those that name days. A mention over a TIME is neither right nor wrong; one over a DURATION or SET is wrong. A
range ("from 2003 to 2005") is one mention of ours and two of theirs: it meets both when it runs from the first day of the one to the last day of the
other.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from briefing.extract.dates import find_dates
from briefing.model import DateMention
from tests.accuracy.counts import Counts
from tests.accuracy.goldset import overlap
from tests.accuracy.meantime import FOLDER, Article, GoldDate, read_meantime
from tests.accuracy.script import run_corpus

NO_DAYS = (None, None)


def count(folder: Path) -> Counts:
    """Return the counts of the corpus's dates."""
    counts = Counts()
    for article in read_meantime(folder):
        found = find_dates(article.document.text, language="en", anchor=article.document.published)
        mentions = [mention for mention in found if mention.start < article.end]
        dates = [date for date in article.dates if not date.is_time]
        times = [date for date in article.dates if date.is_time]
        _compare(counts, "dates", article, mentions, dates, times)
        vague = [date for date in dates if date.days == NO_DAYS]
        named = [date for date in dates if date.days != NO_DAYS]
        _compare(counts, "dates.named", article, [m for m in mentions if m.first_day is not None], named, [*times, *vague])
    return counts


def _compare(counts: Counts, name: str, article: Article, mentions: Iterable[DateMention], wanted: list[GoldDate], aside: list[GoldDate]) -> None:
    """Count one article's dates; a mention that meets none but lies over one of ``aside`` is left out."""
    right = wrong = 0
    met: set[GoldDate] = set()
    for mention in mentions:
        own = [date for date in wanted if _overlap(date, mention) and _meets(date, mention)]
        met.update(own)
        if own:
            right += 1
        elif not any(_overlap(date, mention) for date in aside):
            wrong += 1
            counts.miss(f"{name} wrong {mention.first_day}..{mention.last_day} by {mention.rule}: {_around(article, mention.start, mention.end)}")
    for date in wanted:
        if date not in met:
            counts.miss(f"{name} missed {date.days[0]}..{date.days[1]}: {_around(article, date.start, date.end)}")
    counts.add(name, hits=right, held=len(met), found=right + wrong, gold=len(wanted))


def _meets(date: GoldDate, mention: DateMention) -> bool:
    if date.days == NO_DAYS:
        return mention.first_day is None
    if (mention.first_day, mention.last_day) == date.days:
        return True
    return mention.rule.endswith("range") and (mention.first_day == date.days[0] or mention.last_day == date.days[1])


def _overlap(date: GoldDate, mention: DateMention) -> bool:
    return overlap((date.start, date.end), (mention.start, mention.end)) > 0


def _around(article: Article, start: int, end: int) -> str:
    text, day = article.document.text, article.document.published
    return f"{article.document.id[:12]} ({day}) {text[max(0, start - 60) : start]!r}[{text[start:end]}]{text[end : end + 40]!r}"


if __name__ == "__main__":
    run_corpus(count, FOLDER)
