"""The analyst's hand in the brief: judgements, notes, pins; and which decisions no longer match anything."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from types import MappingProxyType

from briefing.assemble.desk import Desk
from briefing.config import Decision, Decisions
from briefing.folding import fold
from briefing.i18n import mark
from briefing.model import AnalystNote, Brief, Diagnostic, Document, Entity, EvidenceBase, Item

# A sentence of its own for each term of ICD 203: likelihood never shares one with confidence.
LIKELIHOOD = MappingProxyType(
    {
        "almost no chance": mark("There is almost no chance of this."),
        "very unlikely": mark("This is very unlikely."),
        "unlikely": mark("This is unlikely."),
        "roughly even chance": mark("The chance of this is roughly even."),
        "likely": mark("This is likely."),
        "very likely": mark("This is very likely."),
        "almost certain": mark("This is almost certain."),
    }
)


def judgement(decision: Decision, desk: Desk) -> Item:
    """Return a key judgement of the analyst: the words, the likelihood in a sentence after them, the confidence apart."""
    text = (decision.text or "").strip()
    if decision.likelihood and not re.search(rf"\b{re.escape(decision.likelihood)}\b", text, re.IGNORECASE):
        text = f"{_sentence(text)} {desk.words.say(LIKELIHOOD[decision.likelihood])}"
    return Item(
        type="judgement",
        ref=decision.finding if decision.finding in desk.findings else None,
        text=text,
        confidence=decision.confidence,
        who=decision.who,
        when=decision.when,
        why=_sentence(decision.why),
    )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def notes_on(finding: str, desk: Desk) -> tuple[AnalystNote, ...]:
    """Return what the analyst says of a finding, in the order of the decisions."""
    mine = [d for d in desk.decisions.decisions if d.finding == finding]
    return tuple(
        AnalystNote(kind="note", text=_sentence(d.text or ""), who=d.who, when=d.when)
        if d.action == "note"
        else AnalystNote(kind="pin", text=_sentence(d.why), who=d.who, when=d.when)
        for d in mine
        if d.action in ("note", "pin")
    )


# --- decisions that have lost their object -------------------------------------------------------------------------------


def stale(
    decisions: Decisions,
    base: EvidenceBase,
    brief: Brief,
    *,
    documents: Sequence[Document] = (),
    path: str | None = None,
    lines: Sequence[int] = (),
) -> tuple[Diagnostic, ...]:
    """Return a diagnostic for each decision that no longer matches anything: an unknown finding, name or document.

    What a `withhold` names is pointed to by its line, never repeated: a log may be read by others.

    Args:
        decisions: as the analyst wrote them.
        base: what the corpus says.
        brief: what was made of it.
        documents: the documents as they were read, before anything was withheld; those of ``base`` when empty.
        path: file of the decisions.
        lines: line of each decision in it.
    """
    read = documents or base.documents
    texts = [f" {' '.join(fold(d.text).split())} " for d in read]
    full = {i.ref for s in brief.sections for i in s.items if i.full}
    printed = full | {i.ref for s in brief.sections for i in s.items if i.type == "statement"}
    known = {f.id for f in brief.findings}
    problems: list[Diagnostic] = []
    for number, decision in enumerate(decisions.decisions):
        found = [
            *_lost_finding(decision, known, shown=printed if decision.action == "pin" else full),
            *_lost_names(decision, texts),
            *_ineffective(decision, base.entities),
            *_lost_document(decision, [d.path for d in read]),
        ]
        problems.extend(
            Diagnostic(
                code="stale-decision",
                path=path,
                line=lines[number] if number < len(lines) else None,
                message=f"`{decision.action}`: {what}",
                hint="`briefing explain` gives ids and names; correct the decision or remove it",
            )
            for what in found
        )
    return tuple(problems)


def _lost_finding(decision: Decision, known: set[str], *, shown: set[str | None]) -> Iterator[str]:
    if decision.finding is None:
        return
    if decision.finding not in known:
        yield f"there is no finding `{decision.finding}`"
    elif decision.action in ("note", "pin") and decision.finding not in shown:
        yield f"finding `{decision.finding}` stands in no section of this brief"


def _lost_names(decision: Decision, texts: Sequence[str]) -> Iterator[str]:
    for number, name in enumerate(decision.names, start=1):
        form = re.compile(rf"(?<!\w){re.escape(' '.join(fold(name).split()))}(?!\w)")
        if not any(form.search(text) for text in texts):
            yield f"its name {number} stands in no document" if decision.action == "withhold" else f"the name `{name}` stands in no document"


def _ineffective(decision: Decision, entities: Sequence[Entity]) -> Iterator[str]:
    """Tell of names that were not read as names, so that nothing was joined, and of names that are still one."""
    if decision.action not in ("merge", "split"):
        return
    wanted = {_key(name) for name in decision.names}
    most = max((len(wanted & {_key(form) for form in (e.name, *(a.text for a in e.aliases))}) for e in entities), default=0)
    names = ", ".join(f"`{name}`" for name in decision.names)
    if decision.action == "merge" and most < 2:
        yield f"nothing was joined: {names} were not both read as names"
    if decision.action == "split" and most > 1:
        yield f"{names} are still one"


def _key(name: str) -> str:
    return " ".join(fold(name).split())


def _lost_document(decision: Decision, paths: Sequence[str]) -> Iterator[str]:
    if decision.document is not None and decision.document not in paths:
        yield "there is no such document" if decision.action == "withhold" else f"there is no document `{decision.document}`"
