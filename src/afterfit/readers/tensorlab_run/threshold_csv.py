"""threshold_performance.csv → what each threshold of an anomaly detector finds."""

from pathlib import Path

from afterfit.readers.tensorlab_run.csv_rows import read_csv_numbers
from afterfit.results import ReportedThreshold

_COLUMNS = ("k_value", "threshold", "true_positives", "true_negatives",
            "false_positives", "false_negatives")  # fmt: skip


def read_threshold_csv(path: Path) -> tuple[ReportedThreshold, ...]:
    """Return the rows; rates follow from the counts, which the file does not round.

    Raises
    ------
    InputError
        See `read_csv_numbers`.
    """
    return tuple(
        ReportedThreshold(float(k), float(threshold), *(int(one) for one in counts))
        for k, threshold, *counts in read_csv_numbers(path, _COLUMNS)
    )
