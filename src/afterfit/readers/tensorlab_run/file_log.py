"""file_level_classification_summary.log → counts of each recording in each stage."""

from collections.abc import Iterable
from dataclasses import dataclass

from afterfit.errors import InputError
from afterfit.results import Stage

_STAGES: dict[str, Stage] = {
    "FloatTrain": "float training",
    "QuantTrain": "quantised training",
    "TestData": "test",
}
_FIXED = ("True Class", "File", "Total Samples")
_PREDICTED = "Predicted as "


@dataclass(frozen=True, slots=True)
class FileCounts:
    """What the samples of one recording were taken for."""

    true_class: str
    file: str
    counts: tuple[int, ...]
    """One a class of the table."""


@dataclass(frozen=True, slots=True)
class FileTable:
    """One table of the log."""

    stage: Stage
    class_names: tuple[str, ...]
    rows: tuple[FileCounts, ...]

    @property
    def n_samples(self) -> int:
        """Samples of all recordings."""
        return sum(sum(row.counts) for row in self.rows)


@dataclass(frozen=True, slots=True)
class FileLog:
    """All tables, and what could not be read."""

    tables: tuple[FileTable, ...]
    notes: tuple[str, ...]


def read_file_log(lines: Iterable[str]) -> FileLog:
    """Return the last table of each stage; a damaged row is told, and the rest is read.

    The log is appended by every stage, so an older table of a stage stands before the newer one.
    """
    tables: dict[Stage, tuple[tuple[str, ...], list[FileCounts]]] = {}
    notes: list[str] = []
    stage: Stage | None = None
    classes: tuple[str, ...] = ()
    for number, line in enumerate(lines, 1):
        stage = next((one for word, one in _STAGES.items() if word in line), stage)
        cells = _cells(line)
        if not cells or stage is None:
            continue
        if tuple(cells[:3]) == _FIXED:
            classes = tuple(cell.removeprefix(_PREDICTED) for cell in cells[3:])
            tables[stage] = (classes, [])
            continue
        try:
            tables[stage][1].append(_row(cells, classes))
        except (InputError, KeyError) as error:
            notes.append(f"line {number} of the file-level log was left out: {error}")
    return FileLog(
        tuple(FileTable(one, names, tuple(rows)) for one, (names, rows) in tables.items()),
        tuple(notes),
    )


def _cells(line: str) -> list[str]:
    bar, _, rest = line.strip().partition("|")
    if bar or not rest:
        return []
    return [cell.strip() for cell in rest.removesuffix("|").split("|")]


def _row(cells: list[str], classes: tuple[str, ...]) -> FileCounts:
    counts = [int(cell) for cell in cells[2:] if cell.isdecimal()]
    if len(cells) != len(classes) + 3 or len(counts) != len(classes) + 1:
        raise InputError(f"expected {len(classes) + 3} cells with counts, got {len(cells)}")
    if counts[0] != sum(counts[1:]):
        raise InputError(f"its counts sum to {sum(counts[1:])}, its total is {counts[0]}")
    if cells[0] not in classes:
        raise InputError(f"its class {cells[0]!r} has no column")
    return FileCounts(cells[0], cells[1], tuple(counts[1:]))
