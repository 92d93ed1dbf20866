"""Currencies by name, sign and ISO code: CLDR's names in the language plus the press's short forms (``lexicon/<language>/money.yaml``).

A short name that several countries share is read as the currency most often meant ("dollars": USD); the YAML file says which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from babel.numbers import get_currency_name

from briefing import lexicon
from briefing.extract.number_words import locale
from briefing.extract.tokens import Phrases, Tokens
from briefing.folding import fold

_MILLION = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Money:
    """How a language names currencies."""

    names: Phrases
    minor: Phrases
    symbols: Phrases
    codes: frozenset[str]  # ISO 4217, as CLDR lists them
    common: frozenset[str]  # codes read in lower case too, and with the M of millions
    not_codes: frozenset[str]  # codes that are words
    renamed: Mapping[str, str]  # trade names of a code
    link: frozenset[str]

    def after(self, tokens: Tokens, index: int) -> tuple[int, str, int] | None:
        """Return the end, the unit and a factor of the currency at ``index``: "dollars", "de dollars", "€", "USD million"."""
        at = index
        if tokens.word(at) in self.link:
            at += 2 if tokens.word(at + 1) == "'" else 1
        elif tokens.word(at) == "-" and tokens.is_glued(at) and tokens.is_glued(at + 1):
            at += 1
        for table in (self.names, self.minor, self.symbols):
            found = table.at(tokens, at)
            if found is None:
                continue
            glued = tokens.kind(found[0]) if tokens.is_glued(found[0]) else ""
            opens = table is self.symbols and glued == "digits" and not tokens.is_glued(at)  # "50 $10": the sign of the next amount
            if not opens and glued != "word":
                return self._code_after_sign(tokens, found[0], str(found[1]))
        code = self._code(tokens, at)
        return None if code is not None and tokens.right(at).isdecimal() else code  # "3 USD50 cards": the code of the next amount

    def _code_after_sign(self, tokens: Tokens, end: int, unit: str) -> tuple[int, str, int]:
        """Read the code that follows a sign: "$CAD", "$ US"."""
        form = tokens[end].form.upper() if end < len(tokens) else ""
        if tokens.word(end - 1) == "$" and form in self.codes and form not in self.not_codes:
            return end + 1, form, 1
        return end, unit, 1

    def _code(self, tokens: Tokens, at: int) -> tuple[int, str, int] | None:
        """Read an ISO code as written in capitals or lower case, with or without the M of millions."""
        if tokens.kind(at) != "word":
            return None
        form = tokens[at].form
        code = form.upper()
        if not (form.isupper() or form.islower()) or len(form) not in {3, 4}:
            return None
        if len(form) == 3 and code in self.codes and code not in self.not_codes and (form.isupper() or code in self.common):
            return at + 1, self.renamed.get(code, code), 1
        if len(form) == 4 and form.isupper() and code[0] == "M" and code[1:] in self.common:
            return at + 1, code[1:], _MILLION
        return None

    def before(self, tokens: Tokens, index: int) -> tuple[int, str, int] | None:
        """Return the start, unit and factor of the currency that ends right before the number at ``index``: "$", "US $", "EUR"."""
        found = self.symbols.before(tokens, index)
        if found is not None:
            start = found[0]
            if tokens.kind(start) == "word" and tokens.is_glued(start) and tokens.kind(start - 1) in {"word", "digits"}:
                return None
            return start, str(found[1]), 1
        code = self._code(tokens, index - 1) if index else None
        return None if code is None or code[0] != index else (index - 1, code[1], code[2])


def _cldr_names(language: str) -> dict[str, str]:
    """Return CLDR's names of currencies, singular and plural, folded; of two with one name the current one stays."""
    known = locale(language)
    names: dict[str, str] = {}
    if known is None:
        return names
    for code in sorted(known.currencies):
        if len(code) != 3:
            continue
        for count in (1, 2):
            name = fold(get_currency_name(code, count=count, locale=known))
            if "(" not in name:
                names.setdefault(name, code)
        names.setdefault(fold(known.currencies[code]), code)
    return {name: code for name, code in names.items() if len(name) > 3}


@cache
def money(language: str) -> Money:
    """Return how ``language`` names currencies."""
    data = lexicon.load(language, "money")
    known = locale(language)
    everywhere = lexicon.load("_all", "money")
    own: Mapping[str, str] = data.get("names") or {}
    renamed: Mapping[str, str] = everywhere["renamed"]
    return Money(
        names=Phrases({**_cldr_names(language), **own}), minor=Phrases(dict(data.get("minor") or {})),
        symbols=Phrases(dict(data.get("symbols") or everywhere["symbols"])),
        codes=frozenset(known.currencies if known is not None else ()) | renamed.keys(),
        common=frozenset(everywhere["common"]), not_codes=frozenset(everywhere["not_codes"]), renamed=renamed, link=frozenset(data.get("link") or ()),
    )
