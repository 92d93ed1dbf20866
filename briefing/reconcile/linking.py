"""Why two groups of chains are one entity: the rules, each with its reason and its vetoes.

Candidates come from blocks (groups that share a word, a sound, a code); a rule decides, and says why. The rules run from the surest to the
weakest, so that a weak rule sees what the sure ones have joined.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from briefing.folding import fold
from briefing.reconcile.bodies import BodyName, holds, initials, is_short_for, same_body
from briefing.reconcile.chains import bare
from briefing.reconcile.names import LIKENESS, is_short_person, read_person, same_person, sound

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.reconcile.groups import Group, Partition

_LARGEST_BLOCK = 400  # groups; a larger block is a common word and holds no evidence of its own
_SHORTEST_MISSPELT = 6  # letters of a word of an organisation's or place's name that may be misspelt


def link(partition: Partition) -> None:
    """Join the groups that one entity stands behind, by every rule in turn."""
    together = _side_by_side(partition)
    _by_pairs(partition, _place_keys, _same_place)
    _by_pairs(partition, _item_keys, _same_name)
    _acronyms_to_names(partition)
    _by_pairs(partition, _sound_keys, lambda one, two: _same_spelling(one, two, together))
    _without_country(partition)
    _short_names(partition)


def _by_pairs(partition: Partition, keys: Callable[[Group], Iterable[str]], rule: Callable[[Group, Group], str | None]) -> None:
    """Join pairs of one block for which ``rule`` gives a reason, in the order of their names."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for number in partition.live():
        for key in sorted(set(keys(partition.group(number)))):
            blocks[key].append(number)
    for key in sorted(blocks):
        members = blocks[key]
        if len(members) > _LARGEST_BLOCK:
            continue
        for left, right in combinations(members, 2):
            if partition.find(left) == partition.find(right):
                continue
            reason = rule(partition.group(left), partition.group(right))
            if reason:
                partition.join(left, right, reason)


# --- blocks ------------------------------------------------------------------------------------------------------------


def _place_keys(group: Group) -> Iterator[str]:
    for body in group.bodies:
        if len(body.items) == 1 and body.items[0].is_place:
            yield from body.items[0].ids


def _item_keys(group: Group) -> Iterator[str]:
    if group.type != "person":
        for body in group.bodies:
            for item in body.items:
                yield from item.ids


def _sound_keys(group: Group) -> Iterator[str]:
    if group.type == "person":
        for person in group.persons:
            yield from (f"{len(person.parts) > 1}{sound(part)}" for part in person.parts)
            if person.is_full:
                yield f"{person.parts[0][:1]}{person.parts[-1][:2]}"
    else:
        for body in group.bodies:
            for item in body.own:
                yield f"{sound(item.text)[:4]}"


# --- rules -------------------------------------------------------------------------------------------------------------


def _same_place(left: Group, right: Group) -> str | None:
    """"Cambodge" and "Cambodia": one CLDR territory; its people are another entity."""
    if "person" in {left.type, right.type}:
        return None
    for one in left.bodies:
        for two in right.bodies:
            if len(one.items) == len(two.items) == 1 and one.items[0].is_place and two.items[0].is_place:
                people = {one.items[0].kind == "people", two.items[0].kind == "people"}
                shared = one.items[0].ids & two.items[0].ids
                if shared and len(people) == 1:
                    return f"both name {min(shared)} ({'people' if people == {True} else one.items[0].kind})"
    return None


def _same_name(left: Group, right: Group) -> str | None:
    """Another word order, a translation: the same items in the two names, and no other country beside them."""
    if not _compatible(left, right):
        return None
    for one in left.bodies:
        for two in right.bodies:
            if not same_body(one, two):
                continue
            if _is_common(one) and left.place and right.place and not left.place & right.place:
                continue
            how = "same words" if one.language == two.language else "translation"
            return f"{how} ({', '.join(sorted(min(item.ids) for item in one.items if not item.located))})"
    return None


def _same_spelling(left: Group, right: Group, together: set[tuple[str, str]]) -> str | None:
    """A misspelling: alike by rapidfuzz and by its parts; two names that stand side by side in one document are two."""
    for (mine, _), (yours, _) in ((a, b) for a in left.names for b in right.names):
        if tuple(sorted((bare(mine), bare(yours)))) in together:
            return None
    if left.type == right.type == "person":
        reasons = [same_person(one, two) for one in left.persons for two in right.persons if one.is_full and two.is_full]
        reason = min((r for r in reasons if r), default=None)
        body = "same body" if reason and _share_body(left, right) else ""
        return ", ".join(filter(None, (reason, body))) if reason and all(reasons) else None
    if "person" in {left.type, right.type} or left.type != right.type:
        return None
    for one in left.bodies:
        for two in right.bodies:
            likeness = round(fuzz.token_sort_ratio(bare(one.text), bare(two.text)))
            if likeness >= LIKENESS and _is_misspelt(one, two):
                return f"token_sort {likeness}, one letter apart"
    return None


