"""Outlets: who stands behind a document's own words."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from briefing.folding import fold

if TYPE_CHECKING:
    from briefing.model import Document

_HEAD = 400  # characters of a document's start that may hold its dateline
# "PORT-HÉLÈNE, March 8 (Ocean Wire) - ", "NICOSIA (APR) —": a place in capitals, perhaps a day, the agency in brackets, a dash.
_DATELINE = re.compile(r"^[^\W\d_][^()\n]{1,80}\(([^()\n]{2,60})\)\s{0,3}[-–—:]", re.MULTILINE)
_PLACE_LINE = re.compile(r"^[^\W\d_][^()\n.]{1,60}[,.]?[^()\n]{0,30}(?:\([^()\n]{2,60}\))?\s{0,3}[-–—]\s")
_NO_AGENCY = re.compile(r"\d")


def outlet_of(document: Document) -> str:
    """Return the name of the outlet behind the document's own words: the analyst's word, an agency's dateline, the publisher, the file's stem."""
    agency, publisher = agency_of(document), document.publisher
    if agency and publisher and agency.isupper() and fold(agency) == "".join(fold(word[0]) for word in publisher.split()):
        agency = publisher  # "(ALP)" on the page of Agence Lubanzi Presse
    return document.origin or agency or publisher or PurePosixPath(document.path).stem


def agency_of(document: Document) -> str | None:
    """Return the news agency that the document's dateline credits.

    "NICOSIA, Nov 7 (APR) - Cyprus on Friday froze" is credited to APR.
    """
    for match in _DATELINE.finditer(document.text[:_HEAD]):
        before = match.group()[: match.group().index("(")].strip(" ,")
        name = match.group(1).strip()
        first = before.split(",")[0].split()[0] if before else ""
        if len(first) > 1 and first.isupper() and name[0].isupper() and not _NO_AGENCY.search(name):
            return name
    return None


def dateline_end(document: Document) -> int:
    """Return where the dateline that opens the text ends, 0 without one: what stands in it is nobody's claim."""
    return _dateline_end(document.text)


@lru_cache(maxsize=64)
def _dateline_end(text: str) -> int:
    """Return the same of a text; cached, because it is asked for every attribution."""
    match = _PLACE_LINE.match(text.lstrip()[:_HEAD])
    if match is None or not match.group().split()[0].strip(",.").isupper():
        return 0
    return match.end() + len(text) - len(text.lstrip())
