from afterfit.report import outline_sweep, summarize_sweep, write_markdown
from afterfit.views import chart, table
from tests.views.sample_sweep import sample_sweep

SWEEP = sample_sweep()


def test_the_table_has_a_row_an_entry_with_its_spread() -> None:
    drawn = table(SWEEP)
    place = [column.name for column in drawn.columns].index("Between seeds")
    assert [row[place] for row in drawn.rows] == ["± 0.0 points (2 seeds)"] * 2 + ["– (1 seed)"] * 2


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
