import numpy as np

from afterfit.analyses import measure_error_slices
from afterfit.results import ErrorSlices
from afterfit.views import chart_error_slices, describe_error_slices, table_error_slices
from afterfit.views.error_slices import worst_errors_first
from tests.analyses.slices.test_error_slices import SITE, said


def slices(factor: float = 3.0) -> ErrorSlices:
    """Return the slices of 60 recordings; errors in the yard are *factor* times as large."""
    source = np.repeat(np.arange(60), 10)
    codes = source % 3
    errors = np.random.default_rng(1).normal(0, 1, 600) * np.where(codes == 1, factor, 1.0)
    return measure_error_slices(said(errors, source), (SITE,), (codes,))[0]


SLICES = slices()


def test_slices_are_drawn_by_falling_error_beside_that_of_all() -> None:
    marks, line = chart_error_slices(SLICES).spec["layer"]
    points = marks["data"]["values"]

    assert points[0]["name"] == "site = yard (n = 200)"
    assert points[0]["verdict"] == "surely larger than in the rest"
    assert [one["value"] for one in points] == sorted((p["value"] for p in points), reverse=True)
    assert all(one["low"] <= one["value"] <= one["high"] for one in points)
    assert marks["encoding"]["x"]["axis"]["title"] == "Mean absolute error of torque (Nm)"
    assert line["data"]["values"][0]["whole"] < points[0]["value"]


def test_the_worst_slice_is_told_first() -> None:
    assert worst_errors_first(SLICES)[0].value == "yard"
    assert "first of all site = yard: " in describe_error_slices(SLICES)
    assert "Nm" in describe_error_slices(SLICES)


def test_nothing_is_worse() -> None:
    assert describe_error_slices(slices(1.0)).endswith(
        "in none of 3 slices are errors surely larger than in the others."
    )


def test_what_a_table_leaves_out_is_told() -> None:
    table = table_error_slices(SLICES, most=1)

    assert [row[0] for row in table.rows] == ["site = yard"]
    assert "2 more slices are not shown." in table.note
    assert len(table_error_slices(SLICES).rows) == 3


def test_a_result_shows_itself() -> None:
    assert SLICES.chart().title == "Error by slice: torque"
    frame = SLICES.table()
    assert frame["value"].to_list() == ["hall", "yard", "lab"]
    assert frame["mae"].to_list() == [row.mae.value for row in SLICES.rows]
