"""Clauses of a sentence: contiguous parts with a verb of their own, for matching claims that share a sentence with others."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Token

    from briefing.extract.parse import Parse, ParsedSentence

# ClearNLP names of the English model and Universal Dependencies names of the others.
_CLAUSAL = frozenset(
    {"ROOT", "root", "conj", "ccomp", "advcl", "relcl", "acl:relcl", "parataxis", "csubj", "csubjpass", "csubj:pass", "acl", "pcomp"}
)
_CONTENT = frozenset({"NOUN", "PROPN", "VERB", "ADJ", "NUM"})
_EDGE = frozenset(",;:–—-")
_LEAST = 3  # content words that make a clause worth comparing


def split_clauses(parse: Parse) -> tuple[tuple[tuple[int, int], ...], ...]:
    """Return for each sentence the spans of its clauses in order; empty where it is one claim or was not parsed.

    A clause ends where a clause that depends on it begins and runs to its end; a clause in its middle stays inside it.
    """
    return tuple(_clauses(sentence) for sentence in parse.sentences)


def _clauses(sentence: ParsedSentence) -> tuple[tuple[int, int], ...]:
    if sentence.span is None:
        return ()
    heads = [token for token in sentence.span if _is_head(token)]
    if len(heads) < 2:
        return ()
    found = set()
    for head in heads:
        tokens = _own_tokens(head, {other.i for other in heads})
        if sum(token.pos_ in _CONTENT for token in tokens) >= _LEAST:
            found.add((sentence.at(tokens[0])[0], sentence.at(tokens[-1])[1]))
    spans = sorted(found)
    return tuple(spans) if len(spans) > 1 else ()


def _is_head(token: Token) -> bool:
    """Return whether a token heads a clause: a verb, or a predicate with a copula, in a clausal place of the tree."""
    if token.dep_ not in _CLAUSAL:
        return False
    if token.dep_ in {"acl", "pcomp"}:  # "compounds built by the group": short ones stay with their noun
        return token.pos_ == "VERB" and token.right_edge.i - token.left_edge.i >= 6
    if token.pos_ in {"VERB", "AUX"}:
        return True
    return any(child.dep_ in {"cop", "nsubj", "nsubj:pass", "nsubjpass"} for child in token.children)


def _own_tokens(head: Token, heads: set[int]) -> list[Token]:
    """Return the contiguous tokens of a clause without the clauses at its right or left end."""
    tokens = list(head.subtree)
    inner = sorted((child for child in tokens if child.i in heads and child.i != head.i), key=lambda child: child.left_edge.i)
    left, right = tokens[0].i, tokens[-1].i
    for child in reversed(inner):
        if child.right_edge.i >= right - 1 and child.left_edge.i > head.i:
            right = child.left_edge.i - 1
    for child in inner:
        if child.left_edge.i <= left and child.right_edge.i < head.i:
            left = child.right_edge.i + 1
    kept = [token for token in tokens if left <= token.i <= right]
    while kept and (kept[-1].text in _EDGE or kept[-1].dep_ in {"cc", "mark"} or kept[-1].is_space or _is_single_quote(kept, -1)):
        kept.pop()
    while kept and (kept[0].text in _EDGE or kept[0].dep_ == "cc" or kept[0].is_space or _is_single_quote(kept, 0)):
        kept.pop(0)
    return kept


def _is_single_quote(tokens: list[Token], place: int) -> bool:
    """Return whether the token at one end is a quotation mark whose partner lies outside."""
    return tokens[place].is_quote and sum(token.is_quote for token in tokens) % 2 == 1
