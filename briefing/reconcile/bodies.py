"""Names of organisations and places as bags of ideas, so that a name, its other word order and its translation meet.

"Institut américain de la paix" and "US Institute of Peace" are both {institute, US, peace}; "groupe Prince" and "Prince Group" are {group, prince}.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Literal

from rapidfuzz import fuzz

from briefing import lexicon
from briefing.folding import fold
from briefing.reconcile.territories import acronyms, cities, longest_name, peoples, territories

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

_TOKEN = re.compile(r"(?:[^\W_]\.){2,}|[^\W_]+(?:['’][^\W_]+)?")
_ELISION = re.compile(r"(?:[ldnsjmct]|qu)['’]", re.IGNORECASE)
_LONGEST_NAME = 300  # characters of a name; what follows tells nothing more
_COGNATE = 85  # rapidfuzz ratio from which words of two languages count as one ("provincial", "provinciale")


@dataclass(frozen=True, slots=True)
class Item:
    """One part of a name."""

    kind: Literal["territory", "people", "city", "idea", "own"]
    ids: frozenset[str]  # codes, cities or ideas it can stand for; the folded word itself for "own"
    text: str  # folded
    located: bool = False  # behind a preposition of place: "in Phnom Penh"

    @property
    def is_place(self) -> bool:
        """Whether it names a country, its people or a city."""
        return self.kind in {"territory", "people", "city"}


@dataclass(frozen=True, slots=True)
class BodyName:
    """A name read as a bag of items."""

    text: str
    language: str
    items: tuple[Item, ...]
    located: bool = field(init=False, repr=False, compare=False)  # whether it says where the body sits
    wanted: tuple[Item, ...] = field(init=False, repr=False, compare=False)  # what another name must have to be the same
    wanted_here: tuple[Item, ...] = field(init=False, repr=False, compare=False)  # the same where both names say where the body sits
    placeless: tuple[Item, ...] = field(init=False, repr=False, compare=False)  # the items that do not say whose body it is

    def __post_init__(self) -> None:
        """Work out what is asked of a name for every other it is compared with."""
        object.__setattr__(self, "located", any(item.located for item in self.items))
        object.__setattr__(self, "wanted", _required(self.items, keep_located=False))
        object.__setattr__(self, "wanted_here", _required(self.items, keep_located=True))
        object.__setattr__(self, "placeless", tuple(item for item in self.items if not item.is_place))

    @property
    def heads(self) -> frozenset[str]:
        """What kind of body it is: "ministry", "university"; empty when the name does not say."""
        return frozenset(idea for item in self.items if item.kind == "idea" for idea in item.ids) & _heads()

    @property
    def main_head(self) -> frozenset[str]:
        """The kind of the body itself, not of the body it belongs to: the last in English order, the first where the head leads."""
        order = self.items if lexicon.load(self.language, "bodies").get("head-first") else self.items[::-1]
        return next((item.ids & _heads() for item in order if item.kind == "idea" and item.ids & _heads()), frozenset())

    @property
    def territories(self) -> frozenset[str]:
        """Codes and cities that say whose body it is."""
        return frozenset(code for item in self.items if item.is_place and not item.located for code in item.ids)

    @property
    def is_office(self) -> bool:
        """Whether it is an office of a state: an embassy, a ministry, the police."""
        return bool(self.heads & _facts("state"))

    @property
    def own(self) -> tuple[Item, ...]:
        """The words that are a name and no common idea."""
        return tuple(item for item in self.items if item.kind == "own")


def read_name(text: str, language: str) -> BodyName:
    """Read the name of an organisation or place.

    >>> [sorted(item.ids)[0] for item in read_name("l'ambassade d'Indonésie à Phnom Penh", "fr").items]
    ['embassy', 'ID', 'phnom penh']
    """
    return _read(text[:_LONGEST_NAME], language)


@cache
def _read(text: str, language: str) -> BodyName:
    office = _offices(language).get(_joined(tokens(text)))
    if office is not None:
        return BodyName(text, language, tuple(_coded(part) for part in office))
    expanded = lexicon.load(language, "bodies").get("acronyms", {}).get(text.strip().replace(".", ""))
    if (placed := _with_place(text, language)) is not None:
        return BodyName(text, language, placed)
    words = tokens(str(expanded) if expanded else text)
    items: list[Item] = []
    located = False
    index = 0
    while index < len(words):
        item, used = _item_at(words, index, language)
        if item is None:
            located = fold(words[index]) in _located(language)
        else:
            items.append(Item(item.kind, item.ids, item.text, located and item.is_place and bool(items)))
            located = False
        index += used
    while len(items) > 1 and items[-1].text in _suffixes():
        items.pop()
    return BodyName(text, language, tuple(items))


def tokens(text: str) -> tuple[str, ...]:
    """Return the words of a name; elided articles and possessive endings are words of their own.

    >>> tokens("Harvard’s Asia Center"), tokens("l’U.S. Army")
    (('Harvard', "'s", 'Asia', 'Center'), ("l'", 'U.S.', 'Army'))
    """
    found: list[str] = []
    for match in _TOKEN.finditer(text[:_LONGEST_NAME]):
        word = match.group().replace("’", "'")
        elided = _ELISION.match(word)
        if elided:
            found.append(elided.group())
            word = word[elided.end() :]
        if word[-2:].lower() == "'s":
            found += [word[:-2], "'s"]
        elif word:
            found.append(word)
    return tuple(found)


def same_body(left: BodyName, right: BodyName) -> bool:
    """Return whether two names have the same items, each matched once; places behind a preposition may be missing.

    Within a language words must be the same but for the kind of body; between languages ideas and cognates match.
    """
    here = left.located and right.located
    one, two = (left.wanted_here, right.wanted_here) if here else (left.wanted, right.wanted)
    return _same_items(one, two, cross=left.language != right.language)


def same_but_place(left: BodyName, right: BodyName) -> bool:
    """Return whether two names are the same when nothing is asked of whose body it is."""
    return _same_items(left.placeless, right.placeless, cross=left.language != right.language)


def _same_items(one: Sequence[Item], two: Sequence[Item], *, cross: bool) -> bool:
    if len(one) != len(two) or not one:
        return False
    free = list(two)
    for item in sorted(one, key=lambda i: (i.kind, i.text)):
        match = next((other for other in free if item.text == other.text), None)
        match = match or next((other for other in free if same_item(item, other, cross=cross)), None)
        if match is None:
            return False
        free.remove(match)
    return True


def same_item(left: Item, right: Item, *, cross: bool) -> bool:
    """Return whether two parts of names mean the same; ``cross`` when the names are of two languages."""
    if left.text == right.text:
        return True
    if left.is_place and right.is_place:
        return bool(left.ids & right.ids)
    if left.kind == right.kind == "idea":
        shared = left.ids & right.ids
        return bool(shared) and (cross or bool(shared & _heads()) or _stem(left.text) == _stem(right.text))
    if {left.kind, right.kind} <= {"own", "idea"}:
        return cross and min(len(left.text), len(right.text)) >= 5 and fuzz.ratio(left.text, right.text) >= _COGNATE
    return False


def is_short_for(short: BodyName, full: BodyName, *, place: bool = False) -> bool:
    """Return whether ``short`` leaves out of ``full`` only what short forms leave out.

    "Norvale" of "Norvale Resources", "Valmont" of "Banque Valmont"; never "Harvard University" of "Harvard University Asia Center", another kind of
    body. A place leaves out only what kind of place it is: "Mutebo" of "Mutebo mine", never "Mutebo" of "Mutebo-Nord".
    """
    if not short.own or len(short.items) >= len(full.items):
        return False
    free = _left_out(short, full)
    if free is None:
        return False
    if short.heads or len(full.heads) > 1:
        return bool(short.main_head & full.main_head)
    if place:
        return all(item.ids & _facts("places") for item in free)
    if "'s" in tokens(full.text):  # "Boeing's Launch Systems" is another body than Boeing
        return False
    return full.items[0] == short.items[0] or all(item.ids & _facts("loose") for item in free)


def holds(short: BodyName, full: BodyName) -> bool:
    """Return whether every part of ``short`` stands in ``full``."""
    return _left_out(short, full) is not None


def _left_out(short: BodyName, full: BodyName) -> list[Item] | None:
    """Return the items of ``full`` that ``short`` does not have, None when it has others."""
    free = list(full.items)
    for item in short.items:
        match = next((other for other in free if same_item(item, other, cross=short.language != full.language)), None)
        if match is None:
            return None
        free.remove(match)
    return free


def idea_item(idea: str) -> Item:
    """Return an item that stands for an idea by its key."""
    return Item("idea", frozenset({idea}), idea)


def is_generic_head(name: BodyName) -> bool:
    """Return whether nothing but a company, a group, an organisation is told: what "the company" can take up."""
    return name.heads <= _facts("loose")


def initials(name: BodyName) -> frozenset[str]:
    """Return the acronyms a name can have: the first letters of its words, with and without the small ones.

    >>> sorted(initials(read_name("Marine Safety Inquiry Bureau", "en")))
    ['msib']
    """
    words = [word for word in tokens(name.text) if not word.startswith("'")]
    small = _dropped(name.language)
    content = [word for word in words if fold(word) not in small and not word.endswith("'")]
    return frozenset(fold("".join(word[0] for word in part)) for part in (words, content) if len(part) > 1)


def _with_place(text: str, language: str) -> tuple[Item, ...] | None:
    """Return the items of a name that a comma and a place follow ("Toulouse, France"); None for others, "Washington, D.C." among them."""
    head, _, tail = text.partition(", ")
    words = tokens(text)
    if not (tail and words) or _item_at(words, 0, language)[1] == len(words):
        return None
    name, where = read_name(head, language).items, read_name(tail, language).items
    if not (name and where and all(item.is_place for item in where)):
        return None
    return (*name, *(Item(item.kind, item.ids, item.text, located=True) for item in where))


def _required(items: Sequence[Item], *, keep_located: bool) -> tuple[Item, ...]:
    """Return the items that must be matched: a located place only where both names have one; "city of" not beside the city."""
    has_city = any(item.is_place for item in items)
    return tuple(
        item for item in items
        if (keep_located or not item.located) and not (has_city and item.ids == {"municipal"} and len(items) > 2)
    )


def _item_at(words: Sequence[str], index: int, language: str) -> tuple[Item | None, int]:
    """Return the item that begins at ``index`` and how many words it takes; None for a word without meaning of its own."""
    for count in range(min(longest_name(language), len(words) - index), 0, -1):
        phrase = _joined(words[index : index + count])
        if count == 1 and phrase in acronyms(language) and not words[index].isupper():
            continue
        if (known := _known(phrase, language)) is not None:
            return known, count
    return _single(words[index], language), 1


def _known(phrase: str, language: str) -> Item | None:
    """Return the item a known phrase is: a country, a city, a people, an idea."""
    if codes := territories(language).get(phrase):
        return Item("territory", codes, phrase)
    if codes := cities(language).get(phrase):
        return Item("city", codes, phrase)
    if codes := peoples(language).get(phrase):
        return Item("people", codes, phrase)
    ideas = _ideas(language).get(phrase)
    return Item("idea", ideas, phrase) if ideas else None


def _single(word: str, language: str) -> Item | None:
    """Return the item a single word is that no list has as it stands; None for small words."""
    first = fold(word)
    if first in _dropped(language) or first.startswith("'") or first.endswith("'"):
        return None
    if ideas := _ideas(language).get(_stem(first)) or _elsewhere(first, language):
        return Item("idea", ideas, first)
    if word.islower() and any(first in _dropped(code) for code in lexicon.languages()):
        return None
    return Item("own", frozenset({first}), first)


def _elsewhere(word: str, language: str) -> frozenset[str]:
    """Return the ideas a word has in the other languages: "Banque Valmont" stands so in an English text too."""
    return frozenset(idea for code in lexicon.languages() if code != language for idea in _ideas(code).get(word, ())) & _heads()


def _joined(words: Iterable[str]) -> str:
    return " ".join(fold(word).replace(".", "") for word in words).replace("' ", "'").replace(" '", "'").replace("-", " ")


def _stem(word: str) -> str:
    return word[:-1] if len(word) > 4 and word.endswith("s") else word


def _coded(part: str) -> Item:
    return Item("territory", frozenset({part}), part) if part.isupper() else Item("idea", frozenset({part}), part)


@cache
def _ideas(language: str) -> Mapping[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for idea, words in lexicon.load(language, "bodies").get("words", {}).items():
        for word in words:
            form = _joined(tokens(str(word)))
            for variant in (form, _stem(form)):
                found.setdefault(variant, set()).add(str(idea))
    return {word: frozenset(ideas) for word, ideas in found.items()}


@cache
def _offices(language: str) -> Mapping[str, tuple[str, ...]]:
    return {_joined(tokens(str(name))): tuple(map(str, parts)) for name, parts in lexicon.load(language, "bodies").get("offices", {}).items()}


@cache
def _dropped(language: str) -> frozenset[str]:
    return frozenset(map(str, lexicon.load(language, "bodies").get("dropped", ())))


@cache
def _located(language: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in lexicon.load(language, "bodies").get("located", ()))


@cache
def _suffixes() -> frozenset[str]:
    return frozenset(str(word) for code in lexicon.languages() for word in lexicon.load(code, "bodies").get("suffixes", ()))


@cache
def _facts(name: str) -> frozenset[str]:
    """Return a list of ideas; they are the same in every language and stand in the English file."""
    return frozenset(map(str, lexicon.load("en", "bodies").get(name, ())))


def _heads() -> frozenset[str]:
    return _facts("heads")
