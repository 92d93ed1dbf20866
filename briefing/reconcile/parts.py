"""Counts of a part: words by which a number counts some of those that other numbers count in full.

"Fourteen of those who died" and "including 14 children" are a part of the dead. "46 morts parmi les détenus" is all the dead, told by who they were;
and "of the 246, 97 were caught" is all who were caught.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from briefing.folding import fold
from briefing.reconcile.counting import class_of, counted_class, counted_classes
from briefing.reconcile.memory import once_for_a_claim
from briefing.reconcile.wording import find_word, find_words, subgroups

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.model import Quantity
    from briefing.reconcile.claims import Claim

_BESIDE = 24  # characters before or behind a number in which a word makes it a part
_USUAL = 0.3  # share of the counts of a class from which a group is whom the story is about
_PART = "part"


def usual_groups(claims: Sequence[Claim]) -> Mapping[str, frozenset[str]]:
    """Return, by class of counted things, the groups that so many of its counts name that they narrow nothing: a story of children who died."""
    totals: Counter[str] = Counter()
    named: Counter[tuple[str, str]] = Counter()
    for claim in claims:
        for name in sorted(counted_classes(claim)):
            totals[name] += 1
            named.update((name, group) for group in sorted(_groups(claim)))
    usual: dict[str, set[str]] = {}
    for (name, group), count in sorted(named.items()):
        if count > 1 and count >= _USUAL * totals[name]:
            usual.setdefault(name, set()).add(group)
    return {name: frozenset(groups) for name, groups in usual.items()}


def narrowed_to(claim: Claim, usual: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """Return what a claim narrows its count to: "part" and the groups it names, those left out that the story counts anyway."""
    common = frozenset().union(*(usual.get(name, frozenset()) for name in counted_classes(claim)))
    return _marks(claim) | (_groups(claim) - common)


@once_for_a_claim
def _groups(claim: Claim) -> frozenset[str]:
    return subgroups(claim.quote, claim.document.language)


@once_for_a_claim
def _marks(claim: Claim) -> frozenset[str]:
    language = claim.document.language
    if find_word(fold(claim.quote), language, "narrowed") is not None:
        return frozenset({_PART})
    first = min(claim.quantities, key=lambda quantity: quantity.start, default=None)
    return frozenset({_PART}) if first is not None and _is_part(claim, first) else frozenset()


def _is_part(claim: Claim, quantity: Quantity) -> bool:
    """Return whether the words round a number make it a part, and none of its own says what became of those it counts."""
    language, text = claim.document.language, claim.document.text
    behind = fold(text[quantity.end : min(claim.end, quantity.end + _BESIDE)]).lstrip()
    if any(start == 0 for words in ("parts", "shares") for start, _ in find_words(behind, language, words)):
        return True
    lead = fold(text[max(claim.start, quantity.start - _BESIDE) : quantity.start]).rstrip(" :,")
    led = any(end == len(lead) for _, end in find_words(lead, language, "partials"))
    if not led and not any(start == 0 for start, _ in find_words(behind, language, "partitives")):
        return False
    return counted_class(claim, quantity) is None or class_of(quantity.counted or "", language) is not None

