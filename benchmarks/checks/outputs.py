"""Check the pages of editions with the tools that readers' tools are judged by: ``python benchmarks/checks/outputs.py EDITION...``.

An edition is a folder with brief.html and brief.pdf. HTML: axe-core, overflow, keyboard and motion in Debian's Chromium (page.mjs), html-validate,
and the Nu checker where Java is. PDF: outloud (PDF/UA-1 and WCAG rules), ``qpdf --check``, embedded fonts. The tools are installed into a folder for
this purpose alone (``CHECK_TOOLS``, a temporary one when unset): none of them is a dependency. A tool that cannot run here is named; exit code 1
when anything is found, 3 when nothing was but a tool is missing.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import venv
from collections.abc import Iterable, Iterator
from pathlib import Path

import pikepdf

_HERE = Path(__file__).parent
_NPM = ("axe-core@4.14.1", "playwright-core@1.65.1", "html-validate@10.17.0", "vnu-jar@26.9.27")
_OUTLOUD = "outloud==0.2.1"
_FONTS = ("Source-Serif-Pro", "Source-Sans-Pro")
_MISSING = 3


def main(editions: list[Path]) -> int:
    """Run every check on every edition and return the exit code."""
    kept = os.environ.get("CHECK_TOOLS")
    with tempfile.TemporaryDirectory(prefix="briefing-checks-") as folder:
        tools = Path(kept or folder)
        tools.mkdir(parents=True, exist_ok=True)
        pages, pdfs = [e / "brief.html" for e in editions], [e / "brief.pdf" for e in editions]
        missing: list[str] = []
        found = [*_check_pages(pages, tools, missing), *_check_pdfs(pdfs, tools, missing)]
    for problem in found:
        print(problem)
    for tool in missing:
        print(f"not checked: {tool}")
    print(f"{len(editions)} editions: {len(found)} problems")
    return 1 if found else _MISSING if missing else 0


def _check_pages(pages: list[Path], tools: Path, missing: list[str]) -> Iterator[str]:
    modules = tools / "node_modules"
    if shutil.which("node") is None or shutil.which("npm") is None:
        missing.append("pages: node and npm are needed (apt-get install nodejs npm)")
        return
    if not all((modules / name.partition("@")[0]).is_dir() for name in _NPM):
        _run(["npm", "install", "--prefix", tools, "--no-audit", "--no-fund", "--ignore-scripts", "--silent", *_NPM])
    yield from _told("html-validate", [modules / ".bin/html-validate", "--config", _HERE / "html-validate.json", *pages])
    if shutil.which("java"):
        yield from _told("vnu", ["java", "-jar", modules / "vnu-jar/build/dist/vnu.jar", "--errors-only", *pages])
    else:
        missing.append("pages with the Nu checker: Java is needed (apt-get install default-jre-headless)")
    if Path(os.environ.get("CHROMIUM", "/usr/bin/chromium")).exists():
        yield from _told("browser", ["node", _HERE / "page.mjs", modules, *pages])
    else:
        missing.append("pages in a browser: apt-get install chromium")


def _check_pdfs(pdfs: list[Path], tools: Path, missing: list[str]) -> Iterator[str]:
    program = tools / "outloud/bin/outloud"
    if not program.exists():
        venv.create(tools / "outloud", with_pip=True)
        _run([tools / "outloud/bin/python", "-m", "pip", "install", "--quiet", "--disable-pip-version-check", _OUTLOUD])
    yield from _told("outloud", [program, "--no-info", *pdfs])
    if shutil.which("qpdf") is None:
        missing.append("structure of PDFs: apt-get install qpdf")
    else:
        for pdf in pdfs:
            yield from _told("qpdf", ["qpdf", "--check", pdf])
    for pdf in pdfs:
        yield from (f"fonts: {pdf}: {name} is not bundled" for name in _foreign_fonts(pdf))


def _foreign_fonts(path: Path) -> list[str]:
    with pikepdf.open(path) as pdf:
        fonts = [o for o in pdf.objects if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/Font"]
        names = {str(font.BaseFont)[1:].rpartition("+")[2] for font in fonts}
    return sorted(name for name in names if not name.startswith(_FONTS))


def _told(name: str, command: Iterable[str | Path]) -> Iterator[str]:
    """Run a tool, show what it says, and yield one problem when it ends with a code other than 0."""
    print(f"== {name}", flush=True)
    done = subprocess.run([str(part) for part in command], capture_output=True, text=True, check=False)
    print((done.stdout + done.stderr).strip(), flush=True)
    if done.returncode:
        yield f"{name}: see above (exit code {done.returncode})"


def _run(command: Iterable[str | Path]) -> None:
    subprocess.run([str(part) for part in command], check=True)


if __name__ == "__main__":
    sys.exit(main([Path(argument) for argument in sys.argv[1:]]))
