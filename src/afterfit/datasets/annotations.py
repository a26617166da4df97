"""Lists that name the recordings of each split."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from afterfit.datasets.layout import Layout
from afterfit.errors import InputError, did_you_mean
from afterfit.wording import some_names

_LIST_NAMES = {"train": "train", "val": "validation", "test": "test"}


@dataclass(frozen=True, slots=True)
class Annotations:
    """What the annotation folder says."""

    splits: Mapping[str, str] | None
    """Recording → split, or None where the lists are not complete."""
    notes: tuple[str, ...]


def read_annotations(layout: Layout, annotation_dir: str, prefix: str) -> Annotations:
    """Return the split of each listed recording, when all three lists exist.

    A list is named ``<prefix>_<train|val|test>_list.txt``, or without prefix. It holds one path
    a line, relative to the classes folder; lines that start with # are comments.

    Raises
    ------
    InputError
        A listed recording does not exist, or is listed twice; the message names list and line.
    """
    lists = _find_lists(layout.folder, annotation_dir, prefix)
    if not lists:
        return Annotations(None, ())
    missing = [name for name in _LIST_NAMES if name not in lists]
    if missing:
        return Annotations(None, (_incomplete(lists, missing, prefix),))
    splits = _assign(lists, layout)
    if not splits:
        raise InputError(
            "name no recording; fill them, or remove them to have the recordings divided",
            where=", ".join(str(path) for path in lists.values()),
        )
    unlisted = [source for source in layout.sources if source not in splits]
    n_all = len(layout.sources)
    note = f"no list names {len(unlisted)} of {n_all} recordings: {some_names(unlisted)}"
    return Annotations(splits, (note,) if unlisted else ())


def _find_lists(folder: Path, annotation_dir: str, prefix: str) -> dict[str, Path]:
    candidates = {
        name: [
            place / annotation_dir / file
            for place in (folder.parent, folder)
            for file in (f"{prefix}_{name}_list.txt", f"{name}_list.txt")
        ]
        for name in _LIST_NAMES
    }
    return {
        name: next(path for path in paths if path.is_file())
        for name, paths in candidates.items()
        if any(path.is_file() for path in paths)
    }


def _incomplete(lists: Mapping[str, Path], missing: list[str], prefix: str) -> str:
    found = ", ".join(path.name for path in lists.values())
    absent = ", ".join(f"{prefix}_{name}_list.txt" for name in missing)
    return f"annotation lists are followed only when all three exist: found {found}, not {absent}"


def _assign(lists: Mapping[str, Path], layout: Layout) -> dict[str, str]:
    splits: dict[str, str] = {}
    seen: dict[str, str] = {}
    for name, path in lists.items():
        for line, entry in _entries(path):
            where = f"{path}, line {line}"
            source = _resolve(entry, layout, where)
            if source in seen:
                raise InputError(
                    f"{source} is listed already in {seen[source]}; a recording belongs to one "
                    "split, once",
                    where=where,
                )
            seen[source] = where
            splits[source] = _LIST_NAMES[name]
    return splits


def _entries(path: Path) -> Iterator[tuple[int, str]]:
    for number, line in enumerate(path.read_text("utf-8-sig", "replace").splitlines(), start=1):
        entry = line.strip().replace("\\", "/").removeprefix("./")
        if entry and not entry.startswith("#"):
            yield number, entry


def _resolve(entry: str, layout: Layout, where: str) -> str:
    relative = entry.removeprefix(f"{layout.folder.name}/")
    for source in (entry, relative):
        if source in layout.sources:
            return source
    hint = did_you_mean(relative, layout.sources)
    raise InputError(f"no recording {entry!r} in {layout.folder}{hint}", where=where)
