"""Features of a pair of claims: what the matching model weighs, each a number a reader can check."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from rapidfuzz import fuzz, process

from briefing.folding import fold
from briefing.lexicon import ends_in
from briefing.reconcile.counting import closeness, comparable, counted_class, detail, same_value
from briefing.reconcile.memory import once_for_a_claim
from briefing.reconcile.parts import narrowed_to, usual_groups
from briefing.reconcile.respelt import best_like, compare_names
from briefing.reconcile.slots import DIFFERENT, SAME, compare_dates, compare_events, compare_people, compare_times, same_role
from briefing.reconcile.wording import denies, names_other
from briefing.vectors import DIMENSIONS, encode_word

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from briefing.model import Quantity
    from briefing.reconcile.claims import Claim
    from briefing.reconcile.respelt import Likeness

NAMES = (
    "content_cosine", "clause_cosine", "sentence_cosine", "context_cosine", "before_cosine", "bag_cosine", "cover_least", "cover_most",
    "predicate_cover", "rare_words", "names_shared", "foreign_names", "context_names", "people_differ",
    "numbers_same", "numbers_differ", "numbers_near", "numbers_one_sided", "numbers_other", "numbers_equal", "numbers_detail", "counted_same",
    "part_differs", "dates_same", "dates_differ", "times_differ", "event_same", "event_shared", "events_differ", "other_event", "same_speaker",
    "other_speaker", "negation_differs", "both_deny", "cross_language", "same_document", "length_differs", "category_same", "role_same",
    "written_apart", "vague_same", "unknown_both", "heading", "aside", "rank_least", "rank_most", "lead_least", "lead_most",
)
STANDING = frozenset({"rank_least", "rank_most", "lead_least", "lead_most"})  # known when all pairs are: `candidates.find_standing`
_ALIKE = 0.45  # word cosine below which two words say nothing about each other
COGNATE = 82  # rapidfuzz ratio of two words of one origin
_BEFORE, _AFTER = 0.6, 0.3  # what the sentences before and behind a claim weigh in its context
_KNOWN = 0.79  # likeness of two names from which one is known where the other stands
_SAME_PERSON = 0.5  # the same for two persons
_UNLIKE = 0.4  # how sure two numbers must be of one thing not to be of two
_YEAR = 365  # days after which two texts are as far apart as can be
_NARROW = 2  # larger end of a narrow range as a multiple of the smaller
_MANY = 100  # least of a vague amount that says how large a thing is: thousands, not dozens
LETTERS = 5  # letters of the shortest word that can be a cognate


@dataclass(frozen=True, slots=True, eq=False)
class Profile:
    """A claim as the features read it."""

    claim: Claim
    words: tuple[str, ...]  # content words, names and numbers left out
    weights: NDArray[np.float32]  # their IDF
    surfaces: tuple[str, ...]  # the words as they stand in the text
    verbs: NDArray[np.bool_]  # which of them are verbs
    rarity: Mapping[str, float]  # entity -> IDF, of every entity of the claims
    like: Likeness  # how like the names of entities are
    known: frozenset[str]  # every entity its document names, under any spelling
    narrowed: frozenset[str]  # what it narrows its count to
    vector: NDArray[np.float32]  # of its content, else the mean of its rows
    bag: NDArray[np.float32]  # mean of its words' vectors by weight, unit length; zeros without words
    with_before: NDArray[np.float32]  # its content and the sentence before it
    context: NDArray[np.float32]  # its sentence with those before and behind it

    @property
    def vectors(self) -> NDArray[np.float32]:
        """The vectors of its words; the encoder keeps them, a copy for every claim would fill the memory."""
        return _vectors(self.surfaces)


def make_profiles(claims: Sequence[Claim]) -> tuple[Profile, ...]:
    """Return the claims with word weights over the corpus: rare words and names weigh more."""
    words = [_content_words(claim) for claim in claims]
    rarity = _idf(words)
    titles: dict[str, tuple[str, str]] = {}
    named: dict[str, set[str]] = {}
    for claim in claims:
        named.setdefault(claim.document.id, set()).update(claim.context)
        for entity in claim.context:
            title = (claim.titles[entity], str(claim.names[entity]))
            titles[entity] = max(titles.get(entity, ("", "")), title, key=lambda item: (len(item[0]), item))
    like = compare_names(titles)
    names = _name_weights(claims, like)
    known = {
        document: frozenset(other for entity in entities for other, near in like[entity].items() if near > _KNOWN)
        for document, entities in named.items()
    }
    usual = usual_groups(claims)
    return tuple(
        _profile(claim, own, rarity=rarity, names=names, like=like, known=known[claim.document.id], narrowed=narrowed_to(claim, usual))
        for claim, own in zip(claims, words, strict=True)
    )


def _profile(
    claim: Claim, words: tuple[str, ...], *, rarity: Mapping[str, float], names: Mapping[str, float], like: Likeness, known: frozenset[str],
    narrowed: frozenset[str],
) -> Profile:
    weights = np.array([rarity[lemma] for lemma in words], dtype=np.float32)
    surfaces = _surfaces(claim, words)
    content = _unit(claim.vectors.sum(axis=0)) if claim.content_vector is None else claim.content_vector
    before, after = (np.zeros(DIMENSIONS, dtype=np.float32) if v is None else v for v in (claim.before_vector, claim.after_vector))
    sentence = content if claim.sentence_vector is None else claim.sentence_vector
    if content.shape != before.shape:
        content = sentence = np.zeros(DIMENSIONS, dtype=np.float32)  # nothing was encoded
    return Profile(
        claim=claim, words=words, weights=weights, surfaces=surfaces, verbs=_verbs(claim, words), rarity=names, like=like, known=known,
        narrowed=narrowed, vector=content, bag=_unit((weights[:, None] * _vectors(surfaces)).sum(axis=0)),
        with_before=_unit(content + _BEFORE * before), context=_unit(sentence + _BEFORE * before + _AFTER * after),
    )


def _name_weights(claims: Sequence[Claim], like: Likeness) -> dict[str, float]:
    """Return the IDF of each entity, counted under every spelling, at least 0.1."""
    counts = Counter(entity for claim in claims for entity in sorted(claim.entities))
    met = {entity: sum(counts[other] * near for other, near in sorted(own.items())) for entity, own in like.items()}
    return {entity: round(max(0.1, math.log((1 + len(claims)) / (0.5 + count))), 4) for entity, count in sorted(met.items())}


def pair_features(a: Profile, b: Profile) -> dict[str, float]:
    """Return the features of two claims by name, rounded; the order of the two never matters.

    Those of `STANDING` are added when all pairs are known.
    """
    if b.claim.key < a.claim.key:
        a, b = b, a
    values = {**_wording(a, b), **{name: value for read in FACTS for name, value in read(a, b).items()}}
    return {name: round(values.get(name, 0.0), 4) for name in NAMES if name not in STANDING}


def _wording(a: Profile, b: Profile) -> dict[str, float]:
    """Return what vectors and words alone say of two claims; `likely.compare_cheaply` says the same of many pairs at once."""
    left, right = a.claim, b.claim
    covers, predicates, rare = _align(a, b)
    return {
        "content_cosine": _cosine(left.content_vector, right.content_vector),
        "clause_cosine": float(np.max(left.vectors @ right.vectors.T)) if left.vectors.size and right.vectors.size else 0.0,
        "sentence_cosine": _cosine(left.sentence_vector, right.sentence_vector),
        "context_cosine": float(a.context @ b.context), "before_cosine": float(a.with_before @ b.with_before), "bag_cosine": float(a.bag @ b.bag),
        "cover_least": min(covers), "cover_most": max(covers), "predicate_cover": predicates, "rare_words": math.log1p(rare),
    }


def _content_words(claim: Claim) -> tuple[str, ...]:
    """Return the lemmas that say what a claim is about, names and numbers left out, each once."""
    named = [(m.start, m.end) for m in claim.mentions if m.form in {"name", "short"}]
    kept = [t.lemma for t in claim.terms if t.pos != "NUM" and not any(s <= t.start and t.end <= e for s, e in named)]
    return tuple(dict.fromkeys(kept))


def _surfaces(claim: Claim, words: Sequence[str]) -> tuple[str, ...]:
    surface = {t.lemma: claim.document.text[t.start : t.end].lower() for t in reversed(claim.terms)}
    return tuple(surface[word] for word in words)


def _vectors(surfaces: Sequence[str]) -> NDArray[np.float32]:
    return np.stack([encode_word(surface) for surface in surfaces]) if surfaces else np.zeros((0, DIMENSIONS), dtype=np.float32)


def _verbs(claim: Claim, words: Sequence[str]) -> NDArray[np.bool_]:
    verbs = {t.lemma for t in claim.terms if t.pos == "VERB"}
    return np.array([word in verbs for word in words], dtype=np.bool_)


def _idf(groups: Sequence[Sequence[str]]) -> dict[str, float]:
    """Return the inverse document frequency of each item, at least 0.1."""
    counts = Counter(item for group in groups for item in set(group))
    return {item: round(max(0.1, math.log((1 + len(groups)) / (0.5 + count))), 4) for item, count in sorted(counts.items())}


def _unit(row: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return a row at unit length; zeros stay zeros."""
    unit: NDArray[np.float32] = (row / max(float(np.linalg.norm(row)), 1e-9)).astype(np.float32)
    return unit


