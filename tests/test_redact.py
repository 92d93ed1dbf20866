"""What is withheld stands in no byte of any output, and what is left is still proved."""

from __future__ import annotations

import html
import io
import json
import re
import unicodedata
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pikepdf
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from pypdf import PdfReader

from briefing import pipeline
from briefing.config import Decision, Decisions, Settings
from briefing.load_config import load_settings
from briefing.model import Alias, Document, Entity, Extraction, Mention
from briefing.redact import MARK, Mask, learn_forms, names_to_withhold, redact_settings
from briefing.verify import verify

ENGLISH = """\
Marta Lund arrested

Police in Harbourton said on 3 March 2026 that they had arrested Marta Lund, the head of Northern Ferries, over the sinking of the Aurora.
Lund's lawyer, Erik Holm, said LUND knew nothing. "Mrs Marta
Lund is innocent," he said.
The harbour authority said at least 40 people had died. Northern Ferries has been owned by Marta Lund since 2019.
It is unclear whether the ship carried more passengers than it was allowed to.
"""
FRENCH = """\
La police de Harbourton a annoncé, le 3 mars 2026, avoir arrêté Márta Lund, dirigeante de Northern Ferries, après le naufrage de l’Aurora.
Selon l’autorité du port, au moins 40 personnes sont mortes. Marta Lund affirme que le navire était sûr.
"""
CONFIDENTIAL = "Jo Berg says that the pumps had failed in 2024. Marta Lund was told so, the engineer said."
CONFIG = """\
title: The sinking of the Aurora, Marta Lund's ship
topic: ""
marking: for the lawyers of M. Lund
redact: [marta lund]
documents: [{path: texts, publisher: The Lund Gazette}]
sections:
  - {id: bottom-line, kind: bottom-line}
  - {id: changes, kind: changes}
  - {id: enforcement, kind: events, framework: law-enforcement}
  - {id: lund, kind: findings}
  - {id: actors, kind: actors}
  - {id: timeline, kind: timeline}
  - {id: open-questions, kind: questions, ask: ["What did Marta Lund know?"]}
  - {id: own-words, kind: text, title: On Lund, text: "Ask **Marta Lund** at https://example.org/marta-lund"}
  - {id: sources, kind: sources}
output: {folder: build, formats: [json, md, html, pdf, docx]}
"""
NAMES = ("lund", "marta")
HIDDEN_DOCUMENT = ("jo berg", "pumps", "confidential", "engineer")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a project that was built once with nothing withheld, then with a name and a document withheld."""
    folder = tmp_path_factory.mktemp("withheld")
    texts = folder / "texts"
    texts.mkdir()
    (texts / "marta-lund.txt").write_text(ENGLISH, encoding="utf-8")
    (texts / "b.txt").write_text(FRENCH, encoding="utf-8")
    (texts / "b.meta.yaml").write_text("title: Qui est Márta Lund ?\nurl: https://example.org/MartaLund\npublished: 2026-03-05\n", encoding="utf-8")
    (texts / "confidential.txt").write_text(CONFIDENTIAL, encoding="utf-8")
    (texts / "lund.pdf.txt").write_bytes(b"\x00\x01\x02")
    plain = yaml.safe_load(CONFIG)
    del plain["redact"]
    plain["output"]["formats"] = ["json"]
    (folder / "config.yaml").write_text(yaml.safe_dump(plain), encoding="utf-8")
    open_brief = pipeline.build(folder / "config.yaml").brief
    (folder / "config.yaml").write_text(CONFIG, encoding="utf-8")
    named = next(f.id for f in open_brief.findings if "Lund" in f.text)
    decided = {"who": "M. Lund", "when": "2026-03-31", "why": "Lund asked"}
    decisions = [
        {"action": "withhold", "document": "texts/confidential.txt", **decided},
        {"action": "note", "finding": named, "text": "Marta Lund denies it.", **decided},
        {"action": "judgement", "text": "Lund will be charged.", "likelihood": "likely", **decided},
        {"action": "merge", "names": ["Northern Ferries", "Harbourton"], **decided},
    ]
    (folder / "decisions.yaml").write_text(yaml.safe_dump({"decisions": decisions}), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def result(folder: Path) -> pipeline.Result:
    """Return the build with the name and the document withheld."""
    return pipeline.build(folder / "config.yaml")


def unpacked(name: str, content: bytes) -> list[bytes]:
    """Return all that a file holds: itself, the streams and strings of a PDF with the files in it, the parts of a zip."""
    found = [name.encode(), content]
    if content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as pdf:
            for thing in pdf.objects:
                if isinstance(thing, pikepdf.Stream) and thing.get("/Subtype") != "/Image" and "/Length1" not in thing:
                    found.append(thing.read_bytes())
                found.extend(str(part).encode() for part in strings(thing))
            found.extend(part.encode() for part in pages_of(content))
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            found.extend(part for entry in packed.infolist() for part in unpacked(entry.filename, packed.read(entry)))
    return found


def strings(thing: pikepdf.Object) -> list[pikepdf.Object]:
    """Return the strings and names inside one object of a PDF."""
    if isinstance(thing, (pikepdf.String, pikepdf.Name)):
        return [thing]
    if isinstance(thing, pikepdf.Array):
        return [found for part in thing for found in strings_below(part)]
    if isinstance(thing, (pikepdf.Dictionary, pikepdf.Stream)):
        return [found for _, part in thing.items() for found in strings_below(part)]
    return []


def strings_below(part: object) -> list[pikepdf.Object]:
    """Return the strings of a part; what stands elsewhere in the file is looked at there."""
    return strings(part) if isinstance(part, pikepdf.Object) and not part.is_indirect else []


def pages_of(content: bytes) -> list[str]:
    """Return the text that a reader would copy from the pages: glyphs stand as numbers in the streams."""
    return [page.extract_text() for page in PdfReader(io.BytesIO(content)).pages]


def readable(content: bytes) -> str:
    """Return text as a search for a name would see it: entities and escapes read, no accents, lower case, white space joined."""
    text = html.unescape(unquote(content.decode("utf-8", "replace")))
    plain = "".join(c for c in unicodedata.normalize("NFD", text.casefold()) if not unicodedata.combining(c))
    return " ".join(plain.split())


def edition(result: pipeline.Result) -> dict[str, bytes]:
    """Return every file of the edition."""
    return {p.relative_to(result.folder).as_posix(): p.read_bytes() for p in sorted(result.folder.rglob("*")) if p.is_file()}


def test_neither_name_nor_document_stands_in_any_byte(result: pipeline.Result) -> None:
    """Texts, brief, evidence, page, PDF with its attachments and the manifest, all unpacked."""
    files = edition(result)
    assert {"brief.json", "evidence.jsonl", "brief.md", "brief.html", "brief.pdf", "brief.docx", "manifest.json"} <= set(files)
    looked = {(name, readable(part)) for name, content in files.items() for part in unpacked(name, content)}
    words = re.compile(rf"(?<![a-z])(?:{'|'.join((*NAMES, *HIDDEN_DOCUMENT))})(?![a-z])|martalund|marta.lund")
    assert [] == sorted({(name, match.group()) for name, text in looked for match in words.finditer(text)})


def test_the_search_would_find_them(folder: Path) -> None:
    """The baseline, where nothing was withheld, holds every one of them."""
    baseline = min((p for p in (folder / "build" / "editions").iterdir()), key=lambda p: p.stat().st_mtime)
    text = " ".join(readable(p.read_bytes()) for p in sorted(baseline.rglob("*")) if p.is_file())
    assert [] == [word for word in (*NAMES, *HIDDEN_DOCUMENT) if word not in text]


def test_what_is_left_is_proved(result: pipeline.Result) -> None:
    """Quotes stand in the edition's copies at the offsets of the originals; the copies' hashes are all that is told."""
    proof = verify(result.folder / "brief.json")
    assert () == proof.failures
    assert proof.quotes > 5
    data = json.loads((result.folder / "brief.json").read_bytes())
    originals = {len(text): text for text in (ENGLISH, FRENCH)}
    for entry in data["documents"]:
        copy = (result.folder / "documents" / f"{entry['id']}.txt").read_bytes().decode()
        original = originals[len(copy)]
        assert entry["redacted"]
        assert entry["sha256"] == entry["text_sha256"]
        assert [] == [(a, b) for a, b in zip(original, copy, strict=True) if b not in (a, MARK)]
        assert MARK in copy


def test_a_withheld_document_is_counted_nowhere(result: pipeline.Result) -> None:
    """Nor do its statements show as no longer carried."""
    assert 2 == len(result.brief.documents)
    assert [] == [c for c in result.brief.changes if c.kind == "dropped" and "20" in (c.before or "")]


def test_decisions_still_hold(result: pipeline.Result) -> None:
    """A note meets its finding although its document's text and hash are others now; judgements bear marks."""
    notes = [note.text for section in result.brief.sections for item in section.items for note in item.notes]
    assert [f"{MARK * 10} denies it."] == notes
    assert f"{MARK * 4} will be charged. This is likely." == result.brief.sections[0].items[0].text
    assert [] == [p.message for p in result.diagnostics if p.code == "stale-decision"]


