"""Events: acts of a framework's categories, each with its trigger, form, participants, place, date, certainty and negation.

"Chen Zhi a ete arrete et extrade vers la Chine debut janvier" gives an arrest and an extradition, both of Chen Zhi, both dated, the second to China.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing.extract.arguments import Frame, Reader
from briefing.extract.certainty import judge_event
from briefing.extract.dating import Dating
from briefing.extract.syntax import complements, normal, phrase_of
from briefing.extract.triggers import Hit, Word, find_triggers, words_of
from briefing.folding import fold
from briefing.lexicon import load
from briefing.model import Argument, Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Token

    from briefing.extract.mentions import MentionSet
    from briefing.extract.parse import Parse, ParsedSentence
    from briefing.frameworks import Framework
    from briefing.model import DateMention, Document, Mention

_PLACES = frozenset({"GPE", "LOC", "FAC"})
_APPOSED = frozenset({"appos", "flat:name", "flat"})
_STOPS = frozenset(";:.?!")
_BETWEEN = 4  # words between coordinated verbs
_BEHIND = 12  # words behind a trigger in which a named place is its place


def find_events(
    document: Document, parse: Parse, mentions: MentionSet, dates: Sequence[DateMention], frameworks: Sequence[Framework],
    *, words: Sequence[Sequence[Word]] | None = None,
) -> tuple[Event, ...]:
    """Return the events of a document in order of their triggers.

    Args:
        document: the text.
        parse: its sentences; without a model events have a trigger, a date and nothing else.
        mentions: who is named: an argument that holds a mention carries the name of its chain.
        dates: the document's calendar expressions.
        frameworks: those of kind "events" are read.
        words: of each sentence, where they were read before.
    """
    wanted = tuple(framework for framework in frameworks if framework.kind == "events")
    events: list[Event] = []
    lines = words_of(document, parse) if words is None else words
    for number, (sentence, line) in enumerate(zip(parse.sentences, lines, strict=True)):
        hits = find_triggers(line, wanted, parse.language) if wanted else []
        if hits:
            reader = _SentenceReader(document, parse.language, sentence, line, mentions, dates)
            events.extend(reader.events(hits, number))
    return tuple(events)


class _SentenceReader:
    """Reads the events of one sentence."""

    def __init__(
        self, document: Document, language: str, sentence: ParsedSentence, words: Sequence[Word], mentions: MentionSet, dates: Sequence[DateMention],
    ) -> None:
        self.document, self.language, self.sentence, self.words = document, language, sentence, words
        self.mentions = [mention for mention in mentions.mentions if sentence.start <= mention.start < sentence.end]
        self.dates = [date for date in dates if sentence.start <= date.start < sentence.end]
        self.facts = load(language, "events")
        self._hits: frozenset[int] = frozenset()

    def events(self, hits: Sequence[Hit], number: int) -> list[Event]:
        """Return an event for each trigger whose arguments fit it."""
        reader = Reader(self.words, self.facts, self.language, self._is_people, self._is_actor, self._is_date)
        framed = [(hit, reader.read(hit)) for hit in hits]
        self._share(framed)
        framed = [(hit, frame) for hit, frame in framed if self._fits(hit, frame)]
        framed = [(hit, frame) for hit, frame in framed if not self._is_carrier(hit, framed)]
        framed = [(hit, frame) for hit, frame in framed if not self._is_repeated(hit, framed)]
        dating = Dating(self.document, self.sentence, self.words, self.dates, framed)
        self._hits = frozenset(n for hit, _ in framed for n in range(hit.first, hit.last + 1))
        found = []
        for order, (hit, frame) in enumerate(framed):
            start, end = self._trigger_span(hit)
            trigger = self.words[hit.head].token
            agent, target = (self._argument(token, trigger) for token in (frame.agent, frame.target))
            place = self._place(hit, frame, (agent, target))
            agent, target = (self._without_place(argument, place) for argument in (agent, target))
            modality, negated = judge_event(self.words, hit, frame, self.language)
            date = dating.date_of(order)
            if modality == "asserted" and date is not None and self._is_to_come(date):
                modality = "predicted"
            found.append(
                Event(
                    framework=hit.framework, category=hit.category.id, start=start, end=end, sentence=number, form=frame.form,
                    agent=agent, target=target, place=place, date=date, modality=modality, negated=negated,
                    score=_surety(frame, (agent, target, place, date)),
                )
            )
        return found

    def _is_to_come(self, date: DateMention) -> bool:
        """Return whether a date lies after the document's own."""
        return self.document.published is not None and date.first_day is not None and date.first_day > self.document.published

    def _is_carrier(self, hit: Hit, framed: Sequence[tuple[Hit, Frame]]) -> bool:
        """Return whether a verb only carries another trigger: "ordered the confiscation"."""
        token = self.words[hit.head].token
        return token is not None and any(other is not hit and frame.light and frame.verb == token for other, frame in framed)

    def _is_repeated(self, hit: Hit, framed: Sequence[tuple[Hit, Frame]]) -> bool:
        """Return whether a noun only repeats the verb before it: "sentenced to five years in prison"."""
        if hit.trigger.kind != "noun":
            return False
        verbs = [other for other, _ in framed if other.trigger.kind == "verb" and other.category.id == hit.category.id]
        near = [other for other in verbs if 0 < hit.first - other.last <= _BEHIND]
        return any(not any(word.form in _STOPS for word in self.words[other.last : hit.first]) for other in near)

    def _share(self, framed: Sequence[tuple[Hit, Frame]]) -> None:
        """Give verbs that follow one another ("was arrested, fined and released") the participants of the first."""
        joints = self.facts.get("coordinators", ())
        for (hit, frame), (other, later) in pairwise(framed):
            between = self.words[hit.last + 1 : other.first]
            if hit.trigger.kind != "verb" or other.trigger.kind != "verb" or len(between) > _BETWEEN or not between:
                continue
            if not (between[-1].form in joints or between[0].form in joints) or any(word.pos in {"PRON", "SCONJ"} for word in between):
                continue
            token = self.words[other.head].token
            if token is None or any(child.dep_.startswith("nsubj") for child in token.children):
                continue
            if (frame.form == "passive" and later.target is None) or later.target == later.agent:
                later.form, later.target = "passive", frame.target
                later.agent = None if later.agent in {frame.target, None} else later.agent
            elif frame.form == "active" and later.agent is None:
                later.agent = frame.agent

    def _trigger_span(self, hit: Hit) -> tuple[int, int]:
        """Return the span of the words that name the act: all of a group without a gap, else its noun, else its verb."""
        if hit.trigger.kind == "noun" or hit.last - hit.first < len(hit.trigger.words) or hit.head != hit.first:
            return self.words[hit.first].start, self.words[hit.last].end
        if self.words[hit.last].pos in {"NOUN", "PROPN"}:  # "put him under sanctions"
            return self.words[hit.last - len(hit.trigger.words) + 2].start, self.words[hit.last].end
        return self.words[hit.head].start, self.words[hit.head].end

    # --- what a trigger asks of its arguments ---------------------------------------------------------------------------

    def _fits(self, hit: Hit, frame: Frame) -> bool:
        trigger = hit.trigger
        if trigger.only == "passive" and frame.form != "passive":
            return False
        if trigger.only == "active" and frame.form == "passive":
            return False
        if trigger.only == "object" and frame.target is None and self.words[hit.head].token is not None:
            return False
        return trigger.target != "people" or frame.target is None or self._is_people(frame.target)

    def _is_people(self, token: Token) -> bool:
        """Return whether a noun phrase may be people: a name of no place, a pronoun, a number, a noun for human beings."""
        if token.pos_ in {"PRON", "NUM", "DET", "ADJ"} or token.text[:1].isdigit() or token.ent_type_ in {"ORDINAL", "CARDINAL"}:
            return True
        mention = self._covering(token)
        if mention is not None:
            return mention.type != "place"
        return token.pos_ == "PROPN" or is_person_noun(fold(token.lemma_), self.language) or is_person_noun(fold(token.text), self.language)

    def _is_actor(self, token: Token) -> bool:
        """Return whether a noun phrase can act: people, a named body, a state, a court or force."""
        if token.pos_ == "PRON" or self._covering(token) is not None:
            return True
        if token.pos_ == "PROPN":
            return token.dep_ not in {"compound", "amod", "nmod"} or token.ent_type_ in {"GPE", "ORG", "NORP", "LOC"}
        bodies = load(self.language, "people").get("bodies", ())
        words = (fold(token.lemma_), fold(token.text), fold(token.text).removesuffix("s"))
        return any(word in bodies or is_person_noun(word, self.language) for word in words)

    def _covering(self, token: Token) -> Mention | None:
        start, end = self.sentence.at(token)
        return next((mention for mention in self.mentions if mention.start <= start and end <= mention.end), None)

    def _is_date(self, token: Token) -> bool:
        start, end = self.sentence.at(token)
        return any(date.start <= start and end <= date.end for date in self.dates)

    # --- arguments ------------------------------------------------------------------------------------------------------

    def _argument(self, head: Token | None, trigger: Token | None) -> Argument | None:
        if head is None:
            return None
        left, right = phrase_of(head, trigger)
        tokens = head.doc
        while right > head.i and self._is_date(tokens[right]):
            right -= 1
        start, end = self.sentence.at(tokens[left])[0], self.sentence.at(tokens[right])[1]
        mention = self._mention(head, start, end)
        return Argument(start=start, end=end, name=mention.name if mention else None, chain=mention.chain if mention and mention.chain >= 0 else None)

    def _mention(self, head: Token, start: int, end: int) -> Mention | None:
        """Return the mention a noun phrase is about: the one over its head, else the one that begins or ends it as a name in apposition."""
        left, right = self.sentence.at(head)
        over = [mention for mention in self.mentions if mention.start <= left and right <= mention.end]
        if over:
            return max(over, key=lambda mention: (mention.end - mention.start, -mention.start))
        for child in sorted((child for child in head.children if child.dep_ in _APPOSED), key=lambda token: token.i):
            left, right = self.sentence.at(child)
            found = next((m for m in self.mentions if m.start <= left and right <= m.end and start <= m.start and m.end <= end), None)
            if found is not None:
                return found
        last = next((m for m in self.mentions if m.end == end and m.type == "person" and m.start > start), None)
        if last is not None and self._is_apposed(last):
            return last
        return None

    def _is_apposed(self, mention: Mention) -> bool:
        """Return whether a name stands behind a comma or a noun for persons: "the head of the group, X", "le magnat X"."""
        before = [word for word in self.words if word.end <= mention.start][-1:]
        return bool(before) and (before[0].form == "," or is_person_noun(before[0].form, self.language))

    def _place(self, hit: Hit, frame: Frame, taken: Sequence[Argument | None]) -> Argument | None:
        """Return where it happened, or where people are brought to."""
        used = [(argument.start, argument.end) for argument in taken if argument is not None]
        trigger = self.words[hit.head].token
        candidates = list(frame.places)
        if trigger is not None:
            candidates.extend(self._nearby(trigger, hit, frame))
        best: tuple[int, int, Token] | None = None
        for order, (preposition, head) in enumerate(candidates):
            rank = self._place_rank(hit, preposition, head)
            start, end = self.sentence.at(head)
            inside = [(left, right) for left, right in used if left <= start and end <= right]
            if rank is None or any(not self._is_separable(hit, preposition, head, span) for span in inside):
                continue
            if best is None or (rank, order) < best[:2]:
                best = (rank, order, head)
        return self._argument(best[2], trigger) if best else None

    def _is_separable(self, hit: Hit, preposition: str, head: Token, span: tuple[int, int]) -> bool:
        """Return whether a place at the end of a participant is rather where the act happened: "arrested two men in Lyon"."""
        start, end = self.sentence.at(head)
        is_last = end == span[1] and start - span[0] > len(preposition) + 1
        return is_last and hit.trigger.kind == "verb" and preposition in self.facts["place_prepositions"] and self._is_place_mention(head)

    def _without_place(self, argument: Argument | None, place: Argument | None) -> Argument | None:
        """Return a participant without the place that ends it and the preposition between."""
        if argument is None or place is None or not argument.start < place.start < argument.end:
            return argument
        kept = [word for word in self.words if argument.start <= word.start and word.end <= place.start]
        prepositions = {*self.facts["place_prepositions"], *self.facts["destination_prepositions"], *self.facts["source_prepositions"]}
        while kept and (kept[-1].form in prepositions or normal(kept[-1].form, self.language) in prepositions or kept[-1].pos == "DET"):
            kept.pop()
        return replace(argument, end=kept[-1].end) if kept else argument

    def _nearby(self, trigger: Token, hit: Hit, frame: Frame) -> list[tuple[str, Token]]:
        """Return further phrases that may be the place: of the verb that carries a noun, of the target, and named places behind the trigger."""
        found: list[tuple[str, Token]] = []
        if frame.light and frame.verb is not None:
            found.extend(complements(frame.verb))
        if frame.target is not None and frame.form != "nominal":
            found.extend(complements(frame.target))
        prepositions = {*self.facts["place_prepositions"], *self.facts["destination_prepositions"]}
        if self.language == "en":
            prepositions.update(self.facts["source_prepositions"])
        for n in range(hit.last + 1, min(len(self.words) - 1, hit.last + _BEHIND)):
            word = self.words[n]
            is_joined = self.words[n - 1].pos == "CCONJ" and n - 2 == hit.last
            is_preposition = word.form in prepositions or normal(word.form, self.language) in prepositions
            is_clause = word.pos in {"VERB", "SCONJ"} and word.token != trigger and not is_joined and not is_preposition
            if word.form in _STOPS or n in self._hits or is_clause or (word.pos == "CCONJ" and n != hit.last + 1):
                break
            if is_preposition:
                head = self._site_behind(n, prepositions)
                if head is not None:
                    found.append((normal(word.form, self.language), head))
        return found

    def _site_behind(self, place: int, prepositions: set[str]) -> Token | None:
        """Return the first place or site of the three words behind a preposition."""
        for word in self.words[place + 1 : place + 4]:
            if word.form in prepositions or word.token is None:
                return None
            if self._is_place_mention(word.token) or self._is_site(word.token):
                return word.token
        return None

    def _place_rank(self, hit: Hit, preposition: str, head: Token) -> int | None:
        """Return how well a phrase fits as the place, 0 best; None when it is no place."""
        if self._is_date(head):
            return None
        is_named = head.ent_type_ in _PLACES or self._is_place_mention(head)
        kinds: tuple[str, ...] = ("place_prepositions", "source_prepositions")
        if hit.category.destination:
            kinds = ("destination_prepositions", "source_prepositions", "place_prepositions")
        rank = next((n for n, kind in enumerate(kinds) if preposition in self.facts[kind]), None)
        if rank is None or (hit.category.destination and not is_named):
            return None
        return 2 * rank if is_named else 2 * rank + 1 if self._is_site(head) else None

    def _is_place_mention(self, head: Token) -> bool:
        start, end = self.sentence.at(head)
        return any(mention.type == "place" and mention.start <= start and end <= mention.end for mention in self.mentions)

    def _is_site(self, head: Token) -> bool:
        """Return whether a noun names a site ("centre", "port")."""
        sites = load(self.language, "sites").get("nouns", ())
        return fold(head.lemma_) in sites or fold(head.text) in sites


def _surety(frame: Frame, filled: Sequence[object | None]) -> float:
    """Return how surely a trigger tells of one act: a verb does, a noun without anybody, place or date ("the raids") may only refer to one."""
    if frame.form != "nominal":
        return 1.0
    return 0.9 if any(part is not None for part in filled) else 0.6


def is_person_noun(word: str, language: str) -> bool:
    """Return whether a folded noun names human beings, in the singular or plural."""
    nouns, suffixes = _person_nouns(language)
    if word in nouns or (suffixes and word.endswith(suffixes)):
        return True
    return word.endswith(("s", "x")) and (word[:-1] in nouns or (word.endswith("es") and word[:-2] in nouns))


@cache
def _person_nouns(language: str) -> tuple[frozenset[str], tuple[str, ...]]:
    facts = load(language, "people")
    return frozenset(facts.get("nouns", ())), tuple(facts.get("suffixes", ()))
