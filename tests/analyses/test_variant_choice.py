import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses.variant_choice import choose_variant
from afterfit.results import Estimate

NAN = float("nan")


def change(metric: str, value: float, low: float, high: float) -> Estimate:
    return Estimate(metric, value, low, high, 90, "paired")


@pytest.mark.parametrize(
    ("estimates", "ship", "deciding"),
    [
        ([("a", change("rmse_change", 0.01, -0.01, 0.04))], "candidate", "a"),
        ([("a", change("rmse_change", 0.2, 0.1, 0.3))], "reference", "a"),
        ([("a", change("rmse_change", 0.04, 0.0, 0.08))], "undecided", "a"),
        ([("a", change("rmse_change", 0.04, NAN, NAN))], "undecided", "a"),
        ([("a", change("roc_auc_change", -0.2, -0.3, -0.1))], "reference", "a"),
        ([("a", change("roc_auc_change", 0.2, 0.1, 0.3))], "candidate", "a"),
        (
            [
                ("a", change("rmse_change", 0.01, -0.01, 0.04)),
                ("b", change("rmse_change", 0.2, 0.1, 0.3)),
                ("c", change("rmse_change", 0.3, 0.0, 0.5)),
            ],
            "reference",
            "b",
        ),
    ],
    ids=["close", "worse", "open", "no interval", "AUC lost", "AUC won", "one output is worse"],
)
def test_choices(estimates: list[tuple[str, Estimate]], ship: str, deciding: str) -> None:
    choice = choose_variant(estimates, 0.05)
    assert choice.ship == ship
    assert choice.deciding.name == deciding


def test_variants_that_say_the_same_need_no_interval() -> None:
    unknown = ("a", change("rmse_change", 0.0, NAN, NAN))
    assert choose_variant([unknown], 0.05, ["a"]).ship == "candidate"


ENDS = st.floats(-1, 1)


@given(ENDS, ENDS, st.floats(0.001, 0.5), st.floats(0.001, 0.5))
def test_a_larger_margin_never_takes_a_candidate_back(
    one: float, other: float, margin: float, more: float
) -> None:
    low, high = sorted((one, other))
    estimate = change("rmse_change", (low + high) / 2, low, high)
    order = ["reference", "undecided", "candidate"]
    ships = [
        order.index(choose_variant([("a", estimate)], m).ship) for m in (margin, margin + more)
    ]
    assert ships[0] <= ships[1]
