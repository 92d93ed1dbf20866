"""The command: its exit codes, its one line per mistake, and that a failure leaves the last edition as it was."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
from pathlib import Path
from typing import get_args

import jsonschema
import pytest

from briefing import __version__, cli, config, console, pipeline
from briefing.publish import hold
from tests.conftest import tree


def put_edition(project: Path) -> dict[str, bytes]:
    """Put a last edition into a project and return its files."""
    edition = project / "build" / "editions" / "2026-01-01-00000000"
    edition.mkdir(parents=True)
    (edition / "brief.json").write_text("{}")
    (project / "build" / "latest").symlink_to("editions/2026-01-01-00000000")
    return tree(project / "build")


# --- what is fast ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("command", [["--help"], ["build", "--help"], ["--version"], ["verify", "--help"]])
def test_help_imports_nothing_heavy(command):
    """Asking for help takes no rich, pydantic, numpy, yaml or spacy."""
    program = "import sys; from briefing.cli import main\ntry: main(sys.argv[1:])\nexcept SystemExit: print(sorted(sys.modules))"
    done = subprocess.run([sys.executable, "-c", program, *command], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.rsplit("[", 1)[1].replace("'", "").replace("]", "").replace("\n", "").split(", "))
    assert not loaded & {"rich", "pydantic", "numpy", "yaml", "spacy", "jinja2", "weasyprint", "babel", "briefing.pipeline"}


def test_version(run):
    """Both ways to ask."""
    assert (0, f"briefing {__version__}\n", "") == run("version") == run("--version")


def test_formats_are_those_of_the_configuration():
    """The command's list and the configuration's cannot part."""
    assert get_args(config.Format) == cli.FORMATS


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["build", "--foo"], "briefing build: No such option '--foo'"),
        (["bild"], "briefing: No such command 'bild'"),
        (["build", "--as-of", "31/01/2026"], "'31/01/2026' is not a day; write it as 2026-01-31 or `today`"),
        (["build", "--as-of", "2026-02-30"], "'2026-02-30' is not a day"),
        (["build", "--format", "docs"], "'docs' is not one of"),
        (["build", "-c", "none.yaml"], "none.yaml: the file cannot be read: No such file or directory; name it with -c FILE [missing-config]"),
        (["check", "-c", "none.yaml"], "none.yaml: the file cannot be read"),
        (["verify", "none.json"], "none.json: the file cannot be read: No such file or directory"),
        (["verify", "none.json", "--documents", "nowhere"], "nowhere: there is no such folder"),
        (["explain", "f1", "-c", "none.yaml"], "none.yaml: the file cannot be read"),
        (["explain", "f1", "--edition", "none.json"], "none.json: the file cannot be read"),
        (["schema", "page"], "'page' is not one of"),
    ],
)
def test_a_mistake_in_the_command_is_one_line_and_exit_2(run, monkeypatch, tmp_path, arguments, message):
    """No usage text, no traceback: what is wrong."""
    monkeypatch.chdir(tmp_path)
    code, out, err = run(*arguments)
    assert (2, "", 1) == (code, out, err.count("\n"))
    assert message in err


CONFIG_MISTAKES = {
    "unknown key": ("title:", "titel:", 2),
    "wrong type": ("title: The sinking of the Aurora", "title: [3]", 1),
    "duplicate key": ("title: The", "title: A\ntitle: The", 1),
    "bad date": ("title: The", "as_of: soon\ntitle: The", 1),
    "unknown framework": ("framework: law-enforcement", "framework: law", 1),
    "unknown category": ("framework: law-enforcement", "framework: law-enforcement, categories: [arest]", 1),
}


@pytest.mark.parametrize("case", CONFIG_MISTAKES)
def test_a_mistake_in_the_configuration_is_exit_2(run, project, case):
    """One line each, with file, line and column where it has one, and the last edition untouched."""
    before = put_edition(project)
    old, new, lines = CONFIG_MISTAKES[case]
    path = project / "config.yaml"
    path.write_text(path.read_text().replace(old, new, 1))
    for command in ("build", "check"):
        code, out, err = run(command, "-c", path)
        assert (2, "", lines) == (code, out, err.count("\n")), err
        assert err.startswith("config.yaml:")
    assert before == tree(project / "build")


def _empty(project: Path) -> None:
    for path in (project / "texts").iterdir():
        path.unlink()


def _binary(project: Path) -> None:
    _empty(project)
    (project / "texts" / "a.txt").write_bytes(b"%PDF-1.7\0\1\2")


def _missing(project: Path) -> None:
    _empty(project)
    (project / "texts").rmdir()


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        (_missing, "`texts`: there is no such file or folder; paths are relative to the configuration's folder [missing-folder]"),
        (_empty, "`texts` matches no file; paths are relative to the configuration's folder [no-match]"),
        (_binary, "texts/a.txt: this is a binary file, not text; convert it or take it out of the folder [binary-file]"),
    ],
)
def test_no_usable_input_is_exit_3(run, project, spoil, message):
    """A missing folder, an empty one, a binary file with a text name: one line, and the last edition untouched."""
    before = put_edition(project)
    spoil(project)
    assert (3, "", f"{message}\n") == run("build", "-q", "-c", project / "config.yaml")
    assert before == tree(project / "build")


def test_an_error_of_the_system_is_one_line(run, project, monkeypatch):
    """A disk that cannot be read is no crash."""

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied", "texts/a.txt")

    monkeypatch.setattr(pipeline, "build", refuse)
    assert (3, "", "texts/a.txt: Permission denied\n") == run("build", "-c", project / "config.yaml")


def test_a_mistake_of_ours_is_not_hidden(project, monkeypatch):
    """Only the user's mistakes are put into one line."""

    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(pipeline, "build", fail)
    with pytest.raises(ZeroDivisionError):
        cli.main(["build", "-c", str(project / "config.yaml")])


