from dataclasses import replace

import pytest

from afterfit.analyses import find_pareto_front
from afterfit.pipeline.analyze import analyze_predictions
from afterfit.pipeline.shipping import Shipping
from afterfit.results import (
    Budget,
    CostFigure,
    Decision,
    Limit,
    PairedComparison,
    VariantCosts,
    VariantTable,
)
from afterfit.views import (
    chart_pareto,
    describe_difference,
    describe_non_inferiority,
    headline_of,
    reasons_of,
    table_standings,
)
from afterfit.views.variants import cost_text, table_variant_costs
from tests.analyses.test_comparison import compared
from tests.analyses.test_quantization import models


def decision(b: int, c: int, n: int, max_flash: float | None = None, flash: float = 10) -> Decision:
    costs = {
        name: replace(
            VariantCosts.unknown(name, "not given"), flash_bytes=CostFigure.of(x, "given")
        )
        for name, x in (("float32", 40.0), ("int8", flash))
    }
    limits = () if max_flash is None else (Limit("flash_bytes", max_flash, "--max-flash"),)
    found = analyze_predictions(models(b, c, n), shipping=Shipping(Budget(limits), costs)).decision
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("b", "c", "n", "max_flash", "sentence"),
    [
        (10, 4, 1500, None, "Ship int8: a loss of more than 1 point against float32 is ruled out, "
         "and of those for which that holds it costs least."),
        (40, 18, 1000, None, "Ship float32 for now: int8 may lose more than 1 point: not enough "
         "samples to tell (about 3,135 samples in all would)."),
        (90, 4, 1000, None, "Ship float32: int8 certainly loses more than 1 point."),
        (90, 4, 1000, 20, "int8 alone fits, but improve it first: it certainly loses more than "
         "1 point."),
        (10, 4, 1500, 5, "Ship none of them: float32 needs 40 B of flash (given), over 5 B "
         "(--max-flash); int8 needs 10 B of flash (given), over 5 B (--max-flash)."),
    ],
    ids=["non-inferior", "too few samples", "inferior", "inferior, alone fits", "none fits"],
)  # fmt: skip
def test_headlines(b: int, c: int, n: int, max_flash: float | None, sentence: str) -> None:
    assert headline_of(decision(b, c, n, max_flash).recommendation) == sentence


def test_reasons_name_limits_missing_samples_and_bases() -> None:
    reasons = " ".join(reasons_of(decision(40, 18, 1000, 100)))
    assert "Limits: Flash at most 100 B (--max-flash)" in reasons
    assert "about 3,135 samples in all" in reasons
    assert "given by you: Flash; not known of all: RAM, Latency" in reasons


def test_the_table_says_what_speaks_against_each() -> None:
    rows = {row[0]: row[1:] for row in table_standings(decision(90, 4, 1000).recommendation).rows}
    assert rows["float32 (reference)"] == ("recommended", "nothing speaks against it")
    assert rows["int8"][0] == "inferior"


@pytest.mark.parametrize(
    ("b", "c", "n", "margin", "difference", "non_inferiority"),
    [
        (10, 4, 1500, 0.005,
         "int8 differs from float32 by −0.4 points (interval −0.9 to +0.1, p = 0.18): not enough "
         "samples to tell whether it is better or worse; about 4,571 samples in all would.",
         "Not enough samples to rule out a loss of more than 0.5 points, or to show it; about "
         "73,131 samples in all would."),
        (40, 18, 1000, 0.01,
         "int8 is worse than float32, by 2.2 points (interval −3.7 to −0.7, p = 0.0054).",
         "Not enough samples to rule out a loss of more than 1 point, or to show it; about "
         "3,135 samples in all would."),
        (4, 60, 1000, 0.01,
         "int8 is better than float32, by 5.6 points (interval +4.1 to +7.1, p < 0.001).",
         "int8 is non-inferior: a loss of more than 1 point is ruled out."),
        (90, 4, 1000, 0.01,
         "int8 is worse than float32, by 8.6 points (interval −10.4 to −6.8, p < 0.001).",
         "int8 is inferior: a loss of more than 1 point is certain."),
    ],
    ids=["the document's", "keyword spotting's", "better", "inferior"],
)  # fmt: skip
def test_verdicts_in_words(
    b: int, c: int, n: int, margin: float, difference: str, non_inferiority: str
) -> None:
    pair: PairedComparison = compared(*models(b, c, n), margin)
    assert describe_difference(pair) == difference
    assert describe_non_inferiority(pair) == non_inferiority


def test_the_front_is_drawn_by_whether_a_variant_is_beaten() -> None:
    found = decision(10, 4, 1500, flash=99)
    (panel,) = chart_pareto(found.front).spec["hconcat"]
    drawn = {one["variant"]: one for one in panel["data"]["values"]}
    assert (drawn["float32"]["front"], drawn["int8"]["front"]) == (True, False)
    assert drawn["int8"]["beaten"] == "float32"


def test_without_costs_the_chart_says_why_it_is_empty() -> None:
    rows = tuple(
        replace(row, costs=VariantCosts.unknown(row.variant, "no model file at hand"))
        for row in decision(10, 4, 1500).variants.rows
    )
    table = VariantTable("test", "float32", rows)
    assert "No cost is known" in chart_pareto(find_pareto_front(table)).description
    assert "not known (no model file at hand)" in table_variant_costs(table).note


def test_a_range_keeps_its_ends() -> None:
    figure = CostFigure(0.5, 1.0, 2.0, "estimated")
    assert cost_text(figure, "latency_ms") == "1.0 ms (0.5–2.0)"