def _cosine(a: NDArray[np.float32] | None, b: NDArray[np.float32] | None) -> float:
    return 0.0 if a is None or b is None else float(a @ b)


def _align(a: Profile, b: Profile) -> tuple[tuple[float, float], float, float]:
    """Return the share of each claim's word weight that the other covers, the like of its verbs, and the weight of words that are the same."""
    if not a.words or not b.words:
        return (0.0, 0.0), 0.0, 0.0
    same = np.array([[x == y for y in b.words] for x in a.words])
    letters = process.cdist(a.words, b.words, scorer=fuzz.ratio)
    lengths = np.minimum.outer([len(w) for w in a.words], [len(w) for w in b.words])
    cognate = (letters >= COGNATE) & (lengths >= LETTERS)
    soft = soften(a.vectors @ b.vectors.T)
    scores = np.where(same, 1.0, np.where(cognate, np.maximum(soft, 0.9), soft))
    over_a = float((scores.max(axis=1) * a.weights).sum() / a.weights.sum())
    over_b = float((scores.max(axis=0) * b.weights).sum() / b.weights.sum())
    exact = (same | cognate).any(axis=1)
    verbs = [float(scores.max(axis=axis)[own.verbs].max()) for axis, own in ((1, a), (0, b)) if own.verbs.any()]
    return (over_a, over_b), min(verbs, default=0.5), float(a.weights[exact].sum())


