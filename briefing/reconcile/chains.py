"""What each document says of a name: its co-reference chains gathered for the resolution of entities."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.folding import fold
from briefing.reconcile.bodies import read_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.model import Document, EntityType, Extraction, LegalStatus, Role

_ARTICLE = re.compile(r"^(?:the|le|la|les|el|los|las|an?|une?)\s+|^(?:[ld])['’]\s*", re.IGNORECASE)
_NEAR = re.compile(r"([^\W_][^\s,;:.!?()«»\"“”]*)['’]?s?\s+$")
_AFTER = re.compile(r"^\s+(?:of|du|de|des|d['’])\s*(?:the\s+|la\s+|l['’]\s*)?([^\W_][^\s,;:.!?()«»\"“”]*)|^\s+([^\W\d_]+)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain:
    """A co-reference chain of one document that names something."""

    document: str
    number: int
    language: str
    type: EntityType
    full: str  # the fullest name, as written
    forms: tuple[tuple[str, int], ...]  # every surface form with how often it stands, most frequent first
    place: frozenset[str]  # codes of the country or city told beside the name: "Madagascar's transport ministry"
    mentions: int
    titles: frozenset[str] = frozenset()  # folded words of its roles
    roles: tuple[Role, ...] = field(default=())
    statuses: tuple[LegalStatus, ...] = field(default=())

    @property
    def key(self) -> tuple[str, int]:
        """Return what the chain is found by."""
        return self.document, self.number


def gather(documents: Sequence[Document], extractions: Iterable[Extraction], *, never: frozenset[str] = frozenset()) -> tuple[Chain, ...]:
    """Return the named chains of all documents, sorted by document and number; chains named in ``never`` are left out."""
    texts = {document.id: document for document in documents}
    chains: list[Chain] = []
    for extraction in sorted(extractions, key=lambda e: e.document):
        if extraction.document in texts:
            chains.extend(_chains_of(texts[extraction.document], extraction, never))
    return tuple(chains)


@lru_cache(maxsize=65536)
def bare(name: str) -> str:
    """Return a name without its article, folded, with plain spaces and hyphens: two surfaces with one bare form are one name.

    >>> bare("L’Observateur  financier"), bare("PORT-HÉLÈNE"), bare("The Guardian")
    ('observateur financier', 'port-helene', 'guardian')
    """
    text = " ".join(fold(name).replace("’", "'").split()).strip(" .,;:\"'«»“”()")
    stripped = _ARTICLE.sub("", text)
    return (stripped.removesuffix("'s")) or text


def _chains_of(document: Document, extraction: Extraction, never: frozenset[str]) -> Iterable[Chain]:
    forms: dict[int, Counter[str]] = defaultdict(Counter)
    types: dict[int, Counter[EntityType]] = defaultdict(Counter)
    places: dict[int, set[str]] = defaultdict(set)
    total: Counter[int] = Counter()
    full: dict[int, str] = {}
    for mention in extraction.mentions:
        if mention.chain < 0:
            continue
        total[mention.chain] += 1
        types[mention.chain][mention.type] += 3 if mention.form == "name" else 1
        if mention.form in {"name", "short"}:
            surface = " ".join(document.text[mention.start : mention.end].split())
            forms[mention.chain][surface] += 1
            full.setdefault(mention.chain, mention.name if mention.form == "name" else surface)
            if mention.form == "name" and mention.type != "person":
                places[mention.chain] |= _place_beside(document.text, mention.start, mention.end, extraction.language)
    for number in sorted(full):
        names = {bare(form) for form in forms[number]} | {bare(full[number])}
        if names & never:
            continue
        full[number] = _outlet_itself(document, types[number], full[number])
        roles = [role for role in extraction.roles if role.chain == number]
        yield Chain(
            document=document.id, number=number, language=extraction.language, full=" ".join(full[number].split()),
            type=min(types[number], key=lambda kind: (-types[number][kind], kind)),
            forms=tuple(sorted(forms[number].items(), key=lambda item: (-item[1], item[0]))),
            place=frozenset(places[number]), mentions=total[number],
            titles=frozenset(word for role in roles for word in fold(document.text[role.start : role.end]).split() if len(word) > 3),
            roles=tuple(roles),
            statuses=tuple(status for status in extraction.statuses if status.chain == number),
        )


def _outlet_itself(document: Document, types: Mapping[EntityType, int], name: str) -> str:
    """Return the outlet's full name where a document calls its own outlet by a short form: "told the Ledger"."""
    outlet = document.publisher or ""
    words, all_words = set(bare(name).split()), set(bare(outlet).split())
    return outlet if words < all_words and not types.get("person") and not types.get("place") else name


def _place_beside(text: str, start: int, end: int, language: str) -> set[str]:
    """Return the codes of a country or city that stands right before or after the span as its owner."""
    before = _NEAR.search(text[max(0, start - 40) : start])
    after = _AFTER.match(text[end : end + 40])
    words = [before.group(1)] if before else []
    words += [word for word in after.groups() if word] if after else []
    found: set[str] = set()
    for word in words:
        name = read_name(word, language)
        found |= {code for item in name.items if item.is_place for code in item.ids} if len(name.items) == 1 else set()
    return found


def by_document(chains: Iterable[Chain]) -> Mapping[str, tuple[Chain, ...]]:
    """Return the chains of each document."""
    found: dict[str, list[Chain]] = defaultdict(list)
    for chain in chains:
        found[chain.document].append(chain)
    return {document: tuple(parts) for document, parts in found.items()}
