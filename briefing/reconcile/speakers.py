"""Who is cited: the source of every attribution as the entity, office or outlet behind it.

A person who speaks for a body stands for the body; a pronoun or common noun is resolved within its document; what nobody can be named for is
`unnamed`; a phrase that is no speaker at all leaves the outlet answerable.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from itertools import pairwise
from typing import TYPE_CHECKING

from briefing import lexicon
from briefing.folding import fold
from briefing.model import Origin
from briefing.reconcile.affiliations import affiliations, speaks_for
from briefing.reconcile.bodies import BodyName, idea_item, read_name, same_body
from briefing.reconcile.chains import bare
from briefing.reconcile.directory import Directory, words_for
from briefing.reconcile.outlets import dateline_end, outlet_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from briefing.model import Attribution, Document, Entity

Key = tuple[str, int, int, int]
_WORD = re.compile(r"[^\W_]+(?:[-'][^\W_]+)*")
_SOURCE, _CITES = 60, 70  # characters before and behind the end of a source where it may cite another
_AFTER_NAME = re.compile(r",\s+\w+")
_SHORTEST = 4  # letters of a name that stands alone for a longer one
_STOPS = frozenset('.;:!?\n"«»“”')


def key_of(document_id: str, attribution: Attribution) -> Key:
    """Return what an attribution is found by."""
    return document_id, attribution.content_start, attribution.content_end, -1 if attribution.cue_start is None else attribution.cue_start


def resolve_speakers(directory: Directory, *, language: str) -> Mapping[Key, tuple[Origin, ...]]:
    """Return the origins of every attribution, several where speakers are joined ("the Guardian and AP"); none where nobody is cited."""
    reader = _Reader(directory, language)
    found: dict[Key, tuple[Origin, ...]] = {}
    for document in sorted(directory.extractions):
        if document in directory.texts:
            found.update(reader.read(directory.texts[document], directory.extractions[document].attributions))
    return found


class _Reader:
    """Reads sources one document after the other; offices without an entity keep one name over all of them."""

    def __init__(self, directory: Directory, language: str) -> None:
        self._directory = directory
        self._speaks_for = affiliations(directory)
        self._outlets = {directory.by_name.get(bare(outlet_of(document))) for document in directory.texts.values()} - {None}
        self._offices = _office_names([*self._office_phrases(), *(o for o in self._speaks_for.values() if isinstance(o, BodyName))], language)

    def read(self, document: Document, attributions: Sequence[Attribution]) -> dict[Key, tuple[Origin, ...]]:
        """Return the origins of a document's attributions."""
        found: dict[Key, tuple[Origin, ...]] = {}
        before: tuple[Origin, ...] = ()
        for attribution in sorted(attributions, key=lambda a: (a.source_start if a.source_start is not None else a.content_start, a.content_start)):
            origins = self._sources(document, attribution, before)
            carriers = self._carriers(document, attribution, attributions)
            found[key_of(document.id, attribution)] = tuple(
                self._with_via(document, origin, (*carriers, *attribution.via, *origin.via)) for origin in origins
            )
            before = tuple(origin for origin in origins if origin.kind == "speaker") or before
        return found

    def _sources(self, document: Document, attribution: Attribution, before: tuple[Origin, ...]) -> tuple[Origin, ...]:
        directory = self._directory
        start, end = attribution.source_start, attribution.source_end
        phrase = document.text[start:end] if start is not None and end is not None else attribution.name or ""
        if attribution.name and phrase.startswith(attribution.name) and _AFTER_NAME.match(phrase, len(attribution.name)):
            phrase = attribution.name  # without what a relative clause adds
        if not phrase and attribution.cue_start is not None and attribution.modality == "alleged":
            return (Origin(name="", entity=None, kind="unnamed"),)  # "is alleged to have": somebody says so, the outlet does not
        if start is not None and start < dateline_end(document):
            return ()
        entity = directory.entities.get(directory.chains.get((document.id, -1 if attribution.chain is None else attribution.chain), ""))
        joined = self._joined(document, start, end) if start is not None and end is not None else ()
        if joined:
            return joined
        entity = directory.entities.get(directory.by_name.get(bare(phrase), ""), entity) if entity is not None else None
        if entity is not None and not (attribution.unnamed and not read_name(phrase, document.language).territories):
            return (self._cited_by(document, entity, end if end is not None else attribution.content_end),)
        if fold(phrase).strip() in words_for(document.language, "pronouns"):
            return before
        return self._phrase(document, phrase, attribution)

    def _speaker(self, entity: Entity) -> Origin:
        """Return the origin a speaker stands for."""
        body = self._speaks_for.get(entity.id)
        if isinstance(body, BodyName):
            return Origin(name=self._offices[_key(body)], entity=None, kind="speaker")
        found = self._directory.entities[body] if body else self._government(entity) or entity
        return Origin(name=found.name, entity=found.id, kind="speaker")

    def _cited_by(self, document: Document, speaker: Entity, end: int) -> Origin:
        """Return whom a speaker cites in turn ("the Guardian, citing Amnesty"; "le Guardian, qui cite Amnesty"), else the speaker."""
        own = self._speaker(speaker)
        near = [m for m, entity in self._directory.mentions_in(document.id, end - _SOURCE, end + _CITES) if entity.id == speaker.id]
        start = near[0].end if near else end
        for mention, entity in self._directory.mentions_in(document.id, start, end + _CITES):
            between = fold(document.text[start : mention.start])
            words = set(_WORD.findall(between))
            if words & words_for(document.language, "cites") and not set(between) & _STOPS and entity.id != speaker.id and entity.type != "place":
                root = self._speaker(entity)
                return Origin(name=root.name, entity=root.entity, kind="speaker", via=(own.name,))
        return own

    def _government(self, place: Entity) -> Entity | None:
        """Return the government that a country stands for when it speaks: "Cambodia announced"."""
        if place.type != "place":
            return None
        for alias in place.aliases:
            items = read_name(alias.text, alias.language).items
            if len(items) == 1 and items[0].kind == "territory":
                identity = self._directory.body_meant(BodyName(place.name, alias.language, (idea_item("government"), *items)))
                return self._directory.entities[identity] if identity else None
        return None

    def _joined(self, document: Document, start: int, end: int) -> tuple[Origin, ...]:
        """Return the origins of speakers joined by "and", () when one speaks."""
        found = self._directory.mentions_in(document.id, start, end)
        joins, articles = words_for(document.language, "joins"), words_for(document.language, "articles")
        origins: list[Origin] = []
        for (left, one), (right, two) in pairwise(found):
            between = {fold(word) for word in document.text[left.end : right.start].replace("'", "' ").replace("’", "' ").split()}
            if between & joins and between <= joins | articles | _common(document.language) and one.id != two.id:
                origins.extend(self._speaker(entity) for entity in (one, two))
        return tuple(dict.fromkeys(origins))

    def _phrase(self, document: Document, phrase: str, attribution: Attribution) -> tuple[Origin, ...]:
        """Return the origin of a phrase without a chain: a name, an office, a body taken up, who somebody speaks for, people, or nobody."""
        start = attribution.source_start if attribution.source_start is not None else attribution.content_start
        end = attribution.source_end or start
        name = read_name(phrase, document.language)
        body = self._office_or_body(document, name, start, unnamed=attribution.unnamed) or self._spoken_for(document, start, end)
        if body is not None:
            return (body,)
        inside = [entity for _, entity in self._directory.mentions_in(document.id, start, end) if entity.type in {"organisation", "person"}]
        told = inside[0] if inside and not attribution.unnamed else self._named_in(phrase)
        if told is not None:
            return (self._speaker(told),)
        return self._worded(document, phrase, attribution, name)

    def _worded(self, document: Document, phrase: str, attribution: Attribution, name: BodyName) -> tuple[Origin, ...]:
        """Return the origin of a phrase that stands for no entity: people, a name, whoever else is cited; nobody for a pronoun."""
        if attribution.unnamed or self._is_person(phrase, document.language):
            return (Origin(name=phrase, entity=None, kind="unnamed"),)
        proper = any(word[:1].isupper() for word in phrase.split()[1:]) or _is_proper(document.text, attribution.source_start, phrase)
        known = self._short_name(document, phrase) if not name.heads else None
        if known is not None:
            return (self._speaker(known),)
        if proper or name.heads:
            return (Origin(name=_without_article(phrase), entity=None, kind="speaker"),)
        told = attribution.cue_start is not None and attribution.chain is None and len(phrase.split()) > 1
        return (Origin(name=phrase, entity=None, kind="unnamed"),) if told else ()

    def _short_name(self, document: Document, phrase: str) -> Entity | None:
        """Return the one person or body of a document whose name begins or ends with a single capitalised word: "Zegarra denies it"."""
        word = fold(phrase)
        if not phrase[:1].isupper() or len(phrase.split()) > 1 or len(word) < _SHORTEST:
            return None
        named = self._directory.mentions_in(document.id, 0, len(document.text))
        entities = [entity for _, entity in named if entity.type in {"organisation", "person"}]
        found = {e.id for e in entities if any(word in (parts := fold(alias.text).split())[:1] + parts[-1:] for alias in e.aliases)}
        return self._directory.entities[min(found)] if len(found) == 1 else None

    def _office_or_body(self, document: Document, name: BodyName, start: int, *, unnamed: bool) -> Origin | None:
        """Return the office ("prosecutors", "le ministère") or body ("the company") that a common noun means; "officials" alone are nobody."""
        directory = self._directory
        told = [item for item in name.items if not item.is_place]
        plain = bool(told) and all(item.ids & name.heads for item in told)
        vague = not name.territories and name.heads == {"government"} and bool({item.text for item in told} & _nominal(document.language))
        is_office = name.is_office and not name.own and not vague and bool(name.territories or not unnamed or name.heads - {"government"})
        identity = directory.body_meant(name) if is_office else None
        if identity is None and plain and not name.territories and not unnamed and not vague:
            identity = directory.body_before(document.id, start, name)
        if identity is not None:
            return self._speaker(directory.entities[identity])
        return Origin(name=self._offices[_key(name)], entity=None, kind="speaker") if is_office else None

    def _spoken_for(self, document: Document, start: int, end: int) -> Origin | None:
        """Return for whom a person without a name speaks: "sa directrice", "the company's lawyer"."""
        found = speaks_for(self._directory, document.id, start, end) if end > start else None
        if isinstance(found, BodyName):
            return Origin(name=self._offices.get(_key(found), _without_article(found.text)), entity=None, kind="speaker")
        return self._speaker(self._directory.entities[found]) if found else None

    def _named_in(self, phrase: str) -> Entity | None:
        """Return the entity whose whole name stands in a phrase that the document has no mention for; the longest name."""
        words = phrase.split()
        for count in range(min(len(words), 6), 1, -1):
            for start in range(len(words) - count + 1):
                part = words[start : start + count]
                if part[0][:1].isupper() and (identity := self._directory.by_name.get(bare(" ".join(part)))):
                    return self._directory.entities[identity]
        return None

    def _carriers(self, document: Document, attribution: Attribution, attributions: Sequence[Attribution]) -> tuple[str, ...]:
        """Return who passes the source on: the speakers of attributions whose content holds this one's source."""
        at = attribution.source_start if attribution.source_start is not None else attribution.cue_start
        if at is None or at < dateline_end(document):
            return ()
        around = [
            other for other in attributions
            if other is not attribution and other.content_start <= at < other.content_end and other.chain is not None
            and other.source_start is not None and not other.content_start <= other.source_start < other.content_end
        ]
        names = []
        for other in sorted(around, key=lambda a: (a.content_start, -a.content_end)):
            entity = self._directory.entities.get(self._directory.chains.get((document.id, other.chain if other.chain is not None else -1), ""))
            names += [self._speaker(entity).name] if entity else []
        return tuple(dict.fromkeys(names))

    def _with_via(self, document: Document, origin: Origin, via: Sequence[str]) -> Origin:
        """Return the origin with its carriers; the citing outlet is one of them when an outlet of the corpus is cited (circular citing shows so)."""
        carriers = [*([outlet_of(document)] if origin.entity in self._outlets else []), *via]
        known = [self._directory.by_name.get(bare(name)) for name in carriers]
        names = [self._directory.entities[identity].name if identity else name for name, identity in zip(carriers, known, strict=True)]
        passed = tuple(name for name in dict.fromkeys(names) if name != origin.name)
        return Origin(name=origin.name, entity=origin.entity, kind=origin.kind, via=passed)

    def _office_phrases(self) -> Iterable[BodyName]:
        for identity, extraction in sorted(self._directory.extractions.items()):
            document = self._directory.texts.get(identity)
            for attribution in extraction.attributions if document else ():
                if document and attribution.source_start is not None:
                    name = read_name(document.text[attribution.source_start : attribution.source_end], document.language)
                    if name.is_office:
                        yield name

    def _is_person(self, phrase: str, language: str) -> bool:
        words = {fold(word) for word in _WORD.findall(phrase)}
        return bool((words | {word[:-1] for word in words if word.endswith("s")}) & _people(language))


