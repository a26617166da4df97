from dataclasses import replace

import altair as alt

from afterfit.views import chart_layer_comparison, table_layer_comparison
from tests.views.sample_costs import sample_comparison


def test_the_layer_that_adds_most_noise_comes_first_and_softmax_last() -> None:
    table = table_layer_comparison(sample_comparison())
    assert [row[0] for row in table.rows] == ["conv2 <b>", "same", "silent", "probabilities"]
    assert table.rows[0][2:5] == ("40.0 %", "31.4 dB", "3.2 dB")
    assert table.rows[0][-1] == "5 of 8"
    assert table.rows[2][3:8] == ("–",) * 5
    assert "1 layer without a partner" in table.note
    assert "same trained network" not in table.note


def test_another_network_is_suspected() -> None:
    comparison = sample_comparison()
    strange = replace(comparison, layers=(replace(comparison.layers[0], cosine=0.3),))
    assert "same trained network?" in table_layer_comparison(strange).note


def test_the_chart_marks_it_and_keeps_the_order() -> None:
    chart = chart_layer_comparison(sample_comparison())
    values = chart.spec["data"]["values"]
    assert [value["worst"] for value in values] == [False, True, False, False]
    assert [value["sqnr"] for value in values] == [None, 3.2, None, 0.0]
    assert "conv2 <b> (Conv) adds most noise, 40.0 %" in chart.description
    alt.Chart.from_dict(dict(chart.spec))
