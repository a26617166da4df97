from dataclasses import dataclass

import pytest

from afterfit.results.judged import judged_of, judged_split


@dataclass(frozen=True)
class Row:
    variant: str
    split: str


@pytest.mark.parametrize(
    ("splits", "judged"),
    [
        (("train", "validation", "test"), "test"),
        (("validation", "train"), "validation"),
        (("holdout", "train"), "train"),
        (("day 1", "day 2"), "day 2"),
        ((), "test"),
    ],
    ids=["all", "no test", "another name", "none of the usual", "nothing"],
)
def test_the_split_that_is_judged(splits: tuple[str, ...], judged: str) -> None:
    tested = [Row(variant, split) for split in splits for variant in ("float32", "int8")]
    assert judged_split(tested) == judged
    assert [one.variant for one in judged_of(tested)] == ["float32", "int8"] * bool(splits)
    assert {one.split for one in judged_of(tested)} <= {judged}
