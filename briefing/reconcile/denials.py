"""Denials: claims by which somebody rejects what another says, and what it is that each of them rejects.

"While officials deny these allegations" rejects what stands before it; "the company denies having received any warning" says itself what it rejects.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

from rapidfuzz import fuzz

from briefing.folding import fold
from briefing.model import Term
from briefing.reconcile.claims import Claim
from briefing.reconcile.disputes import Dispute, Held
from briefing.reconcile.findings import Group
from briefing.reconcile.joining import join_sharing
from briefing.reconcile.matching import Pair
from briefing.reconcile.wording import accuses, denies, find_word, find_words, is_flat, names_allegation, rebuffs
from briefing.vectors import encode_word

_OBJECTLESS = re.compile(r"\s*[:.]|\s*$")
_MARK = re.compile(r"[,;:\"«»“”]")
Key = tuple[str, int, int]
Kind = Literal["anaphoric", "relative", "content", "flat"]
_NEAR = 2  # sentences back in which an allegation is looked for
_FAR = 6  # sentences back in which what says exactly what is denied is looked for
_SHORT = 3  # content words that may follow a verb whose object stands before it ("which the minister denies")
_TELLING = 2  # content words that say something
_RELATIVE = 60  # letters between a relative and the verb that rejects it
_HALF = 0.5  # share of the words of a denial that the claim right before it says, when a word points back
_MUCH = 0.6  # the same when no word points back
_MOST = 0.75  # share that one further off says
_EXACT = 0.9  # share that says the same whatever stands round it
_SAME_MATTER = 0.35  # cosine of contents from which two claims are of one matter
_NEARBY = 30  # letters round a word that calls something untrue in which this something stands
_LINK = 12  # letters of a denial that may hold the conjunction which leads to it
_COGNATE = 82  # rapidfuzz ratio of two words of one origin
_LETTERS = 5  # letters of the shortest word that can be a cognate
_ALIKE = 0.7  # cosine of two words that say the same
_CONTENT = 6  # content words of what is denied, beyond which the sentence goes on to other things


@dataclass(frozen=True, slots=True, eq=False)
class Denial:
    """A claim that rejects something, and how it says what."""

    claim: Claim
    kind: Kind
    words: tuple[Term, ...]  # content words of what is rejected
    points: bool  # whether a word of it points back ("this letter", "any such warning")
    before: int  # where the part that rejects begins in the document: what stands before it may be rejected


def denial_disputes(groups: Sequence[Group], claims: Sequence[Claim], candidates: Iterable[Pair]) -> list[Dispute]:
    """Return what somebody asserts and somebody else denies, over findings and documents; denials of one finding are one dispute."""
    finding = {claims[place].key: number for number, group in enumerate(groups) for place in group.places}
    denials = {place: denial for place, claim in enumerate(claims) if not claim.minor and (denial := read_denial(claim)) is not None}
    beside = _beside(denials, claims, candidates)
    sides: list[tuple[dict[Key, Claim], dict[Key, Claim]]] = []
    for place, denial in denials.items():
        told = rejected(denial, [claims[other] for other in beside[place]], _likeness)
        if told:
            against = _with_finding([denial.claim], groups, finding, denying=True)
            assertions = _with_finding(told, groups, finding, denying=False)
            sides.append(({k: c for k, c in assertions.items() if k not in against}, against))
    return [_denied(asserted, denied) for asserted, denied in _unite(sides) if asserted]


def _beside(denials: Collection[int], claims: Sequence[Claim], candidates: Iterable[Pair]) -> dict[int, list[int]]:
    """Return for each denial the claims of its own document that stand near, and the candidates of others, in order."""
    documents: dict[str, list[int]] = defaultdict(list)
    for place, claim in enumerate(claims):
        documents[claim.document.id].append(place)
    near: dict[int, set[int]] = {
        place: {o for o in documents[claims[place].document.id] if abs(claims[o].number - claims[place].number) <= _FAR} - {place}
        for place in denials
    }
    for left, right in candidates:
        for one, other in ((left, right), (right, left)):
            if one in near and claims[one].document.id != claims[other].document.id:
                near[one].add(other)
    return {place: sorted(others) for place, others in near.items()}


def _likeness(a: Claim, b: Claim) -> float:
    return 0.0 if a.content_vector is None or b.content_vector is None else round(float(a.content_vector @ b.content_vector), 4)


def _with_finding(told: Sequence[Claim], groups: Sequence[Group], finding: Mapping[Key, int], *, denying: bool) -> dict[Key, Claim]:
    """Return claims with those of their findings that say the same of it."""
    found = {claim.key: claim for claim in told}
    for claim in told:
        for other in groups[finding[claim.key]].claims if claim.key in finding else ():
            if not other.minor and (read_denial(other) is not None or denies(other)) == denying:
                found.setdefault(other.key, other)
    return found


def _unite(sides: Sequence[tuple[dict[Key, Claim], dict[Key, Claim]]]) -> list[tuple[dict[Key, Claim], dict[Key, Claim]]]:
    """Join the disputes that share a claim on the same side."""
    united = []
    for members in join_sharing([[*(("asserted", k) for k in asserted), *(("denied", k) for k in denied)] for asserted, denied in sides]):
        denied = {k: c for place in members for k, c in sides[place][1].items()}
        united.append(({k: c for place in members for k, c in sides[place][0].items() if k not in denied}, denied))
    return united


def _denied(asserted: Mapping[Key, Claim], denied: Mapping[Key, Claim]) -> Dispute:
    sides = (("asserted", asserted), ("denied", denied))
    positions = tuple(Held(claims=tuple(c for _, c in sorted(held.items())), state=name) for name, held in sides)
    return Dispute(kind="status", positions=positions, possible_together=False, reason="denied")


def read_denial(claim: Claim) -> Denial | None:
    """Return a claim as a denial, None when it rejects nothing in particular."""
    language, quote = claim.document.language, fold(claim.quote)
    found = find_word(quote, language, "rejections")
    if found is None:
        return _flat(claim)
    start, end = found
    lead, rest = quote[max(0, start - _RELATIVE) : start], quote[end:]
    if find_word(lead + rest[:_RELATIVE], language, "blankets"):
        return None
    relative = _relative(claim, quote, start, end)
    if relative is not None:
        return Denial(claim, "relative", (), False, relative)
    if _OBJECTLESS.match(rest) or find_word(quote[max(0, start - _LINK) : end + _LINK], language, "rebuttals"):
        return Denial(claim, "anaphoric", (), True, claim.start)
    begin, noun = end, find_word(rest[:_RELATIVE], language, "allegations")
    if noun is not None:
        begin = end + noun[1]
        if find_word(_phrase(quote[begin:], language), language, "complements") is None:
            return Denial(claim, "anaphoric", (), True, claim.start)
    words = _words(claim, claim.start + begin, claim.end)
    return Denial(claim, "content", words, _points(rest, language), claim.start) if words else None


def _relative(claim: Claim, quote: str, start: int, end: int) -> int | None:
    """Return where the relative begins whose clause rejects what stands before it, None when there is none.

    ", which the minister denies"; ", rejecting the company's claim"; "names the service, which denies having bought it".
    """
    language, lead = claim.document.language, quote[max(0, start - _RELATIVE) : start]
    relative = find_word(lead, language, "relatives")
    if relative is not None and len(_words(claim, claim.start + end, claim.end)) <= _SHORT:
        return claim.start + start - len(lead) + relative[0]
    if not quote[:start].strip() and claim.start > claim.sentence.start and find_word(quote[:end], language, "counters"):
        return claim.start
    subject = find_word(quote[max(0, start - _LINK) : start], language, "subjects")
    told = len(_words(claim, claim.start, claim.start + start)) >= _TELLING and not rebuffs(quote[:start], language)
    return claim.start + max(0, start - _LINK) + subject[0] if subject is not None and told else None


def _phrase(folded: str, language: str) -> str:
    """Return the words up to the next mark or conjunction."""
    ends = [start for start, _ in find_words(folded, language, "conjunctions")] + [m.start() for m in _MARK.finditer(folded)]
    return folded[: min(ends, default=len(folded))]


def _flat(claim: Claim) -> Denial | None:
    """Return a claim in which a speaker says that something is not so: "we never received this message", "the claims are baseless"."""
    language = claim.document.language
    if _calls_untrue(claim):
        return Denial(claim, "anaphoric", (), True, claim.start)
    if claim.attribution is None:
        return None
    flat = is_flat(claim.content, language)
    if not flat and not (claim.negated and denies(claim)):
        return None
    if flat and names_allegation(claim.content, language):
        return Denial(claim, "anaphoric", (), True, claim.start)
    start, end = _clause(claim, "flats" if flat else "negators")
    words = _words(claim, start, end)
    said = fold(claim.document.text[start:end])
    return Denial(claim, "flat", words, flat and _points(said, language), claim.start) if words else None


def _calls_untrue(claim: Claim) -> bool:
    """Return whether a claim calls what was said untrue: "the claims are baseless", "calls that nonsense"."""
    folded, language = fold(claim.quote), claim.document.language
    around = (folded[max(0, start - _NEARBY) : end + _NEARBY] for start, end in find_words(folded, language, "rebuffs"))
    return any(find_word(words, language, "rebutted") for words in around)


def _points(folded: str, language: str) -> bool:
    return find_word(folded, language, "pointers") is not None


def _clause(claim: Claim, group: str) -> tuple[int, int]:
    """Return the part of a claim, between marks and conjunctions, that holds the word by which it denies."""
    folded = fold(claim.quote)
    found = find_word(folded, claim.document.language, group) or (0, 0)
    marks = [*find_words(folded, claim.document.language, "edges"), *(m.span() for m in _MARK.finditer(folded))]
    left = max((end for _, end in marks if end <= found[0]), default=0)
    right = min((start for start, _ in marks if start >= found[1]), default=len(folded))
    said = claim.attribution.content_start if claim.attribution is not None else claim.start
    return max(claim.start + left, said if said < claim.start + found[0] else 0), claim.start + right


def _words(claim: Claim, start: int, end: int) -> tuple[Term, ...]:
    """Return the content words of a part of a claim, names left out."""
    named = [m for m in claim.mentions if m.form in {"name", "short"}]
    found = tuple(
        term for term in claim.sentence.terms
        if start <= term.start < end and term.pos in {"NOUN", "VERB", "ADJ"} and not any(m.start <= term.start < m.end for m in named)
    )
    return found[:_CONTENT]


def rejected(denial: Denial, claims: Sequence[Claim], likeness: Callable[[Claim, Claim], float]) -> tuple[Claim, ...]:
    """Return the claims that a denial rejects: those it points back to, else those that say what it denies.

    Args:
        denial: the denial.
        claims: those it may reject, of its document and of others, in order.
        likeness: cosine of the contents of two claims.
    """
    own = [c for c in claims if c.document.id == denial.claim.document.id and not c.minor]
    if denial.kind == "relative":
        return _before(denial, own)
    near = _pointed_at(denial, own)
    if near:
        return near
    if denial.kind == "anaphoric":
        return ()
    return tuple(c for c in claims if c.document.id != denial.claim.document.id and _says_it(denial, c, likeness(denial.claim, c)))


def _before(denial: Denial, own: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return what stands before the relative in the denial's own sentence."""
    claim = denial.claim
    if denial.before <= claim.start:
        return tuple(c for c in own if c.number == claim.number and c.end <= denial.before)[-1:]
    told = claim.document.text[claim.start : denial.before].rstrip(" ,;")
    return (replace(claim, end=claim.start + len(told), negated=False, modality="asserted"),) if told else ()


