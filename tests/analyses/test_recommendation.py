from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses import find_pareto_front, recommend
from afterfit.results import (
    COST_NAMES,
    Budget,
    ClassChange,
    CostFigure,
    Difference,
    Estimate,
    Flips,
    Limit,
    NonInferiority,
    PairedComparison,
    Recommendation,
    Scope,
    ScoreDrift,
    VariantCosts,
    VariantRow,
    VariantTable,
)
from afterfit.results.comparison import CalibrationPair

NAN = float("nan")


def costs(variant: str, flash: float = NAN, ram: float = NAN, latency: float = NAN) -> VariantCosts:
    one, other, last = (CostFigure.of(value, "measured") for value in (flash, ram, latency))
    return VariantCosts(variant, one, other, last)


def row(variant: str, accuracy: float, cost: VariantCosts | None = None) -> VariantRow:
    share = Estimate("accuracy", accuracy, accuracy - 0.02, accuracy + 0.02, 1000, "wilson")
    return VariantRow(variant, share, (), cost or costs(variant), None, NAN)


def pair(
    variant: str, verdict: str, *, drop: float = 0.0, support: int = 50, needed: int | None = None
) -> PairedComparison:
    scope = Scope(variant, "test", 1000, 1000)
    change = Estimate("accuracy_change", -drop, NAN, NAN, support, "none")
    return PairedComparison(
        reference=Scope("float32", "test", 1000, 1000),
        candidate=scope,
        accuracy_change=change,
        p_value=0.5,
        difference=Difference("not_enough_samples", None, "sample"),
        non_inferiority=NonInferiority(0.01, verdict, needed, "sample"),  # type: ignore[arg-type]
        classes=(ClassChange("c0", support, 0.9, 0.9 - drop, change, 0, 0),),
        drift=ScoreDrift(0, 0, 0, 0, 0, False, False, ()),
        flips=Flips((), (), (), 0, 0, 0),
        calibration=CalibrationPair(0, 0, 0, 0),
    )


def recommended(
    rows: list[VariantRow], pairs: list[PairedComparison], **limits: float
) -> Recommendation:
    budget = Budget(
        tuple(Limit(name, most, "--max") for name, most in limits.items())  # type: ignore[arg-type]
    )
    return recommend(VariantTable("test", rows[0].variant, tuple(rows)), pairs, budget)


FLOAT = row("float32", 0.92, costs("float32", 200_000, 60_000, 100))
INT8 = row("int8", 0.91, costs("int8", 50_000, 16_000, 30))
UNKNOWN = row("int8", 0.91)


@pytest.mark.parametrize(
    ("rows", "verdict", "drop", "limits", "variant", "reservations"),
    [
        ([FLOAT, INT8], "non_inferior", 0.0, {}, "int8", ()),
        ([FLOAT, INT8], "inferior", 0.0, {}, "float32", ()),
        ([FLOAT, INT8], "non_inferior", 0.06, {}, "float32", ()),
        ([FLOAT, INT8], "undecided", 0.0, {}, "float32", ("more_samples",)),
        ([FLOAT, INT8], "non_inferior", 0.0, {"flash_bytes": 1000.0}, None, ()),
        ([FLOAT, INT8], "undecided", 0.0, {"flash_bytes": 1e5}, "int8", ("more_samples",)),
        ([FLOAT, INT8], "inferior", 0.0, {"flash_bytes": 1e5}, "int8", ("improve",)),
        ([row("float32", 0.92), UNKNOWN], "non_inferior", 0.0, {}, "int8", ("unknown_costs",)),
        ([FLOAT, UNKNOWN], "non_inferior", 0.0, {"ram_bytes": 1e5}, "float32", ("unknown_costs",)),
        ([FLOAT, UNKNOWN], "inferior", 0.0, {"ram_bytes": 1e4}, "int8",
         ("unchecked_limits", "improve")),
        ([FLOAT], "", 0.0, {"flash_bytes": 1e6}, "float32", ()),
    ],
    ids=[
        "int8 does", "int8 is inferior", "int8 loses a class", "too few samples", "none fits",
        "int8 alone fits, too few samples", "int8 alone fits, inferior", "costs not known",
        "one cost not known", "the limit cannot be checked", "one variant",
    ],
)  # fmt: skip
def test_the_rule(
    rows: list[VariantRow],
    verdict: str,
    drop: float,
    limits: Mapping[str, float],
    variant: str | None,
    reservations: tuple[str, ...],
) -> None:
    pairs = [pair("int8", verdict, drop=drop, needed=3000)] if verdict else []
    found = recommended(rows, pairs, **limits)
    assert (found.variant, found.reservations) == (variant, reservations)
    assert found.n_needed == (3000 if "more_samples" in reservations else None)


