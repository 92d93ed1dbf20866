"""Facing: figures that one document sets against each other, each with who gives it.

News tells a disputed count in one breath: "The ministry speaks of 17 dead, while the union counts 23." The second figure often leaves out what it
counts. Two figures face each other when they stand near, count one thing, differ, and the words between them give the second to another source.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from briefing.folding import fold
from briefing.model import Quantity
from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import class_of, is_generic, noun_similarity
from briefing.reconcile.wording import contrasts, disputes, grows, last_tally, names_part, number_of, other_scope, revises, tallies

_NEAR = 2  # sentences between two figures that face each other
_CLOSE = 0.35  # smaller value as a share of the larger from which two figures can be of one thing
_FAR = 0.2  # the same when the second leaves out what it counts, and so speaks of what the first does
_SAME_NOUN = 0.8  # how alike two counted nouns must be
_SCALE = {"tonne": ("kg", 1000.0), "g": ("kg", 0.001), "m": ("km", 0.001)}  # SI: one unit for one measure
_BOUNDARY = re.compile(r"[;:.!?]\s|\s[-–—]\s")


@dataclass(frozen=True, slots=True, eq=False)
class Figure:
    """One number with the claim it stands in and the part of the sentence that says whose it is."""

    claim: Claim
    quantity: Quantity
    before: str  # folded words of its part of the sentence, up to the number
    after: str  # and from the number on
    kinds: frozenset[str]  # classes of what it counts, by its noun and the words that lead to it
    noun: str  # folded noun, empty when it has none of its own

    @property
    def amount(self) -> float | None:
        """Value in the unit that its measure is compared in; of a count that was raised "from 43 to 61", the later one."""
        value = self.quantity.value
        if value is None and self.quantity.low and self.quantity.high and grows(self.words, self.claim.document.language):
            value = self.quantity.high
        return None if value is None else in_base(self.quantity.unit, value)

    @property
    def words(self) -> str:
        """The number as the text writes it."""
        return self.claim.document.text[self.quantity.start : self.quantity.end]

    @property
    def unit(self) -> str:
        """Unit that its measure is compared in."""
        return _SCALE.get(self.quantity.unit, (self.quantity.unit, 1.0))[0]


def in_base(unit: str, value: float) -> float:
    """Return a value in the unit that its measure is compared in: 1.4 tonnes are 1,400."""
    return round(value * _SCALE.get(unit, ("", 1.0))[1], 6)


def read_figures(claims: Sequence[Claim]) -> list[Figure]:
    """Return the figures of all claims, each once, by document and place."""
    told = [claim for claim in claims if not claim.minor]
    numbers: dict[tuple[str, int], set[tuple[int, int]]] = defaultdict(set)
    for claim in told:
        numbers[claim.document.id, claim.number].update((q.start, q.end) for q in claim.quantities)
    found = {
        (claim.document.text_sha256, claim.document.id, quantity.start): _figure(claim, quantity, numbers[claim.document.id, claim.number])
        for claim in told for quantity in claim.quantities if quantity.unit != "year"
    }
    return [figure for _, figure in sorted(found.items(), key=lambda item: item[0])]


def facing_figures(figures: Sequence[Figure]) -> list[tuple[Figure, Figure]]:
    """Return the pairs of figures of one document that two sources set against each other, the earlier first.

    "The company says it operates 31 vessels; Tidewatch counts 38.": 31 and 38.
    """
    found = []
    for place, second in enumerate(figures):
        if place and is_bare(second) and figures[place - 1].claim.document.id == second.claim.document.id and _ratio(figures[place - 1], second):
            continue
        for first in reversed(figures[:place]):
            if first.claim.document.id != second.claim.document.id or second.claim.number - first.claim.number > _NEAR:
                break
            if _face(first, second):
                found.append((first, second))
                break
    return found


def same_thing(a: Figure, b: Figure) -> bool:
    """Return whether two figures count one thing, as far as their nouns and the words round them say."""
    if a.unit != b.unit or _other_scope(a, b):
        return False
    if a.kinds and b.kinds:
        return bool(a.kinds & b.kinds)
    if not a.noun or not b.noun:
        if a.unit.islower() and a.unit not in {"count", "percent"}:
            return False  # so many tonnes of nobody says what
        return not a.noun and not b.noun and a.kinds == b.kinds
    languages = a.claim.document.language, b.claim.document.language
    if is_generic(a.noun, languages[0]) or is_generic(b.noun, languages[1]):
        return is_generic(a.noun, languages[0]) and is_generic(b.noun, languages[1]) and a.kinds == b.kinds
    return noun_similarity(a.noun, languages[0], b.noun, languages[1]) >= _SAME_NOUN


def _other_scope(a: Figure, b: Figure) -> bool:
    """Return whether two figures are of two scopes: what is suspected and what is confirmed, the north and the south."""
    texts = (f"{f.before} {f.words} {f.after}" for f in (a, b))
    return other_scope(next(texts), a.claim.document.language, next(texts), b.claim.document.language)


def _face(first: Figure, second: Figure) -> bool:
    language, own = second.claim.document.language, second.before + " " + second.after
    given, elliptic = tallies(own, language), is_bare(second)
    if not _comparable(first, second, least=_FAR if elliptic else _CLOSE):
        return False
    if given and _may_be_disputed(first, second) and disputes(_between(first, second), language):
        return True  # "the official toll, 43, is disputed by the aid group, which has recorded 52 names"
    if not _one_thing(first, second, elliptic=elliptic):
        return False
    told = tallies(first.before + " " + first.after, language)
    if elliptic and first.claim.number == second.claim.number and told and _gives_only_who(first, second):
        return True  # "the lab counts 19, the union 26"
    return given and (contrasts(_between(first, second) + own, language) or (told and (elliptic or bool(_voices(second)))))


def _may_be_disputed(first: Figure, second: Figure) -> bool:
    """Return whether the second of two figures can answer the first, though its noun is another: no part of it, no count of other people."""
    if first.unit != second.unit or is_part(first) != is_part(second) or (first.kinds and second.kinds and not first.kinds & second.kinds):
        return False
    return first.unit != "percent" or same_thing(first, second)


def _comparable(first: Figure, second: Figure, *, least: float) -> bool:
    """Return whether two numbers differ and lie near enough to be of one thing, at one time."""
    if first.amount is None or second.amount is None or first.amount == second.amount:
        return False
    if (first.claim.modality == "predicted") != (second.claim.modality == "predicted"):
        return False
    return min(first.amount, second.amount) >= least * max(first.amount, second.amount)


def _one_thing(first: Figure, second: Figure, *, elliptic: bool) -> bool:
    """Return whether two figures are of one thing, neither a part nor a revision of the other, and not given by the same source."""
    inherits = elliptic and first.quantity.unit != "percent" and not _other_scope(first, second)
    if not (same_thing(first, second) or inherits) or is_part(first) != is_part(second):
        return False
    return not (_brought_up_to_date(first, second) or _ratio(first, second) or _voices(first) & _voices(second))


def is_bare(figure: Figure) -> bool:
    """Return whether a number does not say what it counts ("the union counts 23", "stands by 410 people")."""
    if figure.kinds or figure.quantity.unit != "count":
        return False
    if not figure.noun:
        return True
    if not is_generic(figure.noun, figure.claim.document.language):
        return False
    start = figure.quantity.start - len(figure.before) + last_tally(figure.before, figure.claim.document.language)
    end = figure.quantity.counted_end or figure.quantity.end
    terms = figure.claim.sentence.terms
    told = any(term.pos == "VERB" and start <= term.start < figure.quantity.start for term in terms)
    return not told and not any(end <= term.start < figure.quantity.end + len(figure.after) for term in terms)


def is_part(figure: Figure) -> bool:
    """Return whether a figure counts a part of what was counted before it ("among them 19 journalists")."""
    text, sentence = figure.claim.document.text, figure.claim.sentence
    lead = _BOUNDARY.split(fold(text[sentence.start : figure.quantity.start]))[-1]
    return names_part(f"{lead} {figure.words} {figure.after}", figure.claim.document.language)


def _ratio(first: Figure, second: Figure) -> bool:
    """Return whether no word stands between two numbers but what the first counts: "128 votes to 97", "212 of 540"."""
    start = first.quantity.counted_end or first.quantity.end
    own = first.claim.number == second.claim.number
    return own and not any(start <= term.start < second.quantity.start for term in first.claim.sentence.terms)


def _gives_only_who(first: Figure, second: Figure) -> bool:
    """Return whether only a name or a noun leads from one number to the other: who gives it."""
    start = max(second.quantity.start - len(second.before), first.quantity.counted_end or first.quantity.end)
    leading = [term for term in second.claim.sentence.terms if start <= term.start < second.quantity.start]
    return bool(leading) and all(term.pos != "VERB" for term in leading)


def _brought_up_to_date(first: Figure, second: Figure) -> bool:
    """Return whether one source brings a count up to date: "raised the toll from 43 to 61"."""
    language = second.claim.document.language
    own = first.claim.number == second.claim.number
    return revises(second.before, language) or (own and revises(first.before + " " + first.after, language))


def _voices(figure: Figure) -> frozenset[str]:
    """Return who is named in a figure's part of the sentence, or is cited there."""
    claim = figure.claim
    start, end = figure.quantity.start - len(figure.before), figure.quantity.end + len(figure.after)
    named = {
        entity
        for mention, entity in zip(claim.mentions, claim.mention_entities, strict=True)
        if entity is not None and mention.type in {"organisation", "person"} and start <= mention.start < end
    }
    cited = claim.attribution
    if claim.speaker and cited is not None and any(p is not None and start <= p < end for p in (cited.source_start, cited.cue_start)):
        named.add(claim.speaker)
    return frozenset(named)


