"""Certainty of an event: whether the text says that it happened, denies it, plans it, thinks it possible or accuses somebody of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.folding import fold
from briefing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from briefing.extract.arguments import Frame
    from briefing.extract.triggers import Hit, Word
    from briefing.model import Modality

_CLAUSE_ENDS = frozenset(";:.?!")


def judge_event(words: Sequence[Word], hit: Hit, frame: Frame, language: str) -> tuple[Modality, bool]:
    """Return the modality of an event and whether it is negated."""
    facts = load(language, "events")
    if not facts:
        return "asserted", False
    group = list(_group(words, hit, frame))
    above = list(_governors(words, hit))
    return _modality(words, hit, group, above, facts), _is_negated(words, hit, frame, group, above, facts)


def _group(words: Sequence[Word], hit: Hit, frame: Frame) -> Iterator[Word]:
    """Yield the words of the verb group of an act: auxiliaries, adverbs, determiners before it and those of its light verb."""
    places = {hit.head}
    if frame.form == "nominal" and frame.verb is not None:
        places.update(n for n, word in enumerate(words) if word.token is frame.verb and _is_near(words, n, hit.head))
    for place in sorted(places):
        for n in range(place - 1, max(-1, place - 6), -1):
            word = words[n]
            if word.pos in {"AUX", "ADV", "PART", "DET", "X", ""} or (n != hit.head and word.form in {"ete", "pas", "a", "going", "to", "n'", "ne"}):
                yield word
            elif not (word.pos in {"ADJ", "PRON"} and place == hit.head):
                break


def _is_near(words: Sequence[Word], left: int, right: int) -> bool:
    first, last = sorted((left, right))
    return last - first <= 8 and not any(word.form in _CLAUSE_ENDS for word in words[first:last])


def _governors(words: Sequence[Word], hit: Hit) -> Iterator[Token]:
    """Yield the verbs, nouns and adjectives above the trigger whose complement it is, nearest first."""
    current = words[hit.head].token
    if current is None:
        return
    for _ in range(4):
        if current.head is current or current.dep_ in {"relcl", "acl:relcl", "advcl", "parataxis", "appos", "nsubj", "nsubjpass", "nsubj:pass"}:
            return
        is_coordinate = current.dep_ == "conj"
        current = current.head
        if not is_coordinate and current.pos_ in {"VERB", "NOUN", "ADJ"}:
            yield current


def _modality(
    words: Sequence[Word], hit: Hit, group: Sequence[Word], above: Sequence[Token], facts: Mapping[str, Sequence[str]],
) -> Modality:
    lemmas = [fold(token.lemma_) for token in above]
    forms = {part for word in group for part in (word.form, word.lemma)}
    adverbs = {fold(child.text) for token in (words[hit.head].token, *above[:1]) if token is not None for child in token.children if child.pos_ == "ADV"}
    if hit.category.id != "denial" and any(lemma in facts["denying"] for lemma in lemmas):
        return "denied"
    clause = _clause(words, hit.head)
    if any(word.form in facts["unknown"] for word in clause):
        return "unknown"
    if (forms | adverbs) & set(facts["alleged"]) or any(lemma in facts["alleged"] for lemma in lemmas[:3]):
        return "alleged"
    if forms & set(facts["possible"]) or adverbs & set(facts["possible"]) or any(lemma in facts["possible"] for lemma in lemmas[:2]):
        return "hedged"
    if forms & set(facts["future"]) or any(_is_future(word) for word in group) or any(lemma in facts["planned"] for lemma in lemmas[:2]):
        return "predicted"
    if any(_is_conditional(word) for word in group):
        return "alleged"
    if any(word.form in facts["conditional"] for word in clause if word.start < words[hit.head].start and word.pos in {"SCONJ", ""}):
        return "hedged"
    return "alleged" if hit.category.id == "official-complicity" else "asserted"


def _clause(words: Sequence[Word], place: int) -> list[Word]:
    """Return the words before a trigger back to the last sign that ends a clause, at most twelve."""
    found: list[Word] = []
    for n in range(place - 1, max(-1, place - 13), -1):
        if words[n].form in _CLAUSE_ENDS:
            break
        found.append(words[n])
    return found


def _is_future(word: Word) -> bool:
    if word.token is None or word.pos not in {"AUX", "VERB"}:
        return False
    return "Fut" in word.token.morph.get("Tense")


def _is_conditional(word: Word) -> bool:
    """Return whether a verb stands in the French conditional, which reports what is not established."""
    if word.token is None or word.pos not in {"AUX", "VERB", "X", "NOUN"}:
        return False
    return "Cnd" in word.token.morph.get("Mood") or word.form in {"aurait", "auraient", "serait", "seraient"}


def _is_negated(
    words: Sequence[Word], hit: Hit, frame: Frame, group: Sequence[Word], above: Sequence[Token], facts: Mapping[str, Sequence[str]],
) -> bool:
    negation = set(facts["negation"])
    token = words[hit.head].token
    if any(word.form in negation for word in group):
        return True
    if token is not None and any(child.dep_ == "neg" or fold(child.text) in negation for child in token.children):
        return True
    for participant in (frame.agent, frame.target):
        if participant is not None and fold(participant.text) in negation and participant.i < words[hit.head].token.i:  # type: ignore[union-attr]
            return True
    if any(fold(governor.lemma_) in facts["negative_verbs"] for governor in above[:1]) and hit.category.id != "denial":
        return True
    if frame.form == "nominal" and frame.verb is not None and token is not None and token.head is frame.verb:
        return any(child.dep_ == "neg" or fold(child.text) in negation for child in frame.verb.children)
    return False
