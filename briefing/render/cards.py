"""The card of an actor: names, roles and legal status without repetition, each with a few citations."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.folding import fold
from briefing.render.citations import by_number
from briefing.render.excerpts import widened
from briefing.render.labels import LEGAL
from briefing.render.text import one_line
from briefing.render.views import Worded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from briefing.i18n import Words
    from briefing.model import Alias, Entity, Evidence, RoleEvidence
    from briefing.render.citations import Citations
    from briefing.render.views import Link

_VARIANTS = 2
_ROLES = 2
_ROLE = 9  # words of a role that reads at one glance
_CITED = 3  # citations of a role or status
_ALLEGED = 17  # words of an allegation
_SAME = 0.6  # share of the shorter role's words from which two roles are one
_WORD = re.compile(r"[^\W\d_]{3,}")


@dataclass(frozen=True, slots=True)
class Cards:
    """Words the fields of an actor."""

    citations: Citations
    words: Words

    @property
    def language(self) -> str:
        """The brief's language."""
        return self.words.language

    def variants(self, entity: Entity) -> tuple[Worded, ...]:
        """Return other spellings that differ by more than case, accents or left-out words; a country's name in other languages is none."""
        if entity.type == "place":
            return ()
        kept: list[Alias] = []
        known = [_content(entity.name)]
        for alias in entity.aliases:
            content = _content(alias.text)
            if content and not any(content <= other or other <= content for other in known):
                kept.append(alias)
                known.append(content)
        return tuple(Worded(text=one_line(a.text), language=a.language, citations=(), sources=()) for a in kept[:_VARIANTS])

    def roles(self, roles: Sequence[RoleEvidence], place: Link) -> tuple[Worded, ...]:
        """Return at most two roles, none saying what another says; those in the brief's language before others."""
        own = [r for r in roles if r.evidence.language == self.language] or list(roles)
        said = {fold(r.text): sum(fold(o.text) == fold(r.text) for o in own) for r in own}
        ranked = sorted(own, key=lambda r: (len(r.text.split()) > _ROLE, -said[fold(r.text)], -len(r.text), r.evidence.document, r.evidence.start))
        groups: list[list[RoleEvidence]] = []
        for role in ranked:
            same = next((g for g in groups if _alike(g[0].text, role.text)), None)
            if same is not None:
                same.append(role)
            else:
                groups.append([role])
        return tuple(self.worded(g[0].text, [r.evidence for r in g], place, language=g[0].evidence.language) for g in groups[:_ROLES])

    def proven(self, entity: Entity, place: Link) -> tuple[Worded, ...]:
        """Return what courts and authorities did, one word each."""
        grouped: dict[str, list[Evidence]] = {}
        for status in entity.legal_status:
            if status.status != "alleged":
                grouped.setdefault(status.status, []).append(status.evidence)
        return tuple(
            replace(self.worded(self.words.say(LEGAL.get(kind, kind)), evidence, place, language=self.language), kind=kind)
            for kind, evidence in grouped.items()
        )

    def alleged(self, entity: Entity, place: Link) -> tuple[Worded, ...]:
        """Return what is only alleged, in one source's words: the brief's language and the named accusation first."""
        evidence = [s.evidence for s in entity.legal_status if s.status == "alleged"]
        if not evidence:
            return ()
        name = _content(entity.name)
        ranked = sorted(evidence, key=lambda e: (e.language != self.language, not name & _content(e.quote), len(e.quote), e.document, e.start))
        cited = self.citations.cite(_few(ranked), place)
        return (
            Worded(
                text=widened(cited[0], _ALLEGED), language=ranked[0].language, citations=by_number(cited),
                sources=self.citations.sources_of(ranked), quoted=True,
            ),
        )

    def worded(self, text: str, evidence: Sequence[Evidence], place: Link, *, language: str) -> Worded:
        """Return words with at most three citations, of different documents where there are."""
        cited = self.citations.cite(_few(evidence), place)
        return Worded(text=one_line(text), language=language, citations=by_number(cited), sources=self.citations.sources_of(evidence))


def _few(evidence: Iterable[Evidence]) -> list[Evidence]:
    """Return at most three spans: the first of each document, in the order given."""
    first: dict[str, Evidence] = {}
    for one in evidence:
        first.setdefault(one.document, one)
    return list(first.values())[:_CITED]


def _alike(one: str, other: str) -> bool:
    """Return whether two roles say the same: most words of the shorter one stand in the other."""
    a, b = _content(one), _content(other)
    shorter = min(len(a), len(b))
    return fold(one) == fold(other) or (shorter > 0 and len(a & b) >= _SAME * shorter)


def _content(text: str) -> set[str]:
    return set(_WORD.findall(fold(text)))
