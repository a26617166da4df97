import json
import shutil
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from sklearn.metrics import recall_score, roc_auc_score
from typer.testing import CliRunner

import afterfit
from afterfit.analyses.what_if import Reading
from afterfit.analyses.what_if.signal_changes import GAIN
from afterfit.cli.main import app
from afterfit.errors import InputError
from afterfit.pipeline.outcome import Outcome
from afterfit.readers import read_windows_npz
from afterfit.results import AlarmsWhatIf, AnomalyAnalysis, ChosenK, from_json, to_json
from afterfit.runtimes import run_onnx

pytestmark = pytest.mark.train
WISH = afterfit.WhatIfWish(changes=("gain", "noise", "dead"))


@pytest.fixture(scope="module")
def finished(anomaly_run: Outcome) -> tuple[Path, AnomalyAnalysis]:
    assert isinstance(anomaly_run.analysis, AnomalyAnalysis)
    return anomaly_run.folder.root, anomaly_run.analysis


@pytest.fixture(scope="module")
def found(finished: tuple[Path, AnomalyAnalysis]) -> AlarmsWhatIf:
    tried = afterfit.what_if(finished[0], wish=WISH)
    assert isinstance(tried, AlarmsWhatIf)
    return tried


def test_unchanged_rates_are_those_of_the_run(
    finished: tuple[Path, AnomalyAnalysis], found: AlarmsWhatIf
) -> None:
    assert found.acts_on == "readings"
    assert [one.scope.variant for one in found.variants] == ["float32", "int8"]
    for one in found.variants:
        tested = finished[1].of(one.scope.variant, "test")
        assert tested is not None
        assert one.auc.value == pytest.approx(tested.quality.estimate("roc_auc").value)
        assert tested.detection.kind == "detection"
        assert one.threshold == tested.detection.threshold
        assert one.false_alarms == tested.detection.rate("false_positive_rate")
        assert one.found == tested.detection.rate("recall")


def test_changed_rates_are_what_scikit_learn_says(
    finished: tuple[Path, AnomalyAnalysis], found: AlarmsWhatIf
) -> None:
    root, analysis = finished
    windows = read_windows_npz(root / "testing/test_windows.npz")
    values = windows.values.astype(np.float64)
    louder = GAIN.changed(values, GAIN.strengths[-1], Reading.of(values), WISH.seed)
    X = np.asarray(louder, np.float32)[..., None]
    back = run_onnx(root / "training/base/model.onnx", X, n_axes=4)
    score = ((X - back) ** 2).mean(axis=(1, 2, 3))
    (chosen,) = (one for one in analysis.chosen if one.variant == "float32")
    assert isinstance(chosen, ChosenK)
    is_anomaly, alarm = windows.y_true > 0, score > chosen.threshold
    point = found.variants[0].curves[0].points[-1]
    assert point.auc.value == pytest.approx(roc_auc_score(is_anomaly, score))
    assert point.found.value.value == pytest.approx(recall_score(is_anomaly, alarm))
    false_alarms = 1 - recall_score(~is_anomaly, ~alarm)
    assert point.false_alarms.value.value == pytest.approx(false_alarms)
    before = found.variants[0].false_alarms.value
    assert point.false_alarms.change.value == pytest.approx(false_alarms - before)
    assert point.false_alarms.cost == pytest.approx(false_alarms - before)


def test_a_louder_signal_raises_more_alarms_of_both_kinds(found: AlarmsWhatIf) -> None:
    """An error of reconstruction is in the units of the sensor."""
    gain = found.variants[0].curves[0]
    for rate in (gain.points[0].false_alarms, gain.points[0].found):
        assert rate.change.value <= 0
    assert gain.points[-1].false_alarms.change.value > 0
    assert gain.first_sure("found", 0.05) in (None, *gain.points[:3])


def test_extra_alarms_are_differences_of_changes(found: AlarmsWhatIf) -> None:
    reference, candidate = found.variants
    for curve, other in zip(reference.curves, candidate.curves, strict=True):
        gaps = [
            after.false_alarms.cost - before.false_alarms.cost
            for before, after in zip(curve.points, other.points, strict=True)
        ]
        mine = [
            one.extra.value
            for one in found.extra_alarms
            if (one.key, one.rate) == (curve.key, "false_alarms")
        ]
        assert mine == pytest.approx(gaps, abs=1e-12)


def test_a_result_goes_through_json_and_shows_itself(
    finished: tuple[Path, AnomalyAnalysis], found: AlarmsWhatIf
) -> None:
    assert to_json(from_json(to_json(found))) == to_json(found)
    assert to_json(afterfit.what_if(finished[0], wish=WISH)) == to_json(found)
    table = found.table()
    assert len(table) == sum(len(one.points) for each in found.variants for one in each.curves)
    assert table["false_alarms_change"].dtype == pl.Float64
    assert found.chart().title == "False alarms under everyday changes"


def test_from_the_command_line(finished: tuple[Path, AnomalyAnalysis], tmp_path: Path) -> None:
    words = ["what-if", str(finished[0]), "--change", "gain", "-o", str(tmp_path)]
    result = CliRunner().invoke(app, words)
    assert result.exit_code == 0, result.output
    assert "float32 unchanged: false alarms " in result.stdout
    assert "\\xa0" not in result.stdout
    page = (tmp_path / "what_if.html").read_text(encoding="utf-8")
    for words_of_page in ("What sets off false alarms", "What hides anomalies", "fan · AD_1k"):
        assert words_of_page in page
    content = json.loads((tmp_path / "what_if.json").read_text(encoding="utf-8"))
    assert content["kind"] == "alarms_what_if"
    assert [one["code"] for one in content["findings"]] == ["WI003", "WI004", "WI005"]


def test_a_run_that_kept_no_windows_is_changed_at_its_input(
    finished: tuple[Path, AnomalyAnalysis], found: AlarmsWhatIf, tmp_path: Path
) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(finished[0], copy)
    (copy / "testing/test_windows.npz").unlink()
    again = afterfit.what_if(copy, wish=WISH)
    assert isinstance(again, AlarmsWhatIf)
    assert again.acts_on == "inputs"
    assert "an earlier version made the run" in again.notes[0]
    assert again.variants[0].false_alarms == found.variants[0].false_alarms


def test_a_single_window_is_not_looked_into(finished: tuple[Path, AnomalyAnalysis]) -> None:
    with pytest.raises(InputError, match=r"--sample: a single window .* afterfit trace RUN"):
        afterfit.what_if(finished[0], wish=afterfit.WhatIfWish(sample="3"))
