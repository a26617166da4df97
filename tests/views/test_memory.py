import warnings
from dataclasses import replace

import altair as alt

from afterfit.views import chart_memory, table_memory
from tests.views.sample_costs import sample_profile


def test_one_block_a_tensor_at_its_place_and_time() -> None:
    chart = chart_memory(sample_profile())
    assert chart is not None
    blocks, line = chart.spec["layer"]
    drawn = [
        tuple(value[key] for key in ("tensor", "start", "end", "low", "high"))
        for value in blocks["data"]["values"]
    ]
    assert drawn == [
        ("input <b>", 0, 1, 96, 144),
        ("conv1_out", 0, 2, 0, 96),
        ("output", 1, 2, 96, 112),
    ]
    assert line["data"]["values"][0]["bytes"] == 144
    assert "3 tensors in 160 B, computed; the largest is conv1_out with 96 B." in chart.description


def test_the_chart_is_valid_and_draws_without_a_warning() -> None:
    import vl_convert

    chart = chart_memory(sample_profile("float32"))
    assert chart is not None
    alt.Chart.from_dict(dict(chart.spec))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        svg = vl_convert.vegalite_to_svg(dict(chart.spec))
    assert svg.count("<path") > 3


def test_the_table_says_the_same_in_words() -> None:
    table = table_memory(sample_profile("float32"))
    assert table is not None
    assert table.rows[1] == (
        *("conv1_out", "384 B", "operators 0 (CONV_2D) to 1 (FULLY_CONNECTED)", "0"),
    )
    assert table.rows[2][2] == "operator 1 (FULLY_CONNECTED)"
    assert "estimated: 640 bytes planned" in table.note
    assert table.note.endswith("An estimate only.")


def test_unknown_sizes_give_nothing_to_draw() -> None:
    profile = replace(sample_profile(), memory=None)
    assert chart_memory(profile) is None
    assert table_memory(profile) is None
