"""Whether two models answered for the same samples."""

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import Predictions


def check_same_samples(reference: Predictions, candidate: Predictions, first_row: int = 0) -> None:
    """Raise an `InputError` that names the first difference, if the samples are not the same.

    Samples are the same where label, source and offset agree, row by row; *first_row* is the
    number of the first of the rows, for the message.
    """
    for name in ("split", "class_names", "has_sources"):
        one, other = getattr(reference, name), getattr(candidate, name)
        if one != other:
            raise _not_comparable(reference, candidate, f"{name} is {one!r} against {other!r}")
    if len(reference) != len(candidate):
        raise _not_comparable(
            reference, candidate, f"{len(reference)} rows against {len(candidate)}"
        )
    for name, one, other in (
        ("y_true", reference.y_true, candidate.y_true),
        ("source", reference.source, _source_codes(candidate, reference.source_names)),
        ("offset", reference.offset, candidate.offset),
    ):
        if (differs := one != other).any():
            row = int(differs.argmax())
            raise _not_comparable(
                reference,
                candidate,
                f"{name} of row {first_row + row} is {_shown(reference, name, row)} against "
                f"{_shown(candidate, name, row)}",
            )


def _source_codes(predictions: Predictions, names: tuple[str, ...]) -> NDArray[np.int64]:
    """Return the source of each row as an index into *names*, -1 where it is not among them."""
    if predictions.source_names == names:
        return predictions.source
    place = {name: index for index, name in enumerate(names)}
    codes = np.array([place.get(name, -1) for name in predictions.source_names], dtype=np.int64)
    return codes[predictions.source]


def _shown(predictions: Predictions, name: str, row: int) -> str:
    value = int(getattr(predictions, name)[row])
    return repr(predictions.source_names[value]) if name == "source" else str(value)


def _not_comparable(reference: Predictions, candidate: Predictions, difference: str) -> InputError:
    return InputError(
        f"{reference.variant} and {candidate.variant} can be compared only on the same samples in "
        f"the same order, but {difference}; test both models on the same data"
    )
