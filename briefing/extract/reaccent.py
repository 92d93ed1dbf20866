"""Accents put back by context into French typed without them, for the parser alone: one code point for one, so that every offset holds.

The text of the document never changes. Capitalised words keep their form: names are not in the vocabulary, and a wrong accent loses them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from spacy.language import Language

_WORD = re.compile(r"[^\W\d_]+['’]?|[^\w\s]")
_BARE = 0.012  # share of letters with an accent below which a text was typed without; written French has 0.03 to 0.04
_LEAST_LETTERS = 40
_RARER = 4  # a plain word gives way to an accented one that stands this many times higher in the frequency list
_UNKNOWN = 10**7
_COMMON = 8  # how many times rarer than the plain word a participle may be
_OTHER_PARTICIPLES = ("i", "u", "is", "it", "ert", "eint", "aint", "oint", "uit", "ue", "us", "ite", "ise")
_PARTICIPLE = ("é", "és", "ée", "ées")


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Written forms of French with their rank by frequency."""

    accented: Mapping[str, tuple[str, ...]]  # folded form -> forms with accents, the most frequent first
    verbs: frozenset[str]  # forms of verbs in -er without accents: what a participle in -é is mistaken for
    ranks: Mapping[str, int]

    def rank(self, form: str) -> int:
        """Return the place of a form in the list, 0 for the most frequent."""
        return self.ranks.get(form, _UNKNOWN)


@dataclass(frozen=True, slots=True)
class _Rules:
    auxiliaries: frozenset[str]
    adverbs: frozenset[str]
    before_a: frozenset[str]
    after_a: frozenset[str]
    determiners: frozenset[str]
    closed: frozenset[str]
    after_des: frozenset[str]
    fixed: Mapping[str, str]


@cache
def _rules() -> _Rules:
    facts = lexicon.load("fr", "accents")
    names = ("auxiliaries", "adverbs", "before-a", "after-a", "determiners", "closed", "after-des")
    auxiliaries, adverbs, before_a, after_a, determiners, closed, after_des = (frozenset(map(str, facts.get(name, ()))) for name in names)
    return _Rules(auxiliaries, adverbs, before_a, after_a, determiners, closed, after_des, dict(facts.get("fixed", {})))


def is_bare(text: str) -> bool:
    """Return whether a French text was typed without accents, or nearly.

    >>> is_bare("Le ministere de la Securite publique a declare avoir arrete deux hommes.")
    True
    """
    letters = sum(map(str.isalpha, text))
    marked = sum(character.isalpha() and not character.isascii() for character in text)
    return letters >= _LEAST_LETTERS and marked < _BARE * letters


def vocabulary(model: Language) -> Vocabulary:
    """Return the written forms a spaCy model of French knows: its lemma table, ranked by the order of its vectors."""
    lookups = model.get_pipe("lemmatizer").lookups  # type: ignore[attr-defined]
    table, index = lookups.get_table("lemma_lookup"), lookups.get_table("lemma_index")
    lemmas, nouns = frozenset().union(*index.values()), frozenset(index["noun"]) | frozenset(index["adj"])
    accented: dict[str, list[str]] = {}
    ranks: dict[str, int] = {}
    verbs = set()
    for rank, number in enumerate(model.vocab.vectors.key2row):
        form = model.vocab.strings[number]
        if not form.islower() or not (number in table or form in lemmas):
            continue
        ranks[form] = rank
        if not form.isascii():
            accented.setdefault(fold(form), []).append(form)
        elif form.endswith(("e", "es")) and form not in nouns and any(lemma.endswith("er") for lemma in table.get(number, ())):
            verbs.add(form)
    return Vocabulary({folded: tuple(forms) for folded, forms in accented.items()}, frozenset(verbs), ranks)


