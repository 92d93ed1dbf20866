"""Why two groups of chains are one entity: the rules, each with its reason and its vetoes.

Candidates come from blocks (groups that share a word, a sound, a code); a rule decides, and says why. The rules run from the surest to the
weakest, so that a weak rule sees what the sure ones have joined.
"""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from briefing.reconcile.bodies import BodyName, same_body
from briefing.reconcile.chains import bare
from briefing.reconcile.groups import compatible, is_common, share_body
from briefing.reconcile.names import LIKENESS, same_person, sound
from briefing.reconcile.shortforms import acronyms_to_names, link_short_forms
from briefing.reconcile.translated import join_translations

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from briefing.reconcile.groups import Group, Partition

_LARGEST_BLOCK = 400  # groups; a larger block is a common word and holds no evidence of its own
_COGNATE_START = 4  # letters that a word and its cognate in another language begin with
_SHORTEST_MISSPELT = 6  # letters of a word of an organisation's or place's name that may be misspelt


def link(partition: Partition) -> None:
    """Join the groups that one entity stands behind, by every rule in turn."""
    together = _side_by_side(partition)
    _by_pairs(partition, _place_keys, _same_place)
    _by_pairs(partition, _item_keys, _same_name)
    join_translations(partition)
    acronyms_to_names(partition)
    _by_pairs(partition, _sound_keys, lambda one, two: _same_spelling(one, two, together))
    link_short_forms(partition)


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
    """Yield what the same name holds: its own words, begun as cognates begin; without any, its ideas and places."""
    if group.type != "person":
        for body in group.bodies:
            if body.own:
                yield from (item.text[:_COGNATE_START] for item in body.own)
            else:
                yield from (identity for item in body.items for identity in item.ids)


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
    if not compatible(left, right):
        return None
    for one in left.bodies:
        for two in right.bodies:
            kinds = {name.items[0].kind for name in (one, two) if len(name.items) == 1}
            if not same_body(one, two) or (kinds == {"people", "territory"} and {left.type, right.type} != {"place"}):
                continue  # "Chinese" is not China unless a document took it for a place
            if is_common(one) and left.place and right.place and not left.place & right.place:
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
        body = "same body" if reason and share_body(left, right) else ""
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


def _side_by_side(partition: Partition) -> set[tuple[str, str]]:
    """Return pairs of bare names that one document tells apart."""
    names: dict[str, set[str]] = defaultdict(set)
    for number in partition.live():
        for chain in partition.group(number).chains:
            names[chain.document].add(bare(chain.full))
    return {pair for found in names.values() for pair in combinations(sorted(found), 2)}
