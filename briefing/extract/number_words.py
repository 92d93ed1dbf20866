"""The number words of a language: ``lexicon/<language>/numbers.yaml`` with CLDR's multipliers, compiled once."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from babel import Locale, UnknownLocaleError

from briefing import lexicon
from briefing.extract.tokens import Phrases, Tokens, tokenize
from briefing.folding import fold

_LETTERS = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class NumberWords:
    """Folded words of one language; see the comments of the YAML file for what each holds."""

    decimal: str
    group: str
    small: Mapping[str, int]
    compounds: Mapping[tuple[str, ...], int]  # "dix-sept", as tokens
    tens: Mapping[str, int]
    hundreds: Mapping[str, int]
    hundred_words: Mapping[str, int]
    bare_hundreds: frozenset[str]
    bare_scales: frozenset[str]
    scales: Mapping[str, int]
    letters: Mapping[str, int]
    money_letters: Mapping[str, int]
    collectives: Mapping[str, int]
    about_collectives: Mapping[str, int]
    vague: Mapping[str, int]
    several: Mapping[str, int]
    couples: Mapping[str, int]
    multi: frozenset[str]
    vague_link: tuple[tuple[str, ...], ...]
    articles: frozenset[str]
    ones: frozenset[str]
    article_ones: bool
    noun_first: bool  # adjectives and complements follow the noun
    not_one_after: frozenset[str]
    and_: frozenset[str]
    weak_and: frozenset[str]
    inner_and: frozenset[str]
    inner_values: frozenset[int]
    additive: frozenset[int]
    products: Mapping[str, frozenset[str]]
    point: frozenset[str]
    minus: frozenset[str]
    not_minus_after: frozenset[str]
    definite: frozenset[str]
    over: frozenset[str]
    proportions: tuple[tuple[str, ...], ...]
    ordinals: Mapping[str, int]
    ordinal_suffixes: frozenset[str]
    halves: Mapping[str, int]
    plural_halves: frozenset[str]
    denominators: Mapping[str, int]
    joined_denominators: Mapping[tuple[str, ...], int]
    sure: frozenset[str]
    fraction_of: frozenset[str]
    stop: frozenset[str]
    qualifiers: Phrases  # "at least" and its like before a number
    person_words: frozenset[str]  # plurals without an ending: people, children
    plural_suffixes: tuple[str, ...]
    singular_endings: tuple[str, ...]
    time_units: frozenset[str]
    starters: frozenset[str]

    def may_start(self, tokens: Tokens, index: int) -> bool:
        """Return True when a number can start at ``index``: a quick look before the reader is made."""
        token = tokens[index]
        if token.kind == "word":
            return token.fold in self.starters
        return token.kind == "digits" or not token.fold.isascii() or token.fold in "-."

    def compound(self, tokens: Tokens, index: int) -> tuple[int, int] | None:
        """Return the end and value of a hyphenated number word ("dix-sept") at ``index``; the hyphens may be spaces."""
        return _joined(self.compounds, tokens, index)

    def joined_denominator(self, tokens: Tokens, index: int) -> tuple[int, int] | None:
        """Return the end and value of a hyphenated denominator ("twenty-fifths") at ``index``."""
        return _joined(self.joined_denominators, tokens, index)


def _joined(table: Mapping[tuple[str, ...], int], tokens: Tokens, index: int) -> tuple[int, int] | None:
    first = tokens.word(index)
    at = index + 2 if tokens.word(index + 1) == "-" else index + 1
    value = table.get((first, tokens.word(at)))
    return None if value is None else (at + 1, value)


def _split(words: Mapping[str, int]) -> tuple[dict[str, int], dict[tuple[str, ...], int]]:
    """Part single words from hyphenated ones."""
    single = {word: value for word, value in words.items() if "-" not in word}
    joined = {tuple(word.split("-")): value for word, value in words.items() if "-" in word}
    return single, joined


@cache
def locale(language: str) -> Locale | None:
    """Return CLDR's data of a language, None when CLDR does not know it."""
    try:
        return Locale.parse(language)
    except (UnknownLocaleError, ValueError):
        return None


