"""Names in running text: articles and prepositions as the brief's language wants them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from briefing.folding import fold
from briefing.lexicon import load
from briefing.model import Entity, EntityType

_VOWELS = "aeiouyh"
_INITIALS = 3  # letters at most of a country's initials: "RDC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """A name ready for a sentence."""

    text: str  # with its article: "the United States", "l'ambassade d'Indonésie"
    plural: bool
    person: bool = False
    feminine: bool = False


def name_in_text(name: str, type: EntityType, language: str) -> Named:  # noqa: A002 - the record's word
    """Return a name with the article it takes.

    >>> name_in_text("United States", "place", "en").text, name_in_text("Cambodge", "place", "fr").text
    ('the United States', 'le Cambodge')
    """
    if type == "person":
        return Named(text=name, plural=False, person=True)
    return _french(name, type) if language == "fr" else _english(name, type)


def is_feminine(phrase: str, language: str) -> bool:
    """Return whether the noun that heads a phrase is feminine, by its article or its ending.

    >>> is_feminine("des personnes", "fr"), is_feminine("les migrants", "fr")
    (True, False)
    """
    facts = load(language, "style")
    words = fold(phrase).replace("'", "' ").split()
    head = next((word for word in words if word not in facts.get("determiners", ())), "")
    return any(word in facts.get("feminine-determiners", ()) for word in words[:1]) or head.endswith(tuple(facts.get("feminine", ())))


def locate(name: str, language: str) -> str:
    """Return where something happened: "in Cambodia", "au Cambodge", "aux États-Unis", "à Phnom Penh"."""
    if language != "fr":
        return f"in {name_in_text(name, 'place', language).text}"
    return _french_place(name)


def send(name: str, language: str) -> str:
    """Return where somebody was brought: "to China", "en Chine"."""
    return f"to {name_in_text(name, 'place', language).text}" if language != "fr" else _french_place(name)


def title_case(entity: Entity) -> str:
    """Return an entity's name with a first capital, for headings."""
    return entity.name[:1].upper() + entity.name[1:]


def _english(name: str, type: EntityType) -> Named:  # noqa: A002
    facts = load("en", "articles")
    folded = fold(name)
    heads = set(facts["heads"])
    many = folded.endswith(tuple(facts["people"]))  # "US prosecutors said"
    takes = folded in facts["places"] or _is_paper(folded, type, "en") or (
        type != "place" and not many and not heads.isdisjoint(folded.split()) and not folded.startswith("the ") and "'s " not in folded
    )
    if type != "place" and folded.split()[:1] and folded.split()[0] in load("fr", "articles")["heads"] and not takes:
        takes, name = True, name[:1].lower() + name[1:]  # a ministry that no source names in English: "the ministère de la Justice"
    return Named(text=f"the {name}" if takes else name, plural=type == "group" or many)


def _french(name: str, type: EntityType) -> Named:  # noqa: A002
    facts = load("fr", "articles")
    folded = fold(name)
    if type == "place":
        article, plural = _french_article(folded)
        return Named(text=f"{article}{name}", plural=plural)
    head = folded.split()[0] if folded else ""
    if _is_paper(folded, type, "fr"):
        return Named(text=f"le {name}", plural=False)
    article = facts["heads"].get(head, "")
    lowered = name[:1].lower() + name[1:] if article else name
    return Named(text=f"{article}{'' if article.endswith(chr(39)) or not article else ' '}{lowered}", plural=type == "group" or article == "les")


def _is_paper(folded: str, type: EntityType, language: str) -> bool:  # noqa: A002
    """Return whether a name is a newspaper's in English, which goes with an article: "the Guardian", "le Guardian"."""
    words = folded.split()
    own = words[:1] in (["the"], ["le"], ["la"], ["les"])
    return type == "organisation" and bool(words) and not own and words[-1] in load(language, "articles")["papers"]


def _french_article(folded: str) -> tuple[str, bool]:
    facts = load("fr", "articles")
    if folded in facts["plural"]:
        return "les ", True
    if folded in facts["bare"] or not _is_country(folded):
        return "", False
    if folded[:1] in _VOWELS:
        return "l'", False
    return ("la " if _is_feminine(folded) else "le "), False


def _is_feminine(folded: str) -> bool:
    """Return whether a country is feminine by its ending, that of its first noun: "la Corée du Nord"."""
    facts = load("fr", "articles")
    return folded in facts["feminine"] or (folded.split(" d", maxsplit=1)[0].endswith("e") and folded not in facts["masculine"])


def _french_place(name: str) -> str:
    facts = load("fr", "articles")
    folded = fold(name)
    if folded in facts["plural"]:
        return f"aux {name}"
    if folded in facts["bare"] or not _is_country(folded):
        return f"à {name}"
    if folded[:1] in _VOWELS or _is_feminine(folded):
        return f"en {name}"
    return f"au {name}"


@cache
def _countries() -> frozenset[str]:
    """Return the French names of countries, folded: CLDR's and those of common usage ("Grande-Bretagne"); initials are none."""
    from babel import Locale  # noqa: PLC0415 - only for briefs with composed French lines

    named = {fold(territory) for code, territory in Locale("fr").territories.items() if len(code) == 2}
    usual = {fold(str(form)) for forms in load("fr", "places").get("territories", {}).values() for form in forms}
    return frozenset({*named, *load("fr", "articles")["feminine"], *(form for form in usual if len(form) > _INITIALS)})


def _is_country(folded: str) -> bool:
    return folded in _countries()
