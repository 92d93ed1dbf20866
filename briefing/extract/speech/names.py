"""Who a source is: the name of its chain, whether it is unnamed, and through whom it reaches the reader."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.speech.candidate import Span
    from briefing.extract.speech.cues import CueBook
    from briefing.model import Mention

_LONGEST_TITLE = 5  # words before a name
_BARE = 2  # words of "the letter"
_MEMORY = 600  # characters after which a pronoun no longer goes back to the last speaker
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
    mention = None if _is_joined(text, inside, book) else _head_mention(text, source, inside, book)
    if mention is not None:
        named = any(m.form in {"name", "short"} for m in mentions if m.chain == mention.chain)
        return Named(mention.name, mention.chain, unnamed=not named and _is_unnamed(phrase, book))
    return Named(phrase, None, unnamed=_is_unnamed(phrase, book))


def name_speakers(
    text: str, sources: Sequence[Span | None], contents: Sequence[Span], mentions: Sequence[Mention], book: CueBook,
) -> list[Named | None]:
    """Return who each source is, in the order given (that of the text).

    A pronoun that the mentions leave open is the speaker before it: who speaks again is called "he" or "elle". An "it" behind what it says is the
    body that this begins with: "[The institute found solvent in 31 samples], it said".
    """
    found: list[Named | None] = []
    last: tuple[int, Named] | None = None
    described: dict[str, Named] = {}
    for source, content in zip(sources, contents, strict=True):
        if source is None:
            found.append(None)
            continue
        named = resolve(text, source, mentions, book)
        named = _again(text, source, named, described, book)
        if named.chain is None and book.has("again", fold(text[source[0] : source[1]])):
            pronoun = fold(text[source[0] : source[1]])
            subject = _subject(text, content, mentions, book) if book.has("again-thing", pronoun) and content[1] <= source[0] else None
            if subject is not None:
                named = subject
            elif last is not None and source[0] - last[0] <= _MEMORY and _agrees(pronoun, last[1], mentions, book):
                named = last[1]
        elif not book.has("silent-pronouns", fold(named.name)):
            last = source[1], named
        found.append(named)
    return found


def _subject(text: str, content: Span, mentions: Sequence[Mention], book: CueBook) -> Named | None:
    """Return the named body that a content begins with, None when it begins with something else."""
    inside = [m for m in mentions if content[0] <= m.start and m.end <= content[1] and m.chain >= 0 and m.form in {"name", "short"}]
    first = min(inside, key=lambda m: (m.start, -m.end), default=None)
    before = [] if first is None else fold(text[content[0] : first.start]).split()
    if first is None or first.type != "organisation" or not all(book.has("definite", word) for word in before):
        return None
    return Named(first.name, first.chain, unnamed=False)


def _again(text: str, source: Span, named: Named, described: dict[str, Named], book: CueBook) -> Named:
    """Return who a bare definite noun takes up, and remember who was described: "the letter" is "a letter seen by Norden"."""
    words = fold(text[source[0] : source[1]]).replace("'", "' ").split()
    if len(words) == _BARE and book.has("definite", words[0]):
        return described.get(words[1], named) if named.chain is None else named
    if len(words) > _BARE and not any(book.has(name, words[0]) for name in ("definite", "owners")):
        described.update((word, named) for word in words[1:3] if not book.has("prepositions", word))
    return named


def _agrees(pronoun: str, speaker: Named, mentions: Sequence[Mention], book: CueBook) -> bool:
    """Return whether a pronoun can stand for a speaker, as far as the speaker's type is known."""
    kind = next((m.type for m in mentions if m.chain == speaker.chain), None) if speaker.chain is not None else None
    if book.has("again-person", pronoun):
        return kind in {"person", None} and not (kind is None and speaker.unnamed)
    if book.has("again-thing", pronoun):
        return kind != "person"
    return kind != "person" if book.has("again-many", pronoun) else True


def _is_joined(text: str, inside: Sequence[Mention], book: CueBook) -> bool:
    """Return whether a source is several names: "the Guardian and AP"."""
    named = [m for m in inside if m.form in {"name", "short"}]
    between = (fold(text[left.end : right.start]).split()[:1] for left, right in pairwise(named))
    return any(book.has("joints", word) for words in between for word in words)


def _head_mention(text: str, source: Span, inside: Sequence[Mention], book: CueBook) -> Mention | None:
    people = [m for m in inside if m.type == "person" and m.form != "pronoun" and not _is_possessor(text, m, source, book)]
    if people:
        return people[0]
    leading = [m for m in inside if _leads(text, source, m, book)]
    if leading:
        return max(leading, key=lambda m: (m.end - m.start, -m.start))
    return None


def _leads(text: str, source: Span, mention: Mention, book: CueBook) -> bool:
    """Return whether a mention is the phrase's head: "the newspaper Jadranski List", not "Dam operator" or "a report by the agency"."""
    before = fold(text[source[0] : mention.start]).replace("'", "' ").split()
    rest = text[mention.end : source[1]].lstrip()
    if any(book.has("prepositions", word) for word in before) or "," in before or len(before) > _LONGEST_TITLE:
        return False
    follows = rest.split()[0].strip(",") if rest.split() else ""
    return not rest or rest[0] in ",(;" or book.has("prepositions", fold(follows))


def _is_possessor(text: str, mention: Mention, source: Span, book: CueBook) -> bool:
    after = text[mention.end : source[1]]
    before = fold(text[source[0] : mention.start]).split()
    governed = bool(before) and book.has("prepositions", before[-1]) and "," not in text[source[0] : mention.start]
    return after.startswith(("'s ", "’s ")) or governed


def _is_unnamed(phrase: str, book: CueBook) -> bool:
    words = [word.strip(_WORD_EDGES) for word in fold(phrase).split()]
    capitals = any(word[:1].isupper() for word in phrase.split()[1:])
    return not capitals and any(book.has("unnamed", word) for word in words)
