"""Which recordings the errors of predicted numbers come from."""

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses.error_estimates import spread_of
from afterfit.results import FileErrors

Floats = NDArray[np.float64]


def summarize_error_files(
    source: NDArray[np.int64], names: tuple[str, ...], y_true: Floats, errors: Floats
) -> tuple[FileErrors, ...]:
    """Return each recording's errors, the worst first; arrays (n_samples, n_outputs)."""
    n_sources = len(names)
    scaled = (errors / spread_of(y_true)) ** 2
    of_all = float(scaled.sum())
    scaled_by = _sums(source, scaled, n_sources).sum(axis=1)
    n = np.bincount(source, minlength=n_sources)
    per = np.maximum(n, 1)[:, None]
    bias = _sums(source, errors, n_sources) / per
    mae = _sums(source, np.abs(errors), n_sources) / per
    rmse = np.sqrt(_sums(source, errors**2, n_sources) / per)
    largest = np.zeros_like(bias)
    np.maximum.at(largest, source, np.abs(errors))
    order = np.lexsort((np.arange(n_sources), -scaled_by / np.maximum(n, 1)))
    return tuple(
        FileErrors(
            source=names[index],
            n_samples=int(n[index]),
            bias=tuple(bias[index].tolist()),
            mae=tuple(mae[index].tolist()),
            rmse=tuple(rmse[index].tolist()),
            largest=tuple(largest[index].tolist()),
            share=float(scaled_by[index] / of_all) if of_all else 0.0,
        )
        for index in order.tolist()
        if n[index]
    )


def _sums(source: NDArray[np.int64], values: Floats, n_sources: int) -> Floats:
    return np.stack([np.bincount(source, column, n_sources) for column in values.T], axis=1)
