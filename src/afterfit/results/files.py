"""Which recordings the errors come from."""

from dataclasses import dataclass
from typing import Literal

from afterfit.results.estimate import Scope
from afterfit.results.shown import Shown


@dataclass(frozen=True, slots=True)
class FileRow:
    """One recording, and what its samples were taken for."""

    source: str
    """Path of the recording, relative to the data set."""
    true_class: str
    """Class of its samples; "mixed" where they do not agree."""
    n_samples: int
    n_wrong: int
    predicted: tuple[int, ...]
    """Samples taken for each class, in class order."""

    @property
    def error_rate(self) -> float:
        """Share of its samples that were taken for a wrong class."""
        return self.n_wrong / self.n_samples


@dataclass(frozen=True, slots=True)
class FileSummary(Shown):
    """Recordings with their predictions, the worst first."""

    scope: Scope
    class_names: tuple[str, ...]
    rows: tuple[FileRow, ...]
    """By falling error rate, then by falling number of errors, then by path in natural order."""
    kind: Literal["file_summary"] = "file_summary"
