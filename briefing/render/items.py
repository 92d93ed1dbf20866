"""The record each kind of item becomes on the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefing.folding import fold
from briefing.render.citations import by_number
from briefing.render.labels import CHANGE, CONFIDENCE, ENTITY, LEGAL, NOTE, QUESTION, RESOLVED
from briefing.render.prose import to_html
from briefing.render.text import capital, cut, one_line
from briefing.render.views import Actor, ChangeRow, Dispute, Figure, Judgement, Link, Note, Prose, QuestionRow, Row, SectionItem, Side, Worded

if TYPE_CHECKING:
    from briefing.i18n import Words
    from briefing.model import (
        AnalystNote,
        Brief,
        Conflict,
        Entity,
        Evidence,
        Finding,
        Item,
        Position,
        QuantityValue,
        Question,
        RoleEvidence,
        StatusEvidence,
    )
    from briefing.render.citations import Citations
    from briefing.render.statements import Statements

_VARIANTS = 8
_ROLES = 3
_WORD = re.compile(r"\w+")
_ALLEGED = 24  # words of an allegation
_ABOUT = 11  # words under a key figure
_SEE = 9  # words of a reference to a statement
_FACING = 260  # characters of a facing quote at most, where a position has a shorter one


@dataclass(frozen=True)
class Desk:
    """What the items of one brief are made from."""

    brief: Brief
    words: Words
    citations: Citations
    statements: Statements
    short: Mapping[str, str]
    _makers: Mapping[str, Callable[[Item, Link], SectionItem | None]] = field(init=False)

    def __post_init__(self) -> None:
        makers = {
            "statement": self.row, "event": self.row, "finding": self.row, "date": self.row, "judgement": self.judgement, "change": self.change,
            "figure": self.figure, "actor": self.actor, "conflict": self.dispute, "question": self.question, "prose": self.prose,
        }
        object.__setattr__(self, "_makers", makers)

    @cached_property
    def entities(self) -> Mapping[str, Entity]:
        """The brief's entities by id."""
        return {e.id: e for e in self.brief.entities}

    @cached_property
    def conflicts(self) -> Mapping[str, Conflict]:
        """The brief's conflicts by id."""
        return {c.id: c for c in self.brief.conflicts}

    @cached_property
    def questions(self) -> Mapping[str, Question]:
        """The brief's questions by id."""
        return {q.id: q for q in self.brief.questions}

    def view(self, item: Item, place: Link) -> SectionItem | None:
        """Return the record of an item; None for those that the annex prints as a whole, and for one whose ref is not in the brief."""
        maker = self._makers.get(item.type)
        return maker(item, place) if maker else None

    # --- statements ---------------------------------------------------------------------------------------------------

    def row(self, item: Item, place: Link) -> Row | None:
        """Return a statement in full, or in the short form that links to it."""
        finding = self._finding(item.ref)
        if finding is None:
            return None
        here = Link(href=f"#s-{finding.id}", text=place.text) if item.full else place
        cite = item.full or item.type == "statement" or finding.id not in self.statements.full
        statement = self.statements.of(finding, here, cite=cite)
        short = one_line(item.text) if item.text else self._short(finding)
        label = capital(one_line(item.label or ""))
        if item.type == "event" and fold(statement.text).startswith(fold(label)):  # a composed line says what happened itself
            label = ""
        return Row(
            type=item.type, statement=statement, full=item.full, text=statement.text if item.full else short, label=label,
            date=self.words.date(item.date) if item.date and (item.date.from_ or item.date.to) else "",
            day=item.date.from_.isoformat() if item.date and item.date.from_ else "",
            resolved=self.words.say(RESOLVED[item.date.resolved], quote=one_line(item.date.quote)) if item.date else "",
            disputed=item.disputed, conflicts=self.statements.links(item.conflicts),
            notes=tuple(self._note(note) for note in item.notes),
        )

    def _note(self, note: AnalystNote) -> Note:
        return Note(text=one_line(note.text), by=self.words.say(NOTE[note.kind], who=one_line(note.who), day=self.words.day(note.when)))

    def judgement(self, item: Item, place: Link) -> Judgement:
        """Return the analyst's judgement with its confidence in a sentence of its own."""
        finding = self._finding(item.ref)
        confidence = CONFIDENCE.get(item.confidence or "")
        return Judgement(
            text=one_line(item.text or ""), confidence=self.words.say(confidence) if confidence else "", by=self._by(item),
            why=self.words.say("It rests on this: {why}", why=one_line(item.why)) if item.why else "",
            statement=self.statements.of(finding, place) if finding else None,
        )

    def _by(self, item: Item) -> str:
        who = one_line(item.who or "")
        if item.when is None:
            return self.words.say("Judgement of the analyst: {who}", who=who)
        return self.words.say("Judgement of the analyst: {who}, {day}", who=who, day=self.words.day(item.when))

    def change(self, item: Item, place: Link) -> ChangeRow | None:
        """Return a change since the baseline."""
        del place
        change = next((c for c in self.brief.changes if c.id == item.ref), None)
        if change is None:
            return None
        text = item.text or change.after or change.before or ""
        shown = change.kind in ("changed-value", "corroborated")
        return ChangeRow(
            id=change.id, kind=change.kind, label=self.words.say(CHANGE[change.kind]), text=one_line(text),
            href=f"#s-{change.finding}" if change.finding in self.statements.full else "",
            before=one_line(change.before or "") if shown else "", after=one_line(change.after or "") if shown else "",
        )

    def figure(self, item: Item, place: Link) -> Figure | None:
        """Return the card of a number."""
        finding = self._finding(item.ref)
        if finding is None or item.quantity is None:
            return None
        lead, amount = _split(item.quantity, self.words)
        statement = self.statements.of(finding, place)
        source = self.citations.sources.get(item.quantity.document)
        return Figure(
            value=self.words.quantity(item.quantity), lead=lead, amount=amount, counted=one_line(item.quantity.counted or ""),
            counted_language=source.language if source else self.brief.language, date=self.words.date(item.date) if item.date else "",
            text=cut(self._short(finding), _ABOUT), who=statement.origins, statement=statement, conflicts=self.statements.links(item.conflicts),
        )

    # --- actors -------------------------------------------------------------------------------------------------------

    def actor(self, item: Item, place: Link) -> Actor | None:
        """Return the card of an actor: variants, roles, legal status apart from allegations, statements."""
        entity = self.entities.get(item.ref or "")
        if entity is None:
            return None
        here = Link(href=f"#a-{entity.id}", text=place.text)
        others = [a for a in entity.aliases if a.text != entity.name]
        return Actor(
            id=entity.id, anchor=f"a-{entity.id}", name=one_line(entity.name), type=self.words.say(ENTITY[entity.type]),
            variants=tuple(Worded(text=one_line(a.text), language=a.language, citations=(), sources=()) for a in others[:_VARIANTS]),
            roles=self._roles(entity.roles, here)[:_ROLES],
            proven=self._statuses([s for s in entity.legal_status if s.status != "alleged"], here),
            alleged=self._allegations([s.evidence for s in entity.legal_status if s.status == "alleged"], here),
            rows=tuple(row for row in (self._actor_row(i, here) for i in item.findings) if row),
            documents=self.words.count("{n} document", "{n} documents", len(entity.documents)),
        )

    def _actor_row(self, identifier: str, place: Link) -> Row | None:
        finding = self._finding(identifier)
        if finding is None:
            return None
        statement = self.statements.of(finding, place, cite=finding.id not in self.statements.full)
        return Row(
            type="finding", statement=statement, full=False, text=self._short(finding), label="", date="", day="", resolved="",
            disputed=bool(finding.contested), conflicts=self.statements.links(finding.contested),
        )

    def _roles(self, roles: tuple[RoleEvidence, ...], place: Link) -> tuple[Worded, ...]:
        grouped: dict[str, list[RoleEvidence]] = {}
        for role in roles:
            grouped.setdefault(one_line(role.text).casefold(), []).append(role)
        return tuple(self._worded(g[0].text, [r.evidence for r in g], place) for g in grouped.values())

    def _statuses(self, statuses: list[StatusEvidence], place: Link) -> tuple[Worded, ...]:
        grouped: dict[str, list[StatusEvidence]] = {}
        for status in statuses:
            grouped.setdefault(status.status, []).append(status)
        return tuple(self._worded(self.words.say(LEGAL.get(k, k)), [s.evidence for s in g], place, kind=k) for k, g in grouped.items())

    def _allegations(self, evidence: list[Evidence], place: Link) -> tuple[Worded, ...]:
        """Return allegations in the words of the sources: the shortest of each language, none repeated."""
        chosen = {e.language: e for e in sorted(evidence, key=lambda e: (-len(e.quote), e.document, e.start))}
        return tuple(
            replace(self._worded(cut(one_line(e.quote), _ALLEGED), [x for x in evidence if x.language == e.language], place), quoted=True)
            for e in sorted(chosen.values(), key=lambda e: (e.language != self.brief.language, e.language))
        )

    def _worded(self, text: str, evidence: list[Evidence], place: Link, *, kind: str = "") -> Worded:
        cited = self.citations.cite(evidence, place)
        language = self.brief.language if kind else evidence[0].language
        return Worded(text=one_line(text), language=language, citations=by_number(cited), sources=self.citations.sources_of(evidence), kind=kind)

    # --- what is open -------------------------------------------------------------------------------------------------

    def dispute(self, item: Item, place: Link) -> Dispute | None:
        """Return a contested point with its positions."""
        conflict = self.conflicts.get(item.ref or "")
        if conflict is None:
            return None
        here = Link(href=f"#d-{conflict.id}", text=place.text)
        say = self.words.say
        found = [self._finding(i) for i in item.findings]
        return Dispute(
            id=conflict.id, anchor=f"d-{conflict.id}", about=capital(one_line(conflict.about)),
            sides=tuple(self._side(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n % 26], here) for n, p in enumerate(conflict.positions)),
            why=one_line(conflict.why), settles=one_line(conflict.settles),
            verdict=say("They can both be true.") if conflict.possible_together else say("They cannot both be true."),
            statements=tuple(self._see(found, one_line(conflict.about))),
        )

    def _side(self, position: Position, letter: str, place: Link) -> Side:
        cited = self.citations.cite(position.evidence, place)
        words = set(_WORD.findall(fold(position.value)))
        told = sorted(cited, key=lambda c: (-len(words & set(_WORD.findall(fold(c.quote)))), len(c.quote) > _FACING))
        return Side(
            letter=letter, value=one_line(position.value), citations=by_number(cited), quote=told[0] if told else None,
            sources=self.citations.sources_of(position.evidence),
        )

    def question(self, item: Item, place: Link) -> QuestionRow | None:
        """Return an open question."""
        question = self.questions.get(item.ref or "")
        if question is None:
            return None
        here = Link(href=f"#q-{question.id}", text=place.text)
        label, text = self.words.say(QUESTION[question.kind]), capital(one_line(question.text))
        links = [*self._see([self._finding(i) for i in question.refers_to], text), *self.statements.links(question.refers_to)]
        stated = question.kind == "stated" and bool(question.evidence)
        return QuestionRow(
            id=question.id, anchor=f"q-{question.id}", kind=question.kind, text=text, label="" if fold(text).startswith(fold(label)) else label,
            language=question.evidence[0].language if stated else self.brief.language,
            citations=by_number(self.citations.cite(question.evidence, here)), links=tuple(links),
        )

    def _see(self, found: Iterable[Finding | None], text: str) -> list[Link]:
        """Return links to full statements, without those that ``text`` repeats."""
        full = ((f, self._short(f)) for f in found if f and f.id in self.statements.full)
        return [Link(href=f"#s-{f.id}", text=cut(short, _SEE)) for f, short in full if fold(short).rstrip(" .…") not in fold(text)]

    def prose(self, item: Item, place: Link) -> Prose:
        """Return the analyst's Markdown as safe HTML."""
        del place
        return Prose(source=item.text or "", html=Markup(to_html(item.text or "")))  # noqa: S704 - sanitised by nh3

    def _finding(self, identifier: str | None) -> Finding | None:
        return self.statements.findings.get(identifier or "")

    def _short(self, finding: Finding) -> str:
        return self.short.get(finding.id) or self.statements.short(finding)


def _split(quantity: QuantityValue, words: Words) -> tuple[str, str]:
    """Return the words before the number and the number: ("at least", "10")."""
    text = words.quantity(quantity)
    if quantity.value is None:
        return "", text
    amount = words.amount(quantity.value, quantity.unit)
    return text.removesuffix(amount).strip(), amount
