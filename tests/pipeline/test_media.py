"""Folders of images and sounds, from the files to a tested int8 model."""

import wave
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from afterfit.analyses.data import separability
from afterfit.datasets import read_windows
from afterfit.errors import InputError
from afterfit.pipeline.config import read_config
from afterfit.pipeline.data_checks import check_dataset
from afterfit.pipeline.dataset import configured_chain, find_dataset, split_plan
from afterfit.pipeline.run import run
from afterfit.records import SoundLayout
from afterfit.results import Analysis
from afterfit.signals import LogMel
from tests.pipeline.media_data import write_images, write_wavs


def config(home: Path, task: str, **features: object) -> Path:
    keys = "".join(f"\n  {key}: {value}" for key, value in features.items())
    path = home / "config.yaml"
    path.write_text(f"""
common: {{task_type: {task}}}
dataset: {{dataset_name: media, input_data_path: data, split_factor: [0.5, 0.25, 0.25]}}
data_processing_feature_extraction:
  gof_test: false{keys}
training:
  {{model_name: Lenet5, training_epochs: 12, batch_size: 8, optimizer: adam, learning_rate: 0.005}}
""")
    return path


@pytest.mark.train
def test_images_are_trained_and_quantised(tmp_path: Path) -> None:
    write_images(tmp_path / "data", files=16)
    outcome = run(config(tmp_path, "image_classification"), tmp_path / "out")
    assert isinstance(outcome.analysis, Analysis)
    accuracies = [
        one.quality.estimate("accuracy").value
        for one in outcome.analysis.variants
        if one.split == "test"
    ]
    assert len(accuracies) == 3, "float32, int8, and int8 on the device"
    assert min(accuracies) > 0.8
    assert np.load(tmp_path / "out/testing/test_data.npy").shape == (8, 1, 16, 16)


@pytest.mark.train
def test_sounds_are_trained_as_spectrograms(tmp_path: Path) -> None:
    write_wavs(tmp_path / "data")
    features = {"frame_size": 2000, "mel_bands": 16}
    outcome = run(config(tmp_path, "audio_classification", **features), tmp_path / "out")
    assert isinstance(outcome.analysis, Analysis)
    frames = (2000 - 100) // 40 + 1  # of 25 ms each 10 ms at 4 kHz
    shape = np.load(tmp_path / "out/testing/test_data.npy").shape
    assert shape[1:] == (1, frames, 16)


def test_an_image_of_another_size_is_named(tmp_path: Path) -> None:
    write_images(tmp_path / "data")
    Image.fromarray(np.zeros((16, 20), np.uint8)).save(tmp_path / "data/classes/standing/3.png")
    with pytest.raises(
        InputError, match=r"standing/3.png: the image is 16 pixels high and 20 wide"
    ):
        check_dataset(config(tmp_path, "image_classification"), tmp_path / "out")


def test_an_image_that_is_none(tmp_path: Path) -> None:
    write_images(tmp_path / "data")
    (tmp_path / "data/classes/standing/3.png").write_text("no pixels")
    with pytest.raises(InputError, match=r"standing/3.png: not an image"):
        check_dataset(config(tmp_path, "image_classification"), tmp_path / "out")


def test_a_sound_that_is_cut_off(tmp_path: Path) -> None:
    write_wavs(tmp_path / "data")
    path = tmp_path / "data/classes/low/1.wav"
    path.write_bytes(path.read_bytes()[:1000])
    with pytest.raises(InputError, match=r"low/1.wav: it declares 4,000 samples and holds 478"):
        check_dataset(config(tmp_path, "audio_classification"), tmp_path / "out")


def test_no_images_there(tmp_path: Path) -> None:
    write_wavs(tmp_path / "data")
    with pytest.raises(InputError, match=r"holds no recordings \(.png, .bmp, .jpg, .jpeg\)"):
        check_dataset(config(tmp_path, "image_classification"), tmp_path / "out")


def test_sounds_of_another_rate_are_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(separability, "neighbour_embedding", lambda X, seed: "left out")
    write_wavs(tmp_path / "data", files=4)
    other = write_wavs(tmp_path / "other", files=1, rate=8000)
    (other / "classes/low/0.wav").rename(tmp_path / "data/classes/low/9.wav")
    path = config(tmp_path, "audio_classification", frame_size=2000)
    findings = check_dataset(path, tmp_path / "out").checks.findings
    (found,) = [one for one in findings if one.code == "DC004"]
    assert (found.outcome, "low/9.wav" in found.claim) == ("raised", True)


def test_sounds_of_another_rate_are_not_trained_on(tmp_path: Path) -> None:
    write_wavs(tmp_path / "data", files=4)
    other = write_wavs(tmp_path / "other", files=1, rate=8000)
    (other / "classes/low/0.wav").rename(tmp_path / "data/classes/low/9.wav")
    path = config(tmp_path, "audio_classification", frame_size=2000)
    message = r"low/9.wav: has 8,000 samples a second, but the spectrograms are made for 4,000"
    with pytest.raises(InputError, match=message):
        run(path, tmp_path / "out")


def write_sound(path: Path, n_channels: int, width: int, rate: int = 4000) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    rng = np.random.default_rng(len(path.as_posix()))
    raw = rng.integers(0, 256, (rate, n_channels * width), dtype=np.uint8)
    with wave.open(str(path), "wb") as stream:
        stream.setparams((n_channels, width, rate, 0, "NONE", ""))
        stream.writeframes(raw.tobytes())


def test_stereo_of_24_bits_keeps_both_channels(tmp_path: Path) -> None:
    for place in range(8):
        write_sound(tmp_path / f"data/classes/{'ab'[place % 2]}/{place}.wav", 2, 3)
    read = read_config(config(tmp_path, "audio_classification", mel_bands=16))
    root = find_dataset(read, tmp_path)
    chain = configured_chain(read, root)
    data = read_windows(root, chain, split_plan(read))
    assert chain.feature_shape == (2, 98, 16)
    (first, second) = data.splits["train"].values[0]
    assert len(first) == 4000
    assert not np.array_equal(first, second)
    assert data.splits["train"].layout == SoundLayout(4000, LogMel(bands=16))


def test_one_channel_among_stereo_is_named(tmp_path: Path) -> None:
    for place in range(4):
        write_sound(tmp_path / f"data/classes/{'ab'[place % 2]}/{place}.wav", 2, 2)
    write_sound(tmp_path / "data/classes/b/9.wav", 1, 2)
    with pytest.raises(InputError, match=r"asks for 2 columns, but .*b/9.wav has 1"):
        run(config(tmp_path, "audio_classification"), tmp_path / "out")
