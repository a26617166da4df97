from hypothesis import given
from hypothesis import strategies as st

from afterfit.training.tflite.padding import Window, choose_padding


@given(
    size=st.integers(1, 40),
    kernel=st.integers(1, 7),
    stride=st.integers(1, 6),
    dilation=st.integers(1, 3),
    before=st.integers(0, 6),
    after=st.integers(0, 6),
)
def test_the_same_elements_are_read_as_with_torch(
    size: int, kernel: int, stride: int, dilation: int, before: int, after: int
) -> None:
    reach = (kernel - 1) * dilation + 1
    made = (before + size + after - reach) // stride + 1
    if before + size + after < reach:
        return
    chosen = choose_padding([Window(size, made, kernel, stride, dilation, before)])
    if chosen.kind == "SAME":
        # tensorflow.org/api_docs/python/tf/nn: as little as possible, the odd one behind
        made_by_tflite = -(-size // stride)
        start = -(max((made_by_tflite - 1) * stride + reach - size, 0) // 2)
    else:
        (first, last) = chosen.explicit[0] if chosen.explicit else (0, 0)
        made_by_tflite = (first + size + last - reach) // stride + 1
        start = -first
    assert made_by_tflite == made
    assert start == -before
