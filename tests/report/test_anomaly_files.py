import json
import re
from pathlib import Path

import numpy as np
import polars as pl
from sklearn.metrics import f1_score, precision_score, recall_score

from afterfit.analyses.anomaly import analyze_anomaly_variant, choose_k
from afterfit.report import write_anomaly_folder
from afterfit.results import ChosenK
from tests.statistics.sample_anomalies import detector, three_splits

TRAIN, VALIDATION, TEST = three_splits(strength=(4.0, 2.0))
CHOSEN = choose_k(TRAIN, VALIDATION)
FOUND = analyze_anomaly_variant(TEST, TRAIN, CHOSEN)
REFERENCE_COLUMNS = (
    "k_value,threshold,accuracy,precision,recall,f1_score,false_positive_rate,"
    "true_positives,true_negatives,false_positives,false_negatives"
)


def test_threshold_performance_is_that_of_scikit_learn(tmp_path: Path) -> None:
    write_anomaly_folder(tmp_path, FOUND, CHOSEN)
    path = tmp_path / "threshold_performance.csv"
    table = pl.read_csv(path)

    assert path.read_text().splitlines()[0] == REFERENCE_COLUMNS
    assert table["k_value"].to_list() == [k / 2 for k in range(10)]
    for row in table.iter_rows(named=True):
        assert row["threshold"] == TRAIN.score.mean() + row["k_value"] * TRAIN.score.std(ddof=1)
        alarm = TEST.score > row["threshold"]
        assert row["precision"] == round(100 * precision_score(TEST.is_anomaly, alarm), 2)
        assert row["recall"] == round(100 * recall_score(TEST.is_anomaly, alarm), 2)
        assert row["f1_score"] == round(100 * f1_score(TEST.is_anomaly, alarm), 2)
        assert row["accuracy"] == round(100 * float(np.mean(alarm == TEST.is_anomaly)), 2)
        assert row["false_positives"] == int((alarm & ~TEST.is_anomaly).sum())


def test_the_exported_constant_is_the_recommended_one(tmp_path: Path) -> None:
    write_anomaly_folder(tmp_path, FOUND, CHOSEN)
    assert isinstance(CHOSEN, ChosenK)
    header = (tmp_path / "afterfit_anomaly_threshold.h").read_text()
    told = json.loads((tmp_path / "afterfit_anomaly_threshold.json").read_text())

    match = re.search(r"#define RECONSTRUCTION_ERROR_THRESHOLD (\S+)f\n", header)
    assert match is not None
    assert np.float32(match[1]) == np.float32(CHOSEN.threshold)
    assert (told["k"], told["threshold"]) == (CHOSEN.k, CHOSEN.threshold)
    assert told["chosen_on"]["split"] == "validation"


def test_the_statistics_block_of_the_document(tmp_path: Path) -> None:
    write_anomaly_folder(tmp_path, FOUND, CHOSEN)
    assert isinstance(CHOSEN, ChosenK)
    text = (tmp_path / "reconstruction_error_statistics.txt").read_text()
    anomalies = TEST.score[TEST.is_anomaly]

    assert text.startswith("Reconstruction Error Statistics:\nNormal training data - Mean: ")
    assert (
        f"Anomaly test data - Mean: {anomalies.mean():.6f}, Std: {anomalies.std(ddof=1):.6f}\n"
        in text
    )
    assert f"Threshold for K = {CHOSEN.k}: {CHOSEN.threshold:.6f}\n" in text
    assert "Anomaly detection rate (recall): " in text


def test_without_training_scores_there_are_no_thresholds(tmp_path: Path) -> None:
    write_anomaly_folder(tmp_path, FOUND, CHOSEN)
    chosen = choose_k(None, None, variant="float32")
    write_anomaly_folder(tmp_path, analyze_anomaly_variant(detector(), None, chosen), chosen)

    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "reconstruction_error_histogram.png",
        "reconstruction_error_histogram_log.png",
        "reconstruction_error_statistics.txt",
    ]
    text = (tmp_path / "reconstruction_error_statistics.txt").read_text()
    assert "Normal training data - none" in text
    assert "No threshold: there are no scores of training samples" in text
