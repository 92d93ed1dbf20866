"""Certainty of an event: whether the text says that it happened, denies it, plans it, thinks it possible or accuses somebody of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.arguments import forms_of
from briefing.folding import fold
from briefing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from briefing.extract.arguments import Frame
    from briefing.extract.triggers import Hit, Word
    from briefing.model import Modality

_CLAUSE_ENDS = frozenset(";:.?!")
_NEGATING = frozenset({"neg", "advmod", "det", "cc", "mark"})
_LOOSE = frozenset({"relcl", "acl:relcl", "advcl", "parataxis", "appos", "nsubj", "nsubjpass", "nsubj:pass", "acl:cleft"})


def judge_event(words: Sequence[Word], hit: Hit, frame: Frame, language: str) -> tuple[Modality, bool]:
    """Return the modality of an event and whether it is negated."""
    facts = load(language, "events")
    if not facts:
        return "asserted", False
    group = list(_group(words, hit, frame))
    above = list(_governors(words, hit, frame, facts))
    return _modality(words, hit, group, above, language), _is_negated(words, hit, frame, group, above, language)


def _group(words: Sequence[Word], hit: Hit, frame: Frame) -> Iterator[Word]:
    """Yield the words of the verb group of an act: auxiliaries, adverbs, determiners before it, and those of the verb that carries a noun."""
    places = {hit.head}
    if frame.light:
        places.update(n for n, word in enumerate(words) if word.token == frame.verb)
    for place in sorted(places):
        for n in range(place - 1, max(-1, place - 6), -1):
            word = words[n]
            if word.form in _CLAUSE_ENDS or word.form == ",":
                break
            if word.pos in {"AUX", "ADV", "PART", "DET", "X", "PRON", "ADP", ""} or word.form in {"ete", "pas", "a", "going", "to"} or _is_modal(word):
                yield word
            elif not (word.pos == "ADJ" and frame.form == "nominal" and place == hit.head):
                break


def _is_modal(word: Word) -> bool:
    """Return whether a verb governs the infinitive behind it ("devrait etre delivre", "pourrait")."""
    return word.token is not None and word.pos == "VERB" and any(child.i > word.token.i and child.dep_ in {"xcomp", "ccomp"} for child in word.token.children)


def _governors(words: Sequence[Word], hit: Hit, frame: Frame, facts: Mapping[str, Sequence[str]]) -> Iterator[Token]:
    """Yield the verbs, nouns and adjectives above the trigger whose complement it is, nearest first."""
    current = words[hit.head].token
    if frame.light and frame.verb is not None:
        current = frame.verb
        yield current
    if current is None:
        return
    open_prepositions = {"of", "de", "d'", "to", "for", "a", "on", "pour", "par"}
    for _ in range(5):
        if current.head == current or current.dep_ in _LOOSE:
            return
        if current.dep_ == "acl" and not _is_infinitive(current) or _is_parted(current):
            return
        if current.pos_ == "ADP" and fold(current.text) not in open_prepositions:
            return
        case = next((fold(child.text) for child in current.children if child.dep_ == "case"), "de")
        if current.dep_.startswith(("obl", "nmod")) and case not in open_prepositions | {"des", "du", "au", "aux"}:
            return
        is_coordinate = current.dep_ == "conj"
        current = current.head
        if not is_coordinate and current.pos_ in {"VERB", "NOUN", "ADJ"}:
            yield current


def _modality(words: Sequence[Word], hit: Hit, group: Sequence[Word], above: Sequence[Token], language: str) -> Modality:
    facts = load(language, "events")
    governing = [fold(token.text) for token in above]
    forms = {part for word in group for part in (word.form, word.lemma)}
    adverbs = {fold(child.text) for token in (words[hit.head].token, *above[:1]) if token is not None for child in token.children if child.pos_ in {"ADV", "ADJ"}}
    clause = _clause(words, hit.head)
    if hit.category.id != "denial" and any(form in forms_of("denying", language) for form in governing):
        return "denied"
    if any(word.form in facts["unknown"] for word in clause):
        return "unknown"
    if (forms | adverbs) & set(facts["alleged"]) or any(form in forms_of("alleged", language) for form in governing[:3]):
        return "alleged"
    if (forms | adverbs) & set(facts["possible"]) or any(word.form in forms_of("possible", language) for word in group):
        return "hedged"
    if any(form in forms_of("possible", language) for form in governing[:2]) or _has_doubtful_predicate(words[hit.head].token, language):
        return "hedged"
    if forms & set(facts["future"]) or any(_is_future(word) for word in group) or any(word.form in forms_of("planned", language) for word in group):
        return "predicted"
    if any(form in forms_of("planned", language) for form in governing[:3]):
        return "predicted"
    if any(_is_conditional(word) for word in group):
        return "alleged"
    if any(word.form in facts["conditional"] and not _is_concession(words, word) for word in clause if word.pos in {"SCONJ", ""}):
        return "hedged"
    if _is_purpose(words[hit.head].token):
        return "predicted"
    return "alleged" if hit.category.id == "official-complicity" else "asserted"


def _is_purpose(token: Token | None) -> bool:
    """Return whether an infinitive hangs on a noun or adjective ("efforts to dismantle", "difficult to dismantle"): not said to have happened."""
    if token is None or token.pos_ != "VERB" or token.dep_ not in {"acl", "xcomp", "ccomp", "advcl"} or token.head.pos_ not in {"NOUN", "ADJ"}:
        return False
    return _is_infinitive(token)


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" or "Inf" in token.morph.get("VerbForm")


def _is_parted(token: Token) -> bool:
    """Return whether a semicolon stands between a token and its head."""
    left, right = sorted((token.i, token.head.i))
    return any(other.text == ";" for other in token.doc[left:right])


def _is_concession(words: Sequence[Word], word: Word) -> bool:
    """Return whether "if" stands in "even if", which grants what follows."""
    place = next(n for n, other in enumerate(words) if other.start == word.start)
    return place > 0 and words[place - 1].form in {"meme", "even"}


def _has_doubtful_predicate(token: Token | None, language: str) -> bool:
    """Return whether the act is the subject of "possible", "unlikely"."""
    if token is None or not token.dep_.startswith("nsubj"):
        return False
    known = forms_of("possible", language)
    return any(fold(part.text).removesuffix("s") in known for part in (token.head, *token.head.children) if part.pos_ == "ADJ")


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
    words: Sequence[Word], hit: Hit, frame: Frame, group: Sequence[Word], above: Sequence[Token], language: str,
) -> bool:
    negation = set(load(language, "events")["negation"])
    token = words[hit.head].token
    if any(word.form in negation and word.form != "personne" for word in group):
        return True
    verbs = [verb for verb in (token, frame.verb if frame.light else None) if verb is not None]
    if any(child.dep_ == "neg" or fold(child.text) in negation - {"personne"} for verb in verbs for child in verb.children if child.dep_ in _NEGATING):
        return True
    for participant in (frame.agent, frame.target):
        if participant is not None and token is not None and fold(participant.text) in negation and participant.i < token.i:
            return True
    return hit.category.id != "denial" and any(fold(governor.text) in forms_of("negative_verbs", language) for governor in above[:2])
