"""The credibility digit of a finding, by the rule that is printed in every brief."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from briefing.model import Origin, Status

Digit = Literal[1, 2, 3, 6]


def grade(origins: Sequence[Origin], *, outlets: int) -> tuple[Digit, Status]:
    """Return the credibility digit of the Admiralty code and the word printed for it.

    The rule: 1 two or more independent named origins; 2 one named origin and an outlet on its own authority; 3 one named origin, or several
    outlets naming none; 6 one outlet, no origin named. A speaker is a named origin; an outlet that names nobody stands on its own authority;
    unnamed sources ("officials", "experts") never count as independent.

    Args:
        origins: one per independent source, as `origins.combine` returns them.
        outlets: how many different outlets carry the claim.

    Returns:
        The digit, and "corroborated" (1, 2), "attributed" (3, one named origin), "reported" (3, several outlets) or "unverified" (6).
    """
    named = sum(origin.kind == "speaker" for origin in origins)
    own = sum(origin.kind == "outlet" for origin in origins)
    if named >= 2:
        return 1, "corroborated"
    if named and own:
        return 2, "corroborated"
    if named:
        return 3, "attributed"
    if own > 1 or (outlets > 1 and any(origin.kind == "unnamed" for origin in origins)):
        return 3, "reported"
    return 6, "unverified"
