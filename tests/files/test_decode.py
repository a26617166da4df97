import wave
from pathlib import Path
from typing import Literal

import numpy as np
import pytest
from PIL import Image

from afterfit.errors import InputError
from afterfit.files import decode_image, decode_wav, wav_rate


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


@pytest.mark.parametrize("colours", ["L", "RGB"])
def test_image_in_the_colours_and_size_that_are_wanted(
    tmp_path: Path, colours: Literal["L", "RGB"]
) -> None:
    grey = Image.fromarray(np.arange(24, dtype=np.uint8).reshape(4, 6))
    grey.save(tmp_path / "a.png")
    pixels = decode_image(tmp_path / "a.png", colours=colours, size=(2, 3))
    judge = np.asarray(grey.resize((3, 2), Image.Resampling.BILINEAR))
    for channel in range({"L": 1, "RGB": 3}[colours]):
        np.testing.assert_array_equal(pixels[:, :, channel], judge)


def test_an_image_too_large_to_be_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Image.new("L", (6, 4)).save(tmp_path / "a.png")
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 20)
    with pytest.raises(InputError, match=r"a\.png: not an image that can be read: .*exceeds limit"):
        decode_image(tmp_path / "a.png")


def test_the_rate_of_a_sound_is_in_its_head(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "a.wav"), "wb") as stream:
        stream.setparams((1, 2, 22050, 0, "NONE", ""))
        stream.writeframes(bytes(8))
    assert wav_rate(tmp_path / "a.wav") == 22050
    (tmp_path / "a.wav").write_bytes(b"RIFF")
    with pytest.raises(InputError, match=r"a\.wav: not a WAV file of whole numbers .*cut off"):
        wav_rate(tmp_path / "a.wav")
