"""Recordings and windows → what is wrong with the data, and how well classes can be told apart."""

from afterfit.analyses.data.checks import check_data
from afterfit.analyses.data.separability import measure_separability

__all__ = ["check_data", "measure_separability"]
