"""Actors: who acts, speaks or is acted upon, ranked by how much of what the brief says turns on them."""

from __future__ import annotations

from briefing.assemble.desk import Desk
from briefing.assemble.select import shown
from briefing.config import SectionSettings
from briefing.model import Entity, Item

_LIMIT = 7
_STATE = 2  # acts from which a country is an actor itself
_STATEMENTS = 2


def list_actors(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return the actors of the brief with the statements they stand in.

    Places are no actors, but for a country that acts; a body that only gives its name to a document is none either: an actor acts, speaks,
    or has a role or legal status.
    """
    ranked = sorted((e for e in desk.entities.values() if _is_actor(e, desk)), key=lambda e: (-_weight(e, desk), e.name, e.id))
    return tuple(_item(entity, desk) for entity in ranked[: section.limit or _LIMIT])


def _is_actor(entity: Entity, desk: Desk) -> bool:
    if entity.type == "place":
        events = (desk.findings[i].event for i in _acts(entity, desk))
        return sum(event is not None and event.agent == entity.name for event in events) >= _STATE
    return bool(entity.roles or entity.legal_status or _acts(entity, desk) or _speaks(entity, desk))


def _acts(entity: Entity, desk: Desk) -> list[str]:
    names = {entity.name, *(a.text for a in entity.aliases)}
    events = ((i, desk.findings[i].event) for i in entity.statements if i in desk.findings)
    return [i for i, event in events if event is not None and (event.agent in names or event.target in names)]


def _speaks(entity: Entity, desk: Desk) -> list[str]:
    findings = (desk.findings[i] for i in entity.statements if i in desk.findings)
    return [f.id for f in findings if any(e.speaker and e.speaker.entity == entity.id for e in f.evidence)]


def _weight(entity: Entity, desk: Desk) -> float:
    acts, speaks = _acts(entity, desk), _speaks(entity, desk)
    total = sum(desk.findings[i].score.get("total", 0.0) for i in {*acts, *speaks})
    known = 0.5 * bool(entity.roles) + 0.5 * len({s.status for s in entity.legal_status})
    return round(total + len(entity.documents) + known + 0.1 * entity.mentions, 4)


def _item(entity: Entity, desk: Desk) -> Item:
    """Return the actor's card; what it did or suffered comes before what it said, and before where it is only named."""
    order = {i: rank for rank, i in enumerate(desk.findings)}
    full = shown(desk.placed)
    acts, speaks = _acts(entity, desk), _speaks(entity, desk)
    pool = sorted({*acts, *speaks}, key=lambda i: (i not in full, i not in acts, order[i]))
    lines: dict[str, str] = {}
    for i in pool:
        lines.setdefault(desk.short[i], i)
    return Item(type="actor", ref=entity.id, findings=tuple(lines.values())[:_STATEMENTS], count=len(entity.statements))
