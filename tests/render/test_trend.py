"""Numbers over editions: drawn only from what two editions give, with a table that says the same."""

from __future__ import annotations

import json
import re

import pytest

from briefing.render.brief_json import brief_json
from briefing.render.context import make_page
from briefing.render.html import paged_html, screen_html
from briefing.render.templates import print_markdown


def earlier(brief, day, *, changed=None):
    """Return the brief.json of an edition of another day in which the numbers of some findings are others."""
    data = json.loads(brief_json(brief))
    data["as_of"] = day
    for section in data["sections"]:
        for item in section["items"]:
            if item["type"] == "figure" and item["ref"] in (changed or {}):
                item["quantity"] |= dict.fromkeys(("value", "low", "high"), changed[item["ref"]])
    return data


def trend(made, *history):
    """Return the page and its figure."""
    page = make_page(made.brief(), documents=made.documents(), history=history)
    return page, next(s.trend for s in page.sections if s.kind == "figures")


def test_a_first_edition_has_no_figure(made):
    """Nothing is drawn from one edition, from numbers that only one gives, or from numbers that stayed."""
    assert trend(made)[1] is None
    assert trend(made, earlier(made.brief(), "2026-01-17"))[1] is None
    other = earlier(made.brief(), "2026-01-17", changed={"f-embassy": 1200})
    other["findings"] = []
    assert trend(made, other)[1] is None


def test_a_number_that_changed_is_a_step(made):
    """Oldest edition first; the line goes level to the next edition and then up or down."""
    before = earlier(made.brief(), "2026-01-17", changed={"f-embassy": 1200})
    _, figure = trend(made, before)
    (row,) = figure.rows
    assert ["17 January 2026", "24 January 2026"] == [day for _, day in figure.days]
    assert ("1,200", "1,440") == row.values
    first, last = row.points
    assert first.y > last.y
    assert (f"{first.x},{first.y} {last.x},{first.y} {last.x},{last.y}",) == row.lines
    assert "17 January 2026 1,200, 24 January 2026 1,440" in figure.description


def test_an_edition_without_the_number_leaves_a_gap(made):
    """No line is drawn across it, and the table says so."""
    newest, gap, oldest = (earlier(made.brief(), f"2026-01-{day:02}", changed={"f-embassy": 1000 + day}) for day in (17, 10, 3))
    gap["sections"] = []
    page, figure = trend(made, newest, gap, oldest)
    (row,) = figure.rows
    assert ("1,003", "", "1,017", "1,440") == row.values
    assert 1 == len(row.lines)
    assert "not given" in screen_html(page)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_face_has_the_numbers(made, language):
    """The drawing has title and description, the table stands in the annex and in Markdown."""
    brief = made.brief(language)
    page = make_page(brief, documents=made.documents(), history=[earlier(brief, "2026-01-17", changed={"f-embassy": 1200})])
    before = page.sections[[s.kind for s in page.sections].index("figures")].trend.rows[0].values[0]
    for html in (screen_html(page), paged_html(page)):
        assert re.search(r'<svg class="trend"[^>]*><title>[^<]+</title><desc>[^<]+</desc>', html)
        assert f"<td>{before}</td>" in html
        assert set(re.findall(r'href="#([^"]+-table)"', html)) <= set(re.findall(r'id="([^"]+)"', html))
    assert f" {before} |" in print_markdown(page)


def test_a_withheld_number_is_not_drawn(made):
    """A number whose document was taken out of the earlier edition's findings is none."""
    before = earlier(made.brief(), "2026-01-17", changed={"f-embassy": 1200})
    before["findings"] = [{**f, "quantities": []} if f["id"] == "f-embassy" else f for f in before["findings"]]
    figure = trend(made, before)[1]
    assert figure is None
