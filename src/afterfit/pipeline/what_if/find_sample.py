"""The words for one window → its row."""

import numpy as np

from afterfit.errors import InputError, did_you_mean
from afterfit.records import Windows


def find_sample(word: str, windows: Windows) -> int:
    """Return the row of the window that *word* names: a row, or RECORDING@OFFSET.

    A recording goes by its whole path or by its end, where only one ends so.

    Raises
    ------
    InputError
        When there is no such window, with those that are there.
    """
    name, at, start = word.rpartition("@")
    if at:
        return _at(name, start, windows)
    if not word.isdecimal():
        raise InputError(f"expected a row or RECORDING@OFFSET, got {word!r}", where="--sample")
    if int(word) >= len(windows):
        raise InputError(
            f"there is no row {word}; the {windows.split} split has rows 0 to {len(windows) - 1}",
            where="--sample",
        )
    return int(word)


def _at(name: str, start: str, windows: Windows) -> int:
    code = _source(name, windows)
    mine = np.flatnonzero(windows.source == code)
    offsets = windows.offset[mine].tolist()
    if not start.isdecimal() or int(start) not in offsets:
        known = ", ".join(map(str, offsets[:8])) + (", …" if len(offsets) > 8 else "")
        raise InputError(
            f"no window of {windows.source_names[code]} starts at {start!r}; they start at {known}",
            where="--sample",
        )
    return int(mine[offsets.index(int(start))])


def _source(name: str, windows: Windows) -> int:
    seen: list[int] = sorted(set(windows.source.tolist()))
    names = {windows.source_names[code]: code for code in seen}
    ending = [one for one in names if one == name or one.endswith(f"/{name}")]
    if len(ending) != 1:
        problem = f"{len(ending)} recordings end in" if ending else "no recording is called"
        raise InputError(
            f"{problem} {name!r} in the {windows.split} split{did_you_mean(name, names)}",
            where="--sample",
        )
    return names[ending[0]]
