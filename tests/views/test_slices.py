from dataclasses import replace

import pytest

from afterfit.results import SlicedColumn
from afterfit.views import (
    chart_slice_changes,
    chart_slices,
    describe_slices,
    table_patterns,
    table_slice_changes,
    table_slices,
)
from afterfit.views.slices import worst_first
from afterfit.wording.attributes import column_words, slice_words
from tests.findings.sample_slices import sliced_analysis, sliced_models, windows

MODELS = sliced_models()
SLICES, CHANGES = MODELS.slices[0], MODELS.slice_changes[0]


def test_slices_are_drawn_by_rising_accuracy_beside_that_of_all() -> None:
    marks, line = chart_slices(SLICES).spec["layer"]
    points = marks["data"]["values"]

    assert points[0]["slice"] == "site = yard"
    assert points[0]["name"] == "site = yard (n = 400)"
    assert points[0]["verdict"] == "surely worse than the rest"
    assert [one["value"] for one in points] == sorted(one["value"] for one in points)
    assert all(one["low"] <= one["value"] <= one["high"] for one in points)
    assert line["data"]["values"] == [{"whole": pytest.approx(SLICES.accuracy.value, abs=1e-4)}]


def test_no_more_slices_are_drawn_than_asked_for() -> None:
    chart = chart_slices(SLICES, most=2)

    assert len(chart.spec["layer"][0]["data"]["values"]) == 2
    assert "2 of 3 slices shown" in chart.spec["title"]["subtitle"][1]


def test_the_worst_slice_is_told_first() -> None:
    assert worst_first(SLICES)[0].value == "yard"
    assert "1 of 3 slices tested is surely worse than the others, first of all site = yard" in (
        describe_slices(SLICES)
    )
    assert table_slices(SLICES).rows[0][0] == "site = yard"


def test_nothing_is_worse() -> None:
    (alike,) = sliced_analysis([windows(0.05)]).slices
    assert describe_slices(alike).endswith(
        "none of 3 slices tested is surely worse than the others."
    )


def test_what_a_table_leaves_out_is_told() -> None:
    assert "2 more slices are not shown." in table_slices(SLICES, most=1).note
    assert "1 more slice is not shown." in table_slice_changes(CHANGES, most=2).note
    pooled = replace(SLICES, columns=(SlicedColumn("site", 3, 7),))
    assert "site: 7 rare values share a slice." in table_slices(pooled).note


def test_patterns_tell_mistake_and_slice() -> None:
    (row,) = table_patterns(SLICES).rows
    assert row[:2] == ("c0 → c1", "site = yard")


def test_changes_are_ordered_by_loss() -> None:
    _, marks = chart_slice_changes(CHANGES).spec["layer"]
    assert marks["data"]["values"][0]["name"] == "site = roof (n = 400)"
    assert table_slice_changes(CHANGES).rows[0][0] == "site = roof"


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("site", "site = a"),
        ("attr_rms_sensor_units", "RMS level (sensor units): a"),
        ("site,attr_flat_share", "site, share of flat steps: a"),
    ],
)
def test_words(column: str, words: str) -> None:
    assert slice_words(column, "a") == words
    assert words.startswith(column_words(column))
