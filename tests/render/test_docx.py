"""brief.docx: the same order and citations as the brief, read back with python-docx; the same bytes each time."""

from __future__ import annotations

import builtins
import datetime as dt
import io
import re
import sys
import zipfile
from dataclasses import replace

import docx
import pytest
from docx.oxml.ns import qn
from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import AnalystNote, Item, Section
from briefing.render import render
from briefing.render.context import make_page
from briefing.render.docx import print_docx
from briefing.render.pieces import to_pieces
from briefing.render.word import Run, Writer

DAY = dt.date(2026, 1, 31)
NOTE = AnalystNote(kind="note", text="Seen by two colleagues.", who="A. Analyst", when=DAY)


def with_notes(brief):
    """Return the brief with a note at each of its statements, a judgement in full, and prose."""
    judged = Item(type="judgement", ref=None, text="It will rain. This is likely.", confidence="low", who="A. Analyst", when=DAY, why="clouds")
    own_words = "# Why\n\nOur **own** [view](https://example.org), *not* [this](local.html) <b>tag</b>.\n\n- one\n- `two`"
    prose = Item(type="prose", ref=None, text=own_words)
    own = (Section(id="judged", kind="bottom-line", title="Judged", items=(judged,)), Section(id="own", kind="text", title="Own", items=(prose,)))
    sections = tuple(replace(s, items=tuple(replace(i, notes=(NOTE,)) if i.full else i for i in s.items)) for s in brief.sections)
    return replace(brief, sections=(*own, *sections))


@pytest.fixture(scope="module", params=["en", "fr"])
def page(request, made):
    """Return the page of the brief in both languages, with the analyst's hand in it."""
    return make_page(with_notes(made.brief(request.param)), documents=made.documents(), marking="TLP:GREEN")


@pytest.fixture(scope="module")
def word(page):
    """Return the Word file as python-docx reads it."""
    return docx.Document(io.BytesIO(print_docx(page)))


def names(document, tag, attribute):
    """Return an attribute of all elements of a kind, in the order of the document."""
    return [e.get(qn(attribute)) for e in document.element.body.iter(qn(tag)) if e.get(qn(attribute))]


def test_statements_stand_in_the_order_of_the_brief(page, word):
    """Each full statement has its bookmark, once and in order."""
    wanted = [row.statement.anchor for s in page.sections for row in s.items if getattr(row, "full", False)]
    assert [a.replace("-", "_") for a in wanted] == [n for n in names(word, "w:bookmarkStart", "w:name") if n.startswith("s_")]
    assert len(wanted) > 5


def test_citations_are_those_of_the_brief_in_its_order(page, word):
    """First uses count upwards, the annex lists every number, and each entry holds its quote and its offsets."""
    numbers = [f"e{row.citation.number}" for row in page.evidence]
    cited = [a for a in names(word, "w:hyperlink", "w:anchor") if re.fullmatch(r"e\d+", a)]
    assert numbers == list(dict.fromkeys(cited))
    assert numbers == [n for n in names(word, "w:bookmarkStart", "w:name") if re.fullmatch(r"e\d+", n)]
    entries = [p.text for p in word.paragraphs if p.style.name == "Evidence"]
    assert len(entries) == len(page.evidence)
    for row, entry in zip(page.evidence, entries, strict=True):
        assert row.citation.quote in entry
        assert f"{row.citation.start}–{row.citation.end}" in entry


def test_every_link_leads_to_a_bookmark(word):
    """No link of the file leads nowhere, and no bookmark's name is one that Word refuses."""
    places = names(word, "w:bookmarkStart", "w:name")
    assert set() == set(names(word, "w:hyperlink", "w:anchor")) - set(places)
    assert len(places) == len(set(places))
    assert [] == [n for n in places if not re.fullmatch(r"[A-Za-z]\w{0,39}", n)]


def test_headings_are_headings(page, word):
    """The title, then a heading of the first level for each section and one for the method."""
    found = [(p.style.name, p.text) for p in word.paragraphs if p.style.name in ("Title", "Heading 1")]
    assert [("Title", page.title), *(("Heading 1", s.title) for s in page.sections)] == found[:-1]
    assert {"Heading 2", "Heading 3"} >= {p.style.name for p in word.paragraphs if p.style.name.startswith("Heading")} - {"Heading 1"}


def test_tables_have_a_head_and_words_for_who_cannot_see_them(word):
    """The first row is repeated on each page; title and description are set."""
    assert len(word.tables) >= 4
    for table in word.tables:
        assert table._tbl.find(f"{qn('w:tr')}/{qn('w:trPr')}/{qn('w:tblHeader')}") is not None
        described = [table._tbl.tblPr.find(qn(tag)).get(qn("w:val")) for tag in ("w:tblCaption", "w:tblDescription")]
        assert all(described)


def test_the_analysts_hand_shows_as_the_analysts(page, word):
    """Judgements with likelihood and confidence apart, notes beneath statements, Markdown without markup."""
    text = [p.text for p in word.paragraphs]
    by = page.sections[0].items[0].by
    assert "A. Analyst" in by
    assert ["It will rain. This is likely.", page.sections[0].items[0].confidence] == text[text.index("It will rain. This is likely.") :][:2]
    assert by in text
    notes = [p.text for p in word.paragraphs if p.style.name == "Analyst Note" and p.text.startswith("Seen by")]
    assert len([i for s in page.sections for i in s.items if getattr(i, "full", False)]) == len(notes)
    assert "Our own view, not this <b>tag</b>." in text
    styles = {p.text: p.style.name for p in word.paragraphs}
    assert ["Heading 2", "List Bullet"] == [styles["Why"], styles["two"]]


