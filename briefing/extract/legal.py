"""Legal status as the text states it: who is accused, arrested, charged, sanctioned, extradited, convicted or cleared, with the words that say so.

An accusation never becomes a finding of guilt: each status has words of its own, and a negated statement gives none.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, cast

from briefing import lexicon
from briefing.extract.gazetteer import key
from briefing.model import LegalStatus

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

    from spacy.tokens import Token

    from briefing.extract.parse import Parse, ParsedSentence
    from briefing.model import Mention

_PASSIVE = frozenset({"nsubjpass", "nsubj:pass"})
_OBJECTS = frozenset({"dobj", "obj"})
_SUBJECTS = frozenset({"nsubj"})
_AUXILIARY = frozenset({"aux", "auxpass", "aux:pass", "aux:tense"})
_CONTROL = frozenset({"xcomp", "conj"})


@dataclass(frozen=True, slots=True)
class _Words:
    verbs: dict[str, str]
    nouns: dict[str, str]
    participles: dict[str, str]
    phrases: dict[tuple[str, str], str]
    prepositions: frozenset[str]
    modals: frozenset[str]
    requests: frozenset[str]
    negations: frozenset[str]
    first: frozenset[str]  # every lemma that a verb, a noun or a phrase of status begins with


@cache
def _words(language: str) -> _Words:
    facts = lexicon.load(language, "legal")

    def inverted(name: str) -> dict[str, str]:
        return {key(str(word)): status for status, words in facts.get(name, {}).items() for word in words}

    phrases = {(key(verb), key(noun)): status for status, pairs in facts.get("phrases", {}).items() for verb, noun in pairs}
    lists = ("prepositions", "modals", "requests", "negations")
    prepositions, modals, requests, negations = (frozenset(map(key, facts.get(name, ()))) for name in lists)
    verbs, nouns = inverted("verbs"), inverted("nouns")
    first = frozenset({*verbs, *nouns, *(verb for verb, _ in phrases)})
    return _Words(verbs, nouns, inverted("particles"), phrases, prepositions, modals, requests, negations, first)


def find_statuses(parse: Parse, mentions: Sequence[Mention]) -> tuple[LegalStatus, ...]:
    """Return the legal statuses of persons and organisations, in order, each once per statement."""
    words = _words(parse.language)
    found: set[LegalStatus] = set()
    for sentence in parse.sentences:
        if sentence.span is None or sentence.boilerplate:
            continue
        near = [m for m in mentions if sentence.start <= m.start < sentence.end and m.type in {"person", "organisation"}]
        for trigger, status, targets in _statements(sentence, words):
            statements = (_status(sentence, trigger, status, target, near) for target in targets)
            found.update(statement for statement in statements if statement is not None)
    return tuple(sorted(found, key=lambda status: (status.start, status.end, status.chain, status.status)))


def _status(sentence: ParsedSentence, trigger: Token, status: str, target: Token, near: Sequence[Mention]) -> LegalStatus | None:
    mention = _mention_of(sentence, target, near)
    if mention is None:
        return None
    group = [trigger, *(child for child in trigger.children if child.dep_ in _AUXILIARY)]
    starts = [sentence.at(token)[0] for token in group]
    ends = [sentence.at(token)[1] for token in group]
    return LegalStatus(chain=mention.chain, status=cast("Any", status), start=min(*starts, mention.start), end=max(*ends, mention.end))


def _mention_of(sentence: ParsedSentence, target: Token, near: Sequence[Mention]) -> Mention | None:
    """Return the mention a noun phrase is about: the one that holds its head, else one in apposition to it."""
    for token in (target, *(child for child in target.children if child.dep_ in {"appos", "flat:name", "compound"} and child.pos_ == "PROPN")):
        start = sentence.at(token)[0]
        found = [mention for mention in near if mention.start <= start < mention.end]
        if found:
            return min(found, key=lambda mention: (mention.end - mention.start, mention.start))
    return None


def _statements(sentence: ParsedSentence, words: _Words) -> Iterator[tuple[Token, str, list[Token]]]:
    assert sentence.span is not None  # noqa: S101 - the caller asks for parsed sentences alone
    for token in sentence.span:
        lemma, form = key(token.lemma_), key(token.text)
        if lemma not in words.first and form not in words.participles:
            continue
        if _is_negated(token, words) or _is_possible(token, words):
            continue
        if lemma in words.verbs or form in words.participles:
            status = words.verbs.get(lemma) or words.participles[form]
            yield token, status, _objects(token, form in words.participles)
        if token.pos_ == "NOUN" and lemma in words.nouns:
            yield token, words.nouns[lemma], _complements(token, words)
        for noun in token.children:
            pair = (lemma, key(noun.lemma_))
            if pair in words.phrases and noun.dep_ in _OBJECTS | {"obl:arg", "obl:mod", "acomp", "xcomp"}:
                yield token, words.phrases[pair], [child for child in token.children if child.dep_ in _SUBJECTS | _PASSIVE]


def _is_negated(token: Token, words: _Words) -> bool:
    return any(child.dep_ == "neg" or (child.dep_ == "advmod" and key(child.text) in words.negations) for child in token.children)


def _is_possible(token: Token, words: _Words) -> bool:
    """Return whether a statement is only possible or asked for: "could be extradited", "la demande d'extradition de X"."""
    modal = any(child.dep_ in _AUXILIARY and key(child.lemma_) in words.modals for child in token.children)
    verb = key(token.head.lemma_) in words.modals and token.dep_ == "xcomp"
    above = token.head.head if token.head.pos_ == "ADP" else token.head
    return modal or verb or (token.pos_ == "NOUN" and key(above.lemma_) in words.requests)


def _objects(verb: Token, is_participle: bool) -> list[Token]:  # noqa: FBT001 - private
    """Return who undergoes a verb: its object, its passive subject (shared by joined verbs), the noun its participle describes."""
    objects = [child for child in verb.children if child.dep_ in _OBJECTS]
    passive = [child for child in verb.children if child.dep_ in _PASSIVE]
    if passive or objects:
        return passive + objects
    has_passive_aux = any(child.dep_ in {"auxpass", "aux:pass"} for child in verb.children)
    if has_passive_aux and verb.dep_ not in _CONTROL:
        return [child for child in verb.children if child.dep_ in _SUBJECTS]
    if verb.dep_ == "conj" and verb.head.pos_ in {"VERB", "AUX"} and (verb.tag_ in {"VBN", "VBD"} or is_participle):
        return [child for child in verb.head.children if child.dep_ in _PASSIVE]
    if is_participle and verb.dep_ in {"acl", "amod", "appos"} and verb.head.pos_ in {"PROPN", "NOUN", "PRON"}:
        head = verb.head
        return [head, *([head.head] if head.dep_ == "appos" else [])]
    return []


def _complements(noun: Token, words: _Words) -> list[Token]:
    """Return who stands behind a noun of status ("the arrest of X", "sanctions on X", "X's arrest")."""
    found = []
    for child in noun.children:
        if child.dep_ == "poss":
            found.append(child)
        elif child.dep_ == "prep" and key(child.text) in words.prepositions:
            found.extend(grandchild for grandchild in child.children if grandchild.dep_ == "pobj")
        elif child.dep_ in {"nmod", "obl:mod", "obl:arg"}:
            cases = [case for case in child.children if case.dep_ == "case" and key(case.text) in words.prepositions]
            found.extend([child] if cases else [])
    return found
