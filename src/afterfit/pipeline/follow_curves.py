"""Logs that are still being written → reports, each time they have grown."""

import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path

from afterfit.errors import InputError
from afterfit.pipeline.curves import read_and_diagnose
from afterfit.records import Meaning
from afterfit.report.outline_curves import CurvesReport

_PAGE = ".html"
"""No log; a page that is written beside the logs must not count as news of them."""
Sizes = tuple[tuple[str, int, int], ...]


def follow_curves(
    paths: Sequence[Path],
    pause: Callable[[], object],
    meanings: Mapping[str, Meaning] | None = None,
    *,
    check_crc: bool = False,
) -> Iterator[tuple[CurvesReport, ...] | str]:
    """Give reports of the logs at or below *paths* whenever files there have changed, without end.

    As long as there is nothing to read, the reason comes instead of reports: a log that does not
    exist yet, or is half written, is waited for.

    Parameters
    ----------
    paths : sequence of Path
        Log files or folders, there already or not.
    pause : function
        Called between two looks; it sleeps, and ends the following by raising.
    """
    seen: Sizes | None = None
    while True:
        sizes = _sizes(paths)
        if sizes != seen:
            seen = sizes
            yield _look(paths, meanings, check_crc)
        pause()


def _look(
    paths: Sequence[Path], meanings: Mapping[str, Meaning] | None, check_crc: bool
) -> tuple[CurvesReport, ...] | str:
    there = [path for path in paths if path.exists()]
    if not there:
        return f"no such file or folder yet: {', '.join(map(str, paths))}"
    try:
        return read_and_diagnose(there, meanings, check_crc=check_crc)
    except InputError as error:
        return str(error)


def _sizes(paths: Sequence[Path]) -> Sizes:
    """Return name, size and time of every file at or below *paths*."""
    files = [path for path in paths if path.is_file()]
    for path in paths:
        files += [Path(root, name) for root, _, names in os.walk(path) for name in names]
    found = []
    for file in sorted(one for one in files if one.suffix != _PAGE):
        try:
            state = file.stat()
        except OSError:  # it was replaced between listing and looking
            continue
        found.append((str(file), state.st_size, state.st_mtime_ns))
    return tuple(found)
