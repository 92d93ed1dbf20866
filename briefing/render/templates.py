"""Templates: where they are found, and the environments that print HTML and Markdown with everything escaped."""

from __future__ import annotations

import re
import traceback
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

from jinja2 import ChoiceLoader, FileSystemLoader, PrefixLoader, StrictUndefined, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from briefing.i18n import Words
from briefing.render.escape import escape_markdown
from briefing.render.text import one_line

if TYPE_CHECKING:
    from briefing.render.views import Page


_COUNT = re.compile(r"(?<=\d) (?=[^\W\d])")
_BLANK = re.compile(r"\n{3,}")  # left where a template prints nothing; text of documents holds no line breaks


class BadTemplate(ValueError):  # noqa: N818 - reads as what it says
    """A template or style sheet of the user cannot be used.

    Attributes:
        path: the file, below the folder of templates.
        line: 1-based, None where there is none.
        reason: what is wrong.
    """

    def __init__(self, path: str, line: int | None, reason: str) -> None:
        super().__init__(f"{path}:{line}: {reason}" if line else f"{path}: {reason}")
        self.path, self.line, self.reason = path, line, reason


class TemplatesMissing(RuntimeError):  # noqa: N818 - reads as what it says
    """The package's templates are not where it was installed."""


def shipped() -> Path:
    """Return the folder of the templates: the package's, else the checkout's.

    Raises:
        TemplatesMissing: neither holds them.
    """
    package = Path(str(files("briefing")))
    for folder in (package / "templates", package.parent / "templates"):
        if (folder / "brief.html.j2").is_file():
            return folder
    raise TemplatesMissing(f"no templates beside {package}: install the package again")


def print_html(page: Page, *, style: str, style_hash: str, paged: bool, own: Path | None = None) -> str:
    """Return the page as HTML.

    Args:
        page: what is printed.
        style: the content of the one ``<style>``.
        style_hash: its hash as the Content-Security-Policy names it.
        paged: True for the PDF: citations lead to the annex, there are no pop-ups and no table of contents.
        own: a folder whose templates come before the shipped ones.
    """
    words = Words(page.language)
    values = {"style": Markup(style), "style_hash": style_hash, "paged": paged}  # noqa: S704 - own files
    return _print("brief.html.j2", own, page=page, say=words.say, count=words.count, **values) + "\n"


def print_markdown(page: Page, *, own: Path | None = None) -> str:
    """Return the page as Markdown."""
    words = Words(page.language)
    text = _print("brief.md.j2", own, page=page, say=words.say, count=words.count, say_in=_say_in)
    return _BLANK.sub("\n\n", text).strip("\n") + "\n"


def _say_in(language: str, message: str, **values: object) -> str:
    return Words(language).say(message, **values)


def read_style(*names: str, own: Path | None = None) -> str:
    """Return style sheets of ``css/`` joined in the order given, the user's own before the shipped ones."""
    folders = [folder for folder in (own, shipped()) if folder]
    found = (next(f / "css" / name for f in folders if (f / "css" / name).is_file()) for name in names)
    return "".join(_read(path) for path in found)


def _read(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise BadTemplate("css/" + path.name, None, "it is not UTF-8") from error
    if "</" in text:
        raise BadTemplate("css/" + path.name, text[: text.index("</")].count("\n") + 1, "`</` would end the style sheet")
    return text


def _print(name: str, own: Path | None, **values: object) -> str:
    """Return what a template prints.

    Raises:
        BadTemplate: a template of ``own`` cannot be used; a mistake in a shipped one is raised as it is.
    """
    try:
        return _environment(own, is_markdown=name.endswith(".md.j2")).get_template(name).render(**values)
    except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError, AttributeError, RecursionError) as error:
        if own is None:
            raise
        place, line = _place(error, own) or (str(getattr(error, "name", None) or name), getattr(error, "lineno", None))
        raise BadTemplate(place, line, one_line(str(error))) from error


def _place(error: BaseException, own: Path) -> tuple[str, int | None] | None:
    """Return the file of ``own`` and the line in it where an error came up."""
    frames = [f for f in traceback.extract_tb(error.__traceback__) if Path(f.filename).is_relative_to(own)]
    return (Path(frames[-1].filename).relative_to(own).as_posix(), frames[-1].lineno) if frames else None


@cache
def _environment(own: Path | None, *, is_markdown: bool) -> ImmutableSandboxedEnvironment:
    loaders = [*(FileSystemLoader(folder) for folder in (own, shipped()) if folder), PrefixLoader({"shipped": FileSystemLoader(shipped())})]
    environment = ImmutableSandboxedEnvironment(
        loader=ChoiceLoader(loaders), autoescape=True, undefined=StrictUndefined, keep_trailing_newline=False, auto_reload=own is not None,
        finalize=_markdown if is_markdown else None,
    )
    environment.filters["raw"] = Markup
    environment.filters["target"] = _target
    environment.filters["unbroken"] = _unbroken
    return environment


def _target(href: str) -> Markup:
    """Return the destination of a link inside the file."""
    return Markup(quote(href, safe="#-_.~"))  # noqa: S704 - percent-encoded


def _unbroken(text: str) -> str:
    """Return the text with each number bound to the word it counts: no line ends between "5" and "origins"."""
    return _COUNT.sub("\u00a0", text)


def _markdown(value: object) -> object:
    """Return what a Markdown template prints: escaped, unless a macro or the template itself made it."""
    return value if isinstance(value, Markup) else Markup(escape_markdown(str(value)))  # noqa: S704 - escaped for Markdown
