# ruff: noqa: E501, PLR0913 - quotes stand in one piece, as the documents have them
"""A brief made by hand on the sample corpus: every kind of section and item, in English and in French."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from pathlib import Path
from types import SimpleNamespace

import pytest

from briefing.corpus import read
from briefing.model import (
    Alias,
    Brief,
    Category,
    Change,
    Conflict,
    DateValue,
    Document,
    DocumentEntry,
    Entity,
    Evidence,
    Finding,
    FindingEvent,
    Item,
    Origin,
    Position,
    QuantityValue,
    Question,
    RoleEvidence,
    Section,
    Skipped,
    Speaker,
    StatusEvidence,
)
from briefing.render import render
from briefing.render.context import make_page

CORPUS = Path(__file__).parents[2] / "documents"
D = dt.date


@cache
def documents() -> dict[str, Document]:
    """Return the sample documents by id; the first two digits of a file's name are its short name here."""
    found = [read(path) for path in sorted(CORPUS.glob("*.txt"))]
    return {d.id: replace(d, path=f"documents/{Path(d.path).name}") for d in found}


def document(number: str) -> Document:
    """Return the document whose file name begins with ``number``."""
    return next(d for d in documents().values() if Path(d.path).name.startswith(number))


def ev(number: str, quote: str, speaker: str | None = None, modality="asserted", *, entity: str | None = None) -> Evidence:
    """Return the evidence that ``quote`` is in a document."""
    source = document(number)
    start = source.text.index(quote)
    who = Speaker(name=speaker, entity=entity, start=None, end=None) if speaker else None
    return Evidence(document=source.id, start=start, end=start + len(quote), quote=quote, language=source.language, speaker=who, modality=modality, negated=False)


def qty(number: str, quote: str, value: float | None, counted: str | None, *, unit="count", qualifier="exact", low=None, high=None) -> QuantityValue:
    """Return a quantity where ``quote`` stands."""
    source = document(number)
    start = source.text.index(quote)
    low, high = (value, value) if value is not None else (low, high)
    return QuantityValue(
        value=value, low=low, high=high, unit=unit, counted=counted, qualifier=qualifier, document=source.id, start=start, end=start + len(quote), quote=quote,
    )


def day(number: str, quote: str, first: D, last: D | None = None, precision="day", resolved="explicit") -> DateValue:
    """Return a date where ``quote`` stands."""
    source = document(number)
    start = source.text.index(quote)
    return DateValue(from_=first, to=last or first, precision=precision, resolved=resolved, document=source.id, start=start, end=start + len(quote), quote=quote)


def finding(
    ident: str, text: str, evidence: list[Evidence], origins: list[Origin], *, language="en", composed=False, event=None, categories=(), quantities=(),
    dates=(), entities=(), contested=(), credibility=3, status="attributed",
) -> Finding:
    """Return a finding."""
    return Finding(
        id=ident, text=text, composed=composed, language=language, categories=tuple(categories), event=event, evidence=tuple(evidence), entities=tuple(entities),
        quantities=tuple(quantities), dates=tuple(dates), outlets=len({e.document for e in evidence}), origins=tuple(origins),
        languages=tuple(sorted({e.language for e in evidence})), credibility=credibility, status=status, contested=tuple(contested), score={"total": 1.0},
    )


def law(ident: str, label: str) -> Category:
    """Return a category of the law-enforcement framework."""
    return Category(framework="law-enforcement", id=ident, label=label, score=0.9, cue=None)


def risk(ident: str, label: str) -> Category:
    """Return a category of the protection-risks framework."""
    return Category(framework="protection-risks", id=ident, label=label, score=0.8, cue=None)


