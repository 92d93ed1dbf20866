"""The pinned figures, `floors.yaml`: what was reached, and may not be lost without a reason that stands there."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from tests.accuracy.registry import NUMBERS, is_headline

FILE = Path(__file__).parent / "floors.yaml"
TOLERANCE = 0.005  # of ratios; numbers have none
HEADER = """\
# Figures that may not sink, by gold set and corpus. Written by `python -m tests.accuracy --pin [SET ...]`, which raises them only;
# `--lower REASON` also lowers them and records why. Meaning of each figure: docs/reference/accuracy.md.
"""
Figures = Mapping[str, float]


def load(file: Path = FILE) -> dict[str, Any]:
    """Return the pinned figures (``floors``), when each set's were reached (``reached``), and what was lowered (``lowered``)."""
    stored = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return {"floors": stored.get("floors") or {}, "reached": stored.get("reached") or {}, "lowered": stored.get("lowered") or []}


def is_undercut(figure: str, floor: float, reached: float | None) -> bool:
    """Return whether a figure is worse than its floor; one that is not measured any more is."""
    if reached is None:
        return True
    return reached > floor if figure in NUMBERS else reached < floor - TOLERANCE


def undercut(floors: Figures, figures: Figures) -> dict[str, str]:
    """Return what is told of each figure that is worse than its floor."""
    return {
        figure: f"{figure} {figures.get(figure, 'not measured')}, pinned at {floor}"
        for figure, floor in sorted(floors.items()) if is_undercut(figure, floor, figures.get(figure))
    }


def pin(measured: Mapping[str, Figures], *, reason: str | None, today: dt.date, file: Path = FILE) -> list[str]:
    """Raise the floors to what was measured, lower them when there is a reason, and return a line for each change or refusal."""
    stored, told = load(file), []
    for name, figures in measured.items():
        floors = stored["floors"].setdefault(name, {})
        for figure in sorted({*floors, *filter(is_headline, figures)}):
            old, new = floors.get(figure), figures.get(figure)
            if old is not None and _is_worse(figure, old, new):
                if reason is None:
                    told.append(f"kept    {name} {figure} {old} (now {new})")
                    continue
                stored["lowered"].append({"date": today, "set": name, "figure": figure, "from": old, "to": new, "reason": reason})
            if old != new:
                told.append(f"pinned  {name} {figure} {old} -> {new}")
                stored["reached"][name] = today
            floors[figure] = new
        stored["floors"][name] = {figure: value for figure, value in sorted(floors.items()) if value is not None}
    file.write_text(HEADER + yaml.safe_dump(stored, sort_keys=False, allow_unicode=True, width=150), encoding="utf-8")
    return told


def _is_worse(figure: str, old: float, new: float | None) -> bool:
    return new is None or (new > old if figure in NUMBERS else new < old)
