"""Bodies named by what they are: "l'ambassade d'Indonésie", "Beijing police", "the transport ministry", "Commission de surveillance financière".

An office with a country, a city, a people or a portfolio names one body, whether or not it takes capitals.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing.extract.gazetteer import Gazetteer, joined, key, longest
from briefing.extract.names import Name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from briefing.extract.words import Word

_ADJECTIVES = 3  # at most, between an office and its country
_LINKS = 4  # at most, of "de ..." phrases behind a head


def find_institutions(words: Sequence[Word], facts: Gazetteer, *, language: str, sentence: int) -> list[Name]:
    """Return the bodies named by an office word in a sentence, longest first at each place."""
    finder = _Finder(words, facts, sentence)
    found: list[Name] = []
    position = 0
    while position < len(words):
        name = finder.before(position) if language == "en" else finder.behind(position)
        if name is None:
            position += 1
            continue
        found.append(name)
        while position < len(words) and words[position].start < name.end:
            position += 1
    return found


class _Finder:
    """The grammar of office names in one sentence."""

    def __init__(self, words: Sequence[Word], facts: Gazetteer, sentence: int) -> None:
        self.words, self.facts, self.sentence = words, facts, sentence
        self.of, self.articles = facts.of, facts.articles

    def before(self, position: int) -> Name | None:
        """Return an office with its country or portfolio before it: "Indonesian embassy", "Indonesia's embassy", "US Treasury Department"."""
        count, nominal = self._office(position)
        if not count:
            return None
        end = position + count
        start, code = self._qualifiers(position)
        start = self._joined_countries(start) if nominal else start
        if start == position or self._owner_is_common(start, position):
            return self._of_country(position, end, nominal=nominal)
        stop = end
        if not nominal and stop + 1 < len(self.words) and self.words[stop].folded in self.of and self.words[stop + 1].is_capital:
            stop = self._capitals(stop + 1)
        return self._name(start, stop, code, head=joined(self.words[position:end]), nominal=nominal)

    def behind(self, position: int) -> Name | None:
        """Return an office with its country or portfolio behind it: "ministère chinois de la Sécurité publique", "police de la ville de Pékin"."""
        count, nominal = self._office(position)
        capital = self.words[position].is_capital and self.words[position].folded in self.facts.heads and self.words[position].text[0].isalpha()
        lower_head = self.words[position].folded in self.facts.before_name
        if not count and not capital and not lower_head:
            return self._small_name(position)
        end = position + max(count, 1)
        free = capital and (position > 0 or count > 0) and not nominal
        adjectives = self._adjectives(end) if not longest(self.words, end, self.facts.demonyms, most=2) else end
        stop, code = self._tail(adjectives, free=free)
        stop = end if stop == adjectives and code is None else stop
        if stop == end:
            stop = self._after_head(end) if lower_head or capital else end
        if stop == end and capital and position > 0:
            stop = self._adjectives(end) if count < 2 else end
            count = max(count, 2) if stop > end else count
        if stop == end and capital and count > 1:
            return self._name(position, end, None, head=joined(self.words[position:end]), nominal=False)
        if stop == end:
            return None
        return self._name(position, stop, code, head=joined(self.words[position:end]), nominal=nominal)

    def _small_name(self, position: int) -> Name | None:
        """Return a name whose first word alone has a capital: "l'ONG Vigie des marées", "l'association Ligne ouverte", "la Protection civile"."""
        word = self.words[position]
        if position == 0 or not word.is_capital or not word.text.isalpha() or word.text.isupper() or word.folded in self.facts.never:
            return None
        before = self.words[position - 1]
        apposed = position > 1 and before.text == "," and self.words[position - 2].folded in self.facts.organisation_cues
        introduced = (before.folded in self.facts.organisation_cues or apposed) and word.pos in {"NOUN", "PROPN", "ADJ", ""}
        known = before.folded in self.articles and word.label == "ORG"
        if not (introduced or known) or longest(self.words, position, self.facts.titles):
            return None
        end = self._adjectives(position + 1)
        if introduced:
            end, _ = self._tail(end, free=True)
            end = self._behind_preposition(end)
        foreign = longest(self.words, position + 1, self.facts.demonyms, most=2)
        if end == position + 1 or foreign:
            return None
        return self._name(position, end, None, head="", nominal=False)

    def _behind_preposition(self, position: int) -> int:
        """Return the end of "en solidarité", "hors des puits" in a name, ``position`` where none follows."""
        if position + 1 >= len(self.words) or self.words[position].folded not in self.facts.inner_prepositions:
            return position
        start = self._preposition(position + 1) or position + 1
        noun = self.words[start]
        return start + 1 if noun.pos == "NOUN" and noun.text.isalpha() and not noun.is_capital else position

    def _office(self, position: int) -> tuple[int, bool]:
        count = longest(self.words, position, self.facts.public, most=3)
        if count:
            return count, False
        count = longest(self.words, position, self.facts.nominal, most=1)
        return count, bool(count)

    def _qualifiers(self, position: int) -> tuple[int, str | None]:
        """Walk left over country, people, city, portfolio and plain adjectives; return where they begin and the country's code."""
        start, code, skipped = position, None, 0
        while start > 0 and skipped <= _ADJECTIVES:
            if self.words[start - 1].folded == "'s" and start > 1:
                step, found = self._place_ending(start - 1)
                if step:
                    return start - 1 - step, found
                break
            step, found = self._place_ending(start)
            if step:
                return start - step, found or code
            word = self.words[start - 1]
            portfolio = next((n for n in (2, 1) if start >= n and key(joined(self.words[start - n : start])) in self.facts.portfolios), 0)
            if portfolio:
                return self._wider(start - portfolio)
            if word.pos not in {"ADJ", "PROPN", "NOUN"} or not word.text.isalpha() or word.folded in self.facts.heads:
                break
            start, skipped = start - 1, skipped + 1
        return position, None

    def _joined_countries(self, start: int) -> int:
        """Take in the first of two countries: "the U.S. and U.K. governments"."""
        step = self._place_ending(start - 1)[0] if start > 1 and self.words[start - 1].folded == "and" else 0
        return start - 1 - step if step else start

    def _wider(self, start: int) -> tuple[int, str | None]:
        """Take in the country before a portfolio: "French transport ministry"."""
        at = start - 1 if start > 1 and self.words[start - 1].folded == "'s" else start
        step, code = self._place_ending(at)
        return (at - step, code) if step else (start, None)

    def _place_ending(self, end: int) -> tuple[int, str | None]:
        """Return how many words before ``end`` name a country, a people or a city, and the code."""
        for count in (4, 3, 2, 1):
            if end < count or not self.words[end - count].text[0].isupper():
                continue
            phrase = key(joined(self.words[end - count : end]))
            code = self.facts.territories.get(phrase) or self.facts.demonyms.get(phrase)
            if code or phrase in self.facts.cities:
                return count, code
        return 0, None

    def _owner_is_common(self, start: int, position: int) -> bool:
        """Return whether only small words stand before the office ("the military police")."""
        return not any(word.is_capital for word in self.words[start:position]) and not any(
            key(joined(self.words[left:right])) in self.facts.portfolios for left in range(start, position) for right in range(left + 1, position + 1)
        )

    def _of_country(self, position: int, end: int, *, nominal: bool) -> Name | None:
        """Return "embassy of Indonesia", "Ministry of Mines"."""
        if end + 1 >= len(self.words) or self.words[end].folded not in self.of:
            return None
        stop, code = self._tail(end, free=False)
        return self._name(position, stop, code, head=joined(self.words[position:end]), nominal=nominal) if stop > end else None

    def _tail(self, position: int, *, free: bool) -> tuple[int, str | None]:
        """Read what stands behind an office: peoples, portfolios, countries, cities, further offices; with ``free`` any noun with its adjectives."""
        end, code = self._peoples(position)
        for _ in range(_LINKS):
            start = self._preposition(end)
            if start is None:
                break
            stop, found = self._object(start, free=free)
            if stop == start:
                break
            end, code = stop, code or found
            stop, found = self._peoples(end)
            end, code = stop, code or found
            if found is None and code is not None and not free:
                break
        return end, code

    def _peoples(self, position: int) -> tuple[int, str | None]:
        """Read a demonym as an adjective, one other adjective before it allowed: "fédéraux américains"."""
        for skipped in range(_ADJECTIVES):
            at = position + skipped
            before = self.words[at - 1]
            if at >= len(self.words) or (skipped and (before.pos not in {"ADJ", "VERB", ""} or not before.text.isalpha())):
                break
            count = longest(self.words, at, self.facts.demonyms, most=2)
            if count and not self.words[at].is_capital:
                return at + count, self.facts.demonyms[key(joined(self.words[at : at + count]))]
        return position, None

    def _preposition(self, position: int) -> int | None:
        """Return where the noun behind "de la", "of the" begins, None without such a preposition."""
        if position >= len(self.words) or self.words[position].folded not in self.of:
            return None
        position += 1
        if position < len(self.words) and self.words[position].folded in self.articles:
            position += 1
        return position if position < len(self.words) else None

    def _object(self, position: int, *, free: bool) -> tuple[int, str | None]:  # noqa: PLR0911 - one return for each kind of object
        for phrases in (self.facts.territories, self.facts.portfolios):
            count = longest(self.words, position, phrases)
            if count:
                return position + count, self.facts.territories.get(key(joined(self.words[position : position + count])))
        word = self.words[position]
        if word.folded in self.facts.place_cues and not word.is_capital:  # "de la ville de Pékin"
            start = self._preposition(position + 1)
            if start is not None and self._is_proper(start):
                return self._capitals(start), None
            return (position + 1 if free and word.pos == "NOUN" else position), None
        if word.folded in self.facts.public | self.facts.before_name | self.facts.heads and not word.is_capital:
            stop, code = self._tail(position + 1, free=False)
            return (stop, code) if stop > position + 1 else ((position + 1, None) if free else (position, None))
        if self._is_proper(position):
            return self._capitals(position), None
        if free and word.pos in {"NOUN", "ADJ"}:
            stop = position + 1
            while stop < len(self.words) and self.words[stop].pos == "ADJ" and self.words[stop].text.isalpha():
                stop += 1
            return stop, None
        return position, None

    def _adjectives(self, position: int) -> int:
        """Step over small adjectives behind a capitalised head: "Garde côtière", "Société maritime"."""
        end = position
        while end < len(self.words) and end - position < 2:
            word = self.words[end]
            if word.pos != "ADJ" or not word.text[0].isalpha() or word.is_capital:
                break
            end += 1
        return end

    def _after_head(self, position: int) -> int:
        """Return the end of the name behind a head word: "groupe Prince", also where the name looks like a title."""
        if position < len(self.words) and self.words[position].is_capital and self.words[position].text[0].isalpha():
            return self._capitals(position + 1) if position + 1 < len(self.words) else position + 1
        return position

    def _is_proper(self, position: int) -> bool:
        word = self.words[position]
        named = word.is_capital and word.text[0].isalpha() and word.folded not in self.facts.starters
        return named and not longest(self.words, position, self.facts.titles)

    def _capitals(self, position: int) -> int:
        """Return the end of the capitalised words from ``position``."""
        end = position
        while end < len(self.words) and (self._is_proper(end) or self.words[end].text == "&"):
            if end > position and self.words[end].start - self.words[end - 1].end > 1:
                break
            end += 1
        return end

    def _name(self, start: int, end: int, code: str | None, *, head: str, nominal: bool) -> Name:
        part = self.words[start:end]
        form = "nominal" if nominal else "name"
        return Name(self.sentence, part[0].start, part[-1].end, joined(part), (0, 9.0, 0, 0), form=form, code=code, head=key(head) or None)