EMBASSY = Origin(name="Indonesian embassy", entity="x-embassy", kind="speaker", via=("Mekong Ledger",))
AMNESTY = Origin(name="Amnesty International", entity="x-amnesty", kind="speaker", via=("the Guardian",))
CAMBODIA = Origin(name="Government of Cambodia", entity=None, kind="speaker")
RESIDENTS = Origin(name="residents", entity=None, kind="unnamed")
UN = Origin(name="United Nations", entity="x-un", kind="speaker")
USIP = Origin(name="United States Institute of Peace", entity=None, kind="speaker")
PROSECUTORS = Origin(name="US prosecutors", entity=None, kind="speaker")


def outlet(number: str) -> Origin:
    """Return a document's outlet as an origin."""
    return Origin(name=document(number).publisher or document(number).path, entity=None, kind="outlet")


@cache
def findings() -> dict[str, Finding]:
    """Return the findings of the English brief by id."""
    extradited = day("07", "le 7 janvier 2026", D(2026, 1, 7))
    other = day("02", "le 7 janvier 2025", D(2025, 1, 7))
    found = [
        finding(
            "f-extradition", "Chen, the Chinese-born chairman of Prince Group, was arrested, then handed over to China, earlier this month.",
            [
                ev("01", "Chen, the Chinese-born chairman of Prince Group, was arrested, then handed over to China, earlier this month."),
                ev("02", "Phnom Penh a fait savoir, le 7 janvier 2025, que Chen Zhi avait ete extrade vers la Chine, qui le reclamait.", "Phnom Penh"),
                ev("05", "He was arrested, then sent to China under an extradition, earlier this month."),
                ev("07", "Le Cambodge a annoncé le 7 janvier 2026 l'extradition vers la Chine de Chen Zhi, 38 ans, président de Prince Group.", "Le Cambodge"),
            ],
            [CAMBODIA, outlet("01")], categories=[law("extradition", "Extradition")], credibility=2, status="corroborated",
            event=FindingEvent(type="extradition", agent="Cambodia", target="Chen Zhi", place="China", date=extradited), dates=[extradited, other],
            entities=["x-chen"], contested=["k-day"],
        ),
        finding(
            "f-embassy", "The Indonesian Embassy put the number of its citizens who came out at 1,440.",
            [
                ev("04", "The Indonesian Embassy put the number of its citizens who came out at 1,440.", "Indonesian Embassy"),
                ev("01", "Word has reached Indonesia's embassy in Phnom Penh of 1,440 Indonesians who walked out of online scam centres, the mission said on Thursday.", "Indonesia's embassy"),
                ev("03", "L'ambassade d'Indonesie au Cambodge dit avoir ete informee de la sortie de 1 440 de ses ressortissants", "L'ambassade d'Indonesie"),
                ev("07", "L'ambassade d'Indonésie a signalé la sortie de 1 440 ressortissants, a rapporté l'agence AP.", "L'ambassade d'Indonésie"),
            ],
            [EMBASSY], categories=[law("release", "Release or rescue")], quantities=[qty("04", "1,440", 1440, "citizens")],
            event=FindingEvent(type="release", agent=None, target="1,440 citizens", place=None, date=day("01", "Thursday", D(2026, 1, 22), resolved="relative")),
            dates=[day("01", "Thursday", D(2026, 1, 22), resolved="relative")],
        ),
        finding(
            "f-indictment", "Indictment: US Department of Justice, Chen Zhi, October 2025.",
            [
                ev("02", "Octobre 2025 : le ministere americain de la Justice inculpe Chen Zhi pour fraude en ligne et complot de blanchiment"),
                ev("07", "Le ministère américain de la Justice a inculpé Chen Zhi en octobre dernier, et 15 milliards de dollars ont été saisis."),
            ],
            [outlet("02"), outlet("07")], composed=True, categories=[law("indictment", "Indictment")], credibility=3, status="reported",
            event=FindingEvent(
                type="indictment", agent="US Department of Justice", target="Chen Zhi", place=None,
                date=day("02", "Octobre 2025", D(2025, 10, 1), D(2025, 10, 31), "month"),
            ),
            quantities=[qty("02", "15 milliards de dollars", 15e9, "monnaie electronique", unit="USD")],
            dates=[day("02", "Octobre 2025", D(2025, 10, 1), D(2025, 10, 31), "month")],
        ),
        finding(
            "f-sanctions", "The United States and Britain put him [Chen Zhi] under sanctions in October last year.",
            [
                ev("04", "The United States and Britain put him under sanctions in October last year."),
                ev("01", "Britain and the United States acted against Chen Zhi on 14 October 2025", "Jacob Sims"),
                ev("03", "La Grande-Bretagne et les Etats-Unis l'avaient sanctionne le 14 octobre 2025."),
            ],
            [outlet("04"), outlet("03"), Origin(name="Jacob Sims", entity="x-sims", kind="speaker")], categories=[law("sanctions", "Sanctions")], credibility=1,
            status="corroborated",
            event=FindingEvent(type="sanctions", agent="United States", target="Chen Zhi", place=None, date=day("01", "14 October 2025", D(2025, 10, 14))),
            dates=[day("01", "14 October 2025", D(2025, 10, 14))],
        ),
        finding(
            "f-bombing", "Military action: Thailand, fraud compounds, December 2025.",
            [ev("02", "Decembre 2025 : la Thailande bombarde des complexes frauduleux en territoire cambodgien.")], [outlet("02")], composed=True,
            categories=[law("military-action", "Military action")], credibility=6, status="unverified",
            event=FindingEvent(type="military-action", agent="Thailand", target="fraud compounds", place="Cambodia", date=day("02", "Decembre 2025", D(2025, 12, 1), D(2025, 12, 31), "month")),
            dates=[day("02", "Decembre 2025", D(2025, 12, 1), D(2025, 12, 31), "month")],
        ),
        finding(
            "f-warned", "Some residents said bosses had been tipped off about the raids and had moved their best people out days before the police came.",
            [
                ev("04", "Some residents said bosses had been tipped off about the raids and had moved their best people out days before the police came.", "Some residents", "alleged"),
                ev("07", "Des habitants affirment que les réseaux avaient été prévenus des descentes et avaient évacué leurs cadres plusieurs jours avant l'arrivée de la police.", "Des habitants", "alleged"),
            ],
            [RESIDENTS], categories=[law("raid", "Raid")], credibility=3, status="reported",
            event=FindingEvent(type="raid", agent="police", target="bosses", place=None, date=None),
        ),
        finding(
            "f-handed-on", "Montse Ferrer, regional research director at Amnesty, is worried about the safety of those who left. Many could be moved to new scam sites unless they get proper help, she noted.",
            [
                ev("05", "Montse Ferrer, regional research director at Amnesty, is worried about the safety of those who left. Many could be moved to new scam sites unless they get proper help, she noted.", "Montse Ferrer", "predicted"),
                ev("04", "With no safety net, victims may simply be passed to the next compound", "Monse Ferrer", "predicted"),
                ev("07", "Pour Montse Ferrer, d'Amnesty, les personnes sorties risquent d'être envoyées vers d'autres centres si nul ne les aide.", "Montse Ferrer", "predicted"),
            ],
            [AMNESTY], categories=[risk("re-trafficking", "Re-trafficking")], entities=["x-ferrer"],
        ),
        finding(
            "f-torture", "Risk of torture and ill-treatment: Chinese and other foreigners, in the centres.",
            [ev("06", "Dans les centres, des Chinois et d'autres etrangers, attires par de fausses offres d'emploi, sont contraints de travailler sous la menace de la torture.")],
            [outlet("06")], composed=True, categories=[risk("torture", "Torture and ill-treatment")], credibility=6, status="unverified",
        ),
        finding(
            "f-hundred", "About 100,000 people work in the scam trade in Cambodia, the United Nations estimates.",
            [
                ev("01", "About 100,000 people work in the scam trade in Cambodia, the United Nations estimates.", "United Nations"),
                ev("02", "Les Nations unies estiment qu'au moins 100 000 personnes ont ete forcees de prendre part a ces fraudes au Cambodge.", "Les Nations unies"),
                ev("03", "Les Nations Unies evaluent a 100 000 le nombre de personnes qui travaillent dans ces centres au Cambodge.", "Les Nations Unies"),
            ],
            [UN], categories=[risk("forced-labour", "Forced labour")], contested=["k-hundred"],
            quantities=[qty("01", "About 100,000", 100_000, "people", qualifier="about"), qty("02", "au moins 100 000", 100_000, "personnes", qualifier="at-least")],
        ),
        finding(
            "f-profit", "Profits from online fraud in Cambodia come to more than $12.5 billion a year, according to the United States Institute of Peace.",
            [
                ev("01", "Profits from online fraud in Cambodia come to more than $12.5 billion a year, according to the United States Institute of Peace.", "United States Institute of Peace"),
                ev("04", "a yearly revenue put at $12.5 billion (some 18.4 trillion won)"),
            ],
            [USIP, outlet("04")], quantities=[qty("01", "more than $12.5 billion", 12.5e9, "profits", unit="USD", qualifier="more-than")], credibility=2, status="corroborated",
            categories=[risk("other", "Economic harm")],
        ),
        finding(
            "f-built", "They say the group built and ran at least 10 compounds.",
            [
                ev("05", "They say the group built and ran at least 10 compounds.", "US authorities", "alleged"),
                ev("02", "les procureurs americains accusent d'avoir bati et gere au moins 10 complexes au Cambodge", "les procureurs americains", "alleged"),
            ],
            [PROSECUTORS], quantities=[qty("05", "at least 10", 10, "compounds", qualifier="at-least")], entities=["x-prince"],
        ),
    ]
    return {f.id: f for f in found}


