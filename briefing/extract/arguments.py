"""The arguments of a trigger: agent, target and place as whole noun phrases, from the parse, and from word order where the parse fails.

A participant goes by the grammatical place it has: subject, object, the noun behind "by" or "of", the owner ("X's arrest"), the subject of a light verb
("police carried out raids"), the noun that a participle or relative clause describes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from briefing.folding import fold
from briefing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from briefing.extract.triggers import Hit, Word

_SUBJECT = frozenset({"nsubj", "csubj", "nsubj:caus"})
_PASSIVE_SUBJECT = frozenset({"nsubjpass", "nsubj:pass", "csubjpass"})
_OBJECT = frozenset({"dobj", "obj", "dative", "iobj"})
_OBLIQUE = frozenset({"obl", "obl:arg", "obl:mod", "obl:agent", "nmod", "nmod:poss", "dep"})
_CLAUSAL = frozenset({"relcl", "acl:relcl", "acl", "advcl", "ccomp", "parataxis", "advcl:cleft"})
_INFINITE = frozenset({"xcomp", "advcl", "ccomp", "pcomp", "conj", "acl"})
_SUBORDINATE = frozenset({"acl", "relcl", "acl:relcl"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "DET", "SYM"})

Form = Literal["active", "passive", "nominal"]


@dataclass(slots=True)
class Frame:
    """What was found round a trigger; tokens are heads of noun phrases."""

    form: Form
    agent: Token | None = None
    target: Token | None = None
    places: list[tuple[str, Token]] = field(default_factory=list)  # (preposition, head)
    verb: Token | None = None  # the verb whose clause the act stands in

    def put(self, role: str, token: Token | None) -> None:
        """Fill a role that is still empty."""
        if token is None or role not in {"agent", "target"} or getattr(self, role) is not None:
            return
        if token in {self.agent, self.target}:
            return
        setattr(self, role, token)


def read_frame(words: Sequence[Word], hit: Hit, language: str) -> Frame:
    """Return form and arguments of a trigger in a parsed sentence."""
    token = words[hit.head].token
    if token is None:
        return Frame("nominal" if hit.trigger.kind == "noun" else "passive" if has_be(words, hit.head, language) else "active")
    facts = load(language, "events")
    frame = _verbal(words, hit, token, facts) if hit.trigger.kind == "verb" else _nominal(hit, token, facts)
    return frame


def has_be(words: Sequence[Word], place: int, language: str) -> bool:
    """Return whether an auxiliary of the passive stands just before a word."""
    known = load(language, "events").get("be", ())
    for n in range(place - 1, max(-1, place - 5), -1):
        if words[n].form in known:
            return True
        if words[n].pos not in {"ADV", "AUX", "X", "PART", ""} and not (words[n].pos == "PROPN" and words[n].form in known):
            return False
    return False


# --- verbs ------------------------------------------------------------------------------------------------------------


def _verbal(words: Sequence[Word], hit: Hit, token: Token, facts: Mapping[str, Sequence[str]]) -> Frame:
    passive = _is_passive(words, hit, token, facts)
    frame = Frame("passive" if passive else "active", verb=token)
    subject, undergoes = _subject(token, passive=passive, facts=facts)
    roles = {"subject": "agent", "object": "target", **hit.trigger.frame}
    if not subject:
        subject = _shallow_subject(words, hit.head, facts)
    if passive:
        frame.put(roles["object"], subject)
    else:
        frame.put(roles["subject"], subject)
    del undergoes
    obj = _object(token, facts)
    if not passive:
        frame.put(roles["object"], obj)
    for preposition, head in _complements(token, facts):
        if preposition in facts["agent_prepositions"] and passive:
            frame.put(roles["subject"], head)
        elif preposition in roles:
            frame.put(roles[preposition], head)
        else:
            frame.places.append((preposition, head))
    if frame.agent is None and not passive and not subject:
        frame.put(roles["subject"], None)
    return frame


def _is_passive(words: Sequence[Word], hit: Hit, token: Token, facts: Mapping[str, Sequence[str]]) -> bool:
    children = {child.dep_ for child in token.children}
    if children & {"auxpass", "aux:pass", "nsubjpass", "nsubj:pass"}:
        return True
    if children & _OBJECT and any(child.dep_ in _SUBJECT for child in token.children):
        return False
    if any(words[n].form in facts["be"] for n in _group_before(words, hit.head)):
        return _is_participle(token) or words[hit.head].pos in {"ADJ", "NOUN"}
    if token.dep_ == "conj" and _is_participle(token) and not any(child.dep_ in _SUBJECT | {"aux", "aux:tense"} for child in token.children):
        head = token.head
        return {"auxpass", "aux:pass", "nsubjpass", "nsubj:pass"} & {child.dep_ for child in head.children} != set() or any(
            words[n].token is head and any(words[k].form in facts["be"] for k in _group_before(words, n)) for n in range(len(words))
        )
    if token.dep_ in {"acl", "amod", "advcl", "appos", "ROOT", "dep", "relcl", "flat:name", "nmod"} and _is_participle(token):
        return not children & {"aux", "aux:tense"} | (children & (_SUBJECT | _OBJECT)) or token.dep_ in {"acl", "amod"}
    return False


def _is_participle(token: Token) -> bool:
    if token.tag_ in {"VBN", "VBD"}:
        return token.tag_ == "VBN" or (token.dep_ == "acl" or not any(child.dep_ in _SUBJECT for child in token.children))
    if token.pos_ == "ADJ":
        return True
    form = token.morph.get("VerbForm")
    if form:
        return "Part" in form and "Pres" not in token.morph.get("Tense")
    return fold(token.text).endswith(("e", "es", "ee", "ees", "i", "ie", "is", "ies", "u", "ue", "us", "ues", "it", "ert", "erte"))


def _group_before(words: Sequence[Word], place: int) -> Iterator[int]:
    """Yield the places of auxiliaries and adverbs just before a verb."""
    for n in range(place - 1, max(-1, place - 5), -1):
        if words[n].pos in {"ADV", "AUX", "X", "PART"} or words[n].form in {"a", "ete", "n'", "ne", "pas"} or (words[n].pos == "PROPN" and words[n].form == "ete"):
            yield n
        else:
            return


def _subject(token: Token, *, passive: bool, facts: Mapping[str, Sequence[str]]) -> tuple[Token | None, bool]:
    """Return the head of a verb's subject, followed through coordination, control, participles and relative pronouns."""
    current = token
    for _ in range(5):
        own = next((child for child in current.children if child.dep_ in _SUBJECT | _PASSIVE_SUBJECT), None)
        if own is not None:
            return _antecedent(own, current, facts), own.dep_ in _PASSIVE_SUBJECT
        if current.dep_ in _SUBORDINATE and (passive or current.dep_ != "acl" or current is token):
            return (current.head if current.head.pos_ in _NOMINAL else None), False
        if current.dep_ in {"amod", "appos"} and passive and current.head.pos_ in _NOMINAL:
            return current.head, False
        if current.dep_ not in _INFINITE or current.head is current:
            break
        if current.dep_ == "xcomp" and (controller := _object(current.head, facts)) is not None and controller.i < current.i:
            return controller, False
        current = current.head if current.head.pos_ not in {"ADP", "SCONJ"} else current.head.head
        if current.pos_ in {"NOUN", "PROPN"} and current.dep_ not in {"conj", "ROOT"}:
            break
    return None, False


