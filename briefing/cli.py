"""The commands, their exit codes, and the only place that reads the clock, the environment and the terminal.

Exit codes: 0 done; 1 done but a policy failed; 2 usage or configuration; 3 no usable input; 4 publishing failed; 10 done and changed (only when asked
for); 75 another build is writing; 130 interrupted; 143 terminated.
"""

from __future__ import annotations

import datetime as dt
import os
import signal
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from briefing import __version__
from briefing.console import safe, say, show_progress, warn

if TYPE_CHECKING:
    from briefing.model import Diagnostic
    from briefing.pipeline import Result

DONE, POLICY, USAGE, NO_INPUT, NOT_PUBLISHED, CHANGED, BUSY = 0, 1, 2, 3, 4, 10, 75
INTERRUPTED, TERMINATED = 130, 143
FORMATS = ("json", "md", "html", "pdf", "docx")  # a test holds it equal to the configuration's; importing that would slow `--help`

_config = click.option("-c", "--config", type=click.Path(path_type=Path), default=Path("config.yaml"), show_default=True, help="Configuration file.")
_strict = click.option("--strict", is_flag=True, help="Exit with 1 when there is any warning.")


class _Day(click.ParamType):  # type: ignore[type-arg]  # generic in the newest click only
    """A day such as 2026-01-31, or `today`."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """Return the day."""
        if isinstance(value, dt.date):
            return value
        if value == "today":
            return dt.datetime.now().astimezone().date()
        try:
            return dt.date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value!r} is not a day; write it as 2026-01-31 or `today`", param, ctx)


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="briefing", message="%(prog)s %(version)s")
def cli() -> None:
    """Build a brief from documents in several languages; every statement is cited to the character."""


@cli.command()
@_config
@click.option("--as-of", type=_Day(), metavar="DATE", help="Day the brief speaks of, 2026-01-31 or `today`; the newest document's by default.")
@click.option("--format", "formats", type=click.Choice(FORMATS), multiple=True, help="Format to write; may be repeated. Overrides the configuration.")
@click.option("--output", type=click.Path(path_type=Path), help="Output folder, instead of the configuration's.")
@_strict
@click.option("--detailed-exit-code", is_flag=True, help="Exit with 10 when a new edition was written, 0 when it stood there already.")
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
def build(
    config: Path, as_of: dt.date | None, formats: tuple[str, ...], output: Path | None, *,
    strict: bool, detailed_exit_code: bool, quiet: bool,
) -> int:
    """Build the brief and write it as an edition below the output folder."""
    from briefing import pipeline
    from briefing.publish import Locked, PublishError

    wanted = tuple(dict.fromkeys(formats)) or None
    try:
        with show_progress(quiet=quiet) as progress:
            result = pipeline.build(config, as_of=as_of, formats=wanted, output=output.absolute() if output else None, progress=progress)
    except PublishError as error:
        return _fail(NOT_PUBLISHED, error)
    except Locked as error:
        return _fail(BUSY, error)
    problems = [*result.diagnostics, *_skipped(result)]
    warnings = [problem for problem in problems if problem.severity != "note"]
    for problem in warnings if quiet and strict else [] if quiet else problems:
        warn(str(problem))
    if not quiet:
        _tell(result)
    if strict and warnings:
        warn(f"{len(warnings)} {'warning' if len(warnings) == 1 else 'warnings'}, and --strict allows none")
        return POLICY
    return CHANGED if detailed_exit_code and result.changed else DONE


@cli.command()
@click.argument("brief_json", type=click.Path(path_type=Path))
@click.option("--documents", type=click.Path(path_type=Path), help="Folder of the original files; found from the brief upwards by default.")
@click.option("-q", "--quiet", is_flag=True, help="Print failures only.")
def verify(brief_json: Path, documents: Path | None, *, quiet: bool) -> int:
    """Prove that every quote of a brief.json stands in its document, to the character."""
    from briefing.verify import verify as prove

    if documents is not None and not documents.is_dir():
        return _fail(USAGE, f"{documents}: there is no such folder")
    try:
        proof = prove(brief_json, documents=documents)
    except OSError as error:
        return _fail(USAGE, f"{brief_json}: the file cannot be read: {error.strerror}")
    for failure in proof.failures:
        warn(failure)
    if proof.failures or not quiet:
        say(str(proof))
    return POLICY if proof.failures else DONE


@cli.command()
@_config
@_strict
def check(config: Path, *, strict: bool) -> int:
    """Report every problem of the configuration and the documents, each with file, line and column."""
    from briefing import pipeline

    problems = pipeline.check(config)
    _print_problems(problems)
    if any(problem.severity == "error" for problem in problems):
        return NO_INPUT
    if not problems:
        say("no problems")
    return POLICY if strict and any(problem.severity == "warning" for problem in problems) else DONE


@cli.command()
@click.argument("what", type=click.Choice(("config", "brief", "decisions")))
def schema(what: str) -> int:
    """Print a JSON Schema: of config.yaml, of brief.json, or of decisions.yaml."""
    import json

    from briefing.schema import get_schema

    sys.stdout.write(json.dumps(get_schema(what), indent=2, ensure_ascii=False) + "\n")
    return DONE


@cli.command()
@click.argument("identifier", metavar="ID")
@_config
@click.option("--edition", metavar="ID|FILE", help="Edition to read, or a brief.json; the latest by default.")
def explain(identifier: str, config: Path, edition: str | None) -> int:
    """Say why a finding, name, conflict or question stands in the brief: its evidence, members, scores and origins.

    ID is an id of brief.json, or the name of somebody in it.
    """
    import json

    from briefing.explain import Unknown
    from briefing.explain import explain as describe

    path = _brief_path(config, edition)
    try:
        data = json.loads(path.read_bytes())
        lines = describe(data, identifier)
    except OSError as error:
        return _fail(USAGE, f"{path}: the file cannot be read: {error.strerror}; build a brief first, or name one with --edition")
    except (ValueError, KeyError, TypeError):
        return _fail(USAGE, f"{path}: this is not a brief.json that this version wrote")
    except Unknown as error:
        return _fail(USAGE, error)
    for line in lines:
        say(line)
    return DONE


@cli.command()
def version() -> int:
    """Print the version."""
    say(f"briefing {__version__}")
    return DONE


def main(arguments: Sequence[str] | None = None) -> NoReturn:
    """Run the command and exit with its code."""
    signal.signal(signal.SIGTERM, _terminate)
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")
    sys.exit(_run(arguments))


def _run(arguments: Sequence[str] | None) -> int:
    try:
        code = cli.main(args=arguments, prog_name="briefing", standalone_mode=False)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader of our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except (click.Abort, KeyboardInterrupt):
        return _fail(INTERRUPTED, "interrupted; the last edition stays as it was")
    except Exception as error:  # noqa: BLE001 - sorted out below; what is no mistake of the user is raised again
        return _refuse(error)
    return int(code or DONE)


def _refuse(error: Exception) -> int:
    """Print in one line what stopped a command, and return the exit code for it."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        sys.stdout.write(f"{error.format_message()}\n")
        return USAGE
    if isinstance(error, click.UsageError):
        return _fail(USAGE, f"{error.ctx.command_path if error.ctx else 'briefing'}: {error.format_message()} (--help tells more)")
    if isinstance(error, OSError):
        return _fail(NO_INPUT, f"{error.filename or 'a file'}: {error.strerror or type(error).__name__}")

    from briefing.errors import NoUsableInput
    from briefing.load_config import ConfigError

    if isinstance(error, (ConfigError, NoUsableInput)):
        _print_problems(error.problems)
        return USAGE if isinstance(error, ConfigError) else NO_INPUT
    raise error