def entities() -> tuple[Entity, ...]:
    """Return the actors."""
    chen = Entity(
        id="x-chen", name="Chen Zhi", type="person", aliases=(Alias(text="Chen Zhi", language="en"), Alias(text="Chen", language="en"), Alias(text="l'homme d'affaires", language="fr")),
        roles=(
            RoleEvidence(text="chairman of Prince Group", evidence=ev("01", "the Chinese-born chairman of Prince Group")),
            RoleEvidence(text="patron du groupe Prince", evidence=ev("03", "patron du groupe Prince")),
        ),
        legal_status=(
            StatusEvidence(status="sanctioned", evidence=ev("04", "The United States and Britain put him under sanctions in October last year.")),
            StatusEvidence(status="charged", evidence=ev("07", "Le ministère américain de la Justice a inculpé Chen Zhi en octobre dernier")),
            StatusEvidence(status="alleged", evidence=ev("04", "who is alleged to have built a crime group on fake online investments", modality="alleged")),
        ),
        statements=("f-extradition", "f-sanctions", "f-indictment"), mentions=23, documents=tuple(documents()),
    )
    ferrer = Entity(
        id="x-ferrer", name="Montse Ferrer", type="person", aliases=(Alias(text="Montse Ferrer", language="en"), Alias(text="Monse Ferrer", language="en")),
        roles=(RoleEvidence(text="regional research director at Amnesty", evidence=ev("05", "regional research director at Amnesty")),), statements=("f-handed-on",),
        mentions=5, documents=tuple(documents())[:4],
    )
    return chen, ferrer, Entity(id="x-prince", name="Prince Group", type="organisation", aliases=(Alias(text="groupe Prince", language="fr"),), statements=("f-built",), mentions=9)


