"""Labels of framework categories in the brief's language."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.frameworks import BUILT_IN, load_framework
from briefing.reconcile.claims import Claim


def category_labels(claims: Iterable[Claim], language: str) -> dict[tuple[str, str], str]:
    """Return (framework, category) -> label for every category the claims fall in; the words of its id in a framework of the user's own."""
    known = {
        (framework.id, category.id): category.label(language)
        for framework in map(load_framework, BUILT_IN) for category in framework.categories
    }
    found = {pair for claim in claims for pair in _categories(claim)}
    return {key: known.get(key) or key[1].replace("-", " ") for key in sorted(found)}


def _categories(claim: Claim) -> set[tuple[str, str]]:
    return {(score.framework, score.category) for score in claim.categories} | {(event.framework, event.category) for event in claim.events}
