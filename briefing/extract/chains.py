"""Chains of names in one document: the same thing under its full name, a short form, an acronym or its country's code, with one type each."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from briefing.extract.gazetteer import Gazetteer, gazetteer, key
from briefing.extract.votes import TYPES, Votes, add
from briefing.lexicon import languages

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.extract.names import Name
    from briefing.model import EntityType


@cache
def _small_words() -> frozenset[str]:
    """Return the small words round and inside names in every language: a French text names English bodies too."""
    return frozenset(word for language in languages() for word in gazetteer(language).links | gazetteer(language).articles)


_SURE = 4.0  # votes that settle a type against a longer name's


@dataclass(slots=True)
class Chain:
    """Names of one thing; ``members`` are indices into the document's names."""

    members: list[int]
    votes: Votes
    tokens: tuple[str, ...]
    code: str | None = None
    type: EntityType = "person"
    name: str = ""
    others: list[int] = field(default_factory=list)  # acronyms and other forms joined later


def link(names: Sequence[Name], text: str, facts: Gazetteer) -> list[Chain]:
    """Return the chains of a document's names in order of first mention; names that nothing but a capital speaks for are left out."""
    chains = [chain for chain in _same(names, facts) if not _is_noise(chain, names)]
    for chain in chains:
        chain.type = _type(chain.votes)
    chains = _join_acronyms(chains, names, text)
    chains = _join_short(chains, names, facts)
    chains = [chain for chain in chains if not all(names[member].shouted for member in chain.members)]
    for chain in chains:
        chain.members.sort(key=lambda member: names[member].start)
        chain.type = _type(chain.votes)
        chain.name = _fullest(chain, names)
    return sorted(chains, key=lambda chain: names[chain.members[0]].start)


def tokens_of(text: str) -> tuple[str, ...]:
    """Return the words of a name without articles, folded: ("commission", "surveillance", "financiere")."""
    words = key(text).replace("l'", "l' ").replace("d'", "d' ").split()
    kept = tuple(word for word in words if word not in _small_words() and word != "'s")
    return kept or tuple(words)


def _same(names: Sequence[Name], facts: Gazetteer) -> list[Chain]:
    groups: dict[tuple[str, ...], list[int]] = defaultdict(list)
    for number, name in enumerate(names):
        groups[_identity(name, facts)].append(number)
    chains = []
    for members in groups.values():
        votes: Votes = (0.0, 0.0, 0.0, 0.0)
        for member in members:
            votes = add(votes, names[member].votes)
        first = names[members[0]]
        chains.append(Chain(members, votes, tokens_of(first.text), code=first.code))
    return chains


def _identity(name: Name, facts: Gazetteer) -> tuple[str, ...]:
    """Return what makes two names the same at first sight: a country's code, an office with its country, or the words."""
    if name.head is not None and name.code is not None:
        rest = [word for word in tokens_of(name.text.replace("'s", "").replace("’s", "")) if word not in tokens_of(name.head)]
        kept = sorted(word for word in rest if word not in facts.demonyms and facts.territory(word) is None)
        return ("office", name.head, name.code, *kept)
    if name.code is not None and name.votes[3] > 0:
        return ("people", name.code, *tokens_of(name.text)[1:])
    if name.code is not None and name.head is None:
        return ("place", name.code)
    return ("name", *tokens_of(name.text))


def _is_noise(chain: Chain, names: Sequence[Name]) -> bool:
    """Return whether a group rests on a capital alone: one weak word, or no vote at all."""
    if any(not names[member].weak for member in chain.members):
        return max(chain.votes) <= 0
    return len(chain.tokens) < 2 and len(chain.members) < 2


def _type(votes: Votes) -> EntityType:
    best = max(range(len(TYPES)), key=lambda index: (round(votes[index], 3), -index))
    return TYPES[best]


def _fullest(chain: Chain, names: Sequence[Name]) -> str:
    """Return the form with the most words, a proper name before a common one, the first of equals."""
    forms = [names[member] for member in chain.members]
    return min(forms, key=lambda name: (name.form != "name", -len(tokens_of(name.text)), -len(name.text), name.start)).text


def _merge(target: Chain, source: Chain) -> None:
    target.members.extend(source.members)
    target.votes = add(target.votes, source.votes)
    target.code = target.code or source.code


