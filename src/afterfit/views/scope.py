"""What a chart or a table was computed on, in a few words."""

from afterfit.results import Scope
from afterfit.views.numbers import count, counted


def scope_line(scope: Scope) -> str:
    """Return variant, split, samples and recordings of a result.

    Examples
    --------
    >>> scope_line(Scope("int8", "test", 1200, 12))
    'int8, test split, n = 1,200 from 12 recordings'
    """
    recordings = counted(scope.n_sources, "recording")
    return f"{scope.variant}, {scope.split} split, n = {count(scope.n_samples)} from {recordings}"
