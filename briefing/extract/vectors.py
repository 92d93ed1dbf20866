"""Sentence vectors of a document; the encoder itself stands in `briefing.vectors`, where reconciling and assembling reach it too."""

from briefing.vectors import DIMENSIONS, encode, encode_parts

__all__ = ["DIMENSIONS", "encode", "encode_parts"]
