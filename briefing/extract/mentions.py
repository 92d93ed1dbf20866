"""Mentions of a document: who and what it names, each with its type, its chain, the roles it has and its legal status."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.chains import Chain, link, positions
from briefing.extract.defined import find_defined
from briefing.extract.gazetteer import gazetteer, key
from briefing.extract.institutions import find_institutions
from briefing.extract.legal import find_statuses
from briefing.extract.names import Name, find_runs, is_shouting
from briefing.extract.reference import Reference, find_references
from briefing.extract.roles import find_roles
from briefing.extract.words import words_of
from briefing.folding import fold
from briefing.model import LegalStatus, Mention, Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.gazetteer import Gazetteer
    from briefing.extract.parse import Parse
    from briefing.extract.words import Word
    from briefing.model import Document


@dataclass(frozen=True, slots=True, kw_only=True)
class MentionSet:
    """Everything read about who is named in a document."""

    mentions: tuple[Mention, ...]
    roles: tuple[Role, ...] = ()
    statuses: tuple[LegalStatus, ...] = ()


def find_mentions(document: Document, parse: Parse) -> MentionSet:
    """Return the mentions of a document in order, boilerplate left out."""
    facts = gazetteer(document.language)
    words = [() if sentence.boilerplate else words_of(document.text, sentence, document.language) for sentence in parse.sentences]
    names = _names(words, facts, document.language)
    chains = link(names, document.text, facts)
    references = find_references(parse, names, chains, facts)
    mentions = _mentions(names, chains, references)
    people = frozenset(number for number, chain in enumerate(chains) if chain.type == "person")
    roles = find_roles(words, names, positions(chains), people, facts)
    return MentionSet(mentions=mentions, roles=roles, statuses=find_statuses(parse, mentions))


def _names(words: Sequence[Sequence[Word]], facts: Gazetteer, language: str) -> list[Name]:
    found: list[Name] = []
    for number, sentence in enumerate(words):
        if not sentence:
            continue
        runs = find_runs(sentence, facts, sentence=number, shouting=is_shouting(sentence))
        bodies = _with_defined(find_institutions(sentence, facts, language=language, sentence=number), tuple(find_defined(sentence, sentence=number)))
        found.extend(_combine(runs, bodies, sentence, facts))
    found.extend(_parts_of_names(words, found, facts))
    small = {word.folded for sentence in words for word in sentence if not word.is_capital}
    return sorted((name for name in found if not _is_common(name, small)), key=lambda name: (name.start, -name.end))


def _with_defined(bodies: Sequence[Name], defined: Sequence[Name]) -> list[Name]:
    """Return bodies with the names that brackets shorten, which take the place of what lies inside them; a longer body stays."""
    new = [name for name in defined if not any(body.start <= name.start and name.end <= body.end for body in bodies)]
    return [*(body for body in bodies if not any(body.start < name.end and name.start < body.end for name in new)), *new]


def _parts_of_names(words: Sequence[Sequence[Word]], found: Sequence[Name], facts: Gazetteer) -> list[Name]:
    """Return capitalised words outside every name that are part of a longer name of the document: "Daems" where Ruben Daems was named."""
    parts: set[str] = set()
    for name in found:
        tokens = key(name.text).split()
        if name.head is None and name.code is None and not name.shouted and len(tokens) > 1:
            parts.update({tokens[0], tokens[-1]} - facts.demonyms.keys() - facts.territories.keys())
    taken = {position for name in found for position in range(name.start, name.end)}
    extra = []
    for number, sentence in enumerate(words):
        for word in sentence:
            fits = word.is_capital and word.start not in taken and len(word.text) > 2 and key(word.text) in parts
            if fits and word.folded not in facts.heads | facts.starters | facts.people | facts.titles | facts.place_after | facts.never:
                extra.append(Name(number, word.start, word.end, word.text, (0.1, 0, 0, 0)))
    return extra


def _is_common(name: Name, small: set[str]) -> bool:
    """Return whether a word that opens a sentence is written small elsewhere and nothing but the recogniser takes it for a name."""
    return name.opens and fold(name.text) in small and max(name.cues) < 3


def _combine(runs: Sequence[Name], bodies: Sequence[Name], words: Sequence[Word], facts: Gazetteer) -> list[Name]:
    """Join the two readings of a sentence: a body takes the place of runs inside it; under a common noun a country stays a place of its own."""
    kept = list(bodies)
    for run in runs:
        body = next((body for body in kept if run.start < body.end and body.start < run.end), None)
        if body is None or (run.votes[2] > 0 and (body.form == "nominal" or (_is_seat(run, body) and key(run.text) not in facts.portfolios))):
            kept.append(run)
        elif run.start < body.start or run.end > body.end:
            kept[kept.index(body)] = _union(run, body)
    return _possessives(sorted(kept, key=lambda name: (name.start, -name.end)), words)


def _is_seat(run: Name, body: Name) -> bool:
    """Return whether a run at a body's end is the town it sits in: "parquet de Lille", not "ambassade de Chine"."""
    return run.end == body.end and run.start > body.start and run.code is None and body.code is None and max(run.votes) == run.votes[2]


def _union(run: Name, body: Name) -> Name:
    """Return the body grown to the run it overlaps ("Kasombwe General Hospital" round "General Hospital")."""
    start, end = min(run.start, body.start), max(run.end, body.end)
    text = run.text if (run.start, run.end) == (start, end) else body.text
    if text is body.text and (body.start, body.end) != (start, end):
        return body
    return Name(body.sentence, start, end, text, body.votes, form=body.form, code=body.code, head=body.head)


def _possessives(names: list[Name], words: Sequence[Word]) -> list[Name]:
    """Join "Harvard University's Asia Center": a body, its owner before it."""
    joined: list[Name] = []
    for name in names:
        owner = joined[-1] if joined else None
        mark = next((word for word in words if word.start >= owner.end), None) if owner else None
        owns = owner is not None and mark is not None and mark.folded == "'s" and name.start == mark.end + 1
        if owner and mark and owns and name.votes[1] >= 5 and max(owner.votes) in (owner.votes[1], owner.votes[2]):
            text = f"{owner.text}{mark.text} {name.text}"
            joined[-1] = Name(name.sentence, owner.start, name.end, text, name.votes, code=owner.code, head=name.head)
        else:
            joined.append(name)
    return joined


def _mentions(names: Sequence[Name], chains: Sequence[Chain], references: Sequence[Reference]) -> tuple[Mention, ...]:
    """Return the names that belong to a chain and the references to one, in order."""
    numbers = positions(chains)
    found = []
    for index, name in enumerate(names):
        number = numbers.get(index)
        if number is None:
            continue
        chain = chains[number]
        short = name.form == "name" and name.text != chain.name and len(name.text) < len(chain.name)
        found.append(
            Mention(
                start=name.start, end=name.end, type=chain.type, name=chain.name, chain=number,
                form="nominal" if name.form == "nominal" else "short" if short else "name",
            )
        )
    for reference in references:
        chain = chains[reference.chain]
        found.append(Mention(start=reference.start, end=reference.end, type=chain.type, name=chain.name, chain=reference.chain, form=reference.form))
    return tuple(sorted(found, key=lambda mention: (mention.start, -mention.end, mention.chain)))
