from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import mean_squared_error

import afterfit
from afterfit.analyses.what_if import Reading
from afterfit.analyses.what_if.signal_changes import OFFSET
from afterfit.pipeline.outcome import Outcome
from afterfit.readers import read_forecasts
from afterfit.results import ForecastAnalysis, NumbersWhatIf, from_json, to_json
from afterfit.runtimes import run_variant
from afterfit.training import read_target_scale
from tests.cli.test_analyze import answer

pytestmark = pytest.mark.train
WISH = afterfit.WhatIfWish(changes=("gain", "offset"))


@pytest.fixture(scope="module")
def finished(forecast_run: Outcome) -> tuple[Path, ForecastAnalysis]:
    assert isinstance(forecast_run.analysis, ForecastAnalysis)
    return forecast_run.folder.root, forecast_run.analysis


@pytest.fixture(scope="module")
def found(finished: tuple[Path, ForecastAnalysis]) -> NumbersWhatIf:
    tried = afterfit.what_if(finished[0], wish=WISH)
    assert isinstance(tried, NumbersWhatIf)
    return tried


def test_the_unchanged_skill_is_that_of_the_analysis(
    finished: tuple[Path, ForecastAnalysis], found: NumbersWhatIf
) -> None:
    assert found.yardstick.title == "Skill against persistence"
    for one in found.variants:
        tested = finished[1].of(one.scope.variant, "test")
        assert tested is not None
        skill = tested.quality.estimate("skill_persistence").value
        assert one.value == pytest.approx(skill, abs=1e-6)


def test_a_changed_skill_is_one_less_the_ratio_of_errors(
    finished: tuple[Path, ForecastAnalysis], found: NumbersWhatIf
) -> None:
    root = finished[0]
    given = np.load(root / "testing/test_data.npy")
    flat = given.reshape(*given.shape[:2], -1).astype(np.float64)
    higher = OFFSET.changed(flat, OFFSET.strengths[-1], Reading.of(flat), WISH.seed)
    (record,) = read_forecasts(root / "predictions/float32_test.parquet")
    X = higher.reshape(given.shape).astype(np.float32)
    outputs = run_variant(root / "training/base/model.onnx", X).outputs
    scale = read_target_scale(root / "training/base/target_scale.json")
    told, came = scale.in_units(outputs).ravel(), record.y_true.ravel()
    assert record.history is not None
    naive = np.repeat(record.history[:, -1:], 3, axis=1).ravel()
    judge = 1 - mean_squared_error(came, told) / mean_squared_error(came, naive)
    point = found.variants[0].curves[1].points[-1]
    assert point.value == pytest.approx(judge, rel=1e-6)
    assert point.change.value == pytest.approx(judge - found.variants[0].value, rel=1e-5)


def test_extra_losses_are_differences_of_changes(found: NumbersWhatIf) -> None:
    reference, candidate = found.variants
    gaps = [
        after.change.value - before.change.value
        for curve, other in zip(reference.curves, candidate.curves, strict=True)
        for before, after in zip(curve.points, other.points, strict=True)
    ]
    assert [one.extra.value for one in found.extra_losses] == pytest.approx(gaps, abs=1e-9)


def test_it_goes_through_json_and_says_what_is_left_as_it_was(found: NumbersWhatIf) -> None:
    assert to_json(from_json(to_json(found))) == to_json(found)
    assert "the last value that persistence repeats" in found.notes[0]
    assert "skill_persistence" in found.table().columns


def test_from_the_command_line(
    finished: tuple[Path, ForecastAnalysis], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["what-if", str(finished[0]), "--change", "gain", "-o", str(tmp_path)]
    code, out, _ = answer([*words, "--page", "markdown"], capsys)
    assert code == 0
    assert "float32 unchanged: Skill against persistence" in out
    text = (tmp_path / "what_if.md").read_text()
    assert "What if: bench · FCST_4k_NPU" in text
