"""What a model gave → probabilities of the classes."""

from typing import Literal

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import improbable_rows, sum_tolerance
from afterfit.runtimes import VariantRun, softmax

OutputKind = Literal["probabilities", "logits"]
"""What a model ends with; never guessed from its numbers."""


def scores_of(
    run: VariantRun, class_names: tuple[str, ...], kind: OutputKind, split: str
) -> NDArray[np.float64]:
    """Return probabilities of shape (n, n_classes), columns in the order of *class_names*.

    One number a window is the probability, or the logit, of the second of two classes. Logits go
    through a softmax, or a sigmoid where there is one.

    Raises
    ------
    InputError
        When the outputs are not one a class, or a row holds no probabilities: names the row, and
        what to pass.
    """
    outputs = run.outputs.reshape(len(run.outputs), -1)
    if outputs.shape[1] == 1:
        outputs = _of_two(outputs[:, 0], kind)
    elif kind == "logits":
        outputs = softmax(outputs)
    if outputs.shape[1] != len(class_names):
        raise InputError(
            f"the model gives {outputs.shape[1]} numbers a window for {len(class_names)} classes "
            f"({', '.join(class_names[:10])}); name one for each with --classes"
        )
    for row in improbable_rows(outputs)[:1].tolist():
        raise InputError(
            f"the outputs for window {row} of the {split} split sum to {outputs[row].sum():.6g} "
            f"with a lowest of {outputs[row].min():.6g}, expected probabilities with sum 1 ± "
            f"{sum_tolerance(len(class_names)):.3g}; pass --outputs logits if the model ends "
            "without a softmax"
        )
    return outputs[:, _order(run.classes, class_names)]


def _of_two(values: NDArray[np.float64], kind: OutputKind) -> NDArray[np.float64]:
    if kind == "logits":
        return softmax(np.column_stack([np.zeros_like(values), values]))
    return np.column_stack([1 - values, values])


def _order(given: tuple[str, ...], class_names: tuple[str, ...]) -> list[int]:
    """Return the column of each class, by the names that the model itself has for its outputs."""
    numbered = tuple(map(str, range(len(class_names))))
    if not given or given in (class_names, numbered):
        return list(range(len(class_names)))
    if set(given) != set(class_names):
        raise InputError(
            f"the model's classes are {', '.join(given[:10])}, those of the data are "
            f"{', '.join(class_names[:10])}; both must be the same words"
        )
    return [given.index(name) for name in class_names]
