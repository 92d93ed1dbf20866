"""A directory of the corpus: entities by their names, by the place they stand at in a document, and bodies by a phrase that means them."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.folding import fold
from briefing.reconcile.bodies import BodyName, initials, is_generic_head, read_name, same_body, same_but_place
from briefing.reconcile.chains import bare

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.model import Document, Entity, Extraction, Mention


@dataclass(frozen=True, slots=True)
class Directory:
    """Look-ups over the entities of a corpus."""

    entities: Mapping[str, Entity]
    chains: Mapping[tuple[str, int], str]
    texts: Mapping[str, Document]
    extractions: Mapping[str, Extraction]
    by_name: Mapping[str, str]  # bare name -> entity, where one entity alone has it
    bodies: Mapping[str, tuple[tuple[BodyName, str], ...]]  # idea -> names of organisations that hold it

    def entity_at(self, document: str, mention: Mention) -> Entity | None:
        """Return the entity a mention stands for."""
        identity = self.chains.get((document, mention.chain))
        return self.entities[identity] if identity else None

    def mentions_in(self, document: str, start: int, end: int) -> list[tuple[Mention, Entity]]:
        """Return the mentions inside a span with their entities, outermost only, in order."""
        found: list[tuple[Mention, Entity]] = []
        extraction = self.extractions.get(document)
        for mention in sorted(extraction.mentions if extraction else (), key=lambda m: (m.start, -m.end)):
            if start <= mention.start and mention.end <= end and not (found and mention.end <= found[-1][0].end):
                entity = self.entity_at(document, mention)
                if entity is not None:
                    found.append((mention, entity))
        return found

    def body_meant(self, name: BodyName) -> str | None:
        """Return the entity of an office told by a phrase: "ministère de la Justice"; without a country when only one such is known."""
        exact, loose = set(), set()
        for other, identity in {pair for item in name.items for idea in item.ids for pair in self.bodies.get(idea, ())}:
            if same_body(name, other):
                exact.add(identity)
            elif not (name.territories and other.territories) and same_but_place(name, other):
                loose.add(identity)
        found = exact or loose
        return min(found) if len(found) == 1 else None

    def body_before(self, document: str, position: int, name: BodyName) -> str | None:
        """Return the organisation named last before ``position`` that a common noun can take up: "the company", "le ministère"."""
        nearest: dict[str, int] = {}
        for mention in self.extractions[document].mentions:
            entity = self.entity_at(document, mention)
            if mention.end <= position and entity is not None and entity.type == "organisation" and mention.form != "pronoun":
                nearest[entity.id] = max(nearest.get(entity.id, -1), mention.start)
        fits = {identity: start for identity, start in nearest.items() if self._takes_up(name, self.entities[identity])}
        sure = {identity for identity in fits if name.heads & _heads_of(self.entities[identity])}
        return max(sure or fits, key=lambda identity: (fits[identity], identity), default=None)

    def _takes_up(self, name: BodyName, entity: Entity) -> bool:
        heads = _heads_of(entity)
        return bool(name.heads & heads) or (is_generic_head(name) and all(is_generic_head(read_name(a.text, a.language)) for a in entity.aliases))


def make_directory(
    documents: Sequence[Document], extractions: Sequence[Extraction], entities: Sequence[Entity], chains: Mapping[tuple[str, int], str],
) -> Directory:
    """Return the look-ups; names that two entities share are left out."""
    names: dict[str, set[str]] = defaultdict(set)
    called: dict[str, set[str]] = defaultdict(set)  # the name an entity goes by comes before what another is also called
    bodies: dict[str, set[tuple[BodyName, str]]] = defaultdict(set)
    for entity in entities:
        called[bare(entity.name)].add(entity.id)
        for alias in entity.aliases:
            names[bare(alias.text)].add(entity.id)
            if entity.type == "organisation":
                name = read_name(alias.text, alias.language)
                for letters in initials(name) if len(name.items) > 1 else ():
                    names[letters].add(entity.id)
                for head in name.heads:
                    bodies[head].add((name, entity.id))
    return Directory(
        entities={entity.id: entity for entity in entities}, chains=chains, texts={document.id: document for document in documents},
        extractions={extraction.document: extraction for extraction in extractions},
        by_name={name: min(ids) for name, ids in ((name, ids & called.get(name, ids)) for name, ids in names.items()) if len(ids) == 1},
        bodies={head: tuple(sorted(pairs, key=lambda pair: (pair[0].text, pair[0].language, pair[1]))) for head, pairs in bodies.items()},
    )


@cache
def words_for(language: str, name: str) -> frozenset[str]:
    """Return a list of lexicon/<language>/offices.yaml, folded."""
    return frozenset(fold(str(word)) for word in lexicon.load(language, "offices").get(name, ()))


def _heads_of(entity: Entity) -> frozenset[str]:
    return frozenset().union(*(read_name(alias.text, alias.language).heads for alias in entity.aliases))
