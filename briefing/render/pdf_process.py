"""The process that prints the PDF: started with only the bundled fonts in reach, ended when the PDF is there."""

from __future__ import annotations

import base64
import calendar
import json
import os
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from briefing.render.fonts import lay_out

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Mapping

_UNAVAILABLE = 3
_TIMEOUT = 900  # seconds; 300 pages take 90


class PdfUnavailable(RuntimeError):  # noqa: N818 - reads as what it says
    """The PDF cannot be made on this machine; the other formats can."""


class PdfFailed(RuntimeError):  # noqa: N818
    """Printing ended without a PDF."""


@dataclass(frozen=True, slots=True)
class Printed:
    """A PDF and what the printer complained about, one line each."""

    pdf: bytes
    warnings: tuple[str, ...]


def print_pdf(html: str, *, day: dt.date, attachments: Mapping[str, tuple[str, bytes]]) -> Printed:
    """Return ``html`` as a tagged PDF.

    Args:
        html: the page, complete in itself.
        day: date of the document and of its attachments.
        attachments: file name -> (description, content).

    Raises:
        PdfUnavailable: native libraries of WeasyPrint are missing.
        PdfFailed: printing ended without a PDF.
    """
    parts = [{"name": name, "description": text, "data": base64.b64encode(data).decode("ascii")} for name, (text, data) in attachments.items()]
    request = json.dumps({"html": html, "day": day.isoformat(), "attachments": parts}).encode("ascii")
    with tempfile.TemporaryDirectory(prefix="briefing-pdf-") as folder:
        environment = {
            **os.environ, "FONTCONFIG_FILE": str(lay_out(Path(folder))), "SOURCE_DATE_EPOCH": str(calendar.timegm(day.timetuple())),
            "PYTHONHASHSEED": "0", "PYTHONWARNINGS": "ignore", "PYTHONPATH": os.pathsep.join(p for p in sys.path if p),
        }
        try:
            done = subprocess.run(
                [sys.executable, "-m", "briefing.render.pdf"], input=request, capture_output=True, env=environment, timeout=_TIMEOUT, check=False,
            )
        except subprocess.TimeoutExpired as error:
            raise PdfFailed(f"no PDF: printing took longer than {_TIMEOUT} seconds") from error
    told = done.stderr.decode("utf-8", "replace").splitlines()
    if done.returncode == _UNAVAILABLE:
        raise PdfUnavailable(
            "no PDF: the libraries Pango and HarfBuzz are missing; on Debian and Ubuntu `apt-get install libpangoft2-1.0-0 libharfbuzz-subset0`",
        )
    if done.returncode != 0 or not done.stdout.startswith(b"%PDF-"):
        raise PdfFailed(f"no PDF: printing ended with code {done.returncode}: {told[-1] if told else 'no message'}")
    return Printed(pdf=done.stdout, warnings=tuple(dict.fromkeys(line for line in told if line.strip())))
