"""Entities: the same person, organisation, place or group over documents, languages and misspellings."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from briefing.config import Decision
from briefing.folding import fold
from briefing.model import Alias, Document, Entity, Extraction


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityIndex:
    """The entities of a corpus and which chain of which document is which."""

    entities: tuple[Entity, ...]
    chains: Mapping[tuple[str, int], str] = field(default_factory=dict)  # (document id, chain) -> entity id

    def of(self, document_id: str, chain: int | None) -> str | None:
        """Return the entity that ``chain`` of the document names, None when it names none."""
        return None if chain is None else self.chains.get((document_id, chain))


def resolve_entities(
    documents: Sequence[Document], extractions: Sequence[Extraction], *, language: str = "en", decisions: Sequence[Decision] = (),
) -> EntityIndex:
    """Return the entities of the corpus; the order of documents never matters."""
    texts = {document.id: document for document in documents}
    chains: dict[tuple[str, str], list[tuple[str, int]]] = defaultdict(list)
    aliases: dict[tuple[str, str], Counter[tuple[str, str]]] = defaultdict(Counter)
    for extraction in sorted(extractions, key=lambda e: e.document):
        names = {mention.chain: (fold(mention.name), mention.type) for mention in extraction.mentions if mention.form == "name"}
        for chain, key in sorted(names.items()):
            chains[key].append((extraction.document, chain))
        for mention in extraction.mentions:
            if mention.form == "name" and mention.chain in names:
                aliases[names[mention.chain]][texts[extraction.document].text[mention.start:mention.end], extraction.language] += 1
    entities, index = [], {}
    for key in sorted(chains):
        identity = "e" + hashlib.sha256("|".join(key).encode()).hexdigest()[:8]
        ranked = sorted(aliases[key].items(), key=lambda item: (-item[1], item[0]))
        index.update(dict.fromkeys(chains[key], identity))
        entities.append(Entity(
            id=identity, name=ranked[0][0][0], type=key[1],  # type: ignore[arg-type]
            aliases=tuple(Alias(text=text, language=lang) for (text, lang), _ in ranked), mentions=sum(count for _, count in ranked),
            documents=tuple(sorted({document for document, _ in chains[key]})),
        ))
    del language, decisions
    return EntityIndex(entities=tuple(entities), chains=index)
