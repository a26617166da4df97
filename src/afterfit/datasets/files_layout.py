"""The folder files/ of regression and forecasting → its recordings."""

from pathlib import Path

from afterfit.datasets.layout import Layout, refuse_pickle, stray_notes, visible
from afterfit.datasets.recordings import SUFFIXES
from afterfit.errors import InputError
from afterfit.files import natural_order

EXPECTED_FILES = (
    "expected a folder with files/<recordings as .csv, .txt or .npy>, for example files/run_01.csv"
)
_ALL = "files"
"""The one group that all recordings belong to."""


def find_files(root: Path) -> Layout:
    """Return the recordings under *root*, or under its folder "files" where it has one.

    Raises
    ------
    InputError
        No recordings, folders among them, the layout of classes, or a pickle.
    """
    folder = _files_folder(root)
    entries = visible(folder)
    for each in entries:
        if each.is_dir() and folder.name == _ALL:
            raise InputError(
                f"is a folder among the recordings; they lie side by side; {EXPECTED_FILES}",
                where=str(each),
            )
        refuse_pickle(each)
    found = [each for each in entries if each.is_file()]
    recordings = [each for each in found if each.suffix.lower() in SUFFIXES]
    if not recordings:
        raise InputError(f"holds no recordings; {EXPECTED_FILES}", where=str(folder))
    names = tuple(sorted((each.name for each in recordings), key=natural_order))
    notes = stray_notes([each for each in found if each not in recordings], folder)
    return Layout(folder, (_ALL,), names, notes, dict.fromkeys(names, _ALL))


def _files_folder(root: Path) -> Path:
    if not root.is_dir():
        raise InputError(f"no such folder; {EXPECTED_FILES}", where=str(root))
    if (root / _ALL).is_dir():
        return root / _ALL
    if (root / "classes").is_dir():
        raise InputError(
            f"has the layout classes/ of a classification, and the task is none; {EXPECTED_FILES}",
            where=str(root),
        )
    return root
