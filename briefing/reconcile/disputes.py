"""Disputes: claims of one slot that cannot, or can only just, all be right. Positions are groups of claims that hold one value."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from briefing.folding import fold
from briefing.model import ConflictKind, DateMention, Quantity
from briefing.reconcile.claims import Claim
from briefing.reconcile.findings import Group
from briefing.reconcile.matching import Match, Pair, load_model, probability
from briefing.reconcile.wording import denies, insists, senses, states

_SAME_FIGURE = 0.85  # how sure two equal numbers must be of one thing to be one figure
_SAME_THEME = 0.3  # content cosine from which two equal figures may be one figure in two senses
_SAME_MATTER = 0.4  # probability, denial left out of account, at which two claims are of one matter


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One value and the claims that hold it."""

    claims: tuple[Claim, ...]
    quantity: tuple[Claim, Quantity] | None = None
    date: DateMention | None = None
    state: str = ""  # "asserted", "denied", or the name of a sense or state


@dataclass(frozen=True, slots=True, kw_only=True)
class Dispute:
    """A slot with two or more values."""

    kind: ConflictKind
    positions: tuple[Held, ...]
    possible_together: bool
    reason: str  # "value", "wording", "definition", "date", "self", "denied", "opposite"


# --- senses and states --------------------------------------------------------------------------------------------------


def sense_dispute(claims: Sequence[Claim]) -> Dispute | None:
    """Return claims that give one figure in two senses: profit and revenue, forced and working."""
    by_sense: dict[tuple[str, str], list[Claim]] = {}
    for claim in claims:
        if not any(q.value is not None for q in claim.quantities):
            continue
        named = senses(claim.quote, claim.document.language)
        for group in sorted({group for group, _ in named}):
            of_group = sorted(sense for g, sense in named if g == group)
            if len(of_group) == 1:
                by_sense.setdefault((group, of_group[0]), []).append(claim)
    for group in sorted({group for group, _ in by_sense}):
        sides = [(sense, held) for (g, sense), held in sorted(by_sense.items()) if g == group]
        if len(sides) > 1:
            positions = tuple(Held(claims=tuple(held), state=sense, quantity=_figure(held[0])) for sense, held in sides)
            return Dispute(
                kind="quantity" if group == "money" else "status", positions=positions, possible_together=group != "money", reason="definition",
            )
    return None


def _figure(claim: Claim) -> tuple[Claim, Quantity] | None:
    return next(((claim, q) for q in claim.quantities if q.value is not None), None)


def sense_disputes(groups: Sequence[Group], claims: Sequence[Claim], matches: Mapping[Pair, Match]) -> list[Dispute]:
    """Return figures that are equal but meant in two senses, of two findings or of a part of a sentence that is no finding by itself."""
    finding = {place: number for number, group in enumerate(groups) for place in group.places}
    linked: dict[tuple[tuple[str, int, int], ...], list[Claim]] = {}
    for pair, match in sorted(matches.items()):
        one, other = finding.get(pair.left, -1 - pair.left), finding.get(pair.right, -1 - pair.right)
        if one != other and match.features["numbers_same"] >= _SAME_FIGURE and match.features["content_cosine"] >= _SAME_THEME:
            own = _unique([*_told(one, groups, claims), *_told(other, groups, claims)])
            linked.setdefault(tuple(sorted(claim.key for claim in own)), own)
    found = [sense_dispute(own) for _, own in sorted(linked.items(), key=lambda entry: entry[0])]
    return [dispute for dispute in found if dispute is not None]


def _told(number: int, groups: Sequence[Group], claims: Sequence[Claim]) -> Sequence[Claim]:
    """Return the claims of a group, or the one claim that stands for itself (counted down from -1)."""
    return groups[number].claims if number >= 0 else (claims[-1 - number],)


def state_disputes(groups: Sequence[Group], claims: Sequence[Claim], matches: Mapping[Pair, Match]) -> list[Dispute]:
    """Return opposite states of one thing ("resigned", "was dismissed"): in like claims, and where one document sets two sources side by side."""
    finding = {place: number for number, group in enumerate(groups) for place in group.places}
    model = load_model()
    linked: set[tuple[int, int]] = set()
    for pair, match in sorted(matches.items()):
        if pair.left not in finding or pair.right not in finding or not opposed(claims[pair.left], claims[pair.right]):
            continue
        features = {**match.features, "negation_differs": 0.0, "other_speaker": 0.0}
        if probability(features, model) >= _SAME_MATTER:
            linked.add((min(a := finding[pair.left], b := finding[pair.right]), max(a, b)))
    found = [_states(groups[a].claims, groups[b].claims) for a, b in sorted(linked)]
    return found + [_states((a,), (b,)) for a, b in _set_against(claims)]


def _set_against(claims: Sequence[Claim]) -> list[tuple[Claim, Claim]]:
    """Return the claims of one document in which two speakers, one right after the other, give opposite states."""
    told = [claim for claim in claims if not claim.minor]
    found = []
    for place, first in enumerate(told):
        for second in told[place + 1 :]:
            if second.document.id != first.document.id or second.number - first.number > 1:
                break
            if opposed(first, second) and _two_accounts(first, second):
                found.append((first, second))
    return found


def _two_accounts(first: Claim, second: Claim) -> bool:
    """Return whether two claims of one document are the accounts of two sources that stand against each other."""
    quote, language = fold(second.quote), second.document.language
    if first.speaker == second.speaker:
        return False
    cited = first.attribution is not None, second.attribution is not None
    return all(cited) or (any(cited) and insists(quote, language))


def opposed(a: Claim, b: Claim) -> bool:
    """Return whether two claims of different sources name opposite states."""
    if origin_name(a) == origin_name(b) and a.speaker == b.speaker:
        return False
    if "unknown" in {a.modality, b.modality} or denies(a) or denies(b) or _counts_some(a) != _counts_some(b):
        return False
    left, right = states(a.quote, a.document.language), states(b.quote, b.document.language)
    pairs = {n for n, _ in left} & {n for n, _ in right}
    return any({s for n, s in left if n == pair}.isdisjoint({s for n, s in right if n == pair}) for pair in pairs)


def _counts_some(claim: Claim) -> bool:
    """Return whether a claim speaks of a number of people or things: "14 guards were suspended" says nothing of their colonel."""
    return any(q.unit == "count" for q in claim.quantities)


def origin_name(claim: Claim) -> str:
    """Return who is cited for a claim, by entity or name."""
    return claim.origin.entity or claim.origin.name


def _states(a: Sequence[Claim], b: Sequence[Claim]) -> Dispute:
    return Dispute(
        kind="status", positions=(Held(claims=tuple(a), state="one"), Held(claims=tuple(b), state="other")), possible_together=False,
        reason="opposite",
    )


def _unique(claims: Iterable[Claim]) -> list[Claim]:
    return list({claim.key: claim for claim in claims}.values())
