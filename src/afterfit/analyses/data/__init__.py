"""Recordings and windows → what is wrong with the data, and what simple models make of it."""

from afterfit.analyses.data.checks import check_data
from afterfit.analyses.data.dependence import measure_dependence
from afterfit.analyses.data.separability import measure_separability
from afterfit.analyses.data.series import measure_series
from afterfit.analyses.data.targets import as_windows, target_spreads

__all__ = [
    "as_windows",
    "check_data",
    "measure_dependence",
    "measure_separability",
    "measure_series",
    "target_spreads",
]
