import numpy as np
import polars as pl
import pytest

from afterfit.analyses import compare_quantization, measure_quality
from afterfit.errors import InputError
from afterfit.records import Predictions
from tests.shared_data import MLPERF_TINY
from tests.statistics.sample_predictions import predictions_of, take

KWS = MLPERF_TINY


def answers(right: list[bool], variant: str, source: list[int] | None = None) -> Predictions:
    scores = np.where(np.array(right)[:, None], [0.9, 0.1], [0.2, 0.8])
    return predictions_of([0] * len(right), scores, source, variant=variant)


def models(b: int, c: int, n: int) -> tuple[Predictions, Predictions]:
    rows = np.arange(n)
    return (
        answers(list((rows < b) | (rows >= b + c)), "float32"),
        answers(list(rows >= b), "int8"),
    )


def test_the_document_example_is_not_significant() -> None:
    cost = compare_quantization(*models(10, 4, 1500), 4096, 1200)

    assert (cost.n_reference_only_right, cost.n_candidate_only_right) == (10, 4)
    assert round(cost.p_value, 4) == 0.1796
    assert cost.accuracy_change.value == pytest.approx(-0.004)
    assert cost.accuracy_change.low < 0 < cost.accuracy_change.high
    assert cost.accuracy_change.method == "paired"
    assert (cost.reference_bytes, cost.candidate_bytes) == (4096, 1200)
    assert (cost.reference.variant, cost.candidate.variant) == ("float32", "int8")


def test_same_rates_in_more_rows_are_significant() -> None:
    cost = compare_quantization(*models(33, 13, 5000), None, None)

    assert round(cost.p_value, 3) == 0.005
    assert cost.accuracy_change.high < 0


def test_a_model_against_itself() -> None:
    reference, _ = models(3, 0, 50)
    cost = compare_quantization(reference, reference, None, None)

    assert (cost.n_disagreements, cost.p_value, cost.accuracy_change.value) == (0, 1.0, 0.0)
    assert cost.accuracy_change.low < 0 < cost.accuracy_change.high


def test_figures_are_those_of_the_quality() -> None:
    reference, candidate = models(5, 2, 200)
    cost = compare_quantization(reference, candidate, None, None)

    for predictions, accuracy, f1 in (
        (reference, cost.reference_accuracy, cost.reference_macro_f1),
        (candidate, cost.candidate_accuracy, cost.candidate_macro_f1),
    ):
        quality = measure_quality(predictions)
        assert (accuracy, f1) == (quality.estimate("accuracy"), quality.estimate("macro_f1"))


def test_wrong_in_different_ways_is_a_disagreement_but_no_change() -> None:
    reference = predictions_of([0], [[0.0, 1.0, 0.0]])
    candidate = predictions_of([0], [[0.0, 0.0, 1.0]], variant="int8")
    cost = compare_quantization(reference, candidate, None, None)

    assert (cost.n_disagreements, cost.n_reference_only_right) == (1, 0)


@pytest.mark.parametrize(
    ("other", "difference"),
    [
        (
            predictions_of([0, 1], [[0.9, 0.1]] * 2, variant="int8"),
            "y_true of row 1 is 0 against 1",
        ),
        (predictions_of([0], [[0.9, 0.1]], [0], variant="int8"), "2 rows against 1"),
        (predictions_of([0] * 3, [[0.9, 0.1]] * 3, [0, 0, 1], variant="int8"), "2 rows against 3"),
        (predictions_of([0, 0], [[0.9, 0.1]] * 2, [1, 0], variant="int8"), "source of row 0"),
        (predictions_of([0, 0], [[0.9, 0.1]] * 2, split="train"), "split is 'test'"),
        (predictions_of([0, 0], [[0.8, 0.1, 0.1]] * 2), "class_names"),
        (
            take(predictions_of([0, 0], [[0.9, 0.1]] * 2, [1, 0]), np.array([1, 0])),
            "offset of row 0 is 0 against 1",
        ),
    ],
    ids=["labels", "names", "rows", "sources", "split", "classes", "offsets"],
)
def test_other_samples_are_refused(other: Predictions, difference: str) -> None:
    with pytest.raises(InputError, match="only on the same samples") as refusal:
        compare_quantization(answers([True, True], "float32"), other, None, None)
    assert difference in str(refusal.value)


@pytest.mark.skipif(not KWS.is_dir(), reason="needs the MLPerf Tiny predictions")
def test_keyword_spotting_of_latentai() -> None:
    reference, candidate = (keyword_predictions(variant) for variant in ("fp32", "int8"))
    cost = compare_quantization(reference, candidate, None, None)

    assert round(cost.reference_accuracy.value, 3) == 0.919
    assert round(cost.candidate_accuracy.value, 3) == 0.897
    assert (cost.n_reference_only_right, cost.n_candidate_only_right) == (40, 18)
    assert cost.n_disagreements == 68
    assert round(cost.p_value, 4) == 0.0054


def keyword_predictions(variant: str) -> Predictions:
    table = pl.read_csv(KWS / f"kws__v0.5_latentai_rpi4_{variant}.csv")
    scores = table.select(pl.col(r"^p\d+$")).to_numpy()
    scores = scores / scores.sum(axis=1, keepdims=True)  # rounded to three digits in the log
    return predictions_of(table["label"].to_list(), scores, variant=variant)