def _terminate(_signal: int, _frame: object) -> NoReturn:
    raise SystemExit(TERMINATED)


def _fail(code: int, message: object) -> int:
    warn(str(message))
    return code


def _print_problems(problems: Iterable[Diagnostic]) -> None:
    for problem in problems:
        warn(str(problem))


def _skipped(result: Result) -> list[Diagnostic]:
    from briefing.model import Diagnostic

    return [Diagnostic(code=s.code, path=s.path, message=s.reason) for s in result.brief.skipped]


def _tell(result: Result) -> None:
    brief = result.brief
    news = "new edition" if result.changed else "nothing changed: edition"
    say(f"{news} {brief.edition}: {len(brief.findings)} findings from {len(brief.documents)} documents, as of {brief.as_of.isoformat()}")
    for path in result.files:
        say(f"  {_near(path)}")


def _near(path: Path) -> Path:
    try:
        return path.relative_to(Path.cwd())
    except ValueError:
        return path


def _brief_path(config: Path, edition: str | None) -> Path:
    if edition is not None and edition.endswith(".json"):
        return Path(edition)
    from briefing.load_config import load_settings
    from briefing.publish import latest_edition

    output = config.absolute().parent / load_settings(config).output.folder
    name = edition or latest_edition(output)
    if name is None:
        raise click.UsageError(f"no brief was built in {safe(str(_near(output)))}")
    return output / "editions" / name / "brief.json"
