"""A spaCy pipeline run on the sentences of a document: the results of ``nlp.pipe``, at two thirds of its cost.

Four things are done in another way, and tests compare them with spaCy's own on real text:

- matrix products go through numpy's BLAS, on one thread, so that the bytes never depend on the number of threads;
- the first layer of a network reads each token for itself: its rows are kept from document to document (`briefing.extract.embedding`);
- the attribute ruler's patterns, nearly all of one token, are looked up by the token's tag, label and word instead of matched anew;
- outside an entity the recogniser's state is its next token alone, so that all tokens are scored in one product instead of one after the other.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG
from spacy.tokens import Doc, Span
from thinc.api import Model as Network
from thinc.api import NumpyOps

from briefing.extract.embedding import keep_words
from briefing.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray
    from spacy.language import Language

    Floats = NDArray[np.float32]

_BATCH = 256  # sentences
_SET = (TAG, POS, MORPH, LEMMA)  # what a rule changes
_SEEN = (DEP, LOWER, TAG, POS, MORPH, IS_SPACE)  # what it looks at or keeps


class Analyser:
    """A loaded pipeline; its own components are used, and its matrix products changed to numpy's."""

    def __init__(self, model: Language) -> None:
        ops = NumpyOps(use_blis=False)
        for _, component in model.pipeline:
            network = getattr(component, "model", None)
            if isinstance(network, Network):
                for node in network.walk():
                    node.ops = ops
                keep_words(network)
        self._model = model
        self._rules = _Rules(model.get_pipe("attribute_ruler")) if model.has_pipe("attribute_ruler") else None

    def analyse(self, texts: Sequence[str]) -> list[Doc]:
        """Return each text, a sentence, as a parsed Doc with its entities."""
        with one_thread():
            return [doc for first in range(0, len(texts), _BATCH) for doc in self._analyse(texts[first : first + _BATCH])]

    def _analyse(self, texts: Sequence[str]) -> list[Doc]:
        docs = [_one_sentence(self._model.make_doc(text)) for text in texts]
        for name, component in self._model.pipeline:
            if name == "attribute_ruler" and self._rules is not None:
                self._rules.apply(docs)
            elif name == "ner":
                recognise(component, docs)
            else:
                docs = list(component.pipe(docs, batch_size=_BATCH))  # type: ignore[attr-defined]
        return docs


def _one_sentence(doc: Doc) -> Doc:
    """Forbid the parser to split ``doc``."""
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


class _Rules:
    """The attribute ruler of a pipeline with what it does to a single token remembered by all that its patterns look at.

    A pattern of several tokens has a sign: a word, else a label, without which it cannot fit.
    """

    def __init__(self, ruler: Any) -> None:
        self._ruler = ruler
        self._known: dict[tuple[int, ...], tuple[int, ...]] = {}
        strings = ruler.vocab.strings
        longer = [pattern for rule in ruler.patterns for pattern in rule["patterns"] if len(pattern) > 1]
        signs = [_sign(pattern) for pattern in longer]
        self._known_signs = None not in signs
        self._words = frozenset(strings[sign[1]] for sign in signs if sign and sign[0] == "LOWER")
        self._labels = frozenset(strings[sign[1]] for sign in signs if sign and sign[0] == "DEP")

    def apply(self, docs: Iterable[Doc]) -> None:
        """Set the attributes of all tokens.

        Sentences that a pattern of several tokens may fit, or with white space in them, go to the ruler itself.
        """
        for doc in docs:
            rows = [tuple(row) for row in doc.to_array(list(_SEEN)).tolist()]
            if not self._known_signs or any(row[1] in self._words or row[0] in self._labels or row[-1] for row in rows):
                self._ruler(doc)
            else:
                doc.from_array(list(_SET), _table([self._known.get(row) or self._ask(row) for row in rows], len(_SET)))

    def _ask(self, row: tuple[int, ...]) -> tuple[int, ...]:
        """Return what the ruler makes of a token that stands alone."""
        vocab = self._ruler.vocab
        doc = Doc(vocab, words=[vocab.strings[row[1]]])
        doc.from_array([DEP, TAG, POS, MORPH], _table([(row[0], *row[2:-1])], 4))
        self._ruler(doc)
        found: tuple[int, ...] = tuple(doc.to_array(list(_SET)).tolist()[0])
        self._known[row] = found
        return found


