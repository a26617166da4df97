import numpy as np
import pytest

from afterfit.findings.sl001_weak_slice import RULE
from afterfit.pipeline.error_slicing import slice_errors_in_memory
from afterfit.pipeline.regression import analyze_regressions
from afterfit.results import RegressionAnalysis
from tests.analyses.slices.test_error_slices import said

N = 480


def analysis_of(factor: float, n_recordings: int = 24, sliced: bool = True) -> RegressionAnalysis:
    """Return errors that are *factor* times as large where a recording is from the yard."""
    source = np.arange(N) * n_recordings // N
    yard = source % 3 == 1
    errors = np.random.default_rng(1).normal(0, 1, N) * np.where(yard, factor, 1.0)
    rows = said(errors, source)
    sites = np.where(yard, "yard", "hall").tolist()
    return analyze_regressions(
        [rows], slices=slice_errors_in_memory(rows, {"site": sites} if sliced else {})
    )


@pytest.mark.parametrize(
    ("factor", "n_recordings", "sliced", "outcome"),
    [
        (2.0, 24, True, "raised"),
        (1.0, 24, True, "clear"),
        (2.0, 6, True, "not_applicable"),
        (2.0, 24, False, "not_applicable"),
    ],
    ids=["weak", "alike", "few recordings", "no columns"],
)
def test_outcome(factor: float, n_recordings: int, sliced: bool, outcome: str) -> None:
    assert RULE(analysis_of(factor, n_recordings, sliced)).outcome == outcome


def test_claim() -> None:
    finding = RULE(analysis_of(2.0))

    assert finding.claim.startswith(
        "Where site is yard, the mean absolute error of torque is 1.5 Nm (95 % interval "
    )
    assert "of all absolute error lies there. As good as the rest, it would take" in finding.claim
    assert finding.evidence["mae"] > finding.evidence["mae_of_all"]  # type: ignore[operator]


def test_a_sure_but_small_growth_stays_quiet() -> None:
    source = np.repeat(np.arange(400), 10)
    errors = np.where(np.arange(4000) % 2, 1.0, -1.0) * np.where(source % 2, 1.05, 1.0)
    noise = np.random.default_rng(2).normal(0, 0.01, 4000)
    rows = said(errors + noise, source)
    analysis = analyze_regressions(
        [rows], slices=slice_errors_in_memory(rows, {"half": (source % 2).tolist()})
    )

    assert any(row.is_worse for row in analysis.slices[0].rows)
    assert RULE(analysis).outcome == "clear"
