"""Names of persons: when two spellings are one person, and when two alike names are two.

Likeness alone never joins: given names and surnames are compared part by part, and a part may differ only as spellings of one name differ
("Montse", "Monse"; "Weirich", "Weyrich"), never as names differ ("Jean", "Jeanne"; "Drozd", "Drozdov"; "Hun Manet", "Hun Sen").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from briefing import lexicon
from briefing.folding import fold
from briefing.reconcile.bodies import tokens

LIKENESS = 90  # rapidfuzz token_sort_ratio from which two full names may be one
_SOUNDING = 75  # the same where every part sounds the same: one name romanised for two languages ("Gelashvili", "Guelachvili")
_DOUBLE = re.compile(r"(.)\1+")
_VOWELS = re.compile(r"[aeiouy]+")
# Letters that transliterations and misspellings exchange, longest first; applied in order to folded words.
_SOUNDS = (
    ("sch", "s"), ("tch", "c"), ("ch", "c"), ("sh", "s"), ("kh", "k"), ("gh", "g"), ("ph", "f"), ("th", "t"), ("dh", "d"), ("ck", "k"),
    ("gue", "ge"), ("gui", "gi"),
    ("ou", "u"), ("oo", "u"), ("ee", "i"), ("qu", "k"), ("q", "k"), ("w", "v"), ("y", "i"), ("ie", "i"), ("z", "s"), ("x", "ks"), ("dj", "j"),
)
_SILENT = re.compile(r"(?<![aeiou])(?<!^)h|h(?![aeiou])")  # "John", "Hannah", not "Mohamed"
_ENDING = re.compile(r"(?<=i)ne$")  # "Poutine"
_SHORTEST = 5  # letters from which a word may differ in one letter within
_ROMANISED = 6  # letters from which "ch" and "sh" may be one sound
_LONG = 9  # letters from which it may differ in two


@dataclass(frozen=True, slots=True)
class PersonName:
    """A person's name without titles and particles."""

    parts: tuple[str, ...]  # folded, in the order written

    @property
    def is_full(self) -> bool:
        """Whether it has more than one part."""
        return len(self.parts) > 1


@cache
def read_person(text: str) -> PersonName:
    """Read a person's name; titles of every language before it and particles go.

    >>> read_person("Dr. Joseph Ilunga Kasadi").parts, read_person("Ursula von der Leyen").parts
    (('joseph', 'ilunga', 'kasadi'), ('ursula', 'leyen'))
    """
    words = [fold(word).replace(".", "") for word in tokens(text)]
    while len(words) > 1 and (words[0] in _titles() or words[0].endswith("'")):
        words.pop(0)
    kept = [word for word in words if word not in _particles() and not word.startswith("'")]
    return PersonName(tuple(kept or words))


def same_person(left: PersonName, right: PersonName) -> str | None:
    """Return why two full names are one person, None when they are not (or it cannot be told).

    >>> same_person(read_person("Monse Ferrer"), read_person("Montse Ferrer"))
    'token_sort 96, same surname'
    >>> same_person(read_person("Hun Manet"), read_person("Hun Sen")) is None
    True
    """
    if not (left.is_full and len(left.parts) == len(right.parts)):
        return None
    if sorted(left.parts) == sorted(right.parts):
        return "same name" if left.parts == right.parts else "same name in another order"
    likeness = round(max(ratio(" ".join(left.parts), " ".join(right.parts)) for ratio in (fuzz.ratio, fuzz.token_sort_ratio)))
    pairs = list(zip(left.parts, right.parts, strict=True))
    changed = [(n, pair) for n, pair in enumerate(pairs) if pair[0] != pair[1]]
    least = _SOUNDING if all(_sound_alike(*pair) for pair in pairs) else LIKENESS
    if likeness < least or not all(_is_respelt(*pair, given=n < len(pairs) - 1, alone=len(changed) == 1) for n, pair in changed):
        return None
    which = "same surname" if pairs[-1][0] == pairs[-1][1] else "same given name" if pairs[0][0] == pairs[0][1] else "same sounds"
    return f"token_sort {likeness}, {which}"