def _pointed_at(denial: Denial, own: Sequence[Claim]) -> tuple[Claim, ...]:
    """Return the claims of the nearest sentence before a denial that it can reject."""
    claim = denial.claim
    for back in range(_FAR + 1):
        told = [c for c in own if c.number == claim.number - back and c.end <= claim.start and _may_be_rejected(c, denial, back)]
        if told:
            return tuple(told)
    if denial.kind == "anaphoric":
        return ()
    later = (c for c in own if 0 < c.number - claim.number <= _NEAR and c.attribution is not None and not denies(c) and c.speaker != claim.speaker)
    return tuple(c for c in later if share_said(denial, c, exact=True) >= _EXACT)


def _may_be_rejected(claim: Claim, denial: Denial, back: int) -> bool:
    """Return whether a claim of the same document, some sentences back, is what a denial rejects."""
    accused = _is_accusation(claim)
    other = claim.attribution is not None and claim.speaker != denial.claim.speaker
    if denial.kind == "anaphoric":
        answered = read_denial(claim) is None or _answers_back(denial) or claim.speaker != denial.claim.speaker
        return answered and back <= _NEAR and (accused or claim.attribution is not None or claim.modality == "hedged")
    if read_denial(claim) is not None and not _answers_back(denial):
        return False
    if denial.kind == "flat" and not denial.points:
        near = back <= _NEAR or accused or bool(claim.context & denial.claim.context)
        return near and share_said(denial, claim, exact=True) >= _EXACT and not denies(claim)
    share = share_said(denial, claim)
    if share >= _EXACT and not claim.negated:
        return back <= _NEAR or accused or bool(claim.context & denial.claim.context)
    if back == 0:
        return share >= _HALF or find_word(fold(_gap(claim, denial)), claim.document.language, "concessions") is not None
    return back <= _NEAR and (accused or other) and share >= _least_share(claim, denial, back, accused=accused)


