"""What is withheld stands in no output: names as marks of their own length, documents not at all.

Documents are redacted right after reading, so that no later stage sees a name; the reasons stand in docs/decisions/0005-redaction.md.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, is_dataclass, replace
from functools import cached_property
from typing import Any, TypeVar, cast

from pydantic import BaseModel

from briefing.config import Decisions, Settings
from briefing.folding import fold
from briefing.model import Corpus, Document, Entity, Extraction
from briefing.reconcile.chains import bare
from briefing.reconcile.entities import resolve_entities

MARK = "■"
R = TypeVar("R")
_BREAKS = frozenset("\n\r\v\f\x1c\x1d\x1e\x85\u2028\u2029")  # stay, so that lines and blocks do
_WITHIN = "[\u0300-\u036f\u00ad\u200b-\u200d\u2060]{0,2}"  # accents of their own, soft hyphens, joiners: what may hide between two letters
_BETWEEN = r"[\W_]{0,8}"  # a space, a line break, a hyphen, a comma, nothing: what may stand between two parts of a name
_WORD = re.compile(r"[^\W_]+")
# Fields that hold ids, hashes and words of the contract; a name there is a coincidence of letters.
_KEPT = frozenset((
    "id", "ref", "document", "documents", "entity", "entities", "statements", "finding", "findings", "conflicts", "contested", "refers_to", "copy_of",
    "schema", "edition", "baseline", "digest", "sha256", "text_sha256", "as_of", "published", "from", "to", "from_", "when", "type", "kind", "status",
    "modality", "precision", "resolved", "qualifier", "unit", "framework", "frameworks", "categories", "language", "languages", "format", "formats",
    "encoding", "reliability", "code", "action", "likelihood", "confidence", "period",
))  # fmt: skip
_ADDRESSES = frozenset(("path", "url"))


@dataclass(frozen=True)
class Mask:
    """The forms of all names that are withheld; false when there are none."""

    names: tuple[str, ...] = ()  # as the analyst wrote them: hidden in any case
    forms: tuple[str, ...] = ()  # learnt from the documents: a single word is hidden only where it begins with a capital

    def __bool__(self) -> bool:
        return bool(self.names)

    def hide(self, text: str, *, address: bool = False) -> str:
        """Return ``text`` with every form of every name as marks, character for character.

        >>> Mask(names=("Marta Lund",), forms=("Lund",)).hide("MARTA LUND's ship: Lund sold it.")
        "■■■■■■■■■■'s ship: ■■■■ sold it."

        Args:
            text: any text.
            address: it is a path or a web address, where names are written in lower case.
        """
        folded = fold(text)
        hidden: set[int] = set()
        for pattern, is_strict in self._patterns:
            for match in pattern.finditer(folded):
                if not (is_strict and not address and text[match.start()].islower()):
                    hidden.update(range(*match.span()))
        return "".join(MARK if i in hidden and c not in _BREAKS else c for i, c in enumerate(text)) if hidden else text

    @cached_property
    def _patterns(self) -> tuple[tuple[re.Pattern[str], bool], ...]:
        found = {words: False for name in self.names for words in _orders(_WORD.findall(fold(name)))}
        for form in self.forms:
            for words in _orders(_WORD.findall(fold(form))):
                found.setdefault(words, len(words) == 1)
        return tuple((_pattern(words), is_strict) for words, is_strict in sorted(found.items()))


def _orders(words: Sequence[str]) -> list[tuple[str, ...]]:
    """Return the words of a name as written and with the last one first: "Lund, Marta"."""
    return [order for order in dict.fromkeys((tuple(words), (*words[-1:], *words[:-1]))) if order]


def _pattern(words: Sequence[str]) -> re.Pattern[str]:
    """Return a pattern for folded text. Where letters have cases, a name ends where a word ends, but for a plural or genitive s.

    Other scripts write words together or join particles to them.
    """
    body = _BETWEEN.join(_WITHIN.join(map(re.escape, word)) for word in words)
    before = r"(?<![^\W\d_])" if _has_case(words[0][0]) else ""
    after = _WITHIN + r"s?(?![^\W\d_])" if _has_case(words[-1][-1]) else ""
    return re.compile(before + body + after)


def _has_case(character: str) -> bool:
    return character.upper() != character.lower() or character.isdigit()


@dataclass(frozen=True, slots=True, kw_only=True)
class Inputs:
    """What an edition is made of; after `withhold` no name that is withheld stands in it."""

    corpus: Corpus
    settings: Settings
    decisions: Decisions
    extractions: tuple[Extraction, ...] = ()  # in the order of the documents
    mask: Mask = field(default_factory=Mask)


def withhold(inputs: Inputs, read: Callable[[Sequence[Document]], tuple[Extraction, ...]]) -> Inputs:
    """Return the inputs with their extractions, without the names that are withheld; texts that held one are read again.

    Args:
        inputs: as the user gave them.
        read: extracts documents, in their order.
    """
    corpus, settings, decisions = inputs.corpus, inputs.settings, inputs.decisions
    extractions = read(corpus.documents)
    names = names_to_withhold(settings, decisions)
    if not names:
        return replace(inputs, extractions=extractions, decisions=redact_decisions(decisions, Mask()))
    index = resolve_entities(corpus.documents, extractions, language=settings.language, decisions=decisions.decisions)
    mask = learn_forms(names, corpus.documents, extractions, index.entities)
    redacted = redact_corpus(corpus, mask)
    changed = [new for old, new in zip(corpus.documents, redacted.documents, strict=True) if old.text != new.text]
    again = {extraction.document: _without_speakers(extraction) for extraction in read(changed)}
    kept = (again.get(new.id) or replace(old, document=new.id) for old, new in zip(extractions, redacted.documents, strict=True))
    return Inputs(
        corpus=redacted, settings=redact_settings(settings, mask), decisions=redact_decisions(decisions, mask), extractions=tuple(kept), mask=mask,
    )  # fmt: skip


def _without_speakers(extraction: Extraction) -> Extraction:
    """Return the extraction with speakers whose name is withheld as unnamed: nobody can tell whether two of them are one."""
    told = tuple(replace(a, unnamed=True) if a.name and MARK in a.name else a for a in extraction.attributions)
    return replace(extraction, attributions=told)


# --- what is withheld -----------------------------------------------------------------------------------------------------


def leave_out(corpus: Corpus, decisions: Decisions) -> Corpus:
    """Return the corpus without the documents that are withheld."""
    gone = {d.document for d in decisions.decisions if d.action == "withhold" and d.document}
    if not gone:
        return corpus
    return replace(
        corpus, documents=tuple(d for d in corpus.documents if d.path not in gone), skipped=tuple(s for s in corpus.skipped if s.path not in gone),
    )  # fmt: skip


def names_to_withhold(settings: Settings, decisions: Decisions) -> tuple[str, ...]:
    """Return the names of `redact` and `withhold`."""
    decided = (name for d in decisions.decisions if d.action == "withhold" for name in d.names)
    return tuple(dict.fromkeys(name for name in (*settings.redact, *decided) if _WORD.search(fold(name))))


def learn_forms(names: Sequence[str], documents: Sequence[Document], extractions: Sequence[Extraction], entities: Iterable[Entity]) -> Mask:
    """Return the mask of ``names`` with every form that the documents have of them.

    Args:
        names: as the analyst wrote them.
        documents: as they were read.
        extractions: in the order of ``documents``.
        entities: what the names of the documents resolve to.
    """
    wanted = {bare(name) for name in names}
    mine = [(e, (e.name, *(a.text for a in e.aliases))) for e in entities]
    mine = [(e, forms) for e, forms in mine if wanted & set(map(bare, forms))]
    forms = {form for _, written in mine for form in written}
    people = (*names, *(form for e, written in mine if e.type == "person" for form in written))
    words = {word for form in people for word in _WORD.findall(fold(form))}
    for document, extraction in zip(documents, extractions, strict=True):
        for mention in extraction.mentions:
            surface = document.text[mention.start : mention.end]
            if mention.type == "person" and mention.form in ("name", "short") and words.issuperset(_WORD.findall(fold(surface))):
                forms.add(surface)
    return Mask(names=tuple(names), forms=tuple(sorted(form for form in forms if _is_name(form))))


def _is_name(form: str) -> bool:
    """Return whether a form has a capital, where its script has any, and two letters or one that is a word of its own."""
    letters = [c for c in form if c.isalpha()]
    return any(not c.islower() for c in letters) and (len(letters) > 1 or any(c.upper() == c.lower() for c in letters))


# --- redacting ---------------------------------------------------------------------------------------------------------


def redact_corpus(corpus: Corpus, mask: Mask) -> Corpus:
    """Return the corpus as if the names had never stood in it: texts, metadata, files left out; documents in the order they had."""
    seen: Counter[str] = Counter()
    documents = []
    for document in (_redact_document(d, mask) for d in corpus.documents):
        seen[document.id] += 1  # texts that differed in a name alone are one text now
        documents.append(document if seen[document.id] == 1 else replace(document, id=f"{document.id}-{seen[document.id]}"))
    skipped = tuple(replace(s, path=mask.hide(s.path, address=True), reason=mask.hide(s.reason)) for s in corpus.skipped)
    return replace(corpus, documents=tuple(documents), skipped=skipped)


def _redact_document(document: Document, mask: Mask) -> Document:
    text = mask.hide(document.text)
    facts = {name: mask.hide(value) for name in ("title", "publisher", "origin") if (value := getattr(document, name))}
    facts |= {name: mask.hide(value, address=True) for name in ("path", "url") if (value := getattr(document, name))}
    base = document.id.partition("-")[0]
    if text == document.text and all(getattr(document, name) == value for name, value in facts.items()):
        return replace(document, id=base)
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
    own = base if text == document.text else f"d{digest[:8]}"
    return replace(document, id=own, text=text, sha256=digest, text_sha256=digest, redacted=True, **facts)  # type: ignore[arg-type]


def redact_settings(settings: Settings, mask: Mask) -> Settings:
    """Return the configuration without the names: what of it is printed, and what goes into the edition's digest."""
    hidden: Settings = redact_record(settings.model_copy(update={"redact": ()}), mask)
    sections = [
        section if mask.hide(section.id, address=True) == section.id else section.model_copy(update={"id": f"section-{number}"})
        for number, section in enumerate(hidden.sections, start=1)
    ]
    return hidden.model_copy(update={"sections": tuple(sections)})


