"""The analysis of sentences: the results of spaCy's own pipeline, whatever was read before."""

import importlib
from pathlib import Path

import pytest

from briefing.corpus import read
from briefing.extract import embedding
from briefing.extract.analysis import Analyser
from briefing.extract.parse import MODELS, parse

DOCUMENTS = Path(__file__).parents[2] / "documents"


def sentences(language):
    """Return the sentences of the sample corpus in one language."""
    documents = [document for document in map(read, sorted(DOCUMENTS.glob("*.txt"))) if document.language == language]
    return [document.text[s.start : s.end] for document in documents for s in parse(document).sentences if s.span is not None]


def analysed(docs):
    """Return all that is read from parses."""
    tokens = [[(t.text, t.lemma_, t.pos_, t.tag_, t.dep_, t.head.i, str(t.morph)) for t in doc] for doc in docs]
    return tokens, [[(ent.start, ent.end, ent.label_) for ent in doc.ents] for doc in docs]


@pytest.mark.parametrize("language", sorted(MODELS))
def test_sentences_are_analysed_as_spacy_does(language, monkeypatch):
    """Tags, trees, lemmas and entities are those of `nlp.pipe` without a splitter, read twice and with few words kept."""
    texts = sentences(language)[:60]
    model = importlib.import_module(MODELS[language]).load(exclude=["senter"])
    docs = [model.make_doc(text) for text in texts]
    for doc in docs:
        for token in doc:
            token.is_sent_start = token.i == 0
    expected = analysed(list(model.pipe(docs)))
    monkeypatch.setattr(embedding, "_KEPT", 300)
    own = Analyser(model)
    for _ in range(2):
        assert expected == analysed([doc for first in range(0, len(texts), 7) for doc in own.analyse(texts[first : first + 7])])
