import re
from pathlib import Path

import numpy as np
import pytest

from afterfit.errors import InputError
from afterfit.pipeline.analysis_run import analyze, analyze_files
from afterfit.pipeline.reports import read_analysis
from afterfit.readers import write_predictions
from afterfit.records import Predictions
from afterfit.results import LeastCost, to_json
from tests.pipeline.test_tables import predictions


def test_files_become_a_folder_with_reports(tmp_path: Path) -> None:
    for split in ("validation", "test"):
        write_predictions(predictions("int8", split, 1.5), tmp_path / f"{split}.parquet")
    outcome = analyze_files(tmp_path, output=tmp_path / "out", policy=LeastCost(1.0, 9.0))
    assert outcome.analysis is not None
    assert [path.name for path in outcome.reports] == ["report.html", "report.pdf", "report.md"]
    names = {path.name for path in (tmp_path / "out/testing").iterdir()}
    assert names >= {
        "confusion_matrix_test.png",
        "fpr_tpr_thresholds.csv",
        "classification_report.txt",
        "test_results.json",
        "afterfit_thresholds.h",
        "afterfit_thresholds.json",
    }
    header = (tmp_path / "out/testing/afterfit_thresholds.h").read_text()
    assert "least cost, a false alarm at 1 and a miss at 9" in header
    assert to_json(read_analysis(tmp_path / "out")) == to_json(outcome.analysis)


def test_arrays_become_an_analysis_that_shows_itself(tmp_path: Path) -> None:
    found = analyze(["a", "b", "b"], [0.1, 0.8, 0.4], classes=["a", "b"], source=["x", "x", "y"])
    (one,) = found.analysis.variants
    assert one.quality.estimate("accuracy").value == pytest.approx(2 / 3)
    assert one.quality.scope.n_sources == 2
    found.write(tmp_path / "page.html")
    assert "<!DOCTYPE html>" in (tmp_path / "page.html").read_text()
    shown = found._repr_html_()
    assert re.match(r"<iframe [^>]*srcdoc=", shown)
    assert "<script" not in shown


@pytest.mark.parametrize(
    ("y_true", "scores", "message"),
    [
        (["c"], [[0.5, 0.5]], "'c', which is none of the classes a, b"),
        ([0], [[2.0, -1.0]], "softmax"),
        ([0, 1], [[0.5, 0.5]], "must have shape"),
        ([0], np.zeros((1, 1, 1)), r"scores must have shape \(n_samples, n_classes\)"),
    ],
)
def test_what_does_not_fit_is_refused(y_true: list[object], scores: object, message: str) -> None:
    with pytest.raises(InputError, match=message):
        analyze(y_true, scores, classes=["a", "b"])  # type: ignore[arg-type]


def test_the_page_of_very_many_rows_stays_small(tmp_path: Path) -> None:
    """What a page holds depends on classes and bins; 10 million rows give no more than these."""
    rng = np.random.default_rng(0)
    n, k = 6_000, 10
    y_true = rng.integers(0, k, n)
    powers = np.exp(3 * np.eye(k)[y_true] + rng.normal(0, 1.5, (n, k)))
    many = Predictions(
        class_names=tuple(f"class {i}" for i in range(k)),
        y_true=y_true,
        scores=powers / powers.sum(axis=1, keepdims=True),
        source=np.arange(n) // 2,
        source_names=tuple(f"recording_{i}.csv" for i in range(n // 2)),
        offset=np.arange(n),
        variant="int8",
        split="test",
    )
    write_predictions(many, tmp_path / "many.parquet")
    words = {"output": tmp_path / "out", "exact_scores": 0, "formats": ["html"]}
    outcome = analyze_files(tmp_path / "many.parquet", **words)  # type: ignore[arg-type]
    assert outcome.reports[0].stat().st_size < 3_000_000
    assert "off by at most" in outcome.reports[0].read_text()
