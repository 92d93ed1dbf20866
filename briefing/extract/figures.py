"""Figures: numbers written with digits, in English, French and Indian grouping, with decimals, fractions and powers.

A comma or point between digits is read by the language's CLDR signs first and by the shape of the groups where these cannot hold:
``4,800`` is 4800 in English and 4.8 in French, ``5,00`` is 5 in both, ``1.111,11`` and ``1,111.11`` are one number.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from functools import cache
from typing import TYPE_CHECKING

from babel.numbers import list_currencies

from briefing.extract.tokens import MAX_DIGITS, Tokens

if TYPE_CHECKING:
    from briefing.extract.number_words import NumberWords

_GROUP = 3
_GROUP_SIZES = frozenset({2, _GROUP})  # Indian and Western groups
_MOST_GROUPS = 12
_MAX_EXPONENT = 40


def read_figure(tokens: Tokens, index: int, words: NumberWords) -> tuple[int, Fraction] | None:
    """Return the end (a token index) and value of the figure at ``index``, None when there is none.

    A figure glued to letters is no number ("180ml"), unless the letters multiply it ("10k").
    """
    start = index
    if tokens.word(index) in {".", words.decimal} and tokens.kind(index + 1) == "digits" and tokens.is_glued(index + 1):
        if _after_word(tokens, index):
            return None
        read = _leading_point(tokens, index)
    elif tokens.kind(index) == "digits":
        if _inside_word(tokens, index) and not is_code(tokens[index - 1].form):
            return None
        read = _grouped(tokens, index, words)
    else:
        return None
    if read is None:
        return None
    read = _power(tokens, *read)
    read = _slash(tokens, *read, start)
    end, value = read
    if tokens.kind(end) == "word" and tokens.is_glued(end):
        return _lettered(tokens, start, end, value, words)
    return end, value


def is_code(form: str) -> bool:
    """Return True for the ISO 4217 code of a currency in use, which may be glued to its figure ("USD115")."""
    return len(form) == 3 and form.isupper() and form in _current_codes()


@cache
def _current_codes() -> frozenset[str]:
    """Return the codes of the currencies that CLDR knows as tender."""
    return frozenset(code for code in list_currencies() if len(code) == 3)


def _after_word(tokens: Tokens, index: int) -> bool:
    return tokens.is_glued(index) and tokens.kind(index - 1) in {"word", "digits"}


def _inside_word(tokens: Tokens, index: int) -> bool:
    """Digits that continue a word or an underscore name are part of it ("B2", "x_3")."""
    return tokens.is_glued(index) and (tokens.kind(index - 1) == "word" or tokens.word(index - 1) in {"_", "@"})


def _leading_point(tokens: Tokens, index: int) -> tuple[int, Fraction] | None:
    digits = tokens[index + 1].form
    return (index + 2, Fraction(int(digits), 10 ** len(digits))) if len(digits) <= MAX_DIGITS else None


def _grouped(tokens: Tokens, index: int, words: NumberWords) -> tuple[int, Fraction] | None:
    """Read digits with separators: the longest shape that is one number."""
    pieces, seps, ends = [tokens[index].form], [], [index + 1]
    at = index + 1
    if len(pieces[0]) > MAX_DIGITS:
        return None
    while len(pieces) <= _MOST_GROUPS:
        sep = tokens.word(at)
        if sep in {",", "."} and tokens.ties_digits(at):
            seps.append(sep)
            at += 2
        elif tokens.kind(at) == "digits" and not tokens.is_glued(at) and _is_space_group(tokens, at, pieces, seps):
            seps.append(" ")
            at += 1
        elif sep == "'" and tokens.ties_digits(at) and len(tokens.word(at + 1)) == _GROUP:
            seps.append("'")
            at += 2
        else:
            break
        pieces.append(tokens[at - 1].form)
        ends.append(at)
        if len(pieces[-1]) not in _GROUP_SIZES:
            break  # no group: it can only be the decimals
    goes_on = tokens.word(at) in {",", "."} and tokens.ties_digits(at)
    inside = tokens.left(index) in {",", "."} and tokens.kind(index - 2) == "digits"
    if goes_on or inside:  # a list or an address: "22,24,26", "192.168.1.2"
        return ends[0], Fraction(int(pieces[0]))
    return _interpret(pieces, seps, ends, words)


def _is_space_group(tokens: Tokens, at: int, pieces: list[str], seps: list[str]) -> bool:
    """A space groups digits when one to three stand before it and three behind: ``1 440``, with any one space character."""
    if len(tokens[at].form) != _GROUP or tokens[at].start - tokens[at - 1].end != 1 or any(sep != " " for sep in seps):
        return False
    if len(pieces) == 1 and (len(pieces[0]) > _GROUP or pieces[0].startswith("0")):
        return False
    return not (tokens.kind(at + 1) == "word" and tokens.is_glued(at + 1) and len(tokens.word(at + 1)) > 2)


def _interpret(pieces: list[str], seps: list[str], ends: list[int], words: NumberWords) -> tuple[int, Fraction]:
    """Return the longest reading of digits and separators as one number; the first digits alone at worst."""
    for count in range(len(seps), 0, -1):
        value = _value(pieces[: count + 1], seps[:count], words)
        if value is not None and (count == len(seps) or seps[count] == " " or seps[count - 1] == " " or len(set(seps[:count])) > 1):
            return ends[count], value
    return ends[0], Fraction(int(pieces[0]))


def _value(pieces: list[str], seps: list[str], words: NumberWords) -> Fraction | None:
    kinds = set(seps)
    if len(seps) == 1 and seps[0] in {",", "."}:
        grouped = seps[0] != words.decimal and _is_grouping(pieces)
        return Fraction(int("".join(pieces))) if grouped else _decimal(pieces[0], pieces[1])
    if len(kinds) == 1:
        return Fraction(int("".join(pieces))) if _is_grouping(pieces) else None
    last = seps[-1]
    if len(kinds) == 2 and seps.count(last) == 1 and last in {",", "."} and _is_grouping(pieces[:-1]):
        return _decimal("".join(pieces[:-1]), pieces[-1])
    return None


def _is_grouping(pieces: list[str]) -> bool:
    """Groups of three, or of two with a last of three (Indian: ``12,34,567``)."""
    head, *rest = pieces
    if head.startswith("0") and len(pieces) > 1:
        return False
    thousands = len(head) <= _GROUP and all(len(piece) == _GROUP for piece in rest)
    indian = len(rest) > 1 and len(head) < _GROUP and len(rest[-1]) == _GROUP and all(len(piece) == 2 for piece in rest[:-1])
    return thousands or indian


def _decimal(whole: str, part: str) -> Fraction:
    part = part[:MAX_DIGITS]
    return int(whole) + Fraction(int(part), 10 ** len(part))


def _power(tokens: Tokens, end: int, value: Fraction) -> tuple[int, Fraction]:
    """Read ``1e10``, ``1.1^23``, ``6.23x10^-4``."""
    at, base = end, None
    if tokens.word(at) == "e" and tokens.is_glued(at):
        base, at = Fraction(10), at + 1
    elif tokens.word(at) == "^" and tokens.is_glued(at):
        base, value, at = value, Fraction(1), at + 1
    elif tokens.word(at) == "x" and tokens.is_glued(at) and tokens.word(at + 1) == "10" and tokens.word(at + 2) == "^":
        base, at = Fraction(10), at + 3
    if base is None:
        return end, value
    sign = 1
    while tokens.word(at) in {"+", "-"} and at - end < 4:
        sign, at = (-1 if tokens.word(at) == "-" else sign), at + 1
    if tokens.kind(at) != "digits" or not tokens.is_glued(at) or len(tokens.word(at)) > 2 or int(tokens.word(at)) > _MAX_EXPONENT or base == 0:
        return end, value if base == 10 else base
    return at + 1, value * base ** (sign * int(tokens.word(at)))


def _slash(tokens: Tokens, end: int, value: Fraction, start: int) -> tuple[int, Fraction]:
    """Read ``4/5`` and ``2 1/4``; a second slash makes it a date or a path."""
    if value.denominator != 1:
        return end, value
    if end == start + 1 and _is_ratio(tokens, start):
        return start + 3, value / int(tokens.word(start + 2))
    mixed = end == start + 1 and tokens.kind(end) == "digits" and not tokens.is_glued(end) and _is_ratio(tokens, end)
    if mixed and int(tokens.word(end)) < int(tokens.word(end + 2)):
        return end + 3, value + Fraction(int(tokens.word(end)), int(tokens.word(end + 2)))
    return end, value


def _is_ratio(tokens: Tokens, at: int) -> bool:
    """Return True for "4/5": no date, no path, no code."""
    if tokens.word(at + 1) != "/" or not tokens.ties_digits(at + 1):
        return False
    if tokens.left(at) in {"/", "-"} and tokens.kind(at - 2) == "digits":
        return False
    if tokens.right(at + 2) in {"/", "-"} or (tokens.is_glued(at + 3) and tokens.kind(at + 3) == "word"):
        return False
    return len(tokens.word(at)) <= _GROUP and len(tokens.word(at + 2)) <= _GROUP + 1 and int(tokens.word(at + 2)) > 0


def _lettered(tokens: Tokens, start: int, end: int, value: Fraction, words: NumberWords) -> tuple[int, Fraction] | None:
    """Multiply by a glued letter ("10k", "2,5M"); any other letters make it no number ("29km")."""
    form = tokens[end].form
    if form in words.letters and not (tokens.kind(end + 1) in {"digits", "word"} and tokens.is_glued(end + 1)):
        return end + 1, value * words.letters[form]
    priced = start > 0 and unicodedata.category(tokens[start - 1].form[0]) == "Sc"
    if priced and form in words.money_letters:
        return end + 1, value * words.money_letters[form]
    if tokens.word(end) in words.scales or tokens.word(end) in words.hundreds or is_code(form) or not form.isascii():
        return end, value
    return None
