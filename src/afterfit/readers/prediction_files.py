"""Paths, globs and folders → files of one format, in natural order."""

from collections.abc import Iterable, Sequence
from pathlib import Path

from afterfit.errors import InputError
from afterfit.files import natural_order

SUFFIXES = {
    ".parquet": "Parquet",
    ".pq": "Parquet",
    ".csv": "CSV",
    ".tsv": "CSV",
    ".ndjson": "NDJSON",
    ".jsonl": "NDJSON",
    ".npz": "NPZ",
}
"""Suffix → format, for every file of predictions that can be read."""

_KNOWN = "Parquet (.parquet), CSV (.csv, .tsv), NDJSON (.ndjson, .jsonl) and NPZ (.npz)"
_WAYS_OUT = {
    ".pkl": "a pickle runs code when it is opened; write it again with DataFrame.to_parquet()",
    ".npy": "one array has no labels; put both into one file: np.savez(name, y_true=…, scores=…)",
    ".gz": "it is compressed; unpack it first: gunzip -k FILE",
    ".zip": "it is compressed; unpack it first",
    ".xlsx": "save the sheet as CSV",
    ".json": "write one JSON object a line, and name it .ndjson; detections need --ground-truth",
}
_WAYS_OUT |= dict.fromkeys((".pickle", ".joblib", ".pt", ".pth"), _WAYS_OUT[".pkl"])
_WAYS_OUT |= dict.fromkeys((".bz2", ".xz", ".zst"), _WAYS_OUT[".zip"])


def find_prediction_files(paths: Sequence[str | Path]) -> tuple[Path, ...]:
    """Return the files that *paths* mean: files, globs, or all known files of a folder.

    The order is that of *paths*; within a glob or a folder, part-2 comes before part-10. A file
    that is meant twice, by whatever name or link, is there once (`repeated_files` tells which).
    Hidden files of a folder are not looked at, nor the tables of a report that afterfit wrote
    there, which would else be analysed the next time; the predictions of a run are.

    Raises
    ------
    InputError
        Nothing there, a format that cannot be read, or more than one format.
    """
    found, _ = _told_apart(paths)
    if not found:
        raise InputError("no files of predictions were given")
    for file in found:
        _check_suffix(file)
    return _of_one_format(tuple(found))


def repeated_files(paths: Sequence[str | Path]) -> tuple[tuple[Path, Path], ...]:
    """Return each path that means a file once more, with the path by which that file counts.

    The two are the same path, or links to one file.
    """
    return tuple(_told_apart(paths)[1].items())


def _told_apart(paths: Sequence[str | Path]) -> tuple[list[Path], dict[Path, Path]]:
    """Return the first path of each file, and the first one of every other path."""
    first: dict[tuple[int, int], Path] = {}
    again: dict[Path, Path] = {}
    for file in (one for path in paths for one in _files_of(Path(path))):
        known = first.setdefault(_identity(file), file)
        if known is not file:
            again[file] = known
    return list(first.values()), again


def _identity(file: Path) -> tuple[int, int]:
    """Return what two paths share only where they are one file."""
    status = file.stat()
    return status.st_dev, status.st_ino


def _files_of(path: Path) -> list[Path]:
    if path.is_dir():
        return _files_in(path)
    if path.exists():
        return [path]
    if not any(mark in str(path) for mark in "*?["):
        raise InputError(f"no such file of predictions: {path}")
    root = Path(path.anchor)
    matches = root.glob(str(path.relative_to(path.anchor)))
    files = _by_name(file for file in matches if file.is_file())
    if not files:
        raise InputError(f"no file matches {path}; quote it if the shell should not expand it")
    return files


def _files_in(folder: Path) -> list[Path]:
    written = {one.parent for one in folder.rglob(_OF_A_REPORT[0]) if _is_written(one.parent)}
    files = [
        file
        for file in folder.rglob("*")
        if file.suffix.lower() in SUFFIXES
        and file.is_file()
        and not any(part.startswith(".") for part in file.relative_to(folder).parts)
        and not any(_is_about(file, one) for one in written)
    ]
    if not files:
        raise InputError(f"holds no file of predictions; {_KNOWN} are read", where=str(folder))
    return _by_name(files)


_OF_A_REPORT = ("analysis.json", "run.json")
"""What lies in every folder that afterfit wrote results to."""


def _is_written(folder: Path) -> bool:
    return all((folder / name).is_file() for name in _OF_A_REPORT)


def _is_about(file: Path, written: Path) -> bool:
    """Say whether *file* is of a report in the folder *written*, not the user's own beside it."""
    return file.is_relative_to(written) and file.relative_to(written).parts[0] in _OF_RESULTS


_OF_RESULTS = {"gof", "post_training_analysis", "test_results", "testing", "training"}
"""Folders for tables about predictions, that hold none; `RunFolder` names them."""


def _by_name(files: Iterable[Path]) -> list[Path]:
    return sorted(files, key=lambda file: natural_order(str(file)))


def _check_suffix(file: Path) -> None:
    suffix = file.suffix.lower()
    if suffix not in SUFFIXES:
        way_out = _WAYS_OUT.get(suffix, f"{_KNOWN} are read")
        raise InputError(f"a {suffix or 'nameless'} file is not read: {way_out}", where=str(file))


def _of_one_format(files: tuple[Path, ...]) -> tuple[Path, ...]:
    first = files[0]
    for file in files:
        one, other = SUFFIXES[first.suffix.lower()], SUFFIXES[file.suffix.lower()]
        if one != other:
            raise InputError(
                f"one table cannot mix formats: {first} is {one}, {file} is {other}; "
                "name the files of one of them, as in 'runs/*.parquet'"
            )
    return files
