"""Time of the PDF over bare WeasyPrint on the same HTML, and per page at 10 and 30 pages.

Run ``python benchmarks/pdf_speed.py BRIEF_HTML`` with the brief.html of any edition; its evidence is repeated until the page count is reached. Bare
WeasyPrint writes the same page in a process of its own as well, with the same fonts: once plain, once tagged as PDF/A-3a. Seconds
are processor seconds, the least of three rounds.
"""

from __future__ import annotations

import datetime as dt
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from io import BytesIO
from pathlib import Path

from briefing.render.fonts import lay_out
from briefing.render.pdf_process import print_pdf
from briefing.render.templates import read_style

_BARE = (
    "import sys, weasyprint; variant = {variant!r}; "
    "sys.stdout.buffer.write(weasyprint.HTML(string=sys.stdin.buffer.read().decode()).write_pdf(pdf_variant=variant))"
)
_DAY = dt.date(2026, 1, 31)
_SIZES = (1, 10, 30)  # pages at least; the first is the brief as it is
_ROUNDS = 3


def main(path: Path) -> None:
    """Print a line for each size: pages, seconds of both, their ratio, seconds a page."""
    page = _for_paper(path.read_text(encoding="utf-8"))
    sys.stdout.write("pages  plain s  tagged s  ours s  over plain  over tagged  ours s/page\n")
    repeats = 0
    for size in _SIZES:
        while True:
            html = _longer(page, repeats)
            pages = _pages(print_pdf(html, day=_DAY, attachments={}).pdf)
            if pages >= size:
                break
            repeats += max(1, (size - pages) // 3)
        works = (partial(_bare, html, None), partial(_bare, html, "pdf/a-3a"), partial(print_pdf, html, day=_DAY, attachments={}))
        rounds = [[_cost(work) for work in works] for _ in range(_ROUNDS)]  # in turns: a busy machine slows all of them
        plain, tagged, ours = (min(times) for times in zip(*rounds, strict=True))
        sys.stdout.write(f"{pages:5}  {plain:7.2f}  {tagged:8.2f}  {ours:6.2f}  {ours / plain:10.2f}  {ours / tagged:11.2f}  {ours / pages:11.3f}\n")


def _for_paper(html: str) -> str:
    """Return a page for screens with the styles of the PDF and without its pop-ups."""
    style = read_style("brief.css", "print.css", "paged.css")
    html = re.sub(r"<style>.*?</style>", lambda _: f"<style>{style}</style>", html, count=1, flags=re.DOTALL)
    return re.sub(r'<div class="context" popover.*?</div>', "", html, flags=re.DOTALL)


def _longer(html: str, repeats: int) -> str:
    """Return the page with its evidence entries repeated under other ids."""
    if repeats:
        html = html.replace('<ol class="evidence short">', '<ol class="evidence">')  # as the template prints a long annex
    start, end = re.search(r'<ol class="evidence[^>]*>', html).end(), html.rindex("</ol>")
    entries = html[start:end]
    return html[:end] + "".join(re.sub(r' id="([^"]+)"', rf' id="\1-{n}"', entries) for n in range(repeats)) + html[end:]


def _pages(pdf: bytes) -> int:
    import pikepdf  # noqa: PLC0415 - only to count

    with pikepdf.open(BytesIO(pdf)) as document:
        return len(document.pages)


def _bare(html: str, variant: str | None) -> None:
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "FONTCONFIG_FILE": str(lay_out(Path(folder))), "PYTHONWARNINGS": "ignore"}
        command = [sys.executable, "-c", _BARE.format(variant=variant)]
        subprocess.run(command, input=html.encode(), env=environment, capture_output=True, check=True)


def _cost(work: Callable[[], object]) -> float:
    """Return the processor seconds of some work and its child processes."""
    before = os.times()
    work()
    after = os.times()
    return sum(after[:4]) - sum(before[:4])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