def test_only_web_and_mail_links_lead_out(word):
    """A link to anything else is its words."""
    outside = [rel.target_ref for rel in word.part.rels.values() if rel.is_external]
    assert ["https://example.org"] == outside


def test_language_facts_and_marking(page, word):
    """The document's language, foreign quotes in theirs, title and dates without the clock, the marking on each page."""
    assert [page.language] == [e.get(qn("w:val")) for e in word.styles.element.iter(qn("w:lang"))]
    foreign = {"en": "fr", "fr": "en"}[page.language]
    assert {foreign} <= set(names(word, "w:lang", "w:val"))
    assert page.language not in names(word, "w:lang", "w:val")
    facts = word.core_properties
    moment = dt.datetime.combine(page.as_of_day, dt.time(), tzinfo=dt.UTC)
    assert (page.title, page.language, "", 1) == (facts.title, facts.language, facts.author, facts.revision)
    assert [(moment.year, moment.month, moment.day)] * 2 == [(d.year, d.month, d.day) for d in (facts.created, facts.modified)]
    section = word.sections[0]
    assert "TLP:GREEN" == section.header.paragraphs[0].text
    assert "TLP:GREEN" in section.footer.paragraphs[0].text


def test_two_builds_give_the_same_bytes(page):
    """No time, no order of a set, no thumbnail of a template's page."""
    first, second = print_docx(page), print_docx(page)
    assert first == second
    with zipfile.ZipFile(io.BytesIO(first)) as packed:
        assert {(1980, 1, 1, 0, 0, 0)} == {entry.date_time for entry in packed.infolist()}
        assert [] == [n for n in packed.namelist() if "thumbnail" in n]


def test_without_python_docx_the_other_formats_stand(made, monkeypatch):
    """Who asks for Word without having it is told what to install."""
    real = builtins.__import__

    def refuse(name, *arguments, **values):
        if name == "docx" or name.startswith("docx."):
            raise ModuleNotFoundError("No module named 'docx'", name="docx")
        return real(name, *arguments, **values)

    for name in [n for n in sys.modules if n == "docx" or n.startswith("docx.") or n in ("briefing.render.docx", "briefing.render.word")]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(builtins, "__import__", refuse)
    rendered = render(made.brief(), documents=made.documents(), formats=["md", "docx"])
    assert ["brief.md"] == list(rendered.files)
    assert [("word-unavailable", "pip install 'evidence-briefing[word]'")] == [(d.code, d.hint) for d in rendered.diagnostics]


@settings(max_examples=30, deadline=None)
@given(st.lists(st.text(st.characters(), max_size=30), min_size=1, max_size=3))
def test_any_text_can_be_written(texts):
    """Characters that XML cannot hold are replaced; nothing else changes."""
    writer = Writer("en")
    for text in texts:
        writer.paragraph(*(Run(part) for part in text.split("\n")), style="Normal")
    read = docx.Document(io.BytesIO(writer.finish(title=texts[0], subject=texts[-1], day=DAY)))
    assert len(texts) == len(read.paragraphs)


def test_right_to_left_quotes_run_to_the_left():
    """Arabic is set as such, Latin is not."""
    writer = Writer("en")
    writer.paragraph(Run("أهلا", language="ar"), Run("Ja", language="de"), Run("x", language="zz-broken-tag"))
    runs = writer.document.paragraphs[0].runs
    assert [True, None, None] == [run.font.rtl for run in runs]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("a *b* **c** ~~d~~ `e`", [("Normal", "a b c d e")]),
        ("1. one\n2. two\n\n> said\n\ntail", [("List Number", "one"), ("List Number", "two"), ("Quote", "said"), ("Normal", "tail")]),
        ("# A\n\n## B\n\n```\nx = 1\ny\n```", [("Heading 2", "A"), ("Heading 3", "B"), ("Normal", "x = 1"), ("Normal", "y")]),
        ("| a | b |\n|---|---|\n| 1 | 2 |", [("Normal", "a | b"), ("Normal", "1 | 2")]),
        ("", []),
    ],
)
def test_markdown_becomes_paragraphs(source, expected):
    """Lists, quotes, headings below the section's own, code and tables keep their words."""
    assert expected == [(p.style, "".join(piece.text for piece in p.pieces)) for p in to_pieces(source)]


def test_marks_and_links_of_markdown_are_kept():
    """Nested emphasis ends where it ends."""
    pieces = to_pieces("*a **b*** [c](mailto:x@y.z) [d](ftp://x/) e")[0].pieces
    marked = {piece.text: (set(piece.marks), piece.address) for piece in pieces}
    assert ({"em"}, "") == marked["a "]
    assert ({"em", "strong"}, "") == marked["b"]
    assert (set(), "mailto:x@y.z") == marked["c"]
    assert [""] == [piece.address for piece in pieces if "d" in piece.text]
