"""Editions: ids that stay from one edition to the next, and what changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from typing import Any

from briefing.i18n import Words
from briefing.model import Change, Conflict, Document, Entity, Finding

_ORDER = {"contested": 0, "changed-value": 1, "new": 2, "corroborated": 3, "settled": 4, "dropped": 5}


def keep_ids(findings: Sequence[Finding], previous: Mapping[str, Any] | None, documents: Mapping[str, Document]) -> dict[str, str]:
    """Return the new id of each finding: that of the previous finding with which it shares most evidence, else its own.

    Evidence is the same when document text and offsets are. Two findings may rest on one sentence; then each
    keeps its own id, or the id of the one with the same numbers.
    """
    if previous is None:
        return {f.id: f.id for f in findings}
    texts = {d["id"]: d["text_sha256"] for d in previous["documents"]}
    owners: dict[tuple[str, int, int], list[str]] = {}
    for before in previous["findings"]:
        for e in before["evidence"]:
            if e["document"] in texts:
                owners.setdefault((texts[e["document"]], e["start"], e["end"]), []).append(before["id"])
    values = {f["id"]: _values_before(f) for f in previous["findings"]}
    claims: list[tuple[int, bool, bool, str, str]] = []
    for finding in findings:
        shared = Counter(old for e in finding.evidence for old in owners.get((documents[e.document].text_sha256, e.start, e.end), ()))
        claims.extend((-count, old != finding.id, values[old] != _values(finding), old, finding.id) for old, count in shared.items())
    renamed: dict[str, str] = {}
    for *_, old, new in sorted(claims):
        if new not in renamed and old not in renamed.values():
            renamed[new] = old
    free = set(renamed.values())
    return {f.id: renamed.get(f.id) or (f.id if f.id not in free else f"{f.id}n") for f in findings}


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

    ``carried`` holds the ids of findings that this edition has, also those that no section prints: they are not gone.
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
        if finding.credibility < old["credibility"]:
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
