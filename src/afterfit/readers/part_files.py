"""Paths of files → the variant that each holds, and the split where its folder says it."""

import re
from collections.abc import Sequence
from os.path import commonpath
from pathlib import Path

_PART = re.compile(
    r"""(?P<name>.*?)[-_. ]?   # what the parts share, often nothing
    (?:(?<![a-z])(?:part|shard|chunk)[-_. ]?\d+([-_.].*)?  # part-0001, kws.shard3, part-0-ID
    |(?<=[-_. ])\d+-of-\d+                        # kws-00000-of-00004
    |(?<=[-_. ])0\d{3,}                           # kws-000000000001
    |^\d+)                                        # 0000
    """,
    re.VERBOSE | re.IGNORECASE,
)
_KEY_AND_VALUE = re.compile(r"(\w+)=(.*)")


def name_variants(paths: Sequence[Path]) -> tuple[str, ...]:
    """Return the variant of each file, by the names of files and folders alone.

    A file's name names its variant. Files that differ only in the number of a part hold one
    variant together: ``part-0000``, ``kws_shard3``, ``kws-00000-of-00004``, ``kws-0001`` or only
    digits. It has the name that the parts share, or that of their folder. Folders written as
    ``key=value`` divide one variant too, but for ``variant=int8``, which names it. Where the same
    name stands in several folders, all variants are named by their paths.

    Examples
    --------
    >>> name_variants([Path("kws_fp32.csv"), Path("kws_int8.csv")])
    ('kws_fp32', 'kws_int8')
    >>> name_variants([Path("kws/day=1/part-0.parquet"), Path("kws/day=2/part-0.parquet")])
    ('kws', 'kws')
    """
    outputs = [_output_of(path) for path in paths]
    if len({one.name for one in outputs}) == len(set(outputs)):
        return tuple(one.name for one in outputs)
    common = commonpath([one.parent for one in outputs])
    return tuple(one.relative_to(common).as_posix() for one in outputs)


def word_of_folder(path: Path, key: str) -> str | None:
    """Return what the nearest folder named ``key=value`` above *path* says, None without one.

    Examples
    --------
    >>> word_of_folder(Path("kws/split=train/part-0.parquet"), "split")
    'train'
    """
    for part in reversed(path.absolute().parts[:-1]):
        match = _KEY_AND_VALUE.fullmatch(part)
        if match and match[1] == key:
            return match[2]
    return None


def _output_of(path: Path) -> Path:
    """Return a path that the parts of one output share."""
    folder = path.absolute().parent
    while _KEY_AND_VALUE.fullmatch(folder.name):
        folder = folder.parent
    variant = word_of_folder(path, "variant")
    if variant:
        return folder / variant
    part = _PART.fullmatch(path.stem)
    if part is None:
        return folder / path.stem
    return folder / part["name"] if part["name"] else folder
