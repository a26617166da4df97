from dataclasses import replace
from math import nan

from afterfit.results import PipelineTrace
from afterfit.results.pipeline_trace import Flow
from afterfit.views.pipeline_trace import (
    chart_stages,
    flow_words,
    insight_of,
    table_by_class,
    table_epochs,
    table_stage_files,
    table_stages,
)
from afterfit.views.traced_values import chart_values, spark_lines
from tests.views.sample_traces import PLANE, SCORES, WINDOW, sample_pipeline

TRACE = sample_pipeline()
NOTHING = PipelineTrace("old", (), "", (), "", ())


def test_the_insight_counts_names_the_slowest_and_the_kept_epoch() -> None:
    assert insight_of(TRACE) == (
        "4 recordings became 15 windows, each 2 × 3 × 1 numbers for the model. Training took "
        "94.0 % of the 10.0 s that were measured. The weights of epoch 4 of 5 were kept."
    )


def test_a_run_that_wrote_nothing_down_says_so() -> None:
    assert insight_of(NOTHING) == "Nothing was written down of this run."
    assert "Nobody measured" in chart_stages(NOTHING).description
    assert table_by_class(NOTHING) is None


def test_flows_of_one_size_stand_together() -> None:
    flows = [Flow(f"{one} scores", "test", (9, 2), "float64", "", ()) for one in ("a", "b")]
    assert flow_words(flows) == "9 a scores + b scores each (test) of 2 float64"
    assert flow_words([]) == "–"


def test_stages_without_a_time_are_not_zero() -> None:
    rows = {row[0]: row for row in table_stages(TRACE).rows}
    assert rows["Windows"][4] == "–"
    assert rows["Recordings"][4] == "0.50 s"
    drawn = [value["stage"] for value in chart_stages(TRACE).spec["data"]["values"]]
    assert drawn == ["Recordings", "Features", "Training"]


def test_classes_epochs_and_files() -> None:
    table = table_by_class(TRACE)
    assert table is not None
    assert table.rows[0] == ("idle", "1", "0", "8", "3")
    assert [row[-1] for row in table_epochs(TRACE).rows] == [
        "The start",
        "Both losses fall; these weights were kept",
        "Both losses hold",
    ]
    assert table_epochs(TRACE).rows[2][2] == "–"
    assert table_stage_files(TRACE).rows[0] == ("Recordings", "recordings.bin", "2.0 KiB")


def test_the_frame_has_a_row_a_flow() -> None:
    frame = TRACE.table()
    assert frame.filter(stage="windows")["n"].to_list() == [10, 5]
    assert frame.filter(stage="windows")["seconds"].to_list() == [None, None]
    assert frame.filter(stage="features")["shape"].to_list() == ["2 × 3 × 1"] * 2


def test_values_are_lines_bars_or_a_plane() -> None:
    assert chart_values(WINDOW).spec["mark"]["type"] == "line"
    assert len(chart_values(WINDOW).spec["data"]["values"]) == 6
    assert chart_values(SCORES).spec["mark"]["type"] == "bar"
    assert chart_values(PLANE).spec["mark"]["type"] == "image"
    single = replace(WINDOW, lines=((1.0,), (2.0,)))
    assert chart_values(single).spec["mark"]["type"] == "point"


def test_sparklines_bear_the_names_of_the_channels() -> None:
    assert spark_lines(WINDOW) == ["x ▁▃█", "y ██▁"]
    assert spark_lines(SCORES) == ["idle 0.300, fault 0.700"]
    assert spark_lines(replace(WINDOW, lines=((nan,),))) == [" ·"]
