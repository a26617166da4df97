"""Traces of a regression and of an anomaly detector by hand, for views and reports."""

from afterfit.results import (
    AnomalyTrace,
    AnomalyVariantTrace,
    ErrorPart,
    NumbersNeighbourhood,
    NumbersTrace,
    NumbersVariantTrace,
)
from afterfit.results.numbers_trace import NumbersNeighbour
from tests.views.sample_traces import WINDOW, sample_prediction


def sample_numbers(
    measured: float = 320.0, told: float = 410.0, *, far: bool = False
) -> NumbersTrace:
    """Return an answer whose nearest training windows have loads of 300 to 340."""
    variants = tuple(
        NumbersVariantTrace(
            one.variant, one.layers, (0.1,), (told,), (told,), (0.9,), one.parts_at, one.note
        )
        for one in sample_prediction().variants
    )
    nearest = tuple(
        NumbersNeighbour(f"a.csv@{place}", (load,), 0.1 * place)
        for place, load in enumerate((300.0, 340.0))
    )
    return NumbersTrace(
        sample_id="b.csv@20",
        index=3,
        chosen="named",
        target_names=("load",),
        units=("N",),
        y_true=(measured,),
        features=WINDOW,
        variants=variants,
        neighbourhood=NumbersNeighbourhood(nearest, 50, 0.2, far),
    )


def sample_score(
    score: float = 3.0, threshold: float = 2.0, *, is_anomaly: bool = False
) -> AnomalyTrace:
    """Return a score, three quarters of which are of the channel y."""
    parts = (ErrorPart("x", 1.5, 0.25, 1.0), ErrorPart("y", 4.5, 0.75, 1.0))
    variants = tuple(
        AnomalyVariantTrace(
            one.variant, one.layers, score, score, threshold, 2.5, 0.04, parts, (), WINDOW,
            one.parts_at, one.note,
        )
        for one in sample_prediction().variants
    )  # fmt: skip
    kind = "bearing" if is_anomaly else "normal"
    return AnomalyTrace("b.csv@20", 3, "named", kind, is_anomaly, WINDOW, variants)