def _least_share(claim: Claim, denial: Denial, back: int, *, accused: bool) -> float:
    """Return which share of a denial a claim must say to be what it rejects: less right before it and where a word points back."""
    if denial.points:
        return _HALF
    if back > 1:
        return _MOST
    named = accused and denial.kind == "content" and bool(claim.context & denial.claim.context)
    return 0.0 if named else _MUCH


def _is_accusation(claim: Claim) -> bool:
    return claim.modality == "alleged" or accuses(claim.quote, claim.document.language)


def _gap(claim: Claim, denial: Denial) -> str:
    return claim.document.text[claim.end : denial.claim.start] + denial.claim.quote[:_LINK]


def _answers_back(denial: Denial) -> bool:
    return find_word(fold(denial.claim.quote), denial.claim.document.language, "rebuttals") is not None


def _says_it(denial: Denial, claim: Claim, cosine: float) -> bool:
    """Return whether a claim of another document says what a denial rejects."""
    if claim.minor or denies(claim) or is_flat(claim.content, claim.document.language):
        return False
    accused = _is_accusation(claim)
    if not (accused or claim.attribution is not None or claim.modality == "hedged"):
        return False
    share = share_said(denial, claim, exact=denial.kind == "flat")
    if denial.kind == "flat":
        return accused and share >= _EXACT and len(denial.words) >= _TELLING
    if len(denial.words) == 1:
        return accused and share >= _EXACT
    return share >= _MOST and (cosine >= _SAME_MATTER or (accused and share >= _EXACT))


