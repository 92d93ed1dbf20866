"""Which attribution a span of a sentence stands under."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.model import Attribution

__all__ = ["covering"]


def covering(attributions: Sequence[Attribution], start: int, end: int) -> Attribution | None:
    """Return the attribution that covers most of the span ``start:end``, or that the span holds most of; of two that cover as much, the inner one.

    A span may hold who says it, too ("Amnesty said that ..."): source and cue count as covered where the span reaches into what is said. An
    attribution that names its source goes before one that does not ("is estimated"), somebody before a thing that somebody cites ("Amnesty said that
    posts showed").
    """
    fitting = [a for a in attributions if 2 * _shared(a, start, end) > min(end - start, a.content_end - a.content_start)]

    def rank(a: Attribution) -> tuple[bool, bool, float, int, int]:
        covered = round(_shared(a, start, end) / max(1, end - start), 1)
        return a.source_start is None, a.chain is None and not a.unnamed, -covered, a.content_end - a.content_start, a.content_start

    return min(fitting, key=rank, default=None)


def _shared(attribution: Attribution, start: int, end: int) -> int:
    """Return the code points of the span that an attribution's content, source and cue stand in, 0 where its content does not."""
    content = (attribution.content_start, attribution.content_end)
    said = _overlap(content, start, end)
    if said <= 0:
        return 0
    spans = [content, (attribution.source_start, attribution.source_end), (attribution.cue_start, attribution.cue_end)]
    total, place = 0, start
    for first, last in sorted((a, b) for a, b in spans if a is not None and b is not None):
        total += max(0, _overlap((first, last), place, end))
        place = max(place, last)
    return total


def _overlap(span: tuple[int, int], start: int, end: int) -> int:
    return min(span[1], end) - max(span[0], start)
