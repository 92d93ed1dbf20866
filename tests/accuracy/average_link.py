"""Clustering sentences by their words alone, the baseline of clusters over documents: tf-idf vectors, average linkage by cosine."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Merge = tuple[float, int, int]  # how similar the two were, the smallest item of each, the one that is kept first


def cosines(texts: Sequence[str], background: Sequence[str]) -> Array:
    """Return the cosine of each two texts' tf-idf vectors, of lower-cased words; idf is smoothed and of the background's texts."""
    words = [re.findall(r"\w+", text.lower()) for text in texts]
    spread = Counter(word for text in background for word in set(re.findall(r"\w+", text.lower())))
    columns = {word: column for column, word in enumerate(sorted({word for own in words for word in own}))}
    vectors = np.zeros((len(texts), len(columns)))
    for row, own in enumerate(words):
        for word, number in Counter(own).items():
            vectors[row, columns[word]] = number * (1 + np.log((1 + len(background)) / (1 + spread[word])))
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    vectors /= np.where(lengths, lengths, 1)
    cosine: Array = np.round(vectors @ vectors.T, 9)
    return cosine


def merges(similarity: Array) -> list[Merge]:
    """Return the merges of average linkage (UPGMA, Sokal and Michener 1958), the most similar first, until one cluster is left."""
    between, sizes = similarity.copy(), np.ones(len(similarity))
    np.fill_diagonal(between, -np.inf)
    found: list[Merge] = []
    for _ in range(len(similarity) - 1):
        one, other = sorted(int(place) for place in np.unravel_index(np.argmax(between), between.shape))
        found.append((float(between[one, other]), one, other))
        joined = (sizes[one] * between[one] + sizes[other] * between[other]) / (sizes[one] + sizes[other])
        between[one], between[:, one] = joined, joined
        between[other], between[:, other] = -np.inf, -np.inf
        between[one, one] = -np.inf
        sizes[one] += sizes[other]
    return found


def cut(tree: Sequence[Merge], threshold: float) -> list[int]:
    """Return each item's cluster, named by its smallest item, after the merges that reach a threshold."""
    labels = list(range(len(tree) + 1))
    for similarity, one, other in tree:
        if similarity >= threshold:
            labels = [one if label == other else label for label in labels]
    return labels
