"""What a language's lists and CLDR know about names: countries, cities, demonyms, heads of organisations, titles; looked up folded."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Any, Self

from babel import Locale, UnknownLocaleError
from babel.core import get_global

from briefing import lexicon
from briefing.folding import fold

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.extract.words import Word


_NO_PLACES = frozenset({"ZZ", "QO", "EZ", "XA", "XB", "UN", "EU", "001"})  # CLDR's codes for the unknown, unions and the world


class Phrases(dict[str, str]):
    """Folded words joined by a space and what they stand for, with the words that may begin one of them."""

    def __init__(self, entries: Mapping[str, str]) -> None:
        super().__init__(entries)
        self.firsts = _firsts(entries)


class PhraseSet(frozenset[str]):
    """A set of phrases with the words that may begin one of them."""

    firsts: frozenset[str]

    def __new__(cls, entries: Iterable[str]) -> Self:
        """Return the set of ``entries``."""
        self = super().__new__(cls, entries)
        self.firsts = _firsts(self)
        return self


def _firsts(entries: Iterable[str]) -> frozenset[str]:
    first = [entry.split(" ", 1)[0] for entry in entries]
    return frozenset(first) | frozenset(word[: word.index("'") + 1] for word in first if "'" in word)



@dataclass(frozen=True, slots=True)
class Gazetteer:
    """The facts of one language, folded."""

    territories: Phrases  # name -> ISO 3166 code or UN M.49 region
    cities: frozenset[str]
    demonyms: Phrases  # form -> code
    group_nouns: frozenset[str]  # "national", "citizens": people of whom a demonym is told
    place_before: frozenset[str]
    place_after: frozenset[str]
    place_cues: frozenset[str]
    place_prepositions: frozenset[str]
    public: PhraseSet
    nominal: PhraseSet
    heads: frozenset[str]
    suffixes: frozenset[str]
    before_name: PhraseSet
    after_name: frozenset[str]
    organisation_cues: frozenset[str]
    organisations: PhraseSet
    acronyms: frozenset[str]  # as written
    branches: frozenset[str]  # parts of a body or place ("branch", "office")
    motions: frozenset[str]  # verbs of going, before a preposition and a place
    post_nominals: frozenset[str]  # letters behind a name, as written
    place_joined: frozenset[str]  # small nouns that belong to the place name behind them ("cap", "lac")
    portfolios: PhraseSet
    anaphors: dict[str, str]  # common noun -> class
    honorifics: frozenset[str]
    titles: PhraseSet
    ambiguous_titles: frozenset[str]  # titles that are names as often ("King", "Major")
    owner_first: bool  # whether a body stands before the noun it owns ("Boeing spokesman")
    people: frozenset[str]
    person_verbs: frozenset[str]
    relatives: frozenset[str]
    particles: frozenset[str]
    connectors: frozenset[str]
    never: frozenset[str]
    articles: frozenset[str]
    links: frozenset[str]  # small words inside a name the recogniser holds together
    of: frozenset[str]  # "of", "de", "du"
    of_bodies: frozenset[str]  # prepositions between a post and the body it is at
    inner_prepositions: frozenset[str]  # inside a name of common nouns ("Médecins sans frontières")
    whence: frozenset[str]  # "from"
    whither: frozenset[str]  # "to", "for"
    years: frozenset[str]  # words behind an age
    starters: frozenset[str]
    things: frozenset[str]  # nouns before a name that say it is neither person, body nor place: "ferry", "opération"

    def territory(self, name: str) -> str | None:
        """Return the code of a country or region by its name in this language."""
        return self.territories.get(key(name))

    def demonym(self, form: str) -> str | None:
        """Return the code a demonym stands for."""
        return self.demonyms.get(key(form))


@lru_cache(maxsize=65_536)
def key(text: str) -> str:
    """Return the form names are looked up by: folded, one space, no stops, hyphens as spaces.

    >>> key("États-Unis"), key("U.S."), key("Côte  d’Ivoire")
    ('etats unis', 'us', "cote d'ivoire")
    """
    return " ".join(fold(text).replace(".", "").replace("-", " ").replace("‐", " ").split())


def longest(words: Sequence[Word], start: int, phrases: Phrases | PhraseSet, *, most: int = 5) -> int:
    """Return how many words from ``start`` make the longest phrase of ``phrases``, 0 for none."""
    if start >= len(words) or _first(words[start].text) not in phrases.firsts:
        return 0
    for count in range(min(most, len(words) - start), 0, -1):
        if words[start + count - 1].text[0].isalnum() and key(joined(words[start : start + count])) in phrases:
            return count
    return 0


@lru_cache(maxsize=65_536)
def _first(text: str) -> str:
    """Return the first word of a text as it is looked up."""
    return key(text).split(" ", 1)[0]


def joined(words: Sequence[Word]) -> str:
    """Return the words as one string, spaced as the text is (an elision takes no space)."""
    parts: list[str] = []
    for number, word in enumerate(words):
        if number and word.start > words[number - 1].end:
            parts.append(" ")
        parts.append(word.text)
    return "".join(parts)


@cache
def gazetteer(language: str) -> Gazetteer:
    """Return the facts of a language; empty lists where the lexicon has none."""
    places, bodies = lexicon.load(language, "places"), lexicon.load(language, "institutions")
    roles, names = lexicon.load(language, "roles"), lexicon.load(language, "names")
    return Gazetteer(
        territories=_territories(language, places.get("territories", {})),
        cities=_cities(language) | _set(places, "cities"),
        demonyms=_demonyms(language),
        group_nouns=_set(names, "people-nouns"),
        place_before=_set(places, "heads-before"), place_after=_set(places, "heads-after"),
        place_cues=_set(places, "cues-before") | _set(places, "heads-before"), place_prepositions=_set(places, "prepositions"),
        public=_set(bodies, "public"), nominal=_set(bodies, "nominal"), heads=_heads(),
        suffixes=_set(bodies, "suffixes"),
        before_name=_set(bodies, "before-name"), after_name=_set(bodies, "after-name"), organisation_cues=_set(bodies, "cues"),
        organisations=_set(bodies, "names"), acronyms=frozenset(map(str, bodies.get("acronyms", ()))),
        branches=_set(places, "branches"), motions=_set(places, "motions"), place_joined=_set(places, "heads-joined"),
        post_nominals=frozenset(map(str, names.get("post-nominals", ()))), portfolios=_set(bodies, "portfolios"),
        anaphors={key(noun): str(kind) for kind, nouns in bodies.get("anaphors", {}).items() for noun in nouns},
        honorifics=_set(roles, "honorifics"), titles=_set(roles, "titles"),
        ambiguous_titles=_set(roles, "ambiguous-titles"), owner_first=bool(roles.get("owner-first")), people=_set(roles, "people"),
        person_verbs=_set(roles, "person-verbs"), relatives=_set(roles, "relatives"),
        particles=_set(names, "particles"), connectors=_set(names, "connectors"),
        never=_set(names, "never") | _calendar(language) | _languages(language, lexicon.load(language, "demonyms")),
        articles=_set(names, "articles"), links=_set(names, "links"), of=_set(names, "of"),
        inner_prepositions=_set(names, "inner-prepositions"), of_bodies=_set(names, "of-bodies"), whence=_set(names, "whence"),
        whither=_set(names, "whither"), years=_set(names, "years"), things=_set(names, "things"),
        starters=_set(lexicon.load(language, "sentences"), "starters"),
    )


def _set(facts: Mapping[str, Any], name: str) -> PhraseSet:
    return PhraseSet(key(str(entry)) for entry in facts.get(name, ()))


@cache
def _heads() -> frozenset[str]:
    """Return the heads of organisations in every language: "Ledger Watch" is named in French texts too."""
    return frozenset().union(*(_set(lexicon.load(language, "institutions"), "heads") for language in lexicon.languages()))


def _locale(language: str) -> Locale | None:
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


def _territories(language: str, short: Mapping[str, Sequence[str]]) -> Phrases:
    """Return CLDR's names of countries and regions with the short forms of common usage; codes that name no place are left out."""
    locale = _locale(language)
    listed = sorted(locale.territories.items()) if locale else []
    names = {key(name): str(code) for code, name in listed if code not in _NO_PLACES}
    names.update({key(form): str(code) for code, forms in short.items() for form in forms})
    return Phrases(names)