def test_who_is_withheld_is_no_actor_and_no_named_origin(result: pipeline.Result) -> None:
    """Nobody can tell whether two withheld speakers are one."""
    assert [] == [e.name for e in result.brief.entities if MARK in e.name]
    assert [] == [o.name for f in result.brief.findings for o in f.origins if MARK in o.name and o.kind == "speaker"]


def test_the_page_says_that_names_are_withheld(result: pipeline.Result) -> None:
    """The method note explains the marks."""
    assert "Where names are withheld" in (result.folder / "brief.md").read_text(encoding="utf-8")


def test_the_edition_does_not_depend_on_how_a_name_is_withheld(folder: Path) -> None:
    """The digest is taken over what is left: it confirms no guess."""
    digests = set()
    for number, names in enumerate(("marta lund", "Márta LUND, Nobody Else")):
        file = folder / f"other{number}.yaml"
        file.write_text(CONFIG.replace("[marta lund]", f"[{names}]"), encoding="utf-8")
        digests.add(pipeline.build(file, formats=["json"]).brief.digest)
    assert 1 == len(digests)


# --- the mask ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Marta Lund", "■■■■■■■■■■"), ("MÁRTA  LUND", "■■■■■■■■■■■"), ("Lund, Marta", "■■■■■■■■■■■"), ("Marta\nLund", "■■■■■\n■■■■"),
        ("marta-lund", "■■■■■■■■■■"), ("@martalund99", "@■■■■■■■■■99"), ("Marta\u00a0Lund’s", "■■■■■■■■■■’s"),
        ("Ma\u0301rta Lu\u00adnd", "■■■■■■■■■■■■"),
        ("the Lunds", "the ■■■■■"), ("a lund tree", "a lund tree"), ("Lunden, Martas", "Lunden, Martas"), ("", ""), ("Jo Berg", "Jo Berg"),
    ],
)  # fmt: skip
def test_every_way_to_write_a_name_is_hidden(text: str, hidden: str) -> None:
    """Case, accents, order, hyphens, line breaks and joiners do not matter; other words stay."""
    assert hidden == Mask(names=("Marta Lund",), forms=("Lund",)).hide(text)


