"""Offices in the brief's language: what no source names in it is called by what kind of body it is and whose.

"procureurs fédéraux américains" reads "US federal prosecutors" in an English brief; "Cambodian government" "gouvernement cambodgien" in a French one.
A name with a word of its own is never translated.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.reconcile.bodies import BodyName, Item, read_name
from briefing.reconcile.territories import city_in

if TYPE_CHECKING:
    from collections.abc import Mapping

_OFFICES = frozenset({"treasury"})  # heads that are a portfolio where another head stands beside them: "département du Trésor"


def office_in(name: str, spoken: str, wanted: str) -> str | None:
    """Return the name of an office of a country or city in another language; None when a part of it has no word there.

    >>> office_in("procureurs fédéraux américains", "fr", "en"), office_in("US Treasury Department", "en", "fr")
    ('US federal prosecutors', 'ministère américain du Trésor')

    Args:
        name: as the source writes it, with or without its article.
        spoken: the source's language.
        wanted: the brief's language.
    """
    body = read_name(name, spoken)
    facts = lexicon.load(wanted, "bodies")
    if not body.is_office or "labels" not in facts:
        return None
    owner = next((item for item in body.items if item.is_place and not item.located), None)
    head = _head(body, spoken)
    rest = [item for item in body.placeless if item is not head[1] and item.ids != {"municipal"}]
    portfolio = [_one_of(item, facts["portfolios"]) for item in rest if not _one_of(item, facts["qualities"])]
    qualities = [found for item in rest if (found := _one_of(item, facts["qualities"]))]
    if (owner is not None and len(owner.ids) != 1) or None in portfolio or head[0] not in facts["labels"]:
        return None
    parts = _Parts(head=head[0], owner=owner, portfolio=tuple(p for p in portfolio if p), qualities=tuple(qualities), facts=facts)
    return parts.french() if wanted == "fr" else parts.english()


def _head(body: BodyName, spoken: str) -> tuple[str, Item | None]:
    """Return the key of what the body is, and the item that says so: people of an office by their own word."""
    people = {str(form): key for key, forms in lexicon.load(spoken, "bodies").get("people", {}).items() for form in forms}
    for item in body.items:
        if item.kind == "idea" and item.text in people:
            return people[item.text], item
    ranked = sorted(body.main_head) or [""]
    heads = [item for item in body.items if item.kind == "idea" and item.ids & body.heads]
    own = [item for item in heads if not item.ids & _OFFICES] or heads
    key = next((idea for item in own for idea in sorted(item.ids & body.heads) if len(item.ids) == 1), ranked[0])
    return key, next((item for item in own if key in item.ids), None)


def _one_of(item: Item, known: Mapping[str, object]) -> str | None:
    return next((idea for idea in sorted(item.ids) if idea in known), None)


class _Parts:
    """What an office's name is put together from."""

    def __init__(
        self, *, head: str, owner: Item | None, portfolio: tuple[str, ...], qualities: tuple[str, ...], facts: Mapping[str, dict[str, object]]
    ) -> None:
        self.head, self.portfolio, self.qualities, self.facts = head, portfolio, qualities, facts
        self.owner = next(iter(owner.ids)) if owner else ""
        self.is_city = owner is not None and owner.kind == "city"

    def english(self) -> str | None:
        """Return whose, which and what: "US Treasury Department", "Chinese public security ministry"."""
        owner = self.owner.title() if self.is_city else str(self.facts.get("adjectives", {}).get(self.owner) or _adjectives(self.owner, "en")[0])
        if self.owner and not owner:
            return None
        words = [str(self.facts["portfolios"][p]) for p in self.portfolio]
        label = str(self.facts["labels"][self.head])
        if self.head == "ministry" and self.owner in self.facts.get("departments", ()):
            return " ".join([owner, *(w.title() for w in words), str(self.facts["labels"]["department"])])
        return " ".join(part for part in (owner, *(str(self.facts["qualities"][q]) for q in self.qualities), *words, label) if part)

    def french(self) -> str | None:
        """Return what, whose and which, agreeing: "procureurs fédéraux américains", "ministère américain de la Justice"."""
        label = self.facts["labels"][self.head]
        word, form = str(label[0]), str(label[1])  # type: ignore[index]
        kinds = [[str(f) for f in self.facts["qualities"][q]] for q in self.qualities]  # type: ignore[attr-defined]
        qualities = [_agree(forms, form) for forms in kinds if forms]
        portfolio = [str(self.facts["portfolios"][p]) for p in self.portfolio][:1]
        if self.is_city:
            return " ".join([word, *qualities, *portfolio, "de", city_in(self.owner, "fr")])
        adjective = _agree(_adjectives(self.owner, "fr"), form) if self.owner else ""
        return " ".join(part for part in (word, *qualities, adjective, *portfolio) if part) if adjective or not self.owner else None


def _adjectives(code: str, language: str) -> list[str]:
    return [str(form) for form in lexicon.load(language, "demonyms").get(code, ("",))]


def _agree(forms: list[str], form: str) -> str:
    """Return the form of a French adjective for a gender and number, from the masculine and its other forms in the list."""
    masculine = forms[0]
    if not masculine:
        return ""
    feminine = next((f for f in forms[1:] if f.endswith("e")), masculine)
    if form == "m":
        return masculine
    if form == "f":
        return feminine
    if form == "fp":
        return f"{feminine}s"
    plural = masculine if masculine.endswith(("s", "x")) else f"{masculine}s"
    return next((f for f in forms[1:] if f.endswith(("x", "s")) and not f.endswith("es")), plural)