def _between(first: Figure, second: Figure) -> str:
    text = first.claim.document.text
    return fold(text[first.quantity.end : max(first.quantity.end, second.quantity.start)])


def _figure(claim: Claim, quantity: Quantity, numbers: Collection[tuple[int, int]]) -> Figure:
    text, sentence = claim.document.text, claim.sentence
    others = [end for _, end in numbers if end <= quantity.start]
    left = max([sentence.start, *(m.end() + sentence.start for m in _BOUNDARY.finditer(text[sentence.start : quantity.start])), *others])
    ends = [start for start, _ in numbers if start >= quantity.end]
    bound = _BOUNDARY.search(text[quantity.end : sentence.end])
    right = min([sentence.end, *ends, *([quantity.end + bound.start()] if bound else [])])
    noun = _noun(claim, quantity) or _number_of(claim, left, right)
    return Figure(
        claim=claim, quantity=quantity, before=fold(text[left : quantity.start]), after=fold(text[quantity.end : right]),
        kinds=_kinds(claim, quantity, noun, left, right), noun=noun,
    )


def _noun(claim: Claim, quantity: Quantity) -> str:
    """Return the noun a number counts, empty when what follows it is none ("fewer than a quarter turned up")."""
    if quantity.counted and quantity.counted_start is not None and quantity.counted_end is not None:
        first = next((t for t in claim.sentence.terms if t.start == quantity.counted_start), None)
        words = [t for t in claim.sentence.terms if quantity.counted_start <= t.start < quantity.counted_end and t.pos != "VERB"]
        named = [m for m in claim.mentions if m.form in {"name", "short"}]
        if (first is not None and first.pos != "VERB") or any(not any(m.start <= t.start < m.end for m in named) for t in words):
            return fold(quantity.counted.split("(")[0].strip())
    return ""


