"""brief.html: one file, complete without script under a strict policy, the same for reader and screen reader."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from briefing import i18n
from briefing.render import render
from briefing.render.context import make_page
from briefing.render.html import paged_html, screen_html


@pytest.fixture(scope="module")
def html(files):
    """Return the English page."""
    return files["brief.html"].decode()


@pytest.fixture(scope="module")
def body(html):
    """Return the page without its style sheet."""
    return re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)


def test_ids_are_unique(body):
    """No two elements share an id."""
    ids = re.findall(r'\bid="([^"]+)"', body)
    assert sorted(set(ids)) == sorted(ids)


def test_every_link_and_pop_up_has_its_target(body):
    """Every reference inside the page leads to an element of the page."""
    ids = set(re.findall(r'\bid="([^"]+)"', body))
    wanted = {name for kind in ('href="#', 'popovertarget="', 'labelledby="') for name in re.findall(kind + r'([^"]+)"', body)}
    assert set() == wanted - ids


def test_no_script_no_style_attribute_no_outside_address(body):
    """The page runs nothing, styles nothing inline and fetches nothing."""
    assert [] == re.findall(r"<script|<link|<img|<iframe|\sstyle=|\son\w+=|javascript:", body.replace("&lt;script", ""))
    assert [] == re.findall(r'(?:src|href)="(?!#)', body)


def test_the_policy_names_the_hash_of_the_style(html):
    """The one style sheet is allowed by its hash, nothing else but fonts as data."""
    style = re.search(r"<style>(.*?)</style>", html, re.DOTALL)[1]
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; form-action 'none'" in html


def test_the_page_can_be_mailed(files):
    """The single file stays below 1.5 MB."""
    assert len(files["brief.html"]) < 1_500_000


def test_every_citation_opens_its_quote_in_context(page, body):
    """Each cited span has a pop-up with the sentence before and after it, in its language."""
    for row in page.evidence:
        cited = row.citation
        part = re.search(rf'<div class="context" popover id="c{cited.number}">(.*?)</div>', body, re.DOTALL)[1]
        assert f'<blockquote lang="{cited.language}">' in part
        assert "<mark>" in part
    assert any(row.citation.before and row.citation.after for row in page.evidence)


def test_quotes_in_another_language_say_so(body):
    """French quotes of an English brief carry their language."""
    assert body.count('<q lang="fr">') > 5


def test_every_mark_has_words(body):
    """No drawing is without a title."""
    assert body.count("<svg") == len(re.findall(r"<svg[^>]*><title>[^<]+</title>", body)) > 0


def test_document_text_is_never_markup(made):
    """Markup, directions and control characters of a document are shown, not obeyed."""
    brief = made.brief()
    hostile = '<img src=x onerror=alert(1)> {{ 7 * 7 }} \u202egnp.exe\u0007 "quoted" & done'
    shown = replace(brief, title=hostile, topic=hostile, findings=tuple(replace(f, text=hostile) for f in brief.findings))
    files = render(shown, documents=made.documents(), formats=("html", "md")).files
    html, text = files["brief.html"].decode(), files["brief.md"].decode()
    assert "<img" not in html
    assert "49" not in re.search(r"<h1>(.*?)</h1>", html)[1]
    assert "⟦U+202E⟧gnp.exe⟦U+0007⟧" in html
    assert r"\<img src=x" in text


def test_the_paper_page_links_to_the_annex(page):
    """On paper a citation leads to the annex, and nothing pops up."""
    html = paged_html(page)
    assert "popover" not in re.sub(r"<style>.*?</style>", "", html, flags=re.DOTALL)
    assert '<a class="cite" href="#e1">1</a>' in html


def test_no_english_label_stands_in_a_french_page(french, made):
    """A French brief is French in every label."""
    page = re.sub(r"<style>.*?</style>", "", french["brief.html"].decode(), flags=re.DOTALL)
    page = re.sub(r'lang="en">[^<]*<', "><", page)
    own = {"Date", "Page", "Sources", "Source", "Actors", "Chronologie", "organisation"}
    with (Path(i18n.__file__).parent / "locale/fr/LC_MESSAGES/briefing.po").open("rb") as source:
        english = {m.id for m in read_po(source) if isinstance(m.id, str) and m.id and "{" not in m.id and m.id != m.string} - own
    texts = {text.strip() for text in re.findall(r">([^<>]+)<", page)}
    assert set() == english & texts
    assert "Énoncés clés" in texts
    assert made.brief("fr").language == "fr"


def test_own_templates_come_first(made, tmp_path):
    """A user's template file overrides the shipped one, block by block."""
    own = '{% extends "shipped/brief.html.j2" %}{% block header %}<header><h1>Our desk</h1></header>{% endblock %}'
    (tmp_path / "brief.html.j2").write_text(own, encoding="utf-8")
    page = make_page(made.brief(), documents=made.documents())
    html = screen_html(page, own=tmp_path)
    assert "<h1>Our desk</h1>" in html
    assert 'id="section-events"' in html


def test_two_renders_are_the_same_bytes(made, files):
    """The same brief gives the same files."""
    again = render(made.brief(), documents=made.documents(), formats=("json", "md", "html"), marking="TLP:GREEN").files
    assert {name: files[name] for name in again} == again