def soften(cosines: NDArray[np.float32]) -> NDArray[np.float32]:
    """Return how much of each other words of these cosines say, 0 to 1."""
    shares: NDArray[np.float32] = np.clip((cosines - _ALIKE) / (1 - _ALIKE), 0, 1)
    return shares


def _names(a: Profile, b: Profile) -> dict[str, float]:
    """Return what two claims name together and apart, a name counting as another spelling of itself."""
    left, right = a.claim, b.claim
    return {
        "names_shared": math.log1p(_shared(a, left.entities, right.entities)), "foreign_names": math.log1p(_foreign(a, b) + _foreign(b, a)),
        "context_names": math.log1p(_shared(a, left.context, right.context)),
        "people_differ": float(_people_differ(a, b)),
    }


def _shared(profile: Profile, left: frozenset[str], right: frozenset[str]) -> float:
    """Return the weight of the names of the one side that stand on the other, the smaller of both ways."""
    if not left or not right:
        return 0.0
    return min(sum(profile.rarity[e] * best_like(e, other, profile.like) for e in sorted(own)) for own, other in ((left, right), (right, left)))


def _foreign(a: Profile, b: Profile) -> float:
    """Return the weight of what ``a`` names and the other's whole document never does: another ship, another mine."""
    return sum(a.rarity[name] for name in sorted(a.claim.entities) if name not in b.known)


