"""The proof: what it accepts, and that any tampering is found and named."""

from __future__ import annotations

import copy
import hashlib
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from briefing.verify import Proof, _Support, _unsupported, verify

TEXTS = {
    "d1": "Phones rang. The embassy said 1,440 nationals had left by 3 March 2026.\nChen Zhi leads the group. He denies it.\n",
    "d2": "Près de 1 440 ressortissants sont partis début mars 2026, selon l’ambassade, à Phnom Penh.\r\nC’est tout 🙂.\r\n",
}
ENCODINGS = {"d1": "utf-8", "d2": "utf-16"}


def _span(document: str, quote: str, **more: Any) -> dict[str, Any]:
    start = TEXTS[document].index(quote)
    return {"document": document, "start": start, "end": start + len(quote), "quote": quote, **more}


def _evidence(document: str, quote: str, language: str, speaker: str | None = None) -> dict[str, Any]:
    said = speaker and {"name": "Embassy", "entity": "e1", **{k: v for k, v in _span(document, speaker).items() if k in ("start", "end")}}
    return _span(document, quote, language=language, speaker=said, modality="asserted", negated=False)


def make_brief() -> dict[str, Any]:
    """Return a small brief that can be proved: a quoted finding, a composed one, a conflict."""
    english = _evidence("d1", "The embassy said 1,440 nationals had left by 3 March 2026.", "en", "The embassy")
    french = _evidence("d2", "Près de 1 440 ressortissants sont partis début mars 2026, selon l’ambassade", "fr", "l’ambassade")
    number = {"value": 1440, "low": 1440, "high": 1440, "unit": "count", "counted": "nationals", "qualifier": "exact"}
    day = {"from": "2026-03-03", "to": "2026-03-03", "precision": "day", "resolved": "explicit"}
    early = {"from": "2026-03-01", "to": "2026-03-10", "precision": "early-month", "resolved": "explicit"}
    shared = {
        "categories": [{"framework": "law-enforcement", "id": "release", "label": "Release", "score": 1.0, "cue": None}],
        "event": None, "score": {}, "members": [], "language": "en",
        "credibility": 3, "status": "attributed", "origins": [{"name": "Embassy", "entity": "e1", "kind": "speaker", "via": []}],
    }
    return {
        "schema": "briefing/brief/1", "title": "T", "topic": "", "language": "en", "as_of": "2026-03-09", "edition": "2026-03-09-abc",
        "baseline": None, "digest": "d",
        "documents": [
            {"id": name, "path": f"texts/{name}.txt", "sha256": hashlib.sha256(text.encode(ENCODINGS[name])).hexdigest(), "copy_of": None,
             "text_sha256": hashlib.sha256(text.encode()).hexdigest(), "format": "txt", "publisher": "The Daily" if name == "d1" else None}
            for name, text in TEXTS.items()
        ],
        "skipped": [],
        "entities": [
            {"id": "e1", "name": "Embassy", "type": "organisation",
             "aliases": [{"text": "The embassy", "language": "en"}, {"text": "l’ambassade", "language": "fr"}],
             "roles": [], "legal_status": [], "statements": ["f1", "f2"], "documents": ["d1", "d2"]},
            {"id": "e2", "name": "Chen Zhi", "type": "person", "aliases": [{"text": "Chen Zhi", "language": "en"}],
             "statements": ["f3"], "documents": ["d1"], "legal_status": [],
             "roles": [{"text": "leads the group", "evidence": _evidence("d1", "Chen Zhi leads the group.", "en")}]},
        ],
        "findings": [
            {**shared, "id": "f1", "text": "The embassy said 1,440 nationals had left by 3 March 2026.", "composed": False,
             "evidence": [english, french], "entities": ["e1"], "quantities": [{**number, **_span("d1", "1,440")}],
             "dates": [{**day, **_span("d1", "3 March 2026")}], "outlets": 2,
             "languages": ["en", "fr"], "contested": ["x1"]},
            {**shared, "id": "f2", "text": "The Embassy reports 1,440 departures (early March 2026).", "composed": True, "evidence": [french],
             "entities": ["e1"], "quantities": [{**number, "qualifier": "about", **_span("d2", "Près de 1 440")}],
             "dates": [{**early, **_span("d2", "début mars 2026")}], "outlets": 1, "languages": ["fr"], "contested": []},
            {**shared, "id": "f3", "text": "He [Chen Zhi] denies it.", "composed": False, "evidence": [_evidence("d1", "He denies it.", "en")],
             "entities": ["e2"], "quantities": [], "dates": [], "outlets": 1, "languages": ["en"], "contested": [],
             "credibility": 6, "status": "unverified", "origins": [{"name": "The Daily", "entity": None, "kind": "outlet", "via": []}]},
        ],
        "conflicts": [
            {"id": "x1", "kind": "date", "about": "departures", "why": "w", "settles": "s", "possible_together": False, "findings": ["f1", "f2"],
             "positions": [{"value": "3 March 2026", "evidence": [english]}, {"value": "early March 2026", "evidence": [french]}]},
        ],
        "questions": [{"id": "q1", "kind": "conflict", "text": "When?", "evidence": [english], "refers_to": ["x1"]}],
        "changes": [{"id": "c1", "kind": "dropped", "finding": "f0", "before": "gone", "after": None}],
        "sections": [{"id": "main", "kind": "findings", "title": "Main", "items": [
            {"type": "finding", "ref": "f1", "full": True}, {"type": "statement", "ref": "f2", "text": "1,440 departures"},
            {"type": "judgement", "ref": "f1", "text": "Analyst Says 99", "who": "A"}]}],
    }


