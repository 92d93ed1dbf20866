"""Memory: what is read from one claim is read once, however many it is compared with, and forgotten with the claim."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    from briefing.reconcile.claims import Claim

T = TypeVar("T")


def once_for_a_claim(read: Callable[[Claim], T]) -> Callable[[Claim], T]:
    """Return ``read`` with what it returned for a claim kept in the claim's own memory."""

    @wraps(read)
    def remembered(claim: Claim) -> T:
        memory: dict[object, Any] = claim.memory
        try:
            known: T = memory[read]
        except KeyError:
            known = memory[read] = read(claim)
        return known

    return remembered


@contextmanager
def without_collection() -> Iterator[None]:
    """Leave the search for cycles of objects out inside the block: millions of records are made there that all stay, and none is part of a cycle."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
