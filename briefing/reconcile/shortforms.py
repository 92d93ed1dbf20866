"""Short forms and loose names: joined only when the whole corpus holds one entity they can stand for.

An acronym, "Norvale" for "Norvale Resources", a surname, an office told without its country, a name that one document took for another type.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from briefing.folding import fold
from briefing.reconcile.bodies import holds, initials, is_short_for, same_but_place
from briefing.reconcile.chains import bare
from briefing.reconcile.groups import bare_forms, compatible, is_common, share_body
from briefing.reconcile.names import short_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.reconcile.groups import Group, Partition


def link_short_forms(partition: Partition) -> None:
    """Join names told short, or told wrongly, to the one entity they can mean."""
    same_form(partition)
    without_country(partition)
    short_names(partition)


def acronyms_to_names(partition: Partition) -> None:
    """Join an acronym to the one name it is defined for in a text, else to the one name it is the initials of."""
    defined: dict[str, set[int]] = defaultdict(set)
    spelt: dict[str, set[int]] = defaultdict(set)
    lone: list[tuple[str, int]] = []
    for number in partition.live():
        group = partition.group(number)
        if group.type == "person":
            continue
        full = [body for body in group.bodies if len(body.items) > 1]
        for short in sorted(_acronyms(group)):
            if full:
                defined[short].add(number)
            else:
                lone.append((short, number))
        for letters in sorted({letters for body in full for letters in initials(body) if len(letters) > 1}):
            spelt[letters].add(number)
    for short, number in lone:
        for found, reason in ((defined[short], "defined in the text"), (spelt[short] - defined[short], "made of the initials")):
            if len(found) == 1:
                partition.join(min(found), number, f"acronym {short.upper()}, {reason}")
            if found:
                break


def same_form(partition: Partition) -> None:
    """Join a name to the one entity that some document calls so too ("Ford" where another has "Ford Motor Company ... Ford").

    A document may have taken an organisation for a person or a place; persons are never joined to persons here, their parts decide.
    """
    numbers = partition.live()
    named: dict[str, set[int]] = defaultdict(set)
    for number in numbers:
        for form in bare_forms(partition.group(number)):
            named[form].add(number)
    people = [partition.group(n) for n in numbers if partition.group(n).type == "person"]
    parts = {part for group in people for person in group.persons if person.is_full for part in person.parts}
    for number in numbers:
        group = partition.group(number)
        if group.type == "group" or (group.type != "organisation" and any(item.is_place for body in group.bodies for item in body.items)):
            continue
        forms = {bare(name) for name, _ in group.names}
        shared = set.intersection(*(named[form] for form in forms)) - {number}
        fits = {n for n in shared if _may_be(group, partition.group(n))}
        if len(fits) == 1 and len(shared) == 1 and not (group.type == "person" and forms & parts):
            other = partition.group(min(fits))
            partition.join(min(fits), number, "same form" if other.type == group.type else f"the same name is {_an(other.type)} elsewhere")


def _may_be(group: Group, other: Group) -> bool:
    """Return whether a document may have taken ``other`` for the type that ``group`` has."""
    allowed = {"person": {"organisation", "place"}, "place": {"organisation", "place"}, "organisation": {"organisation"}}
    return other.type in allowed.get(group.type, set())


def without_country(partition: Partition) -> None:
    """Join an office named without its country to the one such office of the corpus: "Ministry of Public Security"."""
    offices = [n for n in partition.live() if partition.group(n).type != "person" and any(body.heads for body in partition.group(n).bodies)]
    told = [number for number in offices if partition.group(number).place]
    for number in offices:
        group = partition.group(number)
        if group.place or not any(is_common(body) for body in group.bodies):
            continue
        fits = [other for other in told if compatible(group, partition.group(other)) and _same_but_place(group, partition.group(other))]
        if len(fits) == 1:
            partition.join(fits[0], number, "the only such body with a country")


def short_names(partition: Partition) -> None:
    """Join a short form to the only entity it can stand for: a surname, "Norvale" for "Norvale Resources"."""
    numbers = partition.live()
    blocks: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        for part in sorted(_parts(partition.group(number))):
            blocks[part].append(number)
    wanted: list[tuple[int, int, str]] = []
    for number in numbers:
        group = partition.group(number)
        rarest = min(_parts(group), key=lambda part: (len(blocks[part]), part), default=None)
        near = [other for other in blocks.get(rarest or "", ()) if other != number]
        found = _person_meant(partition, group, near) if group.type == "person" or _may_be_surname(group) else None
        if found is None and group.type != "person":
            found = _body_meant(partition, group, near)
        if found is not None:
            wanted.append((found[0], number, found[1]))
    for full, short, reason in wanted:
        partition.join(full, short, reason)


def _person_meant(partition: Partition, group: Group, near: Sequence[int]) -> tuple[int, str] | None:
    """Return the only person a short name can be, by a shared role where several could."""
    why = {other: reason for other in near if (reason := _short_of_person(group, partition.group(other)))}
    fits = list(why) if len(why) < 2 else [other for other in why if share_body(group, partition.group(other))]
    return (fits[0], f"{why[fits[0]]}, the only such person") if len(fits) == 1 else None


def _body_meant(partition: Partition, group: Group, near: Sequence[int]) -> tuple[int, str] | None:
    """Return the only organisation or place whose name holds the short one, if short forms leave out what it leaves out."""
    fits = [other for other in near if _holds(group, partition.group(other))]
    return (fits[0], "short form of the only such name") if len(fits) == 1 and _is_short_of_body(group, partition.group(fits[0])) else None


def _parts(group: Group) -> set[str]:
    """Return the words of its own that a short form of the group, or the group itself, shares with another."""
    if group.type == "person":
        return {part for person in group.persons for part in person.parts}
    return {item.text for body in group.bodies for item in body.own}


def _may_be_surname(group: Group) -> bool:
    """Return whether a recogniser may have taken a surname for a place: a single unknown word, rarely told."""
    words = [item for body in group.bodies for item in body.items]
    return group.type == "place" and len(words) == 1 and words[0].kind == "own" and sum(chain.mentions for chain in group.chains) < 3


def _short_of_person(short: Group, full: Group) -> str | None:
    if full.type != "person" or not any(name.is_full for name in full.persons):
        return None
    used = bare_forms(full)  # a first part alone must be in use: "Chen" for Chen Zhi, not "Ines" for any Ines
    reasons = [
        next((why for two in full.persons if (one.is_full or one.parts[0] in {two.parts[-1], *used}) and (why := short_for(one, two))), None)
        for one in short.persons
    ]
    return reasons[0] if all(reasons) else None


def _is_short_of_body(short: Group, full: Group) -> bool:
    place = "place" in {short.type, full.type}
    return all(any(is_short_for(one, two, place=place) for two in full.bodies) for one in short.bodies)


def _holds(short: Group, full: Group) -> bool:
    if full.type == "person" or (short.type != full.type and "place" in {short.type, full.type}):
        return False
    return any(len(one.items) < len(two.items) and bool(one.own) and holds(one, two) for one in short.bodies for two in full.bodies)


def _same_but_place(left: Group, right: Group) -> bool:
    return any(is_common(one) and same_but_place(one, two) for one in left.bodies for two in right.bodies)


def _acronyms(group: Group) -> set[str]:
    """Return short forms in capitals, folded."""
    forms = {form.replace(".", "") for chain in group.chains for form in (chain.full, *(surface for surface, _ in chain.forms))}
    inside = {word for name, _ in group.names if " " in name for word in name.split()}
    return {fold(form) for form in forms - inside if form.isupper() and form.isalpha() and 2 <= len(form) <= 8}


def _an(kind: str) -> str:
    return f"an {kind}" if kind[0] in "aeiou" else f"a {kind}"