def redact_decisions(decisions: Decisions, mask: Mask) -> Decisions:
    """Return the decisions without the names, and without those that withhold: they are carried out."""
    kept = tuple(d for d in decisions.decisions if d.action != "withhold")
    return redact_record(Decisions(decisions=kept), mask)


def redact_previous(previous: Mapping[str, Any] | None, mask: Mask, *, before: Corpus, after: Corpus, decisions: Decisions) -> dict[str, Any] | None:
    """Return the baseline's brief.json as it would be without what is withheld now.

    Args:
        previous: the baseline's brief.json.
        mask: the names.
        before: the corpus as it was read.
        after: the corpus as it is used; its texts have the offsets they had.
        decisions: the analyst's.
    """
    if previous is None:
        return None
    data = cast(dict[str, Any], redact_record(previous, mask) if mask else dict(previous))
    gone_paths = {d.document for d in decisions.decisions if d.action == "withhold" and d.document}
    gone = {entry["id"] for entry in previous["documents"] if entry["path"] in gone_paths}
    texts = {old.text_sha256: new.text_sha256 for old, new in zip(_kept(before, gone_paths), after.documents, strict=True)}
    data["documents"] = [{**d, "text_sha256": texts.get(d["text_sha256"], d["text_sha256"])} for d in data["documents"] if d["id"] not in gone]
    data["findings"] = [finding for finding in (_without(f, gone) for f in data["findings"]) if finding["evidence"]]
    return data


