"""Names in a sentence: runs of capitalised words, cut where a title, a demonym or another name begins, with what speaks for their type.

A run is found by its capitals; the recogniser, the lists and the neighbours only vote on its type, so that a label missed by the model loses no name.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from briefing.extract.gazetteer import Gazetteer, joined, key, longest
from briefing.extract.votes import LABELS, NONE, Votes, add, context_votes, is_known_body, label_votes, list_votes

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.words import Word

_OTHER = frozenset({"PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "LANGUAGE", "DATE", "TIME", "MONEY", "PERCENT", "QUANTITY", "ORDINAL", "CARDINAL"})
_CLOSED = frozenset({"PRON", "DET", "ADP", "CCONJ", "SCONJ", "AUX", "INTJ", "PART"})
_CURRENCY = frozenset("$£€¥₩#")
_OPENING = frozenset("\"“«'‘(:–—•-*")


@dataclass(frozen=True, slots=True)
class Name:
    """A name as it stands in a sentence; ``start`` and ``end`` are document offsets."""

    sentence: int
    start: int
    end: int
    text: str
    votes: Votes
    form: str = "name"  # "name" or "nominal"
    cues: Votes = NONE  # the part of the votes that does not come from the recogniser
    code: str | None = None  # country or region it stands for or belongs to
    head: str | None = None  # of an institution: its head noun, folded
    weak: bool = False  # nothing but its capital speaks for it
    opens: bool = False  # a single word that opens its sentence: its capital says nothing
    shouted: bool = False  # read in a headline, where every word has a capital: needs the name elsewhere


def find_runs(words: Sequence[Word], facts: Gazetteer, *, sentence: int, shouting: bool) -> list[Name]:
    """Return the names of a sentence.

    Args:
        words: the sentence's words.
        facts: the language's lists.
        sentence: its number.
        shouting: whether most words carry a capital (a headline): then only what the lists or the recogniser know is a name.
    """
    found: list[Name] = []
    position = 0
    while position < len(words):
        if not _begins(words, position, facts, shouting=shouting):
            position += 1
            continue
        end = _run_end(words, position, facts, shouting=shouting)
        for left, right in _pieces(words, position, end, facts):
            name = _judge(words, left, right, facts, sentence)
            if name is not None:
                listed = max(list_votes(words[left:right], facts)) >= 5.0 and not any(word.folded in facts.heads for word in words[left:right])
                found.append(replace(name, shouted=shouting and not listed))
        position = end
    return found


def is_shouting(words: Sequence[Word]) -> bool:
    """Return whether a line without a stop is written as a headline: more than three fifths of its longer words, or all of few, have a capital."""
    long = [word for word in words if word.text.isalpha() and len(word.text) > 3]
    capitals = sum(word.is_capital for word in long)
    open_ended = bool(words) and words[-1].text not in {".", "!", "?", ":", '"', "”", "»"}
    if not open_ended:
        return False
    return (len(long) >= 4 and capitals > 0.6 * len(long)) or (len(long) >= 2 and capitals == len([word for word in words if word.text.isalpha()]))


def _at_start(words: Sequence[Word], position: int) -> bool:
    return position == 0 or all(word.text in _OPENING for word in words[:position]) or words[position - 1].text in _OPENING


def _begins(words: Sequence[Word], position: int, facts: Gazetteer, *, shouting: bool) -> bool:  # noqa: PLR0911 - a list of cases
    word = words[position]
    if not word.text[0].isalpha() or not word.is_capital or (word.text.endswith(("'", "’")) and len(word.text) < 3):
        return False
    if any(longest(words, position, phrases) for phrases in (facts.territories, facts.demonyms, facts.organisations)):
        return True
    follows = position + 1 < len(words) and words[position + 1].is_capital
    if word.folded in facts.never and not (follows and (word.folded in facts.honorifics | facts.titles or word.text.isupper())):
        return word.label not in _OTHER and word.label != "" and _wide(words, position)
    if shouting:
        return word.label in LABELS and _wide(words, position)
    if _at_start(words, position):
        if word.folded in facts.starters or word.pos in _CLOSED:
            return word.label in {"PERSON", "PER", "ORG", "GPE"} and _wide(words, position)
        known = is_known_body([word], facts) or key(word.text) in facts.cities
        return known or word.label in LABELS or word.pos in {"PROPN", ""} or follows
    return word.pos not in _CLOSED or word.label in LABELS or word.text.isupper()


def _wide(words: Sequence[Word], position: int) -> bool:
    """Return whether the recogniser's entity at ``position`` has another capitalised word."""
    number = words[position].entity
    return sum(word.entity == number and word.is_capital for word in words) > 1