def conflicts() -> tuple[Conflict, ...]:
    """Return the contested points."""
    found = findings()
    spread = found["f-extradition"].evidence
    return (
        Conflict(
            id="k-day", kind="date", about="Date of the extradition of Chen Zhi",
            positions=(Position(value="7 January 2025", evidence=(spread[1],)), Position(value="January 2026", evidence=(spread[3], spread[0], spread[2]))),
            why="One year apart; S2 contradicts its own chronology of October to December 2025.", settles="The government’s announcement itself.", possible_together=False,
            findings=("f-extradition",),
        ),
        Conflict(
            id="k-hundred", kind="quantity", about="How many people work in the centres",
            positions=(
                Position(value="about 100,000 work there", evidence=(found["f-hundred"].evidence[0],)),
                Position(value="at least 100,000 forced", evidence=(found["f-hundred"].evidence[1],)),
            ),
            why="Same figure; one source counts coercion, the other everyone inside.", settles="The United Nations’ own report.", possible_together=True, findings=("f-hundred",),
        ),
    )


def questions() -> tuple[Question, ...]:
    """Return the open questions, one of each kind."""
    found = findings()
    return (
        Question(id="q-held", kind="stated", text="It is not clear how many of the Indonesians were held against their will.", evidence=(ev("01", "It is not clear how many of the Indonesians were held against their will.", modality="unknown"),), refers_to=("f-embassy",)),
        Question(id="q-nul", kind="stated", text="Nul ne sait combien de personnes sont encore retenues.", evidence=(ev("06", "Nul ne sait combien de personnes sont encore retenues.", modality="unknown"),), refers_to=()),
        Question(id="q-day", kind="conflict", text="Date of the extradition of Chen Zhi: 7 January 2025 or January 2026?", evidence=found["f-extradition"].evidence, refers_to=("k-day",)),
        Question(id="q-one", kind="single-origin", text="Does anyone but the Indonesian embassy confirm the 1,440?", evidence=found["f-embassy"].evidence, refers_to=("f-embassy",)),
        Question(id="q-when", kind="undated", text="When were the bosses warned of the raids?", evidence=found["f-warned"].evidence, refers_to=("f-warned",)),
        Question(id="q-gap", kind="gap", text="Not found in these documents: Who protects the operators?", evidence=(), refers_to=()),
    )