def _antecedent(token: Token, verb: Token, facts: Mapping[str, Sequence[str]]) -> Token:
    """Return the noun that a relative pronoun stands for, else the token."""
    if fold(token.text) in facts.get("relative", ()) and verb.dep_ in _SUBORDINATE | {"ccomp", "conj"}:
        clause = verb if verb.dep_ in _SUBORDINATE else verb.head
        if clause.dep_ in _SUBORDINATE and clause.head.pos_ in _NOMINAL:
            return clause.head
    return token


def _object(token: Token, facts: Mapping[str, Sequence[str]]) -> Token | None:
    own = next((child for child in token.children if child.dep_ in _OBJECT and child.pos_ not in {"VERB"}), None)
    if own is not None:
        return _antecedent(own, token, facts)
    shared = next((child for child in token.conjuncts if child.i > token.i and child.pos_ == "VERB"), None)
    if shared is not None and not any(child.dep_ in _SUBJECT for child in shared.children):
        return next((child for child in shared.children if child.dep_ in _OBJECT), None)
    return None


def _complements(token: Token, facts: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, Token]]:
    """Yield (preposition, head) of the phrases that depend on a token."""
    for child in token.children:
        if child.dep_ in {"prep", "agent", "dative"} and child.pos_ in {"ADP", "SCONJ"}:
            for inner in child.children:
                if inner.dep_ == "pobj":
                    yield fold(child.text), inner
                elif inner.dep_ == "prep":
                    yield from ((fold(inner.text), deep) for deep in inner.children if deep.dep_ == "pobj")
        elif child.dep_ in _OBLIQUE:
            case = next((inner for inner in child.children if inner.dep_ == "case"), None)
            if case is not None:
                yield _preposition(case), child
    if token.dep_ == "conj" and token.head.i < token.i and not facts.get("_"):
        return


