"""Key figures: the numbers a principal asks for, one card for each thing counted."""

from __future__ import annotations

import re
from collections import Counter

from briefing.assemble.desk import Desk
from briefing.assemble.statements import bounds, past_connective
from briefing.config import SectionSettings
from briefing.folding import fold
from briefing.lexicon import ends_in
from briefing.model import DateValue, Evidence, Finding, Item, QuantityValue

_LIMIT = 6
_LESS = 0.5  # what an origin, or a document that gives another number, adds beside a document that gives this one
_PHRASE = range(3, 9)  # words of what a number counts
_STOP = re.compile(r"[,;:.(–—]\s|[.!?\"”»]*$")
_TIME_UNITS = ("year", "month", "week", "day", "hour", "minute", "second")


def pick_figures(section: SectionSettings, desk: Desk) -> tuple[Item, ...]:
    """Return one card for each number that counts something, best attested and largest first.

    A vague amount ("thousands") gives way to a number of the same finding; durations are no key figures.
    """
    cards: list[tuple[tuple[object, ...], Item]] = []
    for finding in desk.findings.values():
        quantity = _best(finding, desk)
        if quantity is not None:
            rank = (-_weight(finding, quantity), finding.id)
            cards.append(
                (
                    rank,
                    Item(
                        type="figure",
                        ref=finding.id,
                        text=_counts(finding, quantity, desk),
                        quantity=quantity,
                        date=_date(finding),
                        conflicts=_about(finding, desk),
                        disputed=bool(_about(finding, desk)),
                    ),
                )
            )
    cards.sort(key=lambda card: card[0])
    seen: set[tuple[object, ...]] = set()
    items: list[Item] = []
    for _, item in cards:
        keys = {_key(item.quantity), *((c,) for c in item.conflicts)}  # the sides of one contested point are one card
        if seen.isdisjoint(keys):
            seen |= keys
            items.append(item)
    return tuple(items[: section.limit or _LIMIT])


def _best(finding: Finding, desk: Desk) -> QuantityValue | None:
    """Return the number most evidence gives; of equals one that says what it counts, the newest, the one a text says first.

    "(about 18.4 trillion won)" only converts.
    """
    usable = [q for q in finding.quantities if _size(q) is not None and q.unit not in _TIME_UNITS and not _is_loose(q)]
    usable = [q for q in usable if not _is_headline(q, desk)] or usable
    said = Counter((q.value, q.unit) for q in usable)
    usable = [q for q in usable if q.counted or q.unit != "count" or said[q.value, q.unit] > 1]
    exact = [q for q in usable if q.value is not None] or usable
    most = max((said[q.value, q.unit] for q in exact), default=0)
    best = [q for q in exact if said[q.value, q.unit] == most]
    own = [q for q in best if desk.documents[q.document].language == desk.settings.language] or best
    return min(own, key=lambda q: (not q.counted, -_published(q, desk), q.document, q.start), default=None)


def _counts(finding: Finding, quantity: QuantityValue, desk: Desk) -> str | None:
    """Return what a number counts, read on from the number: "1,440" "of its nationals exited the scam compounds".

    A number that only another language gives is told by its sense or the category of what is said; None where the phrase of the text must do.
    """
    senses = _sense(finding, quantity, desk) if quantity.unit.isupper() else None  # of a sum; of people the text says more
    if senses:
        return senses
    evidence = next((e for e in finding.evidence if e.document == quantity.document and e.start <= quantity.start < e.end), None)
    if evidence is not None and evidence.language == desk.settings.language:
        depends = _depends(evidence, quantity) and _read_up_to(evidence, quantity)
        told = depends or _read_on(evidence, quantity, desk) or _read_up_to(evidence, quantity)
        if told:
            return told
        category = _category(finding)
        return f"{quantity.counted} ({category[:1].lower()}{category[1:]})" if quantity.counted and category else category
    return _category(finding)


def _read_on(evidence: Evidence, quantity: QuantityValue, desk: Desk) -> str | None:
    """Return the words after a number, to the end of its clause; None where too few are left to say anything."""
    after = evidence.quote[quantity.end - evidence.start :]
    ends = [b - quantity.end for b in bounds(evidence, desk.extractions[evidence.document]) if b > quantity.end]
    for end in (*ends, len(after)):
        words = _STOP.split(after[:end])[0].strip(' "”»').split()
        if len(words) >= _PHRASE.start and not words[0].startswith("("):
            return " ".join(words[: _PHRASE.stop]) + (" …" if len(words) > _PHRASE.stop else "")
    return None


