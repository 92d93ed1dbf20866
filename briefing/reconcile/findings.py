"""Findings: groups of claims as records of the brief, with why they stand together."""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from briefing.model import (
    Argument,
    Category,
    CategoryScore,
    DateMention,
    DateValue,
    Event,
    Evidence,
    Finding,
    FindingEvent,
    Origin,
    Quantity,
    QuantityValue,
)
from briefing.reconcile.claims import Claim, evidence_of, rejoin
from briefing.reconcile.credibility import grade
from briefing.reconcile.entities import EntityIndex
from briefing.reconcile.features import NAMES
from briefing.reconcile.matching import Match, Model, Pair
from briefing.reconcile.origins import outlet_of, told_by
from briefing.reconcile.segments import Span
from briefing.reconcile.slots import participants
from briefing.reconcile.translate import office_in

_SHOWN = 5  # features printed for a join: those that weigh most
_GOOD_LENGTH = range(8, 41)  # words of an evidence that reads well on the page


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Claims that say the same, with the span each is cited by."""

    claims: tuple[Claim, ...]
    spans: tuple[Span, ...]
    places: tuple[int, ...]  # of the claims among all


def form_groups(claims: Sequence[Claim], clusters: Sequence[Sequence[int]]) -> tuple[Group, ...]:
    """Return the groups; parts of one sentence that match nothing else stay together and are cited whole."""
    size = {place: len(members) for members in clusters for place in members}
    by_sentence: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        if claim.minor not in {"role", "aside"}:
            by_sentence[claim.document.id, claim.number].append(place)
    spans = {place: Span(claim.start, claim.end) for place, claim in enumerate(claims)}
    told = dict(enumerate(claims))
    dropped = set()
    for places in by_sentence.values():
        for run in _lonely_runs(places, size):
            first, last = claims[run[0]], claims[run[-1]]
            whole = len(run) == len(places)
            spans[run[0]] = Span(first.sentence.start, first.sentence.end) if whole else Span(first.start, last.end)
            told[run[0]] = rejoin([claims[place] for place in run])
            dropped.update(run[1:])
    groups = [
        Group(claims=tuple(told[p] for p in kept), spans=tuple(spans[p] for p in kept), places=tuple(kept))
        for members in clusters
        if (kept := [p for p in members if p not in dropped]) and _stands([claims[p] for p in kept])
    ]
    return tuple(groups)


def _stands(claims: Sequence[Claim]) -> bool:
    """Return whether claims make a finding: headlines alone never do, nor does a role or an aside that one document mentions in passing."""
    roles = [claim.document.id for claim in claims if claim.minor in {"role", "aside"}]
    return any(not claim.minor for claim in claims) or len(set(roles)) > 1


def make_finding(
    group: Group, *, index: EntityIndex, model: Model, matches: Mapping[Pair, Match], language: str, labels: Mapping[tuple[str, str], str],
) -> Finding:
    """Return a group of claims as a finding; its score and conflicts are added when all findings are known."""
    claims = group.claims
    evidence = tuple(evidence_of(claim, index, span) for claim, span in zip(claims, group.spans, strict=True))
    event = _event(claims, index, language)
    best = best_evidence(group, evidence, matches, language, act=event.type if event else None)
    told = [claim for claim in claims if not _denies(claim)] or claims  # who denies a thing is no origin of it
    origins = told_by((claim.document.id, _worded(claim, language)) for claim in told)
    outlets = len({outlet_of(claim.document) for claim in told})
    digit, status = grade(origins, outlets=outlets)
    return Finding(
        id=_identity(group), text=best.quote, composed=False, language=best.language, categories=_categories(claims, labels),
        event=event, evidence=evidence, entities=_entities(claims, index), quantities=_quantities(claims),
        dates=_dates(claims),
        outlets=outlets, origins=origins, languages=tuple(sorted({item.language for item in evidence})), credibility=digit, status=status,
        members=explain(group, model, matches),
    )


def _worded(claim: Claim, language: str) -> Origin:
    """Return a claim's origin; an office that has no name of its own is called in the brief's language."""
    origin, spoken = claim.origin, claim.document.language
    if origin.entity is not None or origin.kind != "speaker" or spoken == language:
        return origin
    return replace(origin, name=office_in(origin.name, spoken, language) or origin.name)


def _denies(claim: Claim) -> bool:
    """Return whether a claim says that the act it names did not take place."""
    return bool(claim.events) and all(event.negated or event.modality == "denied" for event in claim.events)


def best_evidence(
    group: Group, evidence: Sequence[Evidence], matches: Mapping[Pair, Match], language: str, *, act: str | None = None,
) -> Evidence:
    """Return the evidence that speaks best for a finding: it reports its act, is in the brief's language, a readable whole, close to the others."""
    def rank(number: int) -> tuple[object, ...]:
        claim, span = group.claims[number], group.spans[number]
        near = sum(match.probability for other in group.places if (match := matches.get(_pair(group.places[number], other))) is not None)
        words = len(evidence[number].quote.split())
        return (
            act is not None and all(event.category != act for event in claim.events), evidence[number].language != language, bool(claim.minor),
            (span.start, span.end) != (claim.sentence.start, claim.sentence.end), words not in _GOOD_LENGTH,
            claim.attribution is None, -round(near, 3), claim.key,
        )

    return evidence[min(range(len(evidence)), key=rank)]


