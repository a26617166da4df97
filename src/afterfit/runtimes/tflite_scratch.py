"""Memory that TFLite Micro's kernels ask for beside their tensors."""

from collections.abc import Sequence

from afterfit.records import GraphTensor

_REDUCING = frozenset({"MEAN", "SUM", "REDUCE_MAX", "REDUCE_MIN"})
_SUMMING = frozenset({"MEAN", "SUM", "TRANSPOSE_CONV"})
_NUMBER_BYTES = 4


def scratch_bytes(
    operator: str, inputs: Sequence[GraphTensor], made: GraphTensor
) -> tuple[int, ...]:
    """Return the bytes of each buffer that an operator's kernel needs while it runs.

    A reduction counts along its input's axes and lists those that it reduces. Where outputs have 8
    or 16 bits, it and a transposed convolution keep a 32-bit sum for each of them.

    References
    ----------
    tflite-micro, ``RequestScratchBufferInArena`` in ``reduce_common.cc`` and ``transpose_conv.cc``;
    the sizes were checked against the arena that the pinned wheel reports.

    Examples
    --------
    >>> read = GraphTensor("x", (1, 1, 20, 64), "int8", 1280, is_constant=False)
    >>> axes = GraphTensor("axes", (2,), "int32", 8, is_constant=True)
    >>> made = GraphTensor("mean", (1, 1, 1, 64), "int8", 64, is_constant=False)
    >>> scratch_bytes("MEAN", [read, axes], made)
    (16, 8, 256)
    """
    counts = []
    if operator in _REDUCING and len(inputs) > 1:
        counts += [len(inputs[0].shape or ()), inputs[1].n_elements or 0]
    if operator in _SUMMING and made.dtype in ("int8", "int16"):
        counts.append(made.n_elements or 0)
    return tuple(count * _NUMBER_BYTES for count in counts)
