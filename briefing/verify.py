"""Independent proof of a brief.json: every quote stands where it says, and every line follows from its quotes.

It uses the standard library alone and nothing of this package, so that it shares no mistake with the stages that made the brief.
Offsets are code points, end exclusive.
"""

from __future__ import annotations

import encodings.aliases
import hashlib
import itertools
import json
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

SCHEMA = "briefing/brief/1"
_TABLES = ("documents", "entities", "findings", "conflicts", "questions", "changes", "sections")
_REFERENCES = {  # key -> the tables it may point into
    "entities": ("entities",), "entity": ("entities",), "statements": ("findings",), "contested": ("conflicts",), "conflicts": ("conflicts",),
    "findings": ("findings",), "copy_of": ("documents",), "document": ("documents",), "documents": ("documents",),
    "refers_to": _TABLES, "ref": _TABLES,
}
_MONTHS = {  # what a date value may read as; written here again so that the proof shares nothing with the page
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"),
    *("janvier", "fevrier", "mars", "avril", "mai", "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre"),
}
_BRACKET = re.compile(r" ?\[[^\[\]]{1,300}\] ?")
_NUMBER = re.compile(r"\d+(?>(?:[.,'’]\d+|[ \u00a0\u202f\u2009]\d{3}(?!\d))*)")  # atomic, not possessive: see tests/test_source.py
_GROUPED = re.compile(r"\d{1,3}(?:[.,'’ \u00a0\u202f\u2009]\d{3})+(?:[.,]\d+)?\Z")
_WORD = re.compile(r"[^\W\d_]+(?>(?:['’-][^\W\d_]+)*)")
_MAX_BRACKETS = 6


@dataclass(frozen=True)
class Proof:
    """What was proved and what was not; one line when printed."""

    quotes: int
    documents: int
    originals: int  # documents whose original file was found and has the bytes the brief was made of
    failures: tuple[str, ...]

    def __str__(self) -> str:
        if self.failures:
            return f"NOT proved: {len(self.failures)} failure{'s' * (len(self.failures) > 1)}"
        return f"proved {self.quotes} quotes in {self.documents} documents ({self.originals} of them against the original files)"


Texts = Mapping[str, Mapping[str, str]]  # document id -> where its text was found -> the text


def verify(brief: Path, *, documents: Path | None = None) -> Proof:
    """Prove a brief.json against the texts it quotes.

    Args:
        brief: the file.
        documents: folder of the original files; by default they are looked for from the brief's folder upwards, then in the working folder.

    Raises:
        OSError: the brief cannot be read.
    """
    try:
        data = json.loads(brief.read_bytes(), object_pairs_hook=_without_duplicates)
    except (ValueError, RecursionError) as error:
        return Proof(0, 0, 0, (f"{brief}: not a brief: {error}",))
    if not isinstance(data, dict) or data.get("schema") != SCHEMA or any(not _is_table(data.get(name)) for name in _TABLES):
        return Proof(0, 0, 0, (f"{brief}: not a brief of schema {SCHEMA}",))
    failures: list[str] = []
    texts, originals = _read_texts(data["documents"], brief, documents, failures)
    quotes = _check_spans(data, texts, failures)
    _check_references(data, failures)
    for table, check in (("findings", _check_finding), ("entities", _check_entity), ("conflicts", _check_conflict), ("sections", _check_section)):
        for at, row in enumerate(data[table]):
            failures.extend(f"{table}[{at}] {row['id']}: {problem}" for problem in _collect(check, row, data, texts))
    return Proof(quotes, len(data["documents"]), originals, tuple(failures))


def _collect(check: Callable[..., Iterator[str]], *arguments: Any) -> list[str]:
    try:
        return list(check(*arguments))
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        return [f"not of the schema: {type(error).__name__} {error}"]


