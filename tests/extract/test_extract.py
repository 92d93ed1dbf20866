"""The whole of extract on a document."""

import numpy as np

from briefing import lexicon
from briefing.extract import extract
from briefing.extract.clauses import split_clauses
from briefing.extract.parse import parse
from briefing.extract.vectors import encode
from briefing.model import Document

TEXT = (
    "Anna Holt was arrested in Lima after the police had searched her office. Norvale Resources said that it would sell three mines.\n\nHeading only"
)


def document(text: str = TEXT, language: str = "en") -> Document:
    """Return a document of a text."""
    return Document(id="d", path="", text=text, sha256="", text_sha256="", format="txt", language=language)


def test_rows_of_the_vectors_belong_to_sentences_and_clauses():
    """Every row is used, has unit length, and is the vector of the text of the sentence or clause that names it."""
    extraction = extract(document())
    parts = [part for sentence in extraction.sentences for part in (sentence, *sentence.clauses) if part.row is not None]
    assert set(range(len(extraction.vectors))) == {part.row for part in parts}
    np.testing.assert_allclose(np.linalg.norm(extraction.vectors, axis=1), 1, atol=1e-5)


def test_the_same_document_gives_the_same_extraction():
    """Two runs give equal records and equal bytes of vectors."""
    first, second = extract(document()), extract(document())
    assert first == second
    assert first.vectors.tobytes() == second.vectors.tobytes()


def test_clauses_are_contiguous_parts_of_their_sentence():
    """A subordinate clause is a span of its own inside the sentence."""
    text = document().text
    found = [text[start:end] for spans in split_clauses(parse(document())) for start, end in spans]
    assert "after the police had searched her office" in found


def test_a_language_without_model_is_read_by_rules():
    """Spanish gets sentences, names and vectors without a parse."""
    extraction = extract(document("El ministro Juan Rulfo llegó a Lima el lunes. La Cruz Roja lo esperaba.", "es"))
    assert [(0, 45), (46, 71)] == [(sentence.start, sentence.end) for sentence in extraction.sentences]
    assert {"Juan Rulfo", "Lima", "Cruz Roja"} == {mention.name for mention in extraction.mentions}


def test_no_text_no_rows():
    """An empty document gives an empty extraction."""
    extraction = extract(document(""))
    assert () == extraction.sentences
    assert (0, encode(["x"]).shape[1]) == extraction.vectors.shape


def test_the_lexicon_holds_words_alone():
    """YAML 1.1 reads no, on and off as truth values: no list of names has one."""
    names = ("names", "roles", "institutions", "places", "demonyms", "sentences", "legal", "accents")
    for language in lexicon.languages():
        for name in names:
            lists = [value for value in lexicon.load(language, name).values() if isinstance(value, list)]
            assert [] == [entry for entries in lists for entry in entries if isinstance(entry, bool)]