def _is_proper(text: str, start: int | None, phrase: str) -> bool:
    """Return whether a phrase is one capitalised word after others of its sentence, where only a name is capitalised."""
    before = text[:start].rstrip(" \u00a0\u202f") if start is not None else ""
    single = len(phrase) > 1 and phrase[0].isupper() and not phrase.isupper() and " " not in phrase
    return single and bool(before) and (before[-1].isalnum() or before[-1] == ",")


def _office_names(phrases: Sequence[BodyName], language: str) -> Mapping[str, str]:
    """Return one name for each office over all its phrases: in the brief's language, the most frequent."""
    counts = Counter((_key(name), name.language, _without_article(name.text)) for name in phrases)
    examples = {_key(name): name for name in sorted(phrases, key=lambda name: (name.language, name.text))}
    groups: list[list[str]] = []
    holding: dict[str, set[int]] = defaultdict(set)  # groups whose first name has an item that can stand for an id
    for key in sorted(examples):
        own = examples[key]
        same = next((number for number in _candidates(own, holding, len(groups)) if same_body(examples[groups[number][0]], own)), None)
        if same is None:
            for identity in (identity for item in own.items for identity in item.ids):
                holding[identity].add(len(groups))
            groups.append([key])
        else:
            groups[same].append(key)
    forms_of: dict[str, list[tuple[str, str, str]]] = defaultdict(list)
    for form in counts:
        forms_of[form[0]].append(form)
    named: dict[str, str] = {}
    for group in groups:
        forms = [form for key in group for form in forms_of[key]]
        best = min(forms, key=lambda form: (form[1] != language, -counts[form], form[2]))[2]
        named.update(dict.fromkeys(group, best))
    return named


