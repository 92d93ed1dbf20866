"""What frameworks say of the categories that claims fall in: the categories by name, and their labels in the brief's language."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from briefing.frameworks import BUILT_IN, Framework, load_framework
from briefing.reconcile.claims import Claim, Kinds


def known_kinds(frameworks: Sequence[Framework | str] = BUILT_IN) -> Kinds:
    """Return the categories of frameworks, loaded or by name, by (framework, category)."""
    loaded = (f if isinstance(f, Framework) else load_framework(f) for f in frameworks)
    return {(framework.id, category.id): category for framework in loaded for category in framework.categories}


def category_labels(claims: Iterable[Claim], kinds: Kinds, language: str) -> dict[tuple[str, str], str]:
    """Return (framework, category) -> label for every category the claims fall in; the words of its id when its framework is not at hand."""
    found = {pair for claim in claims for pair in _categories(claim)}
    return {key: kinds[key].label(language) if key in kinds else key[1].replace("-", " ") for key in sorted(found)}


def _categories(claim: Claim) -> set[tuple[str, str]]:
    return {(score.framework, score.category) for score in claim.categories} | {(event.framework, event.category) for event in claim.events}
