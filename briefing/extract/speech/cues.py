"""The cue book of a language: which forms can introduce what somebody says, read from ``lexicon/<lang>/speech.yaml``."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from briefing import lexicon
from briefing.folding import fold

if TYPE_CHECKING:
    from briefing.model import Modality

_KINDS = ("infinitive", "finite", "participle", "gerund")
_ENTRY_KEYS = frozenset({"group", "modality", "takes", "prepositions", "forms"})


@dataclass(frozen=True, slots=True)
class Cue:
    """What one form of a cue verb can do."""

    group: str
    modality: Modality
    takes: frozenset[str]
    kinds: frozenset[str]  # "finite", "participle", "gerund", "infinitive": what the form can be
    prepositions: frozenset[str] = frozenset()
    after: tuple[tuple[str, ...], ...] = ()  # word groups of which one must follow: "out" of "point out"


@dataclass(frozen=True, slots=True)
class Prepositional:
    """A preposition of a source: "according to"."""

    words: tuple[str, ...]
    modality: Modality
    sure: bool  # False: counts only before a source that can speak
    lonely: bool  # True: only at the head of a sentence, set off by a comma
    spelling: str = ""  # the words without spaces


@dataclass(frozen=True, slots=True)
class CueBook:
    """All cues of a language; every word is folded."""

    verbs: Mapping[str, tuple[Cue, ...]]
    openings: Mapping[str, tuple[Prepositional, ...]]  # prepositions of a source by their first letter
    nouns: Mapping[str, Modality]
    adjectives: Mapping[str, Modality]
    sets: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[str, ...]]

    def has(self, name: str, word: str) -> bool:
        """Return whether a folded word is in the list ``name``."""
        return word in self.sets.get(name, frozenset())

    def source_at(self, forms: Sequence[str], index: int) -> tuple[Prepositional, int] | None:
        """Return the preposition of a source spelt at ``index`` and how many words it has; the longest wins."""
        best: tuple[Prepositional, int] | None = None
        for entry in self.openings.get(forms[index][:1], ()):
            length = _spelt(forms, index, entry.spelling)
            if length and (best is None or length > best[1]):
                best = entry, length
        return best

    def takes(self, form: str, what: str) -> Cue | None:
        """Return the first cue of a form that can introduce ``what``, particles aside."""
        return next((cue for cue in self.verbs.get(form, ()) if what in cue.takes and not cue.after), None)


def _spelt(forms: Sequence[str], index: int, wanted: str) -> int:
    """Return how many words from ``index`` on spell ``wanted`` together, 0 when they do not."""
    place, position = 0, index
    while place < len(wanted):
        form = forms[position].replace("’", "'") if position < len(forms) else ""
        if not form or not wanted.startswith(form, place):
            return 0
        place, position = place + len(form), position + 1
    return position - index


@cache
def cue_book(language: str) -> CueBook:
    """Return the cues of a language; empty lists where the language has none."""
    facts = lexicon.load(language, "speech")
    verbs: dict[str, list[Cue]] = {}
    for entry in facts.get("verbs", ()):
        for form, cue in _cues(entry, facts.get("paradigms", {})):
            verbs.setdefault(form, []).append(cue)
    return CueBook(
        verbs=MappingProxyType({form: _merged(cues) for form, cues in verbs.items()}),
        openings=_by_letter(_prepositional(facts.get("according", ()))),
        nouns=_by_modality(facts.get("nouns", {})),
        adjectives=_by_modality(facts.get("adjectives", {})),
        sets=MappingProxyType(
            {str(k): frozenset(fold(str(w)) for w in v) for k, v in facts.items() if isinstance(v, list) and all(isinstance(w, str) for w in v)},
        ),
        phrases=MappingProxyType(
            {
                str(k): tuple(sorted((fold(str(w)) for w in v), key=lambda w: (-len(w), w)))
                for k, v in facts.items()
                if k in {"interview", "believing", "which", "citing", "between"}
            }
        ),
    )


def _cues(entry: Mapping[str, Any], paradigms: Mapping[str, Mapping[str, list[str]]]) -> Iterable[tuple[str, Cue]]:
    """Yield (folded form, cue) for every form of one group."""
    for name in sorted(set(entry) - _ENTRY_KEYS):
        for stem in entry[name]:
            forms = {kind: [_joined(str(stem), ending) for ending in paradigms[name].get(kind, ())] for kind in _KINDS}
            yield from _forms(entry, forms)
    for forms in entry.get("forms", ()):
        yield from _forms(entry, forms)


def _joined(stem: str, ending: str) -> str:
    """Return a stem with its ending, one letter of the stem dropped for each "<"."""
    bare = ending.lstrip("<")
    return stem[: len(stem) - (len(ending) - len(bare))] + bare


def _forms(entry: Mapping[str, Any], forms: Mapping[str, Any]) -> Iterable[tuple[str, Cue]]:
    after = tuple(tuple(fold(str(words)).split()) for words in forms.get("with", ()))
    kinds: dict[str, set[str]] = {}
    for kind in _KINDS:
        for form in forms.get(kind, ()):
            kinds.setdefault(fold(str(form)).split()[-1].removeprefix("s'"), set()).add(kind)
    for form in sorted(kinds):
        yield (
            form,
            Cue(
                group=str(entry["group"]),
                modality=forms.get("modality", entry["modality"]),
                takes=frozenset(forms.get("takes", entry["takes"])),
                kinds=frozenset(kinds[form]),
                prepositions=frozenset(fold(str(p)) for p in entry.get("prepositions", ())),
                after=after,
            ),
        )


def _merged(cues: list[Cue]) -> tuple[Cue, ...]:
    """Join entries that differ in kind alone: "announced" is finite and participle."""
    merged: dict[tuple[Any, ...], Cue] = {}
    for cue in cues:
        key = (cue.group, cue.after)
        known = merged.get(key)
        merged[key] = (
            cue
            if known is None
            else Cue(
                cue.group,
                known.modality,
                known.takes | cue.takes,
                known.kinds | cue.kinds,
                known.prepositions | cue.prepositions,
                cue.after,
            )
        )
    return tuple(sorted(merged.values(), key=lambda cue: not cue.after))


def _prepositional(entries: Iterable[Mapping[str, Any]]) -> Iterable[Prepositional]:
    for entry in entries:
        words = tuple(fold(str(entry["words"])).replace("'", "' ").split())
        yield Prepositional(words, entry["modality"], bool(entry.get("sure", True)), bool(entry.get("lonely", False)), "".join(words))


def _by_letter(entries: Iterable[Prepositional]) -> Mapping[str, tuple[Prepositional, ...]]:
    found: dict[str, list[Prepositional]] = {}
    for entry in entries:
        found.setdefault(entry.spelling[:1], []).append(entry)
    return MappingProxyType({letter: tuple(group) for letter, group in found.items()})


def _by_modality(lists: Mapping[str, Iterable[str]]) -> Mapping[str, Modality]:
    return MappingProxyType({fold(str(word)): modality for modality, words in lists.items() for word in words})  # type: ignore[misc]