def _people_differ(a: Profile, b: Profile) -> bool:
    """Return whether both name persons, and none of them may be one."""
    if compare_people(a.claim, b.claim) != DIFFERENT:
        return False
    persons = [sorted(e for e in c.entities if c.names.get(e) == "person") for c in (a.claim, b.claim)]
    return not any(best_like(entity, persons[1], a.like) > _SAME_PERSON for entity in persons[0])


def _stances(one: Profile, other: Profile) -> dict[str, float]:
    """Return where, in which language and how sure the two are said, and what of."""
    a, b = one.claim, other.claim
    denied = denies(a), denies(b)
    return {
        "cross_language": float(a.document.language != b.document.language), "same_document": float(a.document.id == b.document.id),
        "negation_differs": float(denied[0] != denied[1]), "both_deny": float(all(denied)),
        "length_differs": abs(math.log((1 + len(a.terms)) / (1 + len(b.terms)))), "written_apart": written_apart(published(a), published(b)),
        "unknown_both": float(a.modality == b.modality == "unknown"), "vague_same": float(_same_vague(a, b)),
        "category_same": _category_same(a, b), "role_same": float(same_role(a, b)),
        "heading": float("heading" in {a.minor, b.minor}), "aside": float(bool({a.minor, b.minor} & {"role", "aside"})),
    }


def published(claim: Claim) -> float:
    """Return the day of a claim's document as a number, not a number when it is unknown."""
    day = claim.document.published
    return math.nan if day is None else float(day.toordinal())


def written_apart(one: float, other: float) -> float:
    """Return how far apart two days are, 0 for one day or an unknown one, 1 for a year and more: news of one event comes within days.

    >>> written_apart(739000.0, 739007.0), written_apart(739000.0, math.nan), written_apart(739000.0, 740000.0)
    (0.3523, 0.0, 1.0)
    """
    days = abs(one - other)
    return 0.0 if math.isnan(days) else round(min(1.0, math.log1p(days) / math.log1p(_YEAR)), 4)


def _numbers(one: Profile, other: Profile) -> dict[str, float]:
    """Return how sure the claims give the same number of one thing, different numbers of one thing, or only one gives a number."""
    a, b = one.claim, other.claim
    same = differ = near = most = 0.0
    for p in a.quantities:
        for q in b.quantities:
            if _says_little(p) and _says_little(q):
                continue
            sure = comparable(a, p, b, q)
            most = max(most, sure)
            if same_value(p, q):
                same = max(same, sure)
            elif sure > differ:
                differ, near = sure, closeness(p, q)
    if same >= differ:
        differ = near = 0.0
    return {
        "numbers_same": same, "numbers_differ": differ, "numbers_near": near, "numbers_one_sided": float(bool(a.quantities) != bool(b.quantities)),
        "numbers_other": float(most < _UNLIKE and bool(a.quantities) and bool(b.quantities)),
        "counted_same": float(bool(_counted(a) & _counted(b))), **_equal(a, b),
    }


@once_for_a_claim
def _counted(claim: Claim) -> frozenset[str]:
    """Return the classes of what a claim counts; "thousands" counts nothing."""
    found = (counted_class(claim, quantity) for quantity in claim.quantities if not _is_vague(quantity))
    return frozenset(name for name in found if name is not None)


def _equal(a: Claim, b: Claim) -> dict[str, float]:
    """Return whether one number stands in both whatever it counts, and how unlikely that is by chance."""
    equal = [detail(p) for p in a.quantities for q in b.quantities if p.unit == q.unit and _is_definite(p) and same_value(p, q)]
    return {"numbers_equal": float(bool(equal)), "numbers_detail": max(equal, default=0.0)}


