"""config.yaml and decisions.yaml as frozen settings: what may stand in them, and of which type."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

SectionKind = Literal[
    "bottom-line",
    "changes",
    "figures",
    "events",
    "actors",
    "findings",
    "timeline",
    "conflicts",
    "questions",
    "sources",
    "evidence",
    "text",
]
Format = Literal["json", "md", "html", "pdf", "docx"]
Grade = Literal["A", "B", "C", "D", "E", "F"]
Likelihood = Literal["almost no chance", "very unlikely", "unlikely", "roughly even chance", "likely", "very likely", "almost certain"]
Confidence = Literal["low", "moderate", "high"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class DocumentsEntry(_Frozen):
    """Input files and what is known about them."""

    path: Annotated[str, Field(min_length=1, description="file, folder or glob, relative to the configuration's folder")]
    publisher: Annotated[str | None, Field(description="outlet or body that published the files")] = None
    published: Annotated[dt.date | None, Field(description="day of publication, 2026-01-24")] = None
    url: Annotated[str | None, Field(description="address, printed in the list of sources")] = None
    language: Annotated[str | None, Field(description="ISO 639-1 code; detected when absent")] = None
    encoding: Annotated[str | None, Field(description="text encoding; UTF-8 or detected when absent")] = None
    reliability: Annotated[Grade, Field(description="reliability of the source, Admiralty letter; F cannot be judged")] = "F"


class Period(_Frozen):
    """Inclusive days the brief covers."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True, populate_by_name=True)

    from_: Annotated[dt.date | None, Field(alias="from", description="first day")] = None
    to: Annotated[dt.date | None, Field(description="last day")] = None

    @model_validator(mode="after")
    def _ordered(self) -> Self:
        if self.from_ and self.to and self.from_ > self.to:
            raise ValueError("`from` is after `to`")
        return self


class SectionSettings(_Frozen):
    """One part of the brief."""

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9-]*$", description="name of the section in brief.json and in links")]
    kind: Annotated[SectionKind, Field(description="what the section holds")]
    title: Annotated[str | None, Field(description="heading; a default in the brief's language when absent")] = None
    framework: Annotated[str | None, Field(description="only items of this framework")] = None
    categories: Annotated[tuple[str, ...], Field(description="only items of these categories of the framework")] = ()
    about: Annotated[str, Field(description="only items about this, free text in any language")] = ""
    ask: Annotated[tuple[str, ...], Field(description="questions answered with evidence or reported as gaps")] = ()
    limit: Annotated[int | None, Field(ge=1, description="at most so many items")] = None
    text: Annotated[str, Field(description="the analyst's own Markdown, for sections of kind `text`")] = ""


class OutputSettings(_Frozen):
    """Where and what to write."""

    folder: Annotated[str, Field(description="output folder, relative to the configuration's folder")] = "build"
    formats: Annotated[tuple[Format, ...], Field(min_length=1, description="formats to write")] = ("json", "md", "html", "pdf")


class Settings(_Frozen):
    """The whole configuration of one brief."""

    title: Annotated[str, Field(min_length=1, description="title of the brief")]
    topic: Annotated[str, Field(description="what the brief is about, free text; other matter is left out")] = ""
    language: Annotated[Literal["en", "fr"], Field(description="language of labels and composed lines")] = "en"
    as_of: Annotated[dt.date | None, Field(description="day the brief speaks of; the newest document's date when absent")] = None
    period: Annotated[Period | Literal["since previous edition"] | None, Field(description="days of events covered")] = None
    documents: Annotated[tuple[DocumentsEntry, ...], Field(min_length=1, description="input files")]
    frameworks: Annotated[tuple[str, ...], Field(description="shipped frameworks by name, own ones by path")] = (
        "law-enforcement",
        "protection-risks",
    )
    redact: Annotated[tuple[str, ...], Field(description="names never printed")] = ()
    max_quote_words: Annotated[int, Field(ge=8, description="longer quotes are trimmed to one contiguous part")] = 32
    marking: Annotated[str, Field(description="handling mark in header and footer, such as TLP:GREEN")] = ""
    decisions: Annotated[str, Field(description="file of the analyst's decisions, relative to the configuration's folder; it may be absent")] = (
        "decisions.yaml"
    )
    templates: Annotated[
        str | None, Field(min_length=1, description="folder of own templates and style sheets, relative to the configuration's folder")
    ] = None
    sections: Annotated[tuple[SectionSettings, ...], Field(min_length=1, description="parts of the brief, in order")]
    output: Annotated[OutputSettings, Field(description="where and what to write")] = OutputSettings()

    @model_validator(mode="after")
    def _consistent(self) -> Self:
        seen: set[str] = set()
        for section in self.sections:
            if section.id in seen:
                raise ValueError(f"two sections have the id `{section.id}`")
            seen.add(section.id)
        return self


class Decision(_Frozen):
    """One decision of the analyst."""

    action: Annotated[
        Literal["pin", "exclude", "merge", "split", "never-extract", "judgement", "note", "withhold"],
        Field(description="what is decided"),
    ]
    finding: Annotated[str | None, Field(description="id of a finding: pin, exclude, note")] = None
    names: Annotated[tuple[str, ...], Field(description="names as the documents write them: merge, split, never-extract, withhold")] = ()
    document: Annotated[str | None, Field(description="path of a document: withhold")] = None
    text: Annotated[str | None, Field(description="words of a judgement or note")] = None
    likelihood: Annotated[Likelihood | None, Field(description="of a judgement")] = None
    confidence: Annotated[Confidence | None, Field(description="of a judgement, printed in a sentence of its own")] = None
    who: Annotated[str, Field(min_length=1, description="who decided")]
    when: Annotated[dt.date, Field(description="when")]
    why: Annotated[str, Field(min_length=1, description="why")]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        needs = {"finding": self.finding, "text": self.text, "names": self.names}
        for key in _NEEDED.get(self.action, ()):
            if not needs[key]:
                raise ValueError(f"`{self.action}` needs `{key}`")
        if self.action in ("merge", "split") and len(self.names) < 2:
            raise ValueError(f"`{self.action}` needs two names or more")
        if self.action == "withhold" and not (self.names or self.document):
            raise ValueError("`withhold` needs `names` or `document`")
        return self


_NEEDED = {
    "pin": ("finding",),
    "exclude": ("finding",),
    "note": ("finding", "text"),
    "judgement": ("text",),
    "merge": ("names",),
    "split": ("names",),
    "never-extract": ("names",),
}


class Decisions(_Frozen):
    """All decisions of the analyst for one brief."""

    decisions: tuple[Decision, ...] = ()
