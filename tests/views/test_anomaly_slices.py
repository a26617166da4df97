import numpy as np
import pytest

from afterfit.analyses import compare_anomaly_slices, measure_anomaly_slices
from afterfit.results import AnomalySliceChanges, AnomalySlices
from afterfit.views import (
    chart_anomaly_slice_changes,
    chart_anomaly_slices,
    describe_anomaly_slices,
    table_anomaly_slice_changes,
    table_anomaly_slices,
    table_slice_areas,
)
from afterfit.views.anomaly_slices import FOUND, alarm_sides
from tests.analyses.slices.test_anomaly_slices import NONE, SITE, chosen_at, scored

RANDOM = np.random.default_rng(1)
SOURCE = np.repeat(np.arange(60), 10)
CODES = SOURCE % 3
KIND = RANDOM.integers(0, 2, 600)
SCORE = RANDOM.normal(0, 1, 600) + 4 * KIND + 1.2 * ((CODES == 1) & (KIND == 0))
SCORES = scored(SCORE, KIND, SOURCE)
SLICES = measure_anomaly_slices(SCORES, chosen_at(1.0), (SITE,), (CODES,))


def changes() -> AnomalySliceChanges:
    other = scored(SCORE + 0.5 * (CODES == 2), KIND, SOURCE, "int8")
    both = chosen_at(1.0), chosen_at(1.0, "int8")
    found = compare_anomaly_slices(SCORES, other, both, (SITE,), (CODES,))
    assert found is not None
    return found


def test_false_alarms_are_drawn_beside_those_of_all() -> None:
    drawn = chart_anomaly_slices(SLICES)
    marks, line = drawn.spec["layer"]
    points = marks["data"]["values"]
    n = int(((CODES == 1) & (KIND == 0)).sum())

    assert drawn.title == "False alarms by slice"
    assert points[0]["name"] == f"site = yard (n = {n})"
    assert points[0]["verdict"] == "surely more often"
    assert all(one["low"] <= one["value"] <= one["high"] for one in points)
    assert line["data"]["values"][0]["whole"] < points[0]["value"]
    assert marks["encoding"]["x"]["axis"]["title"] == "False-positive rate"


def test_anomalies_found_have_a_chart_of_their_own() -> None:
    drawn = chart_anomaly_slices(SLICES, FOUND)

    assert drawn.title == "Anomalies found by slice"
    assert {one["verdict"] for one in drawn.spec["layer"][0]["data"]["values"]} == {
        "not surely less often"
    }


def test_the_worst_slice_is_told() -> None:
    said = describe_anomaly_slices(SLICES)

    assert "in 1 of 3 slices normal samples raise alarms surely more often than in the rest" in said
    assert "in none of 3 slices anomalies are found surely less often than in the rest" in said


def test_without_a_threshold_the_reason_is_told() -> None:
    none = measure_anomaly_slices(SCORES, NONE, (SITE,), (CODES,))

    assert alarm_sides(none) == ()
    assert describe_anomaly_slices(none).endswith(
        "no alarms are counted by slice, because there are no scores of training samples."
    )
    assert none.chart().title == "False alarms by slice"
    assert len(table_slice_areas(none).rows) == 3


def test_what_a_table_leaves_out_is_told() -> None:
    table = table_anomaly_slices(SLICES, most=1)

    assert [row[0] for row in table.rows] == ["site = yard"]
    assert "2 more slices are not shown." in table.note
    assert len(table_anomaly_slices(SLICES, FOUND).rows) == 3


def test_slices_of_one_kind_are_left_out_and_told() -> None:
    normal_yard = np.where(CODES == 1, 0, KIND)
    scores = scored(SCORE, normal_yard, SOURCE)
    slices = measure_anomaly_slices(scores, chosen_at(1.0), (SITE,), (CODES,))

    assert {row[0] for row in table_anomaly_slices(slices, FOUND).rows} == {
        "site = hall",
        "site = lab",
    }
    assert "1 slice of one kind only." in table_slice_areas(slices).note


def test_changes_begin_with_the_largest_loss() -> None:
    found = changes()
    table, drawn = table_anomaly_slice_changes(found), chart_anomaly_slice_changes(found)

    assert table.rows[0][:2] == ("site = lab", "false alarms")
    assert len(table.rows) == 6
    assert "points" in table.rows[0][5]
    assert drawn.title == "int8 against float32, by slice"
    assert drawn.spec["layer"][1]["data"]["values"][0]["name"].startswith("site = lab, false al")
    assert "4 more rows are not shown." in table_anomaly_slice_changes(found, most=2).note


@pytest.mark.parametrize("result", [SLICES, changes()], ids=["slices", "changes"])
def test_a_frame_has_one_row_a_slice_and_kind(result: AnomalySlices | AnomalySliceChanges) -> None:
    frame = result.table()

    assert frame["value"].to_list() == ["hall", "hall", "yard", "yard", "lab", "lab"]
    assert frame["kind"].to_list() == ["normal", "anomaly"] * 3
