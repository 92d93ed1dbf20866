"""Write the generated parts of docs/reference from the code they describe: ``python docs/make_reference.py [--check]``.

A part stands between ``<!-- generated: NAME -->`` and ``<!-- end -->``; a test holds every part equal to what this program writes.
"""

from __future__ import annotations

import ast
import inspect
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import click
from pydantic import BaseModel

from briefing import cli, config, model

FOLDER = Path(__file__).parent / "reference"
_PART = re.compile(r"(<!-- generated: ([a-z-]+) -->\n).*?(<!-- end -->)", re.DOTALL)
_SETTINGS = (config.Settings, config.DocumentsEntry, config.SectionSettings, config.OutputSettings, config.Period, config.Decision)
_BRIEF_STARTS = "Speaker"  # the records of brief.json begin here in briefing.model
_OUTSIDE = ("Diagnostic", "EvidenceBase")


def main(arguments: list[str]) -> int:
    """Write the parts, or with ``--check`` name the files whose parts are out of date."""
    stale = [path for path in sorted(FOLDER.glob("*.md")) if renew(path.read_text(encoding="utf-8")) != path.read_text(encoding="utf-8")]
    for path in stale:
        if "--check" in arguments:
            sys.stderr.write(f"{path.name} is out of date: run python docs/make_reference.py\n")
        else:
            path.write_text(renew(path.read_text(encoding="utf-8")), encoding="utf-8")
    return 1 if stale and "--check" in arguments else 0


def renew(page: str) -> str:
    """Return a page with its generated parts as they must be."""
    return _PART.sub(lambda part: part[1] + "\n" + PARTS[part[2]]() + "\n" + part[3], page)


def commands() -> str:
    """Return a heading for each command with its options."""
    return "\n".join(line for name, command in sorted(cli.cli.commands.items()) for line in _command(name, command))


def _command(name: str, command: click.Command) -> Iterator[str]:
    arguments = [p.make_metavar(click.Context(command)) for p in command.params if isinstance(p, click.Argument)]
    yield f"## `briefing {' '.join([name, *arguments])}`\n\n{inspect.cleandoc(command.help or '')}\n"
    options = [p for p in command.params if isinstance(p, click.Option)]
    if options:
        yield "| option | meaning |\n|---|---|"
        for option in options:
            choices = f" ({', '.join(f'`{choice}`' for choice in option.type.choices)})" if isinstance(option.type, click.Choice) else ""
            yield f"| {', '.join(f'`{name}`' for name in option.opts)} | {option.help}{choices} |"
        yield ""


def settings() -> str:
    """Return a table for each group of configuration keys."""
    return "\n".join(_model(group) for group in _SETTINGS)


def _model(group: type[BaseModel]) -> str:
    rows = []
    for name, field in group.model_fields.items():
        default = "required" if field.is_required() else _default(field.default)
        rows.append(f"| `{field.alias or name}` | {_type(field.annotation)} | {default} | {field.description or ''} |")
    head = f"## {group.__name__}\n\n{inspect.getdoc(group)}\n\n| key | values | default | meaning |\n|---|---|---|---|\n"
    return head + "\n".join(rows) + "\n"


def _type(annotation: Any) -> str:
    options = get_args(annotation)
    if isinstance(annotation, type) and not options:
        return {"str": "text", "int": "whole number", "date": "day", "bool": "true or false"}.get(annotation.__name__, annotation.__name__)
    if options and all(isinstance(option, str) for option in options):
        return ", ".join(f"`{option}`" for option in options)
    if getattr(annotation, "__origin__", None) is tuple:
        return f"list of {_type(options[0])}"
    return " or ".join(_type(option) for option in options if option is not type(None))


def _default(value: Any) -> str:
    if isinstance(value, BaseModel):
        return "see below"
    if isinstance(value, tuple):
        return ", ".join(f"`{part}`" for part in value) or "none"
    return "none" if value in (None, "") else f"`{value}`"


def brief_records() -> str:
    """Return a table for each record of brief.json."""
    records = list(_records())
    names = [name for name, *_ in records]
    wanted = ["Skipped", *names[names.index(_BRIEF_STARTS) :]]
    return "\n".join(_table(*record) for record in records if record[0] in wanted and record[0] not in _OUTSIDE)


def _records() -> Iterator[tuple[str, str, list[tuple[str, str, str]]]]:
    """Yield name, description and fields (name, type, comment) of each record of `briefing.model`, in its order."""
    source = inspect.getsource(model)
    lines = source.splitlines()
    for node in ast.parse(source).body:
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(decorator) for decorator in node.decorator_list):
            fields = [
                (field.target.id.rstrip("_"), ast.unparse(field.annotation), _comment(lines[(field.end_lineno or 1) - 1]))
                for field in node.body if isinstance(field, ast.AnnAssign) and isinstance(field.target, ast.Name)
            ]
            yield node.name, ast.get_docstring(node) or "", fields


def _comment(line: str) -> str:
    return re.sub(r"\s*noqa.*", "", line.split("  # ", 1)[1]) if "  # " in line else ""


def _table(name: str, description: str, fields: list[tuple[str, str, str]]) -> str:
    rows = [f"| `{field}` | `{kind.replace('|', chr(92) + '|')}` | {comment.replace('|', chr(92) + '|')} |" for field, kind, comment in fields]
    return f"## {name}\n\n{description}\n\n| field | type | meaning |\n|---|---|---|\n" + "\n".join(rows) + "\n"


PARTS = {"commands": commands, "settings": settings, "brief-records": brief_records}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
