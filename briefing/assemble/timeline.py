"""The timeline: dated events in order; a disputed date stands on both rows."""

from __future__ import annotations

from briefing.assemble.desk import Desk
from briefing.config import SectionSettings
from briefing.model import DateValue, Finding, Item

_LIMIT = 8


def lay_out_timeline(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return a row for each date of each event; without events, for each dated finding that stands in full."""
    rows: list[tuple[str, str, Item]] = []
    for finding in desk.findings.values():
        contested = tuple(c for c in finding.contested if c in desk.conflicts and desk.conflicts[c].kind == "date")
        for date in _dates(finding, disputed=bool(contested)):
            first = date.from_.isoformat() if date.from_ else ""
            last = date.to.isoformat() if date.to else ""
            item = Item(type="date", ref=finding.id, text=desk.short[finding.id], date=date, disputed=bool(contested), conflicts=contested)
            rows.append((first, last, item))
    best = {id(item) for _, _, item in sorted(rows, key=lambda r: _importance(r[2], desk))[: section.limit or _LIMIT]}
    return tuple(item for _, _, item in sorted(rows, key=lambda r: (r[0], r[1], r[2].ref or "")) if id(item) in best)


def _dates(finding: Finding, *, disputed: bool) -> list[DateValue]:
    """Return the event's date; of a disputed event every different date."""
    if finding.event is None or finding.event.date is None or finding.event.date.from_ is None:
        return []
    if not disputed:
        return [finding.event.date]
    apart: list[DateValue] = []
    known = [d for d in (finding.event.date, *finding.dates) if d.from_ and d.to]
    for date in sorted(known, key=_length):
        if all(_are_apart(date, other) for other in apart):
            apart.append(date)
    return apart


def event_date(finding: Finding) -> DateValue | None:
    """Return when an event took place: of contested dates the one most documents support, then the most precise.

    A document that gives a month supports every day in it; one that gives a day does not support the month, or the vaguest date would always win.
    """
    own = finding.event.date if finding.event else None
    if own is None or not finding.contested:
        return own
    known = [d for d in finding.dates if d.from_ and d.to] or [own]
    support = [len({other.document for other in known if _holds(other, date)}) for date in known]
    return min(zip(known, support, strict=True), key=lambda pair: (-pair[1], _length(pair[0]), pair[0].document, pair[0].start))[0]


def _length(date: DateValue) -> int:
    return (date.to - date.from_).days if date.from_ and date.to else 0


def _holds(whole: DateValue, part: DateValue) -> bool:
    return bool(whole.from_ and whole.to and part.from_ and part.to and whole.from_ <= part.from_ and part.to <= whole.to)


def _are_apart(one: DateValue, other: DateValue) -> bool:
    return bool(one.from_ and one.to and other.from_ and other.to and (one.to < other.from_ or other.to < one.from_))


def _importance(item: Item, desk: Desk) -> tuple[object, ...]:
    finding = desk.findings[item.ref or ""]
    return -len(finding.origins), -finding.score.get("total", 0.0), finding.id, item.date.from_.isoformat() if item.date and item.date.from_ else ""
