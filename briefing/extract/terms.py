"""Content words of a sentence: what alignment and rare-word features are computed on."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from spacy.util import get_lang_class

from briefing.folding import fold
from briefing.model import Term

if TYPE_CHECKING:
    from briefing.extract.parse import ParsedSentence
    from briefing.model import Document

_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "ADV", "NUM"})
_LOOSE = frozenset({"VERB", "ADJ", "ADV"})  # a noun on the list of stop words ("personnes", "call") still says what a claim is about
_WORD = re.compile(r"[^\W_]+(?:['’.,-][^\W_]+){0,8}")


def find_terms(document: Document, sentence: ParsedSentence) -> tuple[Term, ...]:
    """Return the content words of a sentence with their lemmas, folded."""
    if sentence.boilerplate:
        return ()
    if sentence.span is None:
        return _unparsed(document, sentence)
    stops = _stop_words(document.language)
    terms = []
    for token in sentence.rows:
        pos = "NUM" if token.text[0].isdigit() else token.pos
        if pos not in _CONTENT or not any(map(str.isalnum, token.text)):
            continue
        lemma = fold(token.lemma or token.text)
        if pos in _LOOSE and (lemma in stops or fold(token.text) in stops):
            continue
        terms.append(Term(start=token.start, end=token.end, lemma=lemma, pos=pos))
    return tuple(terms)


def _unparsed(document: Document, sentence: ParsedSentence) -> tuple[Term, ...]:
    """Return every word that is no stop word: lemmas and parts of speech as far as the letters show them."""
    stops = _stop_words(document.language)
    terms = []
    for match in _WORD.finditer(document.text, sentence.start, sentence.end):
        word = match.group()
        if fold(word) in stops:
            continue
        pos = "NUM" if word[0].isdigit() else "PROPN" if word[0].isupper() and match.start() > sentence.start else "NOUN"
        terms.append(Term(start=match.start(), end=match.end(), lemma=fold(word), pos=pos))
    return tuple(terms)


@cache
def _stop_words(language: str) -> frozenset[str]:
    """Return spaCy's stop words of a language, folded; none for a language spaCy does not know."""
    try:
        words = get_lang_class(language).Defaults.stop_words
    except ImportError:
        return frozenset()
    return frozenset(fold(word) for word in words)
