"""Which findings stand in which section: framework, categories, period, `about`, the analyst's exclusions; each in full only once."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from briefing.assemble.desk import Encode
from briefing.assemble.passing import CLEAR, HOLDS, is_bare_act
from briefing.assemble.statements import opens_dangling
from briefing.config import Decisions, Period, SectionSettings, Settings
from briefing.frameworks import Framework
from briefing.model import Category, Finding

BUDGETS = {"events": 258, "findings": 190}  # words a section's rows may take when the configuration sets no limit
_SURE = 6  # statements that stand in any case; then those follow that still fit
_ROW, _ORIGINAL = 8, 14  # words of a row's support, and of the original beneath a composed line
_FULL = ("events", "findings")  # kinds of section in which a statement stands in full
_SAME_KIND = {"events": 0.12, "findings": 0.5}  # what a finding loses for each one of its category that stands before it
_NAMED, _BARE = 0.15, 0.4  # weight of a named voice; of an act that is told without anybody
_LABEL = 0.15  # of a risk whose line tells its category alone: the original beneath it says more
_PASSING = 0.3  # of an act that is only mentioned: nobody does it, on no day, to no number of people
_ABOUT = 0.25  # cosine of universal sentence encoder vectors from which a finding is about a free text


def place(
    findings: Sequence[Finding],
    settings: Settings,
    decisions: Decisions,
    *,
    since: dt.date | None,
    encode: Encode,
    frameworks: Sequence[Framework] = (),
) -> dict[str, tuple[str, ...]]:
    """Return the ids of the findings each section prints in full, in order of rank; a finding goes where it fits best."""
    excluded = {d.finding for d in decisions.decisions if d.action == "exclude"}
    pinned = {d.finding for d in decisions.decisions if d.action == "pin"}
    sections = [s for s in settings.sections if s.kind in _FULL]
    chosen: dict[str, list[_Candidate]] = {section.id: [] for section in sections}
    wide = frozenset(c.id for f in frameworks for c in f.categories if c.wide)
    near = {section.id: _about(section, findings, encode) for section in sections}
    for finding in findings:
        if finding.id in excluded or not in_period(finding, settings, since):
            continue
        fits = [(fit(finding, section), -i, section) for i, section in enumerate(sections) if finding.id in near[section.id]]
        best = max((f for f in fits if f[0] > 0), key=lambda f: (f[0], f[1]), default=None)
        if best is not None:
            own = _voice(finding) + best[0] if best[2].kind == "findings" else _substance(finding, wide) - _BARE * _is_bare(finding)
            dangling = not finding.composed and opens_dangling(finding.text, finding.language)
            weight = round(finding.score.get("total", 0.0) + own - _BARE * dangling, 4)
            chosen[best[2].id].append(_Candidate(finding=finding, weight=weight, kind=_kind(finding, best[2])))
    told: list[Finding] = []
    placed = {}
    for section in sections:
        ranked = _diverse(chosen[section.id], _SAME_KIND[section.kind], told, pinned)
        placed[section.id] = _limit(_fitting(ranked, section), section.limit or len(findings), pinned)
        told.extend(f for f in ranked if f.id in placed[section.id])
    return placed


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    """A finding that may stand in a section."""

    finding: Finding
    weight: float
    kind: str  # its category there: the second of a kind says less than the first of another


def _diverse(candidates: Sequence[_Candidate], penalty: float, told: Sequence[Finding], pinned: Collection[str | None]) -> list[Finding]:
    """Return the findings in the order a reader gains most: each counts less for every one of its kind before it.

    This is maximal marginal relevance (Carbonell and Goldstein 1998). One whose words or whose every piece of evidence stand there already is left
    out, unless the analyst pinned it.
    """
    known = {(place, "") for finding in told for place in _places(finding)}
    lines = [finding.text for finding in told]
    left = sorted(candidates, key=lambda c: (-c.weight, c.finding.id))
    kinds: Counter[str] = Counter()
    ranked: list[Finding] = []
    while left:
        best = min(left, key=lambda c: (round(penalty * kinds[c.kind] - c.weight, 4), c.finding.id))
        left.remove(best)
        finding = best.finding
        said = any(line.startswith(finding.text) or finding.text.startswith(line) for line in lines)
        act = best.kind if finding.event else ""  # one sentence may tell of two acts
        places = {(place, act) for place in _places(finding)}
        if finding.id not in pinned and (said or known >= places):
            continue
        known |= places | {(place, "") for place, _ in places}
        lines.append(finding.text)
        kinds[best.kind] += 1
        ranked.append(finding)
    return ranked


def _places(finding: Finding) -> tuple[tuple[str, int, int], ...]:
    return tuple((e.document, e.start, e.end) for e in finding.evidence)


def _kind(finding: Finding, section: SectionSettings) -> str:
    """Return the category by which a finding stands in a section: its event's own, else the surest."""
    matching = [c for c in finding.categories if _matches(c, section)]
    event = finding.event.type if finding.event and section.kind == "events" else None
    return min(matching, key=lambda c: (c.id != event, -c.score, c.id)).id if matching else ""


