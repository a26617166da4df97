import math
from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from afterfit.analyses import analyze_variant
from afterfit.results import Analysis, DuplicateGroup, Result, Shown, WindowPlace
from tests.statistics.sample_predictions import predictions_of
from tests.views.test_show import ANALYSIS, REACHED, RESULTS, UNREACHED, VARIANT

EMPTY = analyze_variant(predictions_of([], np.zeros((0, 3))), None)

NO_ALARMS = ("no_k_table", "no_detection", "no_normal_scores")


@pytest.mark.parametrize("result", RESULTS, ids=lambda result: result.kind)
def test_every_result_has_a_frame_of_typed_numbers(result: Result) -> None:
    frame = result.table()
    assert isinstance(result, Shown)
    nothing = ("duplicate_windows", "no_separability", *NO_ALARMS)
    assert len(frame) or result.kind in nothing, "none to show"
    assert not {pl.Null, pl.Object} & set(frame.dtypes)
    assert {kind for kind in frame.dtypes if kind.is_numeric()}
    assert not any(frame[name].is_nan().any() for name in frame.columns
                   if frame.schema[name].is_float())  # fmt: skip


@pytest.mark.parametrize(
    "name", [name for name in VARIANT.__slots__ if isinstance(getattr(VARIANT, name), Shown)]
)
def test_no_rows_have_the_same_columns(name: str) -> None:
    empty, full = (getattr(one, name).table() for one in (EMPTY, VARIANT))
    assert empty.schema == full.schema


def test_an_analysis_has_every_metric_of_every_variant_and_split() -> None:
    frame = ANALYSIS.table()
    assert frame.columns == [
        "variant", "split", "class", "metric", "value", "low", "high", "n", "method"]  # fmt: skip
    for one in ANALYSIS.variants:
        for estimate in one.quality.overall:
            row = frame.row(
                by_predicate=(pl.col("variant") == one.variant)
                & (pl.col("split") == one.split)
                & (pl.col("metric") == estimate.metric)
                & pl.col("class").is_null(),
                named=True,
            )
            known = None if math.isnan(estimate.value) else estimate.value
            assert (row["value"], row["n"]) == (known, estimate.n)
    recalls = frame.filter(variant="int8", split="test", metric="recall")
    assert recalls["class"].to_list() == list(ANALYSIS.class_names)


def test_an_analysis_of_nothing_has_no_rows_and_no_chart() -> None:
    nothing = Analysis(("a",), (), (), ())
    assert nothing.table().schema == ANALYSIS.table().schema
    assert "<table" in nothing._repr_html_()
    assert "<svg" not in nothing._repr_html_()


def test_counts_of_frames_are_those_of_results() -> None:
    assert VARIANT.confusion.table()["n"].sum() == VARIANT.confusion.scope.n_samples
    margins = VARIANT.margins.table().filter(pl.col("predicted_class").is_null())
    assert (margins["correct"] + margins["wrong"]).sum() == VARIANT.margins.scope.n_samples
    bins = VARIANT.calibration.table().group_by("bins").agg(pl.col("n").sum())
    assert bins["n"].to_list() == [VARIANT.calibration.scope.n_samples] * 2
    assert VARIANT.files.table()["n_wrong"].sum() == VARIANT.errors.n_errors


def test_thresholds_give_the_shares_of_their_counts() -> None:
    frame = VARIANT.thresholds.table().filter(pl.col("class") == VARIANT.confusion.class_names[0])
    sweep = VARIANT.thresholds.classes[0]
    assert frame["threshold"].to_list() == sweep.thresholds.tolist()
    assert (frame["tp"] + frame["fn"] == sweep.n_positives).all()
    assert frame["precision"].to_list()[0] is None, "nothing is found at inf"
    last = frame.row(-1, named=True)
    assert (last["recall"], last["false_positive_rate"], last["tn"]) == (1.0, 1.0, 0)


def test_equal_windows_share_a_group() -> None:
    places = tuple(WindowPlace(split, "a.csv", 7, "idle") for split in ("train", "test"))
    found = replace(ANALYSIS.duplicates[0], groups=(DuplicateGroup(places, constant=True),))
    assert found.table().rows() == [
        (0, "train", "a.csv", 7, "idle", True),
        (0, "test", "a.csv", 7, "idle", True),
    ]


def test_a_wish_is_reached_or_not() -> None:
    reached, unreached = REACHED.table(), UNREACHED.table()
    assert pl.concat([reached, unreached])["min_confidence"].to_list() == [0.6, None]
    assert unreached["best_accuracy"].item() == 0.8


def test_it_shows_itself_in_a_notebook() -> None:
    shown = VARIANT.confusion._repr_html_()
    assert shown.startswith("<svg")
    assert "<table" in shown
    assert "<script>alert" not in shown, "class names are text"
    bundle = VARIANT.confusion.chart()._repr_mimebundle_(include=None, exclude=None)
    assert bundle["application/vnd.vegalite.v6+json"]["title"]
    assert bundle["image/svg+xml"].startswith("<svg")
