"""For whom a person speaks: a spokesman, an office-holder or a lawyer speaks for a body (or a client), a researcher for nobody but themselves."""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.folding import fold
from briefing.reconcile.bodies import BodyName, Item, idea_item, read_name
from briefing.reconcile.directory import Directory, words_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.model import Entity

_WORD = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
_BEFORE = 24  # characters before a role that may hold its possessive


def affiliations(directory: Directory) -> Mapping[str, BodyName | str]:
    """Return for each person entity who speaks for somebody: the entity's id, or the office as a name where no document names it as an entity."""
    votes: dict[str, Counter[tuple[bool, str]]] = {}
    offices: dict[str, BodyName] = {}
    for document, person, start, end in _told_roles(directory):
        found = speaks_for(directory, document, start, end, person=directory.entities[person])
        if isinstance(found, BodyName):
            offices.setdefault(_office_key(found), found)
        if found is not None:
            key = (True, found) if isinstance(found, str) else (False, _office_key(found))
            votes.setdefault(person, Counter())[key] += 1
    chosen: dict[str, BodyName | str] = {}
    for person, counted in sorted(votes.items()):
        is_entity, value = min(counted, key=lambda key: (-counted[key], not key[0], -len(key[1]), key[1]))
        chosen[person] = value if is_entity else offices[value]
    return chosen


def _told_roles(directory: Directory) -> Iterable[tuple[str, str, int, int]]:
    """Yield the roles of persons as (document, person, start, end): those read, and the phrases they are cited with."""
    for document in sorted(directory.extractions):
        extraction = directory.extractions[document]
        spans = [(role.chain, role.start, role.end) for role in extraction.roles]
        told = [(a.chain, a.source_start, a.source_end) for a in extraction.attributions]
        spans += [(chain, start, end) for chain, start, end in told if chain is not None and start is not None and end is not None]
        for chain, start, end in dict.fromkeys(spans):
            person = directory.chains.get((document, chain))
            if person is not None and directory.entities[person].type == "person" and document in directory.texts:
                yield document, person, start, end


def speaks_for(directory: Directory, document: str, start: int, end: int, *, person: Entity | None = None) -> BodyName | str | None:
    """Return the body, or the client, that a phrase says somebody speaks for: an entity's id, an office as a name, None for nobody.

    "Amnesty's regional research director" speaks for Amnesty, "ministre des Transports" for the ministry, "its spokeswoman" for what is named before.
    """
    text, language = directory.texts[document].text, directory.extractions[document].language
    quote = text[start:end]
    folded = fold(quote)
    words = _WORD.findall(folded)
    if _own(language).search(folded):
        return None
    name = read_name(quote, language)
    office = _office(words, name, language)
    if office is not None:
        return directory.body_meant(office) or office
    if not words_for(language, "speakers").intersection(words):
        return None
    return _spoken_for(directory, document, start, end, name) or (
        _named_before(directory, document, start, person) if _is_possessive(text[max(0, start - _BEFORE) : start], words, language) else None
    )


def _spoken_for(directory: Directory, document: str, start: int, end: int, name: BodyName) -> str | None:
    """Return the organisation told inside the phrase, by its name or by a common noun."""
    told = [entity for _, entity in directory.mentions_in(document, start, end) if entity.type == "organisation"]
    if told:
        return told[0].id
    if name.heads:
        return directory.body_meant(name) or directory.body_before(document, start, _heads_only(name))
    return None


def _is_possessive(before: str, words: Sequence[str], language: str) -> bool:
    """Return whether the phrase begins with a possessive or one stands right before it."""
    return bool({*map(fold, _WORD.findall(before)[-1:]), *words[:1]} & words_for(language, "possessives"))


@cache
def _own(language: str) -> re.Pattern[str]:
    words = "|".join(re.escape(word) for word in sorted(words_for(language, "own"), key=lambda word: (-len(word), word)))
    return re.compile(rf"\b(?:{words})\b" if words else r"(?!)")


def _office(words: Iterable[str], name: BodyName, language: str) -> BodyName | None:
    """Return the office a holder's title names: "ministre des Transports", "prosecutor"; None for a bare "minister"."""
    ideas = lexicon.load(language, "offices").get("offices", {})
    held = next((str(ideas[word]) for word in words if word in ideas), None)
    if held is None:
        return None
    speakers = words_for(language, "speakers")
    rest = [item for item in name.items if item.kind != "own" and held not in item.ids and item.text not in speakers and item.text not in ideas]
    if held == "prosecutor":
        rest = [item for item in rest if item.is_place]
    if held == "ministry" and not any(item.kind == "idea" for item in rest):
        return None
    if held == "embassy" and not rest:
        return None
    return BodyName(name.text, language, (idea_item(held), *rest))


def _named_before(directory: Directory, document: str, position: int, person: Entity | None) -> str | None:
    """Return the person or organisation named last before ``position``."""
    last: tuple[int, str] | None = None
    for mention in directory.extractions[document].mentions:
        entity = directory.entity_at(document, mention)
        if entity is not None and mention.end <= position and entity != person and entity.type in {"person", "organisation"}:
            last = max(last or (-1, ""), (mention.start, entity.id))
    return last[1] if last else None


def _heads_only(name: BodyName) -> BodyName:
    return BodyName(name.text, name.language, tuple(item for item in name.items if item.kind == "idea" and item.ids & name.heads))


def _office_key(name: BodyName) -> str:
    return " ".join(sorted(_item_key(item) for item in name.items))


def _item_key(item: Item) -> str:
    return "/".join(sorted(item.ids))
