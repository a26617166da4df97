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
    return f"{scope.variant}, {scope.split} split, {samples_text(scope)}"


def samples_text(scope: Scope) -> str:
    """Return n, and the recordings where samples share them.

    Examples
    --------
    >>> samples_text(Scope("int8", "test", 1200, 12)), samples_text(Scope("int8", "test", 9, 9))
    ('n = 1,200 from 12 recordings', 'n = 9')
    """
    n = f"n = {count(scope.n_samples)}"
    if scope.n_sources == scope.n_samples:
        return n
    return f"{n} from {counted(scope.n_sources, 'recording')}"
