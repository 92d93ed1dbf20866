"""Features of a pair of claims: what the matching model weighs, each a number a reader can check."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from briefing.folding import fold
from briefing.reconcile.counting import comparable, same_value
from briefing.reconcile.slots import DIFFERENT, SAME, compare_dates, compare_events, compare_people
from briefing.vectors import DIMENSIONS, encode_word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from briefing.reconcile.claims import Claim

NAMES = (
    "sentence_cosine", "clause_cosine", "cover_least", "cover_most", "rare_words", "names_shared", "names_differ", "numbers_same", "numbers_differ",
    "numbers_one_sided", "dates_same", "dates_differ", "event_same", "event_differ", "same_speaker", "other_speaker", "negation_differs",
    "cross_language", "same_document", "length_differs",
)
_ALIKE = 0.45  # word cosine below which two words say nothing about each other
_COGNATE = 82  # rapidfuzz ratio of two words of one origin
_LETTERS = 5  # letters of the shortest word that can be a cognate


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A claim as the features read it."""

    claim: Claim
    words: tuple[str, ...]  # content words, names and numbers left out
    weights: NDArray[np.float32]  # their IDF
    vectors: NDArray[np.float32]  # their vectors
    name_weights: dict[str, float]  # entity -> IDF
    vector: NDArray[np.float32]  # mean of the rows, for blocking


def make_profiles(claims: Sequence[Claim]) -> tuple[Profile, ...]:
    """Return the claims with word weights over the corpus: rare words and names weigh more."""
    words = [_content_words(claim) for claim in claims]
    rarity = _idf(words)
    names = _idf([tuple(sorted(claim.entities)) for claim in claims])
    return tuple(
        Profile(
            claim=claim, words=own, weights=np.array([rarity[lemma] for lemma in own], dtype=np.float32), vectors=_word_vectors(claim, own),
            name_weights={name: names[name] for name in sorted(claim.entities)}, vector=_mean(claim.vectors),
        )
        for claim, own in zip(claims, words, strict=True)
    )


def pair_features(a: Profile, b: Profile) -> dict[str, float]:
    """Return the features of two claims by name, rounded; the order of the two never matters."""
    if b.claim.key < a.claim.key:
        a, b = b, a
    left, right = a.claim, b.claim
    covers, rare = _align(a, b)
    values = {
        "sentence_cosine": _cosine(left.sentence_vector, right.sentence_vector),
        "clause_cosine": float(np.max(left.vectors @ right.vectors.T)) if left.vectors.size and right.vectors.size else 0.0,
        "cover_least": min(covers), "cover_most": max(covers), "rare_words": math.log1p(rare),
        "cross_language": float(left.document.language != right.document.language),
        "same_document": float(left.document.id == right.document.id),
        "negation_differs": float(_denies(left) != _denies(right)),
        "length_differs": abs(math.log((1 + len(left.terms)) / (1 + len(right.terms)))),
        **_names(a, b), **_numbers(left, right), **_slots(left, right), **_speakers(left, right),
    }
    return {name: round(values[name], 4) for name in NAMES}


def _content_words(claim: Claim) -> tuple[str, ...]:
    """Return the lemmas that say what a claim is about, names and numbers left out, each once."""
    named = [(m.start, m.end) for m in claim.mentions if m.form in {"name", "short"}]
    kept = [t.lemma for t in claim.terms if t.pos != "NUM" and not any(s <= t.start and t.end <= e for s, e in named)]
    return tuple(dict.fromkeys(kept))


def _word_vectors(claim: Claim, words: Sequence[str]) -> NDArray[np.float32]:
    surface = {t.lemma: claim.document.text[t.start : t.end].lower() for t in reversed(claim.terms)}
    if not words:
        return np.zeros((0, DIMENSIONS), dtype=np.float32)
    return np.stack([encode_word(surface[word]) for word in words])


def _idf(groups: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the inverse document frequency of each item, at least 0.1."""
    counts = Counter(item for group in groups for item in set(group))
    return {item: round(max(0.1, math.log((1 + len(groups)) / (0.5 + count))), 4) for item, count in sorted(counts.items())}


def _mean(rows: NDArray[np.float32]) -> NDArray[np.float32]:
    if not len(rows):
        return np.zeros(DIMENSIONS, dtype=np.float32)
    mean = rows.mean(axis=0)
    unit: NDArray[np.float32] = mean / max(float(np.linalg.norm(mean)), 1e-9)
    return unit


def _cosine(a: NDArray[np.float32] | None, b: NDArray[np.float32] | None) -> float:
    return 0.0 if a is None or b is None else float(a @ b)


def _align(a: Profile, b: Profile) -> tuple[tuple[float, float], float]:
    """Return the share of each claim's word weight that the other covers, and the weight of words that are the same or cognate."""
    if not a.words or not b.words:
        return (0.0, 0.0), 0.0
    same = np.array([[x == y for y in b.words] for x in a.words])
    letters = process.cdist(a.words, b.words, scorer=fuzz.ratio)
    lengths = np.minimum.outer([len(w) for w in a.words], [len(w) for w in b.words])
    cognate = (letters >= _COGNATE) & (lengths >= _LETTERS)
    soft = np.clip((a.vectors @ b.vectors.T - _ALIKE) / (1 - _ALIKE), 0, 1)
    scores = np.where(same, 1.0, np.where(cognate, np.maximum(soft, 0.9), soft))
    over_a = float((scores.max(axis=1) * a.weights).sum() / a.weights.sum())
    over_b = float((scores.max(axis=0) * b.weights).sum() / b.weights.sum())
    exact = (same | cognate).any(axis=1)
    return (over_a, over_b), float(a.weights[exact].sum())


def _denies(claim: Claim) -> bool:
    return claim.negated != (claim.modality == "denied")


def _names(a: Profile, b: Profile) -> dict[str, float]:
    shared = a.claim.entities & b.claim.entities
    mass = sum(a.name_weights[name] for name in sorted(shared))
    return {"names_shared": math.log1p(mass), "names_differ": float(compare_people(a.claim, b.claim) == DIFFERENT)}


def _numbers(a: Claim, b: Claim) -> dict[str, float]:
    """Return how sure the claims give the same number of one thing, different numbers of one thing, or only one gives a number."""
    same = differ = 0.0
    for p in a.quantities:
        for q in b.quantities:
            sure = comparable(a, p, b, q)
            if same_value(p, q):
                same = max(same, sure)
            else:
                differ = max(differ, sure)
    return {
        "numbers_same": same, "numbers_differ": 0.0 if same >= differ else differ, "numbers_one_sided": float(bool(a.quantities) != bool(b.quantities)),
    }


def _slots(a: Claim, b: Claim) -> dict[str, float]:
    dates, event = compare_dates(a, b), compare_events(a, b)
    return {
        "dates_same": float(dates == SAME), "dates_differ": float(dates == DIFFERENT),
        "event_same": float(event == SAME), "event_differ": float(event == DIFFERENT),
    }


def _speakers(a: Claim, b: Claim) -> dict[str, float]:
    if a.speaker is None or b.speaker is None:
        return {"same_speaker": 0.0, "other_speaker": 0.0}
    same = a.speaker == b.speaker or fold(a.speaker) == fold(b.speaker) or a.origin.name == b.origin.name
    return {"same_speaker": float(same), "other_speaker": float(not same)}
