"""Copies and shared passages."""

import datetime as dt
import random

from hypothesis import given, settings
from hypothesis import strategies as st

from briefing.model import Document
from briefing.reconcile.copies import find_copies

WIRE = (
    "NICOSIA, Nov 7 (APR) - The bank said on Friday that it had frozen the accounts of forty companies. "
    "Its director spoke of a grave failure of oversight. "
    "The two men are not related. Staff at the branch were told in writing not to delete any messages."
)
COPY = (
    WIRE.replace("NICOSIA, Nov 7 (APR) - ", "").replace("spoke of", "spoke about")
    + " A reader in Limassol told this newspaper that she had always doubted it."
)
OTHER = "Officials counted the ships in the harbour on Monday. The wind was strong and several of them stayed at anchor until the evening."


def document(identity: str, text: str, day: int = 7) -> Document:
    """Return a document of a day of November."""
    return Document(
        id=identity,
        path=f"{identity}.txt",
        text=text,
        sha256="",
        text_sha256="",
        format="txt",
        language="en",
        publisher=identity.title(),
        published=dt.date(2025, 11, day),
    )


def test_reprint_goes_back_to_the_agency():
    """A reprint's passages are the agency's, also nearly verbatim and short ones among them; its own sentence is its own."""
    copies = find_copies([document("paper", COPY, 6), document("wire", WIRE)])
    assert copies.of == {"paper": "wire"}
    for sentence, family in (("Its director", "wire"), ("The two men", "wire"), ("A reader in", "paper")):
        start = COPY.index(sentence)
        assert copies.family("paper", start, COPY.index(".", start) + 1) == family
    assert copies.outlets["wire"] == "APR"


def test_other_numbers_are_no_copy():
    """A sentence that differs in a number only says something else."""
    left, right = (
        "The ministry counted 22 dead and many injured people on Monday evening.",
        "The ministry counted 31 dead and many injured people on Monday evening.",
    )
    assert find_copies([document("a", left), document("b", right)]).passages == {}


def test_accents_do_not_hide_a_copy():
    """A copy without accents is found."""
    text = "L'hôpital général a soigné plus de quarante blessés depuis le début de la catastrophe, selon la chirurgienne."
    bare = "L'hopital general a soigne plus de quarante blesses depuis le debut de la catastrophe, selon la chirurgienne."
    assert find_copies([document("a", text), document("b", bare)]).family("b", 0, 50) == "a"


@settings(max_examples=15, deadline=None)
@given(st.randoms(use_true_random=False))
def test_order_never_matters(rng: random.Random):
    """Any order of documents gives the same copies."""
    documents = [document("paper", COPY), document("wire", WIRE), document("other", OTHER), document("late", WIRE.replace("(APR) ", ""), 9)]
    expected = find_copies(documents)
    rng.shuffle(documents)
    assert find_copies(documents) == expected
