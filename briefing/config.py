"""config.yaml and decisions.yaml as frozen settings, every problem at once with file:line:column."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

SectionKind = Literal[
    "bottom-line", "changes", "figures", "events", "actors", "findings", "timeline", "conflicts", "questions", "sources", "evidence", "text",
]
Format = Literal["json", "md", "html", "pdf"]


class _Frozen(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class DocumentsEntry(_Frozen):
    """A glob of input files and what is known about them."""

    path: str
    publisher: str | None = None
    published: dt.date | None = None
    url: str | None = None
    language: str | None = None
    encoding: str | None = None
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"


class Period(_Frozen):
    """Inclusive days the brief covers."""

    from_: Annotated[dt.date | None, Field(alias="from")] = None
    to: dt.date | None = None


class SectionSettings(_Frozen):
    """One part of the brief."""

    id: str
    kind: SectionKind
    title: str | None = None
    framework: str | None = None
    categories: tuple[str, ...] = ()
    about: str = ""
    ask: tuple[str, ...] = ()
    limit: int | None = None
    text: str = ""


class OutputSettings(_Frozen):
    """Where and what to write."""

    folder: str = "build"
    formats: tuple[Format, ...] = ("json", "md", "html", "pdf")


class Settings(_Frozen):
    """The whole configuration of one brief."""

    title: str
    topic: str = ""
    language: Literal["en", "fr"] = "en"
    as_of: dt.date | None = None
    period: Period | Literal["since previous edition"] | None = None
    documents: tuple[DocumentsEntry, ...]
    frameworks: tuple[str, ...] = ("law-enforcement", "protection-risks")
    redact: tuple[str, ...] = ()
    max_quote_words: int = 60
    marking: str = ""
    sections: tuple[SectionSettings, ...]
    output: OutputSettings = OutputSettings()
