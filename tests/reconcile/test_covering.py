"""Which attribution a span of a sentence stands under."""

from __future__ import annotations

from briefing.model import Attribution
from briefing.reconcile.covering import covering

TEXT = "Amnesty said that posts showed a raid near the market, while the police speak of an accident."


def said(source: str | None, cue: str, content: str, *, chain: int | None = None, unnamed: bool = False) -> Attribution:
    """Return an attribution of the text."""
    places = [None if part is None else TEXT.index(part) for part in (source, cue, content)]
    start, at, first = places
    assert at is not None
    assert first is not None
    return Attribution(
        content_start=first, content_end=first + len(content), source_start=start, source_end=None if start is None else start + len(source or ""),
        cue_start=at, cue_end=at + len(cue), name=source, modality="asserted", chain=chain, unnamed=unnamed,
    )  # fmt: skip


AMNESTY = said("Amnesty", "said", "posts showed a raid near the market", chain=0)
POSTS = said("posts", "showed", "a raid near the market")
POLICE = said("the police", "speak of", "an accident", chain=1)


def at(words: str) -> tuple[int, int]:
    """Return where words stand in the text."""
    return TEXT.index(words), TEXT.index(words) + len(words)


def test_who_says_it_counts_as_covered() -> None:
    """A part that holds source and cue before a few words of what is said stands under that attribution."""
    assert POLICE is covering([AMNESTY, POSTS, POLICE], *at("while the police speak of an accident"))


def test_somebody_goes_before_a_thing_that_somebody_cites() -> None:
    """The posts are what Amnesty rests on, Amnesty says so."""
    assert AMNESTY is covering([AMNESTY, POSTS, POLICE], *at("a raid near the market"))


def test_beside_what_is_said_nobody_is_cited() -> None:
    """A source's name alone is not what it says."""
    assert covering([AMNESTY], *at("Amnesty")) is None
    assert covering([AMNESTY], *at("the police speak of an accident")) is None


def test_a_source_goes_before_hearsay() -> None:
    """What names its source goes before what does not."""
    hearsay = said(None, "showed", "a raid near the market")
    assert POSTS is covering([hearsay, POSTS], *at("a raid near the market"))
