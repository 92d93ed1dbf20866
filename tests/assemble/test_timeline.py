"""The rows of the timeline, and the day an event is told under."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from briefing.assemble.timeline import event_date, lay_out_timeline
from briefing.config import SectionSettings
from briefing.model import DateValue, Finding, FindingEvent
from tests.assemble.records import conflict, day, desk, document, evidence, finding

A, B = document("a", "Ruiz was arrested on 3 March."), document("b", "Ruiz was arrested on 5 March.")
THIRD, FIFTH = day(2026, 3, 3), replace(day(2026, 3, 5), document="b")
MARCH = replace(day(2026, 3, 1), to=day(2026, 3, 31).to, precision="month", document="c")
POINT = conflict("k", "date", ("3 March", evidence(A)), ("5 March", evidence(B)))


def arrest(name: str, date: DateValue | None, **parts: Any) -> Finding:
    """Return an arrest of a day."""
    event = FindingEvent(type="arrest", agent=None, target="Ana Ruiz", place=None, date=date)
    return finding(name, evidence(A), event=event, **{"text": name, "dates": (date,) if date else (), **parts})


def rows(*findings: Finding, limit: int | None = None) -> list[tuple[str | None, str, bool]]:
    """Return finding, first day and mark of each row."""
    laid = lay_out_timeline(SectionSettings(id="t", kind="timeline", limit=limit), desk([A, B], findings, conflicts=[POINT]))
    return [(item.ref, item.date.from_.isoformat(), item.disputed) for item in laid if item.date and item.date.from_]


def test_events_stand_in_order_of_their_dates() -> None:
    """An event without date and a finding without event have no row."""
    quiet = finding("g", evidence(B), category=None, dates=(FIFTH,))
    assert [("f2", "2026-03-03", False), ("f1", "2026-03-05", False)] == rows(arrest("f1", FIFTH), arrest("f2", THIRD), arrest("f3", None), quiet)


def test_a_disputed_date_stands_on_both_rows() -> None:
    """A month that holds both days is no third date."""
    disputed = arrest("f", THIRD, contested=("k",), dates=(THIRD, FIFTH, MARCH))
    assert [("f", "2026-03-03", True), ("f", "2026-03-05", True)] == rows(disputed)


def test_the_weightiest_events_fill_a_short_timeline() -> None:
    """What is left out is what ranks lowest; the rest keeps its order in time."""
    assert [("f1", "2026-03-03", False), ("f3", "2026-03-05", False)] == rows(
        arrest("f1", THIRD, total=3.0), arrest("f2", day(2026, 3, 4), total=1.0), arrest("f3", FIFTH, total=2.0), limit=2
    )


def test_a_contested_event_is_told_under_the_day_most_documents_give() -> None:
    """A month supports the days in it; of equally supported dates the most precise stands."""
    fifth_again = replace(FIFTH, document="d")
    disputed = arrest("f", THIRD, contested=("k",), dates=(THIRD, FIFTH, fifth_again, MARCH))
    assert [FIFTH, THIRD, None] == [event_date(f) for f in (disputed, arrest("g", THIRD), arrest("h", None))]
