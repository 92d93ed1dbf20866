"""The record each kind of item becomes on the page."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import TYPE_CHECKING

from markupsafe import Markup

from briefing.folding import fold
from briefing.render.cards import Cards
from briefing.render.citations import by_number
from briefing.render.excerpts import excerpt, told_by
from briefing.render.labels import CHANGE, CONFIDENCE, ENTITY, NOTE, RESOLVED
from briefing.render.prose import to_html
from briefing.render.text import capital, cut, one_line
from briefing.render.views import Actor, ChangeRow, Dispute, Figure, Judgement, Link, Note, Prose, QuestionRow, Row, SectionItem, Side

if TYPE_CHECKING:
    from briefing.i18n import Words
    from briefing.model import (
        AnalystNote,
        Brief,
        Conflict,
        DateValue,
        Entity,
        Evidence,
        Finding,
        Item,
        Position,
        QuantityValue,
        Question,
    )
    from briefing.render.citations import Citations
    from briefing.render.statements import Statements

_ENDS = (".", "!", "?", "…", "”", "»")  # of a sentence
_STATEMENTS = 1  # of an actor
_DEED = 13  # words of it
_ALIKE = 5  # opening words that make two short forms one
_ABOUT = 6  # words under a key figure
_NAMED = 2  # names under a key figure
_SEE = 7  # words of a reference to a statement
_QUESTION = 20  # words of an open question
_ANSWERS = 1  # of a question asked
_HEADING = 14  # words of the heading of a contested point
_FACING = 10  # words of a facing quote
_LONGEST = 260  # characters of the quote it is taken from, where a position has a shorter one


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
        if item.type == "date" and item.disputed and item.date:  # a contested date is told by those who give it
            statement = replace(statement, sources=self.citations.sources_of(_dated(finding, item.date)))
        short = one_line(item.text) if item.text else self._short(finding)
        if item.type == "statement" and not short.endswith(_ENDS):
            short += "."
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
            id=change.id, kind=change.kind, label=self.words.say(CHANGE[change.kind]), text=cut(one_line(text), _SEE),
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
        counted, language = (one_line(item.text), self.brief.language) if item.text else self._counted(item.quantity, finding)
        return Figure(
            value=self.words.quantity(item.quantity), lead=lead, amount=amount, counted=counted, counted_language=language, who=self._who(finding),
            statement=statement, conflicts=self.statements.links(item.conflicts),
        )

    def _counted(self, quantity: QuantityValue, finding: Finding) -> tuple[str, str]:
        """Return what a number counts and its language: the phrase of the text, else the beginning of the statement's short form."""
        source = self.citations.sources.get(quantity.document)
        language = source.language if source else self.brief.language
        if quantity.counted and (language == self.brief.language or finding.language != self.brief.language):
            return one_line(quantity.counted), language
        short = self._short(finding).replace(f" ({self.words.quantity(quantity)})", "")
        before = short.partition(quantity.quote)[0].rstrip(" (") if quantity.quote in short else short
        text = before if len(before.split()) > 1 else short  # the number stands above it already
        return cut(text, _ABOUT) + (" …" if text != short and len(text.split()) <= _ABOUT else ""), finding.language

    def _who(self, finding: Finding) -> str:
        """Return who says it: up to two names, else how many origins."""
        names = self.statements.names(finding.origins)
        listed = self.words.listing(names)
        return listed if len(names) <= _NAMED and len(listed.split()) <= _ABOUT else self.words.count("{n} origin", "{n} origins", len(names))

    # --- actors -------------------------------------------------------------------------------------------------------

    def actor(self, item: Item, place: Link) -> Actor | None:
        """Return the card of an actor: variants, roles, legal status apart from allegations, statements."""
        entity = self.entities.get(item.ref or "")
        if entity is None:
            return None
        here = Link(href=f"#a-{entity.id}", text=place.text)
        cards = Cards(self.citations, self.words)
        return Actor(
            id=entity.id, anchor=f"a-{entity.id}", name=one_line(entity.name), type=self.words.say(ENTITY[entity.type]),
            variants=cards.variants(entity), roles=cards.roles(entity.roles, here), proven=cards.proven(entity, here),
            alleged=cards.alleged(entity, here),
            rows=self._actor_rows(item.findings, entity, here)[:_STATEMENTS],
            documents=self.words.count("{n} document", "{n} documents", len(entity.documents)),
        )

    def _actor_rows(self, findings: Iterable[str], entity: Entity, place: Link) -> tuple[Row, ...]:
        """Return what an actor did and said in short, no two that begin alike."""
        rows: dict[str, Row] = {}
        for identifier in findings:
            row = self._actor_row(identifier, entity, place)
            if row:
                rows.setdefault(" ".join(fold(row.text).split()[:_ALIKE]), row)
        return tuple(rows.values())

    def _actor_row(self, identifier: str, entity: Entity, place: Link) -> Row | None:
        finding = self._finding(identifier)
        if finding is None:
            return None
        statement = self.statements.of(finding, place, cite=finding.id not in self.statements.full)
        text = self._short(finding).removeprefix(self.words.say("{label}: {who}", label=one_line(entity.name), who=""))
        return Row(
            type="finding", statement=statement, full=False, text=cut(capital(text), _DEED), label="", date="", day="", resolved="",
            disputed=bool(finding.contested), conflicts=self.statements.links(finding.contested),
        )

    # --- what is open -------------------------------------------------------------------------------------------------

    def dispute(self, item: Item, place: Link) -> Dispute | None:
        """Return a contested point with its positions."""
        conflict = self.conflicts.get(item.ref or "")
        if conflict is None:
            return None
        here = Link(href=f"#d-{conflict.id}", text=place.text)
        return Dispute(
            id=conflict.id, anchor=f"d-{conflict.id}", about=capital(cut(one_line(conflict.about), _HEADING)),
            sides=tuple(self._side(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[n % 26], here) for n, p in enumerate(conflict.positions)),
            why=one_line(conflict.why), settles="" if conflict.possible_together else one_line(conflict.settles), verdict=self._verdict(conflict),
        )

    def _verdict(self, conflict: Conflict) -> str:
        """Return that both positions can be true where they can, unless the reason says so itself."""
        say = self.words.say
        told = say("One figure in different words; both can be right.") in conflict.why
        return say("They can both be true.") if conflict.possible_together and not told else ""

    def _side(self, position: Position, letter: str, place: Link) -> Side:
        cited = self.citations.cite(position.evidence, place)
        quote = told_by(cited, [position.value], longest=_LONGEST)
        return Side(
            letter=letter, value=one_line(position.value), citations=by_number(cited), quote=quote,
            excerpt=excerpt(quote.quote, _FACING, [position.value]) if quote else "", sources=self.citations.sources_of(position.evidence),
        )

    def question(self, item: Item, place: Link) -> QuestionRow | None:
        """Return an open question."""
        question = self.questions.get(item.ref or "")
        if question is None:
            return None
        here = Link(href=f"#q-{question.id}", text=place.text)
        text = cut(capital(one_line(question.text)), _QUESTION)
        stated = question.kind == "stated" and bool(question.evidence)
        open_ = question.kind == "gap" and text.startswith(self.words.say("Not found in these documents: {question}", question=""))
        nearest = self.words.say("{question} Nearest:", question=text) if open_ and question.evidence else text
        answers = [] if open_ or question.kind != "gap" else [self._finding(i) for i in question.refers_to]
        return QuestionRow(
            id=question.id, anchor=f"q-{question.id}", kind=question.kind, text=nearest, quoted=stated,
            language=question.evidence[0].language if stated else self.brief.language,
            citations=by_number(self.citations.cite(question.evidence, here)),
            links=tuple(self._see(answers))[:_ANSWERS],
        )

    def _see(self, found: Iterable[Finding | None]) -> list[Link]:
        """Return links to statements that stand in full."""
        return [Link(href=f"#s-{f.id}", text=cut(self._short(f), _SEE)) for f in found if f and f.id in self.statements.full]

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


def _dated(finding: Finding, date: DateValue) -> tuple[Evidence, ...]:
    """Return the evidence of a finding that holds a date which meets ``date``."""
    meeting = [d for d in finding.dates if d.from_ and d.to and date.from_ and date.to and d.from_ <= date.to and date.from_ <= d.to]
    return tuple(e for e in finding.evidence if any(d.document == e.document and e.start <= d.start < e.end for d in meeting))