def write(folder: Path, brief: dict[str, Any], *, own: bool = True, originals: bool = True) -> Path:
    """Write a brief with the texts it was made of: the edition's own and the original files."""
    edition = folder / "build" / "editions" / "e"
    (edition / "documents").mkdir(parents=True, exist_ok=True)
    (folder / "texts").mkdir(parents=True, exist_ok=True)
    for name, text in TEXTS.items():
        if own:
            (edition / "documents" / f"{name}.txt").write_bytes(text.encode())
        if originals:
            (folder / "texts" / f"{name}.txt").write_bytes(text.encode(ENCODINGS[name]))
    path = edition / "brief.json"
    path.write_text(json.dumps(brief), encoding="utf-8")
    return path


def spans(value: Any) -> list[dict[str, Any]]:
    """Return every object with a quote, in order."""
    own = [value] if isinstance(value, dict) and "quote" in value else []
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else []
    return own + [span for part in parts for span in spans(part)]


def test_a_brief_is_proved(tmp_path):
    """Every quote stands in the edition's text and in the original, whatever its encoding."""
    assert Proof(12, 2, 2, ()) == verify(write(tmp_path, make_brief()))
    assert "proved 12 quotes in 2 documents (2 of them against the original files)" == str(Proof(12, 2, 2, ()))


@pytest.mark.parametrize(("own", "originals", "found"), [(True, False, 0), (False, True, 2)])
def test_either_text_is_enough(tmp_path, own, originals, found):
    """Without the originals the edition's own texts prove it, and the other way round."""
    assert Proof(12, 2, found, ()) == verify(write(tmp_path, make_brief(), own=own, originals=originals))


def test_a_document_found_nowhere_is_a_failure(tmp_path):
    """What cannot be read cannot be proved."""
    proof = verify(write(tmp_path, make_brief(), own=False, originals=False))
    assert 2 == len([line for line in proof.failures if "no text found" in line])


def test_originals_are_found_in_a_named_folder_and_in_the_working_folder(tmp_path, monkeypatch):
    """A brief that was moved is proved against `--documents` or the folder one works in."""
    (tmp_path / "moved").mkdir()
    write(tmp_path / "project", make_brief())
    alone = tmp_path / "moved" / "brief.json"
    alone.write_text(json.dumps(make_brief()), encoding="utf-8")
    assert 2 == verify(alone, documents=tmp_path / "project").originals
    assert 2 == verify(alone, documents=tmp_path / "project" / "texts").originals
    assert verify(alone).failures
    monkeypatch.chdir(tmp_path / "project")
    assert Proof(12, 2, 2, ()) == verify(alone)