def _join_acronyms(chains: list[Chain], names: Sequence[Name], text: str) -> list[Chain]:
    """Join "Marine Safety Inquiry Bureau (MSIB)", and later MSIB, to one chain."""
    by_member = {member: chain for chain in chains for member in chain.members}
    joined: set[int] = set()
    for number in range(len(names) - 1):
        left, right = names[number], names[number + 1]
        between = text[left.end : right.start]
        if between.strip() != "(" or len(between) > 3 or text[right.end : right.end + 1] not in {")", ","}:
            continue
        full, short = by_member.get(number), by_member.get(number + 1)
        if full is None or short is None or full is short or id(full) in joined or id(short) in joined:
            continue
        if is_acronym(right.text, left.text) or is_acronym(left.text, right.text):
            _merge(full, short)
            joined.add(id(short))
    remaining = [chain for chain in chains if id(chain) not in joined]
    return _join_initials(remaining, names)


def _join_initials(chains: list[Chain], names: Sequence[Name]) -> list[Chain]:
    """Join an acronym of three letters and more to the only body whose initials it has."""
    kept = []
    for chain in chains:
        short = names[chain.members[0]].text
        if len(chain.tokens) == 1 and short.isupper() and len(short) >= 3:
            bodies = [other for other in chains if other is not chain and other.type == "organisation"]
            full = [other for other in bodies if _initials(names[other.members[0]].text) == short]
            if len(full) == 1:
                _merge(full[0], chain)
                continue
        kept.append(chain)
    return kept


def is_acronym(short: str, full: str) -> bool:
    """Return whether ``short`` is made of letters of ``full`` in order, the first letter first.

    >>> is_acronym("CSF", "Commission de surveillance financière"), is_acronym("WHO", "Commission")
    (True, False)
    """
    letters = [letter for letter in key(short) if letter.isalpha()]
    if not 2 <= len(letters) <= 8 or len(short) >= len(full) or sum(map(str.isupper, short)) < 2:
        return False
    initials = iter([word[0] for word in tokens_of(full)])
    return letters[0] == tokens_of(full)[0][0] and sum(letter in initials for letter in letters) >= len(letters) - 1


def _initials(text: str) -> str:
    return "".join(word[0] for word in text.replace("'", " ").split() if word[0].isupper())


def _join_short(chains: list[Chain], names: Sequence[Name], facts: Gazetteer) -> list[Chain]:
    """Join "Chen" to Chen Zhi and "Norvale" to Norvale Resources where only one longer name fits."""
    gone: set[int] = set()
    for chain in sorted(chains, key=lambda chain: len(chain.tokens)):
        fuller = [other for other in chains if other is not chain and id(other) not in gone and _is_short_of(chain, other, names, facts)]
        if len(fuller) > 1:
            fuller = [other for other in fuller if other.type == chain.type] if len({other.type for other in fuller}) > 1 else _one_tree(fuller)
        if len(fuller) == 1:
            _merge(fuller[0], chain)
            gone.add(id(chain))
    return [chain for chain in chains if id(chain) not in gone]


def _one_tree(fuller: list[Chain]) -> list[Chain]:
    """Return the longest of candidates that hold one another, all of them otherwise."""
    longest = max(fuller, key=lambda chain: (len(chain.tokens), chain.tokens))
    return [longest] if all(set(chain.tokens) <= set(longest.tokens) for chain in fuller) else fuller


def _is_short_of(short: Chain, full: Chain, names: Sequence[Name], facts: Gazetteer) -> bool:
    count = len(short.tokens)
    if count >= len(full.tokens) or short.code is not None or full.type == "group":
        return False
    head, tail = full.tokens[:count] == short.tokens, full.tokens[-count:] == short.tokens
    if _settled(short, names) not in {None, full.type}:
        return False
    if full.type == "person":
        return (head or tail) and _is_name_like(short, names)
    if full.type == "organisation":
        if any(names[member].head is not None for member in full.members) and full.tokens[0] in facts.public:
            return False  # "Rouen" is not the "parquet de Rouen"
        return (head or tail) and short.tokens[0] not in facts.heads and short.type != "group"
    return head and short.type == "place"


def _settled(chain: Chain, names: Sequence[Name]) -> EntityType | None:
    """Return the type that lists and neighbours give a chain, None where only the recogniser or nothing speaks."""
    votes: Votes = (0.0, 0.0, 0.0, 0.0)
    for member in chain.members:
        votes = add(votes, names[member].cues)
    return _type(votes) if max(votes) >= 1.5 else None


def _is_name_like(chain: Chain, names: Sequence[Name]) -> bool:
    return not any(names[member].text.isupper() and len(names[member].text) <= 4 for member in chain.members)


def positions(chains: Iterable[Chain]) -> dict[int, int]:
    """Return the chain number of every name that belongs to one."""
    return {member: number for number, chain in enumerate(chains) for member in chain.members}
