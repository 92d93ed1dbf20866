"""What re-accenting does to French typed without accents, on UD French GSD.

The test sentences are read accented, stripped of their accents ("bare"), and stripped and re-accented. Parts of speech and heads are compared with
gold on the tokens whose spans agree; names are tokens tagged PROPN by the parse, and the recogniser's capitalised entities against them.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from briefing.extract.parse import load_model
from briefing.extract.reaccent import reaccent, vocabulary
from tests.accuracy.counts import Counts
from tests.accuracy.script import run_corpus
from tests.accuracy.treebank import FOLDER, TreebankSentence, Word, sentences, strip


def count(folder: Path) -> Counts:
    """Return the counts of the treebank's words, read in three ways."""
    counts = Counts()
    model = load_model("fr")
    if model is None:
        raise ValueError("no model for French")
    gold = list(sentences(folder))
    bare = [strip(sentence.text) for sentence in gold]
    words = vocabulary(model)
    back = [reaccent(text, words) for text in bare]
    for sentence, new in zip(gold, back, strict=True):
        for word in sentence.words:
            true, got = sentence.text[word.start : word.end], new[word.start : word.end]
            if true.islower():
                counts.share("reaccent.words", true == got, 1)
                if true != got:
                    counts.miss(f"reaccent {true} -> {got}: {new[max(0, word.start - 30) : word.end + 20]}")
    for name, texts in (("accented", [sentence.text for sentence in gold]), ("bare", bare), ("reaccented", back)):
        for sentence, doc in zip(gold, model.pipe(_one_sentence(model, text) for text in texts), strict=True):
            _compare(counts, name, sentence, doc)
    return counts


def _one_sentence(model: Language, text: str) -> Doc:
    doc = model.make_doc(text)
    for token in doc:
        token.is_sent_start = token.i == 0
    return doc


def _compare(counts: Counts, name: str, sentence: TreebankSentence, doc: Doc) -> None:
    tokens = {(token.idx, token.idx + len(token)): token for token in doc}
    pairs = [(word, tokens[word.start, word.end]) for word in sentence.words if (word.start, word.end) in tokens and word.upos != "PUNCT"]
    counts.share(f"{name}.upos", sum(token.pos_ == word.upos or {token.pos_, word.upos} == {"VERB", "AUX"} for word, token in pairs), len(pairs))
    counts.share(f"{name}.heads", sum(token.head.idx == word.head for word, token in pairs), len(pairs))
    _names(counts, f"{name}.names", [(word, token.pos_ == "PROPN") for word, token in pairs])
    _names(counts, f"{name}.recogniser", [(word, bool(token.ent_type_) and token.text[0].isupper()) for word, token in pairs])


def _names(counts: Counts, name: str, pairs: Sequence[tuple[Word, bool]]) -> None:
    gold = [(word.upos == "PROPN", found) for word, found in pairs]
    counts.add(name, hits=sum(a and b for a, b in gold), found=sum(b for _, b in gold), gold=sum(a for a, _ in gold))


if __name__ == "__main__":
    run_corpus(count, FOLDER)
