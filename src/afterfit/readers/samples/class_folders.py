"""A folder with one folder a class → its files in natural order."""

from pathlib import Path

from afterfit.errors import InputError
from afterfit.files import natural_order


def class_files(folder: Path, suffixes: frozenset[str], kind: str) -> list[tuple[Path, str]]:
    """Return each file with the name of its class, classes and files in natural order.

    Raises
    ------
    InputError
        When a file of another kind is among them; hidden files are not looked at.
    """
    classes = [one for one in _visible(folder) if one.is_dir()]
    found = [(file, place.name) for place in classes for file in _visible(place)]
    for file, _ in found:
        if file.suffix.lower() not in suffixes:
            raise InputError(f"not {kind}; move it out of the folder", where=str(file))
    return found


def _visible(folder: Path) -> list[Path]:
    inside = (one for one in folder.iterdir() if not one.name.startswith("."))
    return sorted(inside, key=lambda one: natural_order(one.name))
