from dataclasses import replace

from afterfit.results import CostFigure, VariantCosts, VariantTable
from afterfit.views import chart_cost_bars
from tests.views.test_recommendation import decision

KNOWN = CostFigure.of(20_480, "computed")
RANGE = CostFigure(1.0, 1.5, 2.5, "estimated", "NUCLEO")


def table(*costs: VariantCosts) -> VariantTable:
    found = decision(10, 4, 1500).variants
    rows = (replace(row, costs=one) for row, one in zip(found.rows, costs, strict=True))
    return replace(found, rows=tuple(rows))


def unknown(name: str) -> VariantCosts:
    return VariantCosts.unknown(name, "no model file")


def test_one_panel_a_known_cost_and_one_bar_a_variant() -> None:
    costs = replace(unknown("int8"), ram_bytes=KNOWN, latency_ms=RANGE)
    chart = chart_cost_bars(table(unknown("float32"), costs))
    assert chart is not None
    ram, latency = chart.spec["hconcat"]
    assert [one["cost"] for one in ram["data"]["values"]] == [None, 20]
    assert [one["text"] for one in latency["data"]["values"]] == ["not known", "1.5 ms (1.0–2.5)"]
    assert [one["sure"] for one in latency["data"]["values"]] == [False, False]
    assert [one["high"] for one in latency["data"]["values"]] == [None, 2.5]
    assert ram["encoding"]["y"]["scale"]["domain"] == ["float32", "int8"]
    assert ram["layer"][0]["encoding"]["x"]["axis"]["title"] == "RAM, KiB"
    assert chart.description == (
        "RAM: float32 not known, int8 20.0 KiB; Latency: float32 not known, int8 1.5 ms (1.0–2.5)."
    )


def test_no_chart_where_no_cost_is_known() -> None:
    assert chart_cost_bars(table(unknown("float32"), unknown("int8"))) is None


def test_it_can_be_drawn() -> None:
    chart = chart_cost_bars(decision(10, 4, 1500).variants)
    assert chart is not None
    assert "40 B" in chart.svg()