def _demonyms(language: str) -> Phrases:
    """Return the forms of demonyms; of two countries with one demonym the first listed has it."""
    forms: dict[str, str] = {}
    for code, words in lexicon.load(language, "demonyms").items():
        for word in words:
            forms.setdefault(key(word), str(code))
    return Phrases(forms)


def _cities(language: str) -> frozenset[str]:
    """Return the exemplar cities of CLDR's time zones in a language, the English form where it has none of its own."""
    locale = _locale(language)
    own = locale.time_zones if locale else {}
    cities = set()
    for zone in get_global("zone_territories"):
        area, _, last = zone.rpartition("/")
        if area and not area.startswith(("Etc", "Antarctica", "Arctic")):
            cities.add(key(own.get(zone, {}).get("city") or last.replace("_", " ")))
    return frozenset(cities)


def _languages(language: str, demonyms: Mapping[str, Sequence[str]]) -> frozenset[str]:
    """Return the names of languages that are no demonyms as well."""
    locale = _locale(language)
    people = {key(form) for forms in demonyms.values() for form in forms}
    return frozenset(key(name) for name in locale.languages.values()) - people if locale else frozenset()


def _calendar(language: str) -> frozenset[str]:
    """Return the names of months and weekdays, wide and short."""
    locale = _locale(language)
    if locale is None:
        return frozenset()
    names: set[str] = set()
    for table in (locale.months, locale.days):
        for context in table.values():
            for width in ("wide", "abbreviated"):
                names.update(key(name) for name in context.get(width, {}).values())
    return frozenset(names)
