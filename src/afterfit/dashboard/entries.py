"""Folders that were given → the runs, analyses, sweeps and pages of curves below them."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from afterfit.errors import InputError
from afterfit.files import safe_name

Kind = Literal["run", "analysis", "sweep", "data", "curves"]
"""run: made by ``afterfit run``; analysis: of files, models or a comparison; data: checks of a data
set alone; curves: the page of ``afterfit curves``."""
_MARKS: tuple[tuple[str, Kind], ...] = (
    ("manifest.json", "run"),
    ("running.json", "run"),
    ("analysis.json", "analysis"),
    ("tensorlab.json", "analysis"),
    ("sweep.json", "sweep"),
    ("gof/data_checks.json", "data"),
    ("curves.html", "curves"),
)
"""The first file that is there tells what the folder is."""
_PARTS = frozenset(
    {
        "training",
        "testing",
        "predictions",
        "outputs",
        "layers",
        "gof",
        "post_training_analysis",
        "test_results",
        "report_files",
        "curves_files",
    }
)
"""Folders of a run that hold no further run."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One folder that the dashboard shows, as it was at one moment."""

    id: str
    """Its name in addresses: made of its place, so that no address names a path."""
    name: str
    """Its place below the folder that was given, for readers."""
    path: Path
    kind: Kind
    state: tuple[tuple[str, int, int], ...]
    """Path, size in bytes and time in ns of every file in it, by path; changes with any of them."""
    escapes: str = ""
    """A link in it that leads out of the folders that were given; empty without one."""

    @property
    def version(self) -> str:
        """A short text that is another one when any file is."""
        return sha256(repr((self.state, self.escapes)).encode()).hexdigest()[:16]

    @property
    def changed(self) -> float:
        """When the newest file was written, in seconds since 1970."""
        return max((time for _, _, time in self.state), default=0) / 1e9


def check_roots(folders: Sequence[str | Path]) -> tuple[Path, ...]:
    """Return the given folders with their links resolved, each once.

    Raises
    ------
    InputError
        When there is none, or one is no folder.
    """
    if not folders:
        raise InputError("name at least one folder that holds runs")
    for folder in map(Path, folders):
        if not folder.is_dir():
            said = "is a file, not a folder" if folder.exists() else "no such folder"
            raise InputError(f"{said}; give a folder that holds runs", where=str(folder))
    return tuple(dict.fromkeys(Path(folder).resolve() for folder in folders))


def find_entries(roots: Sequence[Path]) -> tuple[Entry, ...]:
    """Return all that is found at and below *roots*, by place; links to folders are not followed.

    A folder that two roots hold is found once.
    """
    found: dict[Path, Entry] = {}
    for root in roots:
        for path, kind in _marked(root):
            if path not in found:
                found[path] = _entry(path, kind, root, roots)
    return tuple(found.values())


def _marked(root: Path) -> Iterator[tuple[Path, Kind]]:
    for text, folders, files in os.walk(root, followlinks=False):
        path, names = Path(text), set(files)
        kind = next((kind for mark, kind in _MARKS if _has(path, names, mark)), None)
        if kind is not None:
            yield path, kind
            folders[:] = [name for name in folders if name not in _PARTS]
        folders.sort()


def _has(path: Path, names: set[str], mark: str) -> bool:
    if "/" in mark:
        return (path / mark).is_file()
    if mark not in names:
        return False
    # other tools write a manifest.json too
    return mark != "manifest.json" or _is_ledger(path / mark)


def _is_ledger(path: Path) -> bool:
    try:
        with path.open("rb") as stream:
            return b'"stages"' in stream.read(4096)
    except OSError:
        return False


def _entry(path: Path, kind: Kind, root: Path, roots: Sequence[Path]) -> Entry:
    name = path.relative_to(root).as_posix()
    if name == ".":
        name = root.name or str(root)
    elif len(roots) > 1:
        name = f"{root.name}/{name}"
    place = sha256(os.fsencode(path)).hexdigest()[:10]
    shown = os.fsencode(name).decode("utf-8", "replace")  # names on disk may be any bytes
    state, escapes = _state(path, roots)
    identity = f"{safe_name(shown.rpartition('/')[2], 40)}-{place}"
    return Entry(identity, shown, path, kind, state, escapes)


def _state(path: Path, roots: Sequence[Path]) -> tuple[tuple[tuple[str, int, int], ...], str]:
    """Return the files of an entry, those of entries below it left out, and a link that escapes."""
    files: list[tuple[str, int, int]] = []
    escapes: list[str] = []
    waiting = [(path, "")]
    while waiting:
        folder, place = waiting.pop()
        for one in _listed(folder):
            name = f"{place}{one.name}"
            if one.is_symlink() and not _is_within(Path(one.path), roots):
                escapes.append(name)
            elif one.is_dir(follow_symlinks=False):
                waiting += [(Path(one.path), f"{name}/")] if place or one.name in _PARTS else []
            elif not one.name.startswith(".tmp-"):
                files += _stamp(one, name)
    return tuple(sorted(files)), min(escapes, default="")


def _listed(folder: Path) -> list["os.DirEntry[str]"]:
    try:
        with os.scandir(folder) as entries:
            return list(entries)
    except OSError:  # it vanished between two looks
        return []


def _stamp(one: "os.DirEntry[str]", name: str) -> list[tuple[str, int, int]]:
    try:
        stat = one.stat()
    except OSError:
        return []
    return [(name, stat.st_size, stat.st_mtime_ns)]


def _is_within(link: Path, roots: Sequence[Path]) -> bool:
    try:
        target = link.resolve()
    except (OSError, RuntimeError):  # a ring of links
        return False
    return any(target.is_relative_to(root) for root in roots)
