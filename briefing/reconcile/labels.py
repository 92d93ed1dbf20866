"""Labels of framework categories in the brief's language."""

from __future__ import annotations

from collections.abc import Iterable

from briefing.reconcile.claims import Claim


def category_labels(claims: Iterable[Claim], language: str) -> dict[tuple[str, str], str]:
    """Return (framework, category) -> label for every category the claims fall in."""
    del language
    keys = {(score.framework, score.category) for claim in claims for score in claim.categories}
    return {key: key[1].replace("-", " ") for key in sorted(keys)}
