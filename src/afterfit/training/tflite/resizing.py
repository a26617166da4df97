"""Upsampling → RESIZE_NEAREST_NEIGHBOR and RESIZE_BILINEAR."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from afterfit.errors import InputError
from afterfit.training.tflite.conversion import Conversion, Shape
from afterfit.training.tflite.quantized_graph import QuantizedNode

_REPEATING = ("nearest", "asymmetric", "floor")
_STRETCHING = ("linear", "half_pixel")


def convert_resize(work: Conversion, node: QuantizedNode) -> None:
    """Add what repeats each element of the two axes, or interpolates between their centres.

    Both keep the scale of what they read. The first copies; the second rounds once, with shares of
    1/1024, and is exact where each element becomes two, four or eight.
    """
    value = work.channels_last(node.inputs[0], node)
    shape = work.file_shape(node.output)
    options = {"alignCorners": False, "halfPixelCenters": _is_stretching(node, value.shape, shape)}
    kind = "RESIZE_BILINEAR" if options["halfPixelCenters"] else "RESIZE_NEAREST_NEIGHBOR"
    sides = work.file.add_constant(f"{node.name}.size", np.array(shape[1:3], np.int32))
    made = (node.name, shape, value.quantization)
    tensor = work.step(kind, [value.tensor, sides], made, options)
    work.finish(node, replace(value, tensor=tensor, shape=shape))


def _is_stretching(node: QuantizedNode, read: Shape, made: Shape) -> bool:
    """Say whether *node* interpolates, and refuse what TFLite would place otherwise."""
    way = tuple(
        node.attributes.get(name, otherwise).decode()
        for name, otherwise in (
            ("mode", b"nearest"),
            ("coordinate_transformation_mode", b"half_pixel"),
            ("nearest_mode", b"round_prefer_floor"),
        )
    )
    if read[3] == made[3] and way[:2] == _STRETCHING:
        return True
    is_whole = all(new % old == 0 for old, new in zip(read, made, strict=True))
    if read[3] == made[3] and way == _REPEATING and is_whole:
        return False
    raise InputError(
        f"{node.where} makes {made[1:]} of {read[1:]} (height, width, channels) by "
        f"{', '.join(way)}; it can repeat each element a whole number of times "
        f"({', '.join(_REPEATING)}) or interpolate ({', '.join(_STRETCHING)}), channels untouched"
    )
