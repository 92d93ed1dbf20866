"""Joints of a sentence: where a part may begin that says something by itself, and what the parse shows of that part."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.folding import fold
from briefing.model import Joint

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from spacy.tokens import Token

    from briefing.extract.parse import ParsedSentence
    from briefing.model import JointKind

_STOPS = frozenset({";", ":"})
_PAUSES = frozenset({",", "–", "—"})
_LEADERS = frozenset({"CCONJ", "SCONJ", "PUNCT", "ADV", "SPACE"})  # what may stand before the participle that begins a part
_NOUNS = frozenset({"NOUN", "PROPN", "NUM", "ADJ"})
_JOINING = frozenset({"CCONJ", "SCONJ", "ADV"})


def find_joints(sentence: ParsedSentence, language: str) -> tuple[Joint, ...]:
    """Return the joints of a sentence in order, the first at its beginning; none where it was not parsed.

    A joint stands behind a comma, a dash, a semicolon or a colon, and before a conjunction. "The ship sank on Sunday, killing 41 people, and the
    owner fled" has three: the first and the last with a finite verb, the second with a participle.
    """
    if sentence.span is None or not len(sentence.span):
        return ()
    tokens = list(sentence.span)
    starts = [(0, "start"), *_starts(tokens, language)]
    ends = [place for place, _ in starts[1:]] + [len(tokens)]
    told = any(_is_finite(token) for token in tokens)
    return tuple(_joint(sentence, tokens, start, end, kind, told=told) for (start, kind), end in zip(starts, ends, strict=True))


def _starts(tokens: Sequence[Token], language: str) -> Iterator[tuple[int, JointKind]]:
    for place in range(1, len(tokens)):
        before, token = tokens[place - 1], tokens[place]
        word = fold(token.text)
        if before.text in _STOPS:
            yield place, "stop"
        elif before.text in _PAUSES or (before.text == "-" and place > 1 and before.idx > tokens[place - 2].idx + len(tokens[place - 2])):
            yield place, "relative" if word in _words(language, "relatives") else "pause"
        elif word in _words(language, "conjunctions") and token.pos_ in _JOINING:
            yield place, "conjunction"


def _joint(sentence: ParsedSentence, tokens: Sequence[Token], start: int, end: int, kind: JointKind, *, told: bool) -> Joint:
    """Return the joint before some tokens; the root of the tree carries a clause whatever it is, but where a verb tells that it was taken wrongly."""
    part = tokens[start:end]
    finite = [token for token in part if _is_finite(token) or (token.dep_ in {"ROOT", "root"} and not (told and _is_bare_noun(token)))]
    first = next((token for token in part if token.pos_ not in _LEADERS), part[-1])
    verb = next((token for token in part if _is_finite(token)), None)
    subject = next((child for child in verb.children if child.dep_.startswith("nsubj")), None) if verb is not None else None
    if subject is not None and kind == "conjunction" and first.pos_ in {"VERB", "AUX"}:
        subject = None  # "and denies": a second verb of the part before
    opening = None if subject is None else subject.doc[subject.left_edge.i]
    if opening is not None and subject is not None and opening.i < part[0].i <= subject.i:
        opening = subject  # the tree hung the words before the joint on it
    return Joint(
        start=sentence.at(tokens[start])[0], kind=kind, finite=bool(finite), participle=_is_participle(first),
        subject=sentence.at(opening)[0] if opening is not None else None,
    )


def _is_finite(token: Token) -> bool:
    """Return whether a verb carries a clause: a finite one, or a participle with an auxiliary."""
    if token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm", []):
        return True
    return _is_participle(token) and any(child.pos_ == "AUX" for child in token.children)


def _is_bare_noun(token: Token) -> bool:
    """Return whether a word is a noun that tells nothing: a name, or one without subject or auxiliary, so no verb that was tagged as a noun."""
    return token.pos_ == "PROPN" or (token.pos_ in _NOUNS and not any(child.dep_.startswith(("nsubj", "aux", "cop")) for child in token.children))


def _is_participle(token: Token) -> bool:
    return bool(token.pos_ == "VERB" and "Part" in token.morph.get("VerbForm", []))


@cache
def _words(language: str, name: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in lexicon.load(language, "joints").get(name, ()))
