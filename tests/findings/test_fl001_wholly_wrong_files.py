import numpy as np
import pytest

from afterfit.findings.fl001_wholly_wrong_files import RULE
from afterfit.results import Analysis
from tests.findings.sample_analysis import analysis_of
from tests.statistics.sample_predictions import fan_predictions, predictions_of


def analysis_with(*recordings: tuple[int, int]) -> Analysis:
    """Return an analysis of recordings given as (wrong samples, samples)."""
    right = np.concatenate([np.arange(n) >= wrong for wrong, n in recordings])
    source = np.repeat(np.arange(len(recordings)), [n for _, n in recordings])
    scores = np.where(right[:, None], [0.9, 0.1], [0.2, 0.8])
    return analysis_of(predictions_of([0] * len(right), scores, source.tolist()))


@pytest.mark.parametrize(
    ("recordings", "outcome"),
    [
        ([(5, 5), (0, 20), (1, 20)], "raised"),
        ([(4, 5), (0, 20)], "clear"),
        ([(2, 2), (0, 20)], "clear"),
        ([(1, 1), (0, 1), (0, 2)], "not_applicable"),
        ([(5, 5), (2, 5)], "not_applicable"),
    ],
    ids=["one", "almost", "two samples are too few", "only small recordings", "bad model"],
)
def test_outcome(recordings: list[tuple[int, int]], outcome: str) -> None:
    assert RULE(analysis_with(*recordings)).outcome == outcome


def test_fan_blades_of_the_document() -> None:
    names = [f"BladeDamage/BladeDamage_{number}.csv" for number in (0, 1, 2, 20, 21)]

    assert RULE(analysis_of(fan_predictions())).claim == (
        "Every sample is wrong in 5 of 82 recordings (339 samples): "
        f"{', '.join(names[:4])} and {names[4]}."
    )
