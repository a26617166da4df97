"""What a user's mistake looks like: what was expected, what came, where, and what to try."""

import errno
import os
import re
from collections.abc import Iterable


class AfterfitError(Exception):
    """Base of all errors that afterfit raises on purpose."""

    exit_code = 3


class InputError(AfterfitError):
    """The user's input cannot be used; the message says why, where, and what to try.

    The command line prints the message alone, without a traceback, and exits with 2.

    Examples
    --------
    >>> print(InputError("rate must be above 0, got -1", where="training -> learning_rate"))
    training -> learning_rate: rate must be above 0, got -1
    """

    exit_code = 2

    def __init__(self, message: str, *, where: str | None = None) -> None:
        self.where = where
        super().__init__(f"{where}: {message}" if where else message)


class MissingExtraError(InputError):
    """A feature needs a package that is not installed; the message is its install line."""

    def __init__(self, feature: str, extra: str) -> None:
        super().__init__(f"{feature} needs an extra: pip install 'afterfit[{extra}]'")


class StoppedError(AfterfitError):
    """The user stopped the work (Ctrl-C); the message says how to go on."""

    exit_code = 130  # what shells give for it: 128 + SIGINT


def why_unreadable(error: OSError | UnicodeDecodeError) -> str:
    """Return in a few words why a file of text cannot be read.

    Examples
    --------
    >>> why_unreadable(IsADirectoryError(21, "Is a directory", "gates.yaml"))
    'it is a directory, not a file'
    """
    if isinstance(error, UnicodeDecodeError):
        return "it is not in UTF-8; save it in that encoding"
    if isinstance(error, IsADirectoryError):
        return "it is a directory, not a file"
    return (error.strerror or str(error)).lower()


def of_the_machine(error: OSError) -> str | None:
    """Return what to say of a place that cannot be written or read; None where it is no place.

    Examples
    --------
    >>> of_the_machine(PermissionError(13, "Permission denied", "out/report.html"))
    'out/report.html: permission denied; give another folder or file'
    >>> of_the_machine(OSError(28, "No space left on device"))
    'no space left on device'
    """
    reason = why_unwritable(error)
    if error.filename is None:
        return reason if error.errno in _FULL else None
    return reason and f"{error.filename}: {reason}; give another folder or file"


def why_unwritable(error: Exception) -> str | None:
    """Return in a few words what is wrong with a place; None where something else is wrong.

    Libraries in Rust tell it in their message.

    Examples
    --------
    >>> why_unwritable(NotADirectoryError(20, "Not a directory", "a.csv/x"))
    'not a directory'
    >>> why_unwritable(ValueError("parquet: underlying IO error: (os error 28)"))
    'no space left on device'
    """
    number = error.errno if isinstance(error, OSError) else None
    if number is None and (told := _OS_ERROR.search(str(error))):
        number = int(told[1])
    return os.strerror(number).lower() if number in _PLACES else None


_OS_ERROR = re.compile(r"\(os error (\d+)\)")
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
"""There is no room for more."""
_PLACES = _FULL | {
    errno.EACCES,
    errno.EEXIST,
    errno.EISDIR,
    errno.ENAMETOOLONG,
    errno.ENOTDIR,
    errno.EPERM,
    errno.EROFS,
}
"""What is wrong with a place that the user named, or with the disk, not with the program."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """Return `` (did you mean 'x'?)`` for the known word nearest to *word*, or an empty string.

    Capitals and small letters are alike.

    Examples
    --------
    >>> did_you_mean("cls_4k", ["CLS_1k_NPU", "CLS_4k_NPU"])
    " (did you mean 'CLS_4k_NPU'?)"
    >>> did_you_mean("zebra", ["CLS_1k_NPU"])
    ''
    """
    from difflib import get_close_matches

    folded = {one.casefold(): one for one in known}
    near = get_close_matches(word.casefold(), folded, n=1, cutoff=0.6)
    return f" (did you mean {folded[near[0]]!r}?)" if near else ""
