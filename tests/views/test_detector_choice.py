"""What charts and tables of chosen confidences and sliced images say."""

from dataclasses import replace

import pytest

from afterfit.results import DetectorPoints, DetectorSlices, NoDetectorPoint
from afterfit.views import (
    chart_detector_points,
    chart_detector_slices,
    describe_detector_points,
    describe_detector_slices,
    table_detector_points,
    table_detector_slices,
)
from tests.analyses.detection.sample_detections import detector_results

pytest.importorskip("hotcoco", reason="needs afterfit[detection]")


@pytest.fixture(scope="module")
def points() -> DetectorPoints:
    return next(one for one in detector_results() if isinstance(one, DetectorPoints))


@pytest.fixture(scope="module")
def slices() -> DetectorSlices:
    return next(one for one in detector_results() if isinstance(one, DetectorSlices))


def test_points_stand_in_a_row_each(points: DetectorPoints) -> None:
    table = table_detector_points(points)
    assert [row[0] for row in table.rows] == ["all classes together", "cat", "dog", "owl"]
    assert "the same, so a little too good" in table.note
    assert describe_detector_points(points).endswith("--validation-truth and --validation.")


def test_a_class_without_a_point_says_why(points: DetectorPoints) -> None:
    none = NoDetectorPoint("", "The highest precision that any confidence gives is 0.500.")
    without = replace(points, answers=(none, *points.answers[1:]))
    assert table_detector_points(without).rows[0][:2] == ("all classes together", "none")
    assert none.reason in table_detector_points(without).note
    assert none.reason in describe_detector_points(without)
    drawn = chart_detector_points(without)
    assert drawn.spec["layer"][2]["data"]["values"] == []
    assert "none gives highest F1" in drawn.description


def test_curves_are_drawn_with_their_bands(points: DetectorPoints) -> None:
    rows = chart_detector_points(points).spec["data"]["values"]
    assert {row["rate"] for row in rows} == {"Precision", "Recall", "F1"}
    inside = [row for row in rows if row["low"] is not None]
    assert len(inside) > 100
    assert all(row["low"] <= row["value"] <= row["high"] for row in inside)


def test_slices_stand_in_a_row_each(slices: DetectorSlices) -> None:
    table = table_detector_slices(slices, most=1)
    assert len(table.rows) == 1
    assert "Not shown: 1 slice." in table.note
    assert {row[0] for row in table_detector_slices(slices).rows} == {
        "weather = clear", "weather = rain",
    }  # fmt: skip
    rows = chart_detector_slices(slices).spec["layer"][0]["data"]["values"]
    assert [row["value"] for row in rows] == sorted(row["value"] for row in rows)


def test_the_worst_slice_is_told_first(slices: DetectorSlices) -> None:
    assert "in none of 2 slices" in describe_detector_slices(slices)
    first = slices.rows[1]
    worse = replace(
        first,
        recall_p_value=0.01,
        recall_difference=replace(first.recall_difference, value=-0.3, low=-0.4, high=-0.2),
    )
    told = replace(slices, rows=(slices.rows[0], worse))
    assert f"less often where weather is {first.value}" in describe_detector_slices(told)
    assert table_detector_slices(told).rows[0][0] == f"weather = {first.value}"
