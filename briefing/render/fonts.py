"""The bundled fonts: faces for the PDF's private fontconfig, subsets for the single-file page, and what no face can draw."""

from __future__ import annotations

import base64
import shutil
import unicodedata
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont

if TYPE_CHECKING:
    from collections.abc import Iterable


@dataclass(frozen=True, slots=True)
class Face:
    """One face of a bundled family (SIL Open Font License)."""

    family: str
    weight: int
    style: str
    package: str
    file: str

    @property
    def path(self) -> Path:
        """Where the face lies in its package."""
        return Path(str(files(self.package))) / "files" / self.file


_SERIF, _SANS = ("Source Serif Pro", "font_source_serif_pro"), ("Source Sans Pro", "font_source_sans_pro")
FACES = (
    Face(_SERIF[0], 400, "normal", _SERIF[1], "SourceSerifPro-Regular.ttf"),
    Face(_SERIF[0], 400, "italic", _SERIF[1], "SourceSerifPro-It.ttf"),
    Face(_SERIF[0], 600, "normal", _SERIF[1], "SourceSerifPro-Semibold.ttf"),
    Face(_SERIF[0], 700, "normal", _SERIF[1], "SourceSerifPro-Bold.ttf"),
    Face(_SANS[0], 400, "normal", _SANS[1], "SourceSansPro-Regular.ttf"),
    Face(_SANS[0], 400, "italic", _SANS[1], "SourceSansPro-It.ttf"),
    Face(_SANS[0], 600, "normal", _SANS[1], "SourceSansPro-Semibold.ttf"),
    Face(_SANS[0], 700, "normal", _SANS[1], "SourceSansPro-Bold.ttf"),
)
_EMBEDDED = (0, 1, 4, 6, 7)  # faces of the single-file page
# Basic Latin to Latin Extended-A, punctuation, a few signs: other scripts fall back on the reader's own fonts. Each further range costs time.
_SUBSET = (*range(0x20, 0x7F), *range(0xA0, 0x180), *range(0x2010, 0x2028), 0x202F, 0x20A9, 0x20AC, 0x2190, 0x2191, 0x2192, 0x2212, 0x27E6, 0x27E7)
# Drawn as nothing by definition, whatever the font (Unicode Default_Ignorable_Code_Point), and the spaces that shaping makes from a space.
_DRAWS_NOTHING = frozenset((0xAD, 0x34F, *range(0x200B, 0x2010), *range(0x2060, 0x2070), *range(0xFE00, 0xFE10), 0x2028, 0x2029))


def lay_out(folder: Path) -> Path:
    """Copy the faces into ``folder`` and return a fontconfig file that knows these fonts and no others."""
    fonts = folder / "fonts"
    fonts.mkdir()
    for face in FACES:
        shutil.copyfile(face.path, fonts / face.file)
    aliases = "".join(
        f"<alias binding='same'><family>{generic}</family><prefer><family>{family}</family></prefer></alias>"
        for generic, family in (("serif", _SERIF[0]), ("sans-serif", _SANS[0]), ("monospace", _SANS[0]))
    )
    configuration = folder / "fonts.conf"
    configuration.write_text(
        "<?xml version='1.0'?><!DOCTYPE fontconfig SYSTEM 'urn:fontconfig:fonts.dtd'><fontconfig>"
        f"<dir>{escape(str(fonts))}</dir><cachedir>{escape(str(folder / 'cache'))}</cachedir>{aliases}</fontconfig>",
        encoding="utf-8",
    )
    return configuration


@cache
def embedded_style() -> str:
    """Return ``@font-face`` rules that carry subsets of the faces as data, the same bytes for the same fonts."""
    return "".join(_font_face(FACES[i]) for i in _EMBEDDED)


def _font_face(face: Face) -> str:
    options = Options()
    options.flavor = "woff2"
    options.hinting = False
    options.layout_features = ["kern", "onum", "lnum"]
    options.name_IDs = [0, 1, 2, 13, 14]  # the copyright and the licence travel with the subset
    options.notdef_outline = True
    with TTFont(face.path, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(unicodes=_SUBSET)
        subsetter.subset(font)
        font.flavor = "woff2"
        packed = BytesIO()
        font.save(packed, reorderTables=False)
    data = base64.b64encode(packed.getvalue()).decode("ascii")
    return (
        f'@font-face{{font-family:"{face.family}";font-weight:{face.weight};font-style:{face.style};font-display:swap;'
        f'src:url(data:font/woff2;base64,{data}) format("woff2")}}\n'
    )


@cache
def _covered() -> frozenset[int]:
    known: set[int] = set()
    for face in FACES:
        with TTFont(face.path, lazy=True) as font:
            known |= set(font.getBestCmap())
    return frozenset(known | _DRAWS_NOTHING)


def undrawable(texts: Iterable[str]) -> tuple[str, ...]:
    """Return the characters that no bundled face has a glyph for, in code point order: the PDF prints boxes in their place."""
    used = {c for text in texts for c in text}
    return tuple(sorted(c for c in used if ord(c) not in _covered() and unicodedata.category(c) not in ("Zs", "Cc")))