def explain(group: Group, model: Model, matches: Mapping[Pair, Match]) -> tuple[str, ...]:
    """Return one line for each claim that joined: the pair that speaks most for it, with the features that weigh most."""
    lines = []
    for number, place in enumerate(group.places):
        if number == 0:
            continue
        joins = [(match.probability, -other, match) for other in group.places[:number] if (match := matches.get(_pair(place, other))) is not None]
        if not joins:
            lines.append(f"{_where(group, number)}: joined through the others of the group")
            continue
        likely, other, match = max(joins, key=lambda item: item[:2])
        parts = sorted(((round(model.weights.get(name, 0.0) * match.features[name], 2), name) for name in NAMES), key=lambda p: (-abs(p[0]), p[1]))
        words = ", ".join(f"{name} {match.features[name]:g} ({weight:+.2f})" for weight, name in parts[:_SHOWN] if weight)
        lines.append(f"{_where(group, number)} says the same as {_where(group, group.places.index(-other))}: {likely:.2f}; {match.reason or words}")
    return tuple(lines)


def _where(group: Group, number: int) -> str:
    return f"{group.claims[number].document.path}:{group.spans[number].start}"


def _pair(a: int, b: int) -> Pair:
    return Pair(min(a, b), max(a, b))


def _lonely_runs(places: Sequence[int], size: Mapping[int, int]) -> list[list[int]]:
    """Return the runs of neighbouring parts of a sentence that match no other claim."""
    runs: list[list[int]] = [[]]
    for place in places:
        if size[place] == 1:
            runs[-1].append(place)
        elif runs[-1]:
            runs.append([])
    return [run for run in runs if len(run) > 1]


def _identity(group: Group) -> str:
    hashed, span = min((claim.document.text_sha256, span) for claim, span in zip(group.claims, group.spans, strict=True))
    return "f" + hashlib.sha256(f"{hashed}:{span.start}:{span.end}".encode()).hexdigest()[:8]


def _categories(claims: Sequence[Claim], labels: Mapping[tuple[str, str], str]) -> tuple[Category, ...]:
    best: dict[tuple[str, str], CategoryScore] = {}
    for claim in claims:
        for score in claim.categories:
            key = (score.framework, score.category)
            if key not in best or (score.score, score.cue or "") > (best[key].score, best[key].cue or ""):
                best[key] = score
    for claim in claims:
        for event in claim.events:
            key = (event.framework, event.category)
            if key not in best:
                cue = claim.document.text[event.start : event.end]
                best[key] = CategoryScore(framework=key[0], category=key[1], sentence=event.sentence, score=round(event.score, 4), cue=cue)
    made = [
        Category(framework=key[0], id=key[1], label=labels.get(key, key[1].replace("-", " ")), score=score.score, cue=score.cue)
        for key, score in best.items()
    ]
    return tuple(sorted(made, key=lambda c: (-c.score, c.framework, c.id)))


