"""What a result was computed on."""

from afterfit.results import Scope
from afterfit.statistics import ClassificationTally


def scope_of(tally: ClassificationTally) -> Scope:
    """Return variant, split, number of samples and of the recordings they come from."""
    return Scope(
        variant=tally.variant,
        split=tally.split,
        n_samples=tally.n_samples,
        n_sources=tally.n_sources,
    )
