"""A run and agreed limits → pass or fail."""

from afterfit.pipeline.gates.checker import check
from afterfit.pipeline.gates.schema import Gate, GatesFile, read_gates

__all__ = ["Gate", "GatesFile", "check", "read_gates"]