def changes() -> tuple[Change, ...]:
    """Return what differs from the baseline."""
    return (
        Change(id="c-1", kind="contested", finding="f-extradition", before=None, after="Extradition of Chen Zhi"),
        Change(id="c-2", kind="corroborated", finding="f-sanctions", before="1 origin", after="3 origins"),
        Change(id="c-3", kind="new", finding="f-warned", before=None, after="Bosses were warned of the raids"),
        Change(id="c-4", kind="dropped", finding="f-gone", before="Raids went on in Sihanoukville", after=None),
    )


TITLES = {
    "en": ("Key statements", "What changed", "Key figures", "The crackdown", "Actors", "Humanitarian risks", "Timeline", "Contested points", "Open questions", "Assessment", "Sources", "Evidence"),
    "fr": ("Énoncés clés", "Ce qui a changé", "Chiffres clés", "La répression", "Acteurs", "Risques humanitaires", "Chronologie", "Points contestés", "Questions ouvertes", "Appréciation", "Sources", "Preuves"),
}


def sections(language: str) -> tuple[Section, ...]:
    """Return every kind of section with every type of item."""
    found = findings()
    items = (
        (
            Item(type="statement", ref="f-extradition", text="Chen Zhi was extradited to China", conflicts=("k-day",), disputed=True),
            Item(type="judgement", ref="f-warned", text="The raids were probably announced.", confidence="low", who="A. Analyst"),
        ),
        tuple(Item(type="change", ref=c.id, text=c.after) for c in changes()),
        tuple(
            Item(type="figure", ref=i, quantity=found[i].quantities[0], date=next(iter(found[i].dates), None), conflicts=found[i].contested)
            for i in ("f-embassy", "f-hundred", "f-profit", "f-built")
        ),
        tuple(
            Item(type="event", ref=i, full=True, label=found[i].categories[0].label, date=found[i].event.date, disputed=bool(found[i].contested), conflicts=found[i].contested)
            for i in ("f-indictment", "f-sanctions", "f-bombing", "f-extradition", "f-embassy", "f-warned")
        ),
        tuple(Item(type="actor", ref=e.id, findings=e.statements, count=len(e.statements)) for e in entities()),
        tuple(
            Item(type="finding", ref=i, full=True, label=found[i].categories[0].label, conflicts=found[i].contested, disputed=bool(found[i].contested))
            for i in ("f-handed-on", "f-torture", "f-hundred", "f-profit")
        ),
        (
            Item(type="date", ref="f-extradition", text="Chen Zhi was extradited to China", date=found["f-extradition"].dates[1], disputed=True, conflicts=("k-day",)),
            Item(type="date", ref="f-sanctions", text="US and UK sanctions", date=found["f-sanctions"].dates[0]),
            Item(type="date", ref="f-indictment", text="Chen Zhi was indicted", date=found["f-indictment"].dates[0]),
            Item(type="date", ref="f-bombing", text="Thailand bombs compounds", date=found["f-bombing"].dates[0]),
            Item(type="date", ref="f-extradition", text="Chen Zhi was extradited to China", date=found["f-extradition"].dates[0], disputed=True, conflicts=("k-day",)),
            Item(type="date", ref="f-embassy", text="1,440 Indonesians came out", date=found["f-embassy"].dates[0]),
        ),
        tuple(Item(type="conflict", ref=c.id, findings=c.findings) for c in conflicts()),
        tuple(Item(type="question", ref=q.id, findings=tuple(r for r in q.refers_to if r.startswith("f-"))) for q in questions()),
        (Item(type="prose", ref=None, text="The **departures** look real.\n\n- first\n- second <script>alert(1)</script>"),),
        tuple(Item(type="source", ref=d, count=3) for d in documents()),
        tuple(Item(type="evidence", ref=i) for i in found),
    )
    kinds = ("bottom-line", "changes", "figures", "events", "actors", "findings", "timeline", "conflicts", "questions", "text", "sources", "evidence")
    return tuple(Section(id=kind, kind=kind, title=title, items=rows) for kind, title, rows in zip(kinds, TITLES[language], items, strict=True))


