import numpy as np

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
