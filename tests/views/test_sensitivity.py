from dataclasses import replace
from math import nan

import pytest

from afterfit.results.yardstick import R2, ROC_AUC
from afterfit.views import chart_sensitivity, table_sensitivity
from tests.findings.test_qt010_float_layers import BOTH, LOUD, QUIET, UNKNOWN, sensitivity_of


def test_the_table_has_a_row_a_choice_the_most_telling_first() -> None:
    table = table_sensitivity(sensitivity_of(QUIET, LOUD, together=(BOTH,)))
    assert [row[0] for row in table.rows] == ["none", "conv2", "conv1", "conv2, conv1"]
    assert table.rows[1] == ("conv2", "94.0 %", "+4.0 points", "+2.0 to +6.0", "30.0 dB", "300 B")
    assert "float32 has an accuracy of 95.0 %" in (table.note or "")


def test_numbers_are_not_read_in_percent() -> None:
    table = table_sensitivity(sensitivity_of(LOUD, yardstick=R2))
    assert [column.name for column in table.columns][1] == "R²"
    assert table.rows[1][1:4] == ("0.940", "+0.0400", "+0.0200 to +0.0600")
    assert "float32 has an R² of 0.950" in (table.note or "")


def test_without_anomalies_the_table_says_that_nothing_can_be_told() -> None:
    table = table_sensitivity(
        sensitivity_of(UNKNOWN, yardstick=ROC_AUC, value=nan, float_value=nan)
    )
    assert "the ROC AUC cannot be told there" in (table.note or "")


def test_what_the_data_cannot_tell_is_a_dash() -> None:
    row = table_sensitivity(sensitivity_of(UNKNOWN)).rows[1]
    assert (row[3], row[4]) == ("–", "–")


@pytest.mark.parametrize(
    ("n_sources", "said"),
    [(3, "validation holds 3 recordings"), (12, "the recordings that it rests on do not differ")],
)
def test_a_missing_interval_is_explained(n_sources: int, said: str) -> None:
    bare = replace(LOUD, regained=replace(LOUD.regained, low=nan, high=nan))
    found = sensitivity_of(QUIET, bare, yardstick=R2)
    found = replace(found, candidate=replace(found.candidate, n_sources=n_sources))
    assert said in (table_sensitivity(found).note or "")
    whole = replace(found, alone=(QUIET,))
    assert "A dash" not in (table_sensitivity(whole).note or "")


def test_the_chart_marks_the_most_telling_layer() -> None:
    chart = chart_sensitivity(sensitivity_of(QUIET, LOUD))
    bars, rule = chart.spec["layer"]
    assert [(bar["layer"], bar["first"]) for bar in bars["data"]["values"]] == [
        ("conv1", False),
        ("conv2", True),
    ]
    assert rule["data"]["values"] == [{"sqnr": 18.0}]
    assert "with conv2 in float it has 30.0 dB" in chart.description


def test_without_layers_the_chart_says_so() -> None:
    assert "no layer was left in float" in chart_sensitivity(sensitivity_of()).description


def test_an_unknown_ratio_draws_no_bar() -> None:
    (bar,) = chart_sensitivity(sensitivity_of(UNKNOWN)).spec["layer"][0]["data"]["values"]
    assert bar["sqnr"] is None
    assert nan not in bar.values()