def _cldr_scales(language: str) -> dict[str, int]:
    """Return the multipliers of CLDR's long compact decimals that are one word: million, milliards, trillion."""
    known = locale(language)
    scales: dict[str, int] = {}
    if known is None:
        return scales
    for by_power in known.compact_decimal_formats.get("long", {}).values():
        for power, pattern in by_power.items():
            text = fold(pattern.pattern if hasattr(pattern, "pattern") else str(pattern))
            zeros = text.count("0")
            words = _LETTERS.findall(text)
            if len(words) == 1 and zeros <= 1:
                scales[words[0]] = int(power)
    return scales


def _bare_scales(scales: Mapping[str, int], data: Mapping[str, Any]) -> frozenset[str]:
    """Multipliers that are a number alone: a thousand ("mille", "mil", "thousand")."""
    vague = data.get("vague", {})
    whole = (word for word, value in scales.items() if value in {1000, 1000000} and len(word) > 2)
    return frozenset(word for word in whole if word not in vague and not word.endswith("s"))


def _symbols(language: str) -> tuple[str, str]:
    known = locale(language)
    if known is None:
        return ".", ","
    symbols = known.number_symbols
    latin = symbols.get("latn", symbols)
    return str(latin.get("decimal", ".")), fold(str(latin.get("group", ",")))


@cache
def number_words(language: str) -> NumberWords:
    """Return the number words of ``language``; a language without the file still has figures."""
    data, units = lexicon.load(language, "numbers"), lexicon.load(language, "units")
    calendar = lexicon.load(language, "dates").get("units", {})

    def words(name: str) -> frozenset[str]:
        return frozenset(data.get(name) or ())

    def table(name: str) -> dict[str, int]:
        return dict(data.get(name) or {})

    def sequences(name: str) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(token.fold for token in tokenize(text)) for text in data.get(name) or ())

    small, compounds = _split(table("small"))
    denominators, joined = _split(table("denominators"))
    scales = _cldr_scales(language) | table("scales")
    halves = table("halves")
    decimal, group = _symbols(language)
    hundreds = table("hundreds")
    starters = {
        *small, *table("tens"), *hundreds, *table("hundred_words"), *scales, *halves, *denominators, *words("articles"), *words("minus"),
        *(first for first, _ in compounds),
    }
    return NumberWords(
        decimal=decimal, group=group, small=small, compounds=compounds, tens=table("tens"), hundreds=hundreds, hundred_words=table("hundred_words"),
        bare_hundreds=frozenset(word for word in hundreds if not word.endswith("s")), bare_scales=_bare_scales(scales, data), scales=scales,
        letters=table("letters"), money_letters=table("money_letters"), collectives=table("collectives"),
        about_collectives=table("about_collectives"),
        vague=table("vague"), several=table("several"), couples=table("couples"), multi=words("multi"), vague_link=sequences("vague_link"),
        articles=words("articles"), ones=words("ones"), article_ones=bool(data.get("article_ones")),
        noun_first=bool(data.get("noun_first")), not_one_after=words("not_one_after"),
        and_=words("and"), weak_and=words("weak_and"), inner_and=words("inner_and"), inner_values=frozenset(data.get("inner_values") or ()),
        additive=frozenset(data.get("additive") or ()),
        products={word: frozenset(tens) for word, tens in (data.get("products") or {}).items()}, point=words("point"), minus=words("minus"),
        not_minus_after=words("not_minus_after"), definite=words("definite"), over=words("over"), proportions=_proportions(data),
        ordinals=table("ordinals"), ordinal_suffixes=words("ordinal_suffixes"), halves=halves,
        plural_halves=frozenset(word for word in halves if word.endswith("s")), denominators=denominators, joined_denominators=joined,
        sure=frozenset(word for word in denominators if word not in table("ordinals")), fraction_of=words("fraction_of"), stop=words("stop"),
        qualifiers=Phrases({text: kind for kind, texts in (data.get("before") or {}).items() for text in texts}),
        person_words=frozenset(units.get("person_words") or ()), plural_suffixes=tuple(data.get("plural_suffixes") or ("s",)),
        singular_endings=tuple(data.get("singular_endings") or ()), time_units=frozenset(calendar), starters=frozenset(starters),
    )


def _proportions(data: Mapping[str, Any]) -> tuple[tuple[str, ...], ...]:
    """Return the links of a proportion, the longest first: "out of", "in", "over"."""
    links = {tuple(link.split()) for name in ("over", "out_of", "in") for link in data.get(name) or ()}
    return tuple(sorted(links, key=lambda link: (-len(link), link)))
