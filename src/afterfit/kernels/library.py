"""The compiled library, loaded once where there is one."""

from ctypes import CDLL, c_double, c_int, c_int64, c_void_p
from functools import cache

from afterfit.kernels.compile import library_path


@cache
def library() -> CDLL | None:
    """Return the library; None where it was not compiled, or for another kind of processor.

    A call lets go of the interpreter's lock until it returns: threads count side by side.
    """
    path = library_path()
    if not path.is_file():
        return None
    try:
        loaded = CDLL(str(path))
    except OSError:  # of another system: as good as none
        return None
    scores = (c_int64, c_int64, c_int, c_void_p)
    loaded.find_highest.argtypes = (*scores, c_double, c_double, c_void_p)
    loaded.count_rows.argtypes = (*scores, *[c_void_p] * 8)
    loaded.count_rows.restype = c_int64
    loaded.count_places.argtypes = (c_int64, c_int, *[c_void_p] * 3)
    loaded.find_errors.argtypes = (c_int64, *[c_void_p] * 3, c_int64, *[c_void_p] * 2)
    loaded.find_errors.restype = c_int64
    loaded.count_cells.argtypes = (c_int64, c_int64, *[c_void_p] * 4, c_double, *[c_void_p] * 2)
    loaded.subtract_exactly.argtypes = (c_int64, *[c_void_p] * 5)
    lists = (c_int64, c_void_p, c_int64, c_void_p)
    loaded.merge_cells.argtypes = (*lists, c_int64, *[c_void_p] * 4)
    loaded.merge_cells.restype = c_int64
    return loaded


def are_compiled() -> bool:
    """Return whether loops were compiled; if not, NumPy gives the same results in more time."""
    return library() is not None
