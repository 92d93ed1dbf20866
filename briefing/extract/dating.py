"""Which date is an event's: by the verb a date hangs on, by its place at the head of the sentence, else by nearness.

A date of saying ("said on Tuesday"), of a thing ("the 2024 report") or of another clause is no event's date.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from briefing.extract.syntax import forms_of, governor, normal
from briefing.folding import fold
from briefing.lexicon import load

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefing.extract.arguments import Frame
    from briefing.extract.parse import ParsedSentence
    from briefing.extract.triggers import Hit, Word
    from briefing.model import DateMention, Document

_LEAD = 3  # words before a date that opens its sentence
_DEEP = 12  # tokens climbed from a date to its verb


@dataclass(frozen=True, slots=True)
class Dating:
    """The dates of a sentence beside its events."""

    document: Document
    sentence: ParsedSentence
    words: Sequence[Word]
    dates: Sequence[DateMention]
    framed: Sequence[tuple[Hit, Frame]]

    def date_of(self, place: int) -> DateMention | None:
        """Return the date of one event: of those that the parse or the word order gives to it the one nearest in the parse, then in the text."""
        mine = [date for date in self.dates if place in self._owners(date)]
        return min(mine, key=lambda date: (self._verbs_between(place, date), self._distance(place, date), date.start)) if mine else None

    def _verbs_between(self, place: int, date: DateMention) -> int:
        """Return how many verbs the parse has between a date and an event: "the state, where it broke out [in May], banned it [in June]"."""
        hit, frame = self.framed[place]
        verbs = 0
        for token in self._path(date):
            if token == self._token(hit) or (frame.light and frame.verb == token):
                return verbs
            verbs += token.pos_ == "VERB"
        return 0

    def _owners(self, date: DateMention) -> set[int]:
        """Return which events a date belongs to."""
        if self._leads(date):
            sign = self.document.text[date.end : date.end + 3].lstrip()[:1]
            return {n for n in range(len(self.framed)) if sign in {":", "."} or not self._parted(self.framed[n][0], date)}
        path = self._path(date)
        if self._is_modifier(date, path):
            return set()
        saying, announcing = forms_of("saying", self.document.language), forms_of("announcing", self.document.language)
        for current in path:
            here = [n for n, (hit, frame) in enumerate(self.framed) if current == self._token(hit) or (frame.light and frame.verb == current)]
            if here:
                return self._with_partners(min(here, key=lambda n: self._distance(n, date)))
            is_last = all(self.sentence.at(current)[0] > self.words[hit.head].start for hit, _ in self.framed)
            if fold(current.text) in saying or (fold(current.text) in announcing and is_last):
                return set()
        verb = next((token for token in path if token.pos_ == "VERB"), None)
        places = [n for n, (hit, _) in enumerate(self.framed) if verb is None or self._clause_of(hit) in {verb, None}]
        return {min(places, key=lambda n: (self._parted(self.framed[n][0], date), self._distance(n, date)))} if places else set()

    def _clause_of(self, hit: Hit) -> Token | None:
        """Return the verb next above a trigger."""
        token = self._token(hit)
        return governor(token.head) if token is not None else None

    def _token(self, hit: Hit) -> Token | None:
        return self.words[hit.head].token

    def _distance(self, place: int, date: DateMention) -> int:
        return abs(self.words[self.framed[place][0].head].start - date.start)

    def _is_modifier(self, date: DateMention, path: Sequence[Token]) -> bool:
        """Return whether a date belongs to a noun that is no act: "the 2024 report", "un rapport de 2024"."""
        inside = [token for token in path if self._is_date(token) or (token.pos_ == "ADP" and self.sentence.at(token)[0] >= date.start - 4)]
        if not inside or len(inside) >= len(path):
            return False
        last, head = inside[-1], path[len(inside)]
        if head.pos_ not in {"NOUN", "PROPN"} or any(self._token(hit) == head for hit, _ in self.framed):
            return False
        bare = last.dep_ in {"compound", "nummod", "amod", "poss"} and head.i > last.i
        language = self.document.language
        of = next(iter(load(language, "events").get("noun_frame", ())), "")
        prepositions = [child for child in last.children if child.dep_ == "case"] + ([last] if last.pos_ == "ADP" else [])
        return bare or (head.i < last.i and any(normal(fold(part.text), language) == of for part in prepositions))

    def _path(self, date: DateMention) -> list[Token]:
        """Return the tokens above a date, nearest first."""
        word = next((word for word in self.words if word.end > date.start), None)
        path: list[Token] = []
        current = word.token if word is not None else None
        while current is not None and len(path) < _DEEP:
            path.append(current)
            current = current.head if current.head != current else None
        return path

    def _parted(self, hit: Hit, date: DateMention) -> bool:
        left, right = sorted((self.words[hit.head].start, date.start))
        between = self.document.text[left:right]
        return ";" in between or ": " in between

    def _leads(self, date: DateMention) -> bool:
        """Return whether a date at the beginning of the sentence is set before all of it ("Mai 2020 : ...", "In November, ...")."""
        lead = self.document.text[self.sentence.start : date.start]
        after = self.document.text[date.end : date.end + 3].lstrip()
        return len(lead.split()) <= _LEAD and "," not in lead and after.startswith((":", ",", ".", "–", "—"))

    def _with_partners(self, place: int) -> set[int]:
        """Return an event with those it is coordinated with ("was arrested and extradited on Monday"): the date behind the last holds for all."""
        owners = {place}
        token = self._token(self.framed[place][0])
        partners = set(token.conjuncts) if token is not None else set()
        for n, (hit, _) in enumerate(self.framed):
            other = self._token(hit)
            if other in partners and token is not None and other is not None and abs(other.i - token.i) <= 4:
                owners.add(n)
        return owners

    def _is_date(self, token: Token) -> bool:
        start, end = self.sentence.at(token)
        return any(date.start <= start and end <= date.end for date in self.dates)
