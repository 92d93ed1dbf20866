"""Acts that a finding only names in passing: without actor or day, where its sentence is clearly about a risk."""

from __future__ import annotations

from briefing.model import Category, FindingEvent

HOLDS = 0.6  # score from which a category holds: calibrated probabilities of the right ones lie above, of passing mentions below
CLEAR = 0.9  # score from which a category outweighs an act without actor and day


def is_bare_act(event: FindingEvent | None) -> bool:
    """Return whether there is an act that nobody does and that has no day."""
    return event is not None and event.agent is None and event.date is None


def is_outweighed(event: FindingEvent | None, best: Category | None) -> bool:
    """Return whether a finding is about ``best``, its surest risk, rather than about the act it names."""
    return is_bare_act(event) and best is not None and best.score >= CLEAR