def _depends(evidence: Evidence, quantity: QuantityValue) -> bool:
    """Return whether a number belongs to a noun before it: in "the displacement of thousands of workers poses" it is the displacement that poses."""
    return ends_in(evidence.quote[: quantity.start - evidence.start], evidence.language, "counted", "prepositions")


def _read_up_to(evidence: Evidence, quantity: QuantityValue) -> str | None:
    """Return the few words that a sentence has before its number ("Annual revenue is estimated at")."""
    opening = past_connective(evidence.quote, evidence.language)
    before = evidence.quote[opening : max(opening, quantity.start - evidence.start)].strip(" (").split()
    before[:1] = [word[:1].upper() + word[1:] for word in before[:1]]
    return " ".join(before) + " …" if 1 < len(before) < _PHRASE.stop else None


def _sense(finding: Finding, quantity: QuantityValue, desk: Desk) -> str | None:
    """Return the senses in which a contested number is meant ("Profit or revenue")."""
    for conflict in (desk.conflicts[c] for c in finding.contested if c in desk.conflicts):
        senses = [p.value.rpartition(", ")[2] for p in conflict.positions if ", " in p.value]
        if len(set(senses)) > 1 and any(e.document == quantity.document for p in conflict.positions for e in p.evidence):
            told = desk.words.any_of(list(dict.fromkeys(senses)))
            return told[:1].upper() + told[1:]
    return None


def _category(finding: Finding) -> str | None:
    event = finding.event.type if finding.event else None
    return min(finding.categories, key=lambda c: (c.id != event, -c.score, c.id)).label if finding.categories else None


def _is_loose(quantity: QuantityValue) -> bool:
    """Return whether it is a sum that nobody could name: "trillions of won"."""
    return quantity.value is None and quantity.unit.isupper() and not any(c.isdigit() for c in quantity.quote)


def _is_headline(quantity: QuantityValue, desk: Desk) -> bool:
    sentences = desk.extractions[quantity.document].sentences
    return any(s.kind == "heading" and s.start <= quantity.start < s.end for s in sentences)


def _published(quantity: QuantityValue, desk: Desk) -> int:
    day = desk.documents[quantity.document].published
    return day.toordinal() if day else 0


def _size(quantity: QuantityValue) -> float | None:
    return quantity.value if quantity.value is not None else quantity.low


def _weight(finding: Finding, quantity: QuantityValue) -> float:
    """Return how key a figure is: by the documents and origins that give it, those that give another, a conflict, the order of magnitude.

    A toll that one office gives and everybody repeats, revises or contests is key though it has one origin; a bare count below five says little.
    """
    size = abs(_size(quantity) or 0.0)
    magnitude = len(str(int(size))) if size >= 1 else 0
    small = 4.0 if quantity.unit == "count" and size < 5 else 0.0
    vague = 1.5 if quantity.value is None else 0.0
    giving = {q.document for q in finding.quantities if (q.value, q.unit) == (quantity.value, quantity.unit)}  # this very number
    others = {q.document for q in finding.quantities if q.unit == quantity.unit and _size(q) is not None} - giving
    attested = len(giving) + _LESS * min(len(finding.origins), len(giving)) + _LESS * len(others) + bool(finding.contested)
    return round(attested + 0.35 * min(magnitude, 12) + finding.score.get("total", 0.0) - small - vague, 4)


def _key(quantity: QuantityValue | None) -> tuple[object, ...]:
    if quantity is None:
        return ()
    if quantity.value is None:
        return quantity.low, quantity.high, quantity.unit  # "thousands" once
    counted = fold(quantity.counted or "").split()
    return quantity.value, quantity.low, quantity.unit, counted[-1][:5] if counted else ""


def _date(finding: Finding) -> DateValue | None:
    return next((d for d in finding.dates if d.from_), None)


def _about(finding: Finding, desk: Desk) -> tuple[str, ...]:
    return tuple(c for c in finding.contested if c in desk.conflicts and desk.conflicts[c].kind in ("quantity", "status"))
