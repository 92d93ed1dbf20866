"""Numbers over editions: what a key figure was in the editions before this one, as a step line and as a table."""

from __future__ import annotations

import datetime as dt
from typing import TYPE_CHECKING, Any

from briefing.model import QuantityValue
from briefing.render.text import one_line
from briefing.render.views import Figure, Trend, TrendPoint, TrendRow

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from briefing.i18n import Words
    from briefing.model import Brief, Item
    from briefing.render.views import SectionItem

_WIDTH = 700  # units of the drawing: the text width of an A4 page
_LEFT, _RIGHT = 220, 574  # of the first and the last edition; the words stand left of the first, the last number right of its mark
_TOP = 18  # the dates
_ROW = 42
_BAND = 12  # height of the steps
_ROWS = 4  # figures at most
_EDITIONS = 4  # at most, this one among them
_NUMBER = 22  # letters of a number in the drawing; the table has all of them
_LETTERS = 36  # of the words beside a line


def draw_trend(
    items: Sequence[Item], cards: Sequence[SectionItem], brief: Brief, history: Sequence[Mapping[str, Any]], words: Words, *, title: str
) -> Trend | None:
    """Return the key figures that at least two editions give, and not alike; None when there is none: a level line tells nothing.

    A figure is the same when its finding kept its id and the number its unit. Each line has its own scale; an edition that does not give
    the number leaves a gap.

    Args:
        items: of the section, in the order of its cards.
        cards: the cards made of them.
        brief: this edition.
        history: brief.json of the editions before it, newest first.
        words: the brief's language.
        title: heading of the section.
    """
    editions = [*reversed(history[: _EDITIONS - 1])]
    words_of = {card.statement.id: card for card in cards if isinstance(card, Figure)}
    told = [(item, _over(item, editions)) for item in items if item.type == "figure" and item.ref in words_of]
    chosen = [(item, values) for item, values in told if len({v.value for v in values if v}) > 1][:_ROWS]
    if not chosen:
        return None
    days = tuple(words.day(day) for day in (*(dt.date.fromisoformat(e["as_of"]) for e in editions), brief.as_of))
    step = (_RIGHT - _LEFT) // (len(days) - 1)
    places = tuple(_LEFT + step * n for n in range(len(days)))
    rows = tuple(
        _row(words_of[item.ref or ""], values, places, top=_TOP + _ROW * n, words=words) for n, (item, values) in enumerate(chosen)
    )
    described = "; ".join(f"{row.label}: {', '.join(f'{d} {v}' for d, v in zip(days, row.values, strict=True) if v)}" for row in rows)
    named = words.say("{section} over the last editions", section=title)
    drawn = tuple(zip(places, days, strict=True))
    return Trend(width=_WIDTH, height=_TOP + _ROW * len(rows), days=drawn, rows=rows, title=named, description=described)


def _over(item: Item, editions: Sequence[Mapping[str, Any]]) -> list[QuantityValue | None]:
    """Return the item's number in each edition, oldest first, this edition's last."""
    return [*(_value_in(edition, item) for edition in editions), item.quantity if item.quantity and item.quantity.value is not None else None]


def _value_in(edition: Mapping[str, Any], item: Item) -> QuantityValue | None:
    """Return the number of the same finding's card in an earlier edition; only one that its finding still gives."""
    given = {(q["document"], q["start"]) for f in edition["findings"] if f["id"] == item.ref for q in f["quantities"]}
    cards = [i["quantity"] for s in edition["sections"] for i in s["items"] if i["type"] == "figure" and i["ref"] == item.ref]
    for card in cards:
        if item.quantity and card["unit"] == item.quantity.unit and card["value"] is not None and (card["document"], card["start"]) in given:
            return QuantityValue(**card)
    return None


def _row(card: Figure, values: Sequence[QuantityValue | None], places: Sequence[int], *, top: int, words: Words) -> TrendRow:
    known = [v.value for v in values if v and v.value is not None]
    low, span = min(known), max(known) - min(known)
    base = top + 22 + _BAND
    heights = [None if v is None or v.value is None else base - (round(_BAND * (v.value - low) / span) if span else _BAND // 2) for v in values]
    texts = [words.quantity(v) if v else "" for v in values]
    marks = zip(places, heights, texts, ["", *texts], strict=False)
    points = tuple(TrendPoint(x=x, y=y, text=_fit(text, _NUMBER) if text != before else "") for x, y, text, before in marks if y is not None)
    return TrendRow(
        label=_fit(one_line(card.counted), _LETTERS), language=card.counted_language, href=card.statement.href,
        values=tuple(texts), points=points, lines=_steps(places, heights), top=top + 32, text_top=top + 14,
    )


def _fit(text: str, letters: int) -> str:
    return text if len(text) <= letters else text[: letters - 2].rstrip() + " …"


def _steps(places: Sequence[int], heights: Sequence[int | None]) -> tuple[str, ...]:
    """Return the step lines as SVG points: level up to the next edition, then up or down; none across a gap."""
    lines: list[str] = []
    run: list[str] = []
    for n, (x, y) in enumerate(zip(places, heights, strict=True)):
        before = heights[n - 1] if n else None
        if y is None or before is None:
            lines += [" ".join(run)] if len(run) > 1 else []
            run = [] if y is None else [f"{x},{y}"]
        else:
            run += [f"{x},{before}", f"{x},{y}"]
    return (*lines, *([" ".join(run)] if len(run) > 1 else []))
