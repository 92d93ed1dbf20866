"""The wheel and the source distribution work outside the checkout."""

from __future__ import annotations

import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
NEEDED = {
    "briefing/templates/brief.html.j2", "briefing/templates/brief.md.j2", "briefing/lexicon/fr/numbers.yaml",
    "briefing/frameworks/law-enforcement.yaml", "briefing/reconcile/weights.yaml", "briefing/py.typed",
}


@pytest.mark.slow
def test_the_wheel_carries_all_it_needs(tmp_path, project):
    """Made from the source distribution and unpacked elsewhere, it builds and proves a brief in every format."""
    build = [sys.executable, "-m", "hatchling", "build"]
    subprocess.run([*build, "-t", "sdist", "-d", tmp_path], cwd=ROOT, check=True, capture_output=True)
    with tarfile.open(next(tmp_path.glob("evidence_briefing-*.tar.gz"))) as archive:
        archive.extractall(tmp_path / "source", filter="data")
    subprocess.run([*build, "-t", "wheel", "-d", tmp_path], cwd=next((tmp_path / "source").iterdir()), check=True, capture_output=True)
    site = tmp_path / "site"
    with zipfile.ZipFile(next(tmp_path.glob("evidence_briefing-*.whl"))) as archive:
        archive.extractall(site)  # noqa: S202 - our own archive
        names = set(archive.namelist())
    assert NEEDED <= names
    assert not any(name.startswith(("tests/", "documents/")) for name in names)
    formats = [argument for name in ("json", "md", "html", "pdf") for argument in ("--format", name)]
    program = f"import briefing; assert briefing.__file__.startswith({str(site)!r}); from briefing.cli import main; main()"
    for command in (["build", "-q", *formats], ["verify", "-q", "build/latest/brief.json"]):
        done = subprocess.run(
            [sys.executable, "-P", "-c", program, *command], cwd=project, env={"PYTHONPATH": str(site), "PATH": "/usr/bin:/bin"},
            capture_output=True, text=True, check=False,
        )
        assert (0, "", "") == (done.returncode, done.stdout, done.stderr)
    assert (project / "build" / "latest" / "brief.pdf").read_bytes().startswith(b"%PDF")
