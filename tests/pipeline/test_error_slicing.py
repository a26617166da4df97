import json
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

import afterfit
from afterfit.cli.main import app
from afterfit.errors import InputError
from afterfit.pipeline.error_slicing import slice_errors
from afterfit.readers import ReadOptions, read_sliced_regressions
from afterfit.results import ErrorSlices, RegressionAnalysis


def frame(n: int = 240, loss: float = 0.0) -> pl.DataFrame:
    """Return torques of 24 recordings; errors at one of three sites are doubled."""
    random = np.random.default_rng(0)
    site = np.arange(n) // 10 % 3
    target = random.normal(10, 2, n)
    return pl.DataFrame(
        {
            "source": [f"{row // 10}.csv" for row in range(n)],
            "offset": np.arange(n),
            "site": [("hall", "yard", "lab")[code] for code in site],
            "noise": random.random(n).round(3),
            "target": target,
            "prediction": target + random.normal(0, 1 + (site == 1), n) + loss,
        }
    )


def written(folder: Path, suffix: str = "csv", name: str = "model", loss: float = 0.0) -> Path:
    path = folder / f"{name}.{suffix}"
    rows = frame(loss=loss)
    match suffix:
        case "csv":
            rows.write_csv(path)
        case "ndjson":
            rows.write_ndjson(path)
        case "parquet":
            rows.write_parquet(path)
        case _:
            texts = {name: rows[name].to_numpy().astype("U8") for name in ("source", "site")}
            numbers = {name: rows[name].to_numpy() for name in rows.columns if name not in texts}
            arrays: dict[str, Any] = {**texts, **numbers}
            np.savez(path, **arrays)
    return path


def sliced(paths: Path | list[Path], *wanted: str) -> tuple[ErrorSlices, ...]:
    return slice_errors(read_sliced_regressions(paths, slices=wanted))


@pytest.mark.parametrize("suffix", ["ndjson", "parquet", "npz"])
def test_every_format_gives_the_same_slices(suffix: str, tmp_path: Path) -> None:
    (one,) = sliced(written(tmp_path), "site", "noise", "site,noise")
    (other,) = sliced(written(tmp_path, suffix), "site", "noise", "site,noise")

    assert [row.value for row in other.rows] == [row.value for row in one.rows]
    assert [row.mae.value for row in other.rows] == pytest.approx(
        [row.mae.value for row in one.rows]
    )


def test_slices_hold_what_a_plain_filter_holds(tmp_path: Path) -> None:
    (found,) = sliced(written(tmp_path), "site")
    rows = frame().filter(pl.col("site") == "yard")
    yard = next(row for row in found.rows if row.value == "yard")

    assert (yard.n_samples, yard.n_sources) == (80, 8)
    judge = (rows["prediction"] - rows["target"]).abs().mean()
    assert yard.mae.value == pytest.approx(judge)


def test_ranges_are_the_same_for_all_variants(tmp_path: Path) -> None:
    files = [written(tmp_path, name=name) for name in ("float32", "int8")]
    one, other = sliced(files, "noise")

    assert (one.variant, other.variant) == ("float32", "int8")
    assert [row.value for row in one.rows] == [row.value for row in other.rows]


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("sight", r"--slice: there is no column 'sight' \(did you mean 'site'\?\)"),
        ("attr_*", r"no column matches 'attr_\*'; the columns that are no predictions are site, n"),
    ],
    ids=["misspelt", "glob"],
)
def test_wrong_columns(wanted: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        read_sliced_regressions(written(tmp_path), slices=[wanted])


def test_files_must_mean_the_same_columns(tmp_path: Path) -> None:
    one, other = written(tmp_path, name="float32"), tmp_path / "int8.csv"
    frame().rename({"noise": "s_noise"}).write_csv(other)
    with pytest.raises(InputError, match=r"--slice: s\* means other columns in .*float32.csv than"):
        read_sliced_regressions([one, other], slices=["s*"])


def test_dropped_rows_are_in_no_slice(tmp_path: Path) -> None:
    rows = frame().with_columns(
        prediction=pl.when(pl.int_range(pl.len()) == 3).then(None).otherwise("prediction")
    )
    rows.write_parquet(tmp_path / "model.parquet")
    read = read_sliced_regressions(
        tmp_path / "model.parquet", ReadOptions(on_bad_rows="drop"), ["site"]
    )
    (found,) = slice_errors(read)

    assert [(row.value, row.n_samples) for row in found.rows] == [
        ("hall", 79),
        ("lab", 80),
        ("yard", 80),
    ]


def test_from_the_command_line(tmp_path: Path) -> None:
    files = [str(written(tmp_path, name=name)) for name in ("float32", "int8")]
    output = tmp_path / "out"
    words = ["analyze", *files, "--task", "regression", "--slice", "site", "--units", "Nm"]
    result = CliRunner().invoke(app, [*words, "-o", str(output), "--format", "json"])

    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    assert [one["scope"]["variant"] for one in answer["slices"]] == ["float32", "int8"]
    (finding,) = [one for one in answer["findings"] if one["code"] == "SL001"]
    assert finding["outcome"] == "raised"
    assert finding["claim"].startswith("Where site is yard, the mean absolute error of target is ")
    page = (output / "report.html").read_text(encoding="utf-8")
    assert "Where it fails" in page
    assert "Errors by slice: target (Nm)" in page


class TestInMemory:
    def test_slices(self) -> None:
        found = afterfit.analyze_regression(
            [1.0, 2.0, 3.0], [1.5, 2.0, 3.0], slices={"site": ["hall", "yard", None]}
        )
        assert isinstance(found.analysis, RegressionAnalysis)
        (slices,) = found.analysis.slices

        assert [(row.value, row.mae.value) for row in slices.rows] == [
            ("hall", 0.5),
            ("yard", 0.0),
            ("(missing)", 0.0),
        ]
        assert slices.table()["value"].to_list() == ["hall", "yard", "(missing)"]

    def test_each_sample_needs_a_value(self) -> None:
        with pytest.raises(InputError, match="slices -> site: slices must have one value for each"):
            afterfit.analyze_regression([1.0, 2.0], [1.0, 2.0], slices={"site": ["hall"]})