def test_scripts_that_write_words_together_are_hidden_inside_them() -> None:
    """Chinese has no spaces, Arabic joins particles to a name, Cyrillic ends a name with its word."""
    mask = Mask(names=("陈志", "أحمد", "Анна"))
    assert ["■■被捕", "و■■■■", "■■■■ и Аннабель"] == [mask.hide(text) for text in ("陈志被捕", "وأحمد", "Анна и Аннабель")]


def test_addresses_hide_learnt_words_in_lower_case() -> None:
    """File names and web addresses have no capitals."""
    mask = Mask(names=("Marta Lund",), forms=("Lund",))
    assert ("texts/■■■■_1.txt", "texts/lund_1.txt") == (mask.hide("texts/lund_1.txt", address=True), mask.hide("texts/lund_1.txt"))


@given(st.text(max_size=40), st.text(min_size=1, max_size=8))
def test_a_name_never_survives_and_lengths_never_change(text: str, name: str) -> None:
    """For any text and any name: nothing is left to hide, offsets hold."""
    mask = Mask(names=(name,))
    hidden = mask.hide(f"{text} {name} {text}")
    assert len(hidden) == len(f"{text} {name} {text}")
    assert hidden == mask.hide(hidden)


def test_long_text_is_masked_in_time() -> None:
    """Half a megabyte of near misses takes no longer than a reader waits."""
    mask = Mask(names=("Marta Lund",), forms=("Lund", "Marta Lundgren von der Heide"))
    text = "Marta ------- Lun" * 30_000
    assert text == mask.hide(text)


def test_mentions_made_of_a_persons_words_are_learnt() -> None:
    """The word "Lund" alone in another document means her, or somebody who looks like her; an organisation's words do not spread."""
    document = Document.from_text("Lund left. Group Ltd stayed.", id="a", language="en")
    mentions = (
        Mention(start=0, end=4, type="person", name="Lund", form="name", chain=0),
        Mention(start=11, end=16, type="organisation", name="Group", form="short", chain=1),
    )
    entities = (
        Entity(id="x", name="Marta Lund", type="person", aliases=(Alias(text="Marta Lunt", language="en"), Alias(text="elle", language="fr"))),
    )
    mask = learn_forms(("marta lund", "Lund Group"), [document], [Extraction(document="a", language="en", sentences=(), mentions=mentions)], entities)
    assert Mask(names=("marta lund", "Lund Group"), forms=("Lund", "Marta Lund", "Marta Lunt")) == mask


def test_names_come_from_the_configuration_and_from_decisions(tmp_path: Path) -> None:
    """Each once; a section's id is no place for a name either."""
    (tmp_path / "c.yaml").write_text(CONFIG, encoding="utf-8")
    settings: Settings = load_settings(tmp_path / "c.yaml")
    decided = Decision.model_validate(
        {"action": "withhold", "names": ("Jo", "marta lund"), "who": "A", "when": "2026-01-01", "why": "x"}, strict=False
    )
    assert ("marta lund", "Jo") == names_to_withhold(settings, Decisions(decisions=(decided,)))
    hidden = redact_settings(settings, Mask(names=("Lund",)))
    assert ("", "section-4", "The ■■■■ Gazette") == (", ".join(hidden.redact), hidden.sections[3].id, hidden.documents[0].publisher)
