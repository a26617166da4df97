"""Regressions and forecasts from files and arrays to folders with reports."""

import csv
import json
from pathlib import Path

import numpy as np
import pytest

import afterfit
from afterfit.cli.main import main
from afterfit.errors import InputError
from afterfit.pipeline.regression import analyze_regressions
from afterfit.readers import read_forecasts, read_regressions, write_forecasts, write_regression
from afterfit.results import ForecastAnalysis, RegressionAnalysis, from_json, to_json
from tests.statistics.sample_numbers import healthy_forecasts, healthy_numbers, numbers_of


def answer(words: list[str], capsys: pytest.CaptureFixture[str]) -> tuple[object, str, str]:
    with pytest.raises(SystemExit) as stopped:
        main(words)
    said = capsys.readouterr()
    return stopped.value.code, said.out, said.err


def test_regression_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    write_regression(healthy_numbers(1), tmp_path / "p.parquet")
    out = tmp_path / "out"
    words = ["analyze", "--task", "regression", str(tmp_path / "p.parquet"), "-o", str(out)]
    code, said, _ = answer([*words, "--format", "json"], capsys)
    assert code == 0
    told = json.loads(said)
    assert told["variants"][0]["outputs"][0]["metrics"][0]["metric"] == "rmse"
    assert {one["code"] for one in told["findings"]} >= {"RG001", "RG011"}
    assert isinstance(afterfit.read_analysis(out), RegressionAnalysis)
    for name in ("report.html", "report.pdf", "report.md"):
        assert (out / name).stat().st_size > 5000
    extra = out / "post_training_analysis"
    assert {path.name for path in extra.iterdir()} == {
        "results_on_test_set.csv",
        "actual_vs_predicted_test.png",
        "residual_error_test.png",
    }
    (back,) = read_regressions(extra / "results_on_test_set.csv")
    assert back.y_true.tolist() == healthy_numbers(1).y_true.tolist()
    code, said, _ = answer(["report", str(out)], capsys)
    assert code == 0


def test_forecasts_from_the_command_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = healthy_forecasts(1)
    write_forecasts(rows, tmp_path / "p.parquet")
    out = tmp_path / "out"
    words = ["analyze", "--task", "forecasting", str(tmp_path / "p.parquet"), "-o", str(out)]
    code, said, _ = answer(words, capsys)
    assert code == 0
    assert "float32  v0: RMSE" in said
    assert said.rstrip().endswith("report.html")
    assert isinstance(afterfit.read_analysis(out), ForecastAnalysis)
    folder = out / "test_results" / "predictions_csv"
    with (folder / "v0_predictions.csv").open() as stream:
        assert next(csv.reader(stream))[:2] == ["ground_1", "ground_2"]
    (back,) = read_forecasts(folder)
    assert back.y_pred.tolist() == rows.y_pred.tolist()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--target", "tmp"], "no column matches 'tmp'"),
        (["--source", "sorce"], "did you mean 'source'?"),
        (["--prediction", "out_*"], "no column matches 'out_*'"),
    ],
)
def test_mistakes_are_one_sentence_and_exit_code_2(
    words: list[str], said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "p.csv"
    path.write_text("source,target,prediction\na,1,2\n")
    code, out, err = answer(["analyze", "--task", "regression", str(path), *words], capsys)
    assert (code, out) == (2, "")
    assert said in err


def test_an_analysis_comes_back_from_json() -> None:
    analysis = analyze_regressions([healthy_numbers(1)])
    text = to_json(analysis)
    assert to_json(from_json(text)) == text


def test_arrays_in_memory_give_a_page() -> None:
    random = np.random.default_rng(1)
    truth = random.normal(0, 1, (50, 2))
    found = afterfit.analyze_regression(truth, truth + 0.1, targets=["a", "b"], units=["m", "s"])
    assert "Predicted against actual" in found.page()
    assert "srcdoc" in found._repr_html_()


def test_forecasts_in_memory_give_a_page() -> None:
    rows = healthy_forecasts(1)
    found = afterfit.analyze_forecast(rows.y_true, rows.y_pred, season=12)
    assert "Errors over the horizon" in found.page()


@pytest.mark.parametrize(
    ("y_true", "y_pred", "said"),
    [
        ([1.0, 2.0], [1.0], "y_pred must have the shape of y_true"),
        (1.0, 1.0, "y_true must have shape"),
        ([1.0, np.nan], [1.0, 1.0], "row 1"),
    ],
)
def test_arrays_that_do_not_fit_are_refused(y_true: object, y_pred: object, said: str) -> None:
    with pytest.raises(InputError, match=said):
        afterfit.analyze_regression(y_true, y_pred)  # type: ignore[arg-type]


def test_variants_predict_the_same_targets() -> None:
    one = numbers_of(np.ones((3, 1)), np.ones((3, 1)))
    other = numbers_of(np.ones((3, 2)), np.ones((3, 2)), variant="int8")
    with pytest.raises(InputError, match="all predictions must be of t0"):
        analyze_regressions([one, other])
