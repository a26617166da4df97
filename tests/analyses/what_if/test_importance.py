import numpy as np
import pytest
from numpy.typing import NDArray

from afterfit.analyses.what_if import measure_importance, parts_of
from afterfit.analyses.what_if.importance import shuffled
from afterfit.records import ImageLayout, SignalLayout, SpectrogramLayout
from tests.analyses.what_if.sample_subject import subject_of, windows_of_levels

WINDOWS = windows_of_levels()
PARTS = parts_of(WINDOWS.layout, WINDOWS.channel_names, WINDOWS.values.shape[2])


def test_a_channel_that_is_not_read_costs_exactly_nothing() -> None:
    level, idle = measure_importance(subject_of(WINDOWS), PARTS, 1)["float32"][:2]
    assert (idle.name, idle.drop.value, idle.moved) == ("idle", 0.0, 0.0)
    assert (idle.lowest, idle.highest) == (0.0, 0.0)
    assert level.drop.low > 0.3
    assert level.drop.value == pytest.approx(0.5, abs=0.05)
    assert level.lowest <= level.drop.value <= level.highest


def test_every_number_belongs_to_one_stretch() -> None:
    stretches = [one.mask for one in PARTS if one.kind == "stretch"]
    assert len(stretches) == 8
    np.testing.assert_array_equal(np.sum(stretches, axis=0), 1)


def test_every_pixel_belongs_to_one_patch() -> None:
    parts = parts_of(ImageLayout(7, 9), ("grey",), 63)
    assert {one.kind for one in parts} == {"patch"}
    np.testing.assert_array_equal(np.sum([one.mask for one in parts], axis=0), 1)


def test_stretches_of_a_spectrogram_are_whole_frames() -> None:
    layout = SpectrogramLayout(10, 4, 30, 20, 0, 8000)
    parts = parts_of(layout, ("sound",), 40)
    assert parts[0].name == "frames 0–0"
    assert all(one.mask.reshape(10, 4).any(axis=1).sum() * 4 == one.mask.sum() for one in parts)
    np.testing.assert_array_equal(np.sum([one.mask for one in parts], axis=0), 1)


def test_columns_of_one_step_have_no_stretches() -> None:
    parts = parts_of(SignalLayout(), ("a", "b", "c"), 1)
    assert [one.kind for one in parts] == ["channel"] * 3


def test_shuffled_numbers_are_those_of_other_windows() -> None:
    values = np.arange(24.0).reshape(6, 2, 2)
    mask = np.array([[True, True], [False, False]])
    mixed = shuffled(values, mask, np.random.default_rng(1))
    np.testing.assert_array_equal(mixed[:, 1], values[:, 1])
    np.testing.assert_array_equal(np.sort(mixed[:, 0], axis=0), values[:, 0])
    assert (np.diff(mixed[:, 0], axis=1) == 1).all(), "a part stays together"


def test_scikit_learn_comes_to_the_same_importance() -> None:
    from sklearn.inspection import permutation_importance
    from sklearn.linear_model import LogisticRegression

    rng = np.random.default_rng(2)
    X = rng.normal(0, 1, (400, 3))
    y = (X @ np.array([2.0, 0.7, 0.0]) + rng.normal(0, 0.5, 400) > 0).astype(np.int64)
    judge = LogisticRegression().fit(X, y)
    expected = permutation_importance(judge, X, y, n_repeats=100, random_state=0).importances_mean

    def answer(values: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.asarray(judge.predict_proba(values[:, :, 0]))

    windows = windows_of_levels(400, n_steps=1)
    columns = type(windows)(
        values=X[:, :, None].astype(np.float32), channel_names=("a", "b", "c"),
        class_names=("low", "high"), y_true=y, source=windows.source,
        source_names=windows.source_names, offset=windows.offset, split="test",
    )  # fmt: skip
    parts = parts_of(columns.layout, columns.channel_names, 1)
    found = measure_importance(subject_of(columns, model=answer), parts, 1, n_repeats=100)["model"]
    np.testing.assert_allclose([one.drop.value for one in found], expected, atol=0.01)
