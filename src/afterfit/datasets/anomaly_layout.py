"""The folders Normal and Anomaly → recordings of each kind."""

from pathlib import Path

from afterfit.datasets.layout import (
    Layout,
    classes_folder,
    refuse_pickle,
    stray_notes,
    visible,
)
from afterfit.datasets.recordings import SUFFIXES
from afterfit.errors import InputError, did_you_mean
from afterfit.files import natural_order

NORMAL, ANOMALY = "normal", "anomaly"
_FOLDERS = ("Normal", "Anomaly")
EXPECTED_KINDS = (
    "expected classes/Normal/<recordings as .csv, .txt or .npy> and classes/Anomaly/<recordings>, "
    "or classes/Anomaly/<kind>/<recordings> where kinds of anomalies are told apart"
)


def find_anomalies(root: Path, annotation_dir: str) -> Layout:
    """Return the recordings of *root*; class 0 is "normal", the others are kinds of anomalies.

    A folder in Anomaly is a kind of its own; what lies in Anomaly directly is of kind "anomaly".
    Without a folder Anomaly there is only the normal class, and a note.

    Raises
    ------
    InputError
        No folder Normal (case matters), an empty one, another folder beside the two, or a pickle.
    """
    folder = classes_folder(root)
    names = {each.name for each in visible(folder) if each.is_dir() and each.name != annotation_dir}
    _check_names(names, folder)
    kind_of = dict.fromkeys(_recordings(folder / "Normal", folder), NORMAL)
    for place, kind in _anomaly_folders(folder / "Anomaly"):
        kind_of |= dict.fromkeys(_recordings(place, folder), kind)
    strays = [
        each
        for each in sorted(folder.rglob("*"))
        if each.is_file() and each.relative_to(folder).as_posix() not in kind_of
    ]
    kinds = [kind for kind in dict.fromkeys(kind_of.values()) if kind != NORMAL]
    notes = (*stray_notes(strays, folder), *_no_anomalies(kinds))
    return Layout(
        folder, (NORMAL, *kinds), tuple(sorted(kind_of, key=natural_order)), notes, kind_of
    )


def _check_names(names: set[str], folder: Path) -> None:
    for name in sorted(names - set(_FOLDERS)):
        near = did_you_mean(name.capitalize(), _FOLDERS)
        raise InputError(
            f"{name!r} is neither Normal nor Anomaly{near} (case matters); {EXPECTED_KINDS}",
            where=str(folder),
        )
    if "Normal" not in names:
        raise InputError(
            f"there is no folder Normal, which the model learns from; {EXPECTED_KINDS}",
            where=str(folder),
        )


def _anomaly_folders(folder: Path) -> list[tuple[Path, str]]:
    if not folder.is_dir():
        return []
    kinds = [(each, each.name) for each in visible(folder) if each.is_dir()]
    for each, kind in kinds:
        if kind == NORMAL:
            raise InputError("a kind of anomaly cannot be called normal", where=str(each))
    of_note = (*SUFFIXES, ".pkl", ".pickle")
    has_own = any(each.is_file() and each.suffix.lower() in of_note for each in visible(folder))
    if not kinds:
        return [(folder, ANOMALY)]
    return [*([(folder, ANOMALY)] if has_own else []), *kinds]


def _recordings(place: Path, folder: Path) -> list[str]:
    entries = visible(place)
    for each in entries:
        refuse_pickle(each)
        if each.is_dir() and place != folder / "Anomaly":
            raise InputError(
                f"is a folder where recordings are expected; {EXPECTED_KINDS}", where=str(each)
            )
    found = [
        each.relative_to(folder).as_posix() for each in entries if each.suffix.lower() in SUFFIXES
    ]
    if not found:
        raise InputError(
            f"holds no recordings ({', '.join(SUFFIXES)}); {EXPECTED_KINDS}", where=str(place)
        )
    return found


def _no_anomalies(kinds: list[str]) -> tuple[str, ...]:
    if kinds:
        return ()
    return ("there are no anomalies, so nothing can be said of what the model would detect",)
