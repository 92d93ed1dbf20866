"""What must hold of the source itself."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent
POSSESSIVE_GROUP = re.compile(r"\)(?:[*+?]|\{[0-9,]{1,9}\})\+")


def test_no_group_is_repeated_possessively():
    """Python before 3.11.5 keeps half a repetition of such a group: "1,450 " for the number in "1,450 people"."""
    modules = sorted((ROOT / "briefing").rglob("*.py"))
    assert len(modules) > 100
    assert [] == [path.name for path in modules if POSSESSIVE_GROUP.search(path.read_text(encoding="utf-8"))]
