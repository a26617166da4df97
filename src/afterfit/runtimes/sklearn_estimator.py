"""An estimator stored by skops and rows → probabilities."""

from collections.abc import Collection
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError, MissingExtraError
from afterfit.runtimes.batches import check_finite
from afterfit.runtimes.child import run_child


def run_sklearn(
    path: Path, X: NDArray[Any], trust: Collection[str] = ()
) -> tuple[NDArray[np.float64], tuple[str, ...]]:
    """Return the probabilities that an estimator gives to each row, and its classes in order.

    skops names the types that a file would make; those that it does not know as harmless must be
    in *trust*. Runs in a process of its own.

    Parameters
    ----------
    path
        A file of ``skops.io.dump``: a classifier, or a pipeline that ends in one.
    X : array of shape (n, n_features)

    Raises
    ------
    InputError
        When a type is not trusted, the file is damaged, or the rows do not fit.
    """
    if find_spec("skops") is None or find_spec("sklearn") is None:
        raise MissingExtraError("running a scikit-learn estimator", "sklearn")
    rows = np.asarray(X).reshape(len(X), -1)
    answer = run_child("sklearn_estimator.py", [str(path), *trust], {"rows": rows})
    if answer.status:
        raise InputError(f"scikit-learn could not run it: {answer.reason}", where=str(path))
    outputs = check_finite(answer.arrays["outputs"].astype(np.float64), path)
    return outputs, tuple(answer.arrays["classes"].tolist())