def _without_duplicates(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    keys = Counter(key for key, _ in pairs)
    twice = next((key for key, count in keys.items() if count > 1), None)
    if twice is not None:
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return dict(pairs)


def _is_table(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(row, dict) and isinstance(row.get("id"), str) for row in value)


def _read_texts(entries: Sequence[Mapping[str, Any]], brief: Path, folder: Path | None, failures: list[str]) -> tuple[Texts, int]:
    """Return each document's texts: the edition's own copy, and the original's where it is found; and how many originals were right."""
    texts: dict[str, dict[str, str]] = {}
    originals = 0
    for at, entry in enumerate(entries):
        where = f"documents[{at}] {entry['id']}"
        found: dict[str, str] = {}
        own = brief.parent / "documents" / f"{entry['id']}.txt"
        if "/" not in entry["id"] and own.is_file():
            content = own.read_bytes()
            if hashlib.sha256(content).hexdigest() != entry.get("text_sha256"):
                failures.append(f"{where}: {own}: the text is not the one the brief was made of (text_sha256 differs)")
            found[str(own)] = content.decode("utf-8", "replace")
        original = None if entry.get("redacted") else _find_original(str(entry.get("path", "")), brief, folder)  # its copy alone can prove it
        if original is not None:
            text, problem = _read_original(original, entry)
            originals += problem is None
            failures.extend([f"{where}: {original}: {problem}"] if problem else [])
            found.update({str(original): text} if text is not None else {})
        if not found:
            failures.append(f"{where}: no text found: neither {own} nor {entry.get('path')!r}; name the folder of the originals with --documents")
        texts[entry["id"]] = found
    return texts, originals


def _find_original(path: str, brief: Path, folder: Path | None) -> Path | None:
    steps = PurePosixPath(path).parts
    below = [step for step in steps if step != ".."]
    if not below or steps[0] == "/" or list(steps[-len(below) :]) != below:  # beside the configuration's folder, never through another
        return None
    parents = (*brief.resolve().parents, Path.cwd())
    candidates = [folder.joinpath(*below[n:]) for n in range(len(below))] if folder else [parent.joinpath(*steps) for parent in parents]
    return next((candidate for candidate in candidates if candidate.is_file()), None)


def _read_original(path: Path, entry: Mapping[str, Any]) -> tuple[str | None, str | None]:
    """Return the original's text (None where it has markup to be read away) and what is wrong with it."""
    content = path.read_bytes()
    problem = None if hashlib.sha256(content).hexdigest() == entry.get("sha256") else "the file is not the one the brief was made of (sha256 differs)"
    if entry.get("format") != "txt":
        return None, problem
    if problem:
        return content.decode("utf-8-sig", "replace"), problem
    for codec in ("utf-8-sig", "utf-8", "utf-16", "utf-32", *sorted(set(encodings.aliases.aliases.values()))):
        try:
            text = content.decode(codec)
        except (UnicodeError, LookupError, ValueError):
            continue
        if isinstance(text, str) and hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest() == entry.get("text_sha256"):
            return text, None
    return None, "no reading of the file gives the text the brief was made of (text_sha256 differs)"


def _check_spans(data: Mapping[str, Any], texts: Texts, failures: list[str]) -> int:
    proved = 0
    for where, record in _walk(data, ""):
        if "quote" in record or ("document" in record and ("start" in record or "end" in record)):
            problems = _collect(_check_span, record, texts)
            failures.extend(f"{where}: {record.get('document')}:{record.get('start')}-{record.get('end')}: {problem}" for problem in problems)
            proved += not problems
    return proved


def _walk(value: Any, where: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, dict):
        yield where, value
        for key, part in value.items():
            yield from _walk(part, f"{where}.{key}" if where else key)
    elif isinstance(value, list):
        for at, part in enumerate(value):
            yield from _walk(part, f"{where}[{at}]")


def _check_span(record: Mapping[str, Any], texts: Texts) -> Iterator[str]:
    document, start, end, quote = (record[key] for key in ("document", "start", "end", "quote"))
    if not isinstance(document, str) or document not in texts:
        yield "no such document"
    elif not (_is_offset(start) and _is_offset(end) and start < end and isinstance(quote, str)):
        yield "not a span"
    else:
        for source, text in texts[document].items():
            if text[start:end] != quote:
                yield f"{source} does not say {_shorten(quote)} there"  # what it says instead may be no business of the reader's
            speaker = record.get("speaker")
            if isinstance(speaker, dict) and speaker.get("start") is not None:
                low, high = speaker["start"], speaker["end"]
                if not (_is_offset(low) and _is_offset(high) and low < high <= len(text)):
                    yield f"the speaker's span {low}-{high} lies outside {source}"
                if speaker["entity"] is None and _even(speaker["name"]).casefold() not in _even(text).casefold():
                    yield f"the speaker {speaker['name']!r} is not named in {source}"
        if "qualifier" in record:
            yield from _check_quantity(record)
        if "precision" in record:
            yield from _check_date(record)


def _is_offset(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _shorten(text: str, width: int = 80) -> str:
    return repr(text if len(text) <= width else f"{text[: width - 1]}…")


def _check_quantity(record: Mapping[str, Any]) -> Iterator[str]:
    """Check a value against the one number its quote writes in digits: equal up to a power of ten (thousand, million) or dozens of it."""
    value, quote = record.get("value"), record["quote"]
    numbers = _NUMBER.findall(quote)
    if value is None or len(numbers) != 1 or any(unicodedata.category(c) in ("No", "Nl") for c in quote):
        return
    if not any(math.isclose(value, number * 10.0**power * times) for number in _readings(numbers[0]) for power in range(13) for times in (1, 12)):
        yield f"the value {value} is not what {quote!r} says"


def _check_date(record: Mapping[str, Any]) -> Iterator[str]:
    first, last = record.get("from"), record.get("to")
    if first is None or last is None:
        return
    if first > last:
        yield f"the days {first} to {last} are out of order"
    years = re.findall(r"(?<!\d)(?:1[5-9]|20|21)\d\d(?!\d)", record["quote"])
    if years and not any(first[:4] <= year <= last[:4] for year in years):
        yield f"the days {first} to {last} are not what {record['quote']!r} says"


def _check_references(data: Mapping[str, Any], failures: list[str]) -> None:
    ids = {name: {row["id"] for row in data[name]} for name in _TABLES}
    counts = Counter(row["id"] for name in _TABLES for row in data[name])
    failures.extend(f"the id {identifier!r} stands {count} times" for identifier, count in counts.items() if count > 1)
    for where, record in _walk({name: data[name] for name in _TABLES}, ""):
        for key, tables in _REFERENCES.items():
            value = record.get(key)
            references = [value] if isinstance(value, str) else value if isinstance(value, list) else []
            known = set().union(*(ids[table] for table in tables))
            failures.extend(f"{where}.{key}: {ref!r} does not exist" for ref in references if isinstance(ref, str) and ref not in known)
    for at, change in enumerate(data["changes"]):
        if change.get("kind") != "dropped" and change.get("finding") is not None and change["finding"] not in ids["findings"]:
            failures.append(f"changes[{at}].finding: {change['finding']!r} does not exist")


def _check_finding(finding: Mapping[str, Any], data: Mapping[str, Any], texts: Texts) -> Iterator[str]:
    evidence = finding.get("evidence") or []
    if not evidence:
        yield "no evidence"
        return
    if finding.get("composed"):
        yield from (f"the line says {token!r}, its quotes do not" for token in _unsupported(str(finding["text"]), _Support([finding], data)))
    elif not any(_is_trim(str(finding["text"]), e, texts) for e in evidence):
        yield f"{_shorten(str(finding['text']))} is not a contiguous part of its quotes"
    languages = sorted({e["language"] for e in evidence})
    if sorted(finding.get("languages", ())) != languages:
        yield f"languages {finding.get('languages')} are not those of its evidence, {languages}"
    published = {d["id"]: d["publisher"] or d["path"] for d in data["documents"]}
    outlets = len({published.get(e["document"]) for e in evidence})
    if not 1 <= finding["outlets"] <= outlets:  # fewer where the analyst named one origin for several
        yield f"{finding['outlets']} outlets, but its evidence has {outlets}"
    yield from _check_origins(finding, evidence)


def _check_origins(finding: Mapping[str, Any], evidence: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """Check the count of origins, and the grade by the printed rule."""
    origins = finding.get("origins", ())
    if not 1 <= len(origins) <= len(evidence):
        yield f"{len(origins)} origins for {len(evidence)} quotes"
    kinds = Counter(origin["kind"] for origin in origins)
    named = kinds["speaker"]
    alone = 3 if kinds["outlet"] > 1 or (kinds["unnamed"] and finding["outlets"] > 1) else 6
    grade = 1 if named > 1 else 2 if named and kinds["outlet"] else 3 if named else alone
    status = "corroborated" if grade < 3 else "unverified" if grade == 6 else "attributed" if named else "reported"
    if (finding.get("credibility"), finding.get("status")) != (grade, status):
        yield f"grade {finding.get('credibility')} ({finding.get('status')}), but its origins make it {grade} ({status})"


def _is_trim(line: str, evidence: Mapping[str, Any], texts: Texts) -> bool:
    """Return whether a line is one part of a quote, but for bracketed words that the same document holds elsewhere."""
    quote = _even(evidence["quote"])
    line = _even(line).strip(" …")
    if _holds(quote, line):
        return True
    brackets = list(_BRACKET.finditer(line))
    if not 1 <= len(brackets) <= _MAX_BRACKETS:
        return False
    whole = [_even(text) for text in texts.get(evidence["document"], {}).values()]
    for kept in itertools.product((False, True), repeat=len(brackets)):
        dropped = [bracket for bracket, stays in zip(brackets, kept, strict=True) if not stays]
        if _holds(quote, _without(line, [b.span() for b in dropped])) and all(_holds(t, b.group().strip(" []")) for b in dropped for t in whole):
            return True
    return False


def _holds(quote: str, part: str) -> bool:
    """Return whether ``part`` stands in the quote; it may open with a capital where the quote has none, as every style guide allows."""
    opening = next((at for at, character in enumerate(part) if character.isalpha()), 0)
    return part in quote or part[:opening] + part[opening : opening + 1].lower() + part[opening + 1 :] in quote


def _without(line: str, spans: Sequence[tuple[int, int]]) -> str:
    for start, end in reversed(spans):
        line = line[:start] + (" " if line[start] == line[end - 1] else "") + line[end:]  # equal when both are spaces
    return line.strip()


def _check_entity(entity: Mapping[str, Any], _data: Mapping[str, Any], texts: Texts) -> Iterator[str]:
    whole = [_even(text) for document in entity.get("documents", ()) for text in texts.get(document, {}).values()]
    for alias in entity.get("aliases", ()):
        if not any(_even(alias["text"]) in text for text in whole):
            yield f"the name {alias['text']!r} stands in none of its documents"
    for role in entity.get("roles", ()):
        if _even(role["text"]) not in _even(role["evidence"]["quote"]):
            yield f"the role {role['text']!r} is not in its quote"


def _check_section(section: Mapping[str, Any], data: Mapping[str, Any], _texts: Texts) -> Iterator[str]:
    """Check the short forms of findings as composed lines; what bears an analyst's name is the analyst's."""
    findings = {finding["id"]: finding for finding in data["findings"]}
    for at, item in enumerate(section["items"]):
        finding = findings.get(item["ref"])
        if finding is not None and item.get("text") and not item.get("who"):
            for token in _unsupported(item["text"], _Support([finding], data)):
                yield f"items[{at}]: the line says {token!r}, the quotes of {finding['id']} do not"


def _check_conflict(conflict: Mapping[str, Any], data: Mapping[str, Any], _texts: Texts) -> Iterator[str]:
    told = [finding for finding in data["findings"] if finding["id"] in conflict["findings"]]
    for at, position in enumerate(conflict["positions"]):
        if not position["evidence"]:
            yield f"positions[{at}]: no evidence"
        for token in _unsupported(position["value"], _Support([*told, position], data)):
            yield f"positions[{at}]: the value says {token!r}, its quotes do not"


class _Support:
    """Words and numbers that a line about some findings may hold: those of their quotes, and the parsed values of these."""

    def __init__(self, findings: Sequence[Mapping[str, Any]], data: Mapping[str, Any]) -> None:
        entities = {entity["id"]: entity for entity in data["entities"]}
        phrases: list[str] = []
        self.numbers: set[float] = set()
        for finding in findings:
            phrases.extend(e["quote"] for e in finding.get("evidence", ()))
            phrases.extend(str(category.get("label")) for category in finding.get("categories", ()))
            speakers = [*(e["speaker"] for e in finding.get("evidence", ()) if e.get("speaker")), *finding.get("origins", ())]
            phrases.extend(speaker["name"] for speaker in speakers)
            named = [entities[ref] for ref in (*finding.get("entities", ()), *(s.get("entity") for s in speakers)) if ref in entities]
            phrases.extend(text for entity in named for text in (entity["name"], *(alias["text"] for alias in entity.get("aliases", ()))))
            event = finding.get("event") or {}
            phrases.extend(str(event[key]) for key in ("agent", "target", "place") if event.get(key))
            for date in [*finding.get("dates", ()), *([event["date"]] if event.get("date") else [])]:
                self.numbers.update(float(part) for day in (date.get("from"), date.get("to")) if day for part in str(day).split("-"))
            for quantity in finding.get("quantities", ()):
                values = [quantity[key] for key in ("value", "low", "high") if quantity.get(key) is not None]
                self.numbers.update(value / scale for value in values for scale in (1.0, 1e3, 1e6, 1e9, 1e12))
                unit = str(quantity.get("unit"))
                phrases.extend([unit, unit[:2]] if len(unit) == 3 and unit.isupper() else ())  # "dollars US": whose money USD is
        written = [number for phrase in phrases for number in _NUMBER.findall(phrase)]
        self.numbers.update(reading for number in written for reading in (*_readings(number), *([] if _GROUPED.match(number) else _parts(number))))
        words = {word for phrase in phrases for word in _WORD.findall(_fold(phrase))}
        self.words = words | {part for word in words for part in re.split(r"['’-]", word)} | _MONTHS

    def holds(self, *readings: float) -> bool:
        """Return whether one of the readings of a number is known."""
        return any(math.isclose(reading, known) for reading in readings for known in self.numbers)


def _unsupported(line: str, support: _Support) -> Iterator[str]:
    """Yield the numbers and names of a line that nothing supports; a first word is capital in any case and no name by that."""
    for number in _NUMBER.findall(line):
        parts = _parts(number)
        if not support.holds(*_readings(number)) and not (len(parts) > 1 and all(support.holds(part) for part in parts)):
            yield number
    for word in _WORD.finditer(line):
        before = line[: word.start()].rstrip(" «“\"'(—–-")
        opening = not before or before[-1] in ".:;?!"
        currency = line[word.end() : word.end() + 1] in tuple("$€£¥")
        if word.group()[0].isupper() and not opening and not currency:
            pieces = [piece for piece in re.split(r"['’-]", _fold(word.group())) if len(piece) > 1]
            if _fold(word.group()) not in support.words and not (pieces and all(piece in support.words for piece in pieces)):
                yield word.group()


def _readings(number: str) -> list[float]:
    """Return what digits with separators can mean: "1,440" is 1440 in English and 1.44 in French."""
    whole = re.sub(r"\D", "", number)
    decimals = len(number) - 1 - max(number.rfind("."), number.rfind(","))
    return [float(whole)] if decimals == len(number) else [float(whole), float(f"{whole[:-decimals]}.{whole[-decimals:]}")]


def _parts(number: str) -> list[float]:
    return [float(part) for part in re.split(r"\D", number) if part]


@lru_cache(maxsize=4096)
def _even(text: str) -> str:
    """Return a text with every run of white space as one space."""
    return " ".join(text.split())


def _fold(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
