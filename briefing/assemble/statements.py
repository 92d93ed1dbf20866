"""Statements: each finding's line on the page, a contiguous trim of its best evidence or a line composed of typed fields."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from types import MappingProxyType
from typing import Self

from briefing.assemble.compose import compose
from briefing.assemble.passing import is_outweighed
from briefing.config import Settings
from briefing.folding import fold
from briefing.frameworks import Framework
from briefing.i18n import Words
from briefing.lexicon import languages, load
from briefing.model import Entity, Evidence, Extraction, Finding, Mention

# "LIMA, March 8 - ", "PARIS (Reuters) – ": the place and day a report was sent from
_DATELINE = re.compile(r"[A-ZÀ-Þ][A-ZÀ-Þ'’. -]{2,40}(?:,[^-–—,.]{1,30}|\s\([^)]{2,20}\))?\s[-–—]\s")
_STOPS = ",;:–—"  # what may stand between a clause and what is added to it
_IDEAL = range(8, 32)  # words of a statement that reads at one breath
_BREATH = 20  # words from which a statement ends with the clause that makes its claim, where the sentence only adds to it
_TAIL = 4  # words that a cut must save
_SHORT = 16  # words of a short form at most
_LEAD = 26  # words of a line of the bottom line at most
_MODALITY_RANK = {"asserted": 0, "alleged": 1, "hedged": 2, "predicted": 2, "denied": 3, "unknown": 3}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Candidate:
    evidence: Evidence
    text: str
    dangling: bool
    heading: bool  # a headline: in telegram style, and of no source but the outlet
    share: float = 1.0  # of it that makes the claim

    @property
    def key(self) -> tuple[str, int, int]:
        """Where it stands."""
        return self.evidence.document, self.evidence.start, self.evidence.end


def write_statements(
    findings: Sequence[Finding],
    entities: Mapping[str, Entity],
    extractions: Mapping[str, Extraction],
    *,
    settings: Settings,
    frameworks: Sequence[Framework],
    words: Words,
    claims: Mapping[str, Sequence[Evidence]] = MappingProxyType({}),
) -> tuple[tuple[Finding, ...], dict[str, str]]:
    """Return the findings with ``text``, ``composed`` and ``language`` set, and the short form of each by id.

    ``claims`` holds the parts of sentences by which the claims of each finding were matched: what a trim must keep.
    """
    written: list[Finding] = []
    short: dict[str, str] = {}
    printed: set[tuple[str, int, int]] = set()
    acts = frozenset(f.id for f in frameworks if f.kind == "events")
    for finding in findings:
        needed = _Needed.of(finding, claims.get(finding.id, ()), acts)
        made = (_candidate(e, extractions[e.document], settings, needed) for e in finding.evidence)
        candidates = sorted(made, key=lambda c: _rank(c, finding))
        own = [c for c in candidates if c.evidence.language == settings.language]
        fresh = [c for c in own if c.key not in printed]
        line = compose(finding, entities, frameworks=frameworks, words=words)
        if fresh and not (fresh[0].dangling and line):
            statement = replace(finding, text=fresh[0].text, composed=False, language=settings.language)
            printed.add(fresh[0].key)
        elif line and not own:
            statement = replace(finding, text=line, composed=True, language=settings.language)
        else:
            best = (own or candidates)[0]
            statement = replace(finding, text=best.text, composed=False, language=best.evidence.language)
        written.append(statement)
        brief = compose(finding, entities, frameworks=frameworks, words=words, short=True)
        short[finding.id] = _short_form(statement, own, brief, extractions, needed, words)
    return tuple(written), short


def _rank(candidate: _Candidate, finding: Finding) -> tuple[object, ...]:
    length = len(candidate.text.split())
    told = [q for q in finding.quantities if q.document == candidate.evidence.document and q.quote in candidate.text]
    support = max((sum((o.value, o.unit) == (q.value, q.unit) for o in finding.quantities) for q in told), default=0)
    off = max(_IDEAL.start - length, length - _IDEAL.stop, 0)
    evidence = candidate.evidence
    return (
        candidate.dangling,
        candidate.heading,
        off > 0,
        _MODALITY_RANK[evidence.modality],
        -support,
        -round(candidate.share, 1) if finding.event else 0.0,
        off,
        evidence.speaker is None,
        length,
        evidence.document,
        evidence.start,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Needed:
    """What of its evidence a statement must keep."""

    claims: tuple[Evidence, ...] = ()  # the parts of sentences by which the finding's claims were matched
    act: str | None = None  # its event's category: the trigger with its participants, place and day
    cue: str | None = None  # the word by which a statement without event stands in its section

    @classmethod
    def of(cls, finding: Finding, claims: Sequence[Evidence], acts: frozenset[str]) -> Self:
        """Return what the statement of a finding must keep: its act, or what it is about where an act is only named in passing."""
        event = finding.event
        best = next((c for c in finding.categories if c.framework not in acts), None)
        if event is not None and not is_outweighed(event, best):
            return cls(claims=tuple(claims), act=event.type)
        return cls(claims=tuple(claims), cue=best.cue if best else None)

    def end_in(self, evidence: Evidence, extraction: Extraction) -> int | None:
        """Return where what must be kept of the evidence ends, None when nothing is known of it."""
        acts = [e for e in extraction.events if e.category == self.act and evidence.start <= e.start < evidence.end]
        parts = [p for e in acts[:1] for p in (e, e.agent, e.target, e.place, e.date) if p is not None]
        inside = [p.end for p in parts if p.end <= evidence.end] or [c.end for c in self.claims_in(evidence)]
        if not inside:
            return None
        cued = evidence.start + evidence.quote.rindex(self.cue) + len(self.cue) if self.cue and self.cue in evidence.quote else 0
        return max(*inside, cued) if cued else max(inside)

    def claims_in(self, evidence: Evidence) -> list[Evidence]:
        """Return the claims that the evidence holds."""
        return [c for c in self.claims if c.document == evidence.document and evidence.start <= c.start and c.end <= evidence.end]


_NOTHING = _Needed()


def _candidate(evidence: Evidence, extraction: Extraction, settings: Settings, needed: _Needed = _NOTHING) -> _Candidate:
    start, end = _trim(evidence, extraction, settings.max_quote_words, needed)
    quote = evidence.quote[start - evidence.start : end - evidence.start]
    style = load(evidence.language, "style")
    pronoun = _opening_mention(extraction.mentions, start, quote)
    return _Candidate(
        evidence=evidence,
        share=max((min(c.end, end) - c.start for c in needed.claims_in(evidence)), default=end - start) / max(1, end - start),
        text=_capital(_resolve(quote, start, end, extraction, style)),
        dangling=pronoun is None and opens_dangling(quote, evidence.language),
        heading=any(s.kind == "heading" and s.start < evidence.end and s.end > evidence.start for s in extraction.sentences),
    )


def opens_dangling(text: str, language: str) -> bool:
    """Return whether a statement opens with a word that points at a sentence before it; a capital after it makes it a name ("She Zhijiang")."""
    bare = text.lstrip('"“«‘ \u00a0\u202f')
    second = bare.split(maxsplit=2)[1:2]
    return any(opens_with(fold(bare), word) for word in load(language, "style").get("dangling", ())) and not (second and second[0][:1].isupper())


def opens_with(folded: str, word: str) -> bool:
    """Return whether a folded text opens with a word or phrase, and not with a longer word."""
    word = fold(word)
    return folded.startswith(word) and not folded[len(word) : len(word) + 1].isalnum()


def _opening_mention(mentions: Sequence[Mention], start: int, quote: str) -> Mention | None:
    lead = len(quote) - len(quote.lstrip('"“«‘ \u00a0\u202f'))
    return next((m for m in mentions if m.start == start + lead and m.form == "pronoun" and m.name), None)


def _trim(evidence: Evidence, extraction: Extraction, most: int, needed: _Needed = _NOTHING) -> tuple[int, int]:
    """Return the part of the evidence that is printed: without an opening connective, and cut after a clause when it is long.

    A cut never parts a content from its speaker, nor a claim from its condition.
    """
    start, end = evidence.start, evidence.end
    dateline = _DATELINE.match(evidence.quote)
    start += dateline.end() if dateline else 0
    start += past_connective(evidence.quote[start - evidence.start :], evidence.language)
    claimed = needed.end_in(evidence, extraction)
    if claimed is not None and len(evidence.quote[start - evidence.start :].split()) > _BREATH:
        end = _end_of_claim(evidence, extraction, start, claimed)
    if len(evidence.quote[start - evidence.start : end - evidence.start].split()) > most:
        end = _cut(evidence, extraction, start, most, claimed or start)
    return start, end


def past_connective(text: str, language: str) -> int:
    """Return where a text goes on behind a connective it opens with ("However, "), 0 when it opens with none or says too little without it."""
    folded = fold(text)
    for word in sorted((fold(w) for w in load(language, "style").get("connectives", ())), key=len, reverse=True):
        match = re.match(rf"{re.escape(word)}\s?,\s+", folded)
        if match and len(folded[match.end() :].split()) >= _IDEAL.start - 3:
            return match.end()
    return 0


def _end_of_claim(evidence: Evidence, extraction: Extraction, start: int, claimed: int) -> int:
    """Return where the clause that makes the claim ends, when the rest of the sentence only adds to it; else the end of the evidence."""
    style = load(evidence.language, "style")
    if _is_subordinate(evidence, start):
        return evidence.end  # "As X was arrested, ..." is no sentence without what follows
    for bound in bounds(evidence, extraction):
        end = _kept_end(evidence, extraction, start, bound)
        rest = evidence.quote[bound - evidence.start :]
        if (
            bound >= claimed
            and end is not None
            and rest[:1] in _STOPS
            and _IDEAL.start <= len(evidence.quote[start - evidence.start : end - evidence.start].split())
            and len(rest.split()) > _TAIL
            and not any(opens_with(fold(rest.lstrip(_STOPS + " ")), word) for word in style.get("binding", ()))
        ):
            return end
    return evidence.end


def _is_subordinate(evidence: Evidence, start: int) -> bool:
    opening = fold(evidence.quote[start - evidence.start :])
    return any(opens_with(opening, word) for word in load(evidence.language, "style").get("subordinating", ()))


def _cut(evidence: Evidence, extraction: Extraction, start: int, most: int, claimed: int) -> int:
    """Return the last place to end a long sentence at most ``most`` words behind its start; its end where what must be kept reaches further."""
    for bound in reversed([] if _is_subordinate(evidence, start) else bounds(evidence, extraction)):
        end = _kept_end(evidence, extraction, start, bound)
        kept = len(evidence.quote[start - evidence.start : (end or start) - evidence.start].split())
        if bound >= claimed and end is not None and _IDEAL.start <= kept <= most:
            return end
    return evidence.end


def bounds(evidence: Evidence, extraction: Extraction) -> list[int]:
    """Return where the evidence may end early: before a comma behind which something is only added, and where a clause ends and another opens."""
    ends = (c.end for s in extraction.sentences if s.start < evidence.end and s.end > evidence.start for c in s.clauses)
    opening = _opening(evidence.language)
    inside = {end for end in ends if evidence.start < end < evidence.end and opening.match(evidence.quote[end - evidence.start :])}
    inside |= {evidence.start + comma.start() for comma in _adding(evidence.language).finditer(evidence.quote)}
    return sorted({evidence.start + len(evidence.quote[: end - evidence.start].rstrip(_STOPS + " ")) for end in inside})


@cache
def _opening(language: str) -> re.Pattern[str]:
    """Return the pattern of what may follow a cut: a stop, a conjunction, a word that opens a clause; never the verb of what stands before it."""
    claims, style = load(language, "claims"), load(language, "style")
    words = {str(w) for key in ("openers", "conjunctions") for w in claims.get(key, ())} | {str(w) for w in style.get("subordinating", ())}
    openers = "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w))) or "(?!)"
    return re.compile(rf"[ ,–—]{{0,3}}(?:[;:]|(?:{openers})\b)", re.IGNORECASE)


@cache
def _adding(language: str) -> re.Pattern[str]:
    """Return the pattern of a comma and the word behind it that opens what is only added: a relative, a participle."""
    relatives = "|".join(re.escape(str(word)) for word in load(language, "style").get("relatives", ())) or "(?!)"
    endings = "|".join(re.escape(str(end)) for end in load(language, "claims").get("participles", ())) or "(?!)"
    return re.compile(rf", (?=(?:{relatives})\b|[a-zà-ÿ]{{3,14}}(?:{endings})\b)")


def _kept_end(evidence: Evidence, extraction: Extraction, start: int, bound: int) -> int | None:
    """Return the end of what is kept when the evidence is cut at ``bound``; None where that parts a speaker from the words, or a quotation."""
    spoken = [a for a in extraction.attributions if a.content_start < bound and a.content_end > start]
    parts = (x for a in spoken for x in (a.source_end, a.cue_end) if x is not None and evidence.start <= x <= evidence.end)
    kept = evidence.quote[start - evidence.start : bound - evidence.start]
    whole = all(kept.count(left) == kept.count(right) for left, right in ("“”", "«»", "()")) and kept.count('"') % 2 == 0
    return bound - (len(kept) - len(kept.rstrip(_STOPS + " "))) if whole and all(x <= bound for x in parts) else None


def _resolve(quote: str, start: int, end: int, extraction: Extraction, style: Mapping[str, Sequence[str]]) -> str:
    """Return the quote with pronouns and short forms named in brackets, each person once.

    >>> # "Chen faces charges." -> "Chen [Zhi] faces charges."; "He faces charges." -> "[Chen Zhi] faces charges."
    """
    possessives = {fold(word) for word in style.get("possessives", ())}
    known = {m.chain for m in extraction.mentions if m.form == "name" and start <= m.start and m.end <= end}
    edits: list[tuple[int, int, str]] = []
    for mention in sorted(extraction.mentions, key=lambda m: m.start):
        surface = quote[mention.start - start : mention.end - start]
        if (
            mention.form not in ("pronoun", "short")
            or not (start <= mention.start and mention.end <= end)
            or mention.chain in known
            or mention.chain < 0
        ):
            continue
        if mention.name == surface or fold(surface) in possessives:
            continue
        known.add(mention.chain)
        edits.append(_edit(mention, surface, is_opening=mention.start == start, at=mention.start - start))
    for left, right, text in reversed(edits):
        quote = quote[:left] + text + quote[right:]
    return quote


def _edit(mention: Mention, surface: str, *, is_opening: bool, at: int) -> tuple[int, int, str]:
    if mention.form == "pronoun":
        return (at, at + len(surface), f"[{mention.name}]") if is_opening else (at + len(surface), at + len(surface), f" [{mention.name}]")
    position = mention.name.find(surface)
    if position > 0:
        return at, at, f"[{mention.name[:position].strip()}] "
    rest = mention.name[len(surface) :].strip() if position == 0 else mention.name
    return at + len(surface), at + len(surface), f" [{rest}]"


def _capital(text: str) -> str:
    """Return the text with its first letter a capital: the one change of a quote that every style guide allows."""
    lead = len(text) - len(text.lstrip('["“«‘ \u00a0\u202f'))
    return text[:lead] + text[lead : lead + 1].upper() + text[lead + 1 :]


def _short_form(
    finding: Finding,
    candidates: Sequence[_Candidate],
    composed: str | None,
    extractions: Mapping[str, Extraction],
    needed: _Needed,
    words: Words,
) -> str:
    """Return a line of at most 16 words: composed, or other evidence, or the clauses of the statement that make its claim."""
    if composed and len(composed.split()) <= _SHORT:
        return composed
    other = [c.text for c in candidates if not (c.dangling or c.heading) and 4 <= len(c.text.split()) <= _SHORT and c.text != finding.text]
    if other:
        return min(other, key=lambda text: (len(text), text)).rstrip(".")
    chosen = next((c for c in candidates if c.text == finding.text), None)
    if chosen is None or len(finding.text.split()) <= _SHORT:
        return shorten(finding.text, _SHORT)
    extraction = extractions[chosen.evidence.document]
    end = needed.end_in(chosen.evidence, extraction) or chosen.evidence.start
    own = needed.claims_in(chosen.evidence)
    return _first_clauses(chosen, extraction, end) or _claim_alone(own, extraction, words) or shorten(finding.text, _SHORT)


def _first_clauses(candidate: _Candidate, extraction: Extraction, claimed: int) -> str | None:
    """Return the shortest opening of a statement that holds its claim and ends where a clause ends, in at most 16 words; None when there is none."""
    evidence = candidate.evidence
    ends = [bound for bound in bounds(evidence, extraction) if bound >= claimed]
    for tail in (evidence.quote[end - evidence.start :] for end in ends):
        head = candidate.text.removesuffix(tail).rstrip(" ,;:–—")
        if head != candidate.text and 5 <= len(head.split()) <= _SHORT and head.count('"') % 2 == 0 and head.count("“") == head.count("”"):
            return head
    return None


def _claim_alone(claims: Sequence[Evidence], extraction: Extraction, words: Words) -> str | None:
    """Return the clause that makes the claim in quotation marks, behind who is cited for this very clause; a clause has a verb."""
    verbs = [term.start for sentence in extraction.sentences for term in sentence.terms if term.pos == "VERB"]
    clauses = [c for c in claims if 4 <= len(c.quote.split()) <= _SHORT - 2 and any(c.start <= verb < c.end for verb in verbs)]
    claim = min(clauses, key=lambda c: (len(c.quote), c.start), default=None)
    if claim is None or '"' in claim.quote or "“" in claim.quote:
        return None
    quote = words.quoted(claim.quote.strip(" ,;:–—."))
    return words.say("{label}: {who}", label=claim.speaker.name, who=quote) if claim.speaker else quote


def lead_line(finding: Finding, extractions: Mapping[str, Extraction], *, settings: Settings, composed: str | None, short: str) -> str:
    """Return the line of a finding in the bottom line: its composed event, else other evidence than stands in full, else the short form."""
    if composed and finding.event and finding.event.target and len(finding.event.target.split()) > 1:  # "people" says too little
        return composed + "."
    evidence = (e for e in finding.evidence if e.language == settings.language)
    candidates = sorted((_candidate(e, extractions[e.document], settings) for e in evidence), key=lambda c: _rank(c, finding))
    apart = (c.text for c in candidates if not (c.dangling or c.heading) and c.text != finding.text)
    other = [text for text in apart if _IDEAL.start - 2 <= len(text.split()) <= _LEAD]
    return other[0] if other else short


def shorten(text: str, most: int) -> str:
    """Return at most ``most`` words of a text, cut at a comma or colon where one is near, marked by an ellipsis.

    The second comma of an apposition is no place to cut: "Ann Lee, who leads the group, …" would say nothing; nor is what a phrase only begins with:
    "in the past few …".
    """
    words = text.split()
    if len(words) <= most:
        return text.rstrip(".")
    head = " ".join(words[:most])
    cut = max(head.rfind(mark) for mark in (", ", "; ", " – ", " — "))
    apposed = head[:cut].count(", ") % 2 == 1
    kept = (head[:cut] if cut > len(head) * 0.7 and not apposed else head).rstrip(" ,;:–—").split()
    while len(kept) > most // 2 and fold(kept[-1]) in _unfinished():
        kept.pop()
    return " ".join(kept).rstrip(" ,;:–—") + " …"


@cache
def _unfinished() -> frozenset[str]:
    """Return the words of every language that something must follow: "the", "few", « plusieurs »."""
    return frozenset(fold(str(word)) for language in languages() for word in load(language, "style").get("unfinished", ()))
