"""Entities: the same person, organisation, place or group over documents, languages and misspellings.

``resolve_entities`` is the whole flow: gather chains, join them by name, let the analyst overrule, describe what came out.
"""

from __future__ import annotations

import hashlib
import itertools
from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from briefing.folding import fold
from briefing.model import Alias, Entity, Evidence, RoleEvidence, StatusEvidence
from briefing.reconcile.bodies import read_name
from briefing.reconcile.chains import Chain, bare, gather
from briefing.reconcile.directory import make_directory
from briefing.reconcile.groups import Group, Partition, exact_groups
from briefing.reconcile.linking import link
from briefing.reconcile.speakers import resolve_speakers
from briefing.reconcile.territories import territory_in
from briefing.reconcile.translate import office_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.config import Decision
    from briefing.model import Document, Extraction, Origin
    from briefing.reconcile.speakers import Key


@dataclass(frozen=True, slots=True, kw_only=True)
class EntityIndex:
    """The entities of a corpus and which chain of which document is which."""

    entities: tuple[Entity, ...]
    chains: Mapping[tuple[str, int], str] = field(default_factory=dict)  # (document id, chain) -> entity id

    names: Mapping[str, str] = field(default_factory=dict)  # bare name -> entity id, where one entity alone has it
    speakers: Mapping[Key, tuple[Origin, ...]] = field(default_factory=dict)  # attribution -> who is cited
    called: Mapping[str, str] = field(init=False, repr=False, compare=False)  # entity id -> name

    def __post_init__(self) -> None:
        """Make the look-up of names: it is asked for every claim."""
        object.__setattr__(self, "called", {entity.id: entity.name for entity in self.entities})

    def of(self, document_id: str, chain: int | None) -> str | None:
        """Return the entity that ``chain`` of the document names, None when it names none."""
        return None if chain is None else self.chains.get((document_id, chain))


def resolve_entities(
    documents: Sequence[Document], extractions: Sequence[Extraction], *, language: str = "en", decisions: Sequence[Decision] = (),
) -> EntityIndex:
    """Return the entities of the corpus; the order of documents never matters.

    Args:
        documents: all documents.
        extractions: what was read from them.
        language: the brief's language; names are given in it where a document uses it.
        decisions: the analyst's; "merge", "split" and "never-extract" are heeded.
    """
    never = frozenset(bare(name) for decision in decisions if decision.action == "never-extract" for name in decision.names)
    chains = gather(documents, extractions, never=never)
    partition = Partition(exact_groups(chains), apart=[_bare_names(decision) for decision in decisions if decision.action == "split"])
    _merge_decided(partition, [decision for decision in decisions if decision.action == "merge"])
    link(partition)
    entities, numbers = _describe_all(partition, documents, language)
    directory = make_directory(documents, extractions, entities, numbers)
    return EntityIndex(entities=entities, chains=numbers, names=directory.by_name, speakers=resolve_speakers(directory, language=language))


def _bare_names(decision: Decision) -> frozenset[str]:
    return frozenset(map(bare, decision.names))


def _merge_decided(partition: Partition, decisions: Iterable[Decision]) -> None:
    """Join what the analyst says is one."""
    for decision in sorted(decisions, key=lambda d: d.names):
        wanted = _bare_names(decision)
        numbers = [n for n in partition.live() if wanted & {bare(form) for chain in partition.group(n).chains for form in _surfaces(chain)}]
        for number in numbers[1:]:
            partition.join(numbers[0], number, f"decided by {decision.who} on {decision.when.isoformat()}: {decision.why}", forced=True)


def _surfaces(chain: Chain) -> tuple[str, ...]:
    return (chain.full, *(form for form, _ in chain.forms))


# --- what comes out ----------------------------------------------------------------------------------------------------


def _describe_all(
    partition: Partition, documents: Sequence[Document], language: str,
) -> tuple[tuple[Entity, ...], Mapping[tuple[str, int], str]]:
    texts = {document.id: document for document in documents}
    entities: list[Entity] = []
    chains: dict[tuple[str, int], str] = {}
    taken: set[str] = set()
    for number in partition.live():
        group = partition.group(number)
        entity = _describe(group, texts, language, taken)
        taken.add(entity.id)
        entities.append(entity)
        chains.update(dict.fromkeys((chain.key for chain in group.chains), entity.id))
    return tuple(sorted(entities, key=lambda e: (-e.mentions, e.name, e.id))), dict(sorted(chains.items()))


