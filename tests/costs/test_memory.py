from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.costs import lower_bound, place_greedily, plan_memory
from afterfit.records import (
    BufferLife,
    DtypeClass,
    FileFormat,
    GraphOperator,
    GraphTensor,
    ModelGraph,
)


def lives(*triples: tuple[int, int, int]) -> list[BufferLife]:
    return [BufferLife(f"t{i}", n, first, last, 0) for i, (n, first, last) in enumerate(triples)]


@pytest.mark.parametrize(
    ("buffers", "offsets", "peak"),
    [
        (lives(), [], 0),
        (lives((32, 0, 0)), [0], 32),
        (lives((32, 0, 1), (64, 1, 2)), [64, 0], 96),
        (lives((32, 0, 0), (64, 1, 2)), [0, 0], 64),
        (lives((48, 0, 1), (32, 0, 0), (32, 1, 1)), [0, 48, 48], 80),
        (lives((16, 0, 0), (16, 0, 0)), [16, 0], 32),
    ],
    ids=["none", "one", "together", "apart", "gap", "equal: the last first"],
)
def test_plans(buffers: list[BufferLife], offsets: list[int], peak: int) -> None:
    assert [one.offset for one in place_greedily(buffers)] == offsets
    assert lower_bound(buffers) == peak


LIVES = st.lists(
    st.tuples(st.integers(1, 8), st.integers(0, 9), st.integers(0, 9)).map(
        lambda one: BufferLife("t", 16 * one[0], min(one[1:]), max(one[1:]), 0)
    ),
    max_size=12,
)


@given(LIVES)
def test_no_two_buffers_share_a_byte_at_one_time(buffers: list[BufferLife]) -> None:
    placed = place_greedily(buffers)
    for step in range(10):
        spans = sorted(
            (one.offset, one.offset + one.n_bytes)
            for one in placed
            if one.first <= step <= one.last
        )
        assert all(end <= start for (_, end), (start, _) in pairwise(spans))
    high = max((one.offset + one.n_bytes for one in placed), default=0)
    assert lower_bound(buffers) <= high <= sum(one.n_bytes for one in buffers)


@given(LIVES)
def test_the_lower_bound_is_the_highest_step(buffers: list[BufferLife]) -> None:
    steps = [
        sum(one.n_bytes for one in buffers if one.first <= step <= one.last) for step in range(10)
    ]
    assert lower_bound(buffers) == max(steps)


def graph(
    sizes: Sequence[int | None],
    file_format: FileFormat = "tflite",
    dtype_class: DtypeClass = "int8",
    caveats: tuple[str, ...] = (),
) -> ModelGraph:
    """A chain: t0 → t1 → t2 …, one operator between each two."""
    return ModelGraph(
        file_format=file_format,
        file_bytes=100,
        dtype_class=dtype_class,
        tensors=tuple(GraphTensor(f"t{i}", None, "int8", n, False) for i, n in enumerate(sizes)),
        operators=tuple(
            GraphOperator("op", "RELU", (i,), (i + 1,), (), 0, None) for i in range(len(sizes) - 1)
        ),
        inputs=(0,),
        outputs=(len(sizes) - 1,),
        weight_bytes=0,
        quantization_bytes=0,
        caveats=caveats,
    )


def test_buffers_live_from_their_maker_to_their_last_reader_and_are_aligned() -> None:
    memory = plan_memory(graph([20, 5, 33]))
    assert memory is not None
    assert [(one.n_bytes, one.first, one.last) for one in memory.buffers] == [
        (32, 0, 0),
        (16, 0, 1),
        (48, 1, 1),
    ]
    assert (memory.lower_bound_bytes, memory.planned_bytes, memory.n_steps) == (64, 64, 2)


def test_an_unknown_size_gives_no_plan() -> None:
    assert plan_memory(graph([20, None, 33])) is None


@pytest.mark.parametrize(
    ("file_format", "dtype_class", "caveats", "basis"),
    [
        ("tflite", "int8", (), "computed"),
        ("tflite", "hybrid", (), "estimated"),
        ("tflite", "int8", ("Scratch.",), "estimated"),
        ("onnx", "int8", (), "estimated"),
    ],
)
def test_the_plan_says_how_sure_it_is(
    file_format: FileFormat, dtype_class: DtypeClass, caveats: tuple[str, ...], basis: str
) -> None:
    memory = plan_memory(graph([16, 16], file_format, dtype_class, caveats))
    assert memory is not None
    assert memory.basis == basis
    assert memory.caveats == caveats
