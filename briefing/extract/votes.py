"""What speaks for the type of a name: the recogniser's label, the lists, and the words before and behind it.

Votes are added up over all names of a chain, so that one clear place ("the company Norvale") settles many unclear ones.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.gazetteer import Gazetteer, joined, key

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.words import Word
    from briefing.model import EntityType

Votes = tuple[float, float, float, float]  # person, organisation, place, group
TYPES: tuple[EntityType, ...] = ("person", "organisation", "place", "group")
NONE: Votes = (0.0, 0.0, 0.0, 0.0)
_ORG_OF_MANY = 0.7  # weight of the label ORG on several words: half of them are persons and ships
# How much a recogniser's label says about the type; the small models mix up persons, places and bodies, so cues outvote them.
LABELS: dict[str, Votes] = {
    "PERSON": (2.0, 0, 0, 0), "PER": (2.0, 0, 0, 0), "ORG": (0, 1.6, 0, 0), "GPE": (0, 0, 2.0, 0), "LOC": (0, 0, 1.6, 0),
    "FAC": (0, 0.3, 1.2, 0), "NORP": (0, 0.3, 0, 0.6),
}


def add(left: Votes, right: Votes) -> Votes:
    """Return the sum of two votes."""
    return (left[0] + right[0], left[1] + right[1], left[2] + right[2], left[3] + right[3])


def is_known_body(run: Sequence[Word], facts: Gazetteer) -> bool:
    """Return whether the lists have a run as a body: acronyms as they are written ("WHO", never "who"), names folded."""
    return joined(run).replace(".", "") in facts.acronyms or key(joined(run)) in facts.organisations


def label_votes(run: Sequence[Word]) -> Votes:
    """Return what the recogniser's labels say of a run."""
    votes = NONE
    for label in sorted({word.label for word in run if word.is_capital}):
        weight = 0.0 if label == "NORP" and len(run) > 1 else _ORG_OF_MANY if label == "ORG" and len(run) > 1 else 1.0
        person, organisation, place, group = LABELS.get(label, NONE)
        votes = add(votes, (weight * person, weight * organisation, weight * place, weight * group))
    return votes


def list_votes(run: Sequence[Word], facts: Gazetteer) -> Votes:  # noqa: PLR0911 - one return for each kind of list
    """Return what the lists say of the words of a run."""
    folded = key(joined(run))
    if folded in facts.territories:
        return (0, 0, 8.0, 0)
    if is_known_body(run, facts) or (len(run) > 1 and run[0].folded in facts.organisations and len(run[0].text) > 3):
        return (0, 8.0, 0, 0)
    if folded in facts.cities:
        return (0, 0, 5.0, 0)
    if len(run) == 1:
        return (0, 2.0, 0, 0) if run[0].text.isupper() and 2 <= len(run[0].text) <= 6 else NONE
    first, last = run[0].folded, run[-1].folded
    if last in facts.suffixes or any(word.folded in facts.heads for word in run if word.is_capital):
        return (0, 5.0, 0, 0)
    if first in facts.place_before or last in facts.place_after:
        return (0, 0, 4.0, 0)
    return (1.2, 0, 0, 0) if len(run) <= 4 and all(word.text.isalpha() or "-" in word.text for word in run) else NONE


def context_votes(words: Sequence[Word], start: int, end: int, facts: Gazetteer) -> Votes:
    """Return what the neighbours of a run say: titles, professions, prepositions, verbs, an age, a dateline."""
    votes = NONE
    if start:
        if words[start - 1].text == "," and _role_before(words, start - 1, facts):
            votes = add(votes, (2.5, 0, 0, 0))
        votes = add(votes, _word_before(words[start - 1], words[start - 2] if start > 1 else None, facts))
    elif _is_dateline(words, start, end, facts):
        votes = add(votes, (0, 0, 5.0, 0))
    return add(votes, _after_votes(words, end, facts)) if end < len(words) else votes


