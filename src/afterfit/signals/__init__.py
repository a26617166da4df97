"""Samples of a signal → features of it."""

from afterfit.signals.log_mel import LogMel, log_mel

__all__ = ["LogMel", "log_mel"]
