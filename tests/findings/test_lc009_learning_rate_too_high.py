import pytest

from afterfit.findings.lc009_learning_rate_too_high import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    falling,
    healthy,
    healthy_cosine,
    healthy_steps,
    jitter,
    rate_too_high,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (rate_too_high, "raised"),
        (healthy_steps, "clear"),
        (healthy_cosine, "not_applicable"),
        (healthy, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome


@pytest.mark.parametrize(
    ("share", "end", "outcome"),
    [(0.08, 2.3, "raised"), (0.002, 2.3, "not_applicable"), (0.08, 0.3, "not_applicable")],
    ids=["jumps", "flat", "jumps and falls"],
)
def test_a_loss_that_only_jumps(share: float, end: float, outcome: str) -> None:
    columns = {"train_loss": jitter(falling(60, 2.3, end), share, 3)}
    assert RULE(curves_of(columns)).outcome == outcome


def test_single_batches_always_jump() -> None:
    columns = {"train_loss": jitter(falling(2000, 2.3, 2.2), 0.1, 3)}
    assert RULE(curves_of(columns)).outcome == "not_applicable"
