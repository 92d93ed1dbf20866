"""What words and vectors say of many pairs at once."""

from __future__ import annotations

import numpy as np

from briefing.reconcile.cheap import _cosines as cosines
from briefing.reconcile.cheap import rounded


def test_many_numbers_are_rounded_as_one_is():
    """Halves, what lies beside them and small numbers of either sign are rounded as `round` rounds them."""
    draw = np.random.default_rng(3).uniform(-6, 6, 20_000)
    halves = (np.arange(-500, 500) + 0.5) / 1e4
    values = np.concatenate([draw, halves, np.nextafter(halves, 1), np.nextafter(halves, -1), [0.0, -0.00001]])
    assert [round(value, 4) for value in values.tolist()] == rounded(values).tolist()


def test_many_cosines_are_rounded_as_one_is():
    """The cosine of two rows to 4 digits is that of the two alone, whatever they are multiplied with; a row that is not there gives 0."""
    draw = np.random.default_rng(5).normal(size=(300, 512)).astype(np.float32) + np.float32(0.3)
    rows = [None if place % 50 == 49 else row / np.linalg.norm(row) for place, row in enumerate(draw)]
    pairs = np.stack(np.triu_indices(len(rows), 1), axis=1).astype(np.int32)
    starts = np.nonzero(np.diff(pairs[:, 0], prepend=-1))[0].tolist()
    found = rounded(cosines(rows, pairs, list(zip(starts, [*starts[1:], len(pairs)], strict=True))))
    alone = [0.0 if rows[a] is None or rows[b] is None else round(float(rows[a] @ rows[b]), 4) for a, b in pairs.tolist()]
    assert alone == found.tolist()
