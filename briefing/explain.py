"""Why something stands in a brief: plain lines from brief.json, for `briefing explain`."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Record = Mapping[str, Any]


class Unknown(Exception):  # noqa: N818 - named after what the user sees
    """Nothing in the brief has this id or name."""


def explain(brief: Record, identifier: str) -> list[str]:
    """Return the lines that explain one finding, entity, conflict or question.

    Args:
        brief: the content of a brief.json.
        identifier: an id, or an entity's name in any of its forms.

    Raises:
        Unknown: there is no such thing; the message names the nearest.
    """
    for table, describe in _TABLES.items():
        for record in brief[table]:
            if record["id"] == identifier:
                return list(describe(record, brief))
    folded = identifier.casefold()
    for entity in brief["entities"]:
        if folded in {entity["name"].casefold(), *(alias["text"].casefold() for alias in entity["aliases"])}:
            return list(_entity(entity, brief))
    known = [record["id"] for table in _TABLES for record in brief[table]] + [entity["name"] for entity in brief["entities"]]
    close = difflib.get_close_matches(identifier, known, n=3)
    raise Unknown(f"nothing in edition {brief['edition']} is called {identifier!r}" + (f"; near: {', '.join(close)}" if close else ""))


def _finding(finding: Record, brief: Record) -> Iterator[str]:
    yield f"finding {finding['id']}: {finding['text']}"
    yield f"  {'composed of parsed values' if finding['composed'] else 'quoted'}; {finding['status']} (grade {finding['credibility']})"
    documents = len({e["document"] for e in finding["evidence"]})
    counts = [_count(documents, "document"), _count(finding["outlets"], "outlet"), _count(len(finding["languages"]), "language")]
    yield f"  {', '.join(counts)}, {_count(len(finding['origins']), 'origin')}"
    yield from (f"  origin: {_origin(origin)}" for origin in finding["origins"])
    for category in finding["categories"]:
        cue = f", by the word {category['cue']!r}" if category["cue"] else ""
        yield f"  category: {category['framework']}/{category['id']} ({category['label']}), {category['score']:g}{cue}"
    yield from _event(finding["event"])
    yield from (f"  quantity: {_quantity(quantity)} at {_place(quantity)}" for quantity in finding["quantities"])
    for date in finding["dates"]:
        yield f"  date: {_date(date)}, {date['precision']}, {date['resolved']}, from {date['quote']!r} at {_place(date)}"
    parts = [f"{name} {value:g}" for name, value in finding["score"].items() if name != "total"]
    yield f"  score {finding['score'].get('total', 0):g}, of {', '.join(parts) or 'nothing'}"
    yield from (f"  joined: {member}" for member in finding["members"])
    yield from _named(finding["contested"], brief["conflicts"], "contested", "about")
    yield from (f"  named: {entity['name']} ({entity['id']})" for entity in brief["entities"] if entity["id"] in finding["entities"])
    yield from _evidence(finding["evidence"], brief)


def _entity(entity: Record, brief: Record) -> Iterator[str]:
    yield f"{entity['type']} {entity['id']}: {entity['name']}"
    yield f"  {_count(entity['mentions'], 'mention')} in {_count(len(entity['documents']), 'document')}"
    yield from (f"  also: {alias['text']} ({alias['language']})" for alias in entity["aliases"] if alias["text"] != entity["name"])
    yield from (f"  joined: {merge}" for merge in entity["merges"])
    for role in entity["roles"]:
        yield f"  role: {role['text']} at {_place(role['evidence'])}"
    for status in entity["legal_status"]:
        yield f"  {status['status']}: {status['evidence']['quote']!r} at {_place(status['evidence'])}"
    yield from _named(entity["statements"], brief["findings"], "finding", "text")


def _conflict(conflict: Record, brief: Record) -> Iterator[str]:
    yield f"conflict {conflict['id']} ({conflict['kind']}): {conflict['about']}"
    yield f"  why: {conflict['why']}"
    yield f"  what would settle it: {conflict['settles']}"
    yield f"  {'both can hold' if conflict['possible_together'] else 'both cannot hold'}"
    for position in conflict["positions"]:
        yield f"  position: {position['value']}"
        yield from _evidence(position["evidence"], brief)
    yield from _named(conflict["findings"], brief["findings"], "finding", "text")


def _question(question: Record, brief: Record) -> Iterator[str]:
    yield f"question {question['id']} ({question['kind']}): {question['text']}"
    for table, label in (("findings", "text"), ("conflicts", "about"), ("entities", "name")):
        yield from _named(question["refers_to"], brief[table], table.removesuffix("s"), label)
    yield from _evidence(question["evidence"], brief)


_TABLES: dict[str, Callable[[Record, Record], Iterator[str]]] = {
    "findings": _finding, "entities": _entity, "conflicts": _conflict, "questions": _question,
}


def _event(event: Record | None) -> Iterator[str]:
    if event:
        slots = ", ".join(f"{slot} {event[slot]!r}" for slot in ("agent", "target", "place") if event[slot])
        yield f"  event: {event['type']}{', ' + slots if slots else ''}{', ' + _date(event['date']) if event['date'] else ''}"


def _evidence(evidence: Sequence[Record], brief: Record) -> Iterator[str]:
    documents = {document["id"]: document for document in brief["documents"]}
    for piece in evidence:
        document = documents[piece["document"]]
        source = ", ".join(str(part) for part in (document["publisher"] or document["path"], document["published"] or "undated") if part)
        speaker = f", citing {piece['speaker']['name']}" if piece["speaker"] else ""
        negated = ", negated" if piece["negated"] else ""
        yield f"  evidence {_place(piece)} ({source}; {piece['language']}, {piece['modality']}{negated}{speaker})"
        yield f"    {piece['quote']}"


def _named(references: Sequence[str], records: Sequence[Record], kind: str, label: str) -> Iterator[str]:
    found = {record["id"]: record for record in records}
    yield from (f"  {kind} {reference}: {found[reference][label]}" for reference in references if reference in found)


def _origin(origin: Record) -> str:
    via = f", through {', '.join(origin['via'])}" if origin["via"] else ""
    return f"{origin['name']} ({origin['kind']}{via})"


def _quantity(quantity: Record) -> str:
    low, high = quantity["low"], quantity["high"]
    vague = f"{low:,} or more" if high is None else f"{low} to {high}"
    value = f"{quantity['value']:,}" if quantity["value"] is not None else vague
    return f"{quantity['qualifier']} {value} {quantity['counted'] or quantity['unit']}, from {quantity['quote']!r}"


def _date(date: Record) -> str:
    if date["from"] is None:
        return "unresolved"
    return str(date["from"]) if date["from"] == date["to"] else f"{date['from']} to {date['to']}"


def _place(span: Record) -> str:
    return f"{span['document']}:{span['start']}-{span['end']}"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"
