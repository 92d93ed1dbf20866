"""Certainty of an event: whether the text says that it happened, denies it, plans it, thinks it possible or accuses somebody of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.syntax import forms_of, normal
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
    group = list(_group(words, hit, frame, facts["group_words"]))
    above = list(_governors(words, hit, frame, language))
    return _modality(words, hit, group, above, language), _is_negated(words, hit, frame, group, above, language)


def _group(words: Sequence[Word], hit: Hit, frame: Frame, known: Sequence[str]) -> Iterator[Word]:
    """Yield the verb group of an act: auxiliaries, adverbs, determiners before it, and those of the verb that carries a noun."""
    places = {hit.head}
    if frame.light:
        places.update(n for n, word in enumerate(words) if word.token == frame.verb)
    for place in sorted(places):
        for n in range(place - 1, max(-1, place - 6), -1):
            word = words[n]
            if word.form in _CLAUSE_ENDS or word.form == ",":
                break
            if word.pos in {"AUX", "ADV", "PART", "DET", "X", "PRON", "ADP", ""} or word.form in known or _is_modal(word):
                yield word
            elif not (word.pos == "ADJ" and frame.form == "nominal" and place == hit.head):
                break


def _is_modal(word: Word) -> bool:
    """Return whether a verb governs the infinitive behind it ("devrait etre delivre", "pourrait")."""
    token = word.token
    return token is not None and word.pos == "VERB" and any(child.i > token.i and child.dep_ in {"xcomp", "ccomp"} for child in token.children)


def _governors(words: Sequence[Word], hit: Hit, frame: Frame, language: str) -> Iterator[Token]:
    """Yield the verbs, nouns and adjectives above the trigger whose complement it is, nearest first."""
    current = words[hit.head].token
    if frame.light and frame.verb is not None:
        current = frame.verb
        yield current
    if current is None:
        return
    for _ in range(5):
        if current.head == current or current.dep_ in _LOOSE:
            return
        if (current.dep_ == "acl" and not _is_infinitive(current)) or _is_parted(current) or not _is_open(current, language):
            return
        is_coordinate = current.dep_ == "conj"
        current = current.head
        if not is_coordinate and current.pos_ in {"VERB", "NOUN", "ADJ"}:
            yield current


def _is_open(token: Token, language: str) -> bool:
    """Return whether what governs a token behind its preposition still governs the act: "request for the arrest", not "charged after the arrest"."""
    known = load(language, "events")["open_prepositions"]
    if token.pos_ == "ADP":
        return fold(token.text) in known
    case = next((normal(fold(child.text), language) for child in token.children if child.dep_ == "case"), None)
    return not token.dep_.startswith(("obl", "nmod")) or case is None or case in known


def _modality(words: Sequence[Word], hit: Hit, group: Sequence[Word], above: Sequence[Token], language: str) -> Modality:
    """Return the first modality whose signs are there; the strongest doubt is asked for first."""
    facts = load(language, "events")
    token = words[hit.head].token
    governing = [fold(governor.text) for governor in above]
    near = [verb for verb in (token, *above[:1]) if verb is not None]
    modifiers = {fold(child.text) for verb in near for child in verb.children if child.pos_ in {"ADV", "ADJ"}}
    forms = {part for word in group for part in (word.form, word.lemma)} | modifiers
    future, planned = set(facts["future"]), forms_of("planned", language)
    is_future = any(map(_is_future, [*group, words[hit.head]]))
    before = _clause(words, hit.head)

    def is_under(key: str, depth: int) -> bool:
        return any(form in forms_of(key, language) for form in governing[:depth])

    signs: tuple[tuple[Modality, bool], ...] = (
        ("denied", hit.category.certainty != "denied" and is_under("denying", len(governing))),
        ("unknown", any(word.form in facts["unknown"] for word in before)),
        ("alleged", bool(forms & set(facts["alleged"])) or is_under("alleged", 3)),
        ("hedged", bool(forms & forms_of("possible", language)) or is_under("possible", 2) or _has_doubtful_predicate(token, language)),
        ("predicted", bool(forms & (future | planned)) or is_future or is_under("planned", 3)),
        ("alleged", any(map(_is_conditional, group))),
        ("hedged", any(_is_condition(words, word, facts) for word in before)),
        ("predicted", _is_purpose(token)),
        ("alleged", hit.category.certainty == "alleged"),
    )
    return next((modality for modality, is_so in signs if is_so), "asserted")


def _is_purpose(token: Token | None) -> bool:
    """Return whether an infinitive hangs on a noun or adjective ("efforts to dismantle", "difficult to dismantle"): not said to have happened."""
    if token is None or token.pos_ != "VERB" or token.dep_ not in {"acl", "xcomp", "ccomp", "advcl"} or token.head.pos_ not in {"NOUN", "ADJ"}:
        return False
    return _is_infinitive(token)


def _is_infinitive(token: Token) -> bool:
    return token.tag_ == "VB" or "Inf" in token.morph.get("VerbForm", [])


def _is_parted(token: Token) -> bool:
    """Return whether a semicolon stands between a token and its head."""
    left, right = sorted((token.i, token.head.i))
    return any(other.text == ";" for other in token.doc[left:right])


def _is_condition(words: Sequence[Word], word: Word, facts: Mapping[str, Sequence[str]]) -> bool:
    """Return whether a word begins a condition; "even if" grants what follows."""
    if word.form not in facts["conditional"] or word.pos not in {"SCONJ", ""}:
        return False
    place = next(n for n, other in enumerate(words) if other.start == word.start)
    return place == 0 or words[place - 1].form not in facts["concession"]


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
    return "Fut" in word.token.morph.get("Tense", [])


def _is_conditional(word: Word) -> bool:
    """Return whether a verb stands in the French conditional, which reports what is not established."""
    if word.token is None or word.pos not in {"AUX", "VERB", "X", "NOUN"}:
        return False
    return "Cnd" in word.token.morph.get("Mood", []) or word.form in {"aurait", "auraient", "serait", "seraient"}


def _is_negated(
    words: Sequence[Word], hit: Hit, frame: Frame, group: Sequence[Word], above: Sequence[Token], language: str,
) -> bool:
    facts = load(language, "events")
    negation = set(facts["negation"])
    token = words[hit.head].token
    if any(word.form in negation for word in group):
        return True
    verbs = [verb for verb in (token, frame.verb if frame.light else None) if verb is not None]
    if any(child.dep_ == "neg" or fold(child.text) in negation for verb in verbs for child in verb.children if child.dep_ in _NEGATING):
        return True
    for participant in (frame.agent, frame.target):
        if participant is not None and token is not None and fold(participant.text) in facts["nobody"] and participant.i < token.i:
            return True
    return hit.category.certainty != "denied" and any(fold(governor.text) in forms_of("negative_verbs", language) for governor in above[:2])
