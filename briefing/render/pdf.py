"""The PDF: WeasyPrint in a process of its own, tagged, PDF/A-3a with PDF/UA-1 declared beside it. The only file that imports weasyprint.

Run as ``python -m briefing.render.pdf``: a JSON request on standard input (see `Request`), the PDF on standard output, warnings on standard
error. Exit code 3: a native library is missing. Memory goes back to the system when the process ends.
"""

from __future__ import annotations

import base64
import datetime as dt
import json
import logging
import sys
from collections.abc import Callable, Iterator
from functools import partial
from importlib import import_module
from typing import Any, cast
from xml.etree.ElementTree import Element, SubElement, fromstring, tostring

UNAVAILABLE = 3
_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_UA = "http://www.aiim.org/pdfua/ns/id/"


def main() -> int:
    """Print the PDF that the request on standard input asks for."""
    try:
        import weasyprint  # noqa: PLC0415 - what is missing is told in one line
    except OSError as error:
        sys.stderr.write(f"{error}\n")
        return UNAVAILABLE
    logging.getLogger("weasyprint").addHandler(logging.StreamHandler(sys.stderr))
    _tag_languages()
    sys.stdout.buffer.write(_print(weasyprint, json.load(sys.stdin)))
    return 0


def _print(weasyprint: Any, request: dict[str, Any]) -> bytes:
    """Return the PDF of a request: ``html``, ``day`` (ISO) and ``attachments`` (name, description, base64 data)."""
    fetcher = weasyprint.urls.URLFetcher(allowed_protocols=())  # the page needs nothing from outside
    document = weasyprint.HTML(string=request["html"], url_fetcher=fetcher).render(pdf_variant="pdf/a-3a")
    moment = dt.datetime.fromisoformat(request["day"]).replace(tzinfo=dt.UTC)
    document.metadata.attachments = [
        weasyprint.Attachment(
            string=base64.b64decode(part["data"]), name=part["name"], description=part["description"], created=moment, modified=moment,
            relationship="Data", url_fetcher=fetcher,
        )
        for part in request["attachments"]
    ]
    document.metadata.generate_rdf_metadata = partial(_declare_both, document.metadata.generate_rdf_metadata)
    return cast(bytes, document.write_pdf(pdf_variant="pdf/a-3a"))


def _declare_both(generate: Callable[..., bytes], *arguments: Any) -> bytes:
    """Return the metadata with the identification of PDF/UA-1 (ISO 14289-1, 5) beside that of PDF/A."""
    rdf = fromstring(generate(*arguments))  # noqa: S314 - WeasyPrint's own
    description = SubElement(rdf, f"{{{_RDF}}}Description", {f"{{{_RDF}}}about": ""})
    part = Element(f"{{{_UA}}}part")
    part.text = "1"
    description.append(part)
    return cast(bytes, tostring(rdf, encoding="utf-8"))


def _tag_languages() -> None:
    """Give tagged elements the language of their HTML element: a reader then speaks a French quote in French.

    WeasyPrint sets the document's language only.
    """
    pydyf = import_module("pydyf")  # untyped; comes with weasyprint
    from weasyprint.pdf import tags  # noqa: PLC0415

    build = tags._build_box_tree  # noqa: SLF001 - there is no public place for it

    def build_with_language(box: Any, *arguments: Any) -> Iterator[Any]:
        element = getattr(getattr(box, "_box", box), "element", None)
        language = element.get("lang") if element is not None and getattr(box, "element_tag", "html") != "html" else None
        for part in build(box, *arguments):
            if language:
                part["Lang"] = pydyf.String(language)
            yield part

    tags._build_box_tree = build_with_language  # noqa: SLF001


if __name__ == "__main__":
    sys.exit(main())
