"""Sentences that make several claims."""

from __future__ import annotations

import re
from dataclasses import replace

from briefing.model import Attribution, Clause, Joint, Sentence, Term
from briefing.reconcile.segments import Anchor, find_asides, own_terms, split_claims

VERBS = frozenset({"sank", "killing", "searched", "took", "said", "charged", "arrested", "fled", "have", "released", "wounded"})


def _sentence(text: str, clauses: tuple[tuple[int, int], ...] = ()) -> Sentence:
    stops = {"the", "of", "and", "on", "a", "in", "were", "it", "at", "its", "them"}
    terms = tuple(
        Term(start=m.start(), end=m.end(), lemma=m.group().lower(), pos="VERB" if m.group() in VERBS else "NUM" if m.group().isdigit() else "NOUN")
        for m in re.finditer(r"\w+", text) if m.group().lower() not in stops
    )
    made = tuple(Clause(start=a, end=b, modality="asserted", negated=False) for a, b in clauses)
    return Sentence(start=0, end=len(text), boilerplate=False, kind="paragraph", block=0, terms=terms, clauses=made)


def _number(text: str, digits: str, counted: str) -> Anchor:
    start = text.index(digits)
    return Anchor(start, start + len(digits), "number", f"count {counted}")


def _parts(text: str, anchors: tuple[Anchor, ...] = (), attributions: tuple[Attribution, ...] = ()) -> list[str]:
    return [text[a:b] for a, b in split_claims(text, _sentence(text), attributions, anchors)]


def test_a_participle_with_a_number_is_a_claim_of_its_own():
    """The ship sank on Sunday, killing 41 people."""
    text = "The ship sank on Sunday, killing 41 people."
    assert ["The ship sank on Sunday", "killing 41 people."] == _parts(text, (_number(text, "41", "people"),))


def test_two_numbers_that_count_different_things_are_two_claims():
    """The blast killed 12 sailors and 30 soldiers."""
    text = "The ministry counts 34 dead bodies and 11 missing diggers."
    anchors = (_number(text, "34", "bodies"), _number(text, "11", "diggers"))
    assert ["The ministry counts 34 dead bodies", "11 missing diggers."] == _parts(text, anchors)


def test_a_semicolon_parts_two_claims():
    """Nine people were arrested; the bank denies wrongdoing."""
    assert ["Nine people arrested today", "the bank knew nothing."] == _parts("Nine people arrested today; the bank knew nothing.")


def test_a_sentence_of_one_claim_stays_whole():
    """The police arrested the captain on Monday."""
    assert ["The police arrested the captain on Monday."] == _parts("The police arrested the captain on Monday.")


def test_the_speaker_is_no_part_of_what_is_said():
    """Of "The ship sank, the ministry said" the claim's words are ship and sank."""
    text = "The ship sank yesterday, the ministry said."
    said = Attribution(
        content_start=0, content_end=23, source_start=25, source_end=37, cue_start=38, cue_end=42, name="ministry", modality="asserted",
    )
    assert ["ship", "sank", "yesterday"] == [term.lemma for term in own_terms(_sentence(text).terms, (said,), 0, len(text))]


def test_an_act_that_follows_another_is_a_claim_of_its_own():
    """The man was arrested then extradited; but the arrest and extradition of a man are told as one."""
    text = "The old manager was arrested then extradited to Norland on Monday."
    acts = tuple(Anchor(text.index(word), text.index(word) + len(word), "act", word) for word in ("arrested", "extradited"))
    assert ["The old manager was arrested", "extradited to Norland on Monday."] == _parts(text, acts)
    text = "The arrest and extradition of the manager came on Monday."
    acts = tuple(Anchor(text.index(word), text.index(word) + len(word), "act", word) for word in ("arrest", "extradition"))
    assert [text] == _parts(text, acts)


def _jointed(text: str, joints: tuple[tuple[str, str, bool, bool], ...]) -> Sentence:
    """Return a sentence with joints at the words given: (word, kind, finite, participle)."""
    made = tuple(Joint(start=text.index(word), kind=kind, finite=finite, participle=part) for word, kind, finite, part in joints)  # type: ignore[arg-type]
    return replace(_sentence(text), joints=made)


def test_a_part_with_a_verb_of_its_own_begins_at_a_joint():
    """The ministry counts the dead and the owner fled; a mere list stays with what it follows."""
    text = "The ministry counted bodies, boats and trucks, and the owner fled home."
    joints = (("The", "start", True, False), ("boats", "pause", False, False), ("and the owner", "pause", True, False))
    spans = split_claims(text, _jointed(text, joints), ())
    assert ["The ministry counted bodies, boats and trucks", "and the owner fled home."] == [text[a:b] for a, b in spans]


def test_what_is_said_in_passing_of_a_subject_is_an_aside():
    """Keller, who was freed on bail, is on the list: the list is one claim, the bail an aside."""
    text = "Banker Keller, who was freed on bail money, is on the sanctions list."
    joints = (("Banker", "start", False, False), ("who", "relative", True, False), ("is on", "pause", True, False))
    sentence = _jointed(text, joints)
    assert [text] == [text[a:b] for a, b in split_claims(text, sentence, ())]
    assert ["Banker Keller, who was freed on bail money"] == [text[a:b] for a, b in find_asides(text, sentence, ())]


def test_a_subject_stays_with_its_verb_over_what_is_said_in_passing():
    """The embassy said that Keller, held since May, was flown out: one part, whose middle is an aside."""
    text = "The embassy said that Keller, held since May, was flown out on Friday."
    held, flown = text.index("held"), text.index("was flown")
    joints = (
        Joint(start=0, kind="start", finite=True, participle=False), Joint(start=held, kind="pause", finite=False, participle=True),
        Joint(start=flown, kind="pause", finite=True, participle=False, subject=text.index("Keller")),
    )
    sentence = replace(_sentence(text), joints=joints)
    assert [(0, len(text))] == list(split_claims(text, sentence, ()))
    assert ["held since May"] == [text[a:b] for a, b in find_asides(text, sentence, ())]
