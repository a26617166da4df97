"""Names of sources that two batches number in their own ways."""

import numpy as np
from numpy.typing import NDArray

Names = tuple[str, ...]


def united(one: Names, other: Names) -> Names:
    """Return the names of both, each once, in the order of their code points.

    Examples
    --------
    >>> united(("b.csv",), ("a.csv", "b.csv"))
    ('a.csv', 'b.csv')
    """
    return one if one == other else tuple(sorted({*one, *other}))


def places(names: Names, within: Names) -> NDArray[np.int64]:
    """Return the index of each of *names* in *within*, which holds them all, shape (n_names,)."""
    place = {name: index for index, name in enumerate(within)}
    return np.array([place[name] for name in names], dtype=np.int64)