def _candidates(name: BodyName, holding: Mapping[str, set[int]], size: int) -> Sequence[int]:
    """Return in order the groups that have all ideas and places of a name; words of its own may be spelt otherwise in another language."""
    held = [set().union(*(holding.get(identity, ()) for identity in item.ids)) for item in name.wanted if item.kind != "own"]
    return sorted(set.intersection(*held)) if held else range(size)


def _key(name: BodyName) -> str:
    return f"{name.language}:" + " ".join(sorted("/".join(sorted(item.ids)) for item in name.items))


def _without_article(phrase: str) -> str:
    text = " ".join(phrase.split())
    shorter = text.split(" ", 1)[-1] if " " in text else text
    elided = re.match(r"^[ldLD]['’]", text)
    return text[elided.end() :] if elided else shorter if bare(text) == bare(shorter) else text


def _common(language: str) -> frozenset[str]:
    return frozenset(fold(str(word)) for name in ("cues", "public") for word in lexicon.load(language, "institutions").get(name, ()))


def _nominal(language: str) -> frozenset[str]:
    """Return words for people of an office that name no body: "officials"."""
    return frozenset(fold(str(word)) for word in lexicon.load(language, "institutions").get("nominal", ()))


def _people(language: str) -> frozenset[str]:
    roles, names = lexicon.load(language, "roles"), lexicon.load(language, "names")
    return frozenset(fold(str(word)) for word in (*roles.get("people", ()), *names.get("people-nouns", ()))) | _nominal(language)
