"""Memory: what is read from one claim is read once, however many it is compared with, and forgotten with the claim."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, TypeVar
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from briefing.reconcile.claims import Claim

T = TypeVar("T")


def once_for_a_claim(read: Callable[[Claim], T]) -> Callable[[Claim], T]:
    """Return ``read`` with what it returned for a claim kept as long as the claim lives."""
    known: WeakKeyDictionary[Claim, T] = WeakKeyDictionary()

    @wraps(read)
    def remembered(claim: Claim) -> T:
        if claim not in known:
            known[claim] = read(claim)
        return known[claim]

    return remembered