def _voice(finding: Finding) -> float:
    """Return what a warning gains by who gives it, and loses when its line can say nothing but its category."""
    return _NAMED * any(o.kind == "speaker" for o in finding.origins) - _LABEL * _is_bare(finding)


def _is_bare(finding: Finding) -> bool:
    """Return whether a composed line names nobody and no number: "Official action was taken."."""
    event = finding.event
    named = event is not None and any((name or "")[:1].isupper() and (name or "") in finding.text for name in (event.agent, event.target))
    told = finding.text
    for origin in finding.origins:
        told = told.replace(origin.name, "") if origin.name else told  # who says so is not what is said
    return finding.composed and not named and not any(word[:1].isupper() or word[:1].isdigit() for word in re.findall(r"\w+", told)[1:])


def _fitting(findings: Sequence[Finding], section: SectionSettings) -> list[str]:
    """Return the findings that fit a section: the best ones, then in order of rank what the word budget still holds."""
    if section.limit:
        return [f.id for f in findings]
    left = BUDGETS[section.kind]
    taken: list[str] = []
    for finding in findings:
        cost = len(finding.text.split()) + _ROW + (_ORIGINAL if finding.composed else 0)
        if cost <= left or len(taken) < _SURE:
            left -= cost
            taken.append(finding.id)
    return taken


def fit(finding: Finding, section: SectionSettings) -> float:
    """Return how well a finding belongs in a section, 0 when it does not: its best matching category's score, an event's own type first."""
    matching = [c for c in finding.categories if _matches(c, section)]
    is_event = finding.event is not None and any(c.id == finding.event.type for c in matching)
    if section.kind == "events":
        return (CLEAR if is_bare_act(finding.event) else 2.0) if is_event else 0.0
    if section.framework is None and not section.categories:
        return 0.1
    holding = [c.score for c in matching if c.score >= HOLDS]
    return round(max(holding, default=0.0), 4)


def _substance(finding: Finding, wide: frozenset[str]) -> float:
    """Return what an event says: who did what to whom and when comes before what is named in passing, a definite act before a general one."""
    event = finding.event
    if event is None:
        return 0.0
    named = (event.target or "")[:1].isupper()
    passing = _PASSING * (is_bare_act(event) and not named and not finding.quantities)
    filled = 0.15 * named + 0.2 * (event.agent is not None) + 0.25 * (event.target is not None) + 0.15 * (event.date is not None)
    return filled - passing - 0.4 * (event.type in wide)


def in_period(finding: Finding, settings: Settings, since: dt.date | None) -> bool:
    """Return whether a finding's dates meet the period; undated findings always do."""
    period = settings.period
    first = period.from_ if isinstance(period, Period) else since if period else None
    last = period.to if isinstance(period, Period) else None
    days = [d for d in finding.dates if d.from_ and d.to]
    return not days or any((first is None or (d.to and d.to >= first)) and (last is None or (d.from_ and d.from_ <= last)) for d in days)


def _matches(category: Category, section: SectionSettings) -> bool:
    return section.framework in (None, category.framework) and (not section.categories or category.id in section.categories)


def _about(section: SectionSettings, findings: Sequence[Finding], encode: Encode) -> frozenset[str]:
    """Return the findings about the section's free text; all of them when it names none."""
    if not section.about or not findings:
        return frozenset(f.id for f in findings)
    target = encode([section.about])[0]
    vectors = encode([f.evidence[0].quote for f in findings])
    scores = np.round(vectors @ target, 4)
    return frozenset(f.id for f, score in zip(findings, scores, strict=True) if score >= _ABOUT)


def _limit(ids: Sequence[str], most: int, pinned: set[str | None]) -> tuple[str, ...]:
    first = [i for i in ids if i in pinned]
    return tuple([*first, *(i for i in ids if i not in pinned)][: max(most, len(first))])


def shown(placed: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return every finding that stands somewhere in full."""
    return frozenset(i for ids in placed.values() for i in ids)
