from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from afterfit.analyses import compare_quantization, compare_tallies
from afterfit.engines import tally_locally, tally_pairs
from afterfit.errors import InputError
from afterfit.records import Predictions
from afterfit.results import to_json
from afterfit.statistics import PairedTally
from tests.engines.sample_job import job_of, two_models
from tests.statistics.identical import assert_identical
from tests.statistics.sample_predictions import take

REFERENCE, CANDIDATE = two_models()


def pieces(predictions: Predictions, cuts: list[int]) -> Iterator[Predictions]:
    for rows in np.split(np.arange(len(predictions)), sorted(cuts)):
        yield take(predictions, rows)


CUTS = st.lists(st.integers(0, len(REFERENCE)), max_size=4)


@given(CUTS, CUTS)
def test_each_side_may_be_cut_in_its_own_way(one: list[int], other: list[int]) -> None:
    pairs = tally_pairs(pieces(REFERENCE, one), pieces(CANDIDATE, other))

    assert pairs is not None
    assert_identical(pairs, PairedTally.of(REFERENCE, CANDIDATE))


def test_tallies_and_pairs_compare_as_rows_do() -> None:
    job = job_of(REFERENCE, CANDIDATE)
    tallies = tally_locally(job)
    reference, candidate = ("float32", "test"), ("int8", "test")

    pairs = tally_pairs(job.batches(reference), job.batches(candidate))
    assert pairs is not None
    streamed = compare_tallies(tallies[reference], tallies[candidate], pairs, 4096, 1200)
    assert to_json(streamed) == to_json(compare_quantization(REFERENCE, CANDIDATE, 4096, 1200))


@pytest.mark.parametrize(
    ("candidate", "message"),
    [
        (take(CANDIDATE, np.arange(500)), "the candidate has 500 rows and the other has more"),
        (
            replace(CANDIDATE, y_true=np.where(np.arange(600) == 411, 3, CANDIDATE.y_true)),
            "y_true of row 411 is",
        ),
    ],
    ids=["shorter", "another label"],
)
def test_other_samples_are_refused(candidate: Predictions, message: str) -> None:
    assert REFERENCE.y_true[411] != 3
    with pytest.raises(InputError, match=message):
        tally_pairs(pieces(REFERENCE, [200, 400]), pieces(candidate, [300]))


def test_nothing_to_compare() -> None:
    assert tally_pairs([], []) is None
