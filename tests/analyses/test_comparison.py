import math
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses import analyze_variant, compare_pair, compare_quantization
from afterfit.records import Predictions
from afterfit.results import PairedComparison
from afterfit.statistics import PairedTally
from tests.analyses.test_quantization import KWS, keyword_predictions, models
from tests.statistics.sample_predictions import predictions_of, some_predictions


def compared(
    reference: Predictions, candidate: Predictions, margin: float = 0.01
) -> PairedComparison:
    return compare_pair(
        compare_quantization(reference, candidate, None, None),
        PairedTally.of(reference, candidate),
        analyze_variant(reference, 5),
        analyze_variant(candidate, 5),
        margin,
    )


@pytest.mark.parametrize(
    ("b", "c", "n", "margin", "difference", "non_inferiority"),
    [
        (10, 4, 1500, 0.01, "not_enough_samples", "non_inferior"),
        (10, 4, 1500, 0.005, "not_enough_samples", "undecided"),
        (40, 18, 1000, 0.01, "worse", "undecided"),
        (60, 5, 1000, 0.01, "worse", "inferior"),
        (5, 60, 1000, 0.01, "better", "non_inferior"),
        (0, 0, 1000, 0.01, "not_enough_samples", "non_inferior"),
        (0, 0, 100, 0.01, "not_enough_samples", "undecided"),
    ],
    ids=[
        "the document's", "the document's, half a point", "worse, but by how much",
        "inferior", "better", "the same", "the same, few",
    ],
)  # fmt: skip
def test_verdicts(
    b: int, c: int, n: int, margin: float, difference: str, non_inferiority: str
) -> None:
    pair = compared(*models(b, c, n), margin)
    assert pair.difference.verdict == difference
    assert pair.non_inferiority.verdict == non_inferiority


def test_the_documents_example_tells_how_many_samples_are_needed() -> None:
    pair = compared(*models(10, 4, 1500), 0.005)
    assert round(pair.p_value, 2) == 0.18
    # Connor's formula: (1.96 + 0.84)² · (discordant - change²) / gap²
    spread = (1.959964 + 0.841621) ** 2 * (14 / 1500 - 0.004**2)
    assert pair.difference.n_needed == math.ceil(spread / 0.004**2) == 4571
    assert pair.non_inferiority.n_needed == math.ceil(spread / 0.001**2)
    assert pair.difference.unit == "sample"


def test_recordings_are_what_is_needed_where_samples_share_them() -> None:
    source = [row // 50 for row in range(1000)]
    reference, candidate = (replace_sources(one, source) for one in models(12, 6, 1000))
    pair = compared(reference, candidate)
    assert pair.difference.unit == "recording"
    assert pair.difference.n_needed is not None
    assert pair.difference.n_needed > 20


def replace_sources(one: Predictions, source: list[int]) -> Predictions:
    names = tuple(f"r{index}" for index in range(max(source) + 1))
    return replace(one, source=np.array(source), source_names=names)


def test_one_recording_tells_nothing() -> None:
    reference, candidate = (replace_sources(one, [0] * 100) for one in models(9, 1, 100))
    pair = compared(reference, candidate)
    assert (pair.difference.verdict, pair.non_inferiority.verdict) == ("no_interval",) * 2


@pytest.mark.skipif(not KWS.is_dir(), reason="needs the MLPerf Tiny predictions")
def test_keyword_spotting_of_latentai() -> None:
    reference, candidate = (keyword_predictions(variant) for variant in ("fp32", "int8"))
    pair = compared(reference, candidate)
    flips = pair.flips
    assert (flips.n_lost, flips.n_won, flips.n_moved) == (40, 18, 10)
    assert (len(flips.lost), len(flips.won), len(flips.moved)) == (40, 18, 10)
    assert pair.difference.verdict == "worse"
    assert round(pair.accuracy_change.value, 3) == -0.022
    drift = pair.drift
    gaps = np.abs(reference.scores - candidate.scores)
    assert drift.mean_change == pytest.approx(gaps.mean(), rel=1e-12)
    assert drift.largest_change == pytest.approx(gaps.max(), rel=1e-12)
    top = np.sort(candidate.scores, axis=1)
    assert drift.candidate_ties == int((top[:, -1] == top[:, -2]).sum()) > 0
    lost = flips.lost[0]
    assert reference.source_names[lost.index] == lost.source
    assert candidate.y_pred[lost.index] == int(lost.candidate_class.removeprefix("c"))


@given(some_predictions(min_size=2), st.data())
def test_classes_add_up_to_the_whole(one: Predictions, data: st.DataObject) -> None:
    other = data.draw(st.permutations(range(len(one))))
    candidate = replace(one, scores=one.scores[list(other)], variant="int8")
    pair = compared(one, candidate)
    assert sum(row.n_reference_only_right for row in pair.classes) == pair.flips.n_lost
    assert sum(row.n_candidate_only_right for row in pair.classes) == pair.flips.n_won
    for index, row in enumerate(pair.classes):
        here = one.y_true == index
        assert row.support == here.sum()
        if row.support:
            recall = (candidate.y_pred[here] == index).mean()
            assert row.candidate_recall == pytest.approx(recall)
            assert row.change.value == pytest.approx(row.candidate_recall - row.reference_recall)
        else:
            assert math.isnan(row.candidate_recall)


def test_predicted_classes_alone_have_no_drift() -> None:
    one = replace(predictions_of([0, 1], [[1, 0], [1, 0]]), has_scores=False)
    other = replace(one, scores=np.array([[1.0, 0], [0, 1]]), variant="int8")
    drift = compared(one, other).drift
    assert math.isnan(drift.mean_change)
    assert math.isnan(drift.largest_change)
    assert drift.by_margin == ()
