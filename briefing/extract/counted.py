"""What a number counts: the noun phrase behind it, by the parse where there is one, else by the shape of the words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.extract.number_words import NumberWords, number_words
from briefing.extract.tokens import Phrases, Tokens

if TYPE_CHECKING:
    from spacy.tokens import Token as ParsedToken

    from briefing.extract.parse import Parse, ParsedSentence

_LONGEST = 6  # words of a counted phrase


class Counted:
    """Finds what numbers of one text count."""

    def __init__(self, text: str, tokens: Tokens, language: str) -> None:
        self.text = text
        self.tokens = tokens
        self.words: NumberWords = number_words(language)
        data = lexicon.load(language, "numbers")
        self.modifiers = frozenset(data.get("modifiers") or ())
        self.partitives = Phrases(dict.fromkeys(data.get("partitives") or (), True))
        self.plural = tuple(data.get("plural_suffixes") or ("s",))
        self.singular = tuple(data.get("singular_endings") or ())
        self.people = frozenset(lexicon.load(language, "units").get("person_words") or ())
        self.noun_first = bool(data.get("article_ones"))  # Romance word order: adjectives and complements follow the noun

    def find(self, last: int, link: bool) -> tuple[int, int] | None:
        """Return the character span of what the number that ends before token ``last`` counts; ``link`` skips "of", "de"."""
        tokens = self.tokens
        at = last
        partitive = self.partitives.at(tokens, at)
        if partitive is not None and tokens.kind(partitive[0]) == "word":
            at = partitive[0]
        elif link and tokens.word(at) in self.words.fraction_of:
            at += 1
            at += tokens.word(at) == "'"
        elif tokens.word(at) == "d" and tokens.word(at + 1) == "'" and link:
            at += 2
        start = at
        while tokens.word(at) in self.modifiers and at - start < 2:
            at += 1
        end = self._noun_phrase(at)
        if end == at:
            return None
        return tokens[start].start, tokens[end - 1].end

    def _noun_phrase(self, at: int) -> int:
        """Return where the phrase ends that starts at ``at``."""
        tokens = self.tokens
        index = at
        while index - at < _LONGEST and self._is_content(index):
            word = tokens.word(index)
            index += 1
            while tokens.word(index) == "-" and tokens.is_glued(index) and tokens.is_glued(index + 1) and tokens.kind(index + 1) == "word":
                word = tokens.word(index + 1)
                index += 2
            if self.noun_first:
                return self._romance_tail(index)
            if self._is_plural(word):
                return index
        return self._singular(at, index)

    def _singular(self, at: int, index: int) -> int:
        """Without a plural the phrase is one word: more would run into the verb."""
        return min(index, at + 1)

    def _is_content(self, index: int) -> bool:
        tokens = self.tokens
        if tokens.kind(index) != "word" or tokens.word(index) in self.words.stop or len(tokens.word(index)) < 2 or self._opens_line(index):
            return False
        return self.noun_first or not (tokens.is_glued(index) and tokens.word(index - 1) == "'")

    def _opens_line(self, index: int) -> bool:
        """A number at a line's end counts nothing in the next line."""
        return index > 0 and "\n" in self.text[self.tokens[index - 1].end : self.tokens[index].start]

    def _is_plural(self, word: str) -> bool:
        return word in self.people or (len(word) > 3 and word.endswith(self.plural) and not word.endswith(self.singular))

    def _romance_tail(self, index: int) -> int:
        """Add a plural adjective and one complement: "affaires penales", "agences d'escroquerie", "citoyens de ce pays"."""
        tokens = self.tokens
        if self._is_content(index) and self._is_plural(tokens.word(index)) and tokens[index].form[0].islower():
            index += 1
        at = index
        if tokens.word(at) == "d" and tokens.word(at + 1) == "'":
            at += 2
        elif tokens.word(at) == "de":
            at += 1
            if tokens.word(at) in {"ce", "cette", "ces", "la", "l"}:
                at += 2 if tokens.word(at + 1) == "'" else 1
        else:
            return index
        return at + 1 if self._is_content(at) and tokens.word(at) not in self.words.starters else index


def sentence_of(parse: Parse, position: int) -> ParsedSentence | None:
    """Return the parsed sentence that holds a character of the document."""
    for sentence in parse.sentences:
        if sentence.start <= position < sentence.end:
            return sentence
    return None


def parsed_span(sentence: ParsedSentence, start: int, end: int) -> tuple[int, int] | None:
    """Return the noun phrase that the words from ``start`` to ``end`` count according to the parse."""
    if sentence.span is None:
        return None
    number = [token for token in sentence.span if start <= sentence.offset + token.idx < end]
    heads = [token.head for token in number if token.dep_ in {"nummod", "det", "amod"} and token.head.pos_ in {"NOUN", "PROPN", "ADJ"} and token.head.i > token.i]
    if not heads:
        return None
    head = heads[-1]
    first = min((token.i for token in head.subtree if token.i > number[-1].i and token.i <= head.i), default=head.i)
    return sentence.offset + head.doc[first].idx, sentence.offset + _last(head).idx + len(_last(head))


def _last(head: ParsedToken) -> ParsedToken:
    """Return the last word of the head's close modifiers: adjectives and one complement, without clauses."""
    last = head
    for child in head.children:
        if child.i == last.i + 1 and child.dep_ in {"amod", "flat", "flat:name", "compound"}:
            last = child
    return last
