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
    return tuple(_joint(sentence, tokens, start, end, kind) for (start, kind), end in zip(starts, ends, strict=True))


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


def _joint(sentence: ParsedSentence, tokens: Sequence[Token], start: int, end: int, kind: JointKind) -> Joint:
    part = tokens[start:end]
    finite = [token for token in part if _is_finite(token) or token.dep_ in {"ROOT", "root"}]
    first = next((token for token in part if token.pos_ not in _LEADERS), part[-1])
    verb = next((token for token in part if _is_finite(token)), None)
    subject = next((child for child in verb.children if child.dep_.startswith("nsubj")), None) if verb is not None else None
    return Joint(
        start=sentence.at(tokens[start])[0], kind=kind, finite=bool(finite), participle=_is_participle(first),
        subject=sentence.at(subject.doc[subject.left_edge.i])[0] if subject is not None else None,
    )


def _is_finite(token: Token) -> bool:
    """Return whether a verb carries a clause: a finite one, or a participle with an auxiliary."""
    if token.pos_ in {"VERB", "AUX"} and "Fin" in token.morph.get("VerbForm", []):
        return True
    return _is_participle(token) and any(child.pos_ == "AUX" for child in token.children)


def _is_participle(token: Token) -> bool:
    return bool(token.pos_ == "VERB" and "Part" in token.morph.get("VerbForm", []))


@cache
def _words(language: str, name: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for word in lexicon.load(language, "joints").get(name, ()))
