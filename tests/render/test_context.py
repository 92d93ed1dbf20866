"""The page: what stands on it, computed once for all formats."""

from __future__ import annotations

from dataclasses import replace

from briefing.model import Origin
from briefing.render.context import make_page
from briefing.render.views import Actor, ChangeRow, Dispute, Figure, Judgement, Prose, QuestionRow, Row


def section(page, kind):
    """Return a section's items."""
    return next(s for s in page.sections if s.kind == kind).items


def test_support_reads_the_same_everywhere(page):
    """Four documents that cite one embassy are one origin."""
    row = next(r for r in section(page, "events") if r.statement.id == "f-embassy")
    assert row.statement.support == "4 documents, 1 origin (Indonesian embassy)"
    assert ((5,), ()) == (row.statement.mark.filled, row.statement.mark.hollow)


def test_an_unnamed_origin_is_a_hollow_mark(page):
    """Residents without a name are one hollow dot, in words too."""
    row = next(r for r in section(page, "events") if r.statement.id == "f-warned")
    assert ((), (5,), "1 unnamed origin") == (row.statement.mark.filled, row.statement.mark.hollow, row.statement.mark.words)


def test_only_a_composed_line_stands_above_its_original(page):
    """A statement in a source's own words needs no second quote; a composed line shows the words it was written from."""
    rows = {r.statement.id: r.statement for r in section(page, "events")}
    assert rows["f-embassy"].quote is None
    assert rows["f-bombing"].quote.quote.startswith("Decembre 2025")


def test_only_a_single_origin_is_named(page):
    """Several origins are counted; their names stand in the annex. A document that speaks for itself is not named again."""
    rows = {r.statement.id: r.statement.support for r in section(page, "events")}
    assert "3 documents, 3 origins" == rows["f-sanctions"]
    assert "" == rows["f-bombing"]


def test_hearsay_of_nobody_is_told_by_its_kind(made):
    """Who "is alleged to have fled" is alleged by somebody without a name: no blank stands in the name's place."""
    brief = made.brief()
    nobody = Origin(name="", entity=None, kind="unnamed")
    told = tuple(replace(f, origins=(nobody,)) if f.id == "f-embassy" else f for f in brief.findings)
    shown = make_page(replace(brief, findings=told), documents=made.documents())
    card = next(c for c in section(shown, "figures") if c.statement.id == "f-embassy")
    assert ("1 unnamed origin", "1 unnamed origin") == (card.who, card.statement.origins)
    assert card.statement.support.endswith("1 origin")


def test_a_card_repeats_nothing(page):
    """A card holds the number, what it counts and who says so."""
    cards = {c.statement.id: c for c in section(page, "figures")}
    assert ("1,440", "citizens", "Indonesian embassy") == (cards["f-embassy"].value, cards["f-embassy"].counted, cards["f-embassy"].who)


def test_an_actor_is_not_described_twice(page, made):
    """Spellings that differ by case, accents or left-out words are one, and so are roles that share most of their words."""
    assert ["Monse Ferrer"] == [v.text for v in section(page, "actors")[1].variants]
    brief = made.brief()
    chen = brief.entities[0]
    again = replace(chen.roles[0], text="Prince Group chairman")
    shown = make_page(replace(brief, entities=(replace(chen, roles=(*chen.roles, again)), *brief.entities[1:])), documents=made.documents())
    assert ["chairman of Prince Group"] == [r.text for r in section(shown, "actors")[0].roles]


def test_a_composed_line_does_not_repeat_its_label(page):
    """The label goes where the line begins with it."""
    labels = {r.statement.id: r.label for r in section(page, "events")}
    assert ("", "Sanctions") == (labels["f-indictment"], labels["f-sanctions"])


def test_short_forms_lead_to_the_full_statement(page):
    """A finding that stands in full is linked; one that does not carries its citations."""
    actor = next(a for a in section(page, "actors") if a.id == "x-chen")
    assert ["#s-f-extradition"] == [r.statement.href for r in actor.rows]
    assert "Chen Zhi was extradited to China" == actor.rows[0].text
    other = next(a for a in section(page, "actors") if a.id == "x-prince")
    assert "" == other.rows[0].statement.href


def test_allegations_stand_apart_from_legal_status(page):
    """What a court or government did is one list, what is alleged another, in the source's words."""
    actor = section(page, "actors")[0]
    assert ["sanctioned", "charged"] == [w.text for w in actor.proven]
    assert [("who is alleged to have built a crime group on fake online investments", True)] == [(w.text, w.quoted) for w in actor.alleged]


def test_positions_face_each_other(page):
    """Each position has a letter, its value, its quote and its sources."""
    dispute = section(page, "conflicts")[0]
    assert [("A", "7 January 2025", "fr"), ("B", "January 2026", "fr")] == [(s.letter, s.value, s.quote.language) for s in dispute.sides]
    assert ["", "They can both be true."] == [d.verdict for d in section(page, "conflicts")]


def test_every_kind_of_item_has_its_record(page):
    """Each section holds the records of its kind."""
    kinds = {
        "bottom-line": (Row, Judgement), "changes": ChangeRow, "figures": Figure, "events": Row, "actors": Actor, "findings": Row, "timeline": Row,
        "conflicts": Dispute, "questions": QuestionRow, "text": Prose,
    }
    for kind, types in kinds.items():
        items = section(page, kind)
        assert items
        assert all(isinstance(item, types) for item in items)


def test_the_timeline_marks_what_is_corroborated_and_contested(page):
    """A filled mark is corroborated, a ring contested; a disputed date stands twice."""
    figure = next(s for s in page.sections if s.kind == "timeline").timeline
    assert [True, True, False, False, True, False] == [t.filled for t in figure.ticks]
    assert [True, False, False, False, True, False] == [t.disputed for t in figure.ticks]
    assert ["7 January 2025", "14 October 2025"] == [t.date for t in figure.ticks[:2]]
    assert all(t.y < figure.height for t in figure.ticks)


def test_the_matrix_has_a_cell_for_each_source(page):
    """Who says what: one row for each full statement, one cell for each source."""
    row = next(r for r in page.matrix if r.statement.id == "f-embassy")
    assert ["yes", "no", "yes", "yes", "no", "no", "yes"] == [c.mark for c in row.cells]
    assert 10 == len(page.matrix)


def test_an_empty_section_says_why(made):
    """A first edition and an unchanged one say so; no section is left blank."""
    brief = made.brief()
    bare = replace(brief, sections=tuple(replace(s, items=()) for s in brief.sections))
    first = make_page(replace(bare, baseline=None), documents=made.documents())
    assert "First edition: there is nothing to compare with." == first.sections[1].empty
    unchanged = make_page(bare, documents=made.documents())
    assert "No change since the edition of 2026-01-17-99aa00bb." == unchanged.sections[1].empty


def test_prose_is_markdown_without_html(page):
    """The analyst's Markdown is formatted; HTML in it stays text."""
    html = str(section(page, "text")[0].html)
    assert "<strong>departures</strong>" in html
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