def _word_before(before: Word, earlier: Word | None, facts: Gazetteer) -> Votes:  # noqa: PLR0911 - one return for each cue
    """Return what the word before a run says; ``earlier`` is the one before that."""
    titled = earlier if before.text == "." and earlier is not None else before
    if titled.folded in facts.honorifics:
        return (6.0, 0, 0, 0)
    if before.folded in facts.people or before.folded in facts.titles:
        return (3.5, 0, 0, 0)
    if before.folded in facts.organisation_cues:
        return (0, 2.5, 0, 0)
    if before.folded in facts.place_cues or (earlier is not None and earlier.folded in facts.place_cues and before.folded in facts.of):
        return (0, 0, 2.5, 0)
    related = _preposition_votes(before, earlier, facts) if earlier is not None else None
    if related is not None:
        return related
    if before.folded in facts.place_prepositions and before.pos in {"ADP", ""}:
        return (-0.5, 0, 2.2, 0)
    return (-1.5, 0.8, 0, 0) if before.folded in facts.articles else NONE


def _preposition_votes(before: Word, earlier: Word, facts: Gazetteer) -> Votes | None:
    """Return what a preposition with the word it hangs on says: "directrice de X", "a teacher from X", "flown to X"."""
    if earlier.folded in facts.people and before.folded in facts.of_bodies:
        return (-0.5, 1.2, 0.3, 0)
    if before.folded in facts.whence:
        return (-0.5, 0, 3.0, 0) if earlier.folded in facts.people else (0, 0, 0.8, 0)
    if before.folded in facts.whither and earlier.folded in facts.motions:
        return (-0.5, 0, 2.5, 0)
    return None


def _after_votes(words: Sequence[Word], end: int, facts: Gazetteer) -> Votes:
    """Return what the words behind a run say."""
    after, window = words[end], words[end + 1 : end + 6]
    if after.text in {",", "("} and window:
        votes = _apposition_votes(after, window, facts)
        if votes is not None:
            return votes
    if after.folded in facts.relatives:
        return (2.0, 0, 0, 0)
    if after.folded in facts.people and facts.owner_first:
        return (-0.5, 1.2, 0.3, 0)  # "Boeing spokesman", "the Ryanair CEO"
    if not after.text[0].islower():
        return NONE
    if after.pos == "VERB":
        return (0.4, 0.3, 0, 0)
    return _noun_after(after, window, facts)


def _noun_after(after: Word, window: Sequence[Word], facts: Gazetteer) -> Votes:
    if after.folded in facts.organisation_cues:
        return (0, 1.5, 0, 0)
    if any(word.folded in facts.place_after for word in (after, *window[:1])):
        return (0, 0, 3.0, 0)
    return (-2.0, 0.5, 0.9, 0) if after.folded in facts.branches else NONE  # "the Limassol branch"


def _apposition_votes(mark: Word, window: Sequence[Word], facts: Gazetteer) -> Votes | None:
    """Return what stands behind a comma or bracket: an acronym, an age, a relative, a profession, a kind of body."""
    closed = len(window) > 1 and window[1].text in {",", ")", *facts.years}
    if mark.text == "(" and closed and window[0].text.isupper() and len(window[0].text) > 1:
        return (0, 3.0, 0, 0)
    if closed and window[0].text.isdigit() and len(window[0].text) <= 2:
        return (5.0, 0, 0, 0)
    if window[0].folded in facts.relatives:
        return (2.5, 0, 0, 0)
    for word in window:
        if word.folded in facts.people:
            return (3.0, 0, 0, 0)
        if word.folded in facts.organisation_cues:
            return (0, 2.0, 0, 0)
        if word.text in {",", ")"}:
            break
    return None


def _is_dateline(words: Sequence[Word], start: int, end: int, facts: Gazetteer) -> bool:
    """Return whether a run in capitals opens a sentence as the place it was written at: "DOMBONI (Ocean Wire) —"."""
    signs = {word.text for word in words[end : end + 6]}
    if start or end + 2 >= len(words):
        return False
    if words[end].text == "," and words[end + 1].folded in facts.articles and words[end + 2].text[0].isdigit():
        return True  # "Kasombwe, le 5 mars 2025."
    capitals = all(word.text.isupper() for word in words[start:end])
    return capitals and words[end].text in {"(", "–", "—", "-", ",", "/", ":"} and bool(signs & {"–", "—", "-", ":", ")"})


def _role_before(words: Sequence[Word], comma: int, facts: Gazetteer) -> bool:
    """Return whether the noun phrase before a comma begins with a profession: "le directeur de la recherche, Montse Ferrer"."""
    for word in reversed(words[max(0, comma - 14) : comma]):
        if word.folded in facts.people:
            return True
        if word.pos in {"VERB", "AUX"} or word.text in {",", ";", ":", "."}:
            return False
    return False