def _describe(group: Group, texts: Mapping[str, Document], language: str, taken: set[str]) -> Entity:
    forms: Counter[tuple[str, str]] = Counter()
    for chain in group.chains:
        for form, count in chain.forms:
            forms[form, chain.language] += count
    ordered = sorted(group.chains, key=lambda chain: chain.key)
    return Entity(
        id=_identity(group, taken), name=_best_name(group, forms, language), type=group.type,
        aliases=tuple(Alias(text=text, language=code) for text, code in sorted(forms, key=lambda form: (-forms[form], form))),
        roles=tuple(_roles(ordered, texts)), legal_status=tuple(_statuses(ordered, texts)),
        mentions=sum(chain.mentions for chain in group.chains), documents=tuple(sorted(group.documents)), merges=tuple(sorted(set(group.merges))),
    )


def _identity(group: Group, taken: set[str]) -> str:
    """Return an id that new documents rarely change: of the territory's code, else of the first name in the alphabet, and of the type."""
    names = sorted({bare(name) for name, _ in group.names})
    single = [body.items[0] for body in group.bodies if len(body.items) == 1 and group.type == "place"]
    codes = {min(item.ids) for item in single if item.kind == "territory"}
    for candidate in itertools.chain(sorted(codes), names, (f"{names[0]}#{number}" for number in itertools.count(2))):
        identity = "e" + hashlib.sha256(f"{candidate}|{group.type}".encode()).hexdigest()[:8]
        if identity not in taken:
            return identity
    raise AssertionError("the numbers never end")  # pragma: no cover


def _best_name(group: Group, forms: Mapping[tuple[str, str], int], language: str) -> str:
    """Return the full name to print, never in capitals or short where there is another.

    A person's name is the most frequent spelling whatever the language, with its accents; other names stand in the brief's language where a document
    uses it. A country and an office of one have their names in the brief's language in any case.
    """
    spelt: Counter[str] = Counter()
    for (text, _), count in forms.items():
        spelt[bare(text)] += count

    def rank(name: tuple[str, str]) -> tuple[bool, bool, bool, int, int, int, str]:
        text, code = name
        poor = (text.isupper() and len(text) > 5) or (group.type == "person" and len(text.split()) == 1)
        person = group.type == "person"
        qualified = group.type == "place" and any(item.kind == "idea" for item in read_name(text, code).items)
        accents = sum(character.lower() != folded for character, folded in zip(text, fold(text), strict=True))
        return (poor, code != language and not person, qualified, -spelt[bare(text)] if person else -forms.get(name, 0), -accents, -len(text), text)

    best, spoken = min(group.names, key=rank)
    if group.type == "place" and (spoken != language or best.isupper()):
        return territory_in(best, spoken, language) or best
    if group.type in ("organisation", "group") and spoken != language:
        return office_in(best, spoken, language) or best
    return best


def _evidence(chain: Chain, texts: Mapping[str, Document], start: int, end: int) -> Evidence:
    return Evidence(
        document=chain.document, start=start, end=end, quote=texts[chain.document].text[start:end], language=chain.language,
        speaker=None, modality="asserted", negated=False,
    )


def _roles(chains: Iterable[Chain], texts: Mapping[str, Document]) -> Iterable[RoleEvidence]:
    for chain in chains:
        for role in sorted(chain.roles, key=lambda r: (r.start, r.end)):
            evidence = _evidence(chain, texts, role.start, role.end)
            yield RoleEvidence(text=" ".join(evidence.quote.split()), evidence=evidence)


def _statuses(chains: Iterable[Chain], texts: Mapping[str, Document]) -> Iterable[StatusEvidence]:
    for chain in chains:
        for status in sorted(chain.statuses, key=lambda s: (s.start, s.end, s.status)):
            yield StatusEvidence(status=status.status, evidence=_evidence(chain, texts, status.start, status.end))
