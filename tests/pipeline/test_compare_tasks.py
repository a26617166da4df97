"""Comparison of regressions, forecasts, anomaly scores and labels, by what the files state."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from sklearn.metrics import mean_absolute_error, r2_score

from afterfit.errors import InputError
from afterfit.pipeline.budget import usual_budget
from afterfit.pipeline.compare import compare
from afterfit.pipeline.folder import RunFolder
from afterfit.pipeline.shipping import Shipping
from afterfit.readers import (
    ReadOptions,
    write_anomaly_scores,
    write_forecasts,
    write_predictions,
    write_regression,
)
from afterfit.results import (
    Analysis,
    AnomalyAnalysis,
    CostFigure,
    ForecastAnalysis,
    MultilabelAnalysis,
    RegressionAnalysis,
    TaskAnalysis,
    VariantCosts,
)
from afterfit.views import headline_of
from tests.pipeline.test_gates_of_tasks import regression
from tests.report.sample_run import make_windows, score
from tests.statistics.sample_anomalies import three_splits
from tests.statistics.sample_numbers import forecasts_of, windows_of


def advice(analysis: TaskAnalysis | None) -> str:
    assert analysis is not None
    assert analysis.decision is not None
    return headline_of(analysis.decision.recommendation)


@pytest.fixture
def pair(tmp_path: Path) -> tuple[Path, Path]:
    """Return files whose names say nothing of the variants in them."""
    paths = tmp_path / "a.parquet", tmp_path / "b.parquet"
    for path, variant, noise in zip(paths, ("float32", "int8"), (0.0, 0.3), strict=True):
        write_regression(regression(variant, noise), path)
    return paths


def test_regressions_by_the_names_in_their_files(pair: tuple[Path, Path], tmp_path: Path) -> None:
    outcome = compare(*pair, output=tmp_path / "out")
    assert isinstance(outcome.analysis, RegressionAnalysis)
    (cost,) = outcome.analysis.comparisons
    assert (cost.reference.variant, cost.candidate.variant) == ("float32", "int8")
    assert advice(outcome.analysis).startswith("Ship float32")
    page = (tmp_path / "out" / "report.html").read_text(encoding="utf-8")
    assert "Ship float32" in page


def test_changes_are_differences_of_the_metrics(pair: tuple[Path, Path], tmp_path: Path) -> None:
    analysis = compare(*pair, output=tmp_path / "out").analysis
    assert isinstance(analysis, RegressionAnalysis)
    one, other = regression("float32", 0.0), regression("int8", 0.3)
    for place, output in enumerate(analysis.comparisons[0].outputs):
        for name, judge in (("mae", mean_absolute_error), ("r2", r2_score)):
            found = output.metric(name)
            assert found is not None
            values = [judge(each.y_true[:, place], each.y_pred[:, place]) for each in (one, other)]
            assert [found.reference, found.candidate] == pytest.approx(values)
            assert found.change.value == pytest.approx(values[1] - values[0])
            assert found.change.low <= found.change.value <= found.change.high
            assert found.change.method == "paired bootstrap, clustered"


@pytest.mark.parametrize(("margin", "ship"), [(0.9, "int8"), (0.05, "float32"), (None, "float32")])
def test_the_margin_decides(
    pair: tuple[Path, Path], margin: float | None, ship: str, tmp_path: Path
) -> None:
    budget = usual_budget("regression")
    if margin is not None:
        budget = replace(budget, margin=margin)
    unknown = CostFigure.unknown("not given")
    costs = [
        VariantCosts(name, CostFigure.of(size, "measured", "file"), unknown, unknown)
        for name, size in (("float32", 4000), ("int8", 1000))
    ]
    shipping = Shipping.given(budget, costs)
    analysis = compare(*pair, output=tmp_path / "out", shipping=shipping).analysis
    assert advice(analysis).startswith(f"Ship {ship}")


def test_a_column_of_variants_in_one_file(pair: tuple[Path, Path], tmp_path: Path) -> None:
    frames = [pl.read_parquet(path).with_columns(variant=pl.lit(n)) for path, n in
              zip((*pair, pair[0]), ("f", "q", "z"), strict=True)]  # fmt: skip
    both = tmp_path / "all.csv"
    pl.concat(frames).write_csv(both)
    options = ReadOptions(task="regression", units="mmHg")
    analysis = compare(
        both, both, options, reference_variant="f", candidate_variant="q", output=tmp_path / "out"
    ).analysis
    assert isinstance(analysis, RegressionAnalysis)
    assert [one.variant for one in analysis.variants] == ["f", "q"]
    assert analysis.units == ("mmHg", "mmHg")
    with pytest.raises(InputError, match="holds the variants f, q, z; say which with --cand"):
        compare(both, both, options, reference_variant="f", output=tmp_path / "out")
    with pytest.raises(InputError, match="but both are f of"):
        compare(both, both, options, reference_variant="f", candidate_variant="f")


def test_a_column_of_variants_of_classifiers(tmp_path: Path) -> None:
    windows = make_windows("test", 48)
    frames = []
    for name, noise in (("f", 0.8), ("q", 1.2), ("z", 2.0)):
        path = tmp_path / f"{name}.parquet"
        write_predictions(score(windows, name, noise=noise).predictions, path)
        frames.append(pl.read_parquet(path).with_columns(variant=pl.lit(name)))
    both = tmp_path / "all.csv"
    pl.concat(frames).write_csv(both)
    chosen = compare(
        both, both, reference_variant="z", candidate_variant="f", output=tmp_path / "out"
    ).analysis
    apart = compare(
        tmp_path / "z.parquet", tmp_path / "f.parquet", output=tmp_path / "apart"
    ).analysis
    assert isinstance(chosen, Analysis)
    assert isinstance(apart, Analysis)
    assert [one.variant for one in chosen.variants] == ["z", "f"]
    assert chosen.paired[0].accuracy_change == apart.paired[0].accuracy_change


def test_forecasts(tmp_path: Path) -> None:
    random = np.random.default_rng(5)
    past, y_true = windows_of(2 + random.normal(0, 1, (120, 1)), 4, 3)
    for name in ("one", "two"):
        y_pred = y_true + random.normal(0, 0.5, y_true.shape)
        rows = forecasts_of(y_true, y_pred, history=past, variant=name)
        write_forecasts(rows, tmp_path / f"{name}.parquet")
    paths = tmp_path / "one.parquet", tmp_path / "two.parquet"
    analysis = compare(*paths, output=tmp_path / "out").analysis
    assert isinstance(analysis, ForecastAnalysis)
    assert analysis.comparisons[0].candidate.variant == "two"
    assert advice(analysis).startswith("Ship ")


def test_anomaly_scores_of_one_run_folder(tmp_path: Path) -> None:
    run = RunFolder(tmp_path / "run")
    for variant, noise in (("float32", 0.0), ("int8", 3.0)):
        for one in three_splits(variant=variant, noise=noise, strength=(3.0, 3.0)):
            write_anomaly_scores(one, run.predictions(variant, one.split))
    analysis = compare(
        run.root,
        run.root,
        reference_variant="float32",
        candidate_variant="int8",
        output=tmp_path / "out",
    ).analysis
    assert isinstance(analysis, AnomalyAnalysis)
    assert advice(analysis).startswith("Ship float32")
    assert len(analysis.chosen) == 2


def test_labels(tmp_path: Path) -> None:
    random = np.random.default_rng(2)
    true = random.random((200, 2)) < 0.4
    for name, noise in (("f", 0.3), ("q", 0.32)):
        scores = np.clip(true * 0.6 + 0.2 + random.normal(0, noise, true.shape), 0, 1)
        columns = {f"label_{i}": true[:, i].astype(int) for i in range(2)}
        columns |= {f"score_{i}": scores[:, i] for i in range(2)}
        pl.DataFrame(columns).write_csv(tmp_path / f"{name}.csv")
    options = ReadOptions(task="multilabel", label="label_*", scores="score_*")
    analysis = compare(
        tmp_path / "f.csv", tmp_path / "q.csv", options, output=tmp_path / "out"
    ).analysis
    assert isinstance(analysis, MultilabelAnalysis)
    assert advice(analysis).startswith("Ship ")


def test_mistakes_are_one_sentence(pair: tuple[Path, Path], tmp_path: Path) -> None:
    other = regression("int8", 0.3)
    write_regression(replace(other, y_true=other.y_true + 1), pair[1])
    with pytest.raises(InputError, match="only on the same samples"):
        compare(*pair, output=tmp_path / "out")
    write_anomaly_scores(three_splits()[2], pair[1])
    with pytest.raises(InputError, match=r"of regression and .* of anomaly; compare two"):
        compare(*pair, output=tmp_path / "out")
    assert not (tmp_path / "out").exists()
