"""A brief is short: at most 1,200 words before its annex, in every format."""

from __future__ import annotations

import io
import re
from html.parser import HTMLParser

import pikepdf
import pytest

from briefing.render.context import make_page
from briefing.render.excerpts import excerpt, widened

MOST = 1200


def count(text: str) -> int:
    """Return the number of words: what stands between white space and holds a letter or digit."""
    return sum(bool(re.search(r"\w", word)) for word in text.split())


def words_of_markdown(text: str, annex: str) -> int:
    """Return the words before the annex, without link targets, footnote marks, HTML and table rules."""
    body = text.partition(f"\n## {annex}\n")[0]
    body = re.sub(r"\[\^\d+\]|<[^>]+>|(?<=\])\([^)]*\)|^\|[-:|]+\|$", "", body, flags=re.MULTILINE)
    return count(body)


class Visible(HTMLParser):
    """The words of a page that are seen without opening anything, up to the annex."""

    HIDDEN = ("title", "desc", "style", "head")

    def __init__(self, source: str) -> None:
        super().__init__()
        self.text: list[str] = []
        self.hidden = 0
        self.cite = 0
        self.feed(source.partition('class="section kind-sources')[0])

    def handle_starttag(self, tag, attrs):
        """Leave out what is not shown and the citation marks."""
        del attrs
        self.hidden += tag in self.HIDDEN
        self.cite += tag == "sup"

    def handle_endtag(self, tag):
        """Come back to what is shown."""
        self.hidden -= tag in self.HIDDEN
        self.cite -= tag == "sup"

    def handle_data(self, data):
        """Keep text."""
        if not self.hidden and not self.cite:
            self.text.append(data)


@pytest.mark.parametrize(("language", "annex"), [("en", "Sources"), ("fr", "Sources")])
def test_a_brief_is_at_most_1200_words_before_its_annex(files, french, language, annex):
    """Markdown and HTML hold no more than a principal reads."""
    made = {"en": files, "fr": french}[language]
    assert 300 < words_of_markdown(made["brief.md"].decode(), annex) <= MOST
    assert 300 < count(" ".join(Visible(made["brief.html"].decode()).text)) <= MOST


def test_the_annex_begins_on_page_five_at_the_latest(files):
    """Two to four pages stand before the annex of the PDF."""
    with pikepdf.open(io.BytesIO(files["brief.pdf"])) as pdf:
        pages = {page.objgen: number for number, page in enumerate(pdf.pages, start=1)}
        found = {str(name): pages[place[0].objgen] for name, place in pikepdf.NameTree(pdf.Root.Names.Dests).items()}
    assert 3 <= found["section-sources"] <= 5


@pytest.mark.parametrize(
    ("text", "most", "about", "expected"),
    [
        ("one two three", 3, [], "one two three"),
        ("one two three four", 2, [], "one two …"),
        ("one two three, four", 3, ["nothing"], "one two three …"),
        ("one two three four five six", 2, ["Five"], "… five six"),
        ("one two three four five six seven", 3, ["four"], "… three four five …"),
        ("le ministère a inculpé Chen en octobre dernier pour escroquerie", 5, ["Chen", "octobre"], "… inculpé Chen en octobre dernier …"),
        ("one two 1,440 four", 3, ["1,440"], "one two 1,440 …"),
    ],
)
def test_an_excerpt_holds_what_the_statement_rests_on(text, most, about, expected):
    """The words around names, numbers and dates are shown; the opening where it holds nearly as many."""
    assert expected == excerpt(text, most, about)


def test_an_excerpt_is_never_longer_than_asked(page):
    """Originals beneath composed lines hold at most 16 words, facing quotes at most 18."""
    rows = [r.statement for s in page.sections if s.kind in ("events", "findings") for r in s.items]
    sides = [side for s in page.sections if s.kind == "conflicts" for item in s.items for side in item.sides]
    assert all(count(statement.excerpt) <= 16 for statement in rows)
    assert all(0 < count(side.excerpt) <= 18 for side in sides)


def test_an_allegation_goes_on_to_the_end_of_its_sentence(made):
    """A clipped accusation is shown with the words that follow it."""
    shown = make_page(made.brief(), documents=made.documents())
    cited = next(r.citation for r in shown.evidence if r.citation.quote.startswith("who is alleged"))
    assert "who is alleged to have built a crime group on fake online investments" == widened(cited, 14)
    assert "who is alleged to have …" == widened(cited, 5)