def _number_of(claim: Claim, left: int, right: int) -> str:
    """Return the noun of "the number of displaced people", "le nombre de destinataires"."""
    head = number_of(claim.document.text[left:right], claim.document.language)
    if head is None:
        return ""
    nouns = [t for t in claim.sentence.terms if left + head <= t.start < right and t.pos in {"NOUN", "ADJ"}]
    return fold(claim.document.text[nouns[0].start : nouns[0].end]) if nouns else ""


def _kinds(claim: Claim, quantity: Quantity, noun: str, left: int, right: int) -> frozenset[str]:
    """Return the classes of what a figure counts: its noun's, else those of the words between the one who gives it and the number."""
    if quantity.unit not in {"count", "percent"}:
        return frozenset()
    text, language = claim.document.text, claim.document.language
    own = frozenset(c for word in noun.replace("-", " ").split() if (c := class_of(word, language)))
    if own:
        return own
    named = [m for m in claim.mentions if m.form in {"name", "short"}]
    left += last_tally(text[left : quantity.start], language)
    comma = text.find(",", quantity.end, right)
    right = comma if comma >= 0 else right
    near = [
        (term.start, found)
        for term in claim.sentence.terms
        if left <= term.start < right and not any(m.start <= term.start < m.end for m in named)
        and (found := class_of(text[term.start : term.end], language) or class_of(term.lemma, language))
    ]
    leading = [] if noun else [found for start, found in near if start < quantity.start]
    return frozenset(leading[-1:] or [found for start, found in near if start > quantity.start][:1])
