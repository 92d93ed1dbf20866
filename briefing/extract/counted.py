"""What a number counts: the noun phrase behind it, by the parse where there is one, else by the shape of the words."""

from __future__ import annotations

from bisect import bisect_right
from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.tokens import Phrases, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Token as ParsedToken

    from briefing.extract.parse import Parse, ParsedSentence

_LONGEST = 6  # words of a counted phrase
_SHORTEST_PLURAL = 3  # letters: "as", "os" are no plurals
_NUMBER_DEPS = frozenset({"nummod", "det", "amod"})
_LINK_DEPS = frozenset({
    "pobj", "prep", "npadvmod", "dobj", "obj", "attr", "nmod", "obl", "obl:arg", "obl:mod", "appos", "nummod", "amod", "acomp", "quantmod", "acl",
})
_OBJECTS, _SUBJECTS = frozenset({"dobj", "obj"}), frozenset({"nsubj", "nsubjpass", "nsubj:pass"})
_CLOSE_DEPS = frozenset({"amod", "flat", "flat:name", "compound"})


@cache
def _phrases(language: str, name: str) -> Phrases:
    return Phrases(dict.fromkeys(lexicon.load(language, "numbers").get(name) or (), True))


class Counted:
    """Finds what the numbers of one text count, by its words alone."""

    def __init__(self, text: str, tokens: Tokens, language: str) -> None:
        self.text = text
        self.tokens = tokens
        self.words: NumberWords = number_words(language)
        self.modifiers = frozenset(lexicon.load(language, "numbers").get("modifiers") or ())
        self.partitives, self.complements = _phrases(language, "partitives"), _phrases(language, "complements")

    def is_linked(self, index: int) -> bool:
        """Return True when a linking word ("of", "de", "d'") stands at ``index``."""
        word, following = self.tokens.word(index), self.tokens.word(index + 1)
        return word in self.words.fraction_of or (following == "'" and word + following in self.words.fraction_of)

    def find(self, last: int, *, link: bool) -> tuple[int, int] | None:
        """Return the characters of what the number that ends before token ``last`` counts; ``link`` skips "of", "de"."""
        tokens = self.tokens
        start = last
        partitive = self.partitives.at(tokens, start)
        if partitive is not None and tokens.kind(partitive[0]) == "word":
            start = partitive[0]
        elif link and self.is_linked(start):
            start += 2 if tokens.word(start + 1) == "'" else 1
        at = start
        while tokens.word(at) in self.modifiers and at - start < 2:
            at += 1
        end = self._noun_phrase(at)
        return None if end == at else (tokens[start].start, tokens[end - 1].end)

    def _noun_phrase(self, at: int) -> int:
        """Return where the phrase ends that starts at ``at``: at its first plural, else behind one word, before the verb."""
        index = at
        while index - at < _LONGEST and self._is_content(index):
            word, index = self._compound(index)
            if self.words.noun_first:
                return self._tail(index)
            if self._is_plural(word):
                return index
        return min(index, at + 1)

    def _compound(self, index: int) -> tuple[str, int]:
        """Return the last part and the end of a word with its hyphens ("vice-presidents")."""
        tokens = self.tokens
        word, index = tokens.word(index), index + 1
        while tokens.word(index) == "-" and tokens.is_glued(index) and tokens.is_glued(index + 1) and tokens.kind(index + 1) == "word":
            word, index = tokens.word(index + 1), index + 2
        return word, index

    def _is_content(self, index: int) -> bool:
        tokens = self.tokens
        word = tokens.word(index)
        if tokens.kind(index) != "word" or word in self.words.stop or len(word) < 2 or self._opens_line(index):
            return False
        return self.words.noun_first or tokens.left(index) != "'"

    def _opens_line(self, index: int) -> bool:
        """A number at a line's end counts nothing in the next line."""
        return index > 0 and "\n" in self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def _is_plural(self, word: str) -> bool:
        if word in self.words.person_words:
            return True
        return len(word) > _SHORTEST_PLURAL and word.endswith(self.words.plural_suffixes) and not word.endswith(self.words.singular_endings)

    def _tail(self, index: int) -> int:
        """Add a plural adjective and one complement: "affaires pénales", "agences d'escroquerie", "citoyens de ce pays"."""
        tokens = self.tokens
        if self._is_content(index) and self._is_plural(tokens.word(index)) and tokens[index].form[0].islower():
            index += 1
        complement = self.complements.at(tokens, index)
        if complement is None or not self._is_content(complement[0]) or tokens.word(complement[0]) in self.words.starters:
            return index
        return complement[0] + 1


