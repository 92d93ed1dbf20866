"""The MEANTIME corpus (NewsReader; 120 English Wikinews articles): its texts put together from tokens, and its annotations as spans of them.

The annotators marked the headline, the date line and the first four sentences of each article; what is found beyond them is not counted. Events that
have an instance over documents (those which the topic's main entities take part in) they marked in the whole article.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
import xml.etree.ElementTree as ET
from calendar import monthrange
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from briefing.model import Document, EntityType

FOLDER = "meantime-en"
TYPES: Mapping[str, EntityType] = {"PER": "person", "ORG": "organisation", "LOC": "place"}
NAMED = frozenset({"NAM", "PRE.NAM"})
ANNOTATED = 6  # sentences of an article that were annotated, its headline and date line among them
CLOSING = frozenset(".,;:)?!%]")
SEASONS = {"SP": (3, 5), "SU": (6, 8), "FA": (9, 11), "WI": (12, 2)}
Days = tuple[dt.date | None, dt.date | None]


@dataclass(frozen=True, slots=True)
class GoldMention:
    """A mention, its article left out."""

    start: int
    end: int
    entity: str  # in the document
    instance: str | None  # over documents
    type: EntityType | None  # None for products, money and the like
    syntax: str


@dataclass(frozen=True, slots=True)
class GoldDate:
    """A date or a time of day; both days are None where the annotators gave no calendar value."""

    start: int
    end: int
    days: Days
    is_time: bool


@dataclass(frozen=True, slots=True)
class GoldEvent:
    """A word or phrase that names an event, its article left out."""

    start: int
    end: int
    instance: str  # over documents


@dataclass(frozen=True, slots=True)
class Article:
    """An annotated article."""

    topic: str  # the corpus's folder
    document: Document
    mentions: tuple[GoldMention, ...]
    dates: tuple[GoldDate, ...]
    events: tuple[GoldEvent, ...]  # with an instance, beyond the annotated part too
    end: int  # of the annotated part


def read_meantime(folder: Path) -> Iterator[Article]:
    """Yield the articles below a folder."""
    for path in sorted(folder.glob("corpus_*/*.xml")):
        yield _read(path)


def days_of(value: str) -> Days:  # noqa: PLR0911 - one for each form of value
    """Return the days of a TIMEX3 value: "2008-W09" is a Monday to a Sunday; both None for what is no calendar date ("PAST_REF", "XXXX-XX-XX")."""
    value = re.sub(r"^FY|T.*$|(-XX)+$", "", value)
    if match := re.fullmatch(r"(\d\d)-(\d\d)-(\d{4})", value):
        value = "-".join(reversed(match.groups()))
    if match := re.fullmatch(r"(\d{4})-W(\d\d)(-WE)?", value):
        monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
        return monday + dt.timedelta(days=5 if match[3] else 0), monday + dt.timedelta(days=6)
    if match := re.fullmatch(r"(\d{4})-Q(\d)", value):
        return _months(int(match[1]), 3 * int(match[2]) - 2, 3 * int(match[2]))
    if match := re.fullmatch(r"(\d{4})-H(\d)", value):
        return _months(int(match[1]), 6 * int(match[2]) - 5, 6 * int(match[2]))
    if match := re.fullmatch(r"(\d{4})-(SP|SU|FA|WI)", value):
        return _months(int(match[1]), *SEASONS[match[2]])
    if match := re.fullmatch(r"(\d{3,4})(?:-(\d\d))?(?:-(\d\d))?", value):
        year, month, day = match.groups()
        if len(year) == 3:  # a decade
            return dt.date(int(year) * 10, 1, 1), dt.date(int(year) * 10 + 9, 12, 31)
        if day:
            return (dt.date.fromisoformat(value),) * 2
        return _months(int(year), int(month or 1), int(month or 12))
    return None, None


def _months(year: int, first: int, last: int) -> Days:
    end = year + (last < first)
    return dt.date(year, first, 1), dt.date(end, last, monthrange(end, last)[1])


def _read(path: Path) -> Article:
    root = ET.parse(path).getroot()  # noqa: S314 - a corpus the developer put there
    text, spans, end = _text(root)
    marks = {mark.get("m_id", ""): mark for mark in root.find("Markables") or ()}
    written = [days_of(mark.get("value", ""))[0] for mark in marks.values() if mark.get("functionInDocument") == "CREATION_TIME"]
    digest = hashlib.sha256(text.encode()).hexdigest()
    document = Document(
        id=path.stem, path=path.name, text=text, sha256=digest, text_sha256=digest, format="txt", language="en",
        published=next((day for day in written if day), None), publisher="Wikinews",
    )
    dates = tuple(
        GoldDate(*place, days_of(mark.get("value", "")), mark.get("type") == "TIME")
        for mark in marks.values() if mark.get("type") in {"DATE", "TIME"} and mark.tag == "TIMEX3" and (place := _place(mark, spans))
    )
    mentions = tuple(mention for mention in _mentions(root, marks, text, spans) if mention.end <= end)
    events = tuple(_events(root, marks, spans))
    return Article(path.parent.name, document, mentions, tuple(date for date in dates if date.end <= end), events, end)


def _text(root: ET.Element) -> tuple[str, dict[str, tuple[int, int]], int]:
    """Return the text, the span of each token, and where the annotated sentences end."""
    text, spans, sentence, quotes, end = "", {}, None, 0, 0
    for token in root.iter("token"):
        word, number = token.text or "", token.get("sentence")
        if number != sentence:
            text, sentence, quotes = text + ("\n\n" if text else ""), number, 0
        elif word == '"':
            text += " " if quotes % 2 == 0 else ""
        elif not (word[0] in CLOSING or word in {"'s", "n't", "'", "’s"} or text[-1:] in {"(", "$", "["} or (text.endswith('"') and quotes % 2 == 1)):
            text += " "
        quotes += word == '"'
        spans[token.get("t_id", "")] = (len(text), len(text) + len(word))
        text += word
        if int(number or 0) < ANNOTATED:
            end = len(text)
    return text, spans, end


def _place(mark: ET.Element, spans: Mapping[str, tuple[int, int]]) -> tuple[int, int] | None:
    tokens = [spans[anchor.get("t_id", "")] for anchor in mark.iter("token_anchor")]
    return (min(start for start, _ in tokens), max(end for _, end in tokens)) if tokens else None


def _mentions(root: ET.Element, marks: Mapping[str, ET.Element], text: str, spans: Mapping[str, tuple[int, int]]) -> Iterator[GoldMention]:
    for entity, mark in _referring(root, marks, "ENTITY"):
        if place := _place(mark, spans):
            start = place[0] + 4 * text[slice(*place)].lower().startswith("the ")
            kind = TYPES.get(entity.get("ent_type") or "")
            yield GoldMention(start, place[1], entity.get("m_id", ""), entity.get("instance_id"), kind, mark.get("syntactic_type") or "")


def _events(root: ET.Element, marks: Mapping[str, ET.Element], spans: Mapping[str, tuple[int, int]]) -> Iterator[GoldEvent]:
    for event, mark in _referring(root, marks, "EVENT"):
        if (instance := event.get("instance_id")) and (place := _place(mark, spans)):
            yield GoldEvent(*place, instance)


def _referring(root: ET.Element, marks: Mapping[str, ET.Element], tag: str) -> Iterator[tuple[ET.Element, ET.Element]]:
    """Yield each entity or event of an article with each of its mentions."""
    for relation in root.iter("REFERS_TO"):
        target = relation.find("target")
        thing = None if target is None else marks.get(target.get("m_id", ""))
        for source in relation.findall("source") if thing is not None and thing.tag == tag else ():
            mark = marks.get(source.get("m_id", ""))
            if mark is not None and thing is not None and mark.tag == f"{tag}_MENTION":
                yield thing, mark