def _preposition(case: Token) -> str:
    """Return a preposition's folded form, contractions undone ("du", "des", "d'" are "de"; "au", "aux" are "a")."""
    form = fold(case.text)
    return {"du": "de", "des": "de", "d'": "de", "au": "a", "aux": "a"}.get(form, form)


def _shallow_subject(words: Sequence[Word], place: int, facts: Mapping[str, Sequence[str]]) -> Token | None:
    """Return the head of the noun phrase before a verb group, by word order alone: for sentences whose parse has no subject there."""
    known = set(facts["auxiliaries"]) | set(facts["negation"])
    n = place - 1
    while n >= 0 and (words[n].form in known or words[n].pos in {"ADV", "PART"}):
        n -= 1
    if n == place - 1 and words[place].pos != "VERB":
        return None
    if n >= 0 and words[n].form == ",":  # "X, president of Y, was arrested": the phrase before the apposition
        opening = next((k for k in range(n - 1, max(-1, n - 25), -1) if words[k].form == ","), None)
        if opening is None:
            return None
        n = opening - 1
    if n < 0 or words[n].pos not in {"NOUN", "PROPN", "PRON", "NUM", "ADJ"}:
        return None
    head = n
    while head > 0 and words[head - 1].pos in {"NOUN", "PROPN", "NUM", "ADJ", "DET", "ADP"} and words[head - 1].form not in {"par", "a", "en", "dans", "pour", "vers", "avec", "contre", "in", "by"}:
        head -= 1
    phrase = [word for word in words[head : n + 1] if word.pos in {"NOUN", "PROPN", "PRON", "NUM"}]
    return phrase[0].token if phrase else None


# --- nouns ------------------------------------------------------------------------------------------------------------


def _nominal(hit: Hit, token: Token, facts: Mapping[str, Sequence[str]]) -> Frame:
    frame = Frame("nominal", verb=_governor(token))
    roles = {"possessor": "target", "of": "target", "de": "target", **hit.category.frame, **hit.trigger.frame}
    if "de" not in hit.category.frame and "of" in hit.category.frame:
        roles["de"] = hit.trigger.frame.get("de", hit.category.frame["of"])
    for noun in _sharing(token):
        for preposition, head in _complements(noun, facts):
            _place_complement(frame, roles, preposition, head, facts)
        for child in noun.children:
            if child.dep_ == "poss" or (child.dep_ in {"det", "nmod:poss"} and "Yes" in child.morph.get("Poss")):
                frame.put(roles["possessor"], child)
        for child in noun.children:
            if child.dep_ in {"acl", "acl:relcl", "relcl", "amod"} and child.pos_ == "VERB":
                _participle(frame, roles, child, facts)
        for child in noun.children:
            if child.dep_ in {"compound", "nmod", "amod"} and child.i < noun.i and child.ent_type_ in {"GPE", "ORG", "NORP", "LOC"}:
                frame.put("agent", child)
    _light(frame, roles, token, facts)
    return frame