_REPORTED = 0.4  # share of its claims that must report an event for the finding to be about it


def _event(claims: Sequence[Claim], index: EntityIndex, language: str) -> FindingEvent | None:
    """Return the event most claims report, its slots filled by the first claim that names them."""
    events = [(claim, event) for claim in claims for event in claim.events]
    if not events:
        return None
    counted = Counter((event.framework, event.category) for _, event in events)
    sure = {key: max(e.score for _, e in events if (e.framework, e.category) == key) for key in counted}
    chosen = min(counted, key=lambda key: (-counted[key], -sure[key], key))
    own = [(claim, event) for claim, event in events if (event.framework, event.category) == chosen]
    if len({claim.key for claim, _ in own}) < _REPORTED * len(claims):
        return None  # the finding is about something else: a toll, of which one report also tells an arrest
    own.sort(key=lambda pair: (-pair[1].score, pair[0].key))
    names = index.called
    dates = [_date(claim, event.date) for claim, event in own if event.date is not None]
    return FindingEvent(
        type=chosen[1], agent=_slot(own, "agent", names, index, language), target=_slot(own, "target", names, index, language),
        place=_slot(own, "place", names, index, language),
        date=min(dates, key=lambda d: (d.from_ is None, _days(d), d.document, d.start), default=None),
    )


def _days(date: DateValue) -> int:
    return (date.to - date.from_).days if date.from_ and date.to else 10**6


def _slot(events: Sequence[tuple[Claim, Event]], slot: str, names: Mapping[str, str], index: EntityIndex, language: str) -> str | None:
    """Return the entity that most events have in a slot, else the phrase, in the brief's language if there is one or it has a word for it.

    A name inside a longer phrase ("the compounds of Cambodia") does not fill the slot; several ("the US and UK governments") fill it as they stand.
    """
    found: Counter[str] = Counter()
    phrases: list[tuple[bool, bool, str, str]] = []
    for claim, event in events:
        argument: Argument | None = getattr(event, slot)
        if argument is None:
            continue
        entity = index.of(claim.document.id, argument.chain)
        several = sum(claim.names.get(e) == claim.names.get(entity or "") for e in participants(claim, argument)) > 1
        if entity is not None and entity in names and not several:
            found[names[entity]] += 1
        else:
            spoken = claim.document.language
            phrases.append((not several, spoken != language, claim.document.text[argument.start : argument.end], spoken))
    phrase = min(phrases, key=lambda p: p[:2], default=None)
    if phrase is not None and not phrase[0] and not phrase[1]:
        return phrase[2]
    if found:
        return min(found, key=lambda name: (-found[name], name))
    if phrase is None:
        return None
    return (office_in(phrase[2], phrase[3], language) if phrase[1] else None) or phrase[2]


def _entities(claims: Sequence[Claim], index: EntityIndex) -> tuple[str, ...]:
    named = {entity for claim in claims for entity in claim.entities} | {claim.speaker for claim in claims if claim.speaker}
    return tuple(sorted(named & index.called.keys()))


def _quantities(claims: Sequence[Claim]) -> tuple[QuantityValue, ...]:
    return tuple(quantity_value(claim, quantity) for claim in claims for quantity in claim.quantities)


def _dates(claims: Sequence[Claim]) -> tuple[DateValue, ...]:
    return tuple(_date(claim, date) for claim in claims for date in claim.dates)


def quantity_value(claim: Claim, quantity: Quantity) -> QuantityValue:
    """Return a quantity of a claim as a record of the brief."""
    return QuantityValue(
        value=quantity.value, low=quantity.low, high=quantity.high, unit=quantity.unit, counted=quantity.counted, qualifier=quantity.qualifier,
        document=claim.document.id, start=quantity.start, end=quantity.end, quote=claim.document.text[quantity.start : quantity.end],
    )


def _date(claim: Claim, date: DateMention) -> DateValue:
    return DateValue(
        from_=date.first_day, to=date.last_day, precision=date.precision, resolved=date.resolved, document=claim.document.id,
        start=date.start, end=date.end, quote=claim.document.text[date.start : date.end],
    )
