"""What a task brings to the stages of a run."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from afterfit.analyses import PairedMetric
from afterfit.pipeline.context import Context

Record = TypeVar("Record")
"""What the outputs of a model mean: predictions, numbers, forecasts, anomaly scores."""


class Task(Protocol[Record]):
    """Training, prediction and analysis of one task; what is common to all is in the stages."""

    def train(self, context: Context) -> Iterable[Path]:
        """Train the float model and give the files written."""

    def train_quantized(self, context: Context) -> None:
        """Let the trained model go on learning with its rounding in place (QAT), and write it."""

    def record(
        self, context: Context, split: str, outputs: NDArray[np.float64], variant: str
    ) -> Record:
        """Return what the outputs of a variant for the windows of a split mean."""

    def predict(self, context: Context) -> Iterator[Path]:
        """Write the record of each variant on each split, and give all files written."""

    def compare(self, reference: Record, candidate: Record) -> PairedMetric:
        """Return what models of the task are ranked by, of two variants on the same samples."""

    def true_values(self, context: Context) -> NDArray[Any]:
        """Return what is true of each test window; it becomes test_labels.npy."""

    def analyze(self, context: Context) -> Iterable[Path]:
        """Make results and named files of the records, and give the files written."""