def _sign(pattern: Sequence[dict[str, Any]]) -> tuple[str, str] | None:
    """Return a word, else a label, that a text must have for a pattern to fit; None when it asks for sets of them alone."""
    return next(((key, token[key]) for key in ("LOWER", "DEP") for token in pattern if isinstance(token.get(key), str)), None)


def _table(rows: Sequence[Sequence[int]], width: int) -> Any:
    """Return attributes as spaCy takes them: one row for each token."""
    return np.asarray(rows, dtype=np.uint64).reshape(-1, width)


def recognise(recogniser: Any, docs: Sequence[Doc]) -> None:
    """Set the entities of sentences as spaCy's greedy transition-based recogniser does.

    Each token is outside, a whole entity, or the first, an inner or the last word of one. The state is the next token, and inside an entity also the
    entity's first token and the token before: tokens outside are decided all at once, the few inside one after the other.
    """
    network = recogniser.model
    lower, upper = network.get_ref("lower"), network.get_ref("upper")
    pieces, hidden = lower.get_dim("nP"), lower.get_dim("nO")
    features: Floats = lower.predict(network.layers[0].predict(docs)).reshape(-1, 3, hidden * pieces)
    missing, bias = features[0], lower.get_param("b").reshape(-1)
    weights, offset = upper.get_param("W"), upper.get_param("b")

    def scores(state: Floats) -> Floats:
        found: Floats = (state + bias).reshape(-1, hidden, pieces).max(axis=2) @ weights.T + offset
        return found

    moves = _moves(recogniser.moves.labels)
    numbers = {move: number for number, move in enumerate(moves)}
    begins = np.asarray([move == "B" for move, _ in moves])
    closed = np.asarray([move in {"I", "L"} or (move == "U" and not label) for move, label in moves])
    outside = scores(features[1:, 0] + missing[1] + missing[2])
    outside[:, closed] = -np.inf
    ends = np.cumsum([len(doc) for doc in docs])
    outside[np.ix_(ends[np.diff(ends, prepend=0) > 0] - 1, begins)] = -np.inf  # nothing begins with the last token
    best = outside.argmax(axis=1)
    out = numbers["O", ""]

    def _last(first: int, base: int, size: int, inside: int, last: int) -> int:
        """Return the last word of an entity that begins at ``first``."""
        for i in range(first + 1, size - 1):
            pair = scores(features[1 + base + i, 0] + features[1 + base + first, 1] + features[base + i, 2])[0]
            if pair[last] > pair[inside] or (pair[last] == pair[inside] and last < inside):
                return i
        return size - 1

    position = 0
    for doc in docs:
        found, base, free = [], position, 0
        position += len(doc)
        for first in np.flatnonzero(best[base:position] != out).tolist():
            move, label = moves[best[base + first]]
            if first < free or doc[first].is_space:
                continue
            free = first + 1
            if move == "B":
                free = _last(first, base, position - base, numbers["I", label], numbers["L", label]) + 1
            found.append(Span(doc, first, free, label=label))
        doc.set_ents(found, default="outside")


def _moves(labels: Mapping[int, Mapping[str, int]]) -> list[tuple[str, str]]:
    """Return the recogniser's moves in the order of its scores: by kind, then the most frequent label first, as spaCy numbers them.

    The letters stand for the first, an inner and the last word of an entity, a whole one, and a word outside.
    """
    by_number = {kind: sorted(numbers.items(), key=lambda item: (item[1], item[0]), reverse=True) for kind, numbers in labels.items()}
    return [("MBILUO"[kind], label) for kind in sorted(labels) for label, _ in by_number[kind]]
