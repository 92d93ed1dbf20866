"""Grammar of a parsed sentence: prepositional complements, participles, antecedents, coordinated nouns, whole noun phrases.

Works on the labels of both parsers: ClearNLP names of the English model, Universal Dependencies of the others.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from briefing.extract.triggers import inflect
from briefing.folding import fold
from briefing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

SUBJECT = frozenset({"nsubj", "csubj", "nsubj:caus"})
PASSIVE_SUBJECT = frozenset({"nsubjpass", "nsubj:pass", "csubjpass"})
OBJECT = frozenset({"dobj", "obj", "dative", "iobj"})
RELATIVE = frozenset({"acl", "relcl", "acl:relcl"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "DET", "SYM"})
_OBLIQUE = frozenset({"obl", "obl:arg", "obl:mod", "obl:agent", "nmod", "dep"})
_OUTSIDE = frozenset({"relcl", "acl:relcl", "acl", "advcl", "ccomp", "parataxis", "advcl:cleft", "case"})
_PAST = ("e", "es", "ee", "ees", "i", "ie", "is", "ies", "ise", "ises", "u", "ue", "us", "ues", "it", "ert", "erte", "ed")


@lru_cache(maxsize=64)
def forms_of(key: str, language: str) -> frozenset[str]:
    """Return all forms of the verbs of a list of lexicon/<language>/events.yaml, themselves among them."""
    words = load(language, "events").get(key, ())
    return frozenset(form for word in words for form in (word, *inflect(word, language, "verb")))


def normal(form: str, language: str) -> str:
    """Return a folded preposition without the article it is joined with, any other form unchanged.

    >>> normal("aux", "fr")
    'a'
    """
    bare: str = load(language, "events").get("contractions", {}).get(form, form)
    return bare


def complements(token: Token) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, head) of the prepositional phrases that depend on a token."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ", "VERB"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield fold(child.text), inner
                elif inner.dep_ == "prep":
                    yield from ((fold(inner.text), deep) for deep in inner.children if deep.dep_ == "pobj")
        elif child.dep_ in _OBLIQUE:
            case = next((inner for inner in child.children if inner.dep_ == "case"), None)
            if case is not None:
                yield normal(fold(case.text), token.lang_), child


def is_participle(token: Token) -> bool:
    """Return whether a form may be a past participle, by its tag, else by its ending."""
    if token.tag_ in {"VBN", "VBD"}:
        return token.tag_ == "VBN" or not any(child.dep_ in SUBJECT for child in token.children)
    if token.tag_.startswith("V") and token.lang_ == "en":
        return False
    found = token.morph.get("VerbForm", [])
    if found and token.pos_ == "VERB" and "Part" in found:
        return "Pres" not in token.morph.get("Tense", [])
    if found and "Fin" in found and any(child.dep_ in SUBJECT for child in token.children):
        return False
    return fold(token.text).endswith(_PAST) and "Inf" not in found


def may_be_object(child: Token, verb: Token) -> bool:
    """Return whether a noun stands where objects stand; only pronouns go before their verb."""
    return child.i > verb.i or child.pos_ in {"PRON", "DET"} or verb.lang_ == "en"


def antecedent(token: Token, verb: Token, facts: Mapping[str, Sequence[str]]) -> Token:
    """Return the noun that a relative pronoun stands for, else the token."""
    if fold(token.text) in facts.get("relative", ()):
        clause = verb
        for _ in range(3):
            if clause.dep_ in RELATIVE and clause.head.pos_ in NOMINAL:
                return clause.head
            clause = clause.head
    return token


def sharing(token: Token) -> list[Token]:
    """Return a noun, then the nouns coordinated with it, whose complements it shares ("the arrest and extradition of X")."""
    others = [other for other in token.conjuncts if other.pos_ in {"NOUN", "PROPN"} and abs(other.i - token.i) <= 3]
    return [token, *sorted(others, key=lambda other: (other.i < token.i, abs(other.i - token.i)))]


def governor(token: Token) -> Token | None:
    """Return the verb whose clause a noun stands in."""
    current = token
    for _ in range(8):
        if current.pos_ in {"VERB", "AUX"}:
            return current
        if current.head == current:
            return None
        current = current.head
    return None


def phrase_of(head: Token, trigger: Token | None) -> tuple[int, int]:
    """Return the first and last token index of a head's noun phrase: its preposition, clauses and the trigger left out."""
    out: set[int] = set()
    for child in head.children:
        if child.dep_ in _OUTSIDE or (child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}):
            out.update(part.i for part in child.subtree)
    inner = {part.i for part in head.subtree if part.i not in out and not part.is_space}
    if trigger is not None:
        inner = {n for n in inner if (n < trigger.i) == (head.i < trigger.i)}
    left = right = head.i
    while left - 1 in inner:
        left -= 1
    while right + 1 in inner:
        right += 1
    edge = {part.i for part in head.subtree if part.is_punct or part.dep_ in {"cc", "case", "punct"}}
    while left < head.i and left in edge:
        left += 1
    while right > head.i and right in edge:
        right -= 1
    return left, right

