import json
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from typer.testing import CliRunner

import afterfit
from afterfit.cli.main import app
from afterfit.errors import InputError
from afterfit.pipeline.slice_codes import coded_records
from afterfit.readers import read_anomaly_scores, read_sliced_anomaly_scores, write_anomaly_scores
from afterfit.results import AnomalyAnalysis

N = 600


def frame(split: str = "test", noise: float = 0.0) -> pl.DataFrame:
    """Return scores of 60 recordings; normal samples of the yard look unusual."""
    random = np.random.default_rng({"train": 0, "validation": 1, "test": 2}[split])
    source = np.arange(N) // 10
    fault = random.random(N) < (0.0 if split == "train" else 0.4)
    yard = (source % 3 == 1) & (split != "train")
    score = random.normal(10, 1, N) + 4 * fault + 2 * (yard & ~fault)
    return pl.DataFrame(
        {
            "source": [f"{split}-{code}.csv" for code in source.tolist()],
            "offset": np.arange(N),
            "split": [split] * N,
            "label": ["fault" if one else "normal" for one in fault.tolist()],
            "score": score + noise * random.normal(0, 1, N),
            "site": [("hall", "yard", "lab")[code] for code in (source % 3).tolist()],
            "wind": random.random(N).round(3),
        }
    )


def written(folder: Path, name: str = "float32", suffix: str = "csv", noise: float = 0.0) -> Path:
    rows = pl.concat([frame(split, noise) for split in ("train", "validation", "test")])
    path = folder / f"{name}.{suffix}"
    if suffix == "csv":
        rows.write_csv(path)
    elif suffix == "ndjson":
        rows.write_ndjson(path)
    else:
        rows.write_parquet(path)
    return path


@pytest.mark.parametrize("suffix", ["ndjson", "parquet"])
def test_every_format_gives_the_same_slices(suffix: str, tmp_path: Path) -> None:
    wanted = ["site", "wind", "site,wind"]
    one, other = (
        list(coded_records(read_sliced_anomaly_scores([path], slices=wanted)))
        for path in (written(tmp_path), written(tmp_path, suffix=suffix))
    )

    assert [each.rows.split for each in one] == ["train", "validation", "test"]
    for mine, theirs in zip(one, other, strict=True):
        assert mine.slicings == theirs.slicings
        assert np.array_equal(mine.codes, theirs.codes)


def test_records_of_our_own_keep_their_columns(tmp_path: Path) -> None:
    (test,) = read_anomaly_scores([written(tmp_path)])[2:]
    path = tmp_path / "own.parquet"
    write_anomaly_scores(test, path, {"attr_flat_share": np.arange(N) / N})
    read = read_sliced_anomaly_scores([path], slices=["attr_*"])

    assert read.columns == (("attr_flat_share",),)
    assert read.cells[0]["attr_flat_share"].to_list() == (np.arange(N) / N).tolist()
    assert read.rows[0].score.tolist() == test.score.tolist()


def test_training_scores_need_no_columns(tmp_path: Path) -> None:
    frame("test").write_csv(tmp_path / "test.csv")
    frame("train").drop("site", "wind", "label").write_csv(tmp_path / "train.csv")
    words = [str(tmp_path / "test.csv"), "--train-scores", str(tmp_path / "train.csv")]
    options = ["--task", "anomaly", "--slice", "site", "-o", str(tmp_path / "out")]
    result = CliRunner().invoke(app, ["analyze", *words, *options, "--format", "json"])

    assert result.exit_code == 0, result.output
    (slices,) = json.loads(result.stdout)["slices"]
    assert slices["scope"]["split"] == "test"


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        ("sight", r"--slice: there is no column 'sight' \(did you mean 'site'\?\)"),
        ("attr_*", r"no column matches 'attr_\*'; the columns that are no predictions are site, w"),
    ],
    ids=["misspelt", "glob"],
)
def test_wrong_columns(wanted: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        read_sliced_anomaly_scores([written(tmp_path)], slices=[wanted])


def test_files_must_mean_the_same_columns(tmp_path: Path) -> None:
    one, other = written(tmp_path), tmp_path / "int8.csv"
    frame().rename({"wind": "s_wind"}).write_csv(other)
    with pytest.raises(InputError, match=r"--slice: s\* means other columns in .*float32.csv than"):
        read_sliced_anomaly_scores([one, other], slices=["s*"])


def test_from_the_command_line(tmp_path: Path) -> None:
    files = [str(written(tmp_path)), str(written(tmp_path, "int8", noise=0.3))]
    words = ["analyze", *files, "--task", "anomaly", "--slice", "site", "--slice", "wind"]
    output = tmp_path / "out"
    result = CliRunner().invoke(app, [*words, "-o", str(output), "--format", "json"])

    assert result.exit_code == 0, result.output
    answer = json.loads(result.stdout)
    places = [(one["scope"]["variant"], one["scope"]["split"]) for one in answer["slices"]]
    assert places[:3] == [("float32", split) for split in ("train", "validation", "test")]
    assert {one["candidate"]["variant"] for one in answer["slice_changes"]} == {"int8"}
    (finding,) = [one for one in answer["findings"] if one["code"] == "SL001"]
    assert finding["outcome"] == "raised"
    assert finding["claim"].startswith("Where site is yard, ")
    page = (output / "report.html").read_text(encoding="utf-8")
    for words_shown in ("Where it fails", "False alarms by slice", "Anomalies found by slice"):
        assert words_shown in page
    assert "ROC AUC by slice" in page
    assert "int8 against float32, by slice" in page


class TestInMemory:
    def test_slices(self) -> None:
        found = afterfit.analyze_anomaly(
            [1.0, 9.0, 9.0, 1.0],
            [0, 0, 1, 1],
            train_scores=[0.9, 1.0, 1.1],
            slices={"site": ["hall", "yard", "yard", None]},
        )
        assert isinstance(found.analysis, AnomalyAnalysis)
        (slices,) = found.analysis.slices

        shares = [(row.value, row.false_alarms.rate.value) for row in slices.rows]
        assert shares[:2] == [("hall", 0.0), ("yard", 1.0)]
        assert slices.rows[2].found.rate.value == 0.0
        table = slices.table().filter(kind="anomaly")
        assert table["alarm_rate"].to_list() == [None, 1.0, 0.0]
        assert "Where it fails" in found.page()

    def test_each_sample_needs_a_value(self) -> None:
        with pytest.raises(InputError, match="slices -> site: slices must have one value for each"):
            afterfit.analyze_anomaly([1.0, 2.0], [0, 1], slices={"site": ["hall"]})
