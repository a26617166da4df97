"""A training in progress → history.csv, verdicts, and a stop when one of them asks for it."""

from afterfit.callbacks.keras import for_keras
from afterfit.callbacks.lightning import for_lightning
from afterfit.callbacks.training_history import TrainingHistory

__all__ = ["TrainingHistory", "for_keras", "for_lightning"]
