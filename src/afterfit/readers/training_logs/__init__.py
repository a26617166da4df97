"""Logs of any training tool → TrainingLog, one format a file."""

from afterfit.readers.training_logs.meaning import meaning_of, meanings_of, words_of
from afterfit.readers.training_logs.read import UNREADABLE, read_training_logs

__all__ = ["UNREADABLE", "meaning_of", "meanings_of", "read_training_logs", "words_of"]
