"""data.yaml, or one class a line → the names of classes, in the order of their numbers."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from afterfit.errors import InputError, why_unreadable


def read_object_names(path: Path) -> tuple[str, ...]:
    """Return the names of classes in YOLO's ``data.yaml``, or in a text with one name a line.

    Raises
    ------
    InputError
        When the file cannot be read, has no names, or gives one twice.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise InputError("there is no such file of class names", where=str(path)) from None
    except (OSError, UnicodeDecodeError) as error:
        raise InputError(f"cannot be read: {why_unreadable(error)}", where=str(path)) from None
    is_yaml = path.suffix.lower() in (".yaml", ".yml")
    names = _of_yaml(text, path) if is_yaml else tuple(map(str.strip, text.splitlines()))
    names = _without_end(names)
    if not names or not all(names):
        raise InputError("must name each class, one name each", where=str(path))
    twice = next((name for name in names if names.count(name) > 1), None)
    if twice is not None:
        raise InputError(f"the class {twice!r} is named twice", where=str(path))
    return names


def _without_end(names: tuple[str, ...]) -> tuple[str, ...]:
    """Leave out empty lines at the end of a text."""
    while names and not names[-1]:
        names = names[:-1]
    return names


def _of_yaml(text: str, path: Path) -> tuple[str, ...]:
    import yaml

    try:
        content = yaml.safe_load(text)
    except yaml.YAMLError as error:
        first = str(error).splitlines()[0]
        raise InputError(f"not valid YAML: {first}", where=str(path)) from None
    names: Any = content.get("names") if isinstance(content, Mapping) else None
    if isinstance(names, Mapping):
        numbers = list(range(len(names)))
        if sorted(names, key=str) != sorted(numbers, key=str):
            raise InputError(
                f"must number the classes from 0 to {len(names) - 1} without gaps, got "
                f"{', '.join(map(str, list(names)[:5]))}",
                where=f"{path} -> names",
            )
        names = [names[number] for number in numbers]
    if not isinstance(names, list) or not all(isinstance(one, str | int) for one in names):
        raise InputError(
            "must be a list of class names, or of number: name, as YOLO's data.yaml has it",
            where=f"{path} -> names",
        )
    return tuple(map(str, names))
