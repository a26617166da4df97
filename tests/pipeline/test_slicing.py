from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import polars as pl
import pytest

import afterfit
from afterfit.engines import engine_named
from afterfit.errors import InputError
from afterfit.pipeline.slicing import count_slices, plan_slicings
from afterfit.pipeline.tables import analyze_table
from afterfit.readers import ReadOptions, open_predictions
from afterfit.results import Analysis, to_json
from tests.statistics.identical import assert_identical

WANTED = ("site", "noise", "site,late", "meta_*")


def frame(seed: int = 0, n: int = 240, loss: float = 0.0) -> pl.DataFrame:
    random = np.random.default_rng(seed)
    source = np.arange(n) // 8
    label = source % 2
    taken = np.where(random.random(n) < 0.1, 1 - label, label)
    noise = random.gamma(2, 0.5, n)
    taken = np.where((noise > 1.5) & (random.random(n) < loss), 1 - label, taken)
    return pl.DataFrame(
        {
            "source": [f"rec{one:02d}.csv" for one in source],
            "label": [("idle", "fan")[one] for one in label],
            "score_idle": np.where(taken == 0, 0.8, 0.2),
            "score_fan": np.where(taken == 1, 0.8, 0.2),
            "site": [("hall", "yard", None)[one % 3] for one in source],
            "noise": noise,
            "late": source % 4 == 0,
            "meta_hour": np.arange(n) % 24,
        }
    )


def as_csv(path: Path) -> Path:
    frame().write_csv(path.with_suffix(".csv"))
    return path.with_suffix(".csv")


def as_ndjson(path: Path) -> Path:
    frame().write_ndjson(path.with_suffix(".ndjson"))
    return path.with_suffix(".ndjson")


def as_parquet(path: Path) -> Path:
    frame().write_parquet(path.with_suffix(".parquet"))
    return path.with_suffix(".parquet")


def as_npz(path: Path) -> Path:
    columns = frame().with_columns(pl.col("site").fill_null("")).to_dict(as_series=False)
    arrays: dict[str, Any] = {name: np.array(one) for name, one in columns.items()}
    np.savez(path.with_suffix(".npz"), **arrays)
    return path.with_suffix(".npz")


def analyzed(
    path: Path | list[Path], *, rows: int | None = None, engine: str = "local"
) -> Analysis:
    table = open_predictions(path, ReadOptions(), rows_per_shard=rows)
    return analyze_table(table, engine=engine_named(engine), slices=WANTED).analysis


@pytest.mark.parametrize("write", [as_csv, as_ndjson, as_npz])
def test_every_format_gives_the_same_slices(write: Callable[[Path], Path], tmp_path: Path) -> None:
    (one,) = analyzed(as_parquet(tmp_path / "model")).slices
    (other,) = analyzed(write(tmp_path / "model")).slices
    shown = ("column", "n_samples", "n_wrong", "p_value")

    assert [row.value.lower() for row in other.rows] == [row.value for row in one.rows]
    for name in shown:
        ours, theirs = ([getattr(row, name) for row in each.rows] for each in (one, other))
        assert theirs == pytest.approx(ours, nan_ok=True) if name == "p_value" else theirs == ours


def test_how_files_are_cut_makes_no_difference(tmp_path: Path) -> None:
    frame().write_parquet(tmp_path / "part-0.parquet")
    whole = analyzed(tmp_path / "part-0.parquet")
    in_rows = analyzed(tmp_path / "part-0.parquet", rows=7)

    assert to_json(whole.slices[0]) == to_json(in_rows.slices[0])