@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
def test_an_interrupted_build_ends_with_the_signals_code(run, project, monkeypatch, number, code):
    """Ctrl-C and a terminated job end at once, and the last edition is untouched."""
    before = put_edition(project)
    monkeypatch.setattr(pipeline, "build", lambda *_, **__: os.kill(os.getpid(), number))
    handler = signal.getsignal(signal.SIGTERM)
    try:
        found, out, _ = run("build", "-c", project / "config.yaml")
    finally:
        signal.signal(signal.SIGTERM, handler)
    assert (code, "") == (found, out)
    assert before == tree(project / "build")


@pytest.mark.parametrize(
    ("text", "shown"),
    [("a\x1b[2Jb", "a\\x1b[2Jb"), ("a\nb", "a\\nb"), ("\u202eevil", "\\u202eevil"), ("Phnom\u00a0Penh é", "Phnom\\xa0Penh é"), ("\ud800", "\\ud800")],
)
def test_nothing_that_a_terminal_obeys_is_printed(text, shown):
    """Names of files and words of documents are shown, not obeyed."""
    assert shown == console.safe(text)


def test_plain_progress_is_few_lines(capsys):
    """A hundred documents are not a hundred lines."""
    with console.show_progress(quiet=False) as progress:
        for done in range(101):
            progress("extract", done, 100)
        progress("publish", 0, 1)
    lines = capsys.readouterr().err.splitlines()
    assert ["extracting", "extracting 10/100", "publishing"] == [lines[0], lines[1], lines[-1]]
    assert 12 == len(lines)


def test_a_terminal_gets_a_bar_without_colours_when_they_are_unwanted():
    """On a screen progress is drawn and wiped; NO_COLOR is respected."""
    pty = pytest.importorskip("pty")
    ours, theirs = pty.openpty()
    program = (
        "from briefing.console import show_progress\nwith show_progress(quiet=False) as step:\n"
        " step('read', 0, 0)\n [step('extract', n, 3) for n in range(4)]\n step('publish', 0, 1)"
    )
    environment = {**os.environ, "TERM": "xterm-256color", "NO_COLOR": "1", "COLUMNS": "100"}
    done = subprocess.run([sys.executable, "-c", program], stderr=theirs, stdout=subprocess.PIPE, env=environment, check=False)
    os.close(theirs)
    shown = os.read(ours, 100_000).decode()
    os.close(ours)
    assert (0, b"") == (done.returncode, done.stdout)
    assert "extracting" in shown
    assert "3/3" in shown
    assert not re.search(r"\x1b\[(?:\d+;)*3[0-9]", shown)


@pytest.mark.parametrize("what", ["config", "brief", "decisions"])
def test_schemas_are_valid(run, what):
    """Each is a JSON Schema of the draft it names."""
    code, out, _ = run("schema", what)
    jsonschema.Draft202012Validator.check_schema(json.loads(out))
    assert 0 == code


# --- what builds ------------------------------------------------------------------------------------------------------


