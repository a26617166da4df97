"""Which folder is which class, and which files are its recordings."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from afterfit.datasets.recordings import SUFFIXES
from afterfit.errors import InputError
from afterfit.files import natural_order
from afterfit.wording import some_names

EXPECTED_LAYOUT = (
    "expected a folder with classes/<class name>/<recordings as .csv, .txt or .npy>, for example "
    "classes/walking/rec_01.csv"
)


@dataclass(frozen=True, slots=True)
class Layout:
    """Classes and recordings of a data set, found but not read."""

    folder: Path
    """The folder that holds one folder a class."""
    class_names: tuple[str, ...]
    """Sorted by name, as Tensorlab does; the place of a name is its class index."""
    sources: tuple[str, ...]
    """Recordings as "class/file", in natural order."""
    notes: tuple[str, ...]
    """What was left out, and why."""
    class_of: Mapping[str, str] | None = None
    """Class of each recording; None where its folder has the name of its class."""

    def class_index(self, source: str) -> int:
        """Return the class of the recording *source*."""
        name = source.split("/", 1)[0] if self.class_of is None else self.class_of[source]
        return self.class_names.index(name)


def find_layout(root: Path, annotation_dir: str, suffixes: tuple[str, ...] = SUFFIXES) -> Layout:
    """Return classes and recordings under *root*, or under its folder "classes" where it has one.

    Hidden files are ignored, and so is what is not a recording, with a note.

    Raises
    ------
    InputError
        No class folders, a class folder without recordings or with folders in it, or a pickle.
    """
    folder = classes_folder(root)
    entries = visible(folder)
    class_folders = [each for each in entries if each.is_dir() and each.name != annotation_dir]
    if not class_folders:
        raise InputError(f"has no class folders; {EXPECTED_LAYOUT}", where=str(folder))
    names = tuple(sorted(each.name for each in class_folders))
    files = [file for name in names for file in _files(folder / name)]
    strays = [each for each in entries if not each.is_dir()]
    strays += [each for each in files if each.suffix.lower() not in suffixes]
    recordings = [each for each in files if each.suffix.lower() in suffixes]
    _check_every_class(folder, names, recordings, suffixes)
    sources = sorted(
        (each.relative_to(folder).as_posix() for each in recordings), key=natural_order
    )
    return Layout(folder, names, tuple(sources), stray_notes(strays, folder, suffixes))


def classes_folder(root: Path) -> Path:
    """Return the folder that holds the class folders."""
    if not root.is_dir():
        raise InputError(f"no such folder; {EXPECTED_LAYOUT}", where=str(root))
    if (root / "classes").is_dir():
        return root / "classes"
    if (root / "files").is_dir():
        raise InputError(
            "has the layout files/ of regression and forecasting; set common -> task_type to "
            f"one of them, or for a classification: {EXPECTED_LAYOUT}",
            where=str(root),
        )
    return root


def visible(folder: Path) -> list[Path]:
    """Return what lies in *folder*, without hidden files, by name."""
    return sorted(each for each in folder.iterdir() if not each.name.startswith((".", "__MACOSX")))


def _files(class_folder: Path) -> list[Path]:
    entries = visible(class_folder)
    for each in entries:
        if each.is_dir():
            raise InputError(
                "is a folder inside a class folder; recordings lie directly in the folder of "
                f"their class; {EXPECTED_LAYOUT}",
                where=str(each),
            )
        refuse_pickle(each)
    return entries


def refuse_pickle(path: Path) -> None:
    """Raise where *path* is a pickle, and say how to convert it."""
    if path.suffix.lower() in (".pkl", ".pickle"):
        raise InputError(
            "is a pickle, which can run any code when it is opened, so it is never read; "
            f"convert it where you trust it: pandas.read_pickle({path.name!r})"
            f".to_csv({path.with_suffix('.csv').name!r}, index=False)",
            where=str(path),
        )


def _check_every_class(
    folder: Path, names: Iterable[str], recordings: list[Path], suffixes: tuple[str, ...]
) -> None:
    filled = {each.parent.name for each in recordings}
    for name in names:
        if name not in filled:
            raise InputError(
                f"the class folder holds no recordings ({', '.join(suffixes)}); add some or "
                f"remove the folder; {EXPECTED_LAYOUT}",
                where=str(folder / name),
            )


def stray_notes(
    strays: Sequence[Path], folder: Path, suffixes: tuple[str, ...] = SUFFIXES
) -> tuple[str, ...]:
    """Return the note on files that are no recordings, if there are any."""
    if not strays:
        return ()
    names = some_names(each.relative_to(folder).as_posix() for each in strays)
    listed = f"{', '.join(suffixes[:-1])} or {suffixes[-1]}" if suffixes[1:] else suffixes[0]
    return (f"{names}: not read, being no {listed} file of a class",)