def test_a_cluster_gives_the_same_to_the_last_byte(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    from distributed import LocalCluster

    frame().write_parquet(tmp_path / "model.parquet")
    table = open_predictions(tmp_path / "model.parquet", rows_per_shard=30)
    slicings = plan_slicings(table, WANTED)
    with LocalCluster(
        n_workers=1, threads_per_worker=1, dashboard_address=None, silence_logs=50
    ) as cluster:
        dask = engine_named(f"dask={cluster.scheduler_address}")
        assert plan_slicings(table, WANTED, dask) == slicings
        (there,) = count_slices(table, slicings, dask)
    (here,) = count_slices(table, slicings)
    assert_identical(there, here)


def test_slices_hold_what_a_plain_filter_holds(tmp_path: Path) -> None:
    (found,) = analyzed(as_parquet(tmp_path / "model")).slices
    rows = frame().with_columns(
        right=(pl.col("score_idle") > 0.5) == (pl.col("label") == "idle"),
        site=pl.col("site").fill_null("(missing)"),
    )
    for row in found.rows:
        if row.column == "site":
            here = rows.filter(site=row.value)
            assert (row.n_samples, row.n_wrong) == (len(here), int((~here["right"]).sum()))
        if row.column == "site,late":
            site, late = row.value.split(", ")
            here = rows.filter(site=site, late=late == "true")
            assert row.accuracy.value == pytest.approx(here["right"].mean())
    assert {row.column for row in found.rows} == {"site", "noise", "site,late", "meta_hour"}


def test_float_against_int8_in_each_slice(tmp_path: Path) -> None:
    frame().write_parquet(tmp_path / "a_float.parquet")
    frame(loss=0.5).write_parquet(tmp_path / "b_int8.parquet")
    analysis = analyzed([tmp_path / "a_float.parquet", tmp_path / "b_int8.parquet"])
    (changes,) = analysis.slice_changes
    worst = min(changes.rows, key=lambda row: row.change.value)

    assert (changes.reference.variant, changes.candidate.variant) == ("a_float", "b_int8")
    assert worst.value.endswith("and above")
    assert worst.change.high < 0


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        (
            "sight",
            r"--slice: there is no column 'sight' \(did you mean 'site'\?\); the columns are",
        ),
        (
            "attr_*",
            r"no column matches 'attr_\*'; the columns that are no predictions are site, no",
        ),
        ("site,day", r"there is no column 'day'; the columns are"),
    ],
    ids=["misspelt", "glob", "one of two"],
)
def test_wrong_columns(wanted: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(InputError, match=said):
        plan_slicings(open_predictions(as_parquet(tmp_path / "model")), [wanted])


def test_a_column_of_some_files_is_no_slice_of_all(tmp_path: Path) -> None:
    frame().write_parquet(tmp_path / "a.parquet")
    frame().drop("site").write_parquet(tmp_path / "b.parquet")
    table = open_predictions(tmp_path)
    with pytest.raises(InputError, match=r"there is no column 'site' in .*b\.parquet"):
        plan_slicings(table, ["site"])
    planned = plan_slicings(table, ["*"])
    assert "site" not in {column.name for slicing in planned for column in slicing.columns}


def test_lists_are_no_slices(tmp_path: Path) -> None:
    frame().with_columns(tags=pl.lit([1, 2])).write_parquet(tmp_path / "model.parquet")
    with pytest.raises(InputError, match="column 'tags' holds lists, which are no slices"):
        plan_slicings(open_predictions(tmp_path / "model.parquet"), ["tags"])


def test_some_tasks_are_not_sliced_yet() -> None:
    with pytest.raises(InputError, match=r"--slice: .* are sliced, not the task 'multilabel'"):
        afterfit.analyze_files("a.csv", ReadOptions(task="multilabel"), slices=["site"])


def test_dropped_rows_are_in_no_slice(tmp_path: Path) -> None:
    rows = frame().with_columns(
        score_idle=pl.when(pl.int_range(pl.len()) == 3).then(9.0).otherwise("score_idle")
    )
    rows.write_parquet(tmp_path / "model.parquet")
    table = open_predictions(tmp_path / "model.parquet", ReadOptions(on_bad_rows="drop"))
    (found,) = analyze_table(table, slices=["site"]).analysis.slices

    assert [row.n_samples for row in found.rows] == [79, 80, 80]


class TestInMemory:
    def test_slices(self) -> None:
        found = afterfit.analyze(
            [0, 1, 1, 0],
            [0.1, 0.8, 0.4, 0.3],
            slices={"site": ["hall", "yard", "yard", None], "level": [1.0, 2.0, 2.0, 1.0]},
        )
        (slices,) = found.analysis.slices

        assert [(row.column, row.value, row.n_wrong) for row in slices.rows] == [
            ("site", "hall", 0),
            ("site", "yard", 1),
            ("site", "(missing)", 0),
            ("level", "1", 0),
            ("level", "2", 1),
        ]

    def test_each_sample_needs_a_value(self) -> None:
        with pytest.raises(InputError, match="slices -> site: slices must have one value for each"):
            afterfit.analyze([0, 1], [0.1, 0.8], slices={"site": ["hall"]})
