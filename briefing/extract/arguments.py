"""The arguments of a trigger: agent, target and places as heads of noun phrases, from the parse, and from word order where the parse fails.

A participant goes by the grammatical place it has: subject, object, the noun behind "by" or "of", the owner ("X's arrest"), the subject of a light
verb ("police carried out raids"), the noun that a participle or relative clause describes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Literal

from briefing.extract.syntax import (
    NOMINAL,
    OBJECT,
    PASSIVE_SUBJECT,
    RELATIVE,
    SUBJECT,
    antecedent,
    complements,
    forms_of,
    governor,
    is_participle,
    may_be_object,
    normal,
    sharing,
)
from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from spacy.tokens import Token

    from briefing.extract.triggers import Hit, Word

_OPEN = frozenset({"xcomp", "advcl", "ccomp", "pcomp", "conj", "acl", "obl:arg"})
_HEADS = frozenset({"NOUN", "PROPN", "PRON", "NUM"})
_REACH = 25  # words of an apposition between a subject and its verb

Form = Literal["active", "passive", "nominal"]


@dataclass(slots=True)
class Frame:
    """What was found round a trigger; tokens are heads of noun phrases."""

    form: Form
    agent: Token | None = None
    target: Token | None = None
    places: list[tuple[str, Token]] = field(default_factory=list)  # (preposition, head) of phrases that are no participant
    verb: Token | None = None  # the verb that carries the act: the trigger itself, or the verb of a noun's clause
    light: bool = False  # that verb only carries the noun

    def put(self, role: str, token: Token | None) -> None:
        """Fill a role that is still empty."""
        if token is not None and role in {"agent", "target"} and getattr(self, role) is None and token not in (self.agent, self.target):
            setattr(self, role, token)


@dataclass(frozen=True, slots=True)
class Reader:
    """What the reading of one sentence's frames needs."""

    words: Sequence[Word]
    facts: Mapping[str, Any]  # lexicon/<language>/events.yaml
    language: str
    is_people: Callable[[Token], bool]
    is_actor: Callable[[Token], bool]  # can act: people, a body, a state
    is_date: Callable[[Token], bool]

    def read(self, hit: Hit) -> Frame:
        """Return form and arguments of a trigger; without a parse the form alone."""
        token = self.words[hit.head].token
        if token is None:
            return Frame("nominal" if hit.trigger.kind == "noun" else "passive" if self._has_be(hit.head) else "active")
        return self._verbal(hit, token) if hit.trigger.kind == "verb" else self._nominal(hit, token)

    # --- verbs --------------------------------------------------------------------------------------------------------

    def _verbal(self, hit: Hit, token: Token) -> Frame:
        passive = self._is_passive(hit.head, token)
        if passive and self.language != "en" and not self._has_be(hit.head) and not self._is_past_only(hit.head):
            passive = self._shallow_object(hit) is None  # "la Thailande bombarde des sites": without accents a present looks like a participle
        frame = Frame("passive" if passive else "active", verb=token)
        roles = {"subject": "agent", "object": "target", **hit.trigger.frame}
        subject = self._subject(token, passive=passive) or self._shallow_subject(hit.head)
        if subject is None and passive and hit.first <= 1:
            subject = self._main_subject(hit)
        if passive and hit.trigger.target == "people":
            subject = self._climb_to_people(subject)
        frame.put(roles["object" if passive else "subject"], subject)
        if not passive:
            frame.put(roles["object"], self._object(token) or self._shallow_object(hit))
        for preposition, head in complements(token):
            if preposition in self.facts["agent_prepositions"] and passive:
                frame.put(roles["subject"], head)
            elif preposition in roles:
                frame.put(roles[preposition], head)
            else:
                frame.places.append((preposition, head))
        return frame

    def _is_passive(self, place: int, token: Token) -> bool:
        deps = {child.dep_ for child in token.children}
        if deps & {"auxpass", "aux:pass", "nsubjpass", "nsubj:pass"} or (self._has_be(place) and is_participle(token)):
            return True
        if deps & (SUBJECT | {"aux", "aux:tense"}) or (deps & OBJECT and token.dep_ not in RELATIVE) or self._has_auxiliary(place):
            return False
        if token.dep_ == "conj" and is_participle(token) and token.head.pos_ in {"VERB", "AUX", "ADJ"}:
            head = next((n for n, word in enumerate(self.words) if word.token == token.head), None)
            return head is not None and head < place and self._is_passive(head, token.head)
        return is_participle(token) and (token.tag_ in {"", "VBN", "VBD", "JJ"} or token.lang_ != "en" or token.dep_ in {"acl", "amod"})

    def _is_past_only(self, place: int) -> bool:
        """Return whether a form cannot be a present tense: a feminine or plural participle."""
        return self.words[place].form.endswith(("ee", "ees", "es", "is", "us", "ie", "ies", "ue", "ues"))

    def _has_be(self, place: int) -> bool:
        """Return whether a form of "be" stands before a verb with nothing but adverbs and auxiliaries between."""
        return any(self.words[n].form in self.facts["be"] for n in self._group(place))

    def _has_auxiliary(self, place: int) -> bool:
        return any(self.words[n].form in self.facts["auxiliaries"] for n in self._group(place))

    def _group(self, place: int) -> Iterator[int]:
        known = {*self.facts["auxiliaries"], *self.facts["negation"]}
        for n in range(place - 1, max(-1, place - 6), -1):
            word = self.words[n]
            if word.form not in known and word.pos not in {"ADV", "AUX", "PART", ""} and not self._is_aside(n):
                return
            if word.form in self.facts["reflexive"]:
                return
            yield n

    def _is_aside(self, n: int) -> bool:
        """Return whether a word between auxiliary and verb is a stressed pronoun or date ("a lui aussi ete")."""
        token = self.words[n].token
        return self.words[n].form in self.facts["asides"] or (token is not None and self.is_date(token))

    def _subject(self, token: Token, *, passive: bool) -> Token | None:
        """Return the head of a verb's subject, followed through coordination, control, participles and relative pronouns."""
        current = token
        for _ in range(5):
            own = next((child for child in current.children if child.dep_ in SUBJECT | PASSIVE_SUBJECT and not _is_governed(child)), None)
            if own is not None:
                return None if own.pos_ == "VERB" else antecedent(own, current, self.facts)
            if current.dep_ in RELATIVE or (current.dep_ in {"amod", "appos"} and passive):
                return current.head if current.head.pos_ in NOMINAL else None
            if current.dep_ not in _OPEN or current.head == current:
                return None
            if current.dep_ != "conj" and (controller := self._controller(current)) is not None:
                return controller
            current = current.head.head if current.dep_ == "pcomp" else current.head
            if current.pos_ in {"NOUN", "PROPN"} and current.dep_ not in {"conj", "ROOT"}:
                return None
        return None

    def _controller(self, token: Token) -> Token | None:
        """Return whom an infinitive is laid upon: "accuse X of doing", "call on X to do"; None when it is the subject's own act."""
        above = token.head.head if token.dep_ == "pcomp" else token.head
        mark = next((fold(child.text) for child in token.children if child.dep_ in {"mark", "case"}), "")
        if token.dep_ == "ccomp" or mark in self.facts.get("purpose", ()):
            return None
        obj = self._object(above)
        if obj is not None and obj.i < token.i:
            return obj
        return next((head for preposition, head in complements(above) if preposition in self.facts["laid_upon"] and head.i < token.i), None)

    def _object(self, token: Token) -> Token | None:
        objects = [child for child in token.children if child.dep_ in OBJECT and child.pos_ != "VERB"]
        own = next((child for child in objects if not self.is_date(child) and may_be_object(child, token)), None)
        if own is None:  # "denied taking a cent"
            own = next((child for child in token.children if child.dep_ == "xcomp" and child.tag_ == "VBG"), None)
        if own is not None:
            return antecedent(own, token, self.facts)
        shared = next((other for other in token.conjuncts if other.i > token.i and other.pos_ == "VERB" and other.i - token.i <= 3), None)
        if shared is not None and not any(child.dep_ in SUBJECT for child in shared.children):
            return next((child for child in shared.children if child.dep_ in OBJECT), None)
        return None

    def _shallow_object(self, hit: Hit) -> Token | None:
        """Return the head of the noun phrase right behind a verb, adverbs and dates skipped: where the parse has no object there."""
        n = hit.last + 1
        articles = self.facts.get("articles", ())
        while n < len(self.words) and (self.words[n].pos == "ADV" or self._is_dated(n)):
            n += 1
        first = n
        while n < len(self.words) and n - first < 6 and (self.words[n].pos in {"DET", "NUM", "ADJ"} or self.words[n].form in articles):
            n += 1
        if n >= len(self.words) or self.words[n].pos not in {"NOUN", "PROPN"} or (n == first and self.words[n].pos != "PROPN"):
            return None
        token = self.words[n].token
        known = token is not None and token.dep_ in SUBJECT | PASSIVE_SUBJECT
        return None if known else token

    def _is_dated(self, n: int) -> bool:
        token = self.words[n].token
        return token is not None and self.is_date(token)

    def _shallow_subject(self, place: int) -> Token | None:
        """Return the head of the noun phrase before a verb group, by word order alone."""
        group = list(self._group(place))
        n = (group[-1] if group else place) - 1
        if n >= 0 and self.words[n].form == ",":  # "X, president of Y, was arrested": the phrase before the apposition
            opening = next((k for k in range(n - 1, max(-1, n - _REACH), -1) if self.words[k].form == ","), None)
            n = opening - 1 if opening is not None else -1
        if n < 0 or self.words[n].pos not in _HEADS | {"ADJ"}:
            return None
        first = n
        kinds = ("place_prepositions", "with_prepositions", "agent_prepositions", "destination_prepositions")
        stops = {word for kind in kinds for word in self.facts[kind]}
        while first > 0 and self.words[first - 1].pos in _HEADS | {"ADJ", "DET", "ADP"} and self.words[first - 1].form not in stops:
            first -= 1
        if first > 0 and self.words[first - 1].form in stops:
            return None
        phrase = [word.token for word in self.words[first : n + 1] if word.pos in _HEADS and word.token is not None]
        known = [token for token in phrase if not self.is_date(token)]
        return next((token for token in known if token.pos_ != "NUM"), known[0] if known else None)

    def _main_subject(self, hit: Hit) -> Token | None:
        """Return the subject of the sentence for a participle that opens it ("Arrested in May, she was released")."""
        later = (word.token for word in self.words[hit.last + 1 :] if word.token is not None)
        return next((token for token in later if token.dep_ in SUBJECT | PASSIVE_SUBJECT), None)

    def _climb_to_people(self, token: Token | None) -> Token | None:
        """Return the nearest noun above that is people: "1,440 citizens of the country released" releases no country."""
        current = token
        for _ in range(3):
            if current is None or self.is_people(current):
                return current
            current = current.head if current.dep_ in {"nmod", "pobj", "prep", "compound"} and current.head != current else None
            if current is not None and current.pos_ == "ADP":
                current = current.head
        return token

    # --- nouns --------------------------------------------------------------------------------------------------------

    def _nominal(self, hit: Hit, token: Token) -> Frame:
        frame = Frame("nominal", verb=governor(token))
        roles = _noun_roles(hit, self.facts["noun_frame"])
        own = [word.token for word in self.words[hit.first : hit.last + 1] if word.token is not None]
        for noun in [*sharing(token), *(part for part in own if part != token)]:
            for preposition, head in complements(noun):
                if head not in own:
                    self._complement(frame, roles, preposition, head)
            for child in noun.children:
                self._owner(frame, roles, child, noun)
        self._light(frame, roles, token, hit)
        if frame.target is None and frame.agent is None:
            self._behind(frame, roles, hit)
        return frame

    def _complement(self, frame: Frame, roles: Mapping[str, str], preposition: str, head: Token) -> None:
        if self.is_date(head):
            return
        if preposition in self.facts["agent_prepositions"]:
            frame.put("agent", head)
        elif preposition in roles:
            frame.put(roles[preposition], head)
        else:
            frame.places.append((preposition, head))
            for inner, deep in complements(head):  # "l'extradition vers la Chine de X"
                if inner in self.facts["noun_frame"] and roles.get(inner) == "target" and self.is_people(deep) and not self.is_people(head):
                    frame.put("target", deep)

    def _owner(self, frame: Frame, roles: Mapping[str, str], child: Token, noun: Token) -> None:
        """Read what stands before the noun or describes it: "X's arrest", "son arrestation", "U.S. sanctions", "sanctions imposed by"."""
        if child.dep_ == "poss" or (child.dep_ in {"det", "nmod:poss"} and fold(child.text) in self.facts.get("possessives", ())):
            frame.put(roles["possessor"], child)
        elif child.dep_ in {"acl", "acl:relcl", "relcl"} or (child.dep_ == "amod" and child.pos_ == "VERB"):
            if fold(child.text) in self.facts.get("aiming", ()):
                frame.put("target", self._object(child))
            for preposition, head in complements(child):
                self._complement(frame, roles, preposition, head)
        elif child.i + 1 < len(child.doc) and fold(child.nbor().text) in self.facts["possessive_ending"] and child.i < noun.i:
            frame.put(roles["possessor"], child)
        elif child.dep_ in {"compound", "amod", "nmod"} and child.i < noun.i and self.is_actor(child) and child.pos_ != "ADJ":
            frame.put("agent", child)

    def _light_before(self, hit: Hit) -> Token | None:
        """Return the light verb just before a noun and its articles, where the parse does not join them."""
        n = hit.first - 1
        while n >= 0 and hit.first - n <= 4 and (self.words[n].pos in {"DET", "ADJ", "NUM"} or self.words[n].form in self.facts.get("articles", ())):
            n -= 1
        if n < 0 or self.words[n].form not in forms_of("light_verbs", self.language):
            return None
        return self.words[n].token

    def _light(self, frame: Frame, roles: Mapping[str, str], token: Token, hit: Hit) -> None:
        """Read "police carried out raids", "sanctions were imposed on X": the noun's participants are those of its verb."""
        verb, through = self._carrier(token, hit)
        if verb is None:
            return
        form, is_subject = fold(verb.text), through.dep_ in SUBJECT | PASSIVE_SUBJECT
        undergone = form in forms_of("passive_light_verbs", self.language) and not is_subject
        light = form in forms_of("light_verbs", self.language)
        if not (undergone or light or (is_subject and form in forms_of("occurrence_verbs", self.language))):
            return
        frame.light, frame.verb = True, verb
        if undergone:
            frame.put("target", self._subject(verb, passive=False))
        elif light:
            subject = None if is_subject else self._subject(verb, passive=False) or self._shallow_subject(self._place_of(verb))
            if subject is not None and subject != token and self.is_actor(subject):
                frame.put("agent", subject)
            for preposition, head in complements(verb):
                if head not in (token, through):
                    self._complement(frame, roles, preposition, head)

    def _carrier(self, token: Token, hit: Hit) -> tuple[Token | None, Token]:
        """Return the verb above a noun, nouns such as "series" and coordination passed, and the token that hangs on it."""
        verb, through = token.head, token
        for _ in range(4):
            is_passed = verb.pos_ == "NOUN" and fold(verb.lemma_) in self.facts.get("carriers", ())
            if verb.pos_ == "ADP" or is_passed or (through.dep_ == "conj" and verb.pos_ == "NOUN"):
                verb, through = verb.head, verb
        if verb.pos_ not in {"VERB", "AUX"} or token.dep_ in RELATIVE or verb == token:
            return self._light_before(hit), token
        under = [child for child in verb.children if child.dep_ in {"xcomp", "ccomp"} and fold(child.text) in forms_of("light_verbs", self.language)]
        if under and through.dep_ in SUBJECT | PASSIVE_SUBJECT:  # "a warrant is due to be issued"
            return under[0], through
        return verb, through

    def _place_of(self, token: Token) -> int:
        return next((n for n, word in enumerate(self.words) if word.token == token), 0)

    def _behind(self, frame: Frame, roles: Mapping[str, str], hit: Hit) -> None:
        """Read the phrase right behind the noun by word order, where the parse hangs it elsewhere."""
        n = hit.last + 1
        if n < len(self.words) and self.words[n].pos == "ADJ":
            n += 1
        preposition = normal(self.words[n].form, self.language) if n < len(self.words) else ""
        role = "agent" if preposition in self.facts["agent_prepositions"] else roles.get(preposition, "none")
        if role == "none":
            return
        head = next((word.token for word in self.words[n + 1 : n + 5] if word.pos in {"NOUN", "PROPN"}), None)
        if head is not None and not self.is_date(head):
            frame.put(role, head)


def _noun_roles(hit: Hit, default: Mapping[str, str]) -> Mapping[str, str]:
    """Return what owner and prepositions of a noun trigger are; where a category gives "of" another role, every language's "of" takes it."""
    own = {**hit.category.frame, **hit.trigger.frame}
    of = {preposition: own.get("of", role) for preposition, role in list(default.items())[:1]}
    return {"possessor": "target", **default, **of, **own}


def _is_governed(noun: Token) -> bool:
    """Return whether a compound preposition stands before a noun: "les sites à travers le pays avaient fermé" has no subject "le pays"."""
    return noun.left_edge.i > 0 and noun.doc[noun.left_edge.i - 1].dep_ == "fixed"
