import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.analyses.what_if.change import Array
from afterfit.analyses.what_if.importance import parts_of
from afterfit.analyses.what_if.number_importance import measure_number_importance
from afterfit.analyses.what_if.numbers import BY_R2, NumbersSubject
from afterfit.records import RegressionPredictions, SignalLayout

N = 120


def level(values: Array) -> Array:
    """Tell the mean of the first channel; the second is not read."""
    return np.asarray(values[:, 0].mean(axis=1, keepdims=True))


def subject() -> NumbersSubject[RegressionPredictions]:
    random = np.random.default_rng(3)
    values = random.normal(size=(N, 1, 1)) + 0.1 * random.normal(size=(N, 2, 8))
    told = level(values)
    record = RegressionPredictions(
        target_names=("load",),
        units=("",),
        y_true=told + 0.05 * random.normal(size=(N, 1)),
        y_pred=told,
        source=np.repeat(np.arange(20), 6),
        source_names=tuple(f"{place}.csv" for place in range(20)),
        offset=np.tile(np.arange(6), 20),
        variant="float32",
        split="test",
    )
    return NumbersSubject(values, {"float32": level}, {"float32": record}, BY_R2)


def test_a_channel_that_is_read_costs_and_one_that_is_not_moves_nothing() -> None:
    parts = parts_of(SignalLayout(), ("read", "idle"), 8)
    found = {one.name: one for one in measure_number_importance(subject(), parts, 1)["float32"]}
    read, idle = found["read"], found["idle"]
    assert read.drop.value == pytest.approx(2, abs=0.5)  # as bad as another window's answer
    assert 0 < read.drop.low < read.drop.value < read.drop.high
    assert read.lowest <= read.drop.value <= read.highest
    assert (idle.drop.value, idle.moved) == (0, 0)
    assert read.drop.n == N


@settings(max_examples=5, deadline=None)
@given(st.integers(0, 1000))
def test_the_drop_is_the_mean_of_the_repeats(seed: int) -> None:
    part = parts_of(SignalLayout(), ("read", "idle"), 8)[:1]
    (one,) = measure_number_importance(subject(), part, seed, n_repeats=2)["float32"]
    assert one.drop.value == pytest.approx((one.lowest + one.highest) / 2)


def test_the_same_seed_gives_the_same() -> None:
    part = parts_of(SignalLayout(), ("read", "idle"), 8)[:1]
    given_twice = [measure_number_importance(subject(), part, 7) for _ in range(2)]
    assert given_twice[0] == given_twice[1]
