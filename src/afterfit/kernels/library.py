"""The compiled library, loaded once where there is one."""

from ctypes import CDLL, c_double, c_int, c_int64, c_void_p
from functools import cache
from typing import Any

from numpy.typing import NDArray

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
    loaded.count_places.argtypes = (*scores, *[c_void_p] * 2)
    loaded.find_errors.argtypes = (c_int64, *[c_void_p] * 3, c_int64, *[c_void_p] * 2)
    loaded.find_errors.restype = c_int64
    loaded.count_cells.argtypes = (c_int64, c_int64, *[c_void_p] * 4, c_double, *[c_void_p] * 2)
    loaded.subtract_exactly.argtypes = (c_int64, *[c_void_p] * 5)
    lists = (c_int64, c_void_p, c_int64, c_void_p)
    loaded.merge_cells.argtypes = (*lists, c_int64, *[c_void_p] * 4)
    loaded.merge_cells.restype = c_int64
    _declare_levels(loaded)
    return loaded


def _declare_levels(loaded: CDLL) -> None:
    """Say what the functions of levels.c take and return."""
    for name in ("count_levels_32", "count_levels_64", "find_corners_32", "find_corners_64"):
        getattr(loaded, name).restype = c_int64
    for width in (32, 64):
        getattr(loaded, f"count_levels_{width}").argtypes = (c_int64, *[c_void_p] * 4)
        getattr(loaded, f"find_corners_{width}").argtypes = (c_int64, *[c_void_p] * 5)
    loaded.place_positives.argtypes = (c_int64, c_void_p, c_int64, *[c_void_p] * 2)
    loaded.place_positives.restype = c_int64
    keys = (c_int64, c_void_p, c_int64)
    loaded.add_placements.argtypes = (*keys, c_int64, c_double, *[c_void_p] * 2)
    loaded.find_precisions.argtypes = (c_int64, *[c_void_p] * 5)
    loaded.find_precisions.restype = c_int64
    loaded.add_precisions.argtypes = (*keys, c_double, *[c_void_p] * 4)


def are_compiled() -> bool:
    """Return whether loops were compiled; if not, NumPy gives the same results in more time."""
    return library() is not None


def loaded_library() -> CDLL:
    """Return the library, which `are_compiled` says is there."""
    loaded = library()
    if loaded is None:
        raise RuntimeError("loops were not compiled; ask are_compiled() first")
    return loaded


def addresses(*arrays: NDArray[Any]) -> list[int]:
    """Return where arrays start; C takes them for contiguous ones."""
    if not all(array.flags.c_contiguous for array in arrays):
        raise ValueError("loops in C take contiguous arrays alone")
    return [array.ctypes.data for array in arrays]
