"""Roles as the source words them: "Prime Minister Hun", "X, chairman of Y", "le directeur de la recherche, X"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.gazetteer import longest
from briefing.model import Role

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.gazetteer import Gazetteer
    from briefing.extract.names import Name
    from briefing.extract.words import Word

_LONGEST = 22  # words of an apposition
_STOPS = frozenset({",", ";", ":", ".", "(", ")", "–", "—", '"', "“", "”", "«", "»", "!", "?"})
_CLAUSE = frozenset({"VERB", "AUX", "SCONJ"})


def find_roles(
    words: Sequence[Sequence[Word]], names: Sequence[Name], chains: dict[int, int], people: frozenset[int], facts: Gazetteer,
) -> tuple[Role, ...]:
    """Return the roles of persons, in order.

    Args:
        words: the words of each sentence.
        names: the document's names.
        chains: chain of each name.
        people: chains that are persons.
        facts: the language's lists.
    """
    found = set()
    for index, name in enumerate(names):
        chain = chains.get(index)
        if chain not in people or name.form != "name":
            continue
        sentence = words[name.sentence]
        first = next((n for n, word in enumerate(sentence) if word.start >= name.start), None)
        last = next((n for n, word in enumerate(sentence) if word.end >= name.end), None)
        if first is None or last is None:
            continue
        for span in (_before(sentence, first, facts), _after(sentence, last + 1, facts), _before_comma(sentence, first, facts)):
            if span is not None:
                found.add(Role(chain=chain, start=sentence[span[0]].start, end=sentence[span[1] - 1].end))
    return tuple(sorted(found, key=lambda role: (role.start, role.end, role.chain)))


def _is_role(words: Sequence[Word], facts: Gazetteer) -> bool:
    return any(word.folded in facts.people or longest(words, n, facts.titles, most=3) for n, word in enumerate(words))


def _before(words: Sequence[Word], first: int, facts: Gazetteer) -> tuple[int, int] | None:
    """Return a title that touches the name: "Prince Group chairman", "l'homme d'affaires chinois"."""
    end = first
    while end > 0 and words[end - (2 if words[end - 1].text == "." and end > 1 else 1)].folded in facts.honorifics:
        end -= 1
    start = end
    while start > 0 and end - start < 9 and _is_modifier(words, start - 1):
        start -= 1
    while start < end and (words[start].pos == "ADP" or words[start].folded in {"'s", "-"} | facts.of):
        start += 1
    nouns = [n for n in range(start, end) if words[n].folded in facts.people or longest(words[:end], n, facts.titles, most=3)]
    if not nouns or any(word.text in _STOPS for word in words[start:end]):
        return None
    return start, end


def _is_modifier(words: Sequence[Word], position: int) -> bool:
    word = words[position]
    if word.pos in {"NOUN", "ADJ", "PROPN"} or word.folded in {"'s", "-", "&", "d'"}:
        return True
    return word.pos == "" and word.text[0].isalpha() and len(word.text) > 3


def _after(words: Sequence[Word], position: int, facts: Gazetteer) -> tuple[int, int] | None:
    """Return an apposition behind the name: ", the chairman of Prince Group,", ", 38 ans, président du groupe"."""
    position = _skip_age(words, position)
    if position >= len(words) or words[position].text not in {",", "(", "–", "—"}:
        return None
    start = position + 1
    while start < len(words) and words[start].pos in {"DET", "PRON"}:
        start += 1
    end = start
    while end < len(words) and end - start < _LONGEST and words[end].text not in _STOPS and not _breaks(words, start, end, facts):
        end += 1
    head = words[start : min(end, start + 8)]
    cut = next((n for n, word in enumerate(head) if word.pos == "ADP" and word.folded != "d'"), len(head))
    if end == start or not _is_role(head[:cut], facts):
        return None
    return start, end


def _breaks(words: Sequence[Word], start: int, position: int, facts: Gazetteer) -> bool:
    """Return whether a clause begins: a verb, a relative; a noun the tagger takes for a verb ("lead", "chef") does not count at the start."""
    word = words[position]
    if word.folded in facts.people or words[position - 1].text == "-":
        return False
    return (word.pos in _CLAUSE and position > start) or word.folded in facts.relatives


def _skip_age(words: Sequence[Word], position: int) -> int:
    """Step over ", 38," or "(38 ans)" between a name and its apposition."""
    if position + 2 < len(words) and words[position].text in {",", "("} and words[position + 1].text.isdigit() and len(words[position + 1].text) <= 2:
        for step in (2, 3):
            if position + step < len(words) and words[position + step].text in {",", ")"}:
                following = position + step
                return following + 1 if words[following].text == ")" else following
    return position


def _before_comma(words: Sequence[Word], first: int, facts: Gazetteer) -> tuple[int, int] | None:
    """Return a profession set before the name with a comma: "le directeur de la recherche de l'organisation, X"."""
    if first < 2 or words[first - 1].text != ",":
        return None
    end = first - 1
    for start in range(end - 1, max(-1, end - _LONGEST), -1):
        word = words[start]
        if (word.pos in _CLAUSE and word.folded not in facts.people) or word.text in _STOPS:
            return None
        count = longest(words, start, facts.titles, most=3) or int(word.folded in facts.people)
        determined = start == 0 or words[start - 1].pos in {"DET", "ADP", ""} or words[start - 1].folded in facts.articles
        if count and determined:
            return start, end
    return None
