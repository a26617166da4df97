import pytest

from afterfit.findings.lc005_noisy_evaluation import RULE
from tests.findings.sample_curves import (
    Cause,
    curves_of,
    exploded,
    falling,
    healthy,
    healthy_noisy,
    jitter,
    noisy_evaluation,
    stopped_early,
)


@pytest.mark.parametrize(
    ("cause", "outcome"),
    [
        (noisy_evaluation, "raised"),
        (healthy_noisy, "clear"),
        (healthy, "clear"),
        (stopped_early, "clear"),
        (exploded, "not_applicable"),
    ],
)
@pytest.mark.parametrize("seed", [1, 2])
def test_outcome(cause: Cause, outcome: str, seed: int) -> None:
    assert RULE(curves_of(cause(seed))).outcome == outcome


def test_loud_beside_a_small_loss_is_noisy_though_much_was_learned() -> None:
    loud = healthy() | {"val_loss": jitter(falling(60, 0.9, 0.25), 0.5, 4)}
    finding = RULE(curves_of(loud))
    assert finding.outcome == "raised"
    assert 0.05 <= float(finding.evidence["noise_share"]) < 0.15
