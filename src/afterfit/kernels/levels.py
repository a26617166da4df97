"""What C counts of sorted scores, for arrays of NumPy.

Only where `are_compiled`. Codes are those of `SortedScores`, keys those of `PlacedSamples`.
"""

from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.kernels.library import addresses, loaded_library

Codes = NDArray[Any]  # uint32 or uint64
Keys = NDArray[np.uint64]
Counts = NDArray[np.int64]
Floats = NDArray[np.float64]


def count_levels(codes: Codes) -> tuple[Floats, Counts, Counts]:
    """Return distinct scores, falling, and positives and negatives at each."""
    n = len(codes)
    levels, (positives, negatives) = np.empty(n), np.empty((2, n), dtype=np.int64)
    count = _in_width(codes, "count_levels")
    found: int = count(n, *addresses(codes, levels, positives, negatives))
    return _only(levels, found), _only(positives, found), _only(negatives, found)


def find_corners(codes: Codes) -> tuple[Floats, Counts, Counts, int, int]:
    """Return what `ThresholdCorners` holds: thresholds, hits and misses, levels, won pairs."""
    n = len(codes)
    levels, (tp, fp) = np.empty(n + 1), np.empty((2, n + 1), dtype=np.int64)
    counted = np.zeros(2, dtype=np.int64)
    find = _in_width(codes, "find_corners")
    found: int = find(n, *addresses(codes, levels, tp, fp, counted))
    n_levels, wins_twice = counted.tolist()
    return _only(levels, found), _only(tp, found), _only(fp, found), n_levels, wins_twice


def sum_auc_influences(
    keys: Keys, n_positives: int, n_negatives: int, n_units: int
) -> tuple[float, Floats, Floats]:
    """Return the ROC AUC, and the influences of the positives and the negatives of each unit.

    Both of shape (n_units,); there must be samples of both kinds. See `roc_auc_influence`.
    """
    library, n = loaded_library(), len(keys)
    placements, wins_twice = np.empty(n), np.zeros(1, dtype=np.int64)
    (start,), written = addresses(keys), addresses(placements, wins_twice)
    n_levels = library.place_positives(n, start, n_negatives, *written)
    area = float(placements[:n_levels].sum()) / n_positives
    a, b = np.zeros((2, n_units))
    library.add_placements(n, start, n_positives, n_negatives, area, *addresses(a, b))
    return int(wins_twice[0]) / (2 * n_positives * n_negatives), a, b


def sum_precision_influences(
    keys: Keys, n_positives: int, n_units: int
) -> tuple[float, Floats, Floats]:
    """Return the average precision, and the influences as `sum_auc_influences` does.

    Both of shape (n_units,); there must be positives. See `average_precision_influence`.
    """
    library, n = loaded_library(), len(keys)
    precisions, products, raised, lowered = (np.empty(n) for _ in range(4))
    n_levels = library.find_precisions(n, *addresses(keys, precisions, products, raised, lowered))
    value, area = (float(one[:n_levels].sum()) / n_positives for one in (precisions, products))
    a, b = np.zeros((2, n_units))
    written = addresses(raised, lowered, a, b)
    library.add_precisions(n, *addresses(keys), n_positives, area, *written)
    return value, a, b


def _in_width(codes: Codes, name: str) -> Any:
    return getattr(loaded_library(), f"{name}_{codes.dtype.itemsize * 8}")


def _only(values: NDArray[Any], n: int) -> NDArray[Any]:
    """Return the first *n*; a copy where otherwise much memory would be held for few."""
    return values[:n] if 2 * n > len(values) else values[:n].copy()