def short_for(short: PersonName, full: PersonName) -> str | None:
    """Return why a shorter name can stand for a full one: a surname or first part, an initial, a middle name left out; None when it cannot.

    >>> short_for(read_person("Sims"), read_person("Jacob Sims")), short_for(read_person("J. Sims"), read_person("Jacob Sims"))
    ('part of the name', 'same surname and initial')
    """
    if not full.is_full or short.parts == full.parts:
        return None
    if not short.is_full:
        return "part of the name" if short.parts[0] in {full.parts[-1], full.parts[0]} else None
    if len(short.parts) == len(full.parts):
        return _with_initials(list(zip(short.parts, full.parts, strict=True)))
    return _shortened(short, full) if len(short.parts) < len(full.parts) else None


@cache
def sound(word: str) -> str:
    """Return a folded word as it roughly sounds, double letters single: what misspellings keep.

    >>> sound("weyrich") == sound("weirich"), sound("vanloo"), sound("mohammed")
    (True, 'vanlo', 'mohamed')
    """
    if len(word) > 3:
        for letters, other in _SOUNDS:
            if not (letters == "oo" and word.endswith("oo")):
                word = word.replace(letters, other)
        word = _SILENT.sub("", word)
    return _DOUBLE.sub(r"\1", word)


def _shortened(short: PersonName, full: PersonName) -> str | None:
    """Return a reason when ``full`` only adds middle parts: "Joseph Kasadi", "Joseph Ilunga Kasadi"."""
    if short.parts[-1] != full.parts[-1]:
        return None
    first, other = short.parts[0], full.parts[0]
    if first != other and not (len(first) == 1 and other.startswith(first)):
        return None
    rest = iter(full.parts[1:])
    return "same first and last name" if all(part in rest for part in short.parts[1:]) else None


def _with_initials(pairs: list[tuple[str, str]]) -> str | None:
    """Return a reason when given names differ only as an initial stands for one: "J. Sims", "Jacob Sims"."""
    if pairs[-1][0] != pairs[-1][1] or len(pairs[-1][0]) < 2:
        return None
    fits = all(left == right or (len(left) == 1 and left == right[0]) for left, right in pairs[:-1])
    return "same surname and initial" if fits else None


def _is_respelt(left: str, right: str, *, given: bool, alone: bool) -> bool:
    """Return whether two different words are spellings of one name.

    The ends of given names carry gender ("Daniel", "Daniela"), so they must agree; short words must agree but for their sound ("Marc", "Mark").
    """
    if _sound_alike(left, right):
        return not given or left[-1] == right[-1] or left[-1] in "hyi" or right[-1] in "hyi"
    shortest = min(len(left), len(right))
    if left[0] != right[0] or shortest < _SHORTEST:
        return False
    if given and left[-1] != right[-1]:
        return False
    if left.startswith(right) or right.startswith(left):
        return False  # "Drozd", "Drozdov"; "Petrov", "Petrova"
    distance = OSA.distance(left, right)
    if distance == 1:
        return not (given and _is_vowel_change(left, right))
    same_frame = _VOWELS.sub("", sound(left)) == _VOWELS.sub("", sound(right))
    return distance == 2 and alone and (same_frame or shortest >= _LONG) and left[-1] == right[-1]


def _sound_alike(left: str, right: str) -> bool:
    """Return whether two words sound alike, each romanised for its language: "Poutine"; French "ch" is English "sh", but Chen is not Shen."""
    shortest = min(len(left), len(right))
    sounds = [_ENDING.sub("n", sound(word)) if shortest >= _SHORTEST else sound(word) for word in (left, right)]
    return sounds[0] == sounds[1] or (shortest >= _ROMANISED and sounds[0].replace("c", "s") == sounds[1].replace("c", "s"))


def _is_vowel_change(left: str, right: str) -> bool:
    """Return whether one vowel stands for another, as in "Frances" and "Francis"."""
    changed = [pair for pair in zip(left, right, strict=False) if pair[0] != pair[1]]
    return len(left) == len(right) and all(a in "aeiouy" and b in "aeiouy" for a, b in changed)


@cache
def _titles() -> frozenset[str]:
    found = set()
    for language in lexicon.languages():
        roles = lexicon.load(language, "roles")
        found |= {fold(str(word)) for name in ("honorifics", "titles") for word in roles.get(name, ())}
    return frozenset(found)


@cache
def _particles() -> frozenset[str]:
    return frozenset(fold(str(word)) for language in lexicon.languages() for word in lexicon.load(language, "names").get("particles", ()))
