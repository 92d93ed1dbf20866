"""Reference within a document: "the embassy", "he", "elle", "they" taken up where one antecedent fits, and left alone where it is not safe."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from briefing import lexicon
from briefing.extract.gazetteer import key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefing.extract.chains import Chain
    from briefing.extract.gazetteer import Gazetteer
    from briefing.extract.names import Name
    from briefing.extract.parse import Parse, ParsedSentence

_REACH = 3  # sentences back that a pronoun may reach
_NOUN_REACH = 6  # sentences back that "the embassy" may reach when several bodies of its kind are named
_SUBJECTS = frozenset({"nsubj", "nsubj:pass", "nsubjpass"})
_ARGUMENTS = _SUBJECTS | {"dobj", "obj", "iobj", "dative", "poss", "obl:arg", "pobj", "obl:mod"}
_FURTHER = frozenset({"nmod", "prep", "amod", "appos", "flat:name"})  # "the embassy of Chad" is another one
Gender = Literal["m", "f", "any"]


@dataclass(frozen=True, slots=True)
class Reference:
    """A pronoun or common noun and the chain it takes up."""

    start: int
    end: int
    chain: int
    form: Literal["pronoun", "nominal"]


@dataclass(frozen=True, slots=True)
class _Place:
    """A mention of a chain in reading order."""

    sentence: int
    start: int
    end: int
    chain: int
    subject: bool


@dataclass(frozen=True, slots=True)
class _Words:
    pronouns: dict[str, tuple[str, str]]
    definite: frozenset[str]
    male: frozenset[str]
    female: frozenset[str]
    feminine_bodies: frozenset[str]


@cache
def _words(language: str) -> _Words:
    facts = lexicon.load(language, "reference")
    sets = {name: frozenset(key(str(word)) for word in facts.get(name, ())) for name in ("definite", "male", "female", "feminine-bodies")}
    pronouns = {key(str(word)): (str(entry["gender"]), str(entry["number"])) for word, entry in facts.get("pronouns", {}).items()}
    return _Words(pronouns, sets["definite"], sets["male"], sets["female"], sets["feminine-bodies"])


def find_references(parse: Parse, names: Sequence[Name], chains: Sequence[Chain], facts: Gazetteer) -> list[Reference]:
    """Return the pronouns and definite nouns whose antecedent is sure, in order."""
    finder = _Finder(parse, names, chains, facts)
    found: list[Reference] = []
    for number, sentence in enumerate(parse.sentences):
        if sentence.span is not None and not sentence.boilerplate:
            found.extend(finder.read(number, sentence))
    return found


class _Finder:
    """Walks the sentences in order and remembers who was mentioned where."""

    def __init__(self, parse: Parse, names: Sequence[Name], chains: Sequence[Chain], facts: Gazetteer) -> None:
        self.words, self.facts, self.chains = _words(parse.language), facts, chains
        self.tokens: dict[int, list[tuple[Token, int, int]]] = {}  # of each sentence asked for, with their places
        self.places: list[_Place] = []
        self.waiting: dict[int, list[_Place]] = {}
        self.genders = {number: self._gender(chain, names, parse) for number, chain in enumerate(chains)}
        self.kinds = {number: self._kinds(chain, names) for number, chain in enumerate(chains)}
        for number, chain in enumerate(chains):
            for member in chain.members:
                name = names[member]
                places = self._tokens(name.sentence, parse.sentences[name.sentence])
                subject = any(token.dep_ in _SUBJECTS for token, start, _ in places if name.start <= start < name.end)
                self.waiting.setdefault(name.sentence, []).append(_Place(name.sentence, name.start, name.end, number, subject))

    def _tokens(self, number: int, sentence: ParsedSentence) -> list[tuple[Token, int, int]]:
        """Return the tokens of a sentence with their places, none of a sentence that was not parsed."""
        found = self.tokens.get(number)
        if found is None:
            found = self.tokens[number] = [(token, *sentence.at(token)) for token in sentence.span or ()]
        return found

    def read(self, number: int, sentence: ParsedSentence) -> list[Reference]:
        """Return the references of one sentence; names and references of it are antecedents for what follows."""
        found: list[Reference] = []
        named = sorted(self.waiting.get(number, ()), key=lambda place: place.start)
        for token, start, end in self._tokens(number, sentence):
            while named and named[0].start <= start:
                self.places.append(named.pop(0))
            if any(place.start <= start < place.end for place in self.places[-4:]):
                continue
            reference = self._pronoun(token, number, start, end) or self._noun(token, number, sentence)
            if reference is not None:
                found.append(reference)
                self.places.append(_Place(number, reference.start, reference.end, reference.chain, token.dep_ in _SUBJECTS))
        self.places.extend(named)
        return found

    def _pronoun(self, token: Token, number: int, start: int, end: int) -> Reference | None:
        start += token.text.startswith("-")  # "a-t-elle": the hyphen is part of the token
        entry = self.words.pronouns.get(key(token.text))
        if entry is None or token.dep_ not in _ARGUMENTS or token.pos_ not in {"PRON", "DET"} or _is_impersonal(token):
            return None
        gender, count = entry
        chain = self._plural(number) if count == "p" else self._person(gender, number, start, is_subject=token.dep_ in _SUBJECTS)
        return Reference(start, end, chain, "pronoun") if chain is not None else None

    def _person(self, gender: str, number: int, start: int, *, is_subject: bool) -> int | None:
        """Return the one chain a singular pronoun can mean: the only person in reach, or the subject just before."""
        near = [place for place in self.places if place.sentence >= number - _REACH and place.end <= start]
        fits = [place for place in near if self._fits(place.chain, gender)]
        people = {place.chain for place in fits if self.chains[place.chain].type == "person"}
        bodies = {place.chain for place in fits if self.chains[place.chain].type == "organisation"}
        last = self._last_subject([place for place in near if place.sentence >= number - 1])
        if len(people) > 1:  # then only the one person of the sentence before or of this one will do
            people = people & {place.chain for place in fits if place.sentence >= number - 1}
        if len(people) == 1 and not (self._may_be_body(gender) and bodies and last not in people):
            found: int | None = next(iter(people))
        else:
            candidates = people | bodies if self._may_be_body(gender) else people
            found = last if is_subject and last in candidates and len(people) < 2 else None
        if found is not None and gender in {"m", "f"} and self.chains[found].type == "person":
            self.genders[found] = "m" if gender == "m" else "f"
        return found

    def _may_be_body(self, gender: str) -> bool:
        """Return whether the language uses its personal pronouns for bodies as well (il, elle)."""
        return bool(self.words.feminine_bodies) and gender != "n"

    def _plural(self, number: int) -> int | None:
        """Return the body or group that was the subject just before "they"; a plural noun phrase, never one person."""
        near = [place for place in self.places if place.sentence >= number - 1]
        last = self._last_subject(near)
        if last is None:
            return None
        chain = self.chains[last]
        plural = chain.name.split()[0].casefold().endswith("s") or chain.name.endswith("s")
        return last if chain.type in {"organisation", "group"} and plural else None

    @staticmethod
    def _last_subject(near: Sequence[_Place]) -> int | None:
        return next((place.chain for place in reversed(near) if place.subject), None)

    def _fits(self, chain: int, gender: str) -> bool:
        if self.chains[chain].type == "organisation" and self.chains[chain].name.split()[0].endswith("s"):
            return False  # "les Nations unies" are never "il"
        return gender == "any" or self.genders[chain] in {gender, "any"}

    def _noun(self, token: Token, number: int, sentence: ParsedSentence) -> Reference | None:
        """Return "the embassy", "cette société" with the one body of its kind named before."""
        kind = self.facts.anaphors.get(key(token.text)) if token.pos_ in {"NOUN", "PROPN"} else None
        if kind is None or not token.left_edge.i < token.i or key(token.left_edge.text) not in self.words.definite:
            return None
        named_further = any(child.i > token.i and child.dep_ in _FURTHER for child in token.children)
        if token.i - token.left_edge.i > 1 or named_further:
            return None
        start, end = sentence.at(token.left_edge)[0], sentence.at(token)[1]
        before = [place for place in self.places if place.end <= start and kind in self.kinds[place.chain]]
        chains = {place.chain for place in before}
        if len(chains) != 1:
            near = {place.chain for place in before if place.sentence >= number - _NOUN_REACH}
            chains = near if len(near) == 1 else set()
        return Reference(start, end, next(iter(chains)), "nominal") if chains else None

    def _kinds(self, chain: Chain, names: Sequence[Name]) -> frozenset[str]:
        """Return the classes of common nouns a body may be taken up by."""
        if chain.type != "organisation":
            return frozenset()
        kinds: set[str] = set()
        for member in chain.members:
            for word in key(names[member].text).split():
                kinds.update({self.facts.anaphors[word]} if word in self.facts.anaphors else ())
            last = key(names[member].text).split()[-1:]
            if last and last[0] in self.facts.suffixes:
                kinds.update(kind for noun, kind in self.facts.anaphors.items() if noun in {"company", "societe", "empresa"})
        return frozenset(kinds)

    def _gender(self, chain: Chain, names: Sequence[Name], parse: Parse) -> Gender:
        """Return what titles, professions and the head noun say about a chain's gender."""
        if chain.type == "organisation":
            heads = {word for member in chain.members for word in key(names[member].text).split()}
            return "f" if heads & self.words.feminine_bodies else "any"
        for member in chain.members:
            name = names[member]
            sentence = parse.sentences[name.sentence]
            places = self._tokens(name.sentence, sentence)
            near = {key(token.text) for token, start, end in places if 0 <= name.start - end <= 3 or 0 <= start - name.end <= 14}
            if self.words.female & near:
                return "f"
            if self.words.male & near:
                return "m"
        return "any"


def _is_impersonal(token: Token) -> bool:
    """Return whether a pronoun stands for nothing: "il y a", "il faut", "il est clair que"."""
    if token.dep_.startswith("expl"):
        return True
    head = token.head
    clausal = any(child.dep_ in {"ccomp", "xcomp", "csubj", "expl:subj"} for child in head.children)
    return key(token.text) == "il" and (head.lemma_ in {"falloir", "y avoir", "exister", "sembler"} or (head.pos_ == "ADJ" and clausal))
