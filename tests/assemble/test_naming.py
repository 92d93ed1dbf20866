"""Names and phrases in running text."""

from __future__ import annotations

import pytest

from briefing.assemble.naming import is_feminine


@pytest.mark.parametrize(
    ("phrase", "expected"),
    [("des personnes", True), ("les victimes", True), ("la députée", True), ("les migrants", False), ("des comités", False), ("les députés", False)],
)
def test_a_participle_agrees_with_its_noun(phrase: str, expected: bool) -> None:  # noqa: FBT001 - a case of the table
    """The gender shows in the article or the noun's ending; where neither tells, the masculine stands."""
    assert expected == is_feminine(phrase, "fr")
