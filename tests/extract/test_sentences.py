"""Sentence boundaries."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefing.extract.sentences import split_sentences
from briefing.model import Block, Document


def document(text: str, language: str = "en", blocks: tuple[Block, ...] = ()) -> Document:
    """Return a document of a text."""
    return Document(id="d", path="", text=text, sha256="", text_sha256="", format="txt", language=language, blocks=blocks)


def split(text: str, language: str = "en") -> list[str]:
    """Return the sentences of a text."""
    return [text[span.start : span.end] for span in split_sentences(document(text, language))]


@pytest.mark.parametrize(
    ("language", "sentences"),
    [
        ("en", ["Mr. Tan met Gen. Ruiz on Oct. 3.", "The U.S. envoy left at 5 p.m. on Monday."]),
        ("en", ["It moved to Washington, D.C. in 2019.", "He said: “No.”", "Nobody answered."]),
        ("en", ["Acme Inc. said so.", "It earned $1.5 million."]),
        ("en", ['"We saw it.', 'Nobody helped," she said.', "Then it sank."]),
        ("en", ["Is it true?", "Yes!", "So he left..."]),
        ("fr", ["M. Diallo a payé 12,5 millions d'euros.", "« C'est fini. »", "Il est parti."]),
        ("fr", ["La loi (art. 12) est claire.", "Selon J. Dupont, non."]),
        ("fr", ["Elle a parlé du Cambodge.", "Le pays se tait."]),
        ("es", ["El Sr. Gómez llegó a las 5 p.m. con la Dra. Ruiz.", "¿Quién lo vio?", "Nadie."]),
    ],
)
def test_abbreviations_quotes_and_numbers(language, sentences):
    """Abbreviations, initials and decimal signs end no sentence; closing quotation marks belong to the one they close."""
    assert split(" ".join(sentences), language) == sentences


def test_missing_space_after_a_stop():
    """A stop without a space ends a sentence between words, not inside an address or an acronym."""
    assert split("Il a quitté le Cambodge.Le pays se tait. Voir www.Exemple.org pour tout.", "fr") == [
        "Il a quitté le Cambodge.",
        "Le pays se tait.",
        "Voir www.Exemple.org pour tout.",
    ]


def test_lines_bullets_and_headings():
    """A heading without stop and each bullet stand alone, the bullet sign left out; a wrapped line goes on."""
    text = (
        "A Heading Without Stop\n\n  • First point\n  • Second point. It has two.\n\n"
        "A long line that was wrapped by a machine somewhere\nin the middle of its sentence."
    )
    assert split(text) == [
        "A Heading Without Stop",
        "First point",
        "Second point.",
        "It has two.",
        "A long line that was wrapped by a machine somewhere\nin the middle of its sentence.",
    ]


def test_no_sentence_crosses_a_block():
    """A block ends a sentence whatever stands in it, and its number is kept."""
    blocks = (Block(start=0, end=5, kind="heading", boilerplate=False), Block(start=6, end=16, kind="paragraph", boilerplate=False))
    spans = list(split_sentences(document("Title He came in.", blocks=blocks)))
    assert [(0, 5, 0), (6, 16, 1)] == [(span.start, span.end, span.block) for span in spans]


@given(st.text(alphabet=st.sampled_from("ab Zé.!?…\"'«»“”()\n\u00a0\u202f1,;:-•"), max_size=120), st.sampled_from(["en", "fr", "es", "xx"]))
def test_every_character_is_in_a_sentence_or_is_space_or_a_bullet(text, language):
    """Sentences stand in order, never overlap, begin and end with a character, and lose nothing but white space and bullet signs."""
    spans = list(split_sentences(document(text, language)))
    place = 0
    for span in spans:
        assert place <= span.start < span.end
        assert text[span.start : span.end].strip() == text[span.start : span.end]
        assert not any(character.isalpha() and character not in "ab" for character in text[place : span.start])
        place = span.end


@pytest.mark.parametrize("hostile", [". ", '"', "A. ", "a.B", "« . »", "!?", "...", "(", "- "])
def test_time_grows_with_the_text(hostile):
    """Four times as much of anything takes about four times as long, where a square would take sixteen."""
    small, large = (hostile * (size // len(hostile)) for size in (50_000, 200_000))
    assert seconds(large) < 8 * seconds(small)


def seconds(text: str) -> float:
    """Return the processor time of the quickest of three runs, which no other program's load lengthens."""
    taken = []
    for _ in range(3):
        began = time.process_time()
        list(split_sentences(document(text)))
        taken.append(time.process_time() - began)
    return min(taken)


def test_a_day_that_opens_a_line_of_a_chronology_stays_with_what_follows():
    """"11 mars. Un bateau part." is one sentence; a short sentence with a number is another."""
    text = "11 mars. Un bateau part d'Izmir. Il chavire.\n\nIls étaient 43. Douze sont morts."
    assert ["11 mars. Un bateau part d'Izmir.", "Il chavire.", "Ils étaient 43.", "Douze sont morts."] == split(text, "fr")
