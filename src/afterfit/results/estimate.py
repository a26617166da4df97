"""A number with what it rests on."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Scope:
    """What a result was computed on."""

    variant: str
    """Which form of the model: "float32", "int8", …"""
    split: str
    """Which part of the data: "train", "validation" or "test"."""
    n_samples: int
    """How many samples."""
    n_sources: int
    """How many recordings they come from."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """One metric with its 95 % interval."""

    metric: str
    """Name in the table of metrics, `afterfit.metrics.METRICS`."""
    value: float
    """The metric; nan where the data cannot tell, for example a recall without positives."""
    low: float
    """Lower end of the interval; nan where there is none."""
    high: float
    """Upper end of the interval; nan where there is none."""
    n: int
    """How many samples the value rests on."""
    method: str
    """How the interval was made: "wilson", "bootstrap", "delong" (ROC AUC), "linearised" (average
    precision), each with ", clustered" where it rests on recordings, "paired", or "none", which a
    reason may follow."""
