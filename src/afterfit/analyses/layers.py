"""Which layer makes a quantised model differ."""

from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from afterfit.errors import InputError
from afterfit.records import LayerOutput
from afterfit.results import LayerAgreement, LayerComparison

Array = NDArray[np.float64]


def compare_layers(
    reference: Sequence[LayerOutput],
    candidate: Sequence[LayerOutput],
    reference_name: str,
    candidate_name: str,
) -> LayerComparison:
    """Return how far each layer of the candidate is from the same layer of the reference.

    Layers are matched by the name of their tensor, as two ONNX files of one network have it; where
    no name is shared, as in two .tflite files, by order, if all shapes agree.

    Parameters
    ----------
    reference, candidate : sequences of LayerOutput
        Outputs for the same windows in the same order; the reference is float.

    Raises
    ------
    InputError
        When the two cannot be matched, or the windows are not the same.

    References
    ----------
    SQNR: ONNX Runtime's qdq_loss_debug, "xmodel_err". Its local "qdq_err" is not used: it compares
    values before a folded ReLU and shows 2 to 5 dB on healthy layers.
    """
    matched = match_layers(reference, candidate)
    noise: dict[int, float] = {}
    layers = []
    for place, layer in enumerate(candidate):
        if place in matched:
            layers.append(_agreement(matched[place], layer, noise, place))
    return LayerComparison(
        reference=reference_name,
        candidate=candidate_name,
        n_windows=len(candidate[0].values) if candidate else 0,
        layers=tuple(layers),
        n_unmatched=len(candidate) - len(layers),
    )


def match_layers(
    reference: Sequence[LayerOutput], candidate: Sequence[LayerOutput]
) -> dict[int, LayerOutput]:
    """Return the reference's layer for each place of the candidate that has one.

    Raises
    ------
    InputError
        When no layer can be matched, or two of one name differ in shape.
    """
    named = {layer.tensor: layer for layer in reference}
    matched = {
        place: named[layer.tensor] for place, layer in enumerate(candidate) if layer.tensor in named
    }
    shapes = [[layer.values.shape for layer in layers] for layers in (reference, candidate)]
    if shapes[0] == shapes[1] and len(matched) < len(candidate):
        matched = dict(enumerate(reference))
    if not matched:
        raise InputError(
            f"no layer of the two models can be matched: {len(reference)} and {len(candidate)} "
            "layers without a common name, and not of the same shapes; compare a float model with "
            "its own quantised form"
        )
    for place, layer in matched.items():
        _check_shapes(layer, candidate[place])
    return matched


def _check_shapes(reference: LayerOutput, candidate: LayerOutput) -> None:
    if reference.values.shape != candidate.values.shape:
        raise InputError(
            f"layer {candidate.name!r} must have outputs of the same shape in both models, got "
            f"{reference.values.shape} and {candidate.values.shape}; give both the same windows"
        )


def _agreement(
    reference: LayerOutput, candidate: LayerOutput, noise: dict[int, float], place: int
) -> LayerAgreement:
    x, y = _by_channel(reference), _by_channel(candidate)
    signal, error = (x**2).sum(axis=1), ((x - y) ** 2).sum(axis=1)
    noise[place] = _noise_share(signal, error)
    before = max((noise.get(source, 0.0) for source in candidate.reads), default=0.0)
    constant = [np.ptp(one, axis=1) == 0 if one.size else np.ones(len(one), bool) for one in (x, y)]
    quantized = np.isfinite(candidate.lowest)
    return LayerAgreement(
        name=candidate.name,
        operator=candidate.operator,
        sqnr_db=decibels(signal.sum(), error.sum()),
        channel_sqnr_db=_median(list(_channel_decibels(signal, error))),
        cosine=_cosine(x, y),
        added_noise=max(noise[place] - before, 0.0),
        saturated=_saturated(x, candidate) if quantized else float("nan"),
        range_used=_range_used(y, candidate) if quantized else float("nan"),
        n_dead_channels=int(np.count_nonzero(constant[1] & ~constant[0])),
        n_channels=len(x),
    )


def _by_channel(layer: LayerOutput) -> Array:
    """Return values of shape (n_channels, n_windows × positions)."""
    if layer.values.ndim < 2:
        return layer.values.reshape(1, -1)
    moved = np.moveaxis(layer.values, layer.channel_axis, 0)
    return moved.reshape(len(moved), -1)


def _noise_share(signal: Array, error: Array) -> float:
    """Return the mean over channels of noise power by signal power, at most 1 a channel."""
    live = (signal > 0) | (error > 0)
    if not live.any():
        return 0.0
    # limited before the division, which a signal near 0 would let overflow
    limited = np.minimum(error, signal)
    shares = np.divide(limited, signal, out=np.ones_like(error), where=signal > 0)
    return float(shares[live].mean())


def _channel_decibels(signal: Array, error: Array) -> Iterator[float]:
    for power, noise in zip(signal, error, strict=True):
        value = decibels(power, noise)
        if not np.isnan(value):
            yield value


def _median(values: Sequence[float]) -> float:
    """Return the lower median, which stays defined where some values are infinite."""
    return sorted(values)[(len(values) - 1) // 2] if values else float("nan")


def decibels(signal: float, error: float) -> float:
    """Return signal power by noise power in dB; inf without noise, nan without both."""
    if signal == 0:
        return float("nan") if error == 0 else float("-inf")
    # each logarithm by itself: the ratio of an ordinary power to a tiny one overflows
    return float("inf") if error == 0 else float(10 * (np.log10(signal) - np.log10(error)))


def _cosine(x: Array, y: Array) -> float:
    lengths = float(np.linalg.norm(x) * np.linalg.norm(y))
    return float((x * y).sum()) / lengths if lengths else float("nan")


def _saturated(x: Array, candidate: LayerOutput) -> float:
    step = (candidate.highest - candidate.lowest) / 255
    # half a step beyond the ends still rounds to what can be held
    beyond = (x > candidate.highest + step / 2) | (x < candidate.lowest - step / 2)
    return float(beyond.mean()) if x.size else float("nan")


def _range_used(y: Array, candidate: LayerOutput) -> float:
    whole = candidate.highest - candidate.lowest
    return float(np.ptp(y)) / whole if y.size and whole else float("nan")
