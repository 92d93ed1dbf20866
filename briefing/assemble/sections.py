"""One builder for each kind of section; the table at the end is the list of kinds."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType

from briefing.assemble.actors import list_actors
from briefing.assemble.compose import compose
from briefing.assemble.decide import judgement, notes_on
from briefing.assemble.desk import Desk
from briefing.assemble.figures import pick_figures
from briefing.assemble.statements import lead_line
from briefing.assemble.timeline import event_date, lay_out_timeline
from briefing.config import SectionSettings
from briefing.model import Finding, Item

_BOTTOM_LINE = 3
_QUESTIONS = 8


def build_bottom_line(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return the analyst's judgements, else the one to three best statements of two or more origins, no two of one event and actor."""
    judgements = [judgement(d, desk) for d in desk.decisions.decisions if d.action == "judgement"]
    if judgements:
        return tuple(judgements)
    pinned = desk.pinned()
    ranked = [f for f in desk.findings.values() if f.id in pinned or len(_independent(f)) > 1]
    ranked.sort(key=lambda f: (f.id not in pinned, -f.score.get("total", 0.0), f.id))
    taken: list[Finding] = []
    for finding in ranked:
        if len(taken) == min(section.limit or _BOTTOM_LINE, _BOTTOM_LINE):
            break
        if all(not _alike(finding, other) for other in taken):
            taken.append(finding)
    return tuple(_lead(f, desk) for f in taken)


def _lead(finding: Finding, desk: Desk) -> Item:
    composed = compose(finding, desk.entities, frameworks=desk.frameworks, words=desk.words, short=True)
    line = lead_line(finding, desk.extractions, settings=desk.settings, composed=composed, short=desk.short[finding.id])
    return Item(type="statement", ref=finding.id, text=line, conflicts=finding.contested, disputed=bool(finding.contested))


def build_changes(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return what differs from the baseline, most important first."""
    items = [
        Item(
            type="change",
            ref=c.id,
            text=desk.short.get(c.finding) if c.finding else None,
            findings=(c.finding,) if c.finding is not None and c.finding in desk.findings else (),
        )
        for c in desk.changes
    ]
    return tuple(items[: section.limit or 6])


def build_events(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return the section's events in full, by date; the undated ones last, by rank."""
    findings = [desk.findings[i] for i in desk.placed[section.id]]
    rank = {f.id: i for i, f in enumerate(findings)}
    findings.sort(key=lambda f: (_day(f) or "9999", rank[f.id]))
    return tuple(
        Item(
            type="event",
            ref=f.id,
            full=True,
            label=desk.label(f, section),
            date=event_date(f),
            disputed=bool(f.contested),
            conflicts=f.contested,
            notes=notes_on(f.id, desk),
        )
        for f in findings
    )


def build_findings(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return the section's findings in full, those of one category together, categories in order of their best finding."""
    findings = [desk.findings[i] for i in desk.placed[section.id]]
    labels = [desk.label(f, section) or "" for f in findings]
    order = {label: i for i, label in reversed(list(enumerate(labels)))}
    rows = sorted(enumerate(zip(findings, labels, strict=True)), key=lambda row: (order[row[1][1]], row[0]))
    return tuple(
        Item(type="finding", ref=f.id, full=True, label=label or None, disputed=bool(f.contested), conflicts=f.contested, notes=notes_on(f.id, desk))
        for _, (f, label) in rows
    )


def build_conflicts(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return the contested points: contradictions first, differences of wording after them."""
    own = [c for c in desk.conflicts.values() if not c.findings or any(f in desk.findings for f in c.findings)]  # none of excluded findings alone
    order = sorted(
        own,
        key=lambda c: (
            c.possible_together,
            -max((desk.findings[f].score.get("total", 0.0) for f in c.findings if f in desk.findings), default=0.0),
            c.id,
        ),
    )
    return tuple(
        Item(type="conflict", ref=c.id, disputed=not c.possible_together, findings=tuple(f for f in c.findings if f in desk.findings))
        for c in order[: section.limit or 5]
    )


def build_questions(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return the open questions, the ones stated by sources first; what a section of contested points asks already is not asked again."""
    faced = set(desk.conflicts) if any(s.kind == "conflicts" for s in desk.settings.sections) else set()
    own = [q for q in desk.questions if q.kind != "conflict" or faced.isdisjoint(q.refers_to)]
    room = max(0, (section.limit or _QUESTIONS) - sum(q.kind == "gap" for q in own))  # what the analyst asked is answered in any case
    kept = {q.id for q in [q for q in own if q.kind != "gap"][:room]} | {q.id for q in own if q.kind == "gap"}
    return tuple(Item(type="question", ref=q.id, findings=tuple(r for r in q.refers_to if r in desk.findings)) for q in own if q.id in kept)


def build_sources(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return every document with the number of findings it carries."""
    del section
    carried = {d: sum(any(e.document == d for e in f.evidence) for f in desk.findings.values()) for d in desk.documents}
    return tuple(Item(type="source", ref=d, count=carried[d]) for d in desk.documents)


def build_evidence(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return every finding that stands in full, in the order of the sections: the annex lists its evidence."""
    del section
    return tuple(Item(type="evidence", ref=i) for ids in desk.placed.values() for i in ids)


def build_text(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return the analyst's own Markdown."""
    del desk
    return (Item(type="prose", ref=None, text=section.text),) if section.text.strip() else ()


def _day(finding: Finding) -> str | None:
    date = event_date(finding)
    return date.from_.isoformat() if date and date.from_ else None


def _independent(finding: Finding) -> list[str]:
    return [o.name for o in finding.origins if o.kind != "unnamed"]


def _alike(one: Finding, other: Finding) -> bool:
    if one.event and other.event:
        return one.event.type == other.event.type and one.event.target == other.event.target
    return (
        len(set(one.entities) & set(other.entities)) > 0.6 * min(len(one.entities) or 1, len(other.entities) or 1)
        and one.categories[:1] == other.categories[:1]
    )


Builder = Callable[[SectionSettings, Desk], tuple[Item, ...]]

BUILDERS: Mapping[str, Builder] = MappingProxyType(
    {
        "bottom-line": build_bottom_line,
        "changes": build_changes,
        "figures": pick_figures,
        "events": build_events,
        "actors": list_actors,
        "findings": build_findings,
        "timeline": lay_out_timeline,
        "conflicts": build_conflicts,
        "questions": build_questions,
        "sources": build_sources,
        "evidence": build_evidence,
        "text": build_text,
    }
)