def reaccent(text: str, words: Vocabulary) -> str:
    """Return ``text`` with the accents its context calls for, of the same length.

    "Le ministere a annonce avoir arrete un homme a Paris" gives "Le ministère a annoncé avoir arrêté un homme à Paris".
    """
    rules = _rules()
    tokens = [(match.start(), match.end(), match.group()) for match in _WORD.finditer(text)]
    folded = [_word_form(token[2], rules) for token in tokens]
    letters = list(text)
    for number, (start, end, word) in enumerate(tokens):
        if not word.isascii() or not (word.islower() or (word == "A" and number + 1 < len(tokens) and tokens[number + 1][2].islower())):
            continue
        form = _accented(folded, number, words, rules)
        if len(form) == end - start and form != folded[number]:
            letters[start:end] = form.upper() if word == "A" else form
    return "".join(letters)


def _word_form(word: str, rules: _Rules) -> str:
    """Return a word folded; a capitalised one is marked, so that "Paris" is not taken for a participle."""
    form = fold(word)
    return form if word.islower() or not word[0].isalpha() or word == "A" or form in rules.before_a else "^" + form


def _accented(folded: Sequence[str], number: int, words: Vocabulary, rules: _Rules) -> str:
    word = folded[number]
    after = folded[number + 1] if number + 1 < len(folded) else ""
    if word == "a":
        return "a" if _is_verb(folded, number, words, rules) else "à"
    if word == "ou":
        return "où" if number and folded[number - 1] in {"d'", "la", "jusqu'"} else "ou"
    if word == "des":
        return "dès" if after in rules.after_des or after.isdigit() else "des"
    if word == "du":
        return "dû" if number and folded[number - 1] in rules.auxiliaries and after.endswith(("er", "ir", "re")) else "du"
    if word in rules.fixed or word in rules.closed:
        return rules.fixed.get(word, word)
    return _content_word(folded, number, words, rules)


def _content_word(folded: Sequence[str], number: int, words: Vocabulary, rules: _Rules) -> str:
    word = folded[number]
    forms = words.accented.get(word, ())
    if not forms:
        return word
    participle = _participle(word, words)
    if participle and (_follows_auxiliary(folded, number, words, rules) or _is_noun(folded, number, word, words, rules)):
        return participle
    if word not in words.ranks:
        return forms[0]
    return forms[0] if words.rank(forms[0]) * _RARER < words.rank(word) else word


def _participle(word: str, words: Vocabulary) -> str | None:
    """Return the participle in -é a word may stand for, None where the plain word is common and the participle hardly used ("titre", "titré")."""
    forms = [form for form in words.accented.get(word, ()) if form.endswith(_PARTICIPLE)]
    return forms[0] if forms and words.rank(forms[0]) < _COMMON * words.rank(word) else None


def _follows_auxiliary(folded: Sequence[str], number: int, words: Vocabulary, rules: _Rules) -> bool:
    """Return whether "avoir" or "être" stands before the word, adverbs between them passed over."""
    for place in range(number - 1, max(-1, number - 5), -1):
        if folded[place] in rules.auxiliaries:
            return folded[place] != "a" or _is_verb(folded, place, words, rules)
        if folded[place] not in rules.adverbs and not folded[place].endswith("ment"):
            return False
    return False


def _is_noun(folded: Sequence[str], number: int, word: str, words: Vocabulary, rules: _Rules) -> bool:
    """Return whether a verb form cannot stand here: "un communique", "ce traite"."""
    return number > 0 and folded[number - 1] in rules.determiners and word in words.verbs


def _is_verb(folded: Sequence[str], number: int, words: Vocabulary, rules: _Rules) -> bool:
    """Return whether "a" is the verb: a participle follows, a subject pronoun stands before, or "le" and "les" follow, which "à" would swallow."""
    before = folded[number - 1] if number else ""
    after = folded[number + 1] if number + 1 < len(folded) else ""
    if before in rules.before_a or after in {"-", "le", "les", "ete", "eu", "pas", "du"}:
        return True
    if after in rules.after_a or not before or not before[-1].isalpha():
        return False
    place = number + 1
    while place < len(folded) and place < number + 4 and (folded[place] in rules.adverbs or folded[place].endswith("ment")):
        place += 1
    return place < len(folded) and _is_participle(folded[place], words)


def _is_participle(word: str, words: Vocabulary) -> bool:
    """Return whether a word can be a past participle, written without accents."""
    if _participle(word, words):
        return True
    return word in words.ranks and len(word) > 2 and word.endswith(_OTHER_PARTICIPLES)
