"""A candidate attribution: spans of content, source and cue before names are resolved, and the choice among overlapping ones."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from briefing.model import Modality

Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """Spans in document offsets; ``rank`` orders rivals for one cue, lowest first."""

    content: Span
    source: Span | None
    cue: Span | None
    modality: Modality
    direct: bool = False
    via: Span | None = None  # the outlet that passes it on
    speaker: Span | None = None  # whose name to take when the source is not written: "adding" after "X said"
    rank: int = 5


_NEAR = 16  # characters between a verb and the noun of what it says


def choose(candidates: Iterable[Candidate]) -> list[Candidate]:
    """Return the candidates in order of the text, one for each cue and content."""
    kept: dict[tuple[Span | None, Span], Candidate] = {}
    by_cue: dict[Span, int] = {}
    for candidate in sorted(candidates, key=lambda c: (c.rank, c.content, c.cue or (0, 0))):
        key = (candidate.cue, candidate.content)
        if key in kept or (candidate.cue and by_cue.get(candidate.cue, candidate.rank) != candidate.rank):
            continue
        if candidate.cue:
            if any(_overlap(candidate.cue, other) and other != candidate.cue for other in by_cue):
                continue
            by_cue[candidate.cue] = candidate.rank
        kept[key] = candidate
    kept = {key: c for key, c in kept.items() if not _repeats(c, kept.values())}
    cued = [c for c in kept.values() if c.cue is not None]
    told = [c for c in kept.values() if c.cue is not None or not any(_inside(c.content, other.content) for other in cued)]
    return sorted(told, key=lambda c: (c.content, c.cue or (0, 0), c.source or (0, 0)))


def _repeats(candidate: Candidate, others: Iterable[Candidate]) -> bool:
    """Return whether a noun without a source only says where a verb before it says the same: "said in a statement that"."""
    cue = candidate.cue
    if candidate.source is not None or candidate.speaker is not None or cue is None:
        return False
    return any(o.source and o.cue and o.content == candidate.content and 0 < cue[0] - o.cue[1] <= _NEAR for o in others)


def _inside(inner: Span, outer: Span) -> bool:
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def extended(candidate: Candidate, end: int) -> Candidate:
    """Return ``candidate`` with its content going on to ``end``."""
    return replace(candidate, content=(candidate.content[0], max(end, candidate.content[1])))


def _overlap(left: Span, right: Span) -> bool:
    return left[0] < right[1] and right[0] < left[1]
