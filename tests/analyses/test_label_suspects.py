import importlib.util
from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.analyses.label_suspects import find_label_suspects
from afterfit.records import Predictions
from afterfit.results.label_suspects import LabelSuspects, NoLabelSuspects
from tests.records.test_prediction_columns import columns_of
from tests.statistics.identical import assert_identical
from tests.statistics.sample_predictions import predictions_of


def noisy(n: int = 400, flipped: int = 20, seed: int = 0) -> tuple[Predictions, NDArray[np.int64]]:
    """Return a good model's scores, and the rows whose label was turned into the next one."""
    random = np.random.default_rng(seed)
    truth = random.integers(0, 3, n)
    logits = random.normal(0, 1, (n, 3))
    logits[np.arange(n), truth] += 4
    scores = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    rows = np.sort(random.choice(n, flipped, replace=False))
    labels = truth.copy()
    labels[rows] = (labels[rows] + 1) % 3
    source = (np.arange(n) // 20).tolist()
    return predictions_of(labels.tolist(), scores, source, split="validation"), rows


def found(predictions: Predictions, max_kept: int | None = None) -> LabelSuspects:
    suspects = find_label_suspects(predictions, max_kept)
    assert isinstance(suspects, LabelSuspects)
    return suspects


def test_turned_labels_are_found() -> None:
    predictions, rows = noisy()
    indices = {sample.index for sample in found(predictions).samples}

    assert len(indices & set(rows.tolist())) >= 17
    assert len(indices - set(rows.tolist())) <= 4


def by_definition(predictions: Predictions) -> tuple[list[list[int]], set[int]]:
    """Render confident learning sample by sample: the joint, and prune by noise rate."""
    scores, labels, k = predictions.scores, predictions.y_true, len(predictions.class_names)
    t = [scores[labels == j, j].mean() for j in range(k)]
    joint = [[0] * k for _ in range(k)]
    for row, label in zip(scores, labels, strict=True):
        confident = [j for j in range(k) if row[j] >= t[j] - 1e-6]
        if confident:
            joint[label][max(confident, key=lambda j: row[j])] += 1
    suspects = set()
    for i in range(k):
        total = sum(joint[i])
        n_i = int((labels == i).sum())
        scaled = [joint[i][j] / total * n_i for j in range(k)]
        whole = [int(value + 1e-9) for value in scaled]
        by_rest = sorted(range(k), key=lambda j: whole[j] - scaled[j])
        for j in by_rest[: n_i - sum(whole)]:
            whole[j] += 1
        for j in range(k):
            rows = [r for r in range(len(labels)) if labels[r] == i]
            rows.sort(key=lambda r: scores[r, i] - scores[r, j])
            if i != j:
                suspects |= set(rows[: whole[j]])
    return joint, {r for r in suspects if scores[r].argmax() != labels[r]}


@pytest.mark.parametrize("seed", range(8))
def test_equals_the_definition(seed: int) -> None:
    predictions, _ = noisy(n=150, flipped=25, seed=seed)
    joint, suspects = by_definition(predictions)
    ours = found(predictions)

    assert [list(row) for row in ours.confident_joint] == joint
    assert {sample.index for sample in ours.samples} == suspects


@pytest.mark.skipif(importlib.util.find_spec("cleanlab") is None, reason="no cleanlab here")
def test_equals_cleanlab() -> None:
    from cleanlab.filter import find_label_issues  # type: ignore[import-not-found]

    predictions, _ = noisy(n=500, flipped=60, seed=3)
    mask = find_label_issues(predictions.y_true, predictions.scores)
    ours = {sample.index for sample in found(predictions).samples}
    assert ours == set(np.flatnonzero(mask).tolist())


def test_ranked_with_scores_place_and_file_shares() -> None:
    predictions, _ = noisy()
    suspects = found(predictions)
    first = suspects.samples[0]

    confidence = [sample.self_confidence for sample in suspects.samples]
    assert confidence == sorted(confidence)
    assert first.margin < 0
    assert first.given_class != first.suggested_class
    assert first.offset == first.index
    assert first.source == f"file_{first.index // 20}.csv"
    assert sum(row.n_suspects for row in suspects.files) == suspects.n_suspects
    shares = [row.n_suspects / row.n_samples for row in suspects.files]
    assert shares == sorted(shares, reverse=True)


@pytest.mark.parametrize("kind", [np.float32, np.float64])
def test_columns_of_a_file_say_the_same(kind: type) -> None:
    predictions, _ = noisy()
    columns = tuple(predictions.scores.T.astype(kind, order="C"))
    by_columns = columns_of(predictions, columns=columns, split="validation")
    matrix = predictions_of(
        predictions.y_true.tolist(),
        np.stack(columns, axis=1),
        predictions.source.tolist(),
        split="validation",
    )
    assert_identical(find_label_suspects(by_columns), find_label_suspects(matrix))


def test_what_is_left_out_is_told() -> None:
    predictions, _ = noisy()
    kept = found(predictions, max_kept=3)

    assert (len(kept.samples), kept.max_kept) == (3, 3)
    assert kept.n_suspects == found(predictions).n_suspects > 3


def test_clean_labels_have_no_suspects() -> None:
    labels = [0, 1, 2] * 10
    assert found(predictions_of(labels, np.eye(3)[labels] * 0.94 + 0.02)).n_suspects == 0


def test_a_class_without_samples() -> None:
    labels = [0, 1] * 15
    suspects = found(predictions_of(labels, np.eye(3)[labels] * 0.94 + 0.02))

    assert np.isnan(suspects.thresholds[2])
    assert suspects.confident_joint[2] == (0, 0, 0)


@pytest.mark.parametrize(
    ("predictions", "part"),
    [
        (predictions_of([0, 1] * 20, [[0.6, 0.4]] * 40, split="train"), "trained on these labels"),
        (replace(noisy()[0], has_scores=False), "predicted classes only"),
        (predictions_of([0, 1], [[0.6, 0.4]] * 2), "fewer than 20"),
        (predictions_of([0] * 30, [[1.0]] * 30), "1 class only"),
    ],
    ids=["train", "hard", "few", "one class"],
)
def test_not_applicable(predictions: Predictions, part: str) -> None:
    answer = find_label_suspects(predictions)

    assert isinstance(answer, NoLabelSuspects)
    assert part in answer.reason
