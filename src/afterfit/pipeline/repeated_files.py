"""Files that are named more than once → the sentence that reports and the console show."""

from collections.abc import Sequence
from pathlib import Path

from afterfit.readers import repeated_files
from afterfit.wording import agreeing, counted, listing


def repeated_notes(paths: str | Path | Sequence[str | Path]) -> tuple[str, ...]:
    """Return which files *paths* mean more than once, as a folder and a glob may; or nothing.

    Each counts once, so the analysis is right; but who meant to compare two files should know.
    """
    given = (paths,) if isinstance(paths, str | Path) else tuple(paths)
    names = [
        str(path) if path == first else f"{path} (the same file as {first})"
        for path, first in repeated_files(given)
    ]
    if not names:
        return ()
    is_given, counts = agreeing(len(names), "is", "are"), agreeing(len(names), "counts", "count")
    told = f"{counted(len(names), 'file')} {is_given} given more than once and {counts} once"
    return (f"{told}: {listing(names)}.",)
