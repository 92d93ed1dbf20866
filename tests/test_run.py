"""The set-up script on machines where something is missing; programs of the system are stood in for by small scripts."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
pytestmark = pytest.mark.skipif(not Path("/bin/bash").exists(), reason="no bash here")
PYTHON_WITHOUT_VENV = f"""\
case "$*" in *ensurepip*) [ -f apt.log ] && exit 0 || exit 1 ;; "-m venv"*) exit 3 ;; esac
exec {sys.executable} "$@"
"""


@pytest.fixture
def machine(tmp_path: Path) -> Path:
    """Return a checkout on a machine that has the tools named below and no others."""
    shutil.copy(ROOT / "run", tmp_path / "run")
    (tmp_path / "bin").mkdir()
    for tool in ("bash", "dirname", "basename", "rm", "uname", "cat", "env"):
        (tmp_path / "bin" / tool).symlink_to(shutil.which(tool))
    return tmp_path


def put(machine: Path, **tools: str) -> None:
    """Put scripts on the machine's path."""
    for name, body in tools.items():
        path = machine / "bin" / name.replace("_", "-")
        path.write_text(f"#!/bin/bash\n{body}\n")
        path.chmod(0o755)


def start(machine: Path, *arguments: str) -> tuple[int, list[str]]:
    """Run the script and return its exit code and messages."""
    environment = {"PATH": str(machine / "bin"), "HOME": ""}
    done = subprocess.run(["/bin/bash", machine / "run", *arguments], env=environment, cwd=machine, capture_output=True, text=True, check=False)
    return done.returncode, done.stderr.splitlines()


def test_without_python_it_says_what_to_install(machine):
    """One line."""
    assert (1, ["Python 3.11 or newer is needed: sudo apt-get install python3"]) == start(machine, "build")


def test_an_old_python_is_passed_over(machine):
    """Python 3.9 is none."""
    put(machine, python3="exit 1")
    assert (1, ["Python 3.11 or newer is needed: sudo apt-get install python3"]) == start(machine, "build")


def test_root_installs_what_the_virtual_environment_needs(machine):
    """Package lists are fetched when the first try fails; then the environment is made."""
    install = 'echo "$*" >>apt.try; [ "$1" = update ] && touch updated; [ -f updated ] && [ "$1" = install ] && touch apt.log; [ -f updated ]'
    put(machine, python3=PYTHON_WITHOUT_VENV, id="echo 0", apt_get=install, touch=f'{shutil.which("touch")} "$@"')
    expected = ["installing system packages: python3-venv", "the virtual environment .venv could not be made"]
    assert (1, expected) == start(machine, "build")
    tried = (machine / "apt.try").read_text().splitlines()
    assert ["install", "update", "install"] == [line.split()[0] for line in tried]
    assert all(line.endswith(" python3-venv") for line in tried if line.startswith("install"))


def test_without_permission_it_names_the_package(machine):
    """An ordinary user is told the command, and nothing is tried."""
    put(machine, python3=PYTHON_WITHOUT_VENV, id="echo 1000", apt_get="touch tried", sudo="exit 1")
    expected = ["missing system packages: sudo apt-get install python3-venv", "Python's venv module is needed: sudo apt-get install python3-venv"]
    assert (1, expected) == start(machine, "build")
    assert not (machine / "tried").exists()


@pytest.mark.parametrize(("arguments", "code"), [((), 0), (("help",), 0), (("bild",), 2)])
def test_usage(machine, arguments, code):
    """Without a command it says which there are."""
    assert code == start(machine, *arguments)[0]
    assert not (machine / ".venv").exists()


def test_a_second_run_installs_nothing(machine):
    """With the stamp of this lock in place the command starts at once."""
    (machine / "requirements.lock").write_text("nothing==1\n")
    (machine / ".venv" / "bin").mkdir(parents=True)
    tools = {name: f'exec {shutil.which(name)} "$@"' for name in ("sha256sum", "cut")}
    put(machine, python3=f'exec {sys.executable} "$@"', **tools)
    site = machine / "site"
    site.mkdir()
    fake = (
        f'case "$*" in "-V") echo Python ;; *"-m pip --version"*|*ctypes*) ;; *sysconfig*) echo {site} ;;\n'
        '*"-m pip install"*) echo installed >>log ;; *"-m briefing build"*) echo built >>log ;; *) ;; esac'
    )
    (machine / ".venv" / "bin" / "python").write_text(f"#!/bin/bash\n{fake}\n")
    (machine / ".venv" / "bin" / "python").chmod(0o755)
    assert [0, 0] == [start(machine, "build")[0], start(machine, "build")[0]]
    assert ["installed", "built", "built"] == (machine / "log").read_text().split()
    assert f"{machine}\n" == (site / "briefing-checkout.pth").read_text()