def _place_complement(frame: Frame, roles: Mapping[str, str], preposition: str, head: Token, facts: Mapping[str, Sequence[str]]) -> None:
    if preposition in facts["agent_prepositions"]:
        frame.put("agent", head)
    elif preposition in roles:
        frame.put(roles[preposition], head)
    elif preposition in {"against", "contre", "contra"}:
        frame.put("target", head)
    else:
        frame.places.append((preposition, head))


def _sharing(token: Token) -> list[Token]:
    """Return a noun, then the nouns coordinated with it, whose complements it shares ("the arrest and extradition of X")."""
    later = [other for other in token.conjuncts if other.i > token.i and other.pos_ in {"NOUN", "PROPN"} and other.i - token.i <= 3]
    earlier = [other for other in token.conjuncts if other.i < token.i and other.pos_ in {"NOUN", "PROPN"} and token.i - other.i <= 3]
    return [token, *later, *earlier]


def _governor(token: Token) -> Token | None:
    """Return the verb whose clause a noun stands in."""
    current = token
    for _ in range(8):
        if current.pos_ in {"VERB", "AUX"}:
            return current
        if current.head is current:
            return None
        current = current.head
    return None


def _participle(frame: Frame, roles: Mapping[str, str], verb: Token, facts: Mapping[str, Sequence[str]]) -> None:
    """Read "sanctions imposed by X on Y": the complements of a participle that describes the noun."""
    for preposition, head in _complements(verb, facts):
        _place_complement(frame, roles, preposition, head, facts)


def _light(frame: Frame, roles: Mapping[str, str], token: Token, facts: Mapping[str, Sequence[str]]) -> None:
    """Read "police carried out raids", "sanctions were imposed on X": the noun's participants are its verb's."""
    verb = token.head
    while verb.pos_ in {"ADP"} or (verb.dep_ == "conj" and verb.pos_ in {"NOUN"}) or (verb.pos_ == "NOUN" and fold(verb.lemma_) in {"ouverture", "opening", "series", "serie", "campagne", "campaign"}):
        if verb.head is verb:
            return
        verb = verb.head
    lemma = fold(verb.lemma_)
    if verb.pos_ not in {"VERB", "AUX"} or token.dep_ in _SUBORDINATE:
        return
    if lemma in facts["passive_light_verbs"]:
        subject, _ = _subject(verb, passive=False, facts=facts)
        frame.put("target", subject)
        return
    if lemma not in facts["light_verbs"]:
        return
    subject, _ = _subject(verb, passive=False, facts=facts)
    if subject is not None and subject is not token and subject not in token.conjuncts:
        frame.put("agent", subject)
    for preposition, head in _complements(verb, facts):
        _place_complement(frame, roles, preposition, head, facts)


# --- noun phrases -----------------------------------------------------------------------------------------------------


def phrase_of(head: Token, trigger: Token | None) -> tuple[int, int]:
    """Return the first and last token index of a head's noun phrase: its preposition, clauses and the trigger left out."""
    out: set[int] = set()
    for child in head.children:
        if child.dep_ in _CLAUSAL | {"case", "cc", "punct", "prep:loc"} and not (child.dep_ == "punct" and child.is_quote):
            out.update(part.i for part in child.subtree)
        elif child.dep_ == "conj" and child.pos_ in {"VERB", "AUX"}:
            out.update(part.i for part in child.subtree)
    parts = [part for part in head.subtree if part.i not in out and not part.is_space]
    left = right = head.i
    known = {part.i for part in parts}
    if trigger is not None:
        known = {n for n in known if (n < trigger.i) == (head.i < trigger.i)}
    glue = {part.i for part in head.subtree if part.dep_ in {"cc", "punct", "case"}}
    while left - 1 in known or (left - 1 in glue and left - 2 in known):
        left -= 1
    while right + 1 in known or (right + 1 in glue and right + 2 in known):
        right += 1
    return left, right
