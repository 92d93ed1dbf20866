"""Same input, same bytes: other hash seeds, time zones, locales, working folders, file orders and times change nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FORMATS = ("json", "md", "html", "pdf", "docx")
ENVIRONMENTS = (
    {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8", "HOME": "/nonexistent"},
    {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8", "SOURCE_DATE_EPOCH": "1"},
    {"PYTHONHASHSEED": "random", "TZ": "America/St_Johns", "LC_ALL": "C", "OMP_NUM_THREADS": "1"},
)


def tree(folder: Path) -> dict[str, bytes]:
    """Return every file of the latest edition."""
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted((folder / "latest").rglob("*")) if path.is_file()}


def start(config: Path, output: Path, cwd: Path, environment: dict[str, str]) -> subprocess.Popen[str]:
    """Start a build in a process of its own."""
    formats = [argument for name in FORMATS for argument in ("--format", name)]
    command = [sys.executable, "-m", "briefing", "build", "-q", "-c", os.path.relpath(config, cwd), "--output", str(output), *formats]
    variables = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.Popen(command, cwd=cwd, env=variables, stderr=subprocess.PIPE, text=True)


def build_all(configs: list[Path], folder: Path) -> list[dict[str, bytes]]:
    """Build one brief in every environment, each from its own working folder, and return the editions."""
    builds = []
    for number, (config, environment) in enumerate(zip(configs, ENVIRONMENTS, strict=False)):
        cwd = folder / f"cwd{number}"
        cwd.mkdir()
        builds.append(start(config, folder / f"out{number}", cwd, environment))
    for process in builds:
        assert ("", 0) == (process.communicate()[1], process.returncode)
    return [tree(folder / f"out{number}") for number in range(len(builds))]


def copy_shuffled(project: Path, target: Path) -> Path:
    """Copy a project so that its files are made in another order and bear other times."""
    target.mkdir()
    for path in sorted(project.rglob("*"), reverse=True):
        if path.is_file():
            copy = target / path.relative_to(project)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, copy)
            os.utime(copy, (2_000_000_000, 2_000_000_000))
    return target / "config.yaml"


def test_two_builds_in_different_surroundings_give_the_same_bytes(project):
    """JSON, Markdown, HTML, PDF, texts and manifest are equal to the byte, and name no folder of the machine."""
    other = copy_shuffled(project, project.parent / f"{project.name}-other")
    first, second = build_all([project / "config.yaml", other], project)
    assert {f"latest/brief.{name}" for name in FORMATS} | {"latest/manifest.json"} <= set(first)
    assert [] == sorted(name for name in first.keys() | second.keys() if first.get(name) != second.get(name))
    assert [] == sorted(name for name, content in first.items() if str(project.parent).encode() in content)


@pytest.mark.slow
def test_the_sample_brief_is_the_same_everywhere(tmp_path, sample_edition):
    """The whole sample, in three other surroundings, gives the bytes that this process gives."""
    expected = tree(sample_edition.parent.parent)
    for number, environment in enumerate(ENVIRONMENTS):  # one after the other: each takes all cores
        (tmp_path / f"cwd{number}").mkdir()
        process = start(ROOT / "config.yaml", tmp_path / f"out{number}", tmp_path / f"cwd{number}", environment)
        assert "" == process.communicate()[1]
        found = tree(tmp_path / f"out{number}")
        assert [] == sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
