from functools import reduce

from hypothesis import given, settings
from hypothesis import strategies as st

from afterfit.engines.job import GrowingSum, Tallies, add_tallies
from afterfit.statistics import ClassificationTally
from tests.engines.sample_job import job_of, two_models
from tests.engines.test_local import assert_same

JOB = job_of(*two_models(), rows_per_shard=50)
PARTS = [JOB.count(piece) for piece in JOB.pieces()]


@settings(max_examples=20, deadline=None)
@given(st.permutations(PARTS), st.integers(0, len(PARTS)))
def test_a_growing_sum_is_the_sum(parts: list[Tallies[ClassificationTally]], n: int) -> None:
    growing: GrowingSum[ClassificationTally] = GrowingSum()
    for part in parts[:n]:
        growing.take(part)

    assert_same(growing.total(), reduce(add_tallies, parts[:n], {}))


def test_pieces_know_their_place() -> None:
    assert [piece.first_row for piece in JOB.pieces()] == list(range(0, 600, 50))
    assert JOB.n_rows == 600


def test_batches_are_those_of_one_variant_in_order() -> None:
    offsets = [row for batch in JOB.batches(("int8", "test")) for row in batch.offset.tolist()]

    assert offsets == list(range(600))
