from dataclasses import replace

import numpy as np

from afterfit.records import SignalLayout
from afterfit.views import chart_window
from tests.report.sample_run import make_windows


def test_one_panel_a_channel_with_its_values_over_the_rows_of_the_recording() -> None:
    windows = make_windows("test", 12)
    chart = chart_window(windows, 3, "walking taken for standing")
    first, last = chart.spec["vconcat"]
    assert np.allclose(first["data"]["values"], windows.values[3, 0], rtol=1e-3)
    assert first["encoding"]["x"]["scale"]["domain"] == [36, 59]
    assert last["title"]["text"] == "=gyro"
    assert "rows 36 to 59" in chart.description


def test_inputs_of_no_recording_count_their_own_steps() -> None:
    windows = replace(make_windows("test", 12), layout=SignalLayout(in_recording=False))
    chart = chart_window(windows, 3, "walking taken for standing")
    axis = chart.spec["vconcat"][-1]["encoding"]["x"]
    assert (axis["axis"]["title"], axis["scale"]["domain"]) == ("Step", [0, 23])
    assert "rows" not in chart.description