def _kept(corpus: Corpus, gone: set[str]) -> list[Document]:
    return [d for d in corpus.documents if d.path not in gone]


def _without(finding: Mapping[str, Any], gone: set[str]) -> dict[str, Any]:
    """Return a finding of the baseline without what a withheld document gave it."""
    evidence = [e for e in finding["evidence"] if e["document"] not in gone]
    if len(evidence) == len(finding["evidence"]):
        return dict(finding)
    quantities = [q for q in finding["quantities"] if q["document"] not in gone]
    # Its line may be the withheld document's; another document's own words say the same.
    return {**finding, "evidence": evidence, "quantities": quantities, "text": evidence[0]["quote"] if evidence else ""}


def redact_record(record: R, mask: Mask, *, key: str = "") -> R:
    """Return a record, a model or JSON values with the names hidden in every text but ids, hashes and words of the contract."""
    value: Any = record
    if isinstance(value, str):
        return cast(R, value if key in _KEPT else mask.hide(value, address=key in _ADDRESSES))
    if isinstance(value, (tuple, list)):
        return cast(R, type(value)(redact_record(part, mask, key=key) for part in value))
    if isinstance(value, Mapping):
        return cast(R, {name: redact_record(part, mask, key=str(name)) for name, part in value.items()})
    if isinstance(value, BaseModel):
        names = type(value).model_fields
        return cast(R, value.model_copy(update={name: redact_record(getattr(value, name), mask, key=name) for name in names}))
    if is_dataclass(value) and not isinstance(value, type):
        return cast(R, replace(value, **{f.name: redact_record(getattr(value, f.name), mask, key=f.name) for f in fields(value)}))
    return record
