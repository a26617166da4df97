"""Objects of the caller are left alone while a block runs, and no longer."""

import gc
import weakref

import pytest

from afterfit.pipeline.collecting import collecting_new_objects


class Ring:
    """An object that holds itself."""

    def __init__(self) -> None:
        self.own = self


def test_what_was_there_is_left_alone_until_the_block_ends() -> None:
    assert gc.get_freeze_count() < 1000
    with collecting_new_objects():
        assert gc.get_freeze_count() > 10_000
    assert gc.get_freeze_count() < 1000


def test_what_the_block_makes_is_collected_in_it() -> None:
    with collecting_new_objects():
        ring = weakref.ref(Ring())
        gc.collect()
        assert ring() is None


def test_an_error_ends_it_too() -> None:
    with pytest.raises(ValueError, match="odd"), collecting_new_objects():
        raise ValueError("odd")
    assert gc.get_freeze_count() < 1000


def test_what_a_caller_has_frozen_stays_so() -> None:
    gc.freeze()
    try:
        with collecting_new_objects(), collecting_new_objects():
            pass
        assert gc.get_freeze_count() > 10_000
    finally:
        gc.unfreeze()
