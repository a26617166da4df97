"""What the traces of all tasks have in common: variants with their layers."""

from afterfit.results import AnomalyVariantTrace, NumbersVariantTrace
from afterfit.results.prediction_trace import VariantTrace

AnyVariant = VariantTrace | NumbersVariantTrace | AnomalyVariantTrace
"""How one variant came to its answer; each has ``variant``, ``layers``, ``parts_at``, ``note``."""
