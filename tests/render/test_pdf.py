"""brief.pdf: tagged, archivable, carrying its own evidence, the same bytes each time."""

from __future__ import annotations

import datetime as dt
import io
import json
import shutil
import subprocess
from dataclasses import replace

import pikepdf
import pytest
from fontTools.ttLib import TTFont

from briefing.render import missing_glyphs, pdf_process, render
from briefing.render.context import make_page
from briefing.render.fonts import FACES
from briefing.render.html import paged_html
from briefing.render.pdf_process import PdfUnavailable, print_pdf


@pytest.fixture(scope="module")
def pdf(files):
    """Return the English PDF, open."""
    with pikepdf.open(io.BytesIO(files["brief.pdf"])) as opened:
        yield opened


def test_it_declares_pdf_a_and_pdf_ua(pdf):
    """The metadata name PDF/A-3a and PDF/UA-1; the file is tagged, has a language, an outline and a title to show."""
    metadata = bytes(pdf.Root.Metadata.read_bytes()).decode()
    assert 'pdfaid:part="3"' in metadata
    assert 'pdfaid:conformance="A"' in metadata
    assert "<pdfuaid:part>1</pdfuaid:part>" in metadata
    assert pdf.Root.MarkInfo.Marked
    assert str(pdf.Root.Lang) == "en"
    assert pdf.Root.ViewerPreferences.DisplayDocTitle
    assert len(pdf.open_outline().root) >= 12


def test_it_carries_the_brief_with_fixed_times(pdf, files):
    """brief.json is attached as the PDF's data, dated by the brief's day."""
    attached = pdf.attachments["brief.json"].get_file()
    assert files["brief.json"] == attached.read_bytes()
    assert dt.date(2026, 1, 24) == attached.creation_date.date() == attached.mod_date.date()
    assert json.loads(attached.read_bytes())["edition"] == "2026-01-24-1a2b3c4d"


def test_only_bundled_fonts_are_embedded(pdf):
    """No font of the machine reaches the page."""
    names = {str(o.BaseFont)[1:].partition("+")[2] for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"}
    assert names
    assert all(name.startswith(("Source-Serif-Pro", "Source-Sans-Pro")) for name in names), names


def test_french_quotes_are_tagged_french(pdf):
    """A screen reader hears which language a quote is in."""
    languages = [str(o.Lang) for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/StructElem" and "/Lang" in o]
    assert languages.count("fr") > 10


def test_figures_have_alternative_text(pdf):
    """Every drawing says what it shows."""
    figures = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/S") == "/Figure"]
    assert figures
    assert all(str(f.get("/Alt", "")) for f in figures)


def test_two_prints_are_the_same_bytes(made, files):
    """The same brief gives the same PDF, without a warning."""
    again = render(made.brief(), documents=made.documents(), formats=("pdf",), marking="TLP:GREEN")
    assert files["brief.pdf"] == again.files["brief.pdf"]
    assert () == again.diagnostics


def test_other_fonts_of_the_machine_change_nothing(made, files, tmp_path, monkeypatch):
    """A machine that has more fonts, and prefers them for our families, gives the same bytes."""
    (tmp_path / "fonts").mkdir()
    for face in FACES[:2]:
        with TTFont(face.path) as font:
            for record in font["name"].names:
                record.string = str(record).replace("Source Serif Pro", "Other Serif")
            font.save(tmp_path / "fonts" / face.file)
    assign = "<edit name='family' mode='assign' binding='strong'><string>Other Serif</string></edit>"
    prefer = "".join(
        f"<match><test name='family'><string>{name}</string></test>{assign}</match>"
        for name in ("Source Serif Pro", "Source Sans Pro", "serif", "sans-serif")
    )
    (tmp_path / "fonts.conf").write_text(f"<?xml version='1.0'?><fontconfig><dir>{tmp_path}/fonts</dir>{prefer}</fontconfig>", encoding="utf-8")
    monkeypatch.setenv("FONTCONFIG_FILE", str(tmp_path / "fonts.conf"))
    monkeypatch.setenv("FONTCONFIG_PATH", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert files["brief.pdf"] == render(made.brief(), documents=made.documents(), formats=("pdf",), marking="TLP:GREEN").files["brief.pdf"]


@pytest.mark.skipif(shutil.which("qpdf") is None, reason="qpdf is not installed")
def test_qpdf_finds_nothing_wrong(files, tmp_path):
    """The file's structure is sound."""
    path = tmp_path / "brief.pdf"
    path.write_bytes(files["brief.pdf"])
    done = subprocess.run(["qpdf", "--check", str(path)], capture_output=True, text=True, check=False)
    assert 0 == done.returncode, done.stdout + done.stderr


def test_what_no_font_draws_is_reported(made):
    """A character without a glyph is named with its document, by the fonts' own tables."""
    page = make_page(made.brief(), documents=made.documents())
    assert () == missing_glyphs(page)
    first = page.evidence[0]
    shown = replace(page, evidence=(replace(first, citation=replace(first.citation, quote="ភ្នំពេញ ok")), *page.evidence[1:]))
    problem = missing_glyphs(shown)[0]
    assert ("missing-glyph", first.citation.source.path) == (problem.code, problem.path)
    assert "ភ (U+1797)" in problem.message


def test_nothing_is_fetched(tmp_path):
    """A local file or an address named by the page never reaches the PDF; the printer says that it refused."""
    secret = tmp_path / "secret.css"
    secret.write_text("body::before { content: 'SECRET' }", encoding="utf-8")
    head = f'<title>t</title><link rel="stylesheet" href="{secret.as_uri()}">'
    page = f'<html lang="en"><head>{head}</head><body><p>x</p><img alt="y" src="http://127.0.0.1:9/x.png"></body></html>'
    printed = print_pdf(page, day=dt.date(2026, 1, 24), attachments={})
    assert sum("disallowed" in line or "Failed to load" in line for line in printed.warnings) == 2


def test_missing_libraries_are_named_in_one_line(made, monkeypatch):
    """Without Pango the other formats are built, and one line says why there is no PDF."""

    def refuse(*_arguments, **_values):
        return subprocess.CompletedProcess([], 3, b"", b"cannot load library 'libpangoft2-1.0-0'")

    monkeypatch.setattr(pdf_process.subprocess, "run", refuse)
    with pytest.raises(PdfUnavailable, match=r"libpangoft2-1\.0-0 libharfbuzz-subset0"):
        print_pdf("<html></html>", day=dt.date(2026, 1, 24), attachments={})
    rendered = render(made.brief(), documents=made.documents(), formats=("md", "pdf"))
    assert ["brief.md"] == list(rendered.files)
    assert ["pdf-unavailable"] == [d.code for d in rendered.diagnostics]


def test_the_paper_page_needs_no_fonts_as_data(page):
    """The PDF's page takes its fonts by name."""
    assert "@font-face" not in paged_html(page)
