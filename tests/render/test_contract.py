"""One brief, several faces: Markdown, HTML and PDF print the brief's statements and evidence in the brief's order."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from html.parser import HTMLParser

import pikepdf
import pytest

from briefing.render.context import make_page

_MIDDLE = 297  # points from the left edge of an A4 page: the second column of the annex begins beyond it


class Reader(HTMLParser):
    """Collects ids, attributes and text of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.spans: list[tuple[str, int, int]] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        """Keep what a test asks for."""
        values = dict(attrs)
        self.tags.append((tag, values))
        if values.get("id"):
            self.ids.append(str(values["id"]))
        if "data-start" in values:
            self.spans.append((str(values["data-document"]), int(str(values["data-start"])), int(str(values["data-end"]))))


@pytest.fixture(scope="module")
def statements(made):
    """Return the anchors of the statements that stand in full, in the order of the brief."""
    return [f"s-{item.ref}" for section in made.brief().sections for item in section.items if item.full]


@pytest.fixture(scope="module")
def evidence(page):
    """Return the spans that the page cites, in the order of their numbers."""
    return [(row.citation.source.id, row.citation.start, row.citation.end) for row in page.evidence]


def test_html_prints_the_statements_and_evidence_of_the_brief(files, statements, evidence):
    """brief.html holds every full statement once and every cited span once, in order."""
    html = Reader(files["brief.html"].decode())
    assert statements == [i for i in html.ids if i.startswith("s-")]
    assert evidence == html.spans
    assert [f"e{n}" for n in range(1, len(evidence) + 1)] == [i for i in html.ids if re.fullmatch(r"e\d+", i)]


def test_markdown_prints_the_statements_and_evidence_of_the_brief(files, statements, page):
    """brief.md holds every full statement once and defines every footnote once, in order."""
    text = files["brief.md"].decode()
    assert statements == re.findall(r'<a id="(s-[^"]+)"></a>', text)
    notes = re.findall(r"^\[\^(\d+)\]: S\d+ · \w+ · characters (\d+)–(\d+)", text, re.MULTILINE)
    defined = [(int(n), int(start), int(end)) for n, start, end in notes]
    assert [(r.citation.number, r.citation.start, r.citation.end) for r in page.evidence] == defined
    cited = list(dict.fromkeys(int(n) for n in re.findall(r"\[\^(\d+)\](?!:)", text)))
    assert sorted(cited) == [n for n, _, _ in defined]


def test_pdf_prints_the_statements_and_evidence_of_the_brief(files, statements, evidence):
    """brief.pdf has a destination for every full statement and every cited span, down the columns in the brief's order."""
    with pikepdf.open(io.BytesIO(files["brief.pdf"])) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages)}
        places = {str(name): place for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
        found = {name: (pages[p[0].objgen], float(p[2]) > _MIDDLE, -float(p[3])) for name, p in places.items()}
    assert statements == sorted((n for n in found if n.startswith("s-")), key=found.__getitem__)
    numbers = [f"e{n}" for n in range(1, len(evidence) + 1)]
    assert numbers == sorted((n for n in found if re.fullmatch(r"e\d+", n)), key=found.__getitem__)


def test_cited_spans_are_the_documents_own_characters(made, page):
    """Every printed quote is its document's text at the printed offsets."""
    for row in page.evidence:
        cited = row.citation
        assert cited.quote == " ".join(made.documents()[cited.source.id].text[cited.start : cited.end].split())


def test_citations_are_numbered_by_first_use(files):
    """The first marks of brief.html count upwards without a gap."""
    body = files["brief.html"].decode().partition('<main id="main">')[2]
    marks = [int(n) for n in re.findall(r'class="cite" popovertarget="c(\d+)"', body)]
    first = list(dict.fromkeys(marks))
    assert list(range(1, len(first) + 1)) == first


def test_a_brief_without_annex_sections_gets_them(made):
    """Citations never lead nowhere: sources and evidence are printed also when no section asks for them."""
    brief = made.brief()
    kept = replace(brief, sections=tuple(s for s in brief.sections if s.kind not in ("sources", "evidence")))
    shown = make_page(kept, documents=made.documents())
    assert ["sources", "evidence"] == [s.kind for s in shown.sections][-2:]
    assert shown.sections[-1].items == shown.evidence
