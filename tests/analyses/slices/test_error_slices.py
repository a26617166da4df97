import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from afterfit.analyses import measure_error_slices
from afterfit.records import RegressionPredictions, SliceColumn, Slicing
from afterfit.results import ErrorSlices, from_json, to_json
from afterfit.results.error_slices import ErrorSliceRow

SITE = Slicing((SliceColumn("site", "words", ("hall", "yard", "lab")),))
Codes = NDArray[np.int64]


def said(
    errors: NDArray[np.float64], source: Codes | None = None, names: tuple[str, ...] = ("torque",)
) -> RegressionPredictions:
    """Return predictions with these errors of targets around 1,000."""
    errors = errors.reshape(len(errors), -1)
    true = np.linspace(900, 1100, len(errors))[:, None] * np.ones(errors.shape)
    codes = np.zeros(len(errors), dtype=np.int64) if source is None else source
    sources = ("",) if source is None else tuple(f"{k}.csv" for k in range(int(source.max()) + 1))
    return RegressionPredictions(
        target_names=names,
        units=("Nm",) * len(names),
        y_true=true,
        y_pred=true + errors,
        source=codes,
        source_names=sources,
        offset=np.arange(len(errors)),
        variant="float32",
        split="test",
        has_sources=source is not None,
    )


def sliced(rows: RegressionPredictions, codes: Codes) -> ErrorSlices:
    return measure_error_slices(rows, (SITE,), (codes,))[0]


def row_of(found: ErrorSlices, value: str) -> ErrorSliceRow:
    return next(row for row in found.rows if row.value == value)


def test_numbers_are_those_of_the_filtered_rows() -> None:
    random = np.random.default_rng(1)
    errors, codes = random.normal(0.3, 1, 600), random.integers(0, 3, 600)
    found = sliced(said(errors, np.arange(600) // 20), codes)
    here = errors[codes == 1]
    row = row_of(found, "yard")

    assert (row.n_samples, row.n_sources) == (len(here), 30)
    assert row.mae.value == pytest.approx(np.abs(here).mean())
    assert row.bias.value == pytest.approx(here.mean())
    assert row.difference.value == pytest.approx(
        np.abs(here).mean() - np.abs(errors[codes != 1]).mean()
    )
    assert row.mae.low < row.mae.value < row.mae.high


@given(
    st.lists(st.tuples(st.floats(-1e3, 1e3), st.integers(0, 2)), min_size=1, max_size=60),
)
@settings(max_examples=40, deadline=None)
def test_slices_sum_to_the_whole(samples: list[tuple[float, int]]) -> None:
    errors = np.array([error for error, _ in samples])
    codes = np.array([code for _, code in samples])
    found = sliced(said(errors, np.arange(len(samples)) // 3), codes)
    total = sum(row.mae.value * row.n_samples for row in found.rows)

    assert sum(row.n_samples for row in found.rows) == len(samples)
    assert total == pytest.approx(found.mae.value * len(samples), rel=1e-6, abs=1e-9)
    if total > 1e-9:
        assert sum(row.share_of_error for row in found.rows) == pytest.approx(1)


def test_gain_is_what_the_whole_would_fall_by() -> None:
    random = np.random.default_rng(2)
    codes = np.repeat([0, 1, 2], 100)
    found = sliced(said(random.normal(0, 1, 300) * (1 + codes), np.arange(300) // 10), codes)
    row = row_of(found, "lab")
    mended = (row.mae.value - row.difference.value) * 100
    others = sum(one.mae.value * 100 for one in found.rows if one.value != "lab")

    assert found.mae.value - row.gain == pytest.approx((mended + others) / 300)
    assert row.is_worse


def test_samples_without_recordings_agree_with_welch() -> None:
    from scipy.stats import ttest_ind

    random = np.random.default_rng(4)
    codes = random.integers(0, 2, 300)
    errors = random.normal(0, 1 + 0.3 * codes)
    row = row_of(sliced(said(errors), codes), "yard")
    size = np.abs(errors)
    judge = ttest_ind(size[codes == 1], size[codes == 0], equal_var=False)
    ends = judge.confidence_interval()

    # Two slices are tested, mirrors of each other, so that correction changes nothing.
    assert row.p_value == pytest.approx(judge.pvalue, rel=1e-9)
    assert (row.difference.low, row.difference.high) == pytest.approx((ends.low, ends.high))
    assert row.n_sources == row.n_samples


@pytest.mark.parametrize("whole", [True, False], ids=["whole recordings", "within recordings"])
def test_the_interval_is_that_of_recordings_drawn_again(whole: bool) -> None:
    random = np.random.default_rng(5)
    source = np.repeat(np.arange(60), 15)
    codes = source % 2 if whole else random.integers(0, 2, 900)
    errors = random.normal(0, 1, 900) * random.gamma(4, 0.25, 60)[source]
    row = row_of(sliced(said(errors, source), codes), "yard")
    size = np.abs(errors)
    sums, counts = (
        np.stack([np.bincount(source, weights=w * (codes == k), minlength=60) for k in (1, 0)])
        for w in (size, np.ones(900))
    )
    again = random.multinomial(60, np.full(60, 1 / 60), 4000)
    means = (again @ sums.T) / (again @ counts.T)

    assert row.difference.high - row.difference.low == pytest.approx(
        2 * 2.0 * (means[:, 0] - means[:, 1]).std(), rel=0.12
    )


def test_outputs_are_told_apart_and_corrected_together() -> None:
    random = np.random.default_rng(6)
    codes = np.repeat(np.arange(60) % 3, 10)
    errors = random.normal(0, 1, (600, 2)) * np.where((codes == 1)[:, None], [[1.0, 3.0]], 1.0)
    first, second = measure_error_slices(
        said(errors, np.repeat(np.arange(60), 10), ("torque", "speed")), (SITE,), (codes,)
    )

    assert (first.output, second.output, first.n_tested) == ("torque", "speed", 6)
    assert [row.value for row in second.rows if row.is_worse] == ["yard"]
    assert not any(row.is_worse for row in first.rows)


@pytest.mark.parametrize(
    ("inside", "told"), [(4, False), (5, True)], ids=["four recordings", "five"]
)
def test_few_recordings_say_nothing(inside: int, told: bool) -> None:
    source = np.repeat(np.arange(20), 10)
    codes = (source < inside).astype(np.int64)
    found = sliced(said(np.random.default_rng(7).normal(0, 1, 200), source), codes)

    assert (found.n_tested == 2) is told
    assert np.isfinite(row_of(found, "yard").p_value) == told


def test_no_error_at_all_has_no_shares() -> None:
    found = sliced(said(np.zeros(100), np.arange(100) // 5), np.arange(100) % 2)

    assert all(np.isnan(row.share_of_error) for row in found.rows)
    assert not any(row.is_worse for row in found.rows)


def test_sure_slices_are_rare_where_none_differs() -> None:
    def raised(seed: int) -> bool:
        random = np.random.default_rng(seed)
        source = np.repeat(np.arange(24), 10)
        errors = random.normal(0, 1, 240) * random.gamma(4, 0.25, 24)[source]
        codes = random.integers(0, 3, 24)[source]
        return any(row.is_worse for row in sliced(said(errors, source), codes).rows)

    assert sum(map(raised, range(100))) <= 8


def test_json_gives_the_result_back() -> None:
    found = sliced(said(np.array([1.0, -2.0]), np.array([0, 1])), np.array([0, 1]))

    assert to_json(from_json(to_json(found))) == to_json(found)
