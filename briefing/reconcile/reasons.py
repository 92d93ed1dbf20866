"""Reasons: why two positions differ and what would settle it, in plain sentences of the brief's language."""

from __future__ import annotations

from collections.abc import Sequence

from briefing.i18n import Words, mark
from briefing.model import Finding
from briefing.reconcile.disputes import Dispute, Held
from briefing.reconcile.findings import quantity_value

_WHY = {
    "value": mark("Different values for the same thing."),
    "value date": mark("The same act on different days."),
    "wording": mark("One figure in different words; both can be right."),
    "definition": mark("One figure in two senses."),
    "date": mark("Figures of different days."),
    "self": mark("One document contradicts itself."),
    "denied": mark("One source asserts it, another denies it."),
    "opposite": mark("Opposite accounts of the same thing."),
}
_SETTLES = {
    "date": mark("a dated record of the act."),
    "quantity": mark("the count behind each figure: who, where, when."),
    "definition": mark("the original estimate with its definition."),
    "status": mark("a record made at the time, or an independent witness."),
}
_STATES = {
    "asserted": mark("said to be so"), "denied": mark("denied"), "profit": mark("profit"), "revenue": mark("revenue"), "loss": mark("loss"),
    "fine": mark("fine"), "forced": mark("forced"), "working": mark("working"),
}
_LONGEST = 14  # words of a position told by its own words


def say_value(held: Held, words: Words) -> str:
    """Return the value of a position as the page prints it: an amount, a date, a state, or the source's own words."""
    parts = []
    if held.quantity is not None:
        parts.append(words.quantity(quantity_value(*held.quantity)))
    if held.date is not None:
        parts.append(words.span(held.date.first_day, held.date.last_day, held.date.precision))
    if held.state in _STATES and (held.quantity is not None or held.state in {"asserted", "denied"}):
        parts.append(words.say(_STATES[held.state]))
    return ", ".join(parts) if parts else shorten(held.claims[0].quote)


def say_about(dispute: Dispute, findings: Sequence[Finding], words: Words) -> str:
    """Return what is contested: the act and its target, what is counted, or the words of the finding."""
    event = next((f.event for f in findings if f.event is not None), None)
    if dispute.kind == "date" and event is not None and event.target:
        label = next((c.label for f in findings for c in f.categories if c.id == event.type), event.type.replace("-", " "))
        return f"{label}: {event.target}"
    own = [f for f in findings if f.language == words.language] or list(findings)
    return shorten(own[0].text)


def say_why(dispute: Dispute, words: Words) -> str:
    """Return why the positions differ."""
    key = f"{dispute.reason} {dispute.kind}"
    return words.say(_WHY.get(key) or _WHY[dispute.reason])


def say_settles(dispute: Dispute, words: Words) -> str:
    """Return what would settle it."""
    return words.say(_SETTLES["definition" if dispute.reason == "definition" else dispute.kind])


def shorten(text: str) -> str:
    """Return the first words of a text, with an ellipsis when some are left out."""
    parts = text.split()
    return " ".join(parts) if len(parts) <= _LONGEST else " ".join(parts[:_LONGEST]).rstrip(",;:") + " …"
