from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from afterfit.dashboard.kept import Kept


def test_the_oldest_answer_is_forgotten_first() -> None:
    kept = Kept[str](most=2)
    made: list[str] = []

    def get(key: str) -> str:
        def make() -> str:
            made.append(key)
            return key

        return kept.get(key, make)

    for key in "abacab":  # a is used again before c comes, so b is the oldest
        assert get(key) == key
    assert made == ["a", "b", "c", "b"]


def test_threads_that_ask_for_the_same_make_it_once() -> None:
    kept, gate = Kept[int](most=4), Barrier(8)
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    def ask(_: int) -> int:
        gate.wait()
        return kept.get("x", make)

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(ask, range(8))) == [1] * 8


def test_an_answer_that_could_not_be_made_is_tried_again() -> None:
    kept = Kept[int](most=1)
    with pytest.raises(ZeroDivisionError):
        kept.get("x", lambda: 1 // 0)
    assert kept.get("x", lambda: 7) == 7
