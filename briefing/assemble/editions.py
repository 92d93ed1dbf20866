"""Editions: ids that stay from one edition to the next, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.i18n import Words
from briefing.model import Change, Conflict, Document, Entity, Evidence, Finding

_ORDER = {"contested": 0, "changed-value": 1, "new": 2, "corroborated": 3, "settled": 4, "dropped": 5}


def keep_ids(
    findings: Sequence[Finding], previous: Mapping[str, Any] | None, documents: Mapping[str, Document], *, decided: Collection[str | None] = ()
) -> dict[str, str]:
    """Return the new id of each finding: that of the previous finding with which it shares most evidence, else its own.

    Evidence is the same when document text and offsets are. Two findings may rest on one sentence; then the one whose id
    a decision names goes on, so that decisions keep their object; then each keeps its own id, or that of the one with the same numbers.

    Args:
        findings: of this edition.
        previous: the baseline's brief.json.
        documents: of this edition, by id.
        decided: ids that the analyst's decisions name.
    """
    if previous is None:
        return {f.id: f.id for f in findings}
    owners = _owners(previous)
    values = {f["id"]: _values_before(f) for f in previous["findings"]}
    claims: list[tuple[int, bool, bool, bool, str, str]] = []
    for finding in findings:
        shared = Counter(old for e in finding.evidence for old in owners.get(_place(e, documents), ()))
        told = _values(finding)
        claims.extend((-count, old not in decided, old != finding.id, values[old] != told, old, finding.id) for old, count in shared.items())
    renamed: dict[str, str] = {}
    for *_, old, new in sorted(claims):
        if new not in renamed and old not in renamed.values():
            renamed[new] = old
    free = set(renamed.values())
    return {f.id: renamed.get(f.id) or (f.id if f.id not in free else f"{f.id}n") for f in findings}


def absorbed(findings: Sequence[Finding], previous: Mapping[str, Any] | None, documents: Mapping[str, Document]) -> frozenset[str]:
    """Return the ids of previous findings that this edition says in other findings: every piece of their evidence stands in one of those."""
    if previous is None:
        return frozenset()
    told = {_place(e, documents) for f in findings for e in f.evidence}
    lost = {old for place, ids in _owners(previous).items() if place not in told for old in ids}
    return frozenset(f["id"] for f in previous["findings"] if f["id"] not in lost and f["evidence"])


def _owners(previous: Mapping[str, Any]) -> dict[tuple[str, int, int], list[str]]:
    """Return the ids of the previous findings by where their evidence stands."""
    texts = {d["id"]: d["text_sha256"] for d in previous["documents"]}
    owners: dict[tuple[str, int, int], list[str]] = {}
    for before in previous["findings"]:
        for e in before["evidence"]:
            owners.setdefault((texts.get(e["document"], ""), e["start"], e["end"]), []).append(before["id"])
    return owners


def _place(evidence: Evidence, documents: Mapping[str, Document]) -> tuple[str, int, int]:
    return documents[evidence.document].text_sha256, evidence.start, evidence.end


def rename(
    findings: Sequence[Finding],
    entities: Sequence[Entity],
    conflicts: Sequence[Conflict],
    names: Mapping[str, str],
) -> tuple[tuple[Finding, ...], tuple[Entity, ...], tuple[Conflict, ...]]:
    """Return the records with finding ids exchanged wherever they stand."""
    return (
        tuple(replace(f, id=names[f.id]) for f in findings),
        tuple(replace(e, statements=tuple(names[s] for s in e.statements if s in names)) for e in entities),
        tuple(replace(c, findings=tuple(names[f] for f in c.findings if f in names)) for c in conflicts),
    )


def compare(
    findings: Sequence[Finding],
    short: Mapping[str, str],
    previous: Mapping[str, Any] | None,
    words: Words,
    *,
    carried: Collection[str] = (),
) -> tuple[Change, ...]:
    """Return what differs from the baseline: new, changed value, newly corroborated, newly contested, settled, no longer carried.

    ``carried`` holds the ids of findings that this edition has, also those that no section prints, or that went into another one: they are not gone.
    """
    if previous is None:
        return ()
    before = {f["id"]: f for f in previous["findings"]}
    now = {f.id: f for f in findings}
    changes: list[Change] = []
    for finding in findings:
        old = before.get(finding.id)
        if old is None:
            changes.append(_change("new", finding.id, None, short.get(finding.id, finding.text)))
            continue
        if sorted(old["contested"]) != sorted(finding.contested) and bool(old["contested"]) != bool(finding.contested):
            kind = "contested" if finding.contested else "settled"
            changes.append(_change(kind, finding.id, old["text"], short.get(finding.id, finding.text)))
        if finding.credibility < old["credibility"] and len(finding.origins) > len(old["origins"]):
            changes.append(_change("corroborated", finding.id, _origins(len(old["origins"]), words), _origins(len(finding.origins), words)))
        was, is_ = _values_before(old), _values(finding)
        if was and is_ and was != is_ and (is_ - was):
            changes.append(_change("changed-value", finding.id, ", ".join(sorted(was)), ", ".join(sorted(is_))))
    changes.extend(_change("dropped", i, f["text"], None) for i, f in before.items() if i not in now and i not in carried)
    rank = {f.id: i for i, f in enumerate(findings)}
    return tuple(sorted(changes, key=lambda c: (_ORDER[c.kind], rank.get(c.finding or "", len(rank)), c.finding or "")))


def _change(kind: Any, finding: str, before: str | None, after: str | None) -> Change:
    return Change(id=f"c-{kind}-{finding}", kind=kind, finding=finding, before=before, after=after)


def _origins(number: int, words: Words) -> str:
    return words.count("{n} origin", "{n} origins", number)


def _values(finding: Finding) -> set[str]:
    return {f"{q.value:g} {q.unit}" for q in finding.quantities if q.value is not None}


def _values_before(finding: Mapping[str, Any]) -> set[str]:
    return {f"{q['value']:g} {q['unit']}" for q in finding["quantities"] if q["value"] is not None}
