"""Days: when one act took place according to several sources: in a finding, over findings, and where one document sets two days against each other.

A day that only the reader of a dated text can know ("on Friday" in an undated one) contradicts nothing.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import pairwise

from briefing.folding import fold
from briefing.model import DateMention, Event
from briefing.reconcile.claims import Claim
from briefing.reconcile.counting import counted_classes, same_value
from briefing.reconcile.disputes import Dispute, Held
from briefing.reconcile.findings import Group
from briefing.reconcile.joining import join_sharing
from briefing.reconcile.matching import Match, Model, Pair, load_model, probability
from briefing.reconcile.slots import targets
from briefing.reconcile.wording import contrasts, insists, tallies

Reading = tuple[Claim, DateMention]

_ANNOUNCED = 31  # days by which the day of an announcement may lie from that of the act
_NEAR = 10  # days within which two sources place one act
_YEAR = range(350, 381)  # days between two days of which one has the wrong year
_LIKELY = 0.5  # probability, days left out of account, at which two claims report one act
_SAME_ACT = 0.15  # the same within one finding
RARE = 1.5  # weight of shared words, as ``rare_words`` counts it, that only reports of one act share
_COVERED = 0.6  # share of each other's words that two reports of one act without a name have in common
LIKENESS = 0.5  # cosine of contents
_FOREIGN = 1.0  # weight of names that only one of two reports knows


def day_disputes(groups: Sequence[Group], claims: Sequence[Claim], matches: Mapping[Pair, Match]) -> list[Dispute]:
    """Return the days given for one act that do not overlap."""
    model = load_model()
    finding = {claims[place].key: number for number, group in enumerate(groups) for place in group.places}
    sets = [readings for group in groups if (readings := _of_group(group, matches, model))]
    for pair in [*_over_findings(claims, matches, model), *_set_against(claims)]:
        held = [r for number in sorted({finding[c.key] for c, _ in pair if c.key in finding}) for r in _dated(groups[number].claims, sure=False)]
        sets.append([*pair, *(r for r in held if any(_overlap(r[1], date) for _, date in pair))])
    found = [_dispute(readings) for readings in _unite(sets)]
    return [dispute for dispute in found if dispute is not None]


def _of_group(group: Group, matches: Mapping[Pair, Match], model: Model) -> list[Reading]:
    """Return the dated claims of a finding when two that do not overlap report one act; empty when none do."""
    place = {claim.key: number for claim, number in zip(group.claims, group.places, strict=True)}
    dated = _dated(group.claims)
    for number, (a, p) in enumerate(dated):
        for b, q in dated[number + 1 :]:
            if _overlap(p, q, _slack(a, p) + _slack(b, q)):
                continue
            match = matches.get(Pair(*sorted((place[a.key], place[b.key]))))
            if match is not None and _apart(p, q) and (match.features["event_same"] or _undated(match, model) >= _SAME_ACT):
                return [r for r in _dated(group.claims, sure=False) if is_sure(*r) or any(_overlap(r[1], date) for _, date in dated)]
    return []


def _dated(claims: Sequence[Claim], *, sure: bool = True) -> list[Reading]:
    """Return the claims that speak for a day; a count is given on many days, and its day is no slot unless an act with a name has it."""
    return [
        (claim, date)
        for claim in claims
        if (date := slot_date(claim)) is not None and (not sure or is_sure(claim, date)) and (not counted_classes(claim) or _of_named(claim, date))
    ]


def _of_named(claim: Claim, date: DateMention) -> bool:
    return any(event.date == date and any(claim.names.get(e) == "person" for e in targets(claim, event)) for event in claim.events)


def is_sure(claim: Claim, date: DateMention) -> bool:
    """Return whether a day does not hang on when its text was written, or the text says when, and lies before it."""
    written = any(character.isdigit() for character in claim.document.text[date.start : date.end])
    if date.resolved == "explicit" or written:
        return True
    published = claim.document.published
    return published is not None and date.first_day is not None and date.first_day <= published


def _undated(match: Match, model: Model) -> float:
    """Return how likely two claims report one act when their days are left out of account."""
    if match.veto == "other people":
        return 0.0
    features = {**match.features, "dates_differ": 0.0, "dates_same": 0.0, "times_differ": 0.0, "length_differs": 0.0, "other_speaker": 0.0}
    return probability(features, model)


def _over_findings(claims: Sequence[Claim], matches: Mapping[Pair, Match], model: Model) -> list[tuple[Reading, Reading]]:
    """Return the claims of two documents that report one act, days apart."""
    days = [None if claim.minor else sure_date(claim) for claim in claims]
    found = []
    for pair, match in sorted(matches.items()):
        a, b, p, q = claims[pair.left], claims[pair.right], days[pair.left], days[pair.right]
        if p is None or q is None or a.document.id == b.document.id or not differ_as_days(p, q):
            continue
        if match.features["foreign_names"] > max(_FOREIGN, match.features["names_shared"]):
            continue
        if _one_count(a, b) and _one_act(a, p, b, q, match, model):
            found.append(((a, p), (b, q)))
    return found


def differ_as_days(p: DateMention, q: DateMention) -> bool:
    """Return whether two days of one precision do not overlap but lie as two reports of one act err."""
    return not _overlap(p, q) and p.precision == q.precision and _apart(p, q)


def sure_date(claim: Claim) -> DateMention | None:
    """Return the day a claim speaks for when it is sure, as `is_sure` says."""
    date = slot_date(claim)
    return date if date is not None and is_sure(claim, date) else None


def _apart(p: DateMention, q: DateMention) -> bool:
    """Return whether two days lie as two reports of one act err: by some days, or by a year."""
    if p.first_day is None or q.first_day is None:
        return False
    gap = abs((p.first_day - q.first_day).days)
    return gap <= _NEAR or gap in _YEAR


def _one_count(a: Claim, b: Claim) -> bool:
    """Return whether two claims count nothing, or something they have in common."""
    left, right = ([q for q in c.quantities if q.unit in {"count", "percent"}] for c in (a, b))
    return (not left and not right) or any(same_value(p, q) for p in left for q in right)


def _one_act(a: Claim, p: DateMention, b: Claim, q: DateMention, match: Match, model: Model) -> bool:
    ours, theirs = ({e.category for e in c.events if _is_of(e, d)} for c, d in ((a, p), (b, q)))
    if ours and theirs and not ours & theirs:
        return False
    features, likely = match.features, _undated(match, model)
    same = bool(ours & theirs) or not (ours or theirs)
    if likely >= _LIKELY and same and (features["names_shared"] or features["cover_least"] >= _COVERED):
        return True
    alike = max(features["content_cosine"], features["clause_cosine"]) >= LIKENESS
    return likely > 0 and alike and features["rare_words"] >= RARE


def _is_of(event: Event, date: DateMention) -> bool:
    return event.date is None or event.date == date


def _set_against(claims: Sequence[Claim]) -> list[tuple[Reading, Reading]]:
    """Return the days of one document that two sources give, one right after the other, in words that set them against each other."""
    dates: dict[str, list[Reading]] = defaultdict(list)
    for claim in claims:
        if not claim.minor:
            dates[claim.document.id] += [(claim, d) for d in claim.dates if d.first_day and d.last_day and is_sure(claim, d)]
    found = []
    for _, readings in sorted(dates.items()):
        ordered = sorted(readings, key=lambda r: r[1].start)
        found += [(a, b) for a, b in pairwise(ordered) if _faces(a, b)]
    return found


def _faces(a: Reading, b: Reading) -> bool:
    (first, p), (second, q) = a, b
    if second.number - first.number > 1 or p.precision != q.precision or _overlap(p, q):
        return False
    ours, theirs = ({e.category for e in c.events if _is_of(e, d)} for c, d in (a, b))
    if ours and theirs and not ours & theirs:
        return False
    text, language = first.document.text, first.document.language
    ends = [d.start for d in second.dates if d.start > q.start]
    between, after = fold(text[p.end : q.start]), fold(text[q.end : min([second.end, *ends])])
    return insists(between + " " + after, language) or (contrasts(between, language) and tallies(between, language) and first.number == second.number)


def _unite(sets: Sequence[list[Reading]]) -> list[list[Reading]]:
    """Join the sets that share a day of a document."""
    keyed = [{(claim.document.text_sha256, date.start): (claim, date) for claim, date in readings} for readings in sets]
    united = [{k: r for place in members for k, r in keyed[place].items()} for members in join_sharing([list(k) for k in keyed])]
    return [[reading for _, reading in sorted(u.items(), key=lambda item: item[0])] for u in united]


def _dispute(dated: Sequence[Reading]) -> Dispute | None:
    """Return the days that do not overlap as positions; None when all do."""
    groups: list[list[Reading]] = []
    for claim, date in sorted(dated, key=lambda item: (not is_sure(*item), _days(item[1]), item[0].key, item[1].start)):
        fitting = next((g for g in groups if all(_overlap(date, other, _slack(claim, date) + _slack(c, other)) for c, other in g)), None)
        if fitting is None:
            groups.append([(claim, date)])
        else:
            fitting.append((claim, date))
    if len(groups) < 2:
        return None
    groups.sort(key=lambda g: (g[0][1].first_day, g[0][1].last_day))
    held = tuple(Held(claims=tuple(c for c, _ in g), date=g[0][1]) for g in groups)
    alone = len({claim.document.id for claim, _ in dated}) == 1 and len({claim.speaker for claim, _ in dated}) == 1
    return Dispute(kind="date", positions=held, possible_together=False, reason="self" if alone else "value")


def slot_date(claim: Claim) -> DateMention | None:
    """Return the day a claim gives for what it reports."""
    for event in sorted(claim.events, key=lambda e: (-e.score, e.start)):
        if event.date is not None and event.date.first_day and event.date.last_day:
            return event.date
    known = [d for d in claim.dates if d.first_day and d.last_day]
    own = [d for d in known if not _of_speech(claim, d)]
    if not own and claim.events:
        own = known  # the day an act was announced on says about when it took place
    return own[0] if len(own) == 1 else None


def _slack(claim: Claim, date: DateMention) -> int:
    """Return by how many days the day of an announcement may lie from that of the act."""
    return _ANNOUNCED if _of_speech(claim, date) and all(event.date != date for event in claim.events) else 0


def _of_speech(claim: Claim, date: DateMention) -> bool:
    """Return whether a day is that of the speaking ("the ministry said on Friday")."""
    attribution = claim.attribution
    if attribution is None or attribution.cue_start is None:
        return False
    return not attribution.content_start <= date.start < attribution.content_end


def _days(date: DateMention) -> int:
    return (date.last_day - date.first_day).days if date.first_day and date.last_day else 10**6


def _overlap(a: DateMention, b: DateMention, slack: int = 0) -> bool:
    if a.first_day is None or a.last_day is None or b.first_day is None or b.last_day is None:
        return True
    room = dt.timedelta(days=slack)
    return a.first_day <= b.last_day + room and b.first_day <= a.last_day + room