def sentence_of(parse: Parse, position: int) -> ParsedSentence | None:
    """Return the parsed sentence that holds a character of the document."""
    index = bisect_right(parse.sentences, position, key=lambda sentence: sentence.start) - 1
    return parse.sentences[index] if index >= 0 and position < parse.sentences[index].end else None


def parsed_span(sentence: ParsedSentence, start: int, end: int) -> tuple[int, int] | None:
    """Return the characters of the noun that the words from ``start`` to ``end`` count according to the parse."""
    if sentence.span is None:
        return None
    number = [token for token in sentence.span if start <= sentence.offset + token.idx < end]
    after = number[-1].i if number else 0
    heads = [token.head for token in number if token.dep_ in _NUMBER_DEPS and token.head.pos_ in {"NOUN", "PROPN"} and token.head.i > after]
    if not heads:
        return None
    head = heads[-1]
    first = min((token.i for token in head.subtree if number[-1].i < token.i <= head.i), default=head.i)
    last = _last(head)
    return sentence.offset + head.doc[first].idx, sentence.offset + last.idx + len(last)


def measured_span(sentence: ParsedSentence, start: int, end: int, *, share: bool) -> tuple[int, int] | None:
    """Return the characters of the noun that a share or a sum says something of.

    The noun it depends on ("growth of 1.4%"), else the object ("cut its rate to 5%") or subject ("coverage fell 8%", "revenue is put at $5m") of
    its verb. A sum that is the plain object of a verb ("paid $5m") measures nothing that is named.
    """
    inside = [] if sentence.span is None else [token for token in sentence.span if start <= sentence.offset + token.idx < end]
    root = next((token for token in inside if token.head.i == token.i or token.head not in inside), None)
    if root is None:
        return None
    head, linked = root, any(child.dep_ == "case" for child in root.children)
    while head.dep_ in _LINK_DEPS and head.head.i != head.i:
        linked = linked or head.dep_ in {"pobj", "prep"}
        head = head.head
        if head not in inside and (head.pos_ in {"NOUN", "VERB", "AUX"} or head.i == head.head.i):
            break
    if head in inside:
        return None
    noun = head if head.pos_ == "NOUN" else _argument(head, start, sentence.offset) if linked or share or head.pos_ == "AUX" else None
    if noun is None or noun in inside or noun.pos_ != "NOUN":
        return None
    first = min((token.i for token in noun.subtree if token.i <= noun.i and token.dep_ in _CLOSE_DEPS and token.head.i == noun.i), default=noun.i)
    last = _last(noun)
    return sentence.offset + noun.doc[first].idx, sentence.offset + last.idx + len(last)


def _argument(verb: ParsedToken, start: int, offset: int) -> ParsedToken | None:
    """Return the object of a verb before a place, else its subject."""
    before = [child for child in verb.children if offset + child.idx < start]
    for deps in (_OBJECTS, _SUBJECTS):
        for child in reversed(before):
            if child.dep_ in deps:
                return child
    return None


def _last(head: ParsedToken) -> ParsedToken:
    """Return the last word of the head's close modifiers, without complements and clauses."""
    last = head
    for child in head.children:
        if child.i == last.i + 1 and child.dep_ in _CLOSE_DEPS:
            last = child
    return last
