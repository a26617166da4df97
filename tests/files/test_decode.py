import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from afterfit.files import decode_image, decode_wav


@pytest.mark.parametrize(
    ("mode", "shape"), [("L", (4, 6, 1)), ("RGB", (4, 6, 3)), ("RGBA", (4, 6, 3)), ("1", (4, 6, 1))]
)
def test_image_is_grey_or_rgb(tmp_path: Path, mode: str, shape: tuple[int, ...]) -> None:
    Image.new(mode, (6, 4), 1).save(tmp_path / "a.png")
    assert decode_image(tmp_path / "a.png").shape == shape


@pytest.mark.parametrize("width", [1, 2, 3, 4])
def test_pcm_of_every_width(tmp_path: Path, width: int) -> None:
    values = [0.0, 0.5, -0.5, -1.0]
    full = 1 << (8 * width - 1)
    whole = [int(each * full) + (full if width == 1 else 0) for each in values]
    content = b"".join(each.to_bytes(width, "little", signed=width > 1) for each in whole)
    with wave.open(str(tmp_path / "a.wav"), "wb") as stream:
        stream.setparams((2, width, 8000, 0, "NONE", ""))
        stream.writeframes(content)
    samples, rate = decode_wav(tmp_path / "a.wav")
    assert rate == 8000
    np.testing.assert_array_equal(samples, np.reshape(values, (2, 2)))
