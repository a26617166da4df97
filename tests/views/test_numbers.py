import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.results import Estimate
from afterfit.views.numbers import (
    counted,
    decimal,
    estimate_range,
    interval,
    metric_title,
    p_value,
    percent,
    points,
    significant,
    size,
)

NAN = float("nan")


@pytest.mark.parametrize(
    ("share", "text"),
    [
        (0.0, "0 %"),
        (1.0, "100 %"),
        (0.5, "50.0 %"),
        (0.9999, "> 99.9 %"),
        (0.0001, "< 0.1 %"),
        (-0.25, "−25.0 %"),
        (NAN, "–"),
    ],
    ids=["nothing", "all", "half", "nearly all", "nearly nothing", "negative", "no data"],
)
def test_percent(share: float, text: str) -> None:
    assert percent(share) == text


@given(st.floats(min_value=0, max_value=1, exclude_min=True, exclude_max=True))
def test_only_a_whole_reads_100_and_only_nothing_reads_0(share: float) -> None:
    assert percent(share) not in {"0 %", "0.0 %", "100 %", "100.0 %"}


def test_nan_gives_its_reason() -> None:
    assert percent(NAN, reason="no samples") == "– (no samples)"
    assert decimal(NAN, reason="one class") == "– (one class)"


@pytest.mark.parametrize(
    ("change", "text"),
    [(-0.0004, "0.0 points"), (0.02, "+2.0 points"), (-0.02, "−2.0 points"), (NAN, "–")],
    ids=["rounds to zero", "gain", "loss", "no data"],
)
def test_points(change: float, text: str) -> None:
    assert points(change) == text


@pytest.mark.parametrize(
    ("estimate", "text"),
    [
        (Estimate("accuracy", 0.942, 0.91, 0.964, 120, "wilson"), "94.2 % (91.0–96.4)"),
        (Estimate("macro_f1", 0.93934, 0.91, 0.96, 120, "bootstrap"), "0.939 (0.910–0.960)"),
        (Estimate("cohen_kappa", 0.1, -0.2, 0.4, 12, "bootstrap"), "0.100 (−0.200 to 0.400)"),
        (Estimate("macro_f1", 0.9, NAN, NAN, 120, "none"), "0.900"),
        (Estimate("recall", NAN, NAN, NAN, 0, "none"), "–"),
    ],
    ids=["share", "F1", "below zero", "no interval", "no data"],
)
def test_interval(estimate: Estimate, text: str) -> None:
    assert interval(estimate) == text


def test_a_missing_interval_is_a_dash() -> None:
    assert estimate_range(Estimate("accuracy", 0.9, NAN, NAN, 3, "none")) == "–"


@pytest.mark.parametrize(
    ("p", "text"),
    [(0.1796, "p = 0.18"), (0.0054, "p = 0.0054"), (1e-9, "p < 0.001"), (1.0, "p = 1"), (NAN, "–")],
)
def test_p_value(p: float, text: str) -> None:
    assert p_value(p) == text


@pytest.mark.parametrize(
    ("n_bytes", "text"),
    [(0, "0 B"), (1023, "1023 B"), (1024, "1.0 KiB"), (2**20, "1.0 MiB"), (None, "–")],
)
def test_size(n_bytes: int | None, text: str) -> None:
    assert size(n_bytes) == text


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=1e-200, max_value=1e200))
def test_significant_keeps_four_digits(value: float) -> None:
    kept = significant(value)
    assert kept is not None
    assert kept == pytest.approx(value, rel=5.1e-4)


def test_counted_and_titles() -> None:
    assert counted(1200, "class", "classes") == "1,200 classes"
    assert metric_title("macro_roc_auc") == "Macro ROC AUC"
