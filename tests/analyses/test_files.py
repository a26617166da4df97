import numpy as np
from hypothesis import given

from afterfit.analyses import count_confusion, summarize_files
from afterfit.records import Predictions
from tests.statistics.sample_predictions import fan_predictions, predictions_of, some_predictions


def test_fan_blades_of_the_document() -> None:
    rows = summarize_files(fan_predictions()).rows

    # Files 0, 1, 2 and 20 hold 68 errors each and 21 holds 67, so errors and names agree here.
    assert [row.source for row in rows[:5]] == [
        f"BladeDamage/BladeDamage_{number}.csv" for number in (0, 1, 2, 20, 21)
    ]
    assert {row.true_class for row in rows[:5]} == {"BladeDamage"}
    assert sum(row.n_wrong for row in rows[:5]) == 339
    assert all(row.error_rate == 1 for row in rows[:5])
    assert all(row.n_wrong == 0 for row in rows[5:])
    assert rows[0].predicted == (0, 68, 0, 0)


def test_order_is_rate_then_errors_then_natural_name() -> None:
    wrong, right = [0.0, 1.0], [1.0, 0.0]
    summary = summarize_files(
        predictions_of(
            [0] * 9,
            [right, wrong, wrong, wrong, wrong, right, right, right, wrong],
            [10, 10, 1, 1, 0, 2, 2, 3, 3],
        )
    )

    assert [(row.source, row.n_wrong, row.n_samples) for row in summary.rows] == [
        ("file_1.csv", 2, 2),
        ("file_0.csv", 1, 1),
        ("file_3.csv", 1, 2),
        ("file_10.csv", 1, 2),
        ("file_2.csv", 0, 2),
    ]


def test_recording_of_several_classes_is_mixed() -> None:
    summary = summarize_files(predictions_of([0, 1], [[0.9, 0.1], [0.1, 0.9]], [0, 0]))

    assert summary.rows[0].true_class == "mixed"


@given(some_predictions())
def test_rows_sum_to_the_confusion_matrix(predictions: Predictions) -> None:
    summary = summarize_files(predictions)
    counts = np.array(count_confusion(predictions).counts)

    assert np.sum([row.predicted for row in summary.rows], axis=0).tolist() == list(counts.sum(0))
    assert sum(row.n_wrong for row in summary.rows) == counts.sum() - counts.trace()
    assert all(sum(row.predicted) == row.n_samples for row in summary.rows)
    assert len(summary.rows) == summary.scope.n_sources
