from hypothesis import given

from afterfit.analyses import count_confusion
from afterfit.records import Predictions
from tests.statistics.sample_predictions import predictions_of, some_predictions


def test_rows_are_true_and_columns_predicted() -> None:
    matrix = count_confusion(predictions_of([0, 0, 1], [[0.9, 0.1], [0.2, 0.8], [0.5, 0.5]]))

    assert matrix.counts == ((1, 1), (1, 0))  # the tie goes to the lower index
    assert (matrix.scope.n_samples, matrix.scope.n_sources) == (3, 3)


@given(some_predictions())
def test_sums_to_the_number_of_samples(predictions: Predictions) -> None:
    matrix = count_confusion(predictions)

    assert sum(map(sum, matrix.counts)) == len(predictions) == matrix.scope.n_samples
