"""Language data: one folder per language, one YAML file per kind of fact. Adding a language is adding a folder.

``load("fr", "speech")`` reads ``lexicon/fr/speech.yaml``. A language without the file gets an empty mapping: readers then fall back on what
works in every language.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from types import MappingProxyType
from typing import Any

import yaml

from briefing.folding import fold


@cache
def load(language: str, name: str) -> Mapping[str, Any]:
    """Return the facts of ``lexicon/<language>/<name>.yaml``, an empty mapping when the language has none."""
    source = files(__name__).joinpath(language, f"{name}.yaml")
    if not source.is_file():
        return MappingProxyType({})
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # both are safe; libyaml's is many times as fast
    return MappingProxyType(yaml.load(source.read_text(encoding="utf-8"), Loader=loader) or {})  # noqa: S506


@cache
def languages() -> tuple[str, ...]:
    """Return the languages that have a folder, sorted."""
    return tuple(sorted(entry.name for entry in files(__name__).iterdir() if entry.is_dir() and not entry.name.startswith("_")))


def ends_in(text: str, language: str, name: str, words: str) -> bool:
    """Return whether a text's last word is in the list ``words`` of ``lexicon/<language>/<name>.yaml``.

    >>> ends_in("the displacement of", "en", "counted", "genitives"), ends_in("at least", "en", "counted", "genitives")
    (True, False)
    """
    last = fold(text).replace("'", "' ").split()[-1:]
    return bool(last) and last[0] in map(str, load(language, name).get(words, ()))
