from math import nan

from afterfit.analyses import Measured, Trained, tabulate_sweep
from afterfit.report import outline_sweep, summarize_sweep, write_markdown
from afterfit.report.outline_sweep import smallest_choice, sweep_verdict
from afterfit.results import Estimate, SweepTable
from afterfit.results.yardstick import R2
from afterfit.views import chart, table
from afterfit.views.sweep import table_sweep_costs
from tests.views.sample_costs import sample_costs
from tests.views.sample_sweep import sample_sweep

SWEEP = sample_sweep()


def test_the_table_has_a_row_an_entry_with_its_spread() -> None:
    drawn = table(SWEEP)
    place = [column.name for column in drawn.columns].index("Between seeds")
    assert [row[place] for row in drawn.rows] == ["± 0.0 points (2 seeds)"] * 2 + ["– (1 seed)"] * 2


def test_what_networks_cost_stands_in_a_table_of_its_own() -> None:
    drawn = table_sweep_costs(SWEEP)
    names = [column.name for column in drawn.columns]
    assert names[:5] == ["Network", "Variant", "Flash", "RAM", "MACs"]
    assert [row[:2] for row in drawn.rows] == [row[:2] for row in table(SWEEP).rows]


def swept_numbers(values: list[tuple[float, float]]) -> SweepTable:
    """Return a sweep of regressions, R² and RMSE of one network each."""
    trained = [
        Trained(f"REGR_{place}k", 42, Measured("float32", "test", metrics(*pair), R2), None)
        for place, pair in enumerate(values, start=1)
    ]
    return tabulate_sweep(trained, [], 1)


def metrics(r2: float, rmse: float) -> tuple[Estimate, ...]:
    return (Estimate("r2", r2, r2 - 0.1, r2 + 0.05, 90, "clustered bootstrap"),
            Estimate("rmse", rmse, 0.9 * rmse, 1.1 * rmse, 90, "clustered bootstrap"))  # fmt: skip


def test_numbers_are_told_with_their_metric_and_its_direction() -> None:
    swept = swept_numbers([(0.8, 12.0), (0.9, 6.0)])
    drawn = table(swept)
    assert [column.name for column in drawn.columns][2:] == ["R²", "Between seeds", "RMSE"]
    assert drawn.rows[1][2:] == ("0.900 (0.800 to 0.950)", "– (1 seed)", "6")
    assert "Higher is better: R². Lower is better: RMSE." in (drawn.note or "")
    assert sweep_verdict(swept).startswith("REGR_2k float32 has the highest R²: 0.900 (0.800 to")
    spec = chart(swept).spec
    assert spec["encoding"]["x"]["axis"]["title"] == "R², higher is better"
    assert "labelExpr" not in spec["encoding"]["x"]["axis"]
    assert (swept.front.axes, swept.front.yardstick) == (("quality",), R2)


def test_where_the_metric_cannot_be_told_no_network_is_the_best() -> None:
    swept = swept_numbers([(nan, 12.0), (nan, 6.0)])
    assert sweep_verdict(swept) == (
        "The R² cannot be told on the test split, so no network can be called the best: its "
        "targets never change."
    )
    text = write_markdown(outline_sweep(swept, "t", {}))
    assert "against cost" not in text
    assert "nan" not in text


def test_every_seed_is_drawn() -> None:
    *_, marks = chart(SWEEP).spec["layer"]
    assert len(marks["data"]["values"]) == sum(len(one.seeds) for one in SWEEP.entries) == 6


def test_costs_that_are_not_known_are_left_out_and_told() -> None:
    bare = sample_sweep(with_costs=False)
    assert bare.front.axes == ("quality",)
    assert bare.front.left_out == ("flash_bytes", "ram_bytes", "latency_ms", "macs")
    assert "No cost is known" in write_markdown(outline_sweep(bare, "t", {}))


def test_report_and_terminal_name_what_failed() -> None:
    text = write_markdown(outline_sweep(SWEEP, "tones", {}))
    assert "out of memory" in text
    assert "  failed: CLS_4k_NPU, seed 43: out of memory" in summarize_sweep(SWEEP, "tones")


def test_what_is_no_choice_beats_none_and_leaves_no_axis_out() -> None:
    float_cost, int8_cost = sample_costs()
    values = [("float32", 0.9, float_cost), ("int8", 0.95, None), ("int8_tflm", 0.9, int8_cost)]
    trained = [
        Trained("REGR_1k", 42, Measured(name, "test", metrics(r2, 1.0), R2), cost, reason)
        for (name, r2, cost), reason in zip(values, ("", "shipped as int8_tflm", ""), strict=True)
    ]
    swept = tabulate_sweep(trained, [], 1)
    front = swept.front
    assert front.axes == SWEEP.front.axes
    assert front.points[1].no_choice == "shipped as int8_tflm"
    assert not any("REGR_1k int8" in point.dominated_by for point in front.points)
    page = write_markdown(outline_sweep(swept, "gait", {}))
    assert "no choice: shipped as int8_tflm" in page
    assert sweep_verdict(swept).startswith("REGR_1k float32 has the highest R²")


def test_the_smallest_file_is_that_of_a_choice_that_none_beats() -> None:
    small, large = sample_costs()[1], sample_costs()[0]
    assert small.profile.file_bytes < large.profile.file_bytes

    def swept(no_choice: str, r2: float) -> SweepTable:
        tested = [
            Trained("A", 1, Measured("float32", "test", metrics(0.9, 1.0), R2), large),
            Trained("A", 1, Measured("int8", "test", metrics(r2, 1.0), R2), small, no_choice),
        ]
        return tabulate_sweep(tested, [], 1)

    free, barred, unknown = swept("", 0.8), swept("over budget", 0.8), swept("", nan)
    chosen = [one.name for one in map(smallest_choice, (free, barred, unknown)) if one]
    assert chosen == ["A int8", "A float32", "A float32"]
    assert "Smallest file on the front" in write_markdown(outline_sweep(barred, "t", {}))
