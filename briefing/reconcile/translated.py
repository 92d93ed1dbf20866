"""Names of organisations translated word by word: "Pharmacists Without Shores" and "Pharmaciens sans rivages" are one body.

Two names of two languages are one when their meanings are near (cosine of sentence vectors) and nearer by far than either is to any other
organisation of the corpus. Offices of a state whose names hold nothing but common ideas ("health ministry", "parquet de Sofia") are left to the
lexicon, which knows both.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from briefing.vectors import encode

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from briefing.reconcile.bodies import BodyName
    from briefing.reconcile.groups import Group, Partition

# chosen on the open topics: all 24 pairs from here on were one body, of 36 translated names that no word list joined
_NEAR = 0.60  # least cosine of two names that are one
_AHEAD = 0.10  # by how much it must exceed that of every other name on either side
_MOST = 5_000  # names of a language; a corpus with more holds too many that are alike


class _Name(NamedTuple):
    """A name that may be translated, and the group it stands for."""

    group: int
    body: BodyName


def join_translations(partition: Partition) -> None:
    """Join organisations that one document names in one language, another in another."""
    names = _translatable(partition)
    for one, two in ((a, b) for a in sorted(names) for b in sorted(names) if a < b):
        if 0 < len(names[one]) <= _MOST and 0 < len(names[two]) <= _MOST:
            _join(partition, names[one], names[two])


def _translatable(partition: Partition) -> Mapping[str, Sequence[_Name]]:
    """Return the organisations' names of several words by language."""
    found: dict[str, list[_Name]] = defaultdict(list)
    for number in partition.live():
        group = partition.group(number)
        if group.type == "organisation":
            for body in group.bodies:
                if len(body.text.split()) > 1:
                    found[body.language].append(_Name(number, body))
    return found


def _join(partition: Partition, one: Sequence[_Name], two: Sequence[_Name]) -> None:
    cosines = np.round(_rows(one) @ _rows(two).T, 4)
    mine, yours = (np.asarray([name.group for name in names]) for names in (one, two))
    found = []
    for i, j in enumerate(cosines.argmax(axis=1)):
        left, right = one[i], two[j]
        if cosines[i, j] < _NEAR:
            continue
        rival = max(_best(cosines[i], yours != right.group), _best(cosines[:, j], mine != left.group))
        if cosines[i, j] - rival >= _AHEAD and left.group != right.group and _may_be_one(partition, left, right):
            found.append((-float(cosines[i, j]), left.body.text, right.body.text, left.group, right.group, rival))
    for cosine, _, _, first, second, rival in sorted(found):
        partition.join(first, second, f"translation by meaning (cosine {-cosine:.2f}, the next {rival:.2f})")


def _rows(names: Sequence[_Name]) -> NDArray[np.float32]:
    """Return the vectors of names; each text once, in an order of their own, so that it never matters which document is read first."""
    texts = sorted({name.body.text for name in names})
    place = {text: number for number, text in enumerate(texts)}
    rows: NDArray[np.float32] = encode(texts)[[place[name.body.text] for name in names]]
    return rows


def _best(cosines: NDArray[np.float32], others: NDArray[np.bool_]) -> float:
    return float(cosines[others].max(initial=0.0))


def _may_be_one(partition: Partition, left: _Name, right: _Name) -> bool:
    """Return whether nothing says that two names are of two bodies: two kinds of office, two countries, words the lexicon knows in both."""
    one, two = left.body, right.body
    if one.is_office and two.is_office and (_are_apart(one.heads, two.heads) or not (one.own or two.own)):
        return False
    return not _are_apart(_place(partition.group(left.group)), _place(partition.group(right.group)))


def _place(group: Group) -> frozenset[str]:
    return frozenset().union(*(body.territories for body in group.bodies))


def _are_apart(one: frozenset[str], two: frozenset[str]) -> bool:
    return bool(one) and bool(two) and not one & two
