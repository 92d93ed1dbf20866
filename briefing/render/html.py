"""brief.html: one file that can be mailed, complete under a strict Content-Security-Policy; and the same page for paper."""

from __future__ import annotations

import base64
import hashlib
from typing import TYPE_CHECKING

from briefing.render.fonts import embedded_style
from briefing.render.templates import print_html, read_style

if TYPE_CHECKING:
    from pathlib import Path

    from briefing.render.views import Page


def screen_html(page: Page, *, own: Path | None = None) -> str:
    """Return the page for a browser: fonts as data, styles for screen and print."""
    return _html(page, embedded_style() + read_style("brief.css", "screen.css", "print.css", own=own), paged=False, own=own)


def paged_html(page: Page, *, own: Path | None = None) -> str:
    """Return the page for the PDF: the same without fonts as data, pop-ups and table of contents."""
    return _html(page, read_style("brief.css", "print.css", "paged.css", own=own), paged=True, own=own)


def _html(page: Page, style: str, *, paged: bool, own: Path | None) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode("utf-8")).digest()).decode("ascii")
    return print_html(page, style=style, style_hash=f"sha256-{digest}", paged=paged, own=own)
