import numpy as np
import pytest

from afterfit.findings.sl001_weak_slice import RULE
from tests.findings.sample_analysis import analysis_of, healthy_predictions
from tests.findings.sample_slices import SITES, sliced_analysis, windows
from tests.statistics.sample_slices import recordings


@pytest.mark.parametrize(
    ("rate_in_yard", "outcome"), [(0.3, "raised"), (0.05, "clear")], ids=["weak", "alike"]
)
def test_outcome(rate_in_yard: float, outcome: str) -> None:
    rate = np.where(SITES == 2, rate_in_yard, 0.05)
    assert RULE(sliced_analysis([windows(rate)])).outcome == outcome


def test_a_sure_but_small_gap_stays_quiet() -> None:
    slices = np.repeat(np.arange(400)[:, None] % 2, 100, axis=1)
    right = np.random.default_rng(2).random((400, 100)) > np.where(slices == 0, 0.01, 0.001)
    analysis = sliced_analysis([recordings(right, slices)])

    assert analysis.slices[0].rows[0].is_worse
    assert RULE(analysis).outcome == "clear"


def test_claim() -> None:
    finding = RULE(sliced_analysis([windows(np.where(SITES == 2, 0.3, 0.05))]))

    assert finding.claim.startswith("Where site is yard, 72.2 % of 400 samples are right (95 %")
    assert "of all errors lie there. As good as the rest, it would give" in finding.claim
    assert (finding.evidence["column"], finding.evidence["value"]) == ("site", "yard")


@pytest.mark.parametrize("n", [4, 12], ids=["few recordings", "one site of few"])
def test_few_recordings_cannot_tell(n: int) -> None:
    slices = np.zeros((n, 10), dtype=np.int64)
    slices[:4] = 2 if n > 4 else 0
    analysis = sliced_analysis([recordings(np.ones((n, 10), dtype=bool), slices)])

    assert RULE(analysis).outcome == "not_applicable"


def test_nothing_to_slice_by() -> None:
    finding = RULE(analysis_of(healthy_predictions()))

    assert finding.outcome == "not_applicable"
    assert finding.claim == "No columns were named or derived to slice by."


def test_alarms_where_no_slice_differs_are_rare() -> None:
    alarms = 0
    for seed in range(60):
        random = np.random.default_rng(seed)
        right = random.random((40, 10)) < random.beta(9, 1, 40)[:, None]
        slices = random.integers(0, 3, (40, 10 if seed % 2 else 1)) * np.ones((1, 10), dtype=int)
        alarms += RULE(sliced_analysis([recordings(right, slices)])).outcome == "raised"

    assert alarms <= 3
