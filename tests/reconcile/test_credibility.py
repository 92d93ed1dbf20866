"""The printed rule of credibility."""

import pytest

from briefing.model import Origin
from briefing.reconcile.credibility import grade

AMNESTY, EMBASSY = Origin(name="Amnesty", entity="e1", kind="speaker"), Origin(name="Indonesian embassy", entity="e2", kind="speaker")
LEDGER, GAZETTE = Origin(name="Ledger", entity=None, kind="outlet"), Origin(name="Gazette", entity=None, kind="outlet")
SOMEBODY = Origin(name="officials", entity=None, kind="unnamed")


@pytest.mark.parametrize(
    ("origins", "outlets", "expected"),
    [
        ((AMNESTY, EMBASSY), 1, (1, "corroborated")),
        ((AMNESTY, LEDGER), 2, (2, "corroborated")),
        ((AMNESTY,), 3, (3, "attributed")),
        ((AMNESTY, SOMEBODY), 2, (3, "attributed")),
        ((LEDGER, GAZETTE), 2, (3, "reported")),
        ((LEDGER,), 1, (6, "unverified")),
        ((SOMEBODY,), 1, (6, "unverified")),
        ((LEDGER, SOMEBODY), 2, (3, "reported")),
        ((SOMEBODY,), 2, (3, "reported")),
        ((LEDGER,), 2, (6, "unverified")),
    ],
)
def test_grade(origins, outlets, expected):
    """Each row of the rule; unnamed sources never count as independent, and copies of one outlet's text are one outlet."""
    assert grade(origins, outlets=outlets) == expected