def _run_end(words: Sequence[Word], start: int, facts: Gazetteer, *, shouting: bool) -> int:
    """Return where the run of capitalised words ends, small connecting words inside it."""
    end = start + max(1, longest(words, start, facts.organisations), longest(words, start, facts.territories))
    while end < len(words):
        if _is_initial(words, end):
            end += 2
            continue
        touching = _gap(words, end) <= 1
        if touching and _continues(words, end, facts, shouting=shouting):
            end += 1
            continue
        bridge = _bridge(words, start, end, facts) if touching else 0
        if not bridge:
            break
        end += bridge
    return end


def _is_initial(words: Sequence[Word], position: int) -> bool:
    """Return whether a stop after a single letter goes on with a name: "Michael M. Sears"."""
    if words[position].text != "." or position + 1 >= len(words) or not words[position + 1].is_capital:
        return False
    last = words[position - 1]
    return len(last.text) == 1 and last.is_capital and last.end == words[position].start and words[position + 1].start - words[position].end <= 1


def _gap(words: Sequence[Word], position: int) -> int:
    return words[position].start - words[position - 1].end


def _continues(words: Sequence[Word], position: int, facts: Gazetteer, *, shouting: bool) -> bool:
    word = words[position]
    if word.text == "&":
        return position + 1 < len(words) and words[position + 1].is_capital
    if word.text.isdigit():
        return words[position - 1].entity == word.entity != -1 and word.label == "PRODUCT"
    if not word.text[0].isalpha() or not word.is_capital:
        return False
    if shouting:
        return word.entity == words[position - 1].entity != -1
    proper = word.pos in {"PROPN", "NOUN"} or word.text.isupper() or word.entity == words[position - 1].entity != -1
    return proper or word.folded not in facts.starters


def _bridge(words: Sequence[Word], start: int, position: int, facts: Gazetteer) -> int:
    """Return how many small words lead from a run to a capitalised word that belongs to it: "of the", "de la", "bin"."""
    count = 0
    while position + count < len(words) and count < 3 and _gap(words, position + count) <= 1:
        word = words[position + count]
        if word.is_capital and word.text[0].isalpha():
            break
        if not any(word.folded in small for small in (facts.connectors, facts.particles, facts.links)):
            return 0
        count += 1
    target = position + count
    if not count or target >= len(words) or not words[target].is_capital or _gap(words, target) > 1:
        return 0
    inside = words[start].entity != -1 and words[target].entity == words[position - 1].entity and words[target].entity != -1
    small = [words[position + n].folded for n in range(count)]
    if inside:
        loose = words[target].label in {"ORG", "PERSON", "PER"} or set(small) <= facts.particles | facts.of | facts.articles
        return count + 1 if words[target].label in LABELS and loose else 0
    if all(word in facts.connectors or word in facts.articles for word in small) and _has_head(words[start:position], facts):
        return count + 1
    particle = count == 1 and small[0] in facts.particles - facts.of - facts.articles
    return count + 1 if particle else 0


def _has_head(words: Sequence[Word], facts: Gazetteer) -> bool:
    return any(word.folded in facts.heads or word.folded in facts.place_before for word in words if word.is_capital)


def _pieces(words: Sequence[Word], start: int, end: int, facts: Gazetteer) -> list[tuple[int, int]]:
    """Cut a run into names: "Chinese President Xi Jinping" keeps the name, "Prince Group Chairman Chen Zhi" gives two."""
    start, end = _strip(words, start, end, facts)
    for cut in range(start + 1, end):
        count = longest(words[:end], cut, facts.titles, most=3)
        plain = count > 1 or (count and words[cut].folded not in facts.ambiguous_titles)
        if count and not _has_head(words[cut:end], facts) and (plain or _has_head(words[start:cut], facts)):
            return [(start, cut), *_pieces(words, cut + count, end, facts)]
    territory = longest(words, start, facts.territories)
    if territory and start + territory < end and not _is_body(words[start:end], facts) and words[start].entity != words[end - 1].entity:
        return [(start, start + territory), *_pieces(words, start + territory, end, facts)]
    return [(start, end)] if start < end else []


def _is_body(words: Sequence[Word], facts: Gazetteer) -> bool:
    """Return whether a run names an organisation or place by one of its words."""
    kinds = (facts.heads, facts.suffixes, facts.place_after, facts.place_before)
    return any(word.folded in kind for word in words for kind in kinds)


