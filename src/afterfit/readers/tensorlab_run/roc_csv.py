"""fpr_tpr_thresholds.csv → one curve a class; its blocks begin at an infinite threshold."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from afterfit.errors import InputError
from afterfit.readers.tensorlab_run.csv_rows import read_csv_numbers
from afterfit.results import ReportedCurve


def read_roc_csv(path: Path, class_names: Sequence[str] = ()) -> tuple[ReportedCurve, ...]:
    """Return the curves in the order of the file, named where *class_names* has one for each.

    Raises
    ------
    InputError
        When the columns are missing, or the file is cut off within a number.
    """
    rows = read_csv_numbers(path, ("fpr", "tpr", "thresholds"))
    starts = np.flatnonzero(np.isinf(rows[:, 2]))
    if not len(starts) or starts[0] != 0:
        raise InputError("no block begins with the threshold inf", where=str(path))
    blocks = np.split(rows, starts[1:])
    named = class_names if len(class_names) == len(blocks) else ()
    names = named or [f"class {place}" for place in range(len(blocks))]
    return tuple(
        ReportedCurve(
            name,
            tuple(block[:, 0].tolist()),
            tuple(block[:, 1].tolist()),
            float(np.trapezoid(block[:, 1], block[:, 0])),
        )
        for name, block in zip(names, blocks, strict=True)
    )
