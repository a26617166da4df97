from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import polars as pl
import pytest

from afterfit.engines import tally_locally
from afterfit.errors import InputError
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.tables import analyze_table
from afterfit.readers import ReadOptions, open_predictions, read_predictions, write_predictions
from afterfit.records import Predictions
from afterfit.results import NoLabelSuspects, to_json
from afterfit.statistics.tally_batch import ROWS_FOR_TABLES
from tests.kernels.needs_compiled import needs_compiled

CLASSES = ("idle", "walk", "run")


def predictions(variant: str, split: str, noise: float, seed: int = 0) -> Predictions:
    rng = np.random.default_rng([seed, len(split)])
    n = 400
    y_true = rng.integers(0, 3, n)
    own = np.random.default_rng([seed, len(variant)])
    logits = 3 * np.eye(3)[y_true] + own.normal(0, noise, (n, 3))
    powers = np.exp(logits)
    return Predictions(
        class_names=CLASSES,
        y_true=y_true,
        scores=powers / powers.sum(axis=1, keepdims=True),
        source=np.arange(n) // 10,
        source_names=tuple(f"rec_{i:02d}.csv" for i in range(40)),
        offset=np.arange(n) % 10,
        variant=variant,
        split=split,
    )


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for variant, noise in (("float32", 1.2), ("int8", 1.6)):
        for split in ("validation", "test"):
            one = predictions(variant, split, noise)
            write_predictions(one, tmp_path / f"{variant}_{split}.parquet")
    return tmp_path


def test_files_say_what_their_rows_say(folder: Path) -> None:
    rows = read_predictions(folder)
    from_rows = analyze_predictions(rows, max_errors_per_class=20)
    found = analyze_table(open_predictions(folder))
    assert to_json(found.analysis) == to_json(from_rows)
    assert found.notes == ()


@pytest.mark.parametrize("rows_per_shard", [7, 100, 100_000])
def test_how_rows_are_cut_makes_no_difference(folder: Path, rows_per_shard: int) -> None:
    whole = analyze_table(open_predictions(folder))
    cut = analyze_table(open_predictions(folder, rows_per_shard=rows_per_shard))
    assert to_json(cut.analysis) == to_json(whole.analysis)


def test_beyond_the_limit_scores_are_binned_and_it_is_said(folder: Path) -> None:
    exact = analyze_table(open_predictions(folder))
    binned = analyze_table(open_predictions(folder), exact_scores=0)
    one, other = (found.analysis.of("int8", "test") for found in (exact, binned))
    assert one is not None
    assert other is not None
    assert one.confusion == other.confusion
    assert one.quality.estimate("accuracy") == other.quality.estimate("accuracy")
    for sharp, coarse in zip(one.quality.classes, other.quality.classes, strict=True):
        assert coarse.roc_auc.value == pytest.approx(sharp.roc_auc.value, abs=1e-3)
    assert isinstance(other.label_suspects, NoLabelSuspects)
    assert binned.analysis.temperatures == ()
    assert any("fine bins" in note for note in binned.notes)


@needs_compiled
@pytest.mark.parametrize("exact_scores", [0, 10_000_000], ids=["in bins", "one by one"])
def test_compiled_loops_in_threads_say_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, exact_scores: int
) -> None:
    few = predictions("float32", "test", 1.2)
    rows = np.arange(2 * ROWS_FOR_TABLES) % len(few)
    write_predictions(
        replace(
            few, **{n: getattr(few, n)[rows] for n in ("y_true", "scores", "source", "offset")}
        ),
        tmp_path / "float32_test.parquet",
    )
    table = open_predictions(tmp_path, rows_per_shard=ROWS_FOR_TABLES)

    monkeypatch.setattr("concurrent.futures.ProcessPoolExecutor", None)
    analyze = partial(analyze_table, table, exact_scores=exact_scores)
    compiled = analyze(engine=partial(tally_locally, n_processes=2))
    monkeypatch.setattr("afterfit.kernels.library.library", lambda: None)
    by_numpy = analyze()
    assert to_json(compiled.analysis) == to_json(by_numpy.analysis)


def test_variants_on_other_samples_are_not_compared_and_it_is_said(tmp_path: Path) -> None:
    write_predictions(predictions("float32", "test", 1.0), tmp_path / "a.parquet")
    write_predictions(predictions("int8", "test", 1.0, seed=1), tmp_path / "b.parquet")
    found = analyze_table(open_predictions(tmp_path))
    assert found.analysis.comparisons == ()
    assert any("int8 is not compared with float32" in note for note in found.notes)


DROP = ReadOptions(on_bad_rows="drop")


def test_rows_that_were_left_out_are_counted_and_named(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("label,score_a,score_b\na,0.9,0.1\nb,nan,0.5\nb,0.2,0.8\n")
    found = analyze_table(open_predictions(path, DROP))
    assert found.notes == (
        "1 of 3 rows was left out: it holds no probabilities. "
        f"It is {path}, row 3: a score is nan or missing.",
    )
    assert found.analysis.variants[0].quality.scope.n_samples == 2


@pytest.mark.parametrize("rows_per_shard", [1, 3, 100])
def test_of_very_many_left_out_rows_the_first_are_named(
    tmp_path: Path, rows_per_shard: int
) -> None:
    bad = ["b,inf,0", "a,nan,1", "b,0.5,0.9", "a,-1,2"] * 5
    good = ["a,0.9,0.1", "b,0.2,0.8"] * 20
    paths = [tmp_path / "one.csv", tmp_path / "two.csv"]
    for path in paths:
        path.write_text("\n".join(["label,score_a,score_b", *good, *bad]))
    table = open_predictions(tmp_path, DROP, rows_per_shard=rows_per_shard)
    (note,) = analyze_table(table, exact_scores=0).notes[:1]
    assert note.startswith("40 of 120 rows were left out")
    assert [f"{paths[0]}, row {row}" in note for row in range(42, 48)] == [True] * 5 + [False]
    assert str(paths[1]) not in note


def test_predicted_classes_without_scores_give_what_can_be_given(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    rows = [("a", "a"), ("a", "b"), ("b", "b"), ("b", "b")] * 10
    pl.DataFrame(rows, schema=["label", "prediction"], orient="row").write_csv(path)
    (one,) = analyze_table(open_predictions(path)).analysis.variants
    assert one.quality.estimate("accuracy").value == 0.75
    assert np.isnan(one.quality.estimate("log_loss").value)
    assert np.isnan(one.quality.classes[0].roc_auc.value)


def test_multi_label_is_a_task_of_its_own(tmp_path: Path) -> None:
    path = tmp_path / "p.csv"
    path.write_text("label_a,label_b,score_a,score_b\n1,0,0.9,0.3\n1,1,0.8,0.9\n")
    table = open_predictions(path, ReadOptions(task="multilabel", label="label_*"))
    with pytest.raises(InputError, match="opened as multilabel"):
        analyze_table(table)


@pytest.mark.parametrize(
    "name",
    ["<script>alert(1)</script>", '"quoted"', "a,b", "=cmd()", "../x", "x" * 200, "🙂"],
)
def test_any_name_of_a_class_survives(tmp_path: Path, name: str) -> None:
    two = replace(
        predictions("int8", "test", 1.0), class_names=(name, "other", "third"), variant=name
    )
    write_predictions(two, tmp_path / "p.parquet")
    found = analyze_table(open_predictions(tmp_path))
    assert found.analysis.class_names == (name, "other", "third")
