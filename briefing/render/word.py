"""A Word file as it is written: paragraphs of runs, links and bookmarks, tables with words for those who cannot see them, bytes that never vary.

The only file that imports python-docx (the extra ``[word]``).
"""

from __future__ import annotations

import datetime as dt
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

import docx
from babel import Locale, UnknownLocaleError
from docx.enum.style import WD_STYLE_TYPE
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt, RGBColor

_ACCENT, _MUTED = "0B4F6C", "55606C"
_STYLES = {  # name -> size in points, colour, italic, space after in points
    "Support": (9.0, _MUTED, False, 2.0),
    "Source Quote": (9.5, "1B1F23", True, 6.0),
    "Analyst Note": (10.0, _ACCENT, False, 6.0),
    "Evidence": (9.0, "1B1F23", False, 4.0),
}
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold
_WIDTH = 16.6  # of the text, in cm
_EPOCH = (1980, 1, 1, 0, 0, 0)  # of zip; every part bears it
_UNUSED = ("thumbnail", "stylesWithEffects")  # relationships of python-docx's own template


@dataclass(frozen=True, slots=True)
class Run:
    """Words of one look; a link when it has a target."""

    text: str
    bold: bool = False
    italic: bool = False
    strike: bool = False
    code: bool = False
    raised: bool = False
    language: str = ""  # ISO 639-1 where it is not the document's
    anchor: str = ""  # place of the document it leads to
    address: str = ""  # web or mail address it leads to


Rows = Sequence[Sequence[Sequence[Run]]]  # cells of rows: the runs of each


@dataclass(slots=True)
class Writer:
    """One Word document that grows paragraph by paragraph."""

    language: str
    document: Any = field(init=False)
    _names: dict[str, str] = field(default_factory=dict)  # anchor -> bookmark
    _places: int = 0

    def __post_init__(self) -> None:
        self.document = docx.Document()
        _restyle(self.document, self.language)

    # --- what is written -----------------------------------------------------------------------------------------------

    def heading(self, text: str, level: int, *, anchor: str = "") -> None:
        """Write a heading; level 0 is the title."""
        self._fill(self.document.add_heading(level=level), (Run(text),), anchor)

    def paragraph(self, *runs: Run, style: str = "Normal", anchor: str = "") -> None:
        """Write a paragraph; ``anchor`` is where links to it lead."""
        self._fill(self.document.add_paragraph(style=style), runs, anchor)

    def table(
        self, head: Sequence[str], rows: Rows, *, title: str, shares: Sequence[int], description: str = "", anchors: Sequence[str] = (),
    ) -> None:  # fmt: skip
        """Write a table whose first row is repeated on each page.

        Args:
            head: words of the first row.
            rows: cells of the others.
            title: what the table is, for those who cannot see it.
            shares: widths of the columns, as parts of their sum.
            description: what the table shows; its title when empty.
            anchors: of the rows, where links to them lead.
        """
        table = self.document.add_table(rows=0, cols=len(head), style="Table Grid")
        table.autofit = False
        widths = [Cm(_WIDTH * share / sum(shares)) for share in shares]
        for column, width in zip(table.columns, widths, strict=True):
            column.width = width
        for tag, words in (("w:tblCaption", title), ("w:tblDescription", description or title)):
            _child(table._tbl.tblPr, tag, {"w:val": _clean(words)})  # noqa: SLF001 - python-docx has no words for what a table shows
        for number, cells in enumerate(([(Run(words, bold=True),) for words in head], *rows)):
            row = table.add_row()
            properties = row._tr.get_or_add_trPr()  # noqa: SLF001
            _child(properties, "w:cantSplit", {})
            if number == 0:
                _child(properties, "w:tblHeader", {})
            for column, (cell, runs) in enumerate(zip(row.cells, cells, strict=True)):
                anchor = anchors[number - 1] if number and anchors and column == 0 else ""
                cell.width = widths[column]
                paragraph = cell.paragraphs[0]
                paragraph.style = "Evidence"
                self._fill(paragraph, runs, anchor)
        self.document.add_paragraph(style="Support")

    def frame(self, *, marking: str, foot: str, page: str, of: str) -> None:
        """Write the header and the footer with the page's number."""
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21.0), Cm(29.7)
        section.left_margin = section.right_margin = Cm((21.0 - _WIDTH) / 2)
        self._fill(section.header.paragraphs[0], (Run(marking, bold=True),) if marking else (), "")
        line = section.footer.paragraphs[0]
        self._fill(line, (Run(f"{foot} · {marking}" if marking else foot), Run(f" · {page} ")), "")
        self._count(line, "PAGE")
        self._fill(line, (Run(f" {of} "),), "")
        self._count(line, "NUMPAGES")

    def finish(self, *, title: str, subject: str, day: dt.date) -> bytes:
        """Return the file; the same document always gives the same bytes."""
        facts = self.document.core_properties
        moment = dt.datetime.combine(day, dt.time())
        facts.title, facts.subject, facts.language = _clean(title)[:255], _clean(subject)[:255], self.language
        facts.author = facts.last_modified_by = facts.comments = facts.keywords = facts.category = ""
        facts.created = facts.modified = moment
        facts.revision = 1
        for part in (self.document.part.package, self.document.part):
            for key in [k for k, rel in part.rels.items() if rel.reltype.endswith(_UNUSED)]:
                del part.rels[key]
        packed = BytesIO()
        self.document.save(packed)
        return _without_times(packed)

    # --- pieces --------------------------------------------------------------------------------------------------------

    def _fill(self, paragraph: Any, runs: Sequence[Run], anchor: str) -> None:
        if anchor:
            self._places += 1
            place = {"w:id": str(self._places), "w:name": self._bookmark(anchor)}
            _child(paragraph._p, "w:bookmarkStart", place)  # noqa: SLF001
        for run in runs:
            self._add(paragraph, run)
        if anchor:
            _child(paragraph._p, "w:bookmarkEnd", {"w:id": str(self._places)})  # noqa: SLF001

    def _add(self, paragraph: Any, run: Run) -> None:
        made = paragraph.add_run(_clean(run.text))
        made.bold, made.italic, made.font.strike = run.bold or None, run.italic or None, run.strike or None
        made.font.superscript = run.raised or None
        if run.code:
            made.font.name = "Courier New"
        if run.language and run.language != self.language:
            _speak(made, run.language)
        if run.anchor or run.address:
            made.style = "Link"
            _child(paragraph._p, "w:hyperlink", self._target(paragraph, run)).append(made._r)  # noqa: SLF001

    def _target(self, paragraph: Any, run: Run) -> dict[str, str]:
        if run.anchor:
            return {"w:anchor": self._bookmark(run.anchor)}
        return {"r:id": paragraph.part.relate_to(run.address, RELATIONSHIP_TYPE.HYPERLINK, is_external=True)}

    def _count(self, paragraph: Any, what: str) -> None:
        """Write a number that Word keeps right."""
        number = paragraph.add_run("1")
        _child(paragraph._p, "w:fldSimple", {"w:instr": what}).append(number._r)  # noqa: SLF001

    def _bookmark(self, anchor: str) -> str:
        """Return the bookmark of a place: letters, digits and low lines, at most 40, as Word wants them."""
        if anchor not in self._names:
            plain = re.sub(r"[^A-Za-z0-9_]", "_", anchor)[:36]
            taken = set(self._names.values())
            self._names[anchor] = next(name for name in (plain, *(f"{plain}_{n}" for n in range(2, len(taken) + 3))) if name not in taken)
        return self._names[anchor]


