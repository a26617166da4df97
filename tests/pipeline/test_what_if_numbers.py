import json
from pathlib import Path

import numpy as np
import pytest
from sklearn.metrics import r2_score
from typer.testing import CliRunner

import afterfit
from afterfit.analyses.what_if import Reading
from afterfit.analyses.what_if.signal_changes import GAIN
from afterfit.cli.main import app
from afterfit.errors import InputError
from afterfit.pipeline.outcome import Outcome
from afterfit.readers import read_regressions
from afterfit.results import NumbersWhatIf, from_json, to_json
from afterfit.runtimes import run_variant
from afterfit.training import read_target_scale
from afterfit.views.numbers_what_if import chart_quality_curve

WISH = afterfit.WhatIfWish(changes=("gain", "noise", "dead"))


@pytest.fixture(scope="module")
def folder(regression_run: Outcome) -> Path:
    return regression_run.folder.root


@pytest.fixture(scope="module")
def found(folder: Path) -> NumbersWhatIf:
    tried = afterfit.what_if(folder, wish=WISH)
    assert isinstance(tried, NumbersWhatIf)
    return tried


def test_every_variant_but_the_slow_one_is_tried(found: NumbersWhatIf) -> None:
    assert [one.scope.variant for one in found.variants] == ["float32", "int8"]
    assert any("TFLite Micro is slow" in note for note in found.notes)
    assert "input, not on the sensor's readings" in found.notes[0]


def test_unchanged_r2_is_that_of_the_records(found: NumbersWhatIf, folder: Path) -> None:
    for one in found.variants:
        (record,) = read_regressions(folder / "predictions" / f"{one.scope.variant}_test.parquet")
        assert one.value == pytest.approx(r2_score(record.y_true, record.y_pred), rel=1e-5)
        assert one.scope.n_samples == len(record)


def test_a_changed_r2_is_what_scikit_learn_says(found: NumbersWhatIf, folder: Path) -> None:
    given = np.load(folder / "testing" / "test_data.npy")
    flat = given.reshape(*given.shape[:2], -1).astype(np.float64)
    louder = GAIN.changed(flat, GAIN.strengths[-1], Reading.of(flat), WISH.seed)
    (record,) = read_regressions(folder / "predictions" / "float32_test.parquet")
    base = folder / "training" / "base"
    outputs = run_variant(base / "model.onnx", louder.reshape(given.shape).astype(np.float32))
    told = read_target_scale(base / "target_scale.json").in_units(outputs.outputs)
    point = found.variants[0].curves[0].points[-1]

    judge = r2_score(record.y_true, np.asarray(told).reshape(len(given), -1))
    assert point.value == pytest.approx(judge, rel=1e-6)
    assert point.change.value == pytest.approx(judge - found.variants[0].value, rel=1e-5)


def test_extra_losses_are_differences_of_changes(found: NumbersWhatIf) -> None:
    reference, candidate = found.variants
    for curve, other in zip(reference.curves, candidate.curves, strict=True):
        mine = [one for one in found.extra_losses if one.key == curve.key]
        gaps = [
            after.change.value - before.change.value
            for before, after in zip(curve.points, other.points, strict=True)
        ]
        assert [one.extra.value for one in mine] == pytest.approx(gaps, abs=1e-9)


def test_a_shuffled_part_costs_what_scikit_learn_says(found: NumbersWhatIf, folder: Path) -> None:
    given = np.load(folder / "testing" / "test_data.npy")
    flat = given.reshape(*given.shape[:2], -1).astype(np.float64)
    (record,) = read_regressions(folder / "predictions" / "float32_test.parquet")
    base, first = folder / "training" / "base", found.variants[0]
    scale, luck = (
        read_target_scale(base / "target_scale.json"),
        np.random.default_rng([WISH.seed, 0]),
    )
    drops, moved = [], []
    for _ in range(5):
        changed = flat.copy()
        changed[:, 0] = flat[luck.permutation(len(flat)), 0]
        outputs = run_variant(base / "model.onnx", changed.reshape(given.shape).astype(np.float32))
        told = np.asarray(scale.in_units(outputs.outputs)).reshape(len(given), -1)
        drops.append(first.value - r2_score(record.y_true, told))
        moved.append(np.abs(told - record.y_pred).mean() / record.y_true.std())
    part = first.importance[0]
    assert (part.name, part.part) == ("x", "channel")
    assert part.drop.value == pytest.approx(np.mean(drops), rel=1e-5)
    assert (part.lowest, part.highest) == pytest.approx((min(drops), max(drops)), rel=1e-5)
    assert part.moved == pytest.approx(np.mean(moved), rel=1e-4)
    assert part.drop.n == len(given)


def test_a_page_bears_the_title_of_the_run(found: NumbersWhatIf) -> None:
    assert found.subject == "bench · REGR_1k"


def test_the_same_again(found: NumbersWhatIf, folder: Path) -> None:
    again = afterfit.what_if(folder, wish=WISH)

    assert to_json(again) == to_json(found)
    assert to_json(from_json(to_json(found))) == to_json(found)


def test_every_rule_answers(found: NumbersWhatIf) -> None:
    assert [one.code for one in found.findings] == ["WI001", "WI002", "WI003"]


def test_a_result_shows_itself(found: NumbersWhatIf) -> None:
    table = found.table()
    n_points = sum(len(curve.points) for one in found.variants for curve in one.curves)

    assert len(table) == n_points
    assert {"r2", "change", "low", "high"} <= set(table.columns)
    assert found.chart().title == "What everyday changes cost"


def test_a_curve_is_drawn_in_the_order_of_its_strengths(found: NumbersWhatIf) -> None:
    curve = found.variants[0].curves[0]
    spec = chart_quality_curve(found, "gain").spec

    assert spec["encoding"]["x"]["sort"] == [point.label for point in curve.points]
    drawn = [one["value"] for one in spec["data"]["values"] if one["variant"] == "float32"]
    assert drawn == pytest.approx([point.value for point in curve.points], rel=1e-4)


def test_from_the_command_line(folder: Path, tmp_path: Path) -> None:
    words = ["what-if", str(folder), "--change", "gain", "-o", str(tmp_path / "page")]
    result = CliRunner().invoke(app, words)

    assert result.exit_code == 0, result.output
    assert "float32 unchanged: R² " in result.stdout
    page = (tmp_path / "page" / "what_if.html").read_text(encoding="utf-8")
    assert "Variants against each other" in page
    content = json.loads((tmp_path / "page" / "what_if.json").read_text(encoding="utf-8"))
    assert content["kind"] == "numbers_what_if"


@pytest.mark.parametrize(
    ("wish", "said"),
    [
        (afterfit.WhatIfWish(sample="3"), "--sample: a single window is looked into for class"),
        (afterfit.WhatIfWish(changes=("gian",)), r"no such change .*'gian' \(did you mean 'gain'"),
    ],
    ids=["one sample", "misspelt"],
)
def test_what_cannot_be_tried(wish: afterfit.WhatIfWish, said: str, folder: Path) -> None:
    with pytest.raises(InputError, match=said):
        afterfit.what_if(folder, wish=wish)