def test_a_project_is_built_verified_explained_and_built_again(run, project, monkeypatch):
    """The whole way of a user: build, verify, explain, build again, add a format, and the codes that tell a change."""
    monkeypatch.chdir(project)
    code, out, err = run("build", "--detailed-exit-code")
    assert (10, "reading documents", "publishing") == (code, err.splitlines()[0], err.splitlines()[-1])
    edition = Path("build/latest").resolve().name
    assert [f"new edition {edition}", f"  build/editions/{edition}/brief.json"] == [out.splitlines()[0].split(":")[0], out.splitlines()[1]]
    first = tree(project / "build")

    code, out, err = run("verify", "build/latest/brief.json")
    assert (0, "") == (code, err)
    assert out.endswith(" quotes in 2 documents (2 of them against the original files)\n")

    brief = json.loads(first[f"editions/{edition}/brief.json"])
    jsonschema.validate(brief, json.loads(run("schema", "brief")[1]), jsonschema.Draft202012Validator)
    finding = brief["findings"][0]
    code, out, err = run("explain", finding["id"])
    assert (0, f"finding {finding['id']}: {finding['text']}") == (code, out.splitlines()[0])
    assert finding["evidence"][0]["quote"] in out
    for table in ("entities", "conflicts", "questions"):
        for record in brief[table]:
            assert 0 == run("explain", record["id"], "--edition", edition)[0]
    assert 0 == run("explain", "marta lund")[0]
    assert (2, "", f"nothing in edition {edition} is called 'nobody'\n") == run("explain", "nobody")

    code, out, err = run("build", "--detailed-exit-code", "--quiet")
    assert (0, "", "") == (code, out, err)
    assert first == tree(project / "build")

    code, out, _ = run("build", "--format", "html", "--detailed-exit-code")
    assert (10, f"  build/editions/{edition}/brief.html") == (code, out.splitlines()[-1])
    assert first[f"editions/{edition}/brief.json"] == (project / "build/latest/brief.json").read_bytes()

    with hold(project / "build"):
        code, out, err = run("build", "-q")
    assert (75, "") == (code, out)
    assert f"{project}/build: another build (process {os.getpid()}) is writing here; wait until it is done\n" == err


def test_warnings_are_lines_and_fail_a_strict_build(run, project):
    """A file left out is told; the build goes on, unless --strict, and even then the brief is written."""
    (project / "texts" / "c.txt").write_bytes(b"%PDF-1.7\0\1\2")
    code, _, err = run("build", "-c", project / "config.yaml", "--format", "json")
    line = "texts/c.txt: this is a binary file, not text; convert it or take it out of the folder [binary-file]"
    assert (0, 1) == (code, err.splitlines().count(line))
    code, out, err = run("build", "-c", project / "config.yaml", "--format", "json", "--strict", "-q")
    assert (1, "", [line, "1 warning, and --strict allows none"]) == (code, out, err.splitlines())
    assert (0, f"{line}\n") == run("check", "-c", project / "config.yaml")[::2]
    assert 1 == run("check", "-c", project / "config.yaml", "--strict")[0]


def test_an_output_that_cannot_be_written_is_exit_4(run, project):
    """The line names it; nothing else is written."""
    (project / "out").write_text("mine")
    code, out, err = run("build", "-q", "-c", project / "config.yaml", "--output", project / "out", "--format", "json")
    assert (4, "", f"{project}/out: cannot be written: File exists; the last edition stays as it was\n") == (code, out, err)
    assert "mine" == (project / "out").read_text()


def test_check_finds_no_problem_in_a_good_project(run, project):
    """And says so."""
    assert (0, "no problems\n", "") == run("check", "-c", project / "config.yaml")


def test_the_sample_brief_is_proved_and_of_its_schema(sample_edition, run):
    """Every quote of the sample stands in its document, and any tampering with the file fails the command."""
    code, out, err = run("verify", sample_edition / "brief.json", "--documents", Path(cli.__file__).parent.parent / "documents")
    assert (0, "") == (code, err)
    assert "(7 of them against the original files)" in out
    brief = json.loads((sample_edition / "brief.json").read_bytes())
    jsonschema.validate(brief, json.loads(run("schema", "brief")[1]), jsonschema.Draft202012Validator)


# --- what takes long --------------------------------------------------------------------------------------------------


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)])
@pytest.mark.parametrize("stage", ["reading documents", "extracting", "reconciling", "rendering"])
def test_a_real_build_that_is_stopped_leaves_the_last_edition(project, number, code, stage):
    """At whatever stage the signal comes, the code is the signal's and the old edition is untouched."""
    before = put_edition(project)
    command = [sys.executable, "-m", "briefing", "build", "-c", str(project / "config.yaml")]
    with subprocess.Popen(command, stderr=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        for line in process.stderr:
            if line.startswith(stage):
                process.send_signal(number)
                break
        rest = process.communicate()[1]
    assert code == process.returncode
    assert "Traceback" not in rest
    assert before.items() <= tree(project / "build").items()


@pytest.mark.slow
def test_builds_at_the_same_time_do_not_mix(project, run):
    """Of four builds on one output each succeeds or is told to wait, and what lies there is whole."""
    command = [sys.executable, "-m", "briefing", "build", "-q", "-c", str(project / "config.yaml")]
    builds = [subprocess.Popen(command, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    errors = [process.communicate()[1] for process in builds]
    codes = [process.returncode for process in builds]
    assert 0 in codes
    assert {0, 75} >= set(codes), errors
    assert 0 == run("verify", project / "build" / "latest" / "brief.json")[0]
