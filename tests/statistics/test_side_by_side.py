"""The same work on several large inputs, by threads."""

import threading

import pytest

from afterfit.statistics.side_by_side import VALUES_WORTH_THREADS, side_by_side


@pytest.mark.parametrize(
    ("n_values", "in_threads"),
    [(VALUES_WORTH_THREADS - 1, False), (VALUES_WORTH_THREADS, True)],
    ids=["few", "many"],
)
def test_answers_keep_their_order(n_values: int, in_threads: bool) -> None:
    def work(one: int) -> tuple[int, bool]:
        return one * one, threading.current_thread() is not threading.main_thread()

    answers = side_by_side(work, range(50), n_values)
    assert tuple(answers) == tuple((n * n, in_threads) for n in range(50))


def test_an_error_in_a_thread_is_raised() -> None:
    with pytest.raises(ZeroDivisionError):
        list(side_by_side(lambda one: 1 / one, [0], VALUES_WORTH_THREADS))