def _strip(words: Sequence[Word], start: int, end: int, facts: Gazetteer) -> tuple[int, int]:
    """Leave out titles and demonyms before a person's name, and signs at the ends."""
    while start < end:
        if start + 1 < end and words[start].folded in facts.starters and _at_start(words, start) and not longest(words, start, facts.territories):
            start += 1
            continue
        if words[start].folded in facts.honorifics and start + 1 < end:
            start += 1
            continue
        if words[start].folded in facts.organisation_cues and words[start].text.isupper() and start + 1 < end:  # "ONG Secours insulaire"
            start += 1
            continue
        if words[start].text == "." and start + 1 < end:
            start += 1
            continue
        body = _is_body(words[start:end], facts)
        count = longest(words, start, facts.titles, most=3)
        if count and start + count <= end and not body and (start + count < end or words[start].label in {"", "MISC"}):
            start += count
            continue
        nation = longest(words, start, facts.demonyms, most=2)
        if nation and start + nation < end and not body and key(joined(words[start:end])) not in facts.territories:
            titled = longest(words, start + nation, facts.titles, most=3)
            if titled or words[start + nation].label in {"PERSON", "PER"} or longest(words, start + nation, facts.demonyms, most=2):
                start += nation
                continue
        break
    return start, end


def _judge(  # noqa: PLR0911 - a list of cases
    words: Sequence[Word], start: int, end: int, facts: Gazetteer, sentence: int,
) -> Name | None:
    """Return the name at ``words[start:end]`` with its votes, None when it names nobody."""
    while end - start > 1 and words[end - 1].text in facts.post_nominals:
        end -= 1
    while end - start > 1 and any(map(str.isdigit, words[end - 1].text)) and not is_known_body(words[start:end], facts):
        end -= 1  # "Airbus A330": the model is no part of the maker's name
    run = words[start:end]
    if end < len(words) and words[end].text in _CURRENCY and words[end].start == run[-1].end:
        return None  # "US$40 billion"
    text, folded = joined(run), key(joined(run))
    numbered = len(run) == 1 and any(map(str.isdigit, text)) and not is_known_body(run, facts)
    if (folded in facts.never and len(run) == 1) or numbered or not any(len(word.text) > 1 for word in run if word.text[0].isalpha()):
        return None
    if all(word.folded in facts.honorifics or word.folded in facts.people for word in run):
        return None
    name = Name(sentence, run[0].start, run[-1].end, text, NONE, code=facts.territories.get(folded))
    code = facts.demonyms.get(folded)
    if code is not None and name.code is None:
        return _people(words, start, end, facts, replace(name, code=code))
    if _is_thing(words, start, facts) or (folded in facts.portfolios and start > 1 and words[start - 2].folded in facts.people):
        return None  # a ship; "la ministre des Transports"
    labels, cues = label_votes(run), list_votes(run, facts)
    votes = add(labels, cues)
    context = context_votes(words, start, end, facts)
    linked = start > 0 and words[start - 1].folded in facts.of
    back = next((n for n in (1, 2) if start >= n and words[start - n].folded in facts.place_joined and (n == 1 or linked)), 0)
    if back:  # "cap Ravina", "golfe d'Uraba"
        name = replace(name, start=words[start - back].start, text=joined(words[start - back : end]))
        context = add(context, (0, 0, 4.0, 0))
    other = run[-1].label in _OTHER or (run[-1].label == "MISC" and len(run) == 1)
    weak = max(votes) < 1 and max(context) < 1.5
    if weak and (other or (len(run) == 1 and run[0].pos not in {"PROPN", "X", ""} and not run[0].text.isupper())):
        return None
    opens = len(run) == 1 and _at_start(words, start)
    return replace(name, votes=add(votes, context), cues=add(cues, context), weak=weak, opens=opens)


def _is_thing(words: Sequence[Word], start: int, facts: Gazetteer) -> bool:
    """Return whether a common noun before the run says that it names a thing: "le ferry Nyota Bleue", "Operation Dawn"."""
    return start > 0 and words[start - 1].folded in facts.things and _gap(words, start) == 1


def _people(words: Sequence[Word], start: int, end: int, facts: Gazetteer, name: Name) -> Name | None:
    """Return a nationality as a group where it is used as a noun: "South Koreans", "Chinese nationals", "the Chinese"."""
    following = words[end] if end < len(words) else None
    if following is not None and following.folded in facts.group_nouns:
        text = name.text + " " + following.text
        return replace(name, end=following.end, text=text, votes=(0, 0, 0, 6.0), form="nominal")
    plural = name.text.endswith(("s", "men")) and not name.text.endswith("ss")
    beside = following is not None and _gap(words, end) == 1 and following.text[0].isalpha()
    modifies = following is not None and beside and (following.pos in {"NOUN", "ADJ", "PROPN"} or following.is_capital)
    if plural and not (modifies and name.text.endswith(("ese", "ois", "ais"))):
        return replace(name, votes=(0, 0, 0, 6.0))
    determined = start > 0 and words[start - 1].folded in facts.articles | facts.of
    return replace(name, votes=(0, 0, 0, 5.0)) if determined and not modifies else None
