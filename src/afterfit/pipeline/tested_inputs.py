"""A run folder → what its models were tested on."""

from collections.abc import Sized

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.pipeline.folder import RunFolder


def read_tested_inputs(folder: RunFolder, windows: Sized) -> NDArray[np.float32]:
    """Return the features of the test *windows*, shape (n_samples, …) as the models take them.

    Raises
    ------
    InputError
        When the file is missing or damaged, or is not of these windows.
    """
    path = folder.testing / "test_data.npy"
    again = "run the configuration again with the same --output"
    try:
        inputs: NDArray[np.float32] = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError) as error:
        raise InputError(
            f"the inputs of the test cannot be read ({error}); {again}", where=str(path)
        ) from None
    if len(inputs) != len(windows):
        raise InputError(
            f"{len(inputs):,} inputs of the test, but {len(windows):,} windows in "
            f"{folder.test_windows.name}; {again}",
            where=str(path),
        )
    return inputs
