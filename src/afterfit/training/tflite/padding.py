"""Padding of torch and ONNX → what TFLite's operators do themselves, or a step before them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

LONGEST_STRIDE = 3
"""Longest that NPUs take as it is."""

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Window:
    """How a kernel is moved over one axis."""

    size: int
    """Elements of the axis."""
    made: int
    """Elements of the output's axis."""
    kernel: int
    stride: int
    dilation: int
    before: int
    """Elements that are put before the first."""

    @property
    def after(self) -> int:
        """Elements that have to be put behind the last: those that the kernel really reads.

        With an even stride above 3 the whole becomes a multiple of half the stride where that
        makes no further output: NPUs take such strides only so (Vela, `calc_resize_factor`).
        """
        needed = max(self.read, self.before + self.size)
        if self.stride > LONGEST_STRIDE and self.stride % 2 == 0:
            rounded = -(-needed // (self.stride // 2)) * (self.stride // 2)
            needed = rounded if rounded < self.read + self.stride else needed
        return needed - self.before - self.size

    @property
    def read(self) -> int:
        """Elements that the kernel reaches, from its first place to its last."""
        return (self.made - 1) * self.stride + (self.kernel - 1) * self.dilation + 1

    @property
    def is_same(self) -> bool:
        """Whether TFLite's SAME pads alike: as little as possible, and the odd one behind."""
        least = max(self.read - self.size, 0)
        return self.made == -(-self.size // self.stride) and self.before == least // 2


@dataclass(frozen=True, slots=True)
class Padding:
    """What an operator does itself, and what must be done before it."""

    kind: Literal["SAME", "VALID"]
    explicit: tuple[Pair, ...] = ()
    """Elements before and behind each of the two axes, in a step of its own; or none."""


def choose_padding(windows: Sequence[Window]) -> Padding:
    """Return the padding that reads just what torch's reads.

    Torch pads alike on both sides. TFLite's SAME, where a stride is above 1, pads less, and less at
    the start; then the elements are put there by an operator before.

    Examples
    --------
    >>> choose_padding([Window(size=9, made=9, kernel=3, stride=1, dilation=1, before=1)]).kind
    'SAME'
    >>> choose_padding([Window(size=8, made=4, kernel=3, stride=2, dilation=1, before=1)])
    Padding(kind='VALID', explicit=((1, 0),))
    """
    if not any(one.before or one.after for one in windows):
        return Padding("VALID")
    if all(one.is_same for one in windows):
        return Padding("SAME")
    return Padding("VALID", tuple((one.before, one.after) for one in windows))
