"""What a task brings to the stages of a run."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Protocol

from numpy.typing import NDArray

from afterfit.pipeline.context import Context


class Task(Protocol):
    """Training, prediction and analysis of one task; reading and quantising are common to all."""

    def train(self, context: Context) -> Iterable[Path]:
        """Train the float model and give the files written."""

    def predict(self, context: Context) -> Iterator[Path]:
        """Write the record of each variant on each split and give the files."""

    def true_values(self, context: Context) -> NDArray[Any]:
        """Return what is true of each test window; it becomes test_labels.npy."""

    def analyze(self, context: Context) -> Iterable[Path]:
        """Make results and named files of the records, and give the files written."""
