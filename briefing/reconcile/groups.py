"""Groups of chains that are taken to be one entity, joined with a reason and kept apart by vetoes."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.reconcile.bodies import BodyName, read_name
from briefing.reconcile.chains import Chain, bare
from briefing.reconcile.names import PersonName, read_person

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.model import EntityType


@dataclass(slots=True)
class Group:
    """Chains of one entity; grows as groups are joined."""

    chains: list[Chain]
    merges: list[str] = field(default_factory=list)
    _cache: dict[str, object] = field(default_factory=dict)

    @property
    def type(self) -> EntityType:
        """Type most mentions have."""
        if "type" not in self._cache:
            votes: Counter[EntityType] = Counter()
            for chain in self.chains:
                votes[chain.type] += chain.mentions
            self._cache["type"] = min(votes, key=lambda kind: (-votes[kind], kind))
        return self._cache["type"]  # type: ignore[return-value]

    @property
    def names(self) -> tuple[tuple[str, str], ...]:
        """Full names with their language, most frequent first."""
        if "names" not in self._cache:
            counts: Counter[tuple[str, str]] = Counter()
            for chain in self.chains:
                counts[chain.full, chain.language] += max(1, dict(chain.forms).get(chain.full, 0))
            self._cache["names"] = tuple(sorted(counts, key=lambda name: (-counts[name], name)))
        return self._cache["names"]  # type: ignore[return-value]

    @property
    def label(self) -> str:
        """The name merges are explained with."""
        return self.names[0][0]

    @property
    def persons(self) -> tuple[PersonName, ...]:
        """The full names read as a person's."""
        if "persons" not in self._cache:
            self._cache["persons"] = tuple(sorted({read_person(name) for name, _ in self.names}, key=lambda name: name.parts))
        return self._cache["persons"]  # type: ignore[return-value]

    @property
    def bodies(self) -> tuple[BodyName, ...]:
        """The full names read as an organisation's or place's."""
        if "bodies" not in self._cache:
            self._cache["bodies"] = tuple(read_name(name, language) for name, language in self.names)
        return self._cache["bodies"]  # type: ignore[return-value]

    @property
    def place(self) -> frozenset[str]:
        """Whose body it is: codes in the names, else those told beside them."""
        if "place" not in self._cache:
            own: frozenset[str] = frozenset().union(*(body.territories for body in self.bodies))
            self._cache["place"] = own or frozenset().union(*(chain.place for chain in self.chains))
        return self._cache["place"]  # type: ignore[return-value]

    @property
    def documents(self) -> frozenset[str]:
        """Documents that hold a chain of it."""
        return frozenset(chain.document for chain in self.chains)

    @property
    def sort_key(self) -> tuple[str, str, str]:
        """What groups are ordered by: names alone, never the order of documents."""
        if "sort_key" not in self._cache:
            first = min(f"{chain.document}:{chain.number:06}" for chain in self.chains)
            self._cache["sort_key"] = min(bare(name) for name, _ in self.names), self.type, first
        return self._cache["sort_key"]  # type: ignore[return-value]

    def absorb(self, other: Group, reason: str) -> None:
        """Take over the chains of ``other``; ``reason`` explains it, "" where both have one name."""
        if reason:
            self.merges.append(f"{other.label} ~ {self.label}: {reason}")
        self.chains.extend(other.chains)
        self.merges.extend(other.merges)
        self._cache.clear()


class Partition:
    """Groups under construction: union with vetoes of the analyst and of the names."""

    def __init__(self, groups: Sequence[Group], *, apart: Iterable[frozenset[str]] = ()) -> None:
        """Start from ``groups``; no two of the bare names in one set of ``apart`` may share a group."""
        self._groups = list(groups)
        self._at = list(range(len(groups)))
        self._apart = [names for names in apart if len(names) > 1]

    def find(self, number: int) -> int:
        """Return the number of the group that now holds group ``number``."""
        while self._at[number] != number:
            number = self._at[number]
        return number

    def group(self, number: int) -> Group:
        """Return the group that now holds group ``number``."""
        return self._groups[self.find(number)]

    def live(self) -> list[int]:
        """Return the numbers of the groups that stand, ordered by name."""
        return sorted((n for n in range(len(self._groups)) if self._at[n] == n), key=lambda n: self._groups[n].sort_key)

    def join(self, left: int, right: int, reason: str, *, forced: bool = False) -> bool:
        """Join two groups unless they are one already or something keeps them apart; return whether they were joined."""
        one, two = self.find(left), self.find(right)
        if one == two or (not forced and self._kept_apart(self._groups[one], self._groups[two])):
            return False
        if (len(self._groups[two].chains), self._groups[one].sort_key) > (len(self._groups[one].chains), self._groups[two].sort_key):
            one, two = two, one
        self._groups[one].absorb(self._groups[two], reason)
        self._at[two] = one
        return True

    def _kept_apart(self, left: Group, right: Group) -> bool:
        if _of_two_countries(left, right):
            return True
        if not self._apart:
            return False
        mine, yours = bare_forms(left), bare_forms(right)
        return any((names & mine) and (names & yours) and (names & (mine | yours)) != (names & mine & yours) for names in self._apart)


def exact_groups(chains: Sequence[Chain]) -> list[Group]:
    """Return groups of chains that have the same full name; single names of persons stay with their type.

    Names of two words and more are one entity whatever types the documents gave them; the votes decide the type. Offices that many countries have
    ("Ministry of Health") are one only where no other country is told beside them.
    """
    found: dict[tuple[str, str], list[Chain]] = defaultdict(list)
    for chain in chains:
        name = bare(chain.full)
        kind = chain.type if chain.type == "person" and " " not in name else ""
        owner = min(chain.place, default="") if chain.type != "person" and is_common(read_name(chain.full, chain.language)) else ""
        found[name, kind + owner].append(chain)
    return sorted((Group(parts) for parts in found.values()), key=lambda group: group.sort_key)


def _of_two_countries(left: Group, right: Group) -> bool:
    """Return whether an office that many countries have is told with other countries in the two groups."""
    if "person" in {left.type, right.type} or not (left.place and right.place) or left.place & right.place:
        return False
    return all(all(is_common(body) for body in group.bodies) for group in (left, right))


def compatible(left: Group, right: Group) -> bool:
    """Return whether the types of two groups allow one entity beside their names: no person, and no people with a body."""
    return "person" not in {left.type, right.type} and ("group" not in {left.type, right.type} or left.type == right.type)


def is_common(name: BodyName) -> bool:
    """Return whether the name holds no word of its own: many countries can have one."""
    return not name.own and bool(name.heads)


def bare_forms(group: Group) -> set[str]:
    """Return every form of a group, and every full name without its legal form."""
    forms = {bare(form) for chain in group.chains for form in (chain.full, *(surface for surface, _ in chain.forms))}
    return forms | {" ".join(item.text for item in body.items) for body in group.bodies}


def share_body(left: Group, right: Group) -> bool:
    """Return whether roles of the two persons share a word: a body, an office."""
    mine, yours = ({word for chain in group.chains for word in chain.titles} for group in (left, right))
    return bool(mine & yours)
