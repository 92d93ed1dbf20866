"""Names of countries, regions and cities and of their people, in every language of the lexicon, by one code each."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from briefing import lexicon
from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Mapping

Codes = frozenset[str]
_NOWHERE = frozenset({"ZZ", "QO", "EZ", "XA", "XB", "UN", "EU", "001"})  # CLDR entries that are no place of their own
_ALIAS = re.compile(r"^([^()]+) \(([^()]+)\)$")  # "Myanmar (Burma)": two names
_STOPS = re.compile(r"\b(?:\w\.){2,}")


def plain(text: str) -> str:
    """Return the form names are looked up by: folded, abbreviations without stops, hyphens as spaces.

    >>> plain("U.S."), plain("États-Unis"), plain("Côte d’Ivoire")
    ('us', 'etats unis', "cote d'ivoire")
    """
    folded = _STOPS.sub(lambda match: match.group().replace(".", ""), fold(text) + " ")
    return " ".join(folded.replace("-", " ").replace(".", " ").replace(",", " ").split())


@cache
def territories(language: str) -> Mapping[str, Codes]:
    """Return names of countries and regions in a language with their ISO 3166 or UN M.49 codes."""
    names: dict[str, set[str]] = {}
    locale = _locale(language)
    for code, name in sorted(locale.territories.items()) if locale else ():
        if code not in _NOWHERE:
            alias = _ALIAS.match(name)
            for form in (name, *(alias.groups() if alias else ())):
                names.setdefault(plain(form), set()).add(code)
    for code, forms in lexicon.load(language, "places").get("territories", {}).items():
        for form in forms:  # the lexicon's word is final: "Congo" is one country
            names[plain(form)] = {str(code)}
    return {name: frozenset(codes) for name, codes in names.items()}


def territory_in(name: str, spoken: str, wanted: str) -> str | None:
    """Return a country's or region's name in another language, None when the name stands for no single one.

    >>> territory_in("Thailande", "fr", "en"), territory_in("US", "en", "fr")
    ('Thailand', 'États-Unis')
    """
    codes = territories(spoken).get(plain(name), frozenset())
    locale = _locale(wanted)
    if len(codes) != 1 or locale is None:
        return None
    full = locale.territories.get(next(iter(codes)))
    alias = _ALIAS.match(full) if full else None
    return alias.group(1) if alias else full


def city_in(city: str, wanted: str) -> str:
    """Return a city's name in a language by its plain English one.

    >>> city_in("beijing", "fr")
    'Pékin'
    """
    locale = _locale(wanted)
    zones = locale.time_zones.values() if locale else ()
    named = {plain(str(zone["city"])): str(zone["city"]) for zone in zones if "city" in zone}
    forms = [form for form, codes in cities(wanted).items() if codes == {city}]
    known = next((named[form] for form in forms if form in named), None)
    exonyms = {plain(str(form)): str(form) for forms in lexicon.load(wanted, "exonyms").values() for form in forms}
    return known or next((exonyms[form] for form in forms if form in exonyms), city.title())


@cache
def acronyms(language: str) -> frozenset[str]:
    """Return the territory names that are one only in capitals: "US" and not "us", "EAU" and not "eau"."""
    names = (str(form) for forms in lexicon.load(language, "places").get("territories", {}).values() for form in forms)
    return frozenset(plain(name) for name in names if name.isupper() and len(name.split()) == 1)


@cache
def peoples(language: str) -> Mapping[str, Codes]:
    """Return demonyms and adjectives of a language with the codes they stand for."""
    names: dict[str, set[str]] = {}
    for code, forms in lexicon.load(language, "demonyms").items():
        for form in forms:
            names.setdefault(plain(form), set()).add(str(code))
    return {name: frozenset(codes) for name, codes in names.items()}


@cache
def cities(language: str) -> Mapping[str, Codes]:
    """Return names of cities in a language with the plain English name that stands for the city in every language."""
    names: dict[str, Codes] = {}
    english, own = _locale("en"), _locale(language)
    for zone in sorted(get_global("zone_territories")):
        area, _, last = zone.rpartition("/")
        if not area or area.startswith(("Etc", "Antarctica", "Arctic")) or english is None:
            continue
        first = str(english.time_zones.get(zone, {}).get("city") or last.replace("_", " "))
        names[plain(str(own.time_zones.get(zone, {}).get("city") or first) if own else first)] = frozenset({plain(first)})
    for city in lexicon.load("en", "places").get("cities", ()):
        names.setdefault(plain(city), frozenset({plain(city)}))
    for code in ("en", language):
        for city, forms in lexicon.load(code, "exonyms").items():
            for form in (city, *forms):
                names[plain(form)] = frozenset({plain(city)})
    return names


@cache
def longest_name(language: str) -> int:
    """Return how many words the longest known name has."""
    return max((len(name.split()) for table in (territories(language), peoples(language), cities(language)) for name in table), default=0)


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None