def _is_definite(quantity: Quantity) -> bool:
    """Return whether a quantity is a number or a narrow range; "thousands" here and there are no number in common."""
    return quantity.value is not None or bool(quantity.low and quantity.high and quantity.high <= _NARROW * quantity.low)


def _slots(one: Profile, other: Profile) -> dict[str, float]:
    a, b = one.claim, other.claim
    dates, event = compare_dates(a, b), compare_events(a, b)
    part = one.narrowed != other.narrowed
    another = _sentence_names_other(a) != _sentence_names_other(b)
    return {
        "other_event": float(another), "times_differ": float(compare_times(a, b) == DIFFERENT),
        "part_differs": float(part and bool(a.quantities) and bool(b.quantities)),
        "dates_same": float(dates == SAME), "dates_differ": float(dates == DIFFERENT),
        "event_same": float(event == SAME), **_acts(a, b),
    }


def _acts(a: Claim, b: Claim) -> dict[str, float]:
    """Return whether both tell an act of one kind, or acts of other kinds alone."""
    left, right = ({event.category for event in claim.events} for claim in (a, b))
    return {"event_shared": float(bool(left & right)), "events_differ": float(bool(left) and bool(right) and not left & right)}


def _says_little(quantity: Quantity) -> bool:
    """Return whether an amount is vague and small: "several countries" here and there are no number in common."""
    return quantity.value is None and quantity.unit == "count" and (quantity.low or 0) < _MANY


def _same_vague(a: Claim, b: Claim) -> bool:
    """Return whether both give one vague amount of many ("thousands", "des milliers") and tell the same acts of it.

    Where neither tells an act the amount is what is said, not what belongs to something else ("the displacement of thousands").
    """
    acts = {event.category for event in a.events}
    if acts != {event.category for event in b.events}:
        return False
    vague = [{(q.low, q.high) for q in c.quantities if _is_vague(q) and (acts or not _belongs(c, q))} for c in (a, b)]
    return bool(vague[0] & vague[1])


def _is_vague(quantity: Quantity) -> bool:
    return quantity.value is None and quantity.unit == "count" and (quantity.low or 0) >= _MANY


def _belongs(claim: Claim, quantity: Quantity) -> bool:
    """Return whether a number stands behind a word that makes it part of a noun before it."""
    return ends_in(claim.document.text[claim.sentence.start : quantity.start], claim.document.language, "counted", "genitives")


def _category_same(a: Claim, b: Claim) -> float:
    """Return how well both fit the risk that fits both best: "lured by fake jobs" and "trompées à l'embauche" are told by what they mean."""
    acts = {event.category for claim in (a, b) for event in claim.events}
    known = {(c.framework, c.category): c.score for c in a.categories}
    return max((min(c.score, known.get((c.framework, c.category), 0.0)) for c in b.categories if c.category not in acts), default=0.0)


@once_for_a_claim
def _sentence_names_other(claim: Claim) -> bool:
    return names_other(claim.document.text[claim.sentence.start : claim.sentence.end], claim.document.language)


def _speakers(one: Profile, other: Profile) -> dict[str, float]:
    a, b = one.claim, other.claim
    if a.speaker is None or b.speaker is None:
        return {"same_speaker": 0.0, "other_speaker": 0.0}
    same = same_speaker(a, b)
    return {"same_speaker": float(same), "other_speaker": float(not same)}


def same_speaker(a: Claim, b: Claim) -> bool:
    """Return whether one speaker is cited for both claims."""
    if a.speaker is None or b.speaker is None:
        return False
    return a.speaker == b.speaker or fold(a.speaker) == fold(b.speaker) or a.origin.name == b.origin.name


FACTS = (_stances, _speakers, _slots, _numbers, _names)  # what is read from the slots of two claims, the cheapest first
