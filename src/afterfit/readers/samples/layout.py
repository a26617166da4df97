"""Inputs as they lie in a file → the shape that a model takes."""

from math import prod
from typing import Any

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import Layout, ModelSignature

_TO_LAST = (0, 2, 3, 1)
_TO_FIRST = (0, 3, 1, 2)

Sides = tuple[int | None, ...]


def fit_to(X: NDArray[Any], signature: ModelSignature, layout: Layout | None) -> NDArray[Any]:
    """Return *X* in the shape of the model's window, its axes moved where only that fits.

    Axes of length 1 come and go, rows of features fold into the model's shape in order, and
    channels move between first and last. Data that fit both as they lie and with their channels
    moved are refused unless *layout* says where the channels are.

    Parameters
    ----------
    X : array of shape (n, ...)

    Raises
    ------
    InputError
        When nothing fits, or more than one thing.

    Examples
    --------
    >>> image = np.zeros((5, 32, 32, 3))
    >>> fit_to(image, ModelSignature((1, 3, 32, 32), "float32", 10, "first"), None).shape
    (5, 3, 32, 32)
    """
    if signature.window == (None,):  # rows of any length
        return X.reshape(len(X), -1)
    found = _ways(X, signature.window, layout)
    if len(found) > 1 and layout is None:
        raise InputError(
            f"inputs of shape {_n(X.shape)} fit the model's {_n((0, *signature.window))} both as "
            "they lie and with their channels moved; pass --layout channels-first, channels-last "
            "or as-is"
        )
    if not found:
        raise InputError(
            f"the model takes windows of shape {_n((0, *signature.window))}, got "
            f"{_n(X.shape)}; they must have gone through the features that it was trained on"
        )
    if len(found) > 1:  # the layout is said: the format has its own place for channels
        return found[f"channels-{signature.channels or 'first'}"]
    return next(iter(found.values()))


def _ways(X: NDArray[Any], window: Sides, layout: Layout | None) -> dict[str, NDArray[Any]]:
    """Return every way in which *X* fits, by where its channels then are."""
    if X.ndim == 4 and layout != "as-is":
        found = _image_ways(X, window, layout)
        if found:
            return found
    for candidate in (X, _reshaped(X, window)):
        if candidate is not None and _fits(candidate.shape[1:], window):
            return {"as-is": candidate}
    swapped = _swapped(X, window) if layout != "as-is" else None
    return {} if swapped is None else {"moved": swapped}


def _image_ways(X: NDArray[Any], window: Sides, layout: Layout | None) -> dict[str, NDArray[Any]]:
    ways = {"as they lie": X}
    if layout != "channels-last" and X.shape[1] > 1:
        ways["channels-last"] = X.transpose(_TO_LAST)
    if layout != "channels-first" and X.shape[3] > 1:
        ways["channels-first"] = X.transpose(_TO_FIRST)
    fitting = {name: one for name, one in ways.items() if _fits(one.shape[1:], window)}
    if layout in ("channels-first", "channels-last") and "as they lie" in fitting:
        fitting[layout] = fitting.pop("as they lie")
    return fitting


def _fits(sides: tuple[int, ...], window: Sides) -> bool:
    return len(sides) == len(window) and all(
        want in (None, got) for got, want in zip(sides, window, strict=True)
    )


def _reshaped(X: NDArray[Any], window: Sides) -> NDArray[Any] | None:
    """Return *X* with axes of length 1 put in or left out, or rows folded; None where neither."""
    known = tuple(side for side in window if side is not None)
    if len(known) < len(window):
        return None
    same_sides = [s for s in X.shape[1:] if s != 1] == [s for s in known if s != 1]
    is_flat = X.ndim == 2 and X.shape[1] == prod(known)
    return X.reshape(len(X), *known) if same_sides or is_flat else None


def _swapped(X: NDArray[Any], window: Sides) -> NDArray[Any] | None:
    """Return (n, steps, channels) as (n, channels, steps), or the reverse; None unless it fits."""
    sides = [place for place, side in enumerate(X.shape[1:], start=1) if side != 1]
    if len(sides) != 2:
        return None
    turned = np.swapaxes(X, *sides)
    for candidate in (turned, _reshaped(turned, window)):
        if candidate is not None and _fits(candidate.shape[1:], window):
            return candidate
    return None


def _n(shape: Sides) -> str:
    sides = ("n", *("any" if side is None else str(side) for side in shape[1:]))
    return f"({', '.join(sides)})"
