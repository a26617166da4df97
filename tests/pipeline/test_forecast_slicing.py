import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

import afterfit
from afterfit.cli.main import app
from afterfit.errors import InputError
from afterfit.pipeline.error_slicing import slice_forecasts
from afterfit.readers import (
    ReadOptions,
    read_sliced_forecasts,
    write_forecasts,
)
from afterfit.results import ForecastAnalysis

N, HORIZON = 400, 3


def frame() -> pl.DataFrame:
    """Return forecasts of 40 recordings; errors at one of three sites are doubled."""
    random = np.random.default_rng(0)
    source = np.arange(N) // 10
    true = random.normal(10, 2, (N, HORIZON))
    errors = random.normal(0, 1, (N, HORIZON)) * (1 + (source % 3 == 1))[:, None]
    steps = range(HORIZON)
    return pl.DataFrame(
        {
            "source": [f"{code}.csv" for code in source.tolist()],
            "offset": np.arange(N) * 10,
            "site": [("hall", "yard", "lab")[code] for code in (source % 3).tolist()],
            **{f"target_{step + 1}": true[:, step] for step in steps},
            **{f"prediction_{step + 1}": (true + errors)[:, step] for step in steps},
        }
    )


def written(folder: Path, name: str = "model") -> Path:
    path = folder / f"{name}.parquet"
    frame().write_parquet(path)
    return path


def test_slices_hold_what_a_plain_filter_holds(tmp_path: Path) -> None:
    (found,) = slice_forecasts(read_sliced_forecasts(written(tmp_path), slices=["site"]))
    yard = next(row for row in found.rows if row.value == "yard")
    rows = frame().filter(pl.col("site") == "yard")
    true, said = (
        rows.select(f"{word}_{step + 1}" for step in range(HORIZON)).to_numpy()
        for word in ("target", "prediction")
    )

    assert (yard.n_samples, yard.n_sources) == (130, 13)
    assert yard.mae.value == pytest.approx(np.abs(said - true).mean())
    assert yard.bias.value == pytest.approx((said - true).mean())
    assert yard.is_worse


def test_files_of_several_variables_share_their_columns(tmp_path: Path) -> None:
    steps = {f"ground_{k}": pl.col(f"target_{k}") for k in (1, 2)}
    steps |= {f"predicted_{k}": pl.col(f"prediction_{k}") for k in (1, 2)}
    for name, shift in (("load", 0.0), ("wind", 5.0)):
        rows = frame().select("site", **steps)
        rows = rows.with_columns(pl.col("^predicted_.*$") + shift)
        rows.write_csv(tmp_path / f"{name}_predictions.csv")
    load, wind = slice_forecasts(read_sliced_forecasts(tmp_path, slices=["site"]))

    assert (load.output, wind.output) == ("load", "wind")
    for one, other in zip(load.rows, wind.rows, strict=True):
        assert other.bias.value == pytest.approx(one.bias.value + 5)


def test_written_forecasts_keep_their_columns(tmp_path: Path) -> None:
    (rows,) = read_sliced_forecasts(written(tmp_path)).rows
    write_forecasts(rows, tmp_path / "own.parquet", {"attr_flat_share": np.arange(N) / N})
    read = read_sliced_forecasts(tmp_path / "own.parquet", slices=["attr_*"])

    assert read.columns == (("attr_flat_share",),)
    assert read.cells[0]["attr_flat_share"].to_list() == (np.arange(N) / N).tolist()
    np.testing.assert_array_equal(read.rows[0].y_pred, rows.y_pred)


def test_dropped_rows_are_in_no_slice(tmp_path: Path) -> None:
    missing = pl.when(pl.int_range(pl.len()) == 3).then(None).otherwise("prediction_2")
    frame().with_columns(prediction_2=missing).write_parquet(tmp_path / "model.parquet")
    read = read_sliced_forecasts(
        tmp_path / "model.parquet", ReadOptions(on_bad_rows="drop"), ["site"]
    )
    (found,) = slice_forecasts(read)

    assert [(row.value, row.n_samples) for row in found.rows] == [
        ("hall", 139),
        ("lab", 130),
        ("yard", 130),
    ]


def test_a_column_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"--slice: there is no column 'sight' \(did you mean"):
        read_sliced_forecasts(written(tmp_path), slices=["sight"])


def test_from_the_command_line(tmp_path: Path) -> None:
    files = [str(written(tmp_path, name)) for name in ("float32", "int8")]
    words = ["analyze", *files, "--task", "forecasting", "--slice", "site", "--units", "kW"]
    output = tmp_path / "out"
    result = CliRunner().invoke(app, [*words, "-o", str(output), "--format", "json"])

    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert [one["scope"]["variant"] for one in answer["slices"]] == ["float32", "int8"]
    (finding,) = [one for one in answer["findings"] if one["code"] == "SL001"]
    assert finding["outcome"] == "raised"
    assert finding["claim"].startswith("Where site is yard, the mean absolute error of value is ")
    page = (output / "report.html").read_text(encoding="utf-8")
    assert "Where it fails" in page
    assert "Errors by slice: value (kW)" in page


def test_in_memory() -> None:
    found = afterfit.analyze_forecast(
        [[1.0, 1.0], [2.0, 2.0]], [[1.0, 2.0], [2.0, 2.0]], slices={"site": ["hall", "yard"]}
    )
    assert isinstance(found.analysis, ForecastAnalysis)
    (slices,) = found.analysis.slices

    assert [(row.value, row.mae.value) for row in slices.rows] == [("hall", 0.5), ("yard", 0.0)]
    with pytest.raises(InputError, match="slices -> site: slices must have one value for each"):
        afterfit.analyze_forecast([[1.0], [2.0]], [[1.0], [2.0]], slices={"site": ["hall"]})
