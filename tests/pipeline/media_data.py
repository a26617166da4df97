"""Small folders of images and of sounds that a network can learn."""

import wave
from pathlib import Path

import numpy as np

HERTZ = {"low": 300.0, "high": 1500.0}


def write_images(root: Path, *, files: int = 12, side: int = 16) -> Path:
    """Write `classes/<class>/n.png`: a bright bar that lies or stands."""
    from PIL import Image

    rng = np.random.default_rng(3)
    for name in ("lying", "standing"):
        folder = root / "classes" / name
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(files):
            pixels = rng.integers(0, 60, (side, side), dtype=np.uint8)
            place = int(rng.integers(3, side - 4))
            bar = (slice(place, place + 2), slice(2, -2))
            pixels[bar if name == "lying" else bar[::-1]] = 230
            Image.fromarray(pixels).save(folder / f"{number}.png")
    return root


def write_wavs(root: Path, *, files: int = 6, rate: int = 4000, seconds: float = 1.0) -> Path:
    """Write `classes/<class>/n.wav`: a tone with noise, 16 bits."""
    rng = np.random.default_rng(4)
    for name, hertz in HERTZ.items():
        folder = root / "classes" / name
        folder.mkdir(parents=True, exist_ok=True)
        for number in range(files):
            time = np.arange(int(rate * seconds)) / rate
            tone = 0.4 * np.sin(2 * np.pi * hertz * time) + rng.normal(0, 0.1, len(time))
            with wave.open(str(folder / f"{number}.wav"), "wb") as stream:
                stream.setnchannels(1)
                stream.setsampwidth(2)
                stream.setframerate(rate)
                stream.writeframes((tone.clip(-1, 1) * 32767).astype("<i2").tobytes())
    return root
