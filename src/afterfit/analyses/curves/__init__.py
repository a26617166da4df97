"""Training log → learning curves: what they look like, in numbers."""

from afterfit.analyses.curves.measure import measure_curves

__all__ = ["measure_curves"]