def test_classes_of_few_samples_drop_no_variant() -> None:
    pairs = [pair("int8", "non_inferior", drop=0.3, support=19)]
    assert recommended([FLOAT, INT8], pairs).variant == "int8"


def test_a_latency_that_may_be_over_the_limit_is_over() -> None:
    slow = VariantCosts(
        "int8",
        CostFigure.of(1, "measured"),
        CostFigure.of(1, "computed"),
        CostFigure(10, 20, 40, "estimated"),
    )
    found = recommended(
        [FLOAT, row("int8", 0.91, slow)], [pair("int8", "non_inferior")], latency_ms=30.0
    )
    assert found.variant is None
    assert [one.standing for one in found.standings] == ["over_budget", "over_budget"]


FIGURES = st.one_of(st.just(NAN), st.floats(0, 1000))
VERDICTS = st.sampled_from(["non_inferior", "inferior", "undecided", "no_interval"])


@st.composite
def tables(draw: st.DrawFn) -> tuple[list[VariantRow], list[PairedComparison]]:
    names = [f"v{i}" for i in range(draw(st.integers(1, 5)))]
    rows = [
        row(name, draw(st.floats(0, 1)), costs(name, *(draw(FIGURES) for _ in COST_NAMES)))
        for name in names
    ]
    pairs = [
        pair(name, draw(VERDICTS), drop=draw(st.floats(-0.2, 0.2)))
        for name in names[1:]
        if draw(st.booleans())
    ]
    return rows, pairs


@given(tables(), st.dictionaries(st.sampled_from(COST_NAMES), st.floats(0, 1000)))
def test_a_variant_over_budget_is_never_recommended(
    case: tuple[list[VariantRow], list[PairedComparison]], limits: dict[str, float]
) -> None:
    rows, pairs = case
    found = recommended(rows, pairs, **limits)
    fits = {
        one.variant
        for one in rows
        if not any(
            one.costs.figure(name).high > most  # type: ignore[arg-type]
            for name, most in limits.items()
        )
    }
    assert found.variant in fits if fits else found.variant is None
    standing = {one.variant: one for one in found.standings}
    if found.variant is not None and not found.reservations:
        assert standing[found.variant].standing == "acceptable"


@given(tables())
def test_the_front_holds_what_no_other_beats(
    case: tuple[list[VariantRow], list[PairedComparison]],
) -> None:
    front = find_pareto_front(VariantTable("test", "v0", tuple(case[0])))
    assert any(not one.dominated_by for one in front.points)
    values = {one.variant: (-one.values[0], *one.values[1:]) for one in front.points}
    for point in front.points:
        mine = values[point.variant]
        beaten_by = {
            name
            for name, theirs in values.items()
            if theirs != mine and all(a <= b for a, b in zip(theirs, mine, strict=True))
        }
        assert set(point.dominated_by) == beaten_by


def test_what_is_not_known_of_all_is_no_axis() -> None:
    front = find_pareto_front(VariantTable("test", "float32", (FLOAT, UNKNOWN)))
    assert front.axes == ("quality",)
    assert front.left_out == COST_NAMES