def brief(language: str = "en") -> Brief:
    """Return the whole brief."""
    entries = tuple(
        DocumentEntry(
            id=d.id, path=d.path, sha256=d.sha256, text_sha256=d.text_sha256, format=d.format, title=d.title, publisher=d.publisher, published=d.published,
            language=d.language, words=d.words, boilerplate_share=d.boilerplate_share, reliability=d.reliability, copy_of=None,
        )
        for d in documents().values()
    )
    titles = {"en": "Cambodia’s scam compounds after the arrest of Chen Zhi", "fr": "Les centres d’escroquerie du Cambodge après l’arrestation de Chen Zhi"}
    return Brief(
        title=titles[language], topic="online scam compounds in Cambodia", language=language, as_of=D(2026, 1, 24), edition="2026-01-24-1a2b3c4d",
        baseline="2026-01-17-99aa00bb", digest="1a2b3c4d" * 8, documents=entries, skipped=(Skipped(path="documents/08.txt", code="not-text", reason="holds binary data"),),
        entities=entities(), findings=tuple(findings().values()), conflicts=conflicts(), questions=questions(), changes=changes(), sections=sections(language),
    )


@pytest.fixture(scope="session")
def made():
    """Return the maker of briefs: ``brief(language)``, ``documents()``, ``findings()``, ``ev(number, quote)``."""
    return SimpleNamespace(brief=brief, documents=documents, findings=findings, ev=ev, finding=finding)


@pytest.fixture(scope="session")
def page():
    """Return the page of the English brief."""
    return make_page(brief(), documents=documents(), marking="TLP:GREEN")


@pytest.fixture(scope="session")
def files():
    """Return the English brief in all formats."""
    return render(brief(), documents=documents(), marking="TLP:GREEN").files


@pytest.fixture(scope="session")
def french():
    """Return the French brief in all formats but PDF."""
    return render(brief("fr"), documents=documents(), formats=("json", "md", "html")).files