def _is_misspelt(left: BodyName, right: BodyName) -> bool:
    """Return whether all items agree but own words of some length that sound alike or differ inside in one letter."""
    if len(left.items) != len(right.items):
        return False
    for one, two in zip(left.items, right.items, strict=True):
        if one.text == two.text:
            continue
        if one.kind != "own" or two.kind != "own" or min(len(one.text), len(two.text)) < _SHORTEST_MISSPELT:
            return False
        if sound(one.text) != sound(two.text) and (abs(len(one.text) - len(two.text)) > 1 or fuzz.ratio(one.text, two.text) < LIKENESS):
            return False
        if one.text.startswith(two.text) or two.text.startswith(one.text):
            return False
    return True


# --- what needs the whole corpus: forms that are short, and joined only when one entity can be meant -------------------


def _acronyms_to_names(partition: Partition) -> None:
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


def _without_country(partition: Partition) -> None:
    """Join an office named without its country to the one such office of the corpus: "Ministry of Public Security"."""
    offices = [n for n in partition.live() if partition.group(n).type != "person" and any(body.heads for body in partition.group(n).bodies)]
    told = [number for number in offices if partition.group(number).place]
    for number in offices:
        group = partition.group(number)
        if group.place or not any(_is_common(body) for body in group.bodies):
            continue
        fits = [other for other in told if _compatible(group, partition.group(other)) and _same_but_place(group, partition.group(other))]
        if len(fits) == 1:
            partition.join(fits[0], number, "the only such body with a country")


def _short_names(partition: Partition) -> None:
    """Join a short form to the only entity it can stand for: a surname, "Norvale" for "Norvale Resources"."""
    numbers = partition.live()
    blocks: dict[str, list[int]] = defaultdict(list)
    for number in numbers:
        group = partition.group(number)
        for key in {part for person in group.persons for part in (person.parts[:1] + person.parts[-1:])} | {i.text for b in group.bodies for i in b.items}:
            blocks[key].append(number)
    wanted: list[tuple[int, int, str]] = []
    for number in numbers:
        group = partition.group(number)
        near = {other for name, language in group.names for key in {*read_person(name).parts, *(i.text for b in group.bodies for i in b.items)} for other in blocks.get(key, ())}
        if group.type == "person":
            fits = sorted(other for other in near if other != number and _is_short_of_person(group, partition.group(other)))
            fits = fits if len(fits) < 2 else [other for other in fits if _shares_title(group, partition.group(other))]
            reason = "the only person of that name"
        else:
            fits = sorted(other for other in near if other != number and _holds(group, partition.group(other)))
            fits = [other for other in fits if len(fits) == 1 and _is_short_of_body(group, partition.group(other))]
            reason = "short form of the only such name"
        if len(fits) == 1:
            wanted.append((fits[0], number, reason))
    for full, short, reason in wanted:
        partition.join(full, short, reason)


def _is_short_of_person(short: Group, full: Group) -> bool:
    return full.type == "person" and all(not name.is_full for name in short.persons) and all(
        any(is_short_person(one, two) for two in full.persons) for one in short.persons
    )


def _is_short_of_body(short: Group, full: Group) -> bool:
    place = "place" in {short.type, full.type}
    return any(is_short_for(one, two, place=place) for one in short.bodies for two in full.bodies)


def _holds(short: Group, full: Group) -> bool:
    if full.type == "person" or (short.type != full.type and "place" in {short.type, full.type}):
        return False
    return any(len(one.items) < len(two.items) and bool(one.own) and holds(one, two) for one in short.bodies for two in full.bodies)


def _shares_title(short: Group, full: Group) -> bool:
    """Return whether the short form stands with a title the full name has too ("captain Ratsimba")."""
    return _share_body(short, full)


def _compatible(left: Group, right: Group) -> bool:
    return "person" not in {left.type, right.type} and ("group" not in {left.type, right.type} or left.type == right.type)


def _is_common(name: BodyName) -> bool:
    """Return whether the name holds no word of its own: many countries can have one."""
    return not name.own and bool(name.heads)


def _same_but_place(left: Group, right: Group) -> bool:
    for one in left.bodies:
        for two in right.bodies:
            mine = BodyName(one.text, one.language, one.without_place())
            yours = BodyName(two.text, two.language, two.without_place())
            if _is_common(mine) and same_body(mine, yours):
                return True
    return False


def _acronyms(group: Group) -> set[str]:
    """Return short forms in capitals, folded."""
    forms = {form.replace(".", "") for chain in group.chains for form in (chain.full, *(surface for surface, _ in chain.forms))}
    return {fold(form) for form in forms if form.isupper() and form.isalpha() and 2 <= len(form) <= 8 and not any(form in name.split() for name, _ in group.names if " " in name)}


def _share_body(left: Group, right: Group) -> bool:
    """Return whether roles of the two persons share a word: a body, an office."""
    mine, yours = ({word for chain in group.chains for word in chain.titles} for group in (left, right))
    return bool(mine & yours)


def _side_by_side(partition: Partition) -> set[tuple[str, str]]:
    """Return pairs of bare names that one document tells apart."""
    names: dict[str, set[str]] = defaultdict(set)
    for number in partition.live():
        for chain in partition.group(number).chains:
            names[chain.document].add(bare(chain.full))
    return {pair for found in names.values() for pair in combinations(sorted(found), 2)}
