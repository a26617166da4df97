"""What one file of a data set holds, before anything is made of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ChannelFacts:
    """The extremes of one channel of one recording; nan where it has no finite value."""

    name: str
    lowest: float
    highest: float
    share_lowest: float
    """Share of the rows that hold the lowest value."""
    share_highest: float
    """Share of the rows that hold the highest value."""
    clipped: bool
    """Whether rows pile up at an extreme as they do at the end of a converter's range."""

    @property
    def constant(self) -> bool:
        """Whether the channel holds a single value."""
        return self.lowest == self.highest


@dataclass(frozen=True, slots=True)
class RecordingFacts:
    """One recording as it lies on disk."""

    source: str
    """Path relative to the classes folder."""
    n_rows: int
    n_missing: int
    """Cells of the chosen columns that hold no finite number."""
    period: float
    """Median step of the time column, in its unit; nan without a rising one."""
    channels: tuple[ChannelFacts, ...]
    digest: str
    """Hash of the values; equal for copies, whatever the file's name."""
    class_name: str
    """Class that its place says; that of all recordings where the task has no classes."""
