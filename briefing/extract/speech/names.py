"""Who a source is: the name of its chain, whether it is unnamed, and through whom it reaches the reader."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import CueBook
    from briefing.model import Mention

_WORD_EDGES = " ,.;:()\"'’“”«»"


@dataclass(frozen=True, slots=True)
class Named:
    """A resolved speaker."""

    name: str
    chain: int | None
    unnamed: bool


def resolve(text: str, source: Span, mentions: Sequence[Mention], book: CueBook) -> Named:
    """Return who a source's noun phrase names.

    The mention that is the phrase's head or its apposition counts: in "the director of the agency, Ann Lee" the person, in "a report by the
    agency" nobody, so that the phrase itself is the name.
    """
    inside = [m for m in mentions if source[0] <= m.start and m.end <= source[1] and m.chain >= 0]
    phrase = " ".join(text[source[0] : source[1]].split())
    mention = _head_mention(text, source, inside)
    if mention is not None:
        named = any(m.form in {"name", "short"} for m in mentions if m.chain == mention.chain)
        return Named(mention.name, mention.chain, unnamed=not named and _is_unnamed(phrase, book))
    return Named(phrase, None, unnamed=_is_unnamed(phrase, book))


def _head_mention(text: str, source: Span, inside: Sequence[Mention]) -> Mention | None:
    people = [m for m in inside if m.type == "person" and m.form != "pronoun" and not _is_possessor(text, m, source)]
    if people:
        return people[0]
    leading = [m for m in inside if _leads(text, source, m)]
    if leading:
        return max(leading, key=lambda m: (m.end - m.start, -m.start))
    return None


def _leads(text: str, source: Span, mention: Mention) -> bool:
    """Return whether a mention is the phrase's head: at its start, a determiner aside."""
    before = fold(text[source[0] : mention.start]).split()
    rest = text[mention.end : source[1]].lstrip()
    short = len(before) <= 1 or mention.end - mention.start >= 0.6 * (source[1] - source[0])
    return short and not rest.startswith(("'s ", "’s "))


def _is_possessor(text: str, mention: Mention, source: Span) -> bool:
    after = text[mention.end : source[1]]
    before = fold(text[source[0] : mention.start]).split()
    return after.startswith(("'s ", "’s ")) or bool(before and before[-1] in {"of", "de", "d'", "du", "des", "for", "to", "del"} and "," not in text[source[0] : mention.start])


def _is_unnamed(phrase: str, book: CueBook) -> bool:
    words = [word.strip(_WORD_EDGES) for word in fold(phrase).split()]
    capitals = any(word[:1].isupper() for word in phrase.split()[1:])
    return not capitals and any(book.has("unnamed", word) for word in words)
