"""What must hold of the choice whatever the variants are: tables are drawn at random."""

from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from afterfit.analyses import find_pareto_front, recommend
from afterfit.analyses.recommendation import decide_by, judge_pairs
from afterfit.results import (
    COST_NAMES,
    Budget,
    Decision,
    Limit,
    PairedComparison,
    VariantRow,
    VariantTable,
    Yardstick,
)
from tests.analyses.test_recommendation import FIGURES, VERDICTS, costs, pair, row

WHY = "an ONNX file needs ONNX Runtime"
FITTING = st.floats(1, 1000)
RMSE = Yardstick("rmse", "RMSE of torque", "lower", "Nm", "relative", "output")


@st.composite
def cases(
    draw: st.DrawFn,
    figures: st.SearchStrategy[float] = FIGURES,
    *,
    n_running: int = 0,
) -> tuple[list[VariantRow], list[PairedComparison]]:
    names = [f"v{i}" for i in range(draw(st.integers(1, 5)))]
    rows = []
    for place, name in enumerate(names):
        cost = costs(name, *(draw(figures) for _ in COST_NAMES))
        if place >= n_running:
            cost = replace(
                cost,
                unsupported=draw(st.sampled_from(["", WHY])),
                shipped_as=draw(st.sampled_from(["", "", "other"])),
            )
        rows.append(row(name, draw(st.floats(0, 1)), cost))
    pairs = [pair(name, draw(VERDICTS), drop=draw(st.floats(-0.2, 0.2))) for name in names[1:]]
    return rows, pairs


def budgets(limits: st.SearchStrategy[float]) -> st.SearchStrategy[Budget]:
    return st.builds(
        Budget,
        st.dictionaries(st.sampled_from(COST_NAMES), limits).map(
            lambda limits: tuple(Limit(name, most, "--max") for name, most in limits.items())
        ),
        st.sampled_from(["", "NUCLEO-L4R5ZI"]),
    )


BUDGETS = budgets(st.floats(0, 1000))
WIDE = budgets(st.floats(700, 2000))
"""Most of what costs `FITTING` is within them."""


def decided(
    rows: list[VariantRow], pairs: list[PairedComparison], budget: Budget, stick: Yardstick = RMSE
) -> Decision:
    table = VariantTable("test", rows[0].variant, tuple(rows), stick)
    return decide_by(table, judge_pairs(pairs), budget)


@given(cases(), BUDGETS)
def test_what_cannot_run_there_is_never_recommended(
    case: tuple[list[VariantRow], list[PairedComparison]], budget: Budget
) -> None:
    rows, pairs = case
    advice = decided(rows, pairs, budget).recommendation
    by_name = {one.variant: one for one in rows}
    if advice.variant is not None:
        chosen = by_name[advice.variant].costs
        assert not chosen.shipped_as
        assert not (budget.is_for_microcontroller and chosen.unsupported)
    for one in advice.standings:
        if budget.is_for_microcontroller and by_name[one.variant].costs.unsupported:
            assert one.standing in ("unsupported", "shipped_otherwise")
            assert one.unsupported == WHY


@given(cases(), BUDGETS)
def test_what_is_no_choice_beats_nobody(
    case: tuple[list[VariantRow], list[PairedComparison]], budget: Budget
) -> None:
    found = decided(*case, budget)
    fits = {one.variant for one in found.recommendation.standings if one.fits}
    assert [one.variant for one in found.front.points] == [one.variant for one in case[0]]
    for point in found.front.points:
        assert set(point.dominated_by) <= fits
        assert (point.variant in fits) == (not point.no_choice)
    if fits:
        assert any(point.on_front for point in found.front.points)


@given(cases(FITTING, n_running=1), WIDE)
def test_taking_out_what_is_no_choice_changes_neither_advice_nor_front(
    case: tuple[list[VariantRow], list[PairedComparison]], budget: Budget
) -> None:
    rows, pairs = case
    found = decided(rows, pairs, budget)
    fits = {one.variant for one in found.recommendation.standings if one.fits}
    assume(rows[0].variant in fits)  # the reference stays: all are measured against it
    left = decided([one for one in rows if one.variant in fits], pairs, budget)
    assert left.recommendation.variant == found.recommendation.variant
    assert left.recommendation.reservations == found.recommendation.reservations
    points = {one.variant: one for one in found.front.points}
    assert all(points[one.variant] == one for one in left.front.points)


@given(
    cases(FITTING, n_running=5),
    WIDE,
    st.tuples(*[st.sampled_from([0.0, 0.5])] * 4).filter(any),
    VERDICTS,
    st.booleans(),
)
def test_a_variant_that_the_recommended_one_beats_changes_nothing(
    case: tuple[list[VariantRow], list[PairedComparison]],
    budget: Budget,
    worse: tuple[float, float, float, float],
    verdict: str,
    first: bool,
) -> None:
    rows, pairs = case
    before = decided(rows, pairs, budget).recommendation
    best = next((one for one in rows if one.variant == before.variant), None)
    assume(best is not None and "improve" not in before.reservations)
    assert best is not None
    assume(next(s for s in before.standings if s.variant == best.variant).standing == "acceptable")
    extras = zip(COST_NAMES, worse[1:], strict=True)
    more = [best.costs.figure(name).typical + extra for name, extra in extras]
    beaten = row("beaten", best.quality.value + worse[0], costs("beaten", *more))
    order = [rows[0], beaten, *rows[1:]] if first else [*rows, beaten]
    after = decided(order, [*pairs, pair("beaten", verdict)], budget).recommendation
    assert after.variant == before.variant
    assert after.reservations == before.reservations


@pytest.mark.parametrize(("device", "variant"), [("", "float32"), ("NUCLEO-L4R5ZI", None)])
def test_without_a_device_everything_runs_somewhere(device: str, variant: str | None) -> None:
    onnx = replace(costs("float32", 1, 1, 1), unsupported=WHY)
    table = VariantTable("test", "float32", (row("float32", 0.9, onnx),))
    assert recommend(table, [], Budget((), device)).variant == variant


@pytest.mark.parametrize(
    ("limits", "wanted"),
    [((), False), (("latency_ms",), False), (("flash_bytes",), True), (("ram_bytes",), True)],
    ids=["none", "time", "flash", "RAM"],
)
def test_limits_of_memory_are_those_of_a_microcontroller(
    limits: tuple[str, ...], wanted: bool
) -> None:
    budget = Budget(tuple(Limit(name, 1, "--max") for name in limits))  # type: ignore[arg-type]
    assert budget.is_for_microcontroller is wanted


def test_costs_of_what_is_no_choice_leave_no_axis_out() -> None:
    rows = (row("float32", 0.9), row("int8", 0.8, costs("int8", 1, 2, 3)))
    front = find_pareto_front(
        VariantTable("test", "float32", rows), {"float32": "does not run on the device"}
    )
    assert front.axes == ("quality", *COST_NAMES)
    assert [one.on_front for one in front.points] == [False, True]
