"""The documentation names what there is: commands, keys, kinds, diagnostics, template records, and no file that is missing."""

from __future__ import annotations

import ast
import re
import runpy
import subprocess
from pathlib import Path
from typing import get_args

import pytest

from briefing import cli
from briefing.config import SectionKind

ROOT = Path(__file__).parent.parent
REFERENCE = ROOT / "docs" / "reference"
PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def diagnostic_codes() -> set[str]:
    """Return every code that the package can give, read from its source."""
    codes: set[str] = set()
    for path in sorted((ROOT / "briefing").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                places = [keyword.value for keyword in node.keywords if keyword.arg == "code" and name in ("Diagnostic", "Skipped")]
                places += {"UnreadableDocument": node.args[1:2], "_problem": node.args[:1]}.get(name, [])
            elif isinstance(node, ast.FunctionDef) and node.name == "_refuse":
                returned = [part.value for part in ast.walk(node) if isinstance(part, ast.Return)]
                places = [value.elts[0] for value in returned if isinstance(value, ast.Tuple)]
            else:
                continue
            codes.update(part.value for place in places for part in ast.walk(place) if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return {code for code in codes if re.fullmatch(r"[a-z]+(-[a-z]+)+", code)}


def headings(page: str) -> set[str]:
    """Return what stands in backquotes in the headings of a reference page."""
    lines = (REFERENCE / page).read_text(encoding="utf-8").splitlines()
    return {word for line in lines if line.startswith("#") for word in re.findall(r"`([^`]+)`", line)}


def test_every_command_has_a_heading():
    """Commands and their options."""
    assert set(cli.cli.commands) == {heading.split()[1] for heading in headings("commands.md")}


def test_every_diagnostic_has_a_heading_and_no_heading_is_left_over():
    """The codes of the source are those of the page."""
    codes = diagnostic_codes()
    assert len(codes) > 20
    assert codes == headings("diagnostics.md")


def test_every_kind_of_section_is_explained():
    """The table of kinds is complete."""
    page = (REFERENCE / "configuration.md").read_text(encoding="utf-8")
    assert set(get_args(SectionKind)) == set(re.findall(r"^\| `([a-z-]+)` \| [^|]+ \|$", page, re.MULTILINE))


def test_the_generated_parts_are_those_of_the_code():
    """Options, keys and fields of brief.json are described as they are: `python docs/make_reference.py` writes them."""
    program = runpy.run_path(str(ROOT / "docs" / "make_reference.py"))
    pages = {path.name: path.read_text(encoding="utf-8") for path in sorted(REFERENCE.glob("*.md"))}
    assert [] == [name for name, page in pages.items() if program["renew"](page) != page]


def test_every_exit_code_is_explained():
    """The codes of the command are those of the page."""
    page = (REFERENCE / "commands.md").read_text(encoding="utf-8").split("## Exit codes")[1]
    codes = {cli.DONE, cli.POLICY, cli.USAGE, cli.NO_INPUT, cli.NOT_PUBLISHED, cli.CHANGED, cli.BUSY, cli.INTERRUPTED, cli.TERMINATED}
    assert codes == {int(code) for code in re.findall(r"^\| (\d+) \|", page, re.MULTILINE)}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_links_lead_somewhere(page):
    """Every relative link of a page is a file of the project."""
    text = re.sub(r"```.*?```", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)
    links = re.findall(r"\]\(([^)\s]+)\)", text)
    targets = [link.split("#")[0] for link in links if "://" not in link and not link.startswith(("#", "mailto:"))]
    assert [] == [target for target in targets if not (page.parent / target).exists()]


def test_the_readmes_commands_are_those_of_the_script():
    """What the README tells to run, `./run` knows."""
    told = set(re.findall(r"\./run ([a-z]+)", (ROOT / "README.md").read_text(encoding="utf-8")))
    known = set(re.findall(r"^  ([a-z]+)\) ", (ROOT / "run").read_text(encoding="utf-8"), re.MULTILINE))
    assert {"build", "test"} <= told <= known


def test_the_lock_files_name_hashes_and_no_place():
    """Every version is pinned by hash; no index host, address or file of a machine stands in a lock."""
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        pinned = re.findall(r"^[a-z0-9-]+(?:\[[a-z,]+\])?==\S+", text, re.MULTILINE)
        assert len(pinned) > 60
        assert len(pinned) == len(re.findall(r"^[^\s#]", text, re.MULTILINE))
        assert len(re.findall(r"--hash=sha256:[0-9a-f]{64}", text)) >= len(pinned)
        assert not re.search(r"://|file:|--index|--find-links|@ ", text)


def test_floors_that_security_sets_are_kept():
    """Versions below these have known holes."""
    text = (ROOT / "requirements.lock").read_text(encoding="utf-8")
    for name, floor in (("weasyprint", (70, 0)), ("jinja2", (3, 1, 6))):
        found = re.search(rf"^{name}==([\d.]+)", text, re.MULTILINE)
        assert found
        assert tuple(map(int, found[1].split("."))) >= floor


def test_the_scripts_are_sound_shell():
    """Both parse, and stop at the first error."""
    for name in ("run", ".ci/run"):
        assert 0 == subprocess.run(["bash", "-n", ROOT / name], check=False).returncode
        assert "set -euo pipefail" in (ROOT / name).read_text(encoding="utf-8")