def share_said(denial: Denial, claim: Claim, *, exact: bool = False) -> float:
    """Return which share of what is denied another claim says, by the words of both, 0 to 1; by the same words alone when ``exact``."""
    text, language = denial.claim.document.text, denial.claim.document.language
    ours = [text[t.start : t.end].lower() for t in denial.words if find_word(fold(text[t.start : t.end]), language, "negators") is None]
    theirs = [claim.document.text[t.start : t.end].lower() for t in claim.terms]
    if not ours or not theirs:
        return 0.0
    if len(ours) == 1:
        return float(any(_same_word(ours[0], b) for b in theirs))  # one word is alike to many
    alike: Callable[[str, str], float] = _same_word if exact else _alike
    return round(sum(max(alike(a, b) for b in theirs) for a in ours) / len(ours), 4)


def _alike(a: str, b: str) -> float:
    return _like_words(min(a, b), max(a, b))


@lru_cache(maxsize=200_000)
def _like_words(a: str, b: str) -> float:
    if _same_word(a, b):
        return 1.0
    cosine = float(encode_word(a) @ encode_word(b))
    return round(max(0.0, min(1.0, (cosine - 0.3) / (_ALIKE - 0.3))), 4)


def _same_word(a: str, b: str) -> bool:
    return fold(a) == fold(b) or (min(len(a), len(b)) >= _LETTERS and fuzz.ratio(fold(a), fold(b)) >= _COGNATE)