@pytest.mark.parametrize("where", ["build/editions/e/documents/d1.txt", "texts/d1.txt", "texts/d2.txt"])
@settings(max_examples=15, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(position=st.integers(min_value=0, max_value=60))
def test_one_changed_character_of_a_document_is_named(tmp_path, where, position):
    """A text that differs in one character fails, and the line names the file."""
    path = write(tmp_path, make_brief())
    content = bytearray((tmp_path / where).read_bytes())
    content[position] ^= 1
    (tmp_path / where).write_bytes(content)
    failures = verify(path).failures
    assert any(str(tmp_path / where) in line and "sha256 differs" in line for line in failures)


@settings(max_examples=60, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(number=st.integers(min_value=0, max_value=11), field=st.sampled_from(["start", "end", "quote", "document"]), by=st.sampled_from([-1, 1]))
def test_one_changed_offset_or_quote_is_named(tmp_path, number, field, by):
    """An offset one off, a quote one letter off, or another document: the line names the place."""
    brief = make_brief()
    span = spans(brief)[number]
    if field == "quote":
        span["quote"] = span["quote"][:-1] + ("x" if by > 0 else "")
    elif field == "document":
        span["document"] = {"d1": "d2", "d2": "d1"}[span["document"]]
    else:
        span[field] += by
    failures = verify(write(tmp_path, brief)).failures
    assert any(f"{span['document']}:{span['start']}-{span['end']}: " in line for line in failures)


def _set(path: str, value: Any) -> Callable[[dict[str, Any]], None]:
    def change(brief: dict[str, Any]) -> None:
        *steps, last = [int(part) if part.isdigit() else part for part in path.split(".")]
        target: Any = brief
        for step in steps:
            target = target[step]
        if value is KeyError:
            del target[last]
        else:
            target[last] = value

    return change


TAMPERED = {
    "a quote left out": (_set("findings.0.evidence.0.quote", KeyError), "findings[0].evidence[0]: d1:13-71: not of the schema: KeyError 'quote'"),
    "a boolean for an offset": (_set("findings.0.evidence.0.start", True), "not a span"),
    "another number in a quoted line": (_set("findings.0.text", "The embassy said 1,441 nationals had left"), "f1: 'The embassy said 1,441"),
    "words of two places in one line": (_set("findings.0.text", "The embassy said nationals had left"), "not a contiguous part"),
    "a bracket that the document does not hold": (_set("findings.2.text", "He [Hun Sen] denies it."), "not a contiguous part"),
    "another number in a composed line": (_set("findings.1.text", "The Embassy reports 1,450 departures."), "f2: the line says '1,450'"),
    "another name in a composed line": (_set("findings.1.text", "The Embassy reports 1,440 departures to Vientiane."), "the line says 'Vientiane'"),
    "another year in a composed line": (_set("findings.1.text", "The Embassy reports 1,440 departures (2025)."), "the line says '2025'"),
    "another parsed value": (_set("findings.1.quantities.0.value", 1450), "the value 1450 is not what 'Près de 1 440' says"),
    "another parsed year": (_set("findings.1.dates.0.from", "2027-03-01"), "out of order"),
    "no evidence": (_set("findings.2.evidence", []), "f3: no evidence"),
    "a language too many": (_set("findings.2.languages", ["en", "fr"]), "languages ['en', 'fr']"),
    "an outlet too many": (_set("findings.2.outlets", 2), "2 outlets, but its evidence has 1"),
    "no origin": (_set("findings.2.origins", []), "0 origins for 1 quotes"),
    "a better grade": (_set("findings.2.credibility", 1), "grade 1 (unverified), but its origins make it 6 (unverified)"),
    "an alias of nobody": (_set("entities.1.aliases.0.text", "Chen Zhou"), "the name 'Chen Zhou' stands in none"),
    "another role": (_set("entities.1.roles.0.text", "leads the bank"), "the role 'leads the bank' is not in its quote"),
    "an id twice": (_set("findings.2.id", "f1"), "the id 'f1' stands 2 times"),
    "a reference to nothing": (_set("findings.0.contested", ["x9"]), "findings[0].contested: 'x9' does not exist"),
    "an item of nothing": (_set("sections.0.items.0.ref", "f9"), "sections[0].items[0].ref: 'f9' does not exist"),
    "a speaker of nothing": (_set("findings.0.evidence.0.speaker.entity", "e9"), "speaker.entity: 'e9' does not exist"),
    "a speaker nobody named": (_set("findings.0.evidence.0.speaker", {"name": "Bo", "entity": None, "start": 13, "end": 16}), "'Bo' is not named"),
    "a speaker beyond the text": (_set("findings.0.evidence.0.speaker.end", 9999), "the speaker's span"),
    "a new finding that is none": (_set("changes.0.kind", "new"), "changes[0].finding: 'f0' does not exist"),
    "another number in a short form": (_set("sections.0.items.1.text", "1,500 departures"), "sections[0] main: items[1]: the line says '1,500'"),
    "another value in a position": (_set("conflicts.0.positions.0.value", "4 March 2026"), "positions[0]: the value says '4'"),
    "a position without evidence": (_set("conflicts.0.positions.0.evidence", []), "positions[0]: no evidence"),
    "a finding of another shape": (_set("findings.0.evidence.0.language", KeyError), "findings[0] f1: not of the schema"),
    "another schema": (_set("schema", "briefing/brief/9"), "not a brief of schema briefing/brief/1"),
    "a table that is none": (_set("findings", {}), "not a brief of schema"),
}


@pytest.mark.parametrize("case", TAMPERED)
def test_tampering_is_found_and_named(tmp_path, case):
    """Whatever is changed in the brief alone, the proof fails and says where."""
    change, expected = TAMPERED[case]
    brief = copy.deepcopy(make_brief())
    change(brief)
    failures = verify(write(tmp_path, brief)).failures
    assert any(expected in line for line in failures), failures


@pytest.mark.parametrize("content", [b"", b"\xff", b"[]", b"{", b'{"schema": 1, "schema": 1}', b"[" * 100_000])
def test_what_is_no_brief_is_a_failure_and_no_crash(tmp_path, content):
    """Any bytes give one line."""
    path = tmp_path / "brief.json"
    path.write_bytes(content)
    assert 1 == len(verify(path).failures)


@pytest.mark.parametrize("path", ["/etc/hostname", "texts/../../../etc/hostname", "..", ""])
def test_a_path_that_leads_elsewhere_is_not_read(tmp_path, path):
    """A brief cannot make the proof open files anywhere."""
    brief = make_brief()
    brief["documents"][0]["path"] = path
    assert Proof(12, 2, 1, ()) == verify(write(tmp_path, brief))


def test_originals_beside_the_configurations_folder_are_found(tmp_path):
    """A path may begin with `..`, as the configuration's may."""
    brief = make_brief()
    for document in brief["documents"]:
        document["path"] = "../" + document["path"]
    path = write(tmp_path / "project", brief, originals=False)
    write(tmp_path, make_brief())
    assert 2 == verify(path).originals


def test_the_proof_needs_nothing_but_the_standard_library():
    """It runs from its one file where this package and its libraries are not installed."""
    source = Path(__file__).parent.parent / "briefing" / "verify.py"
    program = f"import runpy; print('verify' in runpy.run_path({str(source)!r}))"
    done = subprocess.run([sys.executable, "-I", "-S", "-c", program], capture_output=True, text=True, check=False)
    assert ("True\n", "") == (done.stdout, done.stderr)


def test_a_currency_may_be_named_by_its_country() -> None:
    """A sum read as US dollars may be written "dollars US"; another country's may not."""
    support = _Support([{"quantities": [{"value": 12e9, "unit": "USD"}]}], {"entities": []})
    assert [] == list(_unsupported("plus de 12 milliards de dollars US", support))
    assert ["AU"] == list(_unsupported("plus de 12 milliards de dollars AU", support))