def _child(parent: Any, tag: str, attributes: Mapping[str, str]) -> Any:
    element = OxmlElement(tag)
    for name, value in attributes.items():
        element.set(qn(name), value)
    parent.append(element)
    return element


def _clean(text: str) -> str:
    return _NO_XML.sub("\ufffd", text)


def _speak(run: Any, language: str) -> None:
    """Mark a run as another language, so that it is read and checked as such."""
    properties = run._r.get_or_add_rPr()  # noqa: SLF001
    if _is_rtl(language):
        run.font.rtl = True
        _child(properties, "w:lang", {"w:bidi": language})
    else:
        _child(properties, "w:lang", {"w:val": language})


def _is_rtl(language: str) -> bool:
    try:
        return bool(Locale.parse(language).text_direction == "rtl")
    except (UnknownLocaleError, ValueError):
        return False


def _restyle(document: Any, language: str) -> None:
    styles = document.styles
    for spoken in styles.element.iter(qn("w:lang")):
        spoken.set(qn("w:val"), language)
    styles["Normal"].font.size = Pt(10.5)
    for name in ("Title", "Heading 1", "Heading 2", "Heading 3"):
        styles[name].font.color.rgb = RGBColor.from_string(_ACCENT)
    for name, (size, colour, is_italic, after) in _STYLES.items():
        style = styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        style.base_style = styles["Normal"]
        style.font.size, style.font.italic, style.font.color.rgb = Pt(size), is_italic, RGBColor.from_string(colour)
        style.paragraph_format.space_after = Pt(after)
    link = styles.add_style("Link", WD_STYLE_TYPE.CHARACTER)
    link.font.color.rgb = RGBColor.from_string(_ACCENT)


def _without_times(packed: BytesIO) -> bytes:
    """Return the zip with its parts in their order and no time of writing."""
    out = BytesIO()
    with zipfile.ZipFile(packed) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as target:
        for entry in source.infolist():
            plain = zipfile.ZipInfo(entry.filename, _EPOCH)
            plain.compress_type, plain.external_attr, plain.create_system = zipfile.ZIP_DEFLATED, 0o600 << 16, 3
            target.writestr(plain, source.read(entry))
    return out.getvalue()
