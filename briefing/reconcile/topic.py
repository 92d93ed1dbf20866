"""The topic: claims that have nothing to do with what the brief is about are left out."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from briefing.reconcile.claims import Claim
from briefing.vectors import encode_word

_NEAR = 0.10  # cosine with the topic from which a claim belongs
_CLOSE = 0.25  # cosine at which a sentence draws its neighbours in
_REACH = 2  # sentences either side


def on_topic(claims: Sequence[Claim], topic: str) -> tuple[Claim, ...]:
    """Return the claims near the topic, generously: what stands beside a sentence about it belongs to it too.

    An empty topic keeps everything; so does a claim that was not encoded.
    """
    if not topic.strip():
        return tuple(claims)
    target = encode_word(" ".join(topic.split()))
    scores = [_score(claim, target) for claim in claims]
    close = {(c.document.id, c.number + step) for c, s in zip(claims, scores, strict=True) if s >= _CLOSE for step in range(-_REACH, _REACH + 1)}
    return tuple(c for c, s in zip(claims, scores, strict=True) if s >= _NEAR or (c.document.id, c.number) in close)


def _score(claim: Claim, target: NDArray[np.float32]) -> float:
    rows = claim.vectors if claim.sentence_vector is None else np.vstack([claim.vectors, claim.sentence_vector])
    return round(float((rows @ target).max()), 4) if rows.size else 1.0
